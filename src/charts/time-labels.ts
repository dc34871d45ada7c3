import { widthOf } from './label.ts';

/** Between two texts, in the units of a drawing. */
const APART = 6;
/** Of a sign in the fonts of most systems, about, and in the widest that is usual. */
const SIGN_WIDTH = 6.2;
const WIDE_SIGN_WIDTH = 7.3;

/** A text and where its middle is. */
export interface TimeLabel {
  readonly at: number;
  readonly text: string;
}

/** Which texts are written so that none touches another: the last one always, the first one next. */
export function labelsApart(texts: readonly TimeLabel[], signWidth = SIGN_WIDTH): boolean[] {
  const kept: TimeLabel[] = [];
  const order = [texts.length - 1, ...texts.keys()];
  const written = texts.map(() => false);
  for (const i of order) {
    const one = texts[i];
    if (!one || written[i] || !kept.every((other) => areApart(one, other, signWidth))) continue;
    kept.push(one);
    written[i] = true;
  }
  return written;
}

/**
 * Which texts of an axis in equal steps, such as quarters, are written: from the first one each, or each second, fourth,
 * eighth step, so that none touches another; the last one too, where it has room.
 */
export function labelsAtSteps(texts: readonly (TimeLabel & { readonly step: number })[]): boolean[] {
  const [first, last] = [texts[0], texts.at(-1)];
  if (!first || !last) return [];
  const atEach = (every: number) => texts.filter(({ step }) => (step - first.step) % every === 0);
  let every = 1;
  while (every <= last.step - first.step && !atEach(every).every((one, i, all) => isApartFrom(one, all[i - 1])))
    every *= 2;
  const chosen = atEach(every);
  return texts.map((one) => chosen.includes(one) || (one === last && isApartFrom(one, chosen.at(-1))));
}

/** The same as `labelsApart` beside labels at steps. */
export function valuesApart(texts: readonly TimeLabel[]): boolean[] {
  return labelsApart(texts, WIDE_SIGN_WIDTH);
}

function isApartFrom(one: TimeLabel, before: TimeLabel | undefined): boolean {
  return before === undefined || areApart(one, before, WIDE_SIGN_WIDTH);
}

function areApart(one: TimeLabel, other: TimeLabel, signWidth: number): boolean {
  const [half, otherHalf] = [one, other].map(({ text }) => (widthOf(text) * signWidth + APART) / 2) as [number, number];
  return Math.abs(one.at - other.at) >= half + otherHalf;
}
