// Reads numbered or lettered choices: `3.Daily`, `（3）Daily`, `B、Daily`, `2级：Daily`, `Daily（B）`, `Daily_3`.
import { createSpellingLookup, normaliseSpelling } from '../model/index.ts';

const COUNT_SOURCE = '\\d{1,3}|[a-z]|[零一二三四五六七八九十]{1,3}';
/**
 * Matches the mark before a text, in normalised spelling: a number or letter in brackets, before a sign or blank, or
 * with a word such as "level" or 级.
 */
const MARK_PATTERN = new RegExp(
  `^(?:[([] ?(${COUNT_SOURCE}) ?[)\\]]|(?:选项|答案|option|level|stufe|第|l)? ?(${COUNT_SOURCE}) ?(?:级|档)? ?[.、:),，]|第?(${COUNT_SOURCE}) ?[级档] |(?:level|stufe|l) ?(\\d{1,2}) |(\\d{1,3}|[a-z]) ) ?`,
);
/** Matches a text and the mark after it, in brackets or after an underscore. */
const MARK_AT_END = new RegExp(`^(.*?) ?(?:[([] ?(${COUNT_SOURCE}) ?[)\\]]|_(\\d{1,3}|[a-z]))$`);
/**
 * Matches a circled number. It is handled separately, because normalising turns it into a plain number directly before
 * the text.
 */
const CIRCLED_NUMBER = /^[①-⑳]/;
const CIRCLED_ZERO = 0x245f;
const HAN_DIGITS = '零一二三四五六七八九十';

/**
 * Creates a lookup of values by their spelling, with or without a mark before or after it. The text determines the
 * value. If the mark means another value, whether marks count from 0 or from 1, the two contradict each other and the
 * cell has no value.
 */
export function createValueLookup(values: ReadonlyMap<string, number>): (text: string) => number | undefined {
  const findSpelling = createSpellingLookup(values);
  const find = (text: string): number | undefined => {
    const value = findSpelling(text);
    if (value !== undefined) return value;
    const form = toSimpleForm(text);
    if (form === '') return undefined;
    const bySimpleForm = SIMPLE_FORMS.get(values) ?? indexBySimpleForm(values);
    SIMPLE_FORMS.set(values, bySimpleForm);
    return bySimpleForm.get(form);
  };
  return (text) => find(text) ?? findMarked(text, find);
}

/**
 * Spellings in simplified form, by table of spellings. They are computed when the first cell is not spelled exactly
 * like a value, and cached because the same table is used in many places.
 */
const SIMPLE_FORMS = new WeakMap<ReadonlyMap<string, number>, ReadonlyMap<string, number>>();

/** The maximum length of the text of a value; longer cells are not searched for. */
const MAX_LABEL_CHARS = 2000;

/**
 * Returns the normalised spelling with one sign for all commas, without quotes around it and without a final full stop;
 * empty if the text is too long or has fewer than two letters.
 */
function toSimpleForm(text: string): string {
  if (text.length > MAX_LABEL_CHARS || !TWO_LETTERS_PATTERN.test(text)) return '';
  const spelledLabel = normaliseSpelling(text);
  // The spellings of most values contain none of these signs.
  if (!SPELLING_SIGNS.test(spelledLabel)) return spelledLabel;
  const plainText = spelledLabel.replace(/[’‘]/g, "'").replace(/ ?[、,，;；] ?/g, ',');
  let [start, end] = [0, plainText.length];
  while (start < end && QUOTE_SIGNS.includes(plainText.charAt(start))) start++;
  while (start < end && (QUOTE_SIGNS + STOP_SIGNS).includes(plainText.charAt(end - 1))) end--;
  const core = plainText.slice(start, end);
  return TWO_LETTERS_PATTERN.test(core) ? core : '';
}

/** Matches a text with at least two letters. */
const TWO_LETTERS_PATTERN = /\p{L}[\s\S]*?\p{L}/u;
const QUOTE_SIGNS = '"“”„«»';
const STOP_SIGNS = '。.!';
const SPELLING_SIGNS = /[’‘、,，;；"“”„«»。.!]/;

/** Returns the values by the simplified form of their spellings; forms that several values share are left out. */
function indexBySimpleForm(values: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const bySimpleForm = new Map<string, number>();
  const ambiguous = new Set<string>(['']);
  for (const [spelling, value] of values) {
    const form = toSimpleForm(spelling);
    if ((bySimpleForm.get(form) ?? value) !== value) ambiguous.add(form);
    bySimpleForm.set(form, value);
  }
  for (const form of ambiguous) bySimpleForm.delete(form);
  return bySimpleForm;
}

function findMarked(cell: string, find: (text: string) => number | undefined): number | undefined {
  const plainText = normaliseSpelling(
    cell.replace(CIRCLED_NUMBER, (sign) => `${(sign.codePointAt(0) ?? 0) - CIRCLED_ZERO}、`),
  );
  const match = MARK_PATTERN.exec(plainText);
  const value = match ? readMarked(plainText.slice(match[0].length), match.slice(1), match[0], find) : undefined;
  if (value !== undefined) return value;
  const [, text, ...marks] = MARK_AT_END.exec(plainText) ?? [];
  return text === undefined ? undefined : readMarked(text, marks, '', find);
}

/** Reads a text with its mark; `before` is what precedes the text. */
function readMarked(
  text: string,
  marks: readonly (string | undefined)[],
  before: string,
  find: (text: string) => number | undefined,
): number | undefined {
  // A number is not the text of a value, and a single letter is a mark of another kind.
  if (/^(?:[\d.,]+%?|[a-z]?)$/.test(text)) return undefined;
  const value = find(text);
  if (value === undefined) return undefined;
  const mark = marks.find((group) => group !== undefined) ?? '';
  const digit = mark.length === 1 ? HAN_DIGITS.indexOf(mark) : -1;
  const number = digit < 0 ? Number(mark) : digit;
  const denotedValue = find(Number.isNaN(number) ? mark : String(number));
  const isPosition = !Number.isNaN(number) && find(String(number - 1)) === value;
  // The point in `1.2 km` may be a decimal point, unless the mark means the same value as the text.
  const isDecimal = /[.,]$/.test(before) && /^\d/.test(text);
  const letter = number >= 1 && number <= 26 ? String.fromCodePoint(0x60 + number) : '';
  const isConfirmed = denotedValue === value || isPosition || (isDecimal && letter !== '' && find(letter) === value);
  return isConfirmed || (denotedValue === undefined && !isDecimal) ? value : undefined;
}

/** Removes the mark from a normalised spelling. */
export function removeMark(plain: string): string {
  return plain.replace(MARK_PATTERN, '') || plain;
}

/** Returns the names that a step of a scale has as a level: `2级`, `第2级`, `二级`, `L2`, `Level 2`, `Stufe 2`. */
export function listLevelNames(step: string): readonly string[] {
  const number = /^\d{1,2}$/.test(step) ? Number(step) : Number.NaN;
  if (Number.isNaN(number)) return [];
  const hanDigit = HAN_DIGITS[number];
  const counts = hanDigit === undefined ? [step] : [step, hanDigit];
  return [...counts.flatMap((count) => [`${count}级`, `第${count}级`]), `L${step}`, `Level ${step}`, `Stufe ${step}`];
}
