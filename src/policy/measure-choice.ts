// Finds the measures that suit an enterprise, and chooses the ones that reach a level.
import { add, type BlockedMeasure, compare, greatest, type Rational, type Unmet, ZERO } from '../model/index.ts';
import {
  type AnswerSet,
  type Evaluation,
  entryOf,
  evaluateCondition,
  type LevelRequirement,
  listConditionDependencies,
  listLevelRequirements,
  type Plan,
  reevaluate,
  valueAt,
} from '../scoring/index.ts';
import { applyMeasures, raiseEntry } from './apply-measures.ts';
import { type GoalResult, putUrgentFirst, reachWithGapsFirst } from './budget-choice.ts';
import { deadlinesOf, listDueDates } from './due-dates.ts';
import { priceMeasures } from './enterprise-costs.ts';
import { type ActiveRecords, listDecidedMeasures, type UnmetDemand } from './follow-up-records.ts';
import { computeRelief } from './gap-relief.ts';
import type { CompiledPriority } from './gaps.ts';
import { combineCosts, costOf } from './measure-cost.ts';
import type { CompiledMeasure, Effect } from './measures.ts';
import { findOpenInputs } from './open-inputs.ts';
import {
  type BestMeasures,
  bestMeasuresFor,
  createLevelOptimisers,
  createRoadmapLimits,
  createSearchMemo,
  type LevelOptimiser,
  type LevelResult,
  type RoadmapLimits,
  type SearchBasis,
} from './optimise/level-optimiser.ts';
import { type Deadline, judgeTime, orderMeasures } from './optimise/schedule.ts';
import type { OwnShareModelFactory } from './optimise/selection-task.ts';
import { takeRecordedCosts } from './plan-commitments.ts';
import { openPriorities, rankCandidates } from './priorities.ts';
import type { DueDate, RecommendInput } from './recommend-input.ts';
import type { LimitedPlan } from './spending-limit.ts';
import { findLowestLevel, findUnmetLevels, isAtLeast } from './target-level.ts';

/** Measures in the order in which to take them: each one comes after the measures that it needs. */
export type MeasureSequence = readonly CompiledMeasure[];

/** Whether measures, once done, surely reach the goal. */
export type ReachesGoal = (measures: MeasureSequence) => boolean;

/** The measures chosen for an enterprise, and how the choice was made. */
export interface MeasureChoice extends CatalogueOffer {
  readonly chosen: MeasureSequence;
  readonly reaches: ReachesGoal;
  /** The requirements of the level that remain unmet even if all measures are done. */
  readonly unmet: readonly Unmet[];
  /** Whether the level can be reached only if effects occur that are merely expected. */
  readonly hopes: boolean;
  /**
   * The level for which the measures are chosen; absent if no level above today's is asked for or none can be reached.
   */
  readonly goal?: LevelRequirement;
  /** The optimiser's result; absent if no optimiser was run or it found no measures. */
  readonly best?: BestMeasures;
  /**
   * Whether it is proven that no higher level (up to the target) is possible, and that this level cannot be reached at
   * a lower cost.
   */
  readonly proven: boolean;
  /** The due dates that at least one candidate can meet. */
  readonly deadlines: readonly Deadline[];
  /** The optimisers that were used; empty if no higher level is left to reach and nothing else calls for measures. */
  readonly optimisers: readonly LevelOptimiser[];
  /** What was left out to keep a plan without a budget within its limit; absent if nothing was left out. */
  readonly limited?: LimitedPlan;
  /** Set if a plan without a budget gives up its level, which nobody asked for, to do more about stated pains. */
  readonly givesUpLevel?: true;
}

const NO_MEASURES_NEEDED: MeasureChoice = {
  candidates: [],
  chosen: [],
  reaches: () => true,
  unmet: [],
  hopes: false,
  proven: true,
  optimisers: [],
  deadlines: [],
  there: new Set(),
  blocked: [],
  clarify: [],
};

/**
 * Chooses the measures that surely reach the target level or, if that is not possible, the highest level below it that
 * is possible within the limits, at the least cost or with the least own share. Expected effects count only if the
 * level cannot be reached without them. Only the due dates in `dues` are kept, by default all. With `gapsFirst`, a level is
 * accepted only if its plan closes gaps of as much total weight as the limits allow.
 */
export function chooseMeasures(
  basis: PlanningBasis,
  target: LevelRequirement | null,
  preferred: readonly string[],
  own: OwnShareModelFactory,
  { dues = listDueDates(basis), gapsFirst = false }: { dues?: readonly DueDate[]; gapsFirst?: boolean } = {},
): MeasureChoice {
  const { plan, sheet, offer: found } = basis;
  const today = basis.assessed.evaluation;
  const isTargetReached = !target || isAtLeast(findLowestLevel(plan, today), target.value);
  const isNothingNeeded =
    listDecidedMeasures(basis.record, 'required').size === 0 &&
    !basis.committed?.size &&
    openPriorities(basis).length === 0 &&
    listDueDates(basis).length === 0;
  if (isTargetReached && isNothingNeeded) return NO_MEASURES_NEEDED;
  const halves = Boolean(basis.budget);
  const candidates = rankCandidates(basis, found.candidates, { halves });
  const deadlines = deadlinesOf(basis, candidates, dues);
  const offer = { ...found, candidates, deadlines };
  const limits = createRoadmapLimits(basis, own, deadlines);
  const optimisers = createLevelOptimisers(basis, candidates, preferred, limits);
  const task = { basis, candidates, preferred, limits };
  const bestFor = (level: Rational | null): LevelResult => {
    const result = bestMeasuresFor(optimisers, level, basis.roadmap);
    return basis.budget ? putUrgentFirst(task, level, result) : result;
  };
  if (isTargetReached) {
    const { best, proven } = bestFor(null);
    const chosenMeasures = best ? bestOf(candidates, best, deadlines) : [];
    return { ...NO_MEASURES_NEEDED, ...offer, clarify: [], chosen: chosenMeasures, ...(best ? { best } : {}), proven };
  }
  const withAll = applyMeasures(plan, sheet, candidates, today);
  const unmet = findUnmetLevels(plan, target, reevaluate(plan, withAll, today, sheet));
  const goals = levelsAbove(basis).filter(({ value }) => isAtLeast(target.value, value));
  const highest = gapsFirst ? reachWithGapsFirst(task, goals, optimisers) : reachHighest(goals, bestFor);
  const { goal, optimiser, best, proven } = highest;
  if (goal && optimiser && best)
    return {
      ...offer,
      chosen: bestOf(candidates, best, deadlines),
      reaches: (done) => optimiser.reaches(goal.value, new Set(done.map(({ id }) => id))),
      unmet,
      hopes: optimiser.hopes,
      goal,
      best,
      proven,
      optimisers,
    };
  if (isNothingNeeded) return { ...offer, chosen: [], reaches: () => false, unmet, hopes: false, proven, optimisers };
  // No higher level can be reached, so the plan consists of the required measures and those that close priorities.
  const withoutLevel = gapsFirst ? highest : bestFor(null);
  return {
    ...offer,
    chosen: withoutLevel.best ? bestOf(candidates, withoutLevel.best, deadlines) : [],
    reaches: () => false,
    unmet,
    hopes: false,
    ...(withoutLevel.best ? { best: withoutLevel.best } : {}),
    proven: proven && withoutLevel.proven,
    optimisers,
  };
}

/** Finds the best measures for the highest of these goals, in ascending order, that can be reached. */
function reachHighest(goals: readonly LevelRequirement[], bestFor: (level: Rational) => LevelResult): GoalResult {
  let isProven = true;
  for (const goal of goals.toReversed()) {
    const result = bestFor(goal.value);
    isProven &&= result.proven;
    if (result.best) return { ...result, proven: isProven, goal };
  }
  return { proven: isProven };
}

/**
 * Chooses measures that reach a higher level than the given choice does, at no higher estimated cost; undefined if that
 * is not possible. A gap that the given choice closes may stay open only if it weighs less than half as much as the
 * heaviest one, and no stated pain may get less relief. The given choice must have been made without regard to an
 * earlier plan, and the higher level is found without regard to it, too. Among the choices for that level, the one that
 * keeps most of the earlier plan is returned.
 */
export function raiseChoice(
  basis: PlanningBasis,
  choice: MeasureChoice,
  preferred: readonly string[],
  limits: RoadmapLimits,
): MeasureChoice | undefined {
  const { goal, candidates, chosen, deadlines } = choice;
  const { estimate } = limits;
  if (!goal || chosen.some((measure) => costOf(measure, estimate) === null)) return undefined;
  const closedGaps = new Set(chosen.flatMap(({ gaps = [] }) => gaps));
  const heaviest = [...closedGaps].map(({ weight }) => weight).reduce(greatest, ZERO);
  const isLight = ({ weight }: CompiledPriority): boolean => compare(add(weight, weight), heaviest) < 0;
  const budget = combineCosts(chosen, estimate);
  const pains = openPriorities(basis).filter(({ pain }) => pain);
  const isInTime = (some: MeasureSequence): boolean => judgeTime(some, limits.atOnce, limits) === 'yes';
  const optimiserFor = (earlier: readonly string[]): LevelOptimiser | undefined =>
    createLevelOptimisers({ ...basis, earlier }, candidates, preferred, { ...limits, budget })[0];
  /**
   * Returns what the optimiser chooses for a higher level; undefined if this choice gives up more gaps or relief than
   * `raiseChoice` allows.
   */
  function chooseFor(higher: LevelRequirement, optimiser: LevelOptimiser | undefined): MeasureChoice | undefined {
    const higherChoice = optimiser?.best(higher.value);
    if (!optimiser || !higherChoice?.best) return undefined;
    const { best, proven } = higherChoice;
    const keptGaps = new Set(candidates.flatMap(({ id, gaps = [] }) => (best.ids.has(id) ? gaps : [])));
    if (![...closedGaps].every((gap) => keptGaps.has(gap) || isLight(gap))) return undefined;
    const higherChosen = bestOf(candidates, best, deadlines);
    // No stated pain may get less relief, even if a plan eases only a part of it.
    if (pains.some((pain) => computeRelief(pain, higherChosen) < computeRelief(pain, chosen))) return undefined;
    // The measures for the higher level must meet the deadlines if those of the given choice do.
    if (isInTime(chosen) && !isInTime(higherChosen)) return undefined;
    return {
      ...choice,
      chosen: higherChosen,
      reaches: (done) => optimiser.reaches(higher.value, new Set(done.map(({ id }) => id))),
      unmet: [],
      hopes: false,
      goal: higher,
      best,
      proven,
    };
  }

  const optimiser = optimiserFor([]);
  let raisedChoice: MeasureChoice | undefined;
  for (const higher of levelsAbove(basis)) {
    if (isAtLeast(goal.value, higher.value)) continue;
    const higherChoice = chooseFor(higher, optimiser);
    if (!higherChoice) break;
    raisedChoice = higherChoice;
  }
  const { earlier = [] } = basis;
  if (!raisedChoice?.goal || earlier.length === 0) return raisedChoice;
  return chooseFor(raisedChoice.goal, optimiserFor(earlier)) ?? raisedChoice;
}

/**
 * Finds, among the requested measures and all that they need, two that exclude each other; returns an empty list if all
 * of them can be taken together.
 */
export function findExclusion(measures: MeasureSequence, requested: readonly string[]): readonly string[] {
  const closure = new Set(requested);
  for (const id of closure)
    for (const need of measures.find((measure) => measure.id === id)?.needs ?? []) closure.add(need);
  const inClosure = measures.filter(({ id }) => closure.has(id));
  for (const { id, excludes } of inClosure) {
    const excludedId = excludes.find((exclusion) => closure.has(exclusion));
    if (excludedId !== undefined) return [id, excludedId];
  }
  return [];
}

/** Returns why a required measure is not chosen; undefined if it is chosen. */
export function unmetDemand(
  id: string,
  { measures, record }: RecommendInput,
  { chosen, candidates, there, blocked }: MeasureChoice,
): UnmetDemand | undefined {
  const hasMeasure = (list: readonly { readonly id: string }[]): boolean => list.some((measure) => measure.id === id);
  if (hasMeasure(chosen)) return undefined;
  if (there.has(id) || record?.done.has(id)) return 'there';
  if (!hasMeasure(measures)) return 'unknown';
  if (hasMeasure(candidates)) return 'limits';
  return hasMeasure(blocked) ? 'blocked' : 'unfit';
}

/** Returns those candidates that the optimiser chose, in the order in which to take them. */
export function bestOf(
  candidates: MeasureSequence,
  { ids }: BestMeasures,
  deadlines: readonly Deadline[] = [],
): MeasureSequence {
  return orderMeasures(
    candidates.filter(({ id }) => ids.has(id)),
    deadlines,
  );
}

/** Returns the levels that the enterprise does not surely have today, ascending. */
export function levelsAbove({ plan, assessed }: RecommendInput): LevelRequirement[] {
  const levelToday = findLowestLevel(plan, assessed.evaluation);
  return listLevelRequirements(plan).filter(({ value }) => !isAtLeast(levelToday, value));
}

/** The measures of a catalogue that suit one enterprise, and what keeps other measures out. */
interface CatalogueOffer {
  /**
   * The measures that suit the enterprise, in the order in which to take them. Their lists of needs no longer contain
   * measures that are in place already or do not apply.
   */
  readonly candidates: readonly CompiledMeasure[];
  /** The ids of the measures whose target answers are already reached; other measures can build on them. */
  readonly there: ReadonlySet<string>;
  /** The measures left out because they need a measure that does not suit this enterprise. */
  readonly blocked: readonly BlockedMeasure[];
  /** The open answers on which it depends whether further measures suit the enterprise. */
  readonly clarify: readonly string[];
}

/** The input of a plan, with the measures that suit the enterprise, priced for it. */
export interface PlanningBasis extends SearchBasis {
  readonly offer: CatalogueOffer;
}

/** Finds the measures of a catalogue that suit an enterprise, and prices them. */
export function addOffer(basis: RecommendInput): PlanningBasis {
  const { measures, plan, sheet, assessed, record } = basis;
  const offer = findCandidates(measures, plan, sheet, assessed.evaluation, record);
  const candidates = priceMeasures(takeRecordedCosts(offer.candidates, basis), basis);
  return { ...basis, offer: { ...offer, candidates }, memo: createSearchMemo() };
}

/**
 * The state of a measure today. `there`: its aim is already reached; `void`: its answers do not apply here; `unfit`:
 * its condition fails for another reason; `open`: its condition is undecided; `pending`: it can be taken.
 */
type MeasureState = 'there' | 'void' | 'unfit' | 'open' | 'pending';

/**
 * Judges the measures of a catalogue on today's answers. A measure whose aim is reached, or that does not apply, need
 * not be done before the measures that need it. A measure that needs an unfit or open measure is not planned. A measure
 * on record as done counts as reached, whatever the answers say; a measure excluded by a decision counts as unfit.
 */
export function findCandidates(
  measures: readonly CompiledMeasure[],
  plan: Plan,
  sheet: AnswerSet,
  evaluation: Evaluation,
  record?: ActiveRecords,
): CatalogueOffer {
  const excluded = listDecidedMeasures(record, 'excluded');
  const judged = new Map(
    measures.map((measure) => [
      measure.id,
      record?.done.has(measure.id) ? 'there' : judgeMeasure(measure, plan, sheet, evaluation),
    ]),
  );
  const states = new Map(
    [...judged].map(([id, state]): [string, MeasureState] => [
      id,
      excluded.has(id) && state !== 'there' && state !== 'void' ? 'unfit' : state,
    ]),
  );
  const measuresInState = (state: MeasureState): CompiledMeasure[] =>
    measures.filter(({ id }) => states.get(id) === state);
  const openMeasures = measuresInState('open');
  /**
   * For each measure that cannot be planned, by id: the unfit measures that prevent it; empty if only open conditions
   * do.
   */
  const blockersById = new Map<string, readonly string[]>([
    ...openMeasures.map(({ id }) => [id, []] as const),
    ...measuresInState('unfit').map(({ id }) => [id, [id]] as const),
  ]);
  const candidates: CompiledMeasure[] = [];
  const blocked: BlockedMeasure[] = [];
  const pending = measuresInState('pending').map((measure) => replaceUnfitNeeds(measure, measures, judged));
  for (const measure of orderMeasures(pending)) {
    const blockers = measure.needs.flatMap((id) => blockersById.get(id) ?? []);
    if (measure.needs.some((id) => blockersById.has(id))) blockersById.set(measure.id, [...new Set(blockers)]);
    else candidates.push(keepOpenNeeds(measure, { needs: states, after: judged }));
    if (blockers.length > 0) blocked.push({ id: measure.id, by: [...new Set(blockers)] });
  }
  const conditions = openMeasures.flatMap(({ when }) => (when ? [when] : []));
  return {
    candidates,
    there: new Set(measuresInState('there').map(({ id }) => id)),
    blocked,
    clarify: findOpenInputs(conditions, plan, evaluation),
  };
}

/**
 * Replaces each need that does not suit this enterprise by a measure of the same `variant` that does, because different
 * trades do the same thing in different systems. If no such measure or more than one suits, the need stays as it is.
 */
function replaceUnfitNeeds(
  measure: CompiledMeasure,
  measures: readonly CompiledMeasure[],
  judged: ReadonlyMap<string, MeasureState>,
): CompiledMeasure {
  const isUnfit = (id: string): boolean => judged.get(id) === 'unfit';
  if (!measure.needs.some(isUnfit)) return measure;
  const needs = measure.needs.map((need) => {
    const variant = isUnfit(need) ? measures.find(({ id }) => id === need)?.definition.variant : undefined;
    const others = variant === undefined ? [] : measures.filter((one) => one.definition.variant === variant);
    const fit = others.filter(({ id }) => !isUnfit(id));
    return fit.length === 1 ? (fit[0] as CompiledMeasure).id : need;
  });
  return { ...measure, needs };
}

/**
 * Removes those needs and feeders of a measure that are in place already or do not apply to this enterprise. Feeders
 * excluded by a decision stay listed, because the measure has to do without them.
 */
function keepOpenNeeds(
  measure: CompiledMeasure,
  states: Readonly<Record<'needs' | 'after', ReadonlyMap<string, MeasureState>>>,
): CompiledMeasure {
  const [needs, after] = (['needs', 'after'] as const).map((key) =>
    measure[key].filter((id) => states[key].get(id) === 'pending'),
  ) as [string[], string[]];
  const isSame = needs.length === measure.needs.length && after.length === measure.after.length;
  return isSame ? measure : { ...measure, needs, after };
}

function judgeMeasure(measure: CompiledMeasure, plan: Plan, sheet: AnswerSet, evaluation: Evaluation): MeasureState {
  const { when } = measure;
  const effects = measure.effects.filter(({ expected }) => !expected);
  const isRaised = ({ node, to }: Effect): boolean => raiseEntry(plan, sheet, node, [to], evaluation) !== undefined;
  const stateOfEffects = (some: readonly Effect[]): MeasureState | undefined => {
    if (some.every(({ name }) => entryOf(sheet, name).state === 'notApplicable')) return 'void';
    return some.some(isRaised) ? undefined : 'there';
  };
  // Without effects, no answer can show that a measure is done, so it counts as done only if it is on record.
  const settledState = measure.effects.length === 0 ? undefined : stateOfEffects(effects);
  if (settledState) return settledState;
  const truth = when ? evaluateCondition(when, (node) => valueAt(evaluation, node)) : 'holds';
  if (!when || truth !== 'fails') return truth === 'holds' ? 'pending' : 'open';
  // The aim of a measure consists of its effects on the answers that its condition reads; its other effects are side
  // effects.
  const conditionNodes = listConditionDependencies(when);
  const aimedEffects = effects.filter(({ node }) => conditionNodes.includes(node));
  return (aimedEffects.length > 0 && stateOfEffects(aimedEffects)) || 'unfit';
}
