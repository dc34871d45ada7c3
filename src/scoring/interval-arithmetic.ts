// Calculates with ranges of numbers that may be open, for the operators of a rubric.

import { compare, greatest, least, multiply, type Rational, ZERO } from '../model/index.ts';
import {
  type Atom,
  isNothing,
  isNumber,
  NOTHING,
  type Possible,
  possibleBetween,
  type Range,
  rangeOf,
} from './possible-values.ts';

/** The end of a range; null is unbounded. */
export type End = Rational | null;

export type Side = 'low' | 'high';

/** The greatest and least value that something can have if it has one. */
export interface Extremes {
  readonly best: Rational;
  readonly least: Rational;
}

/** Whether a range is exactly this number. */
export function isExactly({ low, high }: Range, number: Rational): boolean {
  return low !== null && high !== null && compare(low, number) === 0 && compare(high, number) === 0;
}

const opposite = (side: Side): Side => (side === 'low' ? 'high' : 'low');

/** The products of two ranges. */
export function productOf(a: Range, b: Range): Range {
  return { low: productEnd(a, b, 'low'), high: productEnd(a, b, 'high') };
}

/** An end of the product of two ranges. */
export function productEnd(a: Range, b: Range, side: Side): End {
  if (isExactly(a, ZERO) || isExactly(b, ZERO)) return ZERO;
  const [exact, other] = b.low && b.high && compare(b.low, b.high) === 0 ? [b.low, a] : [undefined, a];
  if (exact) {
    const end = other[exact.n < 0n ? opposite(side) : side];
    return end && multiply(end, exact);
  }
  const isUnbounded = (x: Range, y: Range): boolean =>
    (x.high === null && canBe(y, side)) || (x.low === null && canBe(y, opposite(side)));
  if (isUnbounded(a, b) || isUnbounded(b, a)) return null;
  const products = [a.low, a.high].flatMap((x) => [b.low, b.high].flatMap((y) => productOfEnds(x, y)));
  return products.length === 0 ? null : products.reduce(side === 'low' ? least : greatest);
}

/** Whether a range contains a number above 0 (`high`) or below 0 (`low`). */
function canBe({ low, high }: Range, side: Side): boolean {
  return side === 'high' ? high === null || high.n > 0n : low === null || low.n < 0n;
}

/**
 * The product of two ends. An unbounded end only counts if the other is 0; other such products are unbounded and are
 * handled before.
 */
function productOfEnds(x: End, y: End): Rational[] {
  if (x && y) return [multiply(x, y)];
  return (x ?? y)?.n === 0n ? [ZERO] : [];
}

/** The lesser of two low ends. */
export function lesserOf(a: End, b: End): End {
  return a && b && least(a, b);
}

/** The greater of two high ends. */
export function greaterOf(a: End, b: End): End {
  return a && b && greatest(a, b);
}

/** The least or greatest of ends that are unbounded inwards; an unbounded one counts only if all are. */
export function boundedPick(ends: readonly End[], op: 'min' | 'max'): End {
  const boundedEnds = ends.filter((end): end is Rational => end !== null);
  return boundedEnds.length === 0 ? null : boundedEnds.reduce(op === 'min' ? least : greatest);
}

/** The end of the lesser of two ranges: unbounded below if either is, above only if both are. */
export function leastEnd(side: Side, a: Range, b: Range): End {
  return side === 'low' ? lesserOf(a.low, b.low) : boundedPick([a.high, b.high], 'min');
}

/** The end of the greater of two ranges. */
export function greatestEnd(side: Side, a: Range, b: Range): End {
  return side === 'high' ? greaterOf(a.high, b.high) : boundedPick([a.low, b.low], 'max');
}

/** Each value once. */
export function uniqueAtoms(atoms: readonly Atom[]): Atom[] {
  if (atoms.length < 2) return [...atoms];
  const keys = new Map(atoms.map((atom) => [isNumber(atom) ? `${atom.n}/${atom.d}` : `=${atom}`, atom]));
  return [...keys.values()];
}

/** Applies a rising function to a value; exact if the value is. */
export function mapRising(value: Possible, map: (number: Rational) => Rational): Possible {
  if (isNothing(value)) return NOTHING;
  if (value.kind === 'atoms') {
    return { kind: 'atoms', atoms: uniqueAtoms(value.atoms.filter(isNumber).map(map)), nothing: value.nothing };
  }
  const range = rangeOf(value);
  const [low, high] = [range?.low ? map(range.low) : null, range?.high ? map(range.high) : null];
  return possibleBetween(low, high, value.nothing);
}

/** Multiplies a value by a positive factor. */
export function scaleValue(value: Possible, factor: Rational): Possible {
  return mapRising(value, (number) => multiply(number, factor));
}

/** The greatest and least of some numbers; undefined for none. */
export function spanOf(values: readonly Rational[]): Extremes | undefined {
  return values.length === 0 ? undefined : { best: values.reduce(greatest), least: values.reduce(least) };
}

/** The extremes if all share the same best; otherwise the best would depend on which of them counts. */
export function agreedExtremes(all: readonly (Extremes | undefined)[]): Extremes | undefined {
  const extremes = all.filter((end): end is Extremes => end !== undefined);
  const [first] = extremes;
  if (!first || extremes.length < all.length) return undefined;
  const isSame = extremes.every(({ best }) => compare(best, first.best) === 0);
  return isSame ? { best: first.best, least: extremes.map((end) => end.least).reduce(least) } : undefined;
}
