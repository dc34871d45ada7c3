import { isNothing, type Possible, rangeOf } from '../../condition/value.ts';
import { compare, ONE, type Rational, subtract, ZERO } from '../../model/rational.ts';
import type { Plan } from '../plan.ts';
import { ladderOf } from '../result.ts';

/** The ends of what is possible, as numbers with an order; null is unbounded. */
export interface Place {
  readonly low: Rational | null;
  readonly high: Rational | null;
}

/** Where a score or the level stands; that no level is reached is one below the first. */
export function placeOf(node: number, possible: Possible, plan: Plan): Place {
  const range = isNothing(possible) ? undefined : rangeOf(possible);
  if (plan.level !== node) return { low: range?.low ?? null, high: range?.high ?? null };
  const none = subtract(ladderOf(plan, node)[0]?.value ?? ZERO, ONE);
  return { low: possible.nothing ? none : (range?.low ?? none), high: range?.high ?? none };
}

/** By what is certain, then by what is possible. */
export function comparePlaces(a: Place, b: Place): number {
  return compareEnds(a.low, b.low) || compareEnds(a.high, b.high);
}

function compareEnds(a: Rational | null, b: Rational | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compare(a, b);
}

/** How far one end moves; 0 where it has no number. */
export function distanceOf(from: Rational | null, to: Rational | null): Rational {
  return from && to ? subtract(to, from) : ZERO;
}
