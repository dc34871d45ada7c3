// Finds the best measures for a level within a budget and a horizon, counting only certain effects or also expected
// ones.
import { compare, fraction, multiply, type Rational, wholeNumber, ZERO } from '../../model/index.ts';
import { listLevelRequirements } from '../../scoring/index.ts';
import { withoutExpectedEffects } from '../apply-measures.ts';
import { decidedMeasures } from '../follow-up-records.ts';
import { type Estimate, preferenceFor } from '../measure-cost.ts';
import type { CompiledMeasure } from '../measures.ts';
import { answerGains, priorityGains } from '../priorities.ts';
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
  type SelectionTask,
} from './selection-task.ts';
import { type EncodableGoal, findOptimum, minimiseOwnShare, type Optimum, type OptimumResult } from './solve.ts';

/** The limits of a roadmap, and the criteria for choosing its measures. */
export interface RoadmapLimits {
  readonly estimate: Estimate;
  /** In the currency of the catalogue. */
  readonly budget: Rational | null;
  /** The number of months within which all measures must be done. */
  readonly horizon: Rational | null;
  /** The number of measures that may run at the same time. */
  readonly atOnce: number;
  /** The deadlines to meet. */
  readonly deadlines: readonly Deadline[];
  /** Creates the models of the own share, if that is minimised; null if the cost is minimised. */
  readonly own: OwnShareModelFactory | null;
  /**
   * By how much a plan may exceed the least cost to keep measures of an earlier plan and to raise more answers, as a
   * share of that cost.
   */
  readonly tolerance: Rational;
  /** Whether closing priorities takes precedence over the cost. */
  readonly closesPriorities: boolean;
  /** The limit of a plan without a budget. */
  readonly cap?: CostCap | undefined;
  /** Whether any plan within the limits will do, whatever the criteria. */
  readonly isAnyEnough?: boolean | undefined;
  /** Lists of measures; the plan must contain at least one measure of each list. */
  readonly demanded?: readonly (readonly string[])[] | undefined;
}

/**
 * By how much plans may exceed the least cost by default, as a share of it: stated costs are ranges, and no more
 * precise than that.
 */
export const DEFAULT_TOLERANCE = fraction(15n, 100n);

export function roadmapLimits(
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

/** The input of the searches for one enterprise. */
export interface SearchBasis extends RecommendInput {
  readonly memo: SearchMemo;
  /** The ids of the measures that every plan takes over from before. */
  readonly committed?: ReadonlySet<string> | undefined;
}

/** Finds the best measures for levels. Either counts only certain effects, or also expected ones. */
export interface LevelOptimiser {
  /** Whether expected effects count. */
  readonly hopes: boolean;
  /**
   * Finds the best measures for at least a level (null: for no particular level). With `asksAlways`, also finds which
   * of them are part of every equally cheap choice.
   */
  readonly best: (level: Rational | null, asksAlways?: boolean) => OptimiserResult;
  /**
   * Whether all measures together may reach at least a level, whatever they cost. This quick check may say yes wrongly,
   * but never no.
   */
  readonly mayReach: (level: Rational) => boolean;
  /** Whether the measures with these ids reach at least a level. */
  readonly reaches: (level: Rational, ids: ReadonlySet<string>) => boolean;
  /** Returns the same optimiser with the cost as the only criterion. */
  readonly leastCost: () => LevelOptimiser;
}

/** Results shared by all searches for one enterprise; the catalogue must not change between them. */
export interface SearchMemo {
  /** The goals of all levels, by the measures and effects that count. */
  readonly goals: Map<string, ReturnType<typeof createLevelGoals>>;
  /** The gains from raising answers, by the measures and effects that count. */
  readonly answerGains: Map<string, readonly Gain<string>[]>;
  /** Proven results of searches without a tolerance, by everything on which they depend. */
  readonly leastCosts: Map<string, OptimumResult>;
}

export function createSearchMemo(): SearchMemo {
  return { goals: new Map(), answerGains: new Map(), leastCosts: new Map() };
}

/** Returns the cached value of a key, or computes it and caches it if it is worth keeping. */
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

/** The best measures for a level, and what is proven. */
export interface OptimiserResult {
  /** The best choice of measures found; absent if none was found. */
  readonly best?: BestMeasures;
  /** Whether it is proven that no choice is better or, if `best` is absent, that no choice reaches the level. */
  readonly proven: boolean;
}

export interface BestMeasures {
  readonly ids: ReadonlySet<string>;
  /** The measures that are part of every equally cheap choice; empty if not asked for. */
  readonly always: ReadonlySet<string>;
  readonly optimum: Optimum;
}

/** The number of choices without a schedule that is in time after which the search gives up. */
const MAX_LATE_CHOICES = 30;

/**
 * Creates the optimisers for some candidates: one that counts only certain effects and, if any measure has expected
 * effects, a second one that counts these too.
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

/** The task of one optimiser, with what is the same for every level. */
interface PreparedTask {
  readonly task: SelectionTask;
  readonly goalFor: (level: Rational | null) => EncodableGoal;
  /** Whether expected effects count. */
  readonly hopes: boolean;
  /** Identifies the measures and which of their effects count. */
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
  const finishable = finishableMeasures(hopes ? candidates : withoutExpectedEffects(candidates), limits);
  const measuresKey = [hopes, ...finishable.map(({ id }) => id)].join(' ');
  const task = createSelectionTask(
    finishable,
    preferenceFor(preferred),
    limits.estimate,
    limitsOf(limits),
    new Set([...decidedMeasures(basis.record, 'required'), ...(basis.committed ?? [])]),
    {
      priorities: closesPriorities ? priorityGains(finishable, { halves: limits.budget !== null }) : [],
      answers: tolerance.n > 0n ? computeOnce(memo.answerGains, measuresKey, () => answerGains(basis, finishable)) : [],
      earlier,
      tolerance,
    },
    [...limits.deadlines.map((deadline) => measuresInTime(deadline, finishable)), ...(limits.demanded ?? [])],
  );
  const levelGoalFor = computeOnce(memo.goals, measuresKey, () =>
    createLevelGoals(plan, sheet, assessed.evaluation, task.measures),
  );
  return { task, goalFor: (level) => (level ? levelGoalFor(level) : REACHED_GOAL), hopes, measuresKey, preferred };
}

/** Finds the best measures for a level; null requires no level. */
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
            // Within a tolerance, the tie-breakers play no part in the least cost.
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

/** The goal of a plan that need not reach a level: it only closes priorities or takes required measures. */
const REACHED_GOAL: EncodableGoal = { reached: () => true, reachable: () => true, demand: () => {} };

/**
 * Returns the measures that can be done within the horizon: they and all their needs have a stated duration, and the
 * longest chain of needs is short enough.
 */
export function finishableMeasures(
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
 * Returns the ids of the measures that can meet a deadline in time or, if none can, of all measures that the deadline
 * lists.
 */
function measuresInTime({ anyOf, by }: Deadline, measures: readonly CompiledMeasure[]): readonly string[] {
  const measureById = new Map(measures.map((measure) => [measure.id, measure]));
  const inTime = measures.filter(
    (measure) => anyOf.includes(measure.id) && compare(longestChain(measure, measureById), by) <= 0,
  );
  return inTime.length > 0 ? inTime.map(({ id }) => id) : anyOf;
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
 * Finds the best measures that can be done in time. A choice that has no schedule in time is ruled out, with all
 * choices that include it. If no choice meets every deadline, the best one within the horizon is returned.
 */
function solveWithinHorizon(
  task: SelectionTask,
  { horizon, deadlines, atOnce }: RoadmapLimits,
  find: (task: SelectionTask) => OptimumResult,
): OptimumResult {
  const clauses: Clause[] = [];
  // Turns false once a choice is ruled out without proof, because that choice might have had a schedule in time.
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
