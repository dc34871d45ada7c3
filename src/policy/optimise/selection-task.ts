// The choice among measures as data: needs, exclusions, savings, criteria and limits.
import { add, compare, itemAt, negate, ONE, type Rational, subtract, wholeNumber, ZERO } from '../../model/index.ts';
import { compareIds, costOf, type Estimate, type Preference } from '../measure-cost.ts';
import type { CompiledMeasure } from '../measures.ts';
import type { Linear, ProgramBuilder, ProgramRow } from './linear-program.ts';
import type { PartialSelection } from './projection.ts';

/** By measure of a task, whether it is taken. */
export type Selection = readonly boolean[];

/** A quantity that adds up over the taken measures; less is better. */
export interface Criterion {
  readonly of: readonly Rational[];
  /** Whether savings are subtracted, as for costs. */
  readonly saves: boolean;
  /** Amounts to subtract from the sum. Each is subtracted once if at least one of its measures is taken. */
  readonly gains: readonly Gain[];
}

/** What is gained if at least one of `members` is taken. `members` are indexes in a task and ids in a catalogue. */
export interface Gain<Member = number> {
  readonly members: readonly Member[];
  /** Above 0. */
  readonly amount: Rational;
}

/** The aims of a plan besides its level. */
export interface PlanAims {
  /** The weights of closing gaps, which take precedence over costs. */
  readonly priorities: readonly Gain<string>[];
  /** The value of each step that raises an answer, which counts among plans within the tolerance. */
  readonly answers: readonly Gain<string>[];
  /** The ids of an earlier plan's measures. */
  readonly earlier: readonly string[];
  /** By how much a plan may exceed the least cost, as a share of it; 0 or more. */
  readonly tolerance: Rational;
}

export const NO_AIMS: PlanAims = { priorities: [], answers: [], earlier: [], tolerance: ZERO };

/** The choice among measures, apart from the goal. */
export interface SelectionTask {
  /** In ascending order of id. */
  readonly measures: readonly CompiledMeasure[];
  /** By measure, the indexes of the measures it needs. */
  readonly needs: readonly (readonly number[])[];
  /** Pairs of measures that exclude each other, by index. */
  readonly exclusions: readonly (readonly [number, number])[];
  readonly savings: readonly { readonly members: readonly number[]; readonly amount: Rational }[];
  readonly criteria: readonly Criterion[];
  /**
   * The indexes of the criteria to compare, the most important first. If choices are equal in all of them, the ids
   * decide.
   */
  readonly order: readonly number[];
  /** By how much a choice may exceed the least cost, as a share of it. If above 0, the least cost is found first. */
  readonly tolerance: Rational;
  /** The model of the own share, if minimising it takes precedence over minimising the cost. */
  readonly own: OwnShareModel | null;
  /** The limits on criteria. */
  readonly limits: readonly CriterionLimit[];
  /** Further conditions on the selection. */
  readonly clauses: readonly Clause[];
  /** Whether to find out which measures are part of every equally cheap choice. */
  readonly asksAlways: boolean;
  /** Whether any feasible choice that reaches the goal will do, whatever its criteria. */
  readonly isAnyEnough?: boolean | undefined;
  /** Whether to stop the search and return the best choice found so far. */
  readonly isOver: () => boolean;
}

/**
 * Creates the model of the own share for a task's measures. It is valid for selections that surely lead to exactly
 * `level`; null allows any level.
 */
export type OwnShareModelFactory = (
  task: Pick<SelectionTask, 'measures' | 'savings'>,
  level: Rational | null,
) => OwnShareModel;

/** The greatest value allowed for a criterion. */
export interface CriterionLimit {
  readonly criterion: number;
  readonly most: Rational;
}

/** The indexes of the criteria. The own share is not a sum over measures, so its index lies outside the list. */
export const UNSTATED_COSTS = 0;
export const COST = 1;
export const MONTHS = 5;
export const PRIORITIES = 6;
const EARLIER = 7;
const ANSWERS = 8;
export const OWN_SHARE = -1;

/** The criteria that decide between choices of the same cost. */
const TIE_BREAKERS = [2, 3, 4, MONTHS];
const BY_COST = [PRIORITIES, UNSTATED_COSTS, COST, ...TIE_BREAKERS];
export const BY_OWN_SHARE = [PRIORITIES, UNSTATED_COSTS, OWN_SHARE, COST, ...TIE_BREAKERS];
/** The criteria that are optimised before the tolerance is applied. */
export const BY_LEAST_COST = [PRIORITIES, UNSTATED_COSTS, COST];
/** The order of the criteria for choices within the tolerance. */
export const BY_BENEFIT = [EARLIER, ANSWERS, COST, ...TIE_BREAKERS];

/**
 * Creates the task of choosing among candidates. The criteria, in order, are: the weight of the priorities closed; the
 * number of measures without a stated cost, because a missing cost is not zero; the cost, less savings. Within a
 * tolerance, keeping measures of an earlier plan comes next, then raising answers. Ties are broken by the number of
 * measures that the track does not prefer, the number of measures, the number without a stated duration, and the sum of
 * their months. Required measures are always taken.
 */
export function createSelectionTask(
  candidates: readonly CompiledMeasure[],
  prefers: Preference,
  basis: Estimate,
  limits: readonly CriterionLimit[] = [],
  required: ReadonlySet<string> = new Set(),
  { priorities, answers, earlier, tolerance }: PlanAims = NO_AIMS,
  demanded: readonly (readonly string[])[] = [],
): SelectionTask {
  const measures = [...candidates].sort(compareIds);
  const indexById = new Map(measures.map(({ id }, i) => [id, i]));
  const placesOf = (ids: readonly string[]): number[] =>
    ids.flatMap((id) => (indexById.has(id) ? [indexById.get(id) as number] : []));
  const countCriterion = (test: (measure: CompiledMeasure) => boolean): Criterion => ({
    of: measures.map((measure) => (test(measure) ? ONE : ZERO)),
    saves: false,
    gains: [],
  });
  const gainsOf = (gains: readonly Gain<string>[]): Criterion => ({
    of: measures.map(() => ZERO),
    saves: false,
    gains: gains.map(({ members, amount }) => ({ members: placesOf(members), amount })),
  });
  const earlierPlaces = placesOf(earlier);
  // Keeping an earlier measure outweighs adding any number of new ones; without an earlier plan, none counts as new.
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
      countCriterion(({ cost }) => !cost),
      { of: measures.map((measure) => costOf(measure, basis) ?? ZERO), saves: true, gains: [] },
      countCriterion((measure) => !prefers(measure)),
      countCriterion(() => true),
      countCriterion(({ months }) => !months),
      { of: measures.map(({ months }) => months?.high ?? ZERO), saves: false, gains: [] },
      gainsOf(priorities),
      { of: measures.map((_, i) => (earlierPlaces.includes(i) ? keep : change)), saves: false, gains: [] },
      gainsOf(answers),
    ],
    order: BY_COST,
    tolerance,
    own: null,
    limits,
    clauses: [...[...required].map((id) => [id]), ...demanded].flatMap((ids) => {
      const clause = placesOf(ids).map((measure) => ({ measure, taken: true }));
      return clause.length === 0 ? [] : [clause];
    }),
    asksAlways: true,
    isOver: () => false,
  };
}

/** Limits the cost to a budget. This rules out measures without a stated cost, because their cost might exceed it. */
export function createBudgetLimits(budget: Rational): CriterionLimit[] {
  return createCostLimits({ cost: budget, unstated: 0 });
}

/** Limits the cost, and the number of measures without a stated cost. */
export function createCostLimits({ cost, unstated }: CostCap): CriterionLimit[] {
  return [
    { criterion: UNSTATED_COSTS, most: wholeNumber(unstated) },
    { criterion: COST, most: cost },
  ];
}

/** The greatest cost of a plan, and the greatest number of its measures that state none. */
export interface CostCap {
  readonly cost: Rational;
  readonly unstated: number;
}

/** Adds up a criterion over the taken measures, less savings and gains. */
export function criterionSum(
  { criteria, own, savings }: SelectionTask,
  criterion: number,
  selection: Selection,
): Rational {
  if (criterion === OWN_SHARE) return own?.exactly(selection) ?? ZERO;
  const { of, saves, gains } = itemAt(criteria, criterion);
  const sum = gains.reduce(
    (total, { members, amount }) => (members.some((i) => selection[i]) ? subtract(total, amount) : total),
    of.reduce((total, amount, i) => (selection[i] ? add(total, amount) : total), ZERO),
  );
  if (!saves) return sum;
  return savings.reduce(
    (total, { members, amount }) => (members.every((i) => selection[i]) ? subtract(total, amount) : total),
    sum,
  );
}

/**
 * Whether measures can be taken together: all their needs are included, none excludes another, and all clauses and
 * limits are met.
 */
export function isFeasible(task: SelectionTask, selection: Selection): boolean {
  const isComplete = task.needs.every((needs, i) => !selection[i] || needs.every((need) => selection[need]));
  const isCompatible = task.exclusions.every(([a, b]) => !(selection[a] && selection[b]));
  const met = task.clauses.every((clause) => meetsClause(clause, selection));
  return (
    isComplete &&
    isCompatible &&
    met &&
    task.limits.every(({ criterion, most }) => compare(criterionSum(task, criterion, selection), most) <= 0)
  );
}

/**
 * A condition on a selection, as a list of literals: each says that a measure is taken or not taken, and at least one
 * of them must be true.
 */
export type Clause = readonly { readonly measure: number; readonly taken: boolean }[];

/** Returns the clause that excludes exactly this selection. */
export function anyOtherSelection(selection: Selection): Clause {
  return selection.map((isTaken, measure) => ({ measure, taken: !isTaken }));
}

export function meetsClause(clause: Clause, selection: Selection): boolean {
  return clause.some((literal) => selection[literal.measure] === literal.taken);
}

/**
 * A model of the own share: exact once all measures are decided, a lower bound while some are undecided. Less is
 * better.
 */
export interface OwnShareModel {
  readonly exactly: (selection: readonly boolean[]) => Rational;
  /** Returns a lower bound over all choices among the open measures. */
  readonly atLeast: (partial: PartialSelection) => Rational;
  /**
   * Encodes a lower bound as an expression of a program; `saved` has an expression for each saving of the task that is
   * 1 if the saving is made.
   */
  readonly relax: (
    builder: ProgramBuilder,
    takenOf: (measure: number) => Linear,
    saved: readonly Linear[],
  ) => RelaxedOwnShare;
  /** Returns the lower bound of `relax` if exactly these measures are taken. */
  readonly relaxed: (selection: readonly boolean[]) => Rational;
}

/** An expression of a program for the own share, in its own unit. */
interface RelaxedOwnShare {
  readonly of: Linear;
  /** Returns a row that holds whenever the modelled amount is at most `most`. */
  readonly atMost: (most: Rational) => ProgramRow;
}
