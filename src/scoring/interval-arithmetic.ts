// Arithmetic with ranges of numbers, as the operators of a rubric need it if answers are open.

import { compare, greatest, least, multiply, type Rational, ZERO } from '../model/index.ts';
import {
  type Atom,
  createRangeValue,
  isNothing,
  isNumber,
  NOTHING,
  type Possible,
  type Range,
  rangeOf,
} from './possible-values.ts';

/** One end of a range; null means unbounded. */
export type End = Rational | null;

export type Side = 'low' | 'high';

/** The greatest (`best`) and least value that something can have, if it has a value at all. */
export interface Extremes {
  readonly best: Rational;
  readonly least: Rational;
}

/** Whether a range contains exactly one number, the given one. */
export function isExactly({ low, high }: Range, number: Rational): boolean {
  return low !== null && high !== null && compare(low, number) === 0 && compare(high, number) === 0;
}

const oppositeSide = (side: Side): Side => (side === 'low' ? 'high' : 'low');

/** Multiplies two ranges. */
export function multiplyRanges(a: Range, b: Range): Range {
  return { low: computeProductEnd(a, b, 'low'), high: computeProductEnd(a, b, 'high') };
}

/** Returns one end of the product of two ranges. */
export function computeProductEnd(a: Range, b: Range, side: Side): End {
  if (isExactly(a, ZERO) || isExactly(b, ZERO)) return ZERO;
  const [exact, other] = b.low && b.high && compare(b.low, b.high) === 0 ? [b.low, a] : [undefined, a];
  if (exact) {
    const end = other[exact.n < 0n ? oppositeSide(side) : side];
    return end && multiply(end, exact);
  }
  const isUnbounded = (x: Range, y: Range): boolean =>
    (x.high === null && canBe(y, side)) || (x.low === null && canBe(y, oppositeSide(side)));
  if (isUnbounded(a, b) || isUnbounded(b, a)) return null;
  const products = [a.low, a.high].flatMap((x) => [b.low, b.high].flatMap((y) => multiplyEnds(x, y)));
  return products.length === 0 ? null : products.reduce(side === 'low' ? least : greatest);
}

/** Whether a range contains a number above 0 (for `high`), or a number below 0 (for `low`). */
function canBe({ low, high }: Range, side: Side): boolean {
  return side === 'high' ? high === null || high.n > 0n : low === null || low.n < 0n;
}

/**
 * Multiplies two ends. If one of them is unbounded, returns 0 if the other one is 0; otherwise returns an empty list,
 * because the caller handles unbounded products.
 */
function multiplyEnds(x: End, y: End): Rational[] {
  if (x && y) return [multiply(x, y)];
  return (x ?? y)?.n === 0n ? [ZERO] : [];
}

/** Returns the lesser of two low ends; null, which means unbounded, is less than any number. */
export function lesserOf(a: End, b: End): End {
  return a && b && least(a, b);
}

/** Returns the greater of two high ends; null, which means unbounded, is greater than any number. */
export function greaterOf(a: End, b: End): End {
  return a && b && greatest(a, b);
}

/**
 * Returns the least of several high ends (`min`) or the greatest of several low ends (`max`). Unbounded ends are
 * ignored unless all are unbounded.
 */
export function pickBounded(ends: readonly End[], op: 'min' | 'max'): End {
  const boundedEnds = ends.filter((end): end is Rational => end !== null);
  return boundedEnds.length === 0 ? null : boundedEnds.reduce(op === 'min' ? least : greatest);
}

/**
 * Returns an end of the range of min(a, b): unbounded below if one of the ranges is, unbounded above only if both are.
 */
export function computeMinEnd(side: Side, a: Range, b: Range): End {
  return side === 'low' ? lesserOf(a.low, b.low) : pickBounded([a.high, b.high], 'min');
}

/**
 * Returns an end of the range of max(a, b): unbounded above if one of the ranges is, unbounded below only if both are.
 */
export function computeMaxEnd(side: Side, a: Range, b: Range): End {
  return side === 'high' ? greaterOf(a.high, b.high) : pickBounded([a.low, b.low], 'max');
}

/** Removes duplicate values. */
export function removeDuplicates(atoms: readonly Atom[]): Atom[] {
  if (atoms.length < 2) return [...atoms];
  const keys = new Map(atoms.map((atom) => [isNumber(atom) ? `${atom.n}/${atom.d}` : `=${atom}`, atom]));
  return [...keys.values()];
}

/** Applies an increasing function to a value. The result is exact if the value is exact. */
export function mapRising(value: Possible, map: (number: Rational) => Rational): Possible {
  if (isNothing(value)) return NOTHING;
  if (value.kind === 'atoms') {
    return { kind: 'atoms', atoms: removeDuplicates(value.atoms.filter(isNumber).map(map)), nothing: value.nothing };
  }
  const range = rangeOf(value);
  const [low, high] = [range?.low ? map(range.low) : null, range?.high ? map(range.high) : null];
  return createRangeValue(low, high, value.nothing);
}

/** Multiplies a value by a positive factor. */
export function scaleValue(value: Possible, factor: Rational): Possible {
  return mapRising(value, (number) => multiply(number, factor));
}

/** Returns the greatest and least of a list of numbers; undefined for an empty list. */
export function findExtremes(values: readonly Rational[]): Extremes | undefined {
  return values.length === 0 ? undefined : { best: values.reduce(greatest), least: values.reduce(least) };
}

/**
 * Returns the extremes that hold whichever members count, if all members have the same best value. Undefined otherwise,
 * because the best result then depends on which members count.
 */
export function findAgreedExtremes(all: readonly (Extremes | undefined)[]): Extremes | undefined {
  const extremes = all.filter((end): end is Extremes => end !== undefined);
  const [first] = extremes;
  if (!first || extremes.length < all.length) return undefined;
  const isSame = extremes.every(({ best }) => compare(best, first.best) === 0);
  return isSame ? { best: first.best, least: extremes.map((end) => end.least).reduce(least) } : undefined;
}
