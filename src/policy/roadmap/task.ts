import { add, compare, ONE, type Rational, subtract, ZERO } from '../../model/rational.ts';
import { costOf, type Estimate } from '../cost.ts';
import type { CompiledMeasure } from '../measures.ts';
import type { Preference } from '../preference.ts';
import { compareIds } from '../sequence.ts';
import type { Measured } from './measured.ts';

/** Of each measure of a task, whether it is taken. */
export type Taken = readonly boolean[];

/** Something that adds up over what is taken; the less the better. */
export interface Criterion {
  readonly of: readonly Rational[];
  /** Whether savings count, as they do for costs. */
  readonly saves: boolean;
}

/** The choice among measures, apart from what they are to reach. */
export interface Task {
  /** By their ids, ascending. */
  readonly measures: readonly CompiledMeasure[];
  /** By measure, those it needs. */
  readonly needs: readonly (readonly number[])[];
  /** Two that exclude each other. */
  readonly exclusions: readonly (readonly [number, number])[];
  readonly savings: readonly { readonly members: readonly number[]; readonly amount: Rational }[];
  readonly criteria: readonly Criterion[];
  /** What is left to pay after funding, where the least of that is wanted before the least cost. */
  readonly own: Measured | null;
  /** What criteria may come to at most. */
  readonly limits: readonly Limit[];
  /** What else must be so. */
  readonly clauses: readonly Clause[];
  /** Whether it is to be found out which measures are part of every choice that costs as little. */
  readonly asksAlways: boolean;
}

/** Measures what is left to pay for the measures of a task that lead to exactly a level for certain; null for any. */
export type OwnShare = (task: Pick<Task, 'measures' | 'savings'>, level: Rational | null) => Measured;

/** What a criterion may come to at most. */
export interface Limit {
  readonly criterion: number;
  readonly most: Rational;
}

/** The places of criteria that limits are about; what is left to pay is no sum and stands beside them. */
export const UNSTATED = 0;
export const COST = 1;
export const MONTHS = 5;
export const OWN = -1;

/** The criteria, the weightiest first; what is equal in all is decided by the ids. */
export function orderOf({ criteria, own }: Task): number[] {
  const all = criteria.map((_, criterion) => criterion);
  return own ? [UNSTATED, OWN, ...all.slice(COST)] : all;
}

/**
 * Weighs measures: first how many have no stated cost, for absent is not free; then the cost, what is saved together
 * taken off; then how many the track does not prefer, how many there are, how many have no stated duration, and the
 * months of all.
 */
export function setTask(
  candidates: readonly CompiledMeasure[],
  prefers: Preference,
  basis: Estimate,
  limits: readonly Limit[] = [],
): Task {
  const measures = [...candidates].sort(compareIds);
  const place = new Map(measures.map(({ id }, i) => [id, i]));
  const placesOf = (ids: readonly string[]): number[] =>
    ids.flatMap((id) => (place.has(id) ? [place.get(id) as number] : []));
  const count = (is: (measure: CompiledMeasure) => boolean): Criterion => ({
    of: measures.map((measure) => (is(measure) ? ONE : ZERO)),
    saves: false,
  });
  return {
    measures,
    needs: measures.map(({ needs }) => placesOf(needs)),
    exclusions: measures.flatMap(({ excludes }, i) =>
      placesOf(excludes).flatMap((other) => (i < other ? [[i, other] as const] : [])),
    ),
    savings: measures.flatMap(({ savings }, i) =>
      savings.flatMap(({ with: others, amount }) => {
        const members = [i, ...placesOf(others)];
        return members.length === others.length + 1 ? [{ members, amount }] : [];
      }),
    ),
    criteria: [
      count(({ cost }) => !cost),
      { of: measures.map((measure) => costOf(measure, basis) ?? ZERO), saves: true },
      count((measure) => !prefers(measure)),
      count(() => true),
      count(({ months }) => !months),
      { of: measures.map(({ months }) => months?.high ?? ZERO), saves: false },
    ],
    own: null,
    limits,
    clauses: [],
    asksAlways: true,
  };
}

/** That measures cost no more than a budget; what has no stated cost may cost more. */
export function budgetLimits(budget: Rational): Limit[] {
  return [
    { criterion: UNSTATED, most: ZERO },
    { criterion: COST, most: budget },
  ];
}

/** What taken measures come to by a criterion, savings included. */
export function weigh({ criteria, own, savings }: Task, criterion: number, taken: Taken): Rational {
  if (criterion === OWN) return own?.exactly(taken) ?? ZERO;
  const { of, saves } = criteria[criterion] as Criterion;
  const sum = of.reduce((total, one, i) => (taken[i] ? add(total, one) : total), ZERO);
  if (!saves) return sum;
  return savings.reduce(
    (total, { members, amount }) => (members.every((i) => taken[i]) ? subtract(total, amount) : total),
    sum,
  );
}

/** Whether measures can be taken together: all they need with them, none that another excludes, within all limits. */
export function isAllowed(task: Task, taken: Taken): boolean {
  const complete = task.needs.every((needs, i) => !taken[i] || needs.every((need) => taken[need]));
  const apart = task.exclusions.every(([a, b]) => !(taken[a] && taken[b]));
  const met = task.clauses.every((clause) => meetsClause(clause, taken));
  return (
    complete &&
    apart &&
    met &&
    task.limits.every(({ criterion, most }) => compare(weigh(task, criterion, taken), most) <= 0)
  );
}

/** At least one of these is as it says: a measure taken, or not. */
export type Clause = readonly { readonly measure: number; readonly taken: boolean }[];

/** That not exactly these are taken. */
export function otherThan(taken: Taken): Clause {
  return taken.map((is, measure) => ({ measure, taken: !is }));
}

export function meetsClause(clause: Clause, taken: Taken): boolean {
  return clause.some((one) => taken[one.measure] === one.taken);
}
