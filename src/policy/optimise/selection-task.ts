// The choice of measures as data: needs, exclusions, savings, criteria and limits.
import { add, compare, itemAt, negate, ONE, type Rational, subtract, wholeNumber, ZERO } from '../../model/index.ts';
import { compareIds, costOf, type Estimate, type Preference } from '../measure-cost.ts';
import type { CompiledMeasure } from '../measures.ts';
import type { Linear, ProgramBuilder, ProgramRow } from './linear-program.ts';
import type { PartialSelection } from './projection.ts';

/** For each measure of a task, whether it is taken. */
export type Selection = readonly boolean[];

/** A quantity that is added up over the taken measures; the smaller the sum, the better. */
export interface Criterion {
  readonly of: readonly Rational[];
  /** Whether savings from taking measures together are subtracted from the sum, as for costs. */
  readonly saves: boolean;
  /** Amounts to subtract from the sum, each once if at least one of its measures is taken. */
  readonly gains: readonly Gain[];
}

/**
 * An amount that is gained if at least one of `members` is taken. `members` are indexes of measures in a task, or ids
 * of measures in a catalogue.
 */
export interface Gain<Member = number> {
  readonly members: readonly Member[];
  /** The amount that is gained; above 0. */
  readonly amount: Rational;
}

/** The aims of a plan besides its level. */
export interface PlanAims {
  /** The weight gained by closing each gap; closing gaps takes precedence over costs. */
  readonly priorities: readonly Gain<string>[];
  /** The value of each step that raises an answer; it is compared only among plans within the tolerance. */
  readonly answers: readonly Gain<string>[];
  /** The ids of the measures of an earlier plan. */
  readonly earlier: readonly string[];
  /** The share of the least cost by which a plan may exceed it; 0 or more. */
  readonly tolerance: Rational;
}

export const NO_AIMS: PlanAims = { priorities: [], answers: [], earlier: [], tolerance: ZERO };

/** The data of a choice of measures, apart from the goal that they must reach. */
export interface SelectionTask {
  /** The measures to choose from, in ascending order of their ids. */
  readonly measures: readonly CompiledMeasure[];
  /** For each measure, the indexes of the measures that it needs. */
  readonly needs: readonly (readonly number[])[];
  /** Pairs of measures, by index, that exclude each other. */
  readonly exclusions: readonly (readonly [number, number])[];
  readonly savings: readonly { readonly members: readonly number[]; readonly amount: Rational }[];
  readonly criteria: readonly Criterion[];
  /**
   * The indexes of the criteria by which choices are compared, the most important first. If two choices are equal in
   * all of them, the ids of the measures decide.
   */
  readonly order: readonly number[];
  /** The share of the least cost by which a choice may exceed it. If it is above 0, the least cost is found first. */
  readonly tolerance: Rational;
  /**
   * The model of the own share if minimising the own share is more important than minimising the cost; otherwise null.
   */
  readonly own: OwnShareModel | null;
  /** The greatest values allowed for criteria. */
  readonly limits: readonly CriterionLimit[];
  /** Further conditions that the selection must meet. */
  readonly clauses: readonly Clause[];
  /** Whether to find out which measures are part of every equally cheap choice. */
  readonly asksAlways: boolean;
  /** Whether any choice that is allowed and reaches the goal will do, whatever its criteria. */
  readonly isAnyEnough?: boolean | undefined;
  /** Whether it is time to stop the search and return the best choice found so far. */
  readonly isOver: () => boolean;
}

/**
 * Creates the model of the own share for the measures of a task. The model is valid for selections that surely lead to
 * exactly the given level; if it is null, for all selections.
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

/**
 * The indexes of the criteria in a task. The own share is not a sum over measures, so it has an index outside the list.
 */
export const UNSTATED_COSTS = 0;
export const COST = 1;
export const MONTHS = 5;
export const PRIORITIES = 6;
const EARLIER = 7;
const ANSWERS = 8;
export const OWN_SHARE = -1;

/** The criteria that decide between choices of equal cost. */
const TIE_BREAKERS = [2, 3, 4, MONTHS];
const BY_COST = [PRIORITIES, UNSTATED_COSTS, COST, ...TIE_BREAKERS];
export const BY_OWN_SHARE = [PRIORITIES, UNSTATED_COSTS, OWN_SHARE, COST, ...TIE_BREAKERS];
/** The criteria of the search for the least cost, from which the tolerance is then measured. */
export const BY_LEAST_COST = [PRIORITIES, UNSTATED_COSTS, COST];
/** The criteria, in their order, by which choices within the tolerance are compared. */
export const BY_BENEFIT = [EARLIER, ANSWERS, COST, ...TIE_BREAKERS];

/**
 * Creates the task of choosing among candidates. The criteria, in order, are: the weight of the priorities closed; the
 * number of measures without a stated cost, because a missing cost is not zero; the cost, less savings. With a
 * tolerance, choices within it are compared by how many measures of an earlier plan they keep, then by how far they
 * raise answers. Ties are broken by the number of measures that the track does not prefer, the number of measures, the
 * number of measures without a stated duration, and the sum of the durations. Required measures are always taken.
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
  // Keeping one measure of an earlier plan outweighs avoiding any number of new ones. Without an earlier plan, no
  // measure counts as new.
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

/** Adds to a task that some measures are taken only together with one of each group of the measures that feed them. */
export function requireFeeders(
  task: SelectionTask,
  feederGroups: ReadonlyMap<string, readonly (readonly string[])[]>,
): SelectionTask {
  const places = new Map(task.measures.map(({ id }, i) => [id, i]));
  const clauses = [...feederGroups].flatMap(([id, groups]): Clause[] => {
    const measure = places.get(id);
    if (measure === undefined) return [];
    const fedBy = (feeders: readonly string[]): Clause =>
      feeders.flatMap((feeder) => {
        const place = places.get(feeder);
        return place === undefined ? [] : [{ measure: place, taken: true }];
      });
    return groups.map((feeders) => [{ measure, taken: false }, ...fedBy(feeders)]);
  });
  return { ...task, clauses: [...task.clauses, ...clauses] };
}

/**
 * Limits the cost to a budget. Measures without a stated cost are ruled out, because their cost might exceed the
 * budget.
 */
export function createBudgetLimits(budget: Rational): CriterionLimit[] {
  return createCostLimits({ cost: budget, unstated: 0 });
}

/** Limits the cost of a choice and the number of its measures without a stated cost. */
export function createCostLimits({ cost, unstated }: CostCap): CriterionLimit[] {
  return [
    { criterion: UNSTATED_COSTS, most: wholeNumber(unstated) },
    { criterion: COST, most: cost },
  ];
}

/** The greatest cost that a plan may have, and how many of its measures may have no stated cost. */
export interface CostCap {
  readonly cost: Rational;
  readonly unstated: number;
}

/** Adds up a criterion over the taken measures, less gains and, if the criterion counts them, savings. */
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
 * Whether measures can be taken together: the needs of all are included, none excludes another, and all clauses and
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
 * A condition on a selection. Each entry says that one measure is taken, or that it is not taken; at least one entry
 * must be true.
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
 * A model of the own share: the exact amount if all measures are decided, a lower bound while some are undecided. The
 * smaller, the better.
 */
export interface OwnShareModel {
  readonly exactly: (selection: readonly boolean[]) => Rational;
  /** Returns a lower bound on the own share, whatever is decided about the undecided measures. */
  readonly atLeast: (partial: PartialSelection) => Rational;
  /**
   * Encodes a lower bound on the own share as an expression of a program. `saved` contains, for each saving of the
   * task, an expression that is 1 if this saving is made.
   */
  readonly relax: (
    builder: ProgramBuilder,
    takenOf: (measure: number) => Linear,
    saved: readonly Linear[],
  ) => RelaxedOwnShare;
  /** Returns the value of the lower bound that `relax` encodes, if exactly these measures are taken. */
  readonly relaxed: (selection: readonly boolean[]) => Rational;
}

/** The own share as an expression of a program, in a unit of its own. */
interface RelaxedOwnShare {
  readonly of: Linear;
  /** Returns a row that every selection satisfies whose own share, as modelled, is at most `most`. */
  readonly atMost: (most: Rational) => ProgramRow;
}
