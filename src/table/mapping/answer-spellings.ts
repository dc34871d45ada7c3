// Lists how values and states of a question may be spelled, in every language. scan/cell-decoder.ts matches cells
// against it.

import { createSpellings, NOT_APPLICABLE_MARK, type Text, UNKNOWN_MARK, YES_NO_SPELLINGS } from '../../model/index.ts';
import { type Input, listedAnswers } from '../../scoring/index.ts';
import { levelNamesOf } from '../marked-text.ts';
import { MAX_CODED_VALUES, NOT_APPLICABLE, type StateSpellings, UNANSWERED, UNKNOWN } from '../row-block.ts';

/** A value that can be chosen: its id or number, with its texts. */
interface CodedChoice {
  readonly id: string;
  readonly texts: readonly LanguageText[];
}

/**
 * The values of a question in the order of their codes: options, the numbers of a scale, false and true. Empty for
 * other questions, and for a long scale, which is read as numbers.
 */
export function codedChoicesOf(input: Input): readonly CodedChoice[] {
  const answers = listedAnswers(input) ?? [];
  if (input.form.isScale && answers.length > MAX_CODED_VALUES) return [];
  return answers.map(({ id, text }) => ({ id, texts: textsOf(text) }));
}

const SIGNS_AFTER_ID = ['.', '. ', '、', ' ', ':', ': ', '-', ' - ', ')', ') '];
const OPTION_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * The spellings of a question's values: id, text in any language, id or letter before the text, or letter. Positions
 * are not among them, because a number does not show whether counting begins at 0 or 1.
 */
export function valueSpellingsOf(input: Input): ReadonlyMap<string, number> {
  const spellings = CACHED_SPELLINGS.get(input) ?? findValueSpellings(input);
  CACHED_SPELLINGS.set(input, spellings);
  return spellings;
}

/** Cached, because a column is first proposed and then bound; computing the spellings takes 2 ms per question. */
const CACHED_SPELLINGS = new WeakMap<Input, ReadonlyMap<string, number>>();

/** The last spellings computed: many consecutive questions share a scale. */
let cachedLookup: { readonly key: string; readonly values: ReadonlyMap<string, number> } | undefined;

function findValueSpellings(input: Input): ReadonlyMap<string, number> {
  const choices = codedChoicesOf(input);
  const key = JSON.stringify([input.type, choices]);
  if (cachedLookup?.key !== key) cachedLookup = { key, values: spell(input, choices) };
  return cachedLookup.values;
}

function spell(input: Input, choices: readonly CodedChoice[]): ReadonlyMap<string, number> {
  const { add, values } = createSpellings<number>();
  add(choices.map(({ id }, i) => [id, i]));
  // How programs write the whole numbers of a column with blanks.
  if (input.form.isScale) add(choices.map(({ id }, i) => [`${id}.0`, i]));
  if (input.form.control === 'pickYesNo') add([...YES_NO_SPELLINGS].map(([word, yes]) => [word, yes ? 1 : 0]));
  add(choices.flatMap(({ texts }, i) => texts.map(({ text }) => [text, i] as const)));
  add(choices.flatMap(({ id, texts }, i) => addMark(id, texts).map((spelling) => [spelling, i] as const)));
  if (input.form.isScale) add(choices.flatMap(({ id }, i) => levelNamesOf(id).map((name) => [name, i] as const)));
  if (!hasLetters(input, choices)) return values;
  add(choices.map((_, i) => [OPTION_LETTERS.charAt(i), i]));
  add(
    choices.flatMap(({ texts }, i) =>
      addMark(OPTION_LETTERS.charAt(i), texts).map((spelling) => [spelling, i] as const),
    ),
  );
  return values;
}

/** Spellings with a mark: `A. text`, `A、text`, `A text` and the like. */
function addMark(mark: string, texts: readonly LanguageText[]): string[] {
  return texts.flatMap(({ text }) => [
    `(${mark})${text}`,
    `${text} (${mark})`,
    ...SIGNS_AFTER_ID.map((between) => mark + between + text),
  ]);
}

/** Whether letters count the options: only if no id is itself a letter. */
function hasLetters({ form }: Input, choices: readonly CodedChoice[]): boolean {
  if (form.control !== 'pickOne' && form.control !== 'pickSeveral') return false;
  return choices.length <= OPTION_LETTERS.length && choices.every(({ id }) => !/^[a-z]$/i.test(id));
}

/** Written by Wenjuanxing for a question that was skipped or left empty. */
const SKIPPED_MARKS = ['(跳过)', '(空)'];
/** The same in an export of numbers. */
const SKIPPED_NUMBERS = ['-3', '-2'];
/** Written by spreadsheets, SPSS, SAS and Stata for a missing value; not a text either. */
const MISSING_MARKS = ['#NULL!', '#N/A', '.'];
/** Failed spreadsheet formulas: rejected in columns of numbers and choices, not a text. */
const FAILED_FORMULAS = ['#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NUM!'];
/**
 * Written by R for a missing value and by people for "not applicable", so clear only if a question does not allow that.
 */
const MISSING_OR_NOT_APPLICABLE = ['NA'];
/** Common words for the states of an answer. */
const COMMON_WORDS = {
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
/** All state words, as the reference lists them. */
export const STATE_WORDS = {
  ...COMMON_WORDS,
  unanswered: [...SKIPPED_MARKS, ...MISSING_MARKS, ...COMMON_WORDS.unanswered],
  unansweredOrNotApplicable: MISSING_OR_NOT_APPLICABLE,
};

/** Returns the words accepted in place of an answer. Free text is otherwise taken literally. */
export function stateSpellingsOf(input: Input): StateSpellings {
  const states = new Map<string, 0 | 1 | 2>();
  const add = (words: readonly string[], state: 0 | 1 | 2): void => {
    for (const word of words) states.set(word, state);
  };
  add([...SKIPPED_MARKS, ...MISSING_MARKS], UNANSWERED);
  if (!input.notApplicable) add(MISSING_OR_NOT_APPLICABLE, UNANSWERED);
  add([UNKNOWN_MARK], UNKNOWN);
  if (input.notApplicable) add([NOT_APPLICABLE_MARK], NOT_APPLICABLE);
  if (input.value.kind === 'text') {
    add(FAILED_FORMULAS, UNANSWERED);
    return states;
  }
  add(COMMON_WORDS.unanswered, UNANSWERED);
  if (input.value.kind !== 'number') add(SKIPPED_NUMBERS, UNANSWERED);
  add(COMMON_WORDS.unknown, UNKNOWN);
  if (input.notApplicable) add(COMMON_WORDS.notApplicable, NOT_APPLICABLE);
  return states;
}

/** A text of a pack in one of its languages; null if it is the same in all. */
interface LanguageText {
  readonly language: string | null;
  readonly text: string;
}

/** The versions of a text in all its languages. */
export function textsOf(text: Text | undefined): readonly LanguageText[] {
  if (text === undefined) return [];
  if (typeof text === 'string') return [{ language: null, text }];
  return Object.entries(text).map(([language, version]) => ({ language, text: version }));
}
