// Which measures make sense for an enterprise, and which of them are chosen for a level.
import type { BlockedMeasure, Rational, Unmet } from '../model/index.ts';
import {
  type AnswerSet,
  conditionDependencies,
  type Evaluation,
  entryOf,
  evaluateCondition,
  type LevelRequirement,
  levelRequirements,
  type Plan,
  type Possible,
  reevaluate,
} from '../scoring/index.ts';
import { applyMeasures, raisedAnswers, withoutExpectedEffects } from './apply-measures.ts';
import { type ActiveRecords, decidedMeasures, type UnmetDemand } from './follow-up-records.ts';
import type { CompiledMeasure, Effect } from './measures.ts';
import { findOpenInputs } from './open-inputs.ts';
import {
  type BestMeasures,
  createLevelOptimisers,
  type LevelOptimiser,
  roadmapLimits,
} from './optimise/level-optimiser.ts';
import { orderMeasures } from './optimise/schedule.ts';
import type { OwnShareModelFactory } from './optimise/selection-task.ts';
import { openPriorities, rankCandidates } from './priorities.ts';
import type { RecommendInput } from './recommend-input.ts';
import { findUnmetLevels, isAtLeast, lowestLevel } from './target-level.ts';

/** Measures in the order to take them, each after what it needs. */
export type MeasureSequence = readonly CompiledMeasure[];

/** Whether measures, all done, surely reach what is aimed at. */
export type ReachesGoal = (measures: MeasureSequence) => boolean;

/** The measures chosen, and how that came about. */
export interface MeasureChoice extends CatalogueOffer {
  readonly chosen: MeasureSequence;
  readonly reaches: ReachesGoal;
  /** What is missing even after every measure there is. */
  readonly unmet: readonly Unmet[];
  /** Whether the level cannot be reached without what the measures are only expected to lead to. */
  readonly hopes: boolean;
  /** The level the measures are chosen for; absent where none is above today's. */
  readonly goal?: LevelRequirement;
  /** How the measures were found; absent without a level. */
  readonly best?: BestMeasures;
  /** Whether it is proven that no higher level up to the target is reached, and this one for no less. */
  readonly proven: boolean;
  /** Those that were asked for measures; none where no level is above today's. */
  readonly optimisers: readonly LevelOptimiser[];
}

const NO_NEED: MeasureChoice = {
  candidates: [],
  chosen: [],
  reaches: () => true,
  unmet: [],
  hopes: false,
  proven: true,
  optimisers: [],
  there: new Set(),
  blocked: [],
  clarify: [],
};

/**
 * Chooses the measures that surely reach the target, or else the highest level below it within the limits, at the least cost
 * or with the least left to pay after funding. What they are only expected to lead to counts where that level cannot be
 * reached without.
 */
export function chooseMeasures(
  basis: RecommendInput,
  target: LevelRequirement | null,
  preferred: readonly string[],
  own: OwnShareModelFactory,
): MeasureChoice {
  const { plan, sheet, measures } = basis;
  const today = basis.assessed.evaluation;
  const isThere = !target || isAtLeast(lowestLevel(plan, today), target.value);
  const isNoNeed = decidedMeasures(basis.record, 'required').size === 0 && openPriorities(basis).length === 0;
  if (isThere && isNoNeed) return NO_NEED;
  const found = findCandidates(measures, plan, sheet, today, basis.record);
  const candidates = rankCandidates(basis, found.candidates);
  const offer = { ...found, candidates };
  const limits = roadmapLimits(basis, own);
  if (isThere) {
    const optimisers = createLevelOptimisers(basis, candidates, preferred, limits);
    const { best, proven } = bestMeasuresFor(optimisers, null, basis.roadmap);
    const chosen = best ? bestOf(candidates, best) : [];
    return { ...NO_NEED, ...offer, clarify: [], chosen, ...(best ? { best } : {}), proven };
  }
  const withAll = applyMeasures(plan, sheet, candidates, today);
  const unmet = findUnmetLevels(plan, target, reevaluate(plan, withAll, today, sheet));
  const optimisers = createLevelOptimisers(basis, candidates, preferred, limits);
  let proven = true;
  for (const goal of levelsAbove(basis).reverse()) {
    if (!isAtLeast(target.value, goal.value)) continue;
    const { optimiser, best, proven: isProven } = bestMeasuresFor(optimisers, goal.value, basis.roadmap);
    proven &&= isProven;
    if (!optimiser || !best) continue;
    return {
      ...offer,
      chosen: bestOf(candidates, best),
      reaches: (done) => optimiser.reaches(goal.value, new Set(done.map(({ id }) => id))),
      unmet,
      hopes: optimiser.hopes,
      goal,
      best,
      proven,
      optimisers,
    };
  }
  if (isNoNeed) return { ...offer, chosen: [], reaches: () => false, unmet, hopes: false, proven, optimisers };
  // No level is reached: what is required, and what closes priorities.
  const { best, proven: isProven } = bestMeasuresFor(optimisers, null, basis.roadmap);
  return {
    ...offer,
    chosen: best ? bestOf(candidates, best) : [],
    reaches: () => false,
    unmet,
    hopes: false,
    ...(best ? { best } : {}),
    proven: proven && isProven,
    optimisers,
  };
}

/** Two measures that exclude each other among some and all that they need; none where all can be taken together. */
export function findExclusion(measures: MeasureSequence, ids: readonly string[]): readonly string[] {
  const wanted = new Set(ids);
  for (const id of wanted) for (const need of measures.find((one) => one.id === id)?.needs ?? []) wanted.add(need);
  const all = measures.filter(({ id }) => wanted.has(id));
  for (const { id, excludes } of all) {
    const other = excludes.find((one) => wanted.has(one));
    if (other !== undefined) return [id, other];
  }
  return [];
}

/** Why a required measure is not among those that are chosen; undefined where it is. */
export function unmetDemand(
  id: string,
  { measures, record }: RecommendInput,
  { chosen, candidates, there, blocked }: MeasureChoice,
): UnmetDemand | undefined {
  const has = (some: readonly { readonly id: string }[]): boolean => some.some((one) => one.id === id);
  if (has(chosen)) return undefined;
  if (there.has(id) || record?.done.has(id)) return 'there';
  if (!has(measures)) return 'unknown';
  if (has(candidates)) return 'limits';
  return has(blocked) ? 'blocked' : 'unfit';
}

/** The best measures among the candidates, in the order to take them. */
export function bestOf(candidates: MeasureSequence, { ids }: BestMeasures): MeasureSequence {
  return orderMeasures(candidates.filter(({ id }) => ids.has(id)));
}

/** The levels that are not surely reached today, ascending. */
export function levelsAbove({ plan, assessed }: RecommendInput): LevelRequirement[] {
  const reached = lowestLevel(plan, assessed.evaluation);
  return levelRequirements(plan).filter(({ value }) => !isAtLeast(reached, value));
}

/** The best measures for a level, null for none in particular, without what is only hoped for where that is possible; none where nothing is found. */
export function bestMeasuresFor(
  optimisers: readonly LevelOptimiser[],
  level: Rational | null,
  asksAlways?: boolean,
): { readonly optimiser?: LevelOptimiser; readonly best?: BestMeasures; readonly proven: boolean } {
  let sure = true;
  for (const optimiser of optimisers) {
    const { best, proven } = optimiser.best(level, asksAlways);
    sure &&= proven;
    if (best) return { optimiser, best, proven: sure };
  }
  return { proven: sure };
}

/** The measures of a catalogue that make sense for one enterprise, and why others do not. */
interface CatalogueOffer {
  /** Those that make sense, in the order to take them; their needs are those that are still to be done. */
  readonly candidates: readonly CompiledMeasure[];
  /** The measures whose answers are reached already, so that others can build on them. */
  readonly there: ReadonlySet<string>;
  /** The measures that are left out because they build on one that does not fit this enterprise. */
  readonly blocked: readonly BlockedMeasure[];
  /** The open answers that decide whether others make sense. */
  readonly clarify: readonly string[];
}

/**
 * The state of a measure today. `there`: what it is taken for is reached; `void`: that does not apply here; `unfit`: its
 * condition fails for another reason; `open`: its condition is undecided.
 */
type MeasureState = 'there' | 'void' | 'unfit' | 'open' | 'pending';

/**
 * Judges a catalogue on the answers before any measure. Others may build on a measure that is there; one that does not
 * apply is not missed. What builds on a measure that does not fit is not planned, nor what builds on one that is still
 * open. A measure on record as done is there, whatever the answers say; one that is excluded does not fit.
 */
export function findCandidates(
  measures: readonly CompiledMeasure[],
  plan: Plan,
  sheet: AnswerSet,
  evaluation: Evaluation,
  record?: ActiveRecords,
): CatalogueOffer {
  const excluded = decidedMeasures(record, 'excluded');
  const judge = (measure: CompiledMeasure): MeasureState => {
    const state = record?.done.has(measure.id) ? 'there' : judgeMeasure(measure, plan, sheet, evaluation);
    return excluded.has(measure.id) && state !== 'there' && state !== 'void' ? 'unfit' : state;
  };
  const states = new Map(measures.map((measure) => [measure.id, judge(measure)]));
  const inState = (state: MeasureState): CompiledMeasure[] => measures.filter(({ id }) => states.get(id) === state);
  const open = inState('open');
  /** By measure, what blocks those that build on it: the ones that do not fit; none where it is only open. */
  const hurdles = new Map<string, readonly string[]>([
    ...open.map(({ id }) => [id, []] as const),
    ...inState('unfit').map(({ id }) => [id, [id]] as const),
  ]);
  const candidates: CompiledMeasure[] = [];
  const blocked: BlockedMeasure[] = [];
  for (const measure of orderMeasures(inState('pending'))) {
    const met = measure.needs.flatMap((id) => hurdles.get(id) ?? []);
    if (measure.needs.some((id) => hurdles.has(id))) hurdles.set(measure.id, [...new Set(met)]);
    else candidates.push(withNeeds(measure, (id) => states.get(id) === 'pending'));
    if (met.length > 0) blocked.push({ id: measure.id, by: [...new Set(met)] });
  }
  const conditions = open.flatMap(({ when }) => (when ? [when] : []));
  return {
    candidates,
    there: new Set(inState('there').map(({ id }) => id)),
    blocked,
    clarify: findOpenInputs(conditions, plan, evaluation),
  };
}

/** A measure with those of its needs that are still to be met. */
function withNeeds(measure: CompiledMeasure, isOpen: (id: string) => boolean): CompiledMeasure {
  return measure.needs.every(isOpen) ? measure : { ...measure, needs: measure.needs.filter(isOpen) };
}

function judgeMeasure(measure: CompiledMeasure, plan: Plan, sheet: AnswerSet, evaluation: Evaluation): MeasureState {
  const [{ effects, when }] = withoutExpectedEffects([measure]) as [CompiledMeasure];
  const raised = raisedAnswers(plan, sheet, [{ effects }], evaluation);
  const settle = (some: readonly Effect[]): MeasureState | undefined => {
    if (some.every(({ name }) => entryOf(sheet, name).state === 'notApplicable')) return 'void';
    return some.some(({ name }) => raised.has(name)) ? undefined : 'there';
  };
  const settled = settle(effects);
  if (settled) return settled;
  const truth = when ? evaluateCondition(when, (node) => evaluation.values[node] as Possible) : 'holds';
  if (!when || truth !== 'fails') return truth === 'holds' ? 'pending' : 'open';
  // Of what a measure achieves, its condition names what it is taken for; the rest comes along with that.
  const reads = conditionDependencies(when);
  const aims = effects.filter(({ node }) => reads.includes(node));
  return (aims.length > 0 && settle(aims)) || 'unfit';
}
