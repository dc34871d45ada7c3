import type { Rational } from '../../model/rational.ts';
import { wholeOf } from '../../model/whole.ts';
import { type Builder, createBuilder } from './builder.ts';
import { constantOf, type Linear, MINUS_ONE, sumLinear, variableOf } from './linear.ts';
import { leastOf } from './measuring.ts';
import { joinObjectives, wholeTerms } from './objective.ts';
import { NotLinear, type Program, type Row, type Solver } from './program.ts';
import { type Requirement, requireLeast } from './requirement.ts';
import { type Found, type Goal, searchBest } from './search.ts';
import { solveSmall } from './small-program.ts';
import {
  type Clause,
  COST,
  isAllowed,
  meetsClause,
  OWN,
  orderOf,
  otherThan,
  type Taken,
  type Task,
  UNSTATED,
  weigh,
} from './task.ts';

/** A goal, and where it can be, what a program has to meet so that it is reached. */
export interface Aim extends Goal {
  /** Adds what the measures lead to; throws `NotLinear` where a program cannot say that exactly. */
  readonly encode: (builder: Builder, taken: (measure: number) => Linear) => Requirement;
}

/** The best there is. */
export interface Optimum {
  readonly taken: Taken;
  /** Whether it is proven that nothing is better. */
  readonly proven: boolean;
  /** Of each measure, whether it is part of every choice that costs as little; empty where nobody asks. */
  readonly always: Taken;
  /** Found by an integer program, or by going through what cannot be ruled out. */
  readonly by: 'program' | 'search';
  /** Why no program could be made, where there was a solver for it. */
  readonly because?: string;
}

/** Whether nothing reaches the goal, and that is proven. */
export type Outcome =
  | { readonly optimum: Optimum }
  | { readonly optimum: null; readonly proven: boolean; readonly because?: string };

/** So many answers of a solver may turn out wrong when they are checked exactly. */
const MOST_WRONG = 100;

/** Most programs are small: so many steps without the solver take about a tenth of a second, less than handing it the program. */
const MOST_STEPS = 12_000;

/**
 * The measures that reach an aim at the least of the task's criteria, ties broken by the ids. With a solver by an integer
 * program, each of whose answers is checked exactly; by a search where there is no solver, or no program that says the same.
 */
export function findOptimum(task: Task, aim: Aim, solver: Solver | null): Outcome {
  if (!solver) return optimumBySearch(task, aim);
  try {
    return optimumByProgram(task, aim, solver);
  } catch (error) {
    if (!(error instanceof NotLinear)) throw error;
    return optimumBySearch(task, aim, error.what);
  }
}

function optimumBySearch(task: Task, aim: Aim, because?: string): Outcome {
  const why = because === undefined ? {} : { because };
  const { taken, proven } = searchBest(task, aim);
  if (!taken) return { optimum: null, proven, ...why };
  if (!task.asksAlways) return { optimum: { taken, proven, always: [], by: 'search', ...why } };
  const cheap = limitedTo(task, taken, [UNSTATED, decisiveOf(task)]);
  const common = commonTo(taken, (clause) => searchBest({ ...cheap, clauses: [...cheap.clauses, clause] }, aim));
  return { optimum: { taken, proven: proven && common.proven, always: common.always, by: 'search', ...why } };
}

/** The criterion whose least is wanted. */
function decisiveOf({ own }: Task): number {
  return own ? OWN : COST;
}

/** The measures that are part of every choice, found by asking again and again for one that lacks some of them. */
function commonTo(taken: Taken, other: (clause: Clause) => Found): { always: Taken; proven: boolean } {
  let always = taken;
  for (;;) {
    const clause = always.flatMap((is, measure) => (is ? [{ measure, taken: false }] : []));
    if (clause.length === 0) return { always, proven: true };
    const { taken: next, proven } = other(clause);
    if (!next) return { always, proven };
    always = always.map((is, i) => is && (next[i] as boolean));
  }
}

/** The task where some criteria may come to no more than they do for these measures. */
function limitedTo(task: Task, taken: Taken, criteria: readonly number[]): Task {
  const limits = criteria.map((criterion) => ({ criterion, most: weigh(task, criterion, taken) }));
  return { ...task, limits: [...task.limits, ...limits] };
}

function optimumByProgram(task: Task, aim: Aim, solver: Solver): Outcome {
  const builder = createBuilder();
  const places = task.measures.map(() => builder.variable(true));
  const taken = (measure: number): Linear => variableOf(places[measure] as number);
  const { weights, saved } = prepareTask(task, builder, taken);
  builder.demand(aim.encode(builder, taken));
  const own = task.own?.relax(builder, taken, saved);
  const wrong: Clause[] = [];
  // What was too much for the small solver once is so again with a row more.
  let isSmall = own === undefined || !builder.hasShares();

  function programFor(limited: Task, objective: Row['terms'], clauses: readonly Clause[]): Program {
    const more = createBuilder();
    for (const { criterion, most } of limited.limits) {
      if (criterion === OWN && own) more.rows.push(own.atMost(most));
      else more.demand(atMost(weights[criterion] as Linear, most));
    }
    for (const clause of [...limited.clauses, ...clauses, ...wrong]) more.demand(clauseRequirement(clause, taken));
    return { whole: builder.whole, hasShares: builder.hasShares(), rows: [...builder.rows, ...more.rows], objective };
  }

  const takenBy = (values: readonly number[]): Taken => places.map((place) => (values[place] as number) > 0.5);

  /** The best by all criteria, found in one go; undefined where that is too much for the small solver. */
  function settleAtOnce(): Outcome | undefined {
    const { length } = task.measures;
    const byIds = places.map((_, i) => wholeOf(-(2n ** BigInt(length - 1 - i))));
    const objective = joinObjectives([...weights, { ...NONE, variables: places, factors: byIds }]);
    const values = objective && solveSmall(programFor(task, objective, []), MOST_STEPS);
    if (!values) return values === null ? { optimum: null, proven: true } : undefined;
    const best = takenBy(values);
    if (!isAllowed(task, best) || !aim.reached(best)) return undefined;
    return { optimum: { taken: best, proven: true, always: [], by: 'program' } };
  }

  /** The best by an objective among what meets the limits and clauses, checked exactly; null where nothing does. */
  function solve(limited: Task, objective: Linear, clauses: readonly Clause[]): Taken | null {
    for (let tries = 0; tries <= MOST_WRONG; tries++) {
      const program = programFor(limited, wholeTerms(objective), clauses);
      const quick = isSmall ? solveSmall(program, MOST_STEPS) : undefined;
      isSmall = quick !== undefined;
      const values = quick === undefined ? solver(program) : quick;
      if (!values) return null;
      const found = takenBy(values);
      const isRight =
        isAllowed(limited, found) && clauses.every((clause) => meetsClause(clause, found)) && aim.reached(found);
      if (isRight) return found;
      wrong.push(otherThan(found));
    }
    throw new NotLinear('numbers too fine to be told apart');
  }

  let measured: Taken | null = null;

  function settle(): Outcome {
    const atOnce = task.asksAlways || own ? undefined : settleAtOnce();
    if (atOnce) return atOnce;
    let limited = task;
    let best: Taken | null = null;
    let always: Taken = [];
    let proven = true;
    // What is the same for all measures decides nothing; one is asked for in any case.
    const deciding = orderOf(task).filter(
      (criterion) => criterion === OWN || criterion === COST || (weights[criterion] as Linear).variables.length > 0,
    );
    for (const criterion of deciding) {
      if (criterion === OWN && own && task.own) {
        const least = leastOf(task.own, limited, (without, clauses) => solve(without, own.of, clauses));
        [best, proven] = [least.taken, least.proven];
        measured = best;
      } else best = solve(limited, weights[criterion] as Linear, []);
      if (!best) return { optimum: null, proven };
      if (!proven) return { optimum: unsettled(best) };
      limited = limitedTo(limited, best, [criterion]);
      if (criterion !== decisiveOf(task)) continue;
      if (!task.asksAlways && criterion === COST) {
        if (!solve(limited, NONE, [otherThan(best)]))
          return { optimum: { taken: best, proven: true, always, by: 'program' } };
        continue;
      }
      const cheap = limited;
      // The likeliest first, where not all that is found turns out right.
      const first = own?.of ?? NONE;
      always = commonTo(best, (clause) => ({ taken: solve(cheap, first, [clause]), proven: true })).always;
      const isCommon = best.every((is, i) => is === always[i]);
      // Any other choice of that cost holds all of these and more, which weighs more; not so where funding pays for more.
      const isOnly = isCommon && (criterion === COST || !solve(cheap, first, [otherThan(best)]));
      if (isOnly) return { optimum: { taken: best, proven: true, always, by: 'program' } };
    }
    const first = best && firstByIds(limited, best, (objective, clauses) => solve(limited, objective, clauses), taken);
    return first ? { optimum: { taken: first, proven: true, always, by: 'program' } } : { optimum: null, proven: true };
  }

  try {
    return settle();
  } catch (error) {
    // What leaves the least to pay is known then, only not which of several equals comes first.
    if (!(error instanceof NotLinear) || !measured) throw error;
    return { optimum: unsettled(measured) };
  }
}

/** A choice of which nothing more is proven. */
function unsettled(taken: Taken): Optimum {
  return { taken, proven: false, always: taken.map(() => false), by: 'program' };
}

const NONE: Linear = constantOf({ n: 0n, d: 1n });

/** Demands what taking measures together takes; gives the criteria as expressions, and whether each saving is made. */
function prepareTask(
  task: Task,
  builder: Builder,
  taken: (measure: number) => Linear,
): { readonly weights: readonly Linear[]; readonly saved: readonly Linear[] } {
  const notWithout = (a: Linear, b: Linear): void => builder.demand(requireLeast(difference(b, a), { n: 0n, d: 1n }));
  task.needs.forEach((needs, i) => {
    for (const need of needs) notWithout(taken(i), taken(need));
  });
  for (const [a, b] of task.exclusions) {
    builder.demand(
      atMost(
        sumLinear([
          [taken(a), ONE],
          [taken(b), ONE],
        ]),
        ONE,
      ),
    );
  }
  const savings = task.savings.map(({ members, amount }) => {
    const saved = variableOf(builder.variable(false));
    for (const member of members) notWithout(saved, taken(member));
    return [saved, { n: -amount.n, d: amount.d }] as const;
  });
  const weights = task.criteria.map(({ of, saves }) =>
    sumLinear([...of.map((one, i) => [taken(i), one] as const), ...(saves ? savings : [])]),
  );
  return { weights, saved: savings.map(([saved]) => saved) };
}

const ONE: Rational = { n: 1n, d: 1n };

function difference(a: Linear, b: Linear): Linear {
  return sumLinear([
    [a, ONE],
    [b, MINUS_ONE],
  ]);
}

function atMost(of: Linear, most: Rational): Requirement {
  return requireLeast(sumLinear([[of, MINUS_ONE]]), { n: -most.n, d: most.d });
}

function clauseRequirement(clause: Clause, taken: (measure: number) => Linear): Requirement {
  const parts = clause.map(({ measure, taken: is }) => [taken(measure), is ? ONE : MINUS_ONE] as const);
  const not = clause.filter((one) => !one.taken).length;
  return requireLeast(sumLinear(parts), { n: BigInt(1 - not), d: 1n });
}

/** So many measures are settled at once: their weights are powers of two, which a double tells apart. */
const AT_ONCE = 16;

/** Of all that weigh the same, the one with the first id that another lacks. */
function firstByIds(
  task: Task,
  start: Taken,
  solve: (objective: Linear, clauses: readonly Clause[]) => Taken | null,
  taken: (measure: number) => Linear,
): Taken {
  let best = start;
  const fixed: Clause[] = [];
  if (!solve(NONE, [otherThan(best)])) return best;
  for (let from = 0; from < task.measures.length; from += AT_ONCE) {
    const places = task.measures.slice(from, from + AT_ONCE).map((_, i) => from + i);
    const objective = sumLinear(
      places.map((at, i) => [taken(at), { n: -(2n ** BigInt(AT_ONCE - i)), d: 1n }] as const),
    );
    best = solve(objective, fixed) ?? best;
    for (const measure of places) fixed.push([{ measure, taken: best[measure] as boolean }]);
  }
  return best;
}
