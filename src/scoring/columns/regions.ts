// What follows from where a number lies among some others.

import { add, compare, ONE, type Rational, subtract } from '../../model/index.ts';
import { between, NOTHING, type Possible } from '../possible-values.ts';
import type { NumberColumn, Presence } from './column.ts';
import { type Num, regionsOf } from './exact-numbers.ts';
import { type Few, mapOutcomes, pairOutcomes } from './outcomes.ts';
import type { Program } from './program.ts';

/**
 * What a function makes of a number, or of all between two, that tells numbers apart only by where they lie among `cuts`. Where
 * they lie is found among all that somebody asks for, once.
 */
export function outcomesByRegion<T>(
  program: Program,
  { low, high, presence }: NumberColumn,
  cuts: readonly Rational[],
  of: (possible: Possible) => T,
  asked: readonly Rational[] = cuts,
): Few<T> {
  const [sorted, all] = [ascending(cuts), ascending(asked)];
  const numbers = numbersByRegion(sorted);
  const places = sorted.map((cut) => 2 * all.findIndex((one) => compare(one, cut) === 0) + 1);
  const among = (num: Num): Few<number> =>
    mapOutcomes(regionsOf(program, num, all), (region) =>
      places.reduce((sum, place) => sum + Number(region >= place) + Number(region > place), 0),
    );
  const ofEnds = (there: Presence, from: number, to: number): T => {
    if (there === 0) return of(NOTHING);
    // Numbers on both ends of a row that is left may stand in the wrong order.
    const ends = [numbers[Math.min(from, to)], numbers[Math.max(from, to)]] as [Rational, Rational];
    return of(between(...ends, there === 2));
  };
  const first = among(low);
  if (low === high) return pairOutcomes(program, presence, first, (there, region) => ofEnds(there, region, region));
  const both = pairOutcomes(program, first, among(high), (from, to) => [from, to] as const);
  return pairOutcomes(program, presence, both, (there, [from, to]) => ofEnds(there, from, to));
}

/** Each once, in order. */
function ascending(cuts: readonly Rational[]): readonly Rational[] {
  return [...cuts].sort(compare).filter((cut, i, all) => i === 0 || compare(cut, all[i - 1] as Rational) !== 0);
}

/** A number of each region: below the first cut, on it, between it and the next, and so on. */
function numbersByRegion(cuts: readonly Rational[]): Rational[] {
  const [first, last] = [cuts[0], cuts.at(-1)];
  if (!first || !last) return [ONE];
  const inner = cuts.flatMap((cut, i) => {
    const before = cuts[i - 1];
    return before ? [middleOf(before, cut), cut] : [cut];
  });
  return [subtract(first, ONE), ...inner, add(last, ONE)];
}

function middleOf(a: Rational, b: Rational): Rational {
  const { n, d } = add(a, b);
  return n % 2n === 0n ? { n: n / 2n, d } : { n, d: d * 2n };
}
