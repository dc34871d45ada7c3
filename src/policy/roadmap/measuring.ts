import { compare, type Rational } from '../../model/rational.ts';
import type { Measured } from './measured.ts';
import type { Found } from './search.ts';
import { type Clause, OWN, otherThan, type Taken, type Task } from './task.ts';

/** So many choices are measured before looking for a better one is given up. */
const MOST_MEASURED = 200;

/**
 * The least of what a program only takes for less than it is: the least by the program is measured and set aside, until
 * nothing is left that could be less even by the program.
 */
export function leastOf(
  own: Measured,
  limited: Task,
  solve: (limited: Task, clauses: readonly Clause[]) => Taken | null,
): Found {
  const without = { ...limited, limits: limited.limits.filter(({ criterion }) => criterion !== OWN) };
  const most = limited.limits.find(({ criterion }) => criterion === OWN)?.most;
  const measured: Clause[] = [];
  let best: { readonly taken: Taken; readonly own: Rational } | null = null;
  while (measured.length < MOST_MEASURED) {
    const found = solve(without, measured);
    const bound = found && own.relaxed(found);
    const isLeast = !bound || (best && compare(bound, best.own) >= 0) || (most && compare(bound, most) > 0);
    if (isLeast) return { taken: best?.taken ?? null, proven: true };
    const exact = own.exactly(found);
    if ((!best || compare(exact, best.own) < 0) && (!most || compare(exact, most) <= 0))
      best = { taken: found, own: exact };
    measured.push(otherThan(found));
  }
  return { taken: best?.taken ?? null, proven: false };
}
