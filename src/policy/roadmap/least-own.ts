import { compare, type Rational } from '../../model/rational.ts';
import { type Aim, findOptimum, type Optimum, type Outcome } from './optimum.ts';
import type { Solver } from './program.ts';
import { compareTaken } from './search.ts';
import { type Limit, OWN, type OwnShare, type Task, UNSTATED, weigh } from './task.ts';

/**
 * The measures that reach a level with the least left to pay after funding. Amounts depend on the level that is reached, so
 * the best is looked for among those that lead to exactly the level, then to each higher one; null for any of them.
 */
export function findLeastOwn(
  task: Task,
  own: OwnShare,
  levels: readonly (Rational | null)[],
  level: Rational,
  aims: (level: Rational) => Aim,
  solver: Solver | null,
): Outcome {
  let [best, proven]: [Found | undefined, boolean] = [undefined, true];
  let because: string | undefined;
  for (const exact of levels) {
    const here: Task = { ...task, own: own(task, exact) };
    const limited = best ? { ...here, limits: [...here.limits, ...notAbove(best, here)] } : here;
    const outcome = findOptimum(limited, aims(exact ?? level), solver);
    const { optimum } = outcome;
    proven &&= optimum ? optimum.proven : outcome.proven;
    because ??= optimum ? optimum.because : outcome.because;
    if (optimum) best = best ? betterOf(best, { task: here, optimum }) : { task: here, optimum };
  }
  const why = because === undefined ? {} : { because };
  return best ? { optimum: { ...best.optimum, ...why, proven } } : { optimum: null, proven, ...why };
}

interface Found {
  readonly task: Task;
  readonly optimum: Optimum;
}

/** What is no worse than what was found has no more unstated costs, and where there are none, no more left to pay. */
function notAbove({ optimum: { taken } }: Found, task: Task): Limit[] {
  const unstated = weigh(task, UNSTATED, taken);
  const limits: Limit[] = [{ criterion: UNSTATED, most: unstated }];
  return unstated.n === 0n ? [...limits, { criterion: OWN, most: weigh(task, OWN, taken) }] : limits;
}

/** The better of two; where both leave the same to pay, what is part of every best choice is part of both. */
function betterOf(a: Found, b: Found): Found {
  const isFirst = compareTaken(a.task, a.optimum.taken, b.optimum.taken) <= 0;
  const isEqual = [UNSTATED, OWN].every(
    (criterion) => compare(weigh(a.task, criterion, a.optimum.taken), weigh(a.task, criterion, b.optimum.taken)) === 0,
  );
  const better = isFirst ? a : b;
  if (!isEqual) return better;
  const always = better.optimum.always.map(
    (is, i) => is && (a.optimum.always[i] as boolean) && (b.optimum.always[i] as boolean),
  );
  return { ...better, optimum: { ...better.optimum, always } };
}
