// Lists all spellings of a question's values and states, with which scan/cell-decoder.ts compares cells.

import {
  createSpellings,
  NOT_APPLICABLE_MARK,
  spellingsOfRegion,
  type Text,
  UNKNOWN_MARK,
  YES_NO_SPELLINGS,
} from '../../model/index.ts';
import { type Input, listedAnswers } from '../../scoring/index.ts';
import { listLevelNames } from '../marked-text.ts';
import { MAX_CODED_VALUES, NOT_APPLICABLE, type StateSpellings, UNANSWERED, UNKNOWN } from '../row-block.ts';

/** A value that can be chosen: its id or number, and its texts in all languages. */
interface CodedChoice {
  readonly id: string;
  readonly texts: readonly LanguageText[];
}

/**
 * Returns the values of a question in the order of their codes: options, the numbers of a scale, or false and true.
 * Empty for other questions, and for a long scale, whose cells are read as numbers.
 */
export function listCodedChoices(input: Input): readonly CodedChoice[] {
  const answers = listedAnswers(input) ?? [];
  if (input.form.isScale && answers.length > MAX_CODED_VALUES) return [];
  return answers.map(({ id, text }) => ({ id, texts: listTexts(text) }));
}

const SIGNS_AFTER_ID = ['.', '. ', '、', ' ', ':', ': ', '-', ' - ', ')', ') '];
const OPTION_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Returns the spellings of a question's values: an id, a text in any language, an id or letter followed by the text, or
 * a letter. Positions are not included, because a number does not show whether positions count from 0 or from 1.
 */
export function valueSpellingsOf(input: Input): ReadonlyMap<string, number> {
  const spellings = CACHED_SPELLINGS.get(input) ?? findValueSpellings(input);
  CACHED_SPELLINGS.set(input, spellings);
  return spellings;
}

/**
 * Cached, because the same column is first proposed and then bound, and listing the spellings of a question takes 2 ms.
 */
const CACHED_SPELLINGS = new WeakMap<Input, ReadonlyMap<string, number>>();

/** The spellings that were listed last; consecutive questions often have the same scale and need the same spellings. */
let cachedLookup: { readonly key: string; readonly values: ReadonlyMap<string, number> } | undefined;

function findValueSpellings(input: Input): ReadonlyMap<string, number> {
  const choices = listCodedChoices(input);
  const key = JSON.stringify([input.type, choices]);
  if (cachedLookup?.key !== key) cachedLookup = { key, values: listSpellings(input, choices) };
  return cachedLookup.values;
}

function listSpellings(input: Input, choices: readonly CodedChoice[]): ReadonlyMap<string, number> {
  const { add, values } = createSpellings<number>();
  add(choices.map(({ id }, i) => [id, i]));
  // If a column has blank cells, programs write its whole numbers with `.0`.
  if (input.form.isScale) add(choices.map(({ id }, i) => [`${id}.0`, i]));
  if (input.form.control === 'pickYesNo') add([...YES_NO_SPELLINGS].map(([word, yes]) => [word, yes ? 1 : 0]));
  add(choices.flatMap(({ texts }, i) => texts.map(({ text }) => [text, i] as const)));
  add(choices.flatMap(({ id }, i) => spellingsOfRegion(id).map((name) => [name, i] as const)));
  add(choices.flatMap(({ id, texts }, i) => addMark(id, texts).map((spelling) => [spelling, i] as const)));
  if (input.form.isScale) add(choices.flatMap(({ id }, i) => listLevelNames(id).map((name) => [name, i] as const)));
  if (!hasLetters(input, choices)) return values;
  add(choices.map((_, i) => [OPTION_LETTERS.charAt(i), i]));
  add(
    choices.flatMap(({ texts }, i) =>
      addMark(OPTION_LETTERS.charAt(i), texts).map((spelling) => [spelling, i] as const),
    ),
  );
  return values;
}

/** Returns the spellings of texts with an id or letter before them: `A. text`, `A、text`, `A text` and the like. */
function addMark(mark: string, texts: readonly LanguageText[]): string[] {
  return texts.flatMap(({ text }) => [
    `(${mark})${text}`,
    `${text} (${mark})`,
    ...SIGNS_AFTER_ID.map((between) => mark + between + text),
  ]);
}

/**
 * Whether letters stand for options: A for the first, B for the second. They do not if one of the ids is itself a
 * letter.
 */
function hasLetters({ form }: Input, choices: readonly CodedChoice[]): boolean {
  if (form.control !== 'pickOne' && form.control !== 'pickSeveral') return false;
  return choices.length <= OPTION_LETTERS.length && choices.every(({ id }) => !/^[a-z]$/i.test(id));
}

/** What Wenjuanxing writes for a question that was skipped or left empty. */
const SKIPPED_MARKS = ['(跳过)', '(空)'];
/** What Wenjuanxing writes for such a question in an export of numbers. */
const SKIPPED_NUMBERS = ['-3', '-2'];
/**
 * What spreadsheets, SPSS, SAS and Stata write for a missing value. It counts as missing in columns of text as well.
 */
const MISSING_MARKS = ['#NULL!', '#N/A', '.'];
/**
 * Results of failed spreadsheet formulas. In columns of numbers and choices they are rejected; in columns of text they
 * do not count as text.
 */
const FAILED_FORMULAS = ['#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NUM!'];
/**
 * R writes this for a missing value, and people write it for "not applicable". It is accepted only if the question does
 * not allow "not applicable".
 */
const MISSING_OR_NOT_APPLICABLE = ['NA'];
/** Common words for the states of answers. */
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
/** All words for states, as the reference lists them. */
export const STATE_WORDS = {
  ...COMMON_WORDS,
  unanswered: [...SKIPPED_MARKS, ...MISSING_MARKS, ...COMMON_WORDS.unanswered],
  unansweredOrNotApplicable: MISSING_OR_NOT_APPLICABLE,
};

/**
 * Returns the words that are accepted in place of an answer. In columns of free text, other texts are kept as they are.
 */
export function stateSpellingsOf(input: Input): StateSpellings {
  const states = new Map<string, 0 | 1 | 2>();
  const addWords = (words: readonly string[], state: 0 | 1 | 2): void => {
    for (const word of words) states.set(word, state);
  };
  addWords([...SKIPPED_MARKS, ...MISSING_MARKS], UNANSWERED);
  if (!input.notApplicable) addWords(MISSING_OR_NOT_APPLICABLE, UNANSWERED);
  addWords([UNKNOWN_MARK], UNKNOWN);
  if (input.notApplicable) addWords([NOT_APPLICABLE_MARK], NOT_APPLICABLE);
  if (input.value.kind === 'text') {
    addWords(FAILED_FORMULAS, UNANSWERED);
    return states;
  }
  addWords(COMMON_WORDS.unanswered, UNANSWERED);
  if (input.value.kind !== 'number') addWords(SKIPPED_NUMBERS, UNANSWERED);
  addWords(COMMON_WORDS.unknown, UNKNOWN);
  if (input.notApplicable) addWords(COMMON_WORDS.notApplicable, NOT_APPLICABLE);
  return states;
}

/** A text of a pack in one of its languages; the language is null for a text that is the same in all languages. */
interface LanguageText {
  readonly language: string | null;
  readonly text: string;
}

/** Returns a text in all its languages. */
export function listTexts(text: Text | undefined): readonly LanguageText[] {
  if (text === undefined) return [];
  if (typeof text === 'string') return [{ language: null, text }];
  return Object.entries(text).map(([language, version]) => ({ language, text: version }));
}
