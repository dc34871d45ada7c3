// Finds the best measures for a level within a budget and a horizon. Either only certain effects count, or expected
// ones count as well.
import { compare, fraction, multiply, type Rational, wholeNumber, ZERO } from '../../model/index.ts';
import { listLevelRequirements } from '../../scoring/index.ts';
import { removeExpectedEffects } from '../apply-measures.ts';
import { listDecidedMeasures } from '../follow-up-records.ts';
import { costOf, createPreference, type Estimate } from '../measure-cost.ts';
import type { CompiledMeasure } from '../measures.ts';
import { listFeederGroups } from '../needed-measures.ts';
import { answerGains, listPriorityGains } from '../priorities.ts';
import type { RecommendInput } from '../recommend-input.ts';
import { createLevelGoals } from './encode-level.ts';
import { DEFAULT_PARALLEL, type Deadline, judgeTime, longestChain, orderMeasures } from './schedule.ts';
import {
  type Clause,
  type CostCap,
  createBudgetLimits,
  createCostLimits,
  createSelectionTask,
  type Gain,
  MONTHS,
  type OwnShareModelFactory,
  requireFeeders,
  type SelectionTask,
} from './selection-task.ts';
import { type EncodableGoal, findOptimum, minimiseOwnShare, type Optimum, type OptimumResult } from './solve.ts';

/** The limits of a roadmap, and the criteria for choosing its measures. */
export interface RoadmapLimits {
  readonly estimate: Estimate;
  /** The most that the measures may cost, in the currency of the catalogue; null without a limit. */
  readonly budget: Rational | null;
  /** The number of months within which all measures must be done; null without a limit. */
  readonly horizon: Rational | null;
  /** The number of measures that may run at the same time. */
  readonly atOnce: number;
  /** The deadlines that the measures should meet. */
  readonly deadlines: readonly Deadline[];
  /** Creates the models of the own share if the own share is minimised; null if the cost is. */
  readonly own: OwnShareModelFactory | null;
  /**
   * The share of the least cost by which a plan may exceed it in order to keep measures of an earlier plan and to raise
   * more answers.
   */
  readonly tolerance: Rational;
  /** Whether closing priorities is more important than a low cost. */
  readonly closesPriorities: boolean;
  /** The most that a plan without a budget may cost. */
  readonly cap?: CostCap | undefined;
  /** Whether to accept any plan within the limits instead of looking for the best. */
  readonly isAnyEnough?: boolean | undefined;
  /** Lists of measures; the plan must contain at least one measure of each list. */
  readonly demanded?: readonly (readonly string[])[] | undefined;
  /** The measures that the plan may contain only together with the measures whose data they use. */
  readonly fed?: ReadonlySet<string> | undefined;
}

/**
 * The default share of the least cost by which plans may exceed it: stated costs are only ranges, so greater precision
 * would be false.
 */
export const DEFAULT_TOLERANCE = fraction(15n, 100n);

export function createRoadmapLimits(
  {
    estimate = 'high',
    budget = null,
    horizon = null,
    atOnce = DEFAULT_PARALLEL,
    least,
    tolerance = ZERO,
  }: RecommendInput,
  own: OwnShareModelFactory,
  deadlines: readonly Deadline[] = [],
): RoadmapLimits {
  const minimisesOwnShare = least === 'own';
  const commonLimits = { estimate, budget, horizon, atOnce, deadlines, closesPriorities: true };
  return { ...commonLimits, own: minimisesOwnShare ? own : null, tolerance: minimisesOwnShare ? ZERO : tolerance };
}

/** The input of all searches for one enterprise. */
export interface SearchBasis extends RecommendInput {
  readonly memo: SearchMemo;
  /** The ids of the measures from an earlier plan that every new plan must contain. */
  readonly committed?: ReadonlySet<string> | undefined;
}

/**
 * Finds the best measures for a level. An optimiser counts either only certain effects, or expected effects as well
 * (`hopes`).
 */
export interface LevelOptimiser {
  /** Whether effects count that are merely expected. */
  readonly hopes: boolean;
  /**
   * Finds the best measures that reach at least a level; if it is null, the measures need not reach any. With
   * `asksAlways`, also finds which of the measures are part of every equally cheap choice.
   */
  readonly best: (level: Rational | null, asksAlways?: boolean) => OptimiserResult;
  /**
   * Whether all measures together could reach a level, whatever they cost. This quick check may wrongly return true,
   * but never wrongly false.
   */
  readonly mayReach: (level: Rational) => boolean;
  /** Whether the measures with these ids reach at least a level. */
  readonly reaches: (level: Rational, ids: ReadonlySet<string>) => boolean;
  /** Returns the same optimiser with the cost as the only criterion, without deadlines. */
  readonly leastCost: () => LevelOptimiser;
}

/** Results shared by all searches for one enterprise; the catalogue must not change between them. */
export interface SearchMemo {
  /** The goals of all levels, by the measures that can be taken and whether expected effects count. */
  readonly goals: Map<string, ReturnType<typeof createLevelGoals>>;
  /** The value of raising answers, by the measures that can be taken and whether expected effects count. */
  readonly answerGains: Map<string, readonly Gain<string>[]>;
  /** The proven results of searches without a tolerance; the key names everything on which a result depends. */
  readonly leastCosts: Map<string, OptimumResult>;
}

export function createSearchMemo(): SearchMemo {
  return { goals: new Map(), answerGains: new Map(), leastCosts: new Map() };
}

/**
 * Returns the cached value for a key. If there is none, computes the value, and caches it if `isWorthKeeping` returns
 * true.
 */
function computeOnce<T>(
  known: Map<string, T>,
  key: string,
  compute: () => T,
  isWorthKeeping: (value: T) => boolean = () => true,
): T {
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const value = compute();
  if (isWorthKeeping(value)) known.set(key, value);
  return value;
}

/** Whether a result is proven, so that a longer search would not change it. */
function isProven(optimumResult: OptimumResult): boolean {
  return optimumResult.optimum ? optimumResult.optimum.proven : optimumResult.proven;
}

/** The best measures for a level, and whether this is proven. */
export interface OptimiserResult {
  /** The best measures found; absent if none were found. */
  readonly best?: BestMeasures;
  /**
   * Whether it is proven that no other measures are better or, if `best` is absent, that no measures reach the level.
   */
  readonly proven: boolean;
}

export interface BestMeasures {
  readonly ids: ReadonlySet<string>;
  /** The measures that are part of every equally cheap choice; empty if the search was not asked for them. */
  readonly always: ReadonlySet<string>;
  readonly optimum: Optimum;
}

/** The best measures for a level, and the optimiser that found them; `best` is absent if none were found. */
export interface LevelResult extends OptimiserResult {
  readonly optimiser?: LevelOptimiser;
}

/**
 * Finds the best measures for a level, or those for gaps and requirements alone if `level` is null, without expected
 * effects if possible; `best` is absent if no measures are found.
 */
export function bestMeasuresFor(
  optimisers: readonly LevelOptimiser[],
  level: Rational | null,
  asksAlways?: boolean,
): LevelResult {
  let isProven = true;
  for (const optimiser of optimisers) {
    const { best, proven } = optimiser.best(level, asksAlways);
    isProven &&= proven;
    if (best) return { optimiser, best, proven: isProven };
  }
  return { proven: isProven };
}

/** The search gives up after this many choices that cannot be scheduled in time. */
const MAX_LATE_CHOICES = 30;

/**
 * Creates the optimisers for the given candidates: one that counts only certain effects and, if any measure has
 * expected effects, a second one that counts both kinds.
 */
export function createLevelOptimisers(
  basis: SearchBasis,
  candidates: readonly CompiledMeasure[],
  preferred: readonly string[],
  limits: RoadmapLimits,
): LevelOptimiser[] {
  const haveExpectedEffects = candidates.some(({ effects }) => effects.some(({ expected }) => expected));
  return (haveExpectedEffects ? [false, true] : [false]).map((hopes) =>
    createLevelOptimiser(basis, candidates, preferred, limits, hopes),
  );
}

function createLevelOptimiser(
  basis: SearchBasis,
  candidates: readonly CompiledMeasure[],
  preferred: readonly string[],
  limits: RoadmapLimits,
  hopes: boolean,
): LevelOptimiser {
  let preparedTask: PreparedTask | undefined;
  // Prepared on first use, because the optimiser with expected effects is rarely used.
  const prepare = (): PreparedTask => {
    preparedTask ??= prepareTask(basis, candidates, preferred, limits, hopes);
    return preparedTask;
  };
  const results = new Map<string, OptimiserResult & { readonly asksAlways: boolean }>();
  return {
    hopes,
    best: (level, asksAlways = false) => {
      const key = level ? textOf(level) : '';
      const cached = results.get(key);
      if (cached && (cached.asksAlways || !asksAlways)) return cached;
      const optimumResult = { ...chooseMeasures(basis, prepare(), limits, level, asksAlways), asksAlways };
      results.set(key, optimumResult);
      return optimumResult;
    },
    leastCost() {
      const costAlone = { ...limits, deadlines: [], own: null, tolerance: ZERO, closesPriorities: false };
      return createLevelOptimiser(basis, candidates, preferred, costAlone, hopes);
    },
    mayReach(level) {
      const { task, goalFor } = prepare();
      return goalFor(level).reachable(task.measures.map(() => undefined));
    },
    reaches: (level, ids) => {
      const { task, goalFor } = prepare();
      return goalFor(level).reached(task.measures.map(({ id }) => ids.has(id)));
    },
  };
}

/** The task of one optimiser, without the parts that differ from level to level. */
interface PreparedTask {
  readonly task: SelectionTask;
  readonly goalFor: (level: Rational | null) => EncodableGoal;
  /** Whether effects count that are merely expected. */
  readonly hopes: boolean;
  /** A key for the measures that can be taken and for whether expected effects count. */
  readonly measuresKey: string;
  readonly preferred: readonly string[];
}

function prepareTask(
  basis: SearchBasis,
  candidates: readonly CompiledMeasure[],
  preferred: readonly string[],
  limits: RoadmapLimits,
  hopes: boolean,
): PreparedTask {
  const { plan, sheet, assessed, memo, earlier = [] } = basis;
  const { tolerance, closesPriorities } = limits;
  const finishable = selectFinishableMeasures(hopes ? candidates : removeExpectedEffects(candidates), limits);
  const measuresKey = [hopes, ...finishable.map(({ id }) => id)].join(' ');
  const unfedTask = createSelectionTask(
    finishable,
    createPreference(preferred),
    limits.estimate,
    limitsOf(limits),
    new Set([...listDecidedMeasures(basis.record, 'required'), ...(basis.committed ?? [])]),
    {
      priorities: closesPriorities ? listPriorityGains(finishable, { halves: limits.budget !== null }) : [],
      answers: tolerance.n > 0n ? computeOnce(memo.answerGains, measuresKey, () => answerGains(basis, finishable)) : [],
      earlier,
      tolerance,
    },
    [
      ...limits.deadlines.map((deadline) => selectMeasuresInTime(deadline, finishable, limits.estimate)),
      ...(limits.demanded ?? []),
    ],
  );
  const { fed } = limits;
  const feederGroups = fed?.size ? [...listFeederGroups(candidates)].filter(([id]) => fed.has(id)) : [];
  const task = feederGroups.length > 0 ? requireFeeders(unfedTask, new Map(feederGroups)) : unfedTask;
  const levelGoalFor = computeOnce(memo.goals, measuresKey, () =>
    createLevelGoals(plan, sheet, assessed.evaluation, task.measures),
  );
  return { task, goalFor: (level) => (level ? levelGoalFor(level) : REACHED_GOAL), hopes, measuresKey, preferred };
}

/** Finds the best measures for a level; if `level` is null, they need not reach any level. */
function chooseMeasures(
  { plan, memo, solver = null, isOver }: SearchBasis,
  { task, goalFor, hopes, measuresKey, preferred }: PreparedTask,
  limits: RoadmapLimits,
  level: Rational | null,
  asksAlways: boolean,
): OptimiserResult {
  const optimumResult = solveWithinHorizon(
    { ...task, asksAlways, isAnyEnough: limits.isAnyEnough, isOver: isOver ?? task.isOver },
    limits,
    (limited) => {
      if (!limits.own) {
        return findOptimum(limited, goalFor(level), solver, (find) => {
          const key = JSON.stringify([
            measuresKey,
            limits.estimate,
            limits.closesPriorities,
            level && textOf(level),
            limited.limits.map(({ criterion, most }) => [criterion, textOf(most)]),
            limited.clauses,
            // With a tolerance, the search for the least cost ignores tie-breakers, so they are not part of the key.
            ...(limits.tolerance.n === 0n ? [preferred, asksAlways, limits.isAnyEnough] : []),
          ]);
          return computeOnce(memo.leastCosts, key, find, isProven);
        });
      }
      const levels =
        hopes || !level
          ? [null]
          : listLevelRequirements(plan).flatMap(({ value }) => (compare(value, level) < 0 ? [] : [value]));
      return minimiseOwnShare(limited, limits.own, levels, level, goalFor, solver);
    },
  );
  const { optimum } = optimumResult;
  if (!optimum) return { proven: optimumResult.proven };
  const idsOf = (selection: readonly boolean[]): ReadonlySet<string> =>
    new Set(task.measures.flatMap(({ id }, i) => (selection[i] ? [id] : [])));
  const bestSelection = { ids: idsOf(optimum.taken), always: idsOf(optimum.always), optimum };
  return { best: bestSelection, proven: optimum.proven };
}

function textOf({ n, d }: Rational): string {
  return `${n}/${d}`;
}

/** The goal of a plan that need not reach a level, because it only closes priorities or contains required measures. */
const REACHED_GOAL: EncodableGoal = { reached: () => true, reachable: () => true, demand: () => {} };

/**
 * Returns the measures that can be done within the horizon: their durations and those of all their needs are stated,
 * and the longest chain of needs is short enough.
 */
export function selectFinishableMeasures(
  measures: readonly CompiledMeasure[],
  { horizon }: RoadmapLimits,
): CompiledMeasure[] {
  if (!horizon) return [...measures];
  const measureById = new Map(measures.map((measure) => [measure.id, measure]));
  const isTimed = (measure: CompiledMeasure): boolean =>
    measure.months !== null &&
    measure.needs.every((id) => !measureById.has(id) || isTimed(measureById.get(id) as CompiledMeasure));
  return measures.filter((measure) => isTimed(measure) && compare(longestChain(measure, measureById), horizon) <= 0);
}

/**
 * Returns the ids of the measures that can be done by a deadline. If no measure can, returns the one that is done first
 * if it keeps no other measure out of the plan and costs no more than any that could take its place; otherwise returns
 * all measures that the deadline lists.
 */
function selectMeasuresInTime(
  { anyOf, by }: Deadline,
  measures: readonly CompiledMeasure[],
  estimate: Estimate,
): readonly string[] {
  const measureById = new Map(measures.map((measure) => [measure.id, measure]));
  const endOf = (measure: CompiledMeasure): Rational => longestChain(measure, measureById);
  const listed = measures.filter(({ id }) => anyOf.includes(id));
  const inTime = listed.filter((measure) => compare(endOf(measure), by) <= 0);
  if (inTime.length > 0) return inTime.map(({ id }) => id);
  const [first, ...others] = listed.toSorted((a, b) => compare(endOf(a), endOf(b)));
  const cost = first && costOf(first, estimate);
  const isHarmless =
    cost &&
    first.needs.length === 0 &&
    !first.excludes.some((id) => measureById.has(id)) &&
    others.every(
      (other) => compare(cost, costOf(other, estimate) ?? cost) <= 0 && compare(endOf(first), endOf(other)) < 0,
    );
  return isHarmless ? [first.id] : anyOf;
}

function limitsOf({ budget, cap, horizon, atOnce }: RoadmapLimits): SelectionTask['limits'] {
  return [
    ...(budget ? createBudgetLimits(budget) : []),
    ...(cap ? createCostLimits(cap) : []),
    // At most `atOnce` measures run at a time, so the total of their months is at most `atOnce` times the horizon.
    ...(horizon ? [{ criterion: MONTHS, most: multiply(horizon, wholeNumber(atOnce)) }] : []),
  ];
}

/**
 * Finds the best measures that can be done in time. A choice that cannot be scheduled in time is ruled out, and with it
 * every choice that contains all of its measures. If no choice meets every deadline, returns the best one within the
 * horizon.
 */
function solveWithinHorizon(
  task: SelectionTask,
  { horizon, deadlines, atOnce }: RoadmapLimits,
  find: (task: SelectionTask) => OptimumResult,
): OptimumResult {
  const clauses: Clause[] = [];
  // Becomes false once a choice was ruled out although it is not proven that it cannot be scheduled in time.
  let isSure = true;
  let lateResult: OptimumResult | undefined;
  for (let tries = 0; tries <= MAX_LATE_CHOICES; tries++) {
    const outcome = find({ ...task, clauses: [...task.clauses, ...clauses] });
    if (!outcome.optimum) return lateResult ?? { ...outcome, proven: outcome.proven && isSure };
    const { optimum } = outcome;
    const chosenMeasures = orderMeasures(
      task.measures.filter((_, i) => optimum.taken[i]),
      deadlines,
    );
    const fits = judgeTime(chosenMeasures, atOnce, { horizon, deadlines });
    if (fits === 'yes') return { optimum: { ...optimum, proven: optimum.proven && isSure } };
    if (deadlines.length > 0 && judgeTime(chosenMeasures, atOnce, { horizon }) === 'yes') lateResult ??= outcome;
    isSure &&= fits === 'no';
    clauses.push(optimum.taken.flatMap((isTaken, measure) => (isTaken ? [{ measure, taken: false }] : [])));
  }
  return lateResult ?? { optimum: null, proven: false };
}
