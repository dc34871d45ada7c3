// A value behind a mark, as platforms and people number what can be chosen: `3.Daily`, `（3）Daily`, `B、Daily`, `2级：Daily`.
import { createSpellingLookup, normaliseSpelling } from '../model/index.ts';

const COUNT = '\\d{1,3}|[a-z]|[零一二三四五六七八九十]{1,3}';
/** A number or letter in brackets, before a sign, or with a word that says what it counts; in plain form. */
const MARK = new RegExp(
  `^(?:[([] ?(${COUNT}) ?[)\\]]|(?:选项|答案|option|level|stufe|第|l)? ?(${COUNT}) ?(?:级|档)? ?[.、:),，]|第?(${COUNT}) ?[级档] |(?:level|stufe|l) ?(\\d{1,2}) ) ?`,
);
/** Its plain form is the number alone, which nothing parts from the text behind it. */
const CIRCLED = /^[①-⑳]/;
const CIRCLED_ZERO = 0x245f;
const HAN_DIGITS = '零一二三四五六七八九十';

/**
 * Finds the value of a spelling, and that of a text behind a mark. The text decides; a mark that counts another value, from 0
 * or from 1, contradicts it, and the cell means nothing.
 */
export function createValueLookup(values: ReadonlyMap<string, number>): (text: string) => number | undefined {
  const findSpelling = createSpellingLookup(values);
  const find = (text: string): number | undefined => {
    const value = findSpelling(text);
    if (value !== undefined) return value;
    const form = inSimpleSigns(text);
    if (form === '') return undefined;
    const alike = SIMPLE_FORMS.get(values) ?? valuesInSimpleSigns(values);
    SIMPLE_FORMS.set(values, alike);
    return alike.get(form);
  };
  return (text) => find(text) ?? findMarked(text, find);
}

/** Made for the first cell that is not spelled as its values are; the same values are looked up in many places. */
const SIMPLE_FORMS = new WeakMap<ReadonlyMap<string, number>, ReadonlyMap<string, number>>();

/** More characters than any label has: longer cells are none. */
const MAX_LABEL_CHARS = 2000;

/** A text of letters with one sign for all commas, without quotes around it and a full stop at its end; blank for any other. */
function inSimpleSigns(text: string): string {
  if (text.length > MAX_LABEL_CHARS || !LETTERS.test(text)) return '';
  const spelled = normaliseSpelling(text);
  // Most labels have none of these signs.
  if (!SIGNS.test(spelled)) return spelled;
  const plain = spelled.replace(/[’‘]/g, "'").replace(/ ?[、,，;；] ?/g, ',');
  let [start, end] = [0, plain.length];
  while (start < end && QUOTES.includes(plain.charAt(start))) start++;
  while (start < end && (QUOTES + STOPS).includes(plain.charAt(end - 1))) end--;
  const inside = plain.slice(start, end);
  return LETTERS.test(inside) ? inside : '';
}

/** Two letters at least. */
const LETTERS = /\p{L}[\s\S]*?\p{L}/u;
const QUOTES = '"“”„«»';
const STOPS = '。.!';
const SIGNS = /[’‘、,，;；"“”„«»。.!]/;

/** Values by the simple forms of their spellings, but for those that then mean two things. */
function valuesInSimpleSigns(values: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const alike = new Map<string, number>();
  const unclear = new Set<string>(['']);
  for (const [spelling, value] of values) {
    const form = inSimpleSigns(spelling);
    if ((alike.get(form) ?? value) !== value) unclear.add(form);
    alike.set(form, value);
  }
  for (const form of unclear) alike.delete(form);
  return alike;
}

function findMarked(cell: string, find: (text: string) => number | undefined): number | undefined {
  const plain = normaliseSpelling(cell.replace(CIRCLED, (sign) => `${(sign.codePointAt(0) ?? 0) - CIRCLED_ZERO}、`));
  const match = MARK.exec(plain);
  if (!match) return undefined;
  const text = plain.slice(match[0].length);
  // A number alone is no text, and a single letter is another mark.
  if (/^(?:[\d.,]+%?|[a-z]?)$/.test(text)) return undefined;
  const value = find(text);
  if (value === undefined) return undefined;
  const mark = match.slice(1).find((group) => group !== undefined) ?? '';
  const digit = mark.length === 1 ? HAN_DIGITS.indexOf(mark) : -1;
  const number = digit < 0 ? Number(mark) : digit;
  const counted = find(Number.isNaN(number) ? mark : String(number));
  const isPosition = !Number.isNaN(number) && find(String(number - 1)) === value;
  // In `1.2 km` the sign may be that of a decimal, unless the mark counts just what the text says.
  const isDecimal = /[.,]$/.test(match[0]) && /^\d/.test(text);
  const letter = number >= 1 && number <= 26 ? String.fromCodePoint(0x60 + number) : '';
  const isCounted = counted === value || isPosition || (isDecimal && letter !== '' && find(letter) === value);
  return isCounted || (counted === undefined && !isDecimal) ? value : undefined;
}

/** A spelling in plain form without the mark before it. */
export function withoutMark(plain: string): string {
  return plain.replace(MARK, '') || plain;
}

/** How a step of a scale is called as a level: `2级`, `第2级`, `二级`, `L2`, `Level 2`, `Stufe 2`. */
export function levelNamesOf(step: string): readonly string[] {
  const number = /^\d{1,2}$/.test(step) ? Number(step) : Number.NaN;
  if (Number.isNaN(number)) return [];
  const han = HAN_DIGITS[number];
  const counts = han === undefined ? [step] : [step, han];
  return [...counts.flatMap((count) => [`${count}级`, `第${count}级`]), `L${step}`, `Level ${step}`, `Stufe ${step}`];
}
