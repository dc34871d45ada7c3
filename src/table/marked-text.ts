// A value behind a mark, as platforms and people number what can be chosen: `3.Daily`, `（3）Daily`, `B、Daily`, `2级：Daily`.
import { createSpellingLookup, normaliseSpelling } from '../model/index.ts';

const COUNT = '\\d{1,3}|[a-z]|[零一二三四五六七八九十]{1,3}';
/** A number or letter in brackets, before a sign, or with a word that says what it counts; in plain form. */
const MARK = new RegExp(
  `^(?:[([] ?(${COUNT}) ?[)\\]]|(?:选项|答案|option|level|stufe|第|l)? ?(${COUNT}) ?(?:级|档)? ?[.、:),，]|第?(${COUNT}) ?[级档] |(?:level|stufe|l) ?(\\d{1,2}) ) ?`,
);
const HAN_DIGITS = '零一二三四五六七八九十';

/**
 * Finds the value of a spelling, and that of a text behind a mark. The text decides; a mark that counts another value, from 0
 * or from 1, contradicts it, and the cell means nothing.
 */
export function createValueLookup(values: ReadonlyMap<string, number>): (text: string) => number | undefined {
  const find = createSpellingLookup(values);
  return (text) => find(text) ?? findMarked(text, find);
}

function findMarked(cell: string, find: (text: string) => number | undefined): number | undefined {
  const plain = normaliseSpelling(cell);
  const match = MARK.exec(plain);
  if (!match) return undefined;
  const text = plain.slice(match[0].length);
  // Behind `1.` a digit is a decimal, and a single letter another mark.
  if (/^(?:\d|[a-z]?$)/.test(text)) return undefined;
  const value = find(text);
  if (value === undefined) return undefined;
  const mark = match.slice(1).find((group) => group !== undefined) ?? '';
  const digit = mark.length === 1 ? HAN_DIGITS.indexOf(mark) : -1;
  const number = digit < 0 ? Number(mark) : digit;
  const counted = find(Number.isNaN(number) ? mark : String(number));
  const isPosition = !Number.isNaN(number) && find(String(number - 1)) === value;
  return counted === undefined || counted === value || isPosition ? value : undefined;
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
