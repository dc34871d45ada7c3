import { add, compare, type Rational, subtract, ZERO } from '../../model/rational.ts';
import type { Partial } from './outlook.ts';
import { type Criterion, isAllowed, OWN, orderOf, type Taken, type Task, weigh } from './task.ts';

/** What a set of measures is to reach, exactly. */
export interface Goal {
  /** Whether these reach it. */
  readonly reached: (taken: Taken) => boolean;
  /** False only where no choice among the open ones reaches it. */
  readonly reachable: (partial: Partial) => boolean;
}

/** What a search came to. */
export interface Found {
  /** Null where nothing reaches the goal. */
  readonly taken: Taken | null;
  /** Whether every choice was gone through or ruled out. */
  readonly proven: boolean;
}

/** So many choices are gone through before a search gives up. */
const MOST_CHOICES = 50_000;

/**
 * Finds the best measures by trying one after another, left out first, the dearest first; what cannot reach the goal, or
 * cannot be better than the best so far, is not gone into. Exact for every goal, however it is put together.
 */
export function searchBest(task: Task, goal: Goal): Found {
  const order = dearestFirst(task);
  let best: Taken | null = null;
  let choices = 0;

  function visit(partial: Partial): void {
    if (++choices > MOST_CHOICES) return;
    if (best && compareBurden(lowestBurden(task, partial), burdenOf(task, best)) > 0) return;
    if (!isPossible(task, partial) || !goal.reachable(partial)) return;
    const next = order.find((i) => partial[i] === undefined);
    if (next === undefined) {
      const taken = partial.map(Boolean);
      const better = !best || compareTaken(task, taken, best) < 0;
      if (better && isAllowed(task, taken) && goal.reached(taken)) {
        best = taken;
      }
      return;
    }
    for (const is of [false, true]) visit(decide(task, partial, next, is));
  }

  visit(task.measures.map(() => undefined));
  return { taken: best, proven: choices <= MOST_CHOICES };
}

function dearestFirst({ criteria, measures }: Task): number[] {
  const weights = criteria.map(({ of }) => of);
  return measures
    .map((_, i) => i)
    .sort((a, b) => {
      const differing = weights.find((of) => compare(of[a] as Rational, of[b] as Rational) !== 0);
      return differing ? compare(differing[b] as Rational, differing[a] as Rational) : b - a;
    });
}

/** With a measure go what it needs and what excludes it; without it, what needs it. */
function decide(task: Task, partial: Partial, measure: number, is: boolean): Partial {
  const decided = [...partial];
  const waiting = [[measure, is] as const];
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    const [at, value] = one;
    if (decided[at] !== undefined && at !== measure) continue;
    decided[at] = value;
    if (value) {
      for (const need of task.needs[at] as readonly number[]) waiting.push([need, true]);
      for (const [a, b] of task.exclusions) {
        if (a === at) waiting.push([b, false]);
        if (b === at) waiting.push([a, false]);
      }
    } else
      task.needs.forEach((needs, other) => {
        if (needs.includes(at)) waiting.push([other, false]);
      });
  }
  return decided;
}

function isPossible(task: Task, partial: Partial): boolean {
  const complete = task.needs.every((needs, i) => !partial[i] || needs.every((need) => partial[need] !== false));
  const apart = task.exclusions.every(([a, b]) => !(partial[a] && partial[b]));
  const open = task.clauses.every((clause) =>
    clause.some(({ measure, taken }) => (partial[measure] ?? taken) === taken),
  );
  return (
    complete &&
    apart &&
    open &&
    task.limits.every(({ criterion, most }) => compare(lowest(task, criterion, partial), most) <= 0)
  );
}

/** What open measures can make of a criterion at least: all that may be saved is saved. */
function lowest({ criteria, own, savings }: Task, criterion: number, partial: Partial): Rational {
  if (criterion === OWN) return own?.atLeast(partial) ?? ZERO;
  const { of, saves } = criteria[criterion] as Criterion;
  const sum = of.reduce(
    (total, one, i) => (partial[i] || (one.n < 0n && partial[i] === undefined) ? add(total, one) : total),
    ZERO,
  );
  if (!saves) return sum;
  return savings.reduce(
    (total, { members, amount }) => (members.every((i) => partial[i] !== false) ? subtract(total, amount) : total),
    sum,
  );
}

function lowestBurden(task: Task, partial: Partial): Rational[] {
  return orderOf(task).map((criterion) => lowest(task, criterion, partial));
}

function burdenOf(task: Task, taken: Taken): Rational[] {
  return orderOf(task).map((criterion) => weigh(task, criterion, taken));
}

function compareBurden(a: readonly Rational[], b: readonly Rational[]): number {
  for (const [i, one] of a.entries()) {
    const distance = compare(one, b[i] as Rational);
    if (distance !== 0) return distance;
  }
  return 0;
}

/** By the criteria, then by the ids: the one with the first id that the other lacks comes first. */
export function compareTaken(task: Task, a: Taken, b: Taken): number {
  const distance = compareBurden(burdenOf(task, a), burdenOf(task, b));
  if (distance !== 0) return distance;
  const differing = a.findIndex((is, i) => is !== b[i]);
  return differing < 0 ? 0 : a[differing] ? -1 : 1;
}
