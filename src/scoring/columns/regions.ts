// Computes outcomes that depend only on where a number lies among certain limits.

import { add, compare, ONE, type Rational, subtract } from '../../model/index.ts';
import { createRangeValue, NOTHING, type Possible } from '../possible-values.ts';
import type { NumberColumn, Presence } from './column.ts';
import { type Num, regionsOf } from './exact-numbers.ts';
import { type FewOutcomes, mapOutcomes, pairOutcomes } from './outcomes.ts';
import type { Program } from './program.ts';

/**
 * Applies a function to a number or range whose result depends only on where the number lies among the limits `cuts`.
 * Where it lies is determined only once, among the limits of all conditions (`allCuts`).
 */
export function mapByRegion<T>(
  program: Program,
  { low, high, presence }: NumberColumn,
  cuts: readonly Rational[],
  outcomeOf: (possible: Possible) => T,
  allCuts: readonly Rational[] = cuts,
): FewOutcomes<T> {
  const [sorted, all] = [sortAscending(cuts), sortAscending(allCuts)];
  const numbers = listRegionNumbers(sorted);
  const cutRegions = sorted.map((cut) => 2 * all.findIndex((candidate) => compare(candidate, cut) === 0) + 1);
  const regionAmong = (num: Num): FewOutcomes<number> =>
    mapOutcomes(regionsOf(program, num, all), (region) =>
      cutRegions.reduce((sum, place) => sum + Number(region >= place) + Number(region > place), 0),
    );
  const outcomeOfEnds = (there: Presence, from: number, to: number): T => {
    if (there === 0) return outcomeOf(NOTHING);
    // In rows that are left to the row-by-row evaluator, the low end may come out above the high end.
    const endNumbers = [numbers[Math.min(from, to)], numbers[Math.max(from, to)]] as [Rational, Rational];
    return outcomeOf(createRangeValue(...endNumbers, there === 2));
  };
  const lowRegions = regionAmong(low);
  if (low === high)
    return pairOutcomes(program, presence, lowRegions, (there, region) => outcomeOfEnds(there, region, region));
  const regionPairs = pairOutcomes(program, lowRegions, regionAmong(high), (from, to) => [from, to] as const);
  return pairOutcomes(program, presence, regionPairs, (there, [from, to]) => outcomeOfEnds(there, from, to));
}

/** Sorts limits and removes duplicates. */
function sortAscending(cuts: readonly Rational[]): readonly Rational[] {
  return [...cuts].sort(compare).filter((cut, i, all) => i === 0 || compare(cut, all[i - 1] as Rational) !== 0);
}

/**
 * Returns one number from each region between the limits: below the first limit, on it, between it and the next, and so
 * on.
 */
function listRegionNumbers(cuts: readonly Rational[]): Rational[] {
  const [first, last] = [cuts[0], cuts.at(-1)];
  if (!first || !last) return [ONE];
  const innerNumbers = cuts.flatMap((cut, i) => {
    const previousCut = cuts[i - 1];
    return previousCut ? [computeMidpoint(previousCut, cut), cut] : [cut];
  });
  return [subtract(first, ONE), ...innerNumbers, add(last, ONE)];
}

function computeMidpoint(a: Rational, b: Rational): Rational {
  const { n, d } = add(a, b);
  return n % 2n === 0n ? { n: n / 2n, d } : { n, d: d * 2n };
}
