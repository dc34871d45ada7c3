// What follows from where a number lies among some others.

import { add, compare, ONE, type Rational, subtract } from '../../model/index.ts';
import { between, NOTHING, type Possible } from '../possible-values.ts';
import type { NumberColumn } from './column.ts';
import { regionsOf } from './exact-numbers.ts';
import { type Few, pairOutcomes } from './outcomes.ts';
import type { Program } from './program.ts';

/**
 * What a function makes of a number, or of all between two, that tells numbers apart only by where they lie among `cuts`.
 */
export function outcomesByRegion<T>(
  program: Program,
  { low, high, presence }: NumberColumn,
  cuts: readonly Rational[],
  of: (possible: Possible) => T,
): Few<T> {
  const sorted = [...cuts].sort(compare).filter((cut, i, all) => i === 0 || compare(cut, all[i - 1] as Rational) !== 0);
  const numbers = numbersByRegion(sorted);
  const first = regionsOf(program, low, sorted);
  const last = low === high ? first : regionsOf(program, high, sorted);
  const both =
    low === high
      ? { codes: first.codes, outcomes: first.outcomes.map((region) => [region, region] as const) }
      : pairOutcomes(program, first, last, (from, to) => [from, to] as const);
  return pairOutcomes(program, presence, both, (there, [from, to]) => {
    if (there === 0) return of(NOTHING);
    // Numbers on both ends of a row that is left may stand in the wrong order.
    const ends = [numbers[Math.min(from, to)], numbers[Math.max(from, to)]] as [Rational, Rational];
    return of(between(...ends, there === 2));
  });
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
