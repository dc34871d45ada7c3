// The choice among measures as data: needs, exclusions, savings, criteria and limits.
import { add, compare, negate, ONE, type Rational, subtract, wholeNumber, ZERO } from '../../model/index.ts';
import { compareIds, costOf, type Estimate, type Preference } from '../measure-cost.ts';
import type { CompiledMeasure } from '../measures.ts';
import type { Linear, ProgramBuilder, ProgramRow } from './linear-program.ts';
import type { PartialSelection } from './projection.ts';

/** Of each measure of a task, whether it is taken. */
export type Selection = readonly boolean[];

/** Something that adds up over what is taken; the less the better. */
export interface Criterion {
  readonly of: readonly Rational[];
  /** Whether savings count, as they do for costs. */
  readonly saves: boolean;
  /** What is taken off once where any of some measures is taken. */
  readonly gains: readonly Gain[];
}

/** What is gained where any of some measures is taken: those of a task by their places, of a catalogue by their ids. */
export interface Gain<Member = number> {
  readonly members: readonly Member[];
  /** Positive. */
  readonly amount: Rational;
}

/** What a plan is for beside its level. */
export interface PlanAims {
  /** What closing each gap weighs that comes before all cost. */
  readonly priorities: readonly Gain<string>[];
  /** What each step towards the best answers is worth, within the tolerance. */
  readonly answers: readonly Gain<string>[];
  /** The ids of an earlier plan's measures. */
  readonly earlier: readonly string[];
  /** By what share of the least cost a plan may cost more; 0 or more. */
  readonly tolerance: Rational;
}

export const NO_AIMS: PlanAims = { priorities: [], answers: [], earlier: [], tolerance: ZERO };

/** The choice among measures, apart from what they are to reach. */
export interface SelectionTask {
  /** By their ids, ascending. */
  readonly measures: readonly CompiledMeasure[];
  /** By measure, those it needs. */
  readonly needs: readonly (readonly number[])[];
  /** Two that exclude each other. */
  readonly exclusions: readonly (readonly [number, number])[];
  readonly savings: readonly { readonly members: readonly number[]; readonly amount: Rational }[];
  readonly criteria: readonly Criterion[];
  /** The places of the criteria that are compared, the weightiest first; what is equal in all is decided by the ids. */
  readonly order: readonly number[];
  /** By what share of the least cost a choice may cost more, which is looked for first then. */
  readonly tolerance: Rational;
  /** What is left to pay after funding, where the least of that is wanted before the least cost. */
  readonly own: OwnShareModel | null;
  /** What criteria may come to at most. */
  readonly limits: readonly CriterionLimit[];
  /** What else must be so. */
  readonly clauses: readonly Clause[];
  /** Whether it is to be found out which measures are part of every choice that costs as little. */
  readonly asksAlways: boolean;
  /** Whether to end with the best found so far. */
  readonly isOver: () => boolean;
}

/** Measures what is left to pay for the measures of a task that lead to exactly a level for certain; null for any. */
export type OwnShareModelFactory = (
  task: Pick<SelectionTask, 'measures' | 'savings'>,
  level: Rational | null,
) => OwnShareModel;

/** What a criterion may come to at most. */
export interface CriterionLimit {
  readonly criterion: number;
  readonly most: Rational;
}

/** The places of criteria that limits name; what is left to pay is no sum, so its place lies outside. */
export const UNSTATED_COSTS = 0;
export const COST = 1;
export const MONTHS = 5;
export const PRIORITIES = 6;
const EARLIER = 7;
const ANSWERS = 8;
export const OWN_SHARE = -1;

/** What decides between choices of the same cost. */
const TIES = [2, 3, 4, MONTHS];
const BY_COST = [PRIORITIES, UNSTATED_COSTS, COST, ...TIES];
export const BY_OWN_SHARE = [PRIORITIES, UNSTATED_COSTS, OWN_SHARE, COST, ...TIES];
/** What comes before all that a tolerance is for. */
export const BY_LEAST_COST = [PRIORITIES, UNSTATED_COSTS, COST];
/** Among choices that cost little more than the least. */
export const BY_BENEFIT = [EARLIER, ANSWERS, COST, ...TIES];

/**
 * Weighs measures: first the priorities that they close; then how many have no stated cost, for absent is not free; then the
 * cost, what is saved together taken off. Within a tolerance what is kept of an earlier plan comes next, and how far answers
 * are raised. What is equal is decided by how many the track does not prefer, how many there are, how many have no stated
 * duration, and the months of all. Those that are required are taken in any case.
 */
export function createSelectionTask(
  candidates: readonly CompiledMeasure[],
  prefers: Preference,
  basis: Estimate,
  limits: readonly CriterionLimit[] = [],
  required: ReadonlySet<string> = new Set(),
  { priorities, answers, earlier, tolerance }: PlanAims = NO_AIMS,
): SelectionTask {
  const measures = [...candidates].sort(compareIds);
  const place = new Map(measures.map(({ id }, i) => [id, i]));
  const placesOf = (ids: readonly string[]): number[] =>
    ids.flatMap((id) => (place.has(id) ? [place.get(id) as number] : []));
  const count = (is: (measure: CompiledMeasure) => boolean): Criterion => ({
    of: measures.map((measure) => (is(measure) ? ONE : ZERO)),
    saves: false,
    gains: [],
  });
  const gainsOf = (gains: readonly Gain<string>[]): Criterion => ({
    of: measures.map(() => ZERO),
    saves: false,
    gains: gains.map(({ members, amount }) => ({ members: placesOf(members), amount })),
  });
  const earlierPlaces = placesOf(earlier);
  // To keep one counts more than any number of new ones; without an earlier plan nothing is new.
  const [keep, change] = [negate(wholeNumber(measures.length + 1)), earlierPlaces.length > 0 ? ONE : ZERO];
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
      { of: measures.map((measure) => costOf(measure, basis) ?? ZERO), saves: true, gains: [] },
      count((measure) => !prefers(measure)),
      count(() => true),
      count(({ months }) => !months),
      { of: measures.map(({ months }) => months?.high ?? ZERO), saves: false, gains: [] },
      gainsOf(priorities),
      { of: measures.map((_, i) => (earlierPlaces.includes(i) ? keep : change)), saves: false, gains: [] },
      gainsOf(answers),
    ],
    order: BY_COST,
    tolerance,
    own: null,
    limits,
    clauses: measures.flatMap(({ id }, measure) => (required.has(id) ? [[{ measure, taken: true }]] : [])),
    asksAlways: true,
    isOver: () => false,
  };
}

/** That measures cost no more than a budget; what has no stated cost may cost more. */
export function budgetLimits(budget: Rational): CriterionLimit[] {
  return [
    { criterion: UNSTATED_COSTS, most: ZERO },
    { criterion: COST, most: budget },
  ];
}

/** What taken measures come to by a criterion, savings and gains included. */
export function criterionSum({ criteria, own, savings }: SelectionTask, criterion: number, taken: Selection): Rational {
  if (criterion === OWN_SHARE) return own?.exactly(taken) ?? ZERO;
  const { of, saves, gains } = criteria[criterion] as Criterion;
  const sum = gains.reduce(
    (total, { members, amount }) => (members.some((i) => taken[i]) ? subtract(total, amount) : total),
    of.reduce((total, one, i) => (taken[i] ? add(total, one) : total), ZERO),
  );
  if (!saves) return sum;
  return savings.reduce(
    (total, { members, amount }) => (members.every((i) => taken[i]) ? subtract(total, amount) : total),
    sum,
  );
}

/** Whether measures can be taken together: all they need with them, none that another excludes, within all limits. */
export function isFeasible(task: SelectionTask, taken: Selection): boolean {
  const complete = task.needs.every((needs, i) => !taken[i] || needs.every((need) => taken[need]));
  const apart = task.exclusions.every(([a, b]) => !(taken[a] && taken[b]));
  const met = task.clauses.every((clause) => meetsClause(clause, taken));
  return (
    complete &&
    apart &&
    met &&
    task.limits.every(({ criterion, most }) => compare(criterionSum(task, criterion, taken), most) <= 0)
  );
}

/** At least one of these holds: a measure is taken, or it is not. */
export type Clause = readonly { readonly measure: number; readonly taken: boolean }[];

/** That not exactly these are taken. */
export function anyOtherSelection(taken: Selection): Clause {
  return taken.map((is, measure) => ({ measure, taken: !is }));
}

export function meetsClause(clause: Clause, taken: Selection): boolean {
  return clause.some((one) => taken[one.measure] === one.taken);
}

/** What is found out of all measures that are taken, and only bounded from below while some are open; the less the better. */
export interface OwnShareModel {
  readonly exactly: (taken: readonly boolean[]) => Rational;
  /** No choice among the open ones comes to less. */
  readonly atLeast: (partial: PartialSelection) => Rational;
  /** A lower bound of it as an expression of a program; `saved` holds for each saving of the task whether it is made. */
  readonly relax: (
    builder: ProgramBuilder,
    taken: (measure: number) => Linear,
    saved: readonly Linear[],
  ) => RelaxedOwnShare;
  /** That lower bound where exactly these are taken. */
  readonly relaxed: (taken: readonly boolean[]) => Rational;
}

/** An expression of a program in some unit. */
interface RelaxedOwnShare {
  readonly of: Linear;
  /** The row that holds wherever what is meant comes to no more than so much. */
  readonly atMost: (most: Rational) => ProgramRow;
}
