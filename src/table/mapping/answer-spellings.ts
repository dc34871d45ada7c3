// How values and states of a question may be spelled, in every language. Cells are matched against it in scan/cell-decoder.ts.

import { createSpellings, NOT_APPLICABLE_MARK, type Text, UNKNOWN_MARK, YES_NO_SPELLINGS } from '../../model/index.ts';
import { type Input, listedAnswers } from '../../scoring/index.ts';
import { levelNamesOf } from '../marked-text.ts';
import { MAX_CODED_VALUES, NOT_APPLICABLE, type StateSpellings, UNANSWERED, UNKNOWN } from '../row-block.ts';

/** A value that can be chosen: its id or number, and its texts. */
interface CodedChoice {
  readonly id: string;
  readonly texts: readonly LanguageText[];
}

/**
 * The values of a question in the order of their codes: options, the numbers of a scale, false and true; else none. A long
 * scale is read as a number and has none either.
 */
export function codedChoicesOf(input: Input): readonly CodedChoice[] {
  const answers = listedAnswers(input) ?? [];
  if (input.form.isScale && answers.length > MAX_CODED_VALUES) return [];
  return answers.map(({ id, text }) => ({ id, texts: textsOf(text) }));
}

const AFTER_ID = ['.', '. ', '、', ' ', ':', ': ', '-', ' - ', ')', ') '];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * How the values of a question are spelled: by id, by text in any language, by id or letter before the text, by letter.
 * Positions are none of them: whether counting begins with 0 or 1 is not written in a number.
 */
export function valueSpellingsOf(input: Input): ReadonlyMap<string, number> {
  const known = SPELLINGS.get(input) ?? findValueSpellings(input);
  SPELLINGS.set(input, known);
  return known;
}

/** A column is first proposed and then bound; to make the spellings takes 2 ms a question. */
const SPELLINGS = new WeakMap<Input, ReadonlyMap<string, number>>();

/** Those made last: many questions in a row have one scale. */
let latest: { readonly key: string; readonly values: ReadonlyMap<string, number> } | undefined;

function findValueSpellings(input: Input): ReadonlyMap<string, number> {
  const choices = codedChoicesOf(input);
  const key = JSON.stringify([input.type, choices]);
  if (latest?.key !== key) latest = { key, values: spell(input, choices) };
  return latest.values;
}

function spell(input: Input, choices: readonly CodedChoice[]): ReadonlyMap<string, number> {
  const { add, values } = createSpellings<number>();
  add(choices.map(({ id }, i) => [id, i]));
  // So programs write whole numbers of a column with blanks.
  if (input.form.isScale) add(choices.map(({ id }, i) => [`${id}.0`, i]));
  if (input.form.control === 'pickYesNo') add([...YES_NO_SPELLINGS].map(([word, yes]) => [word, yes ? 1 : 0]));
  add(choices.flatMap(({ texts }, i) => texts.map(({ text }) => [text, i] as const)));
  add(choices.flatMap(({ id, texts }, i) => numbered(id, texts).map((spelling) => [spelling, i] as const)));
  if (input.form.isScale) add(choices.flatMap(({ id }, i) => levelNamesOf(id).map((name) => [name, i] as const)));
  if (!hasLetters(input, choices)) return values;
  add(choices.map((_, i) => [LETTERS.charAt(i), i]));
  add(choices.flatMap(({ texts }, i) => numbered(LETTERS.charAt(i), texts).map((spelling) => [spelling, i] as const)));
  return values;
}

/** `A. text`, `A、text`, `A text` and the like. */
function numbered(mark: string, texts: readonly LanguageText[]): string[] {
  return texts.flatMap(({ text }) => [
    `(${mark})${text}`,
    `${text} (${mark})`,
    ...AFTER_ID.map((between) => mark + between + text),
  ]);
}

/** Letters count options where no id is a letter itself. */
function hasLetters({ form }: Input, choices: readonly CodedChoice[]): boolean {
  if (form.control !== 'pickOne' && form.control !== 'pickSeveral') return false;
  return choices.length <= LETTERS.length && choices.every(({ id }) => !/^[a-z]$/i.test(id));
}

/** What Wenjuanxing writes for a question that was skipped or left empty. */
const SKIPPED = ['(跳过)', '(空)'];
/** The same where it exports numbers. */
const SKIPPED_NUMBERS = ['-3', '-2'];
/** What programs write where a value is missing: spreadsheets, SPSS, SAS and Stata. It is no text either. */
const MISSING = ['#NULL!', '#N/A', '.'];
/** Formulas of spreadsheets that failed: in columns of numbers and choices a reject, and no text. */
const FAILED = ['#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NUM!'];
/** As R writes it, and people for "not applicable": clear only where that is no answer. */
const MISSING_OR_NOT_APPLICABLE = ['NA'];
/** The usual words for what is said instead of an answer. */
const WORDS = {
  unanswered: ['null', 'nan', 'none given', '未填写', '未填', '未作答', 'unanswered', 'keine angabe'],
  unknown: [
    ...[
      '不知道',
      '暂不清楚',
      '不清楚',
      '不确定',
      'unknown',
      "don't know",
      'don’t know',
      "don't know yet",
      'don’t know yet',
    ],
    ...['do not know', 'weiß nicht', 'weiss nicht', 'unbekannt', 'noch nicht bekannt'],
  ],
  notApplicable: ['不适用', '不涉及', 'not applicable', 'notapplicable', 'n/a', 'nicht zutreffend', 'entfällt'],
};
/** All of them, as the reference lists them. */
export const STATE_WORDS = {
  ...WORDS,
  unanswered: [...SKIPPED, ...MISSING, ...WORDS.unanswered],
  unansweredOrNotApplicable: MISSING_OR_NOT_APPLICABLE,
};

/** What is written where an answer belongs and is none. Free text is otherwise taken as it stands, however it reads. */
export function stateSpellingsOf(input: Input): StateSpellings {
  const states = new Map<string, 0 | 1 | 2>();
  const add = (words: readonly string[], state: 0 | 1 | 2): void => {
    for (const word of words) states.set(word, state);
  };
  add([...SKIPPED, ...MISSING], UNANSWERED);
  if (!input.notApplicable) add(MISSING_OR_NOT_APPLICABLE, UNANSWERED);
  add([UNKNOWN_MARK], UNKNOWN);
  if (input.notApplicable) add([NOT_APPLICABLE_MARK], NOT_APPLICABLE);
  if (input.value.kind === 'text') {
    add(FAILED, UNANSWERED);
    return states;
  }
  add(WORDS.unanswered, UNANSWERED);
  if (input.value.kind !== 'number') add(SKIPPED_NUMBERS, UNANSWERED);
  add(WORDS.unknown, UNKNOWN);
  if (input.notApplicable) add(WORDS.notApplicable, NOT_APPLICABLE);
  return states;
}

/** A text of a pack in one of its languages; null where it is the same in all. */
interface LanguageText {
  readonly language: string | null;
  readonly text: string;
}

/** A text in every language that it has. */
export function textsOf(text: Text | undefined): readonly LanguageText[] {
  if (text === undefined) return [];
  if (typeof text === 'string') return [{ language: null, text }];
  return Object.entries(text).map(([language, version]) => ({ language, text: version }));
}
