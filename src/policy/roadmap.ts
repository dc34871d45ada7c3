// The schedule of measures and the cost of every level: in full for one enterprise, and only the costs for many.
import {
  add,
  compare,
  type Effort,
  fromNumber,
  type LeftOut,
  type Phase,
  type Rational,
  type Recommendation,
  type Roadmap,
  type Stair,
  subtract,
  toNumber,
  ZERO,
} from '../model/index.ts';
import { type Evaluation, evaluate } from '../scoring/index.ts';
import { applyDoneMeasures, applyMeasures, removeExpectedEffects } from './apply-measures.ts';
import { findBlockingExclusions } from './blocking-exclusions.ts';
import { listDecidedMeasures } from './follow-up-records.ts';
import { formatExactMoney } from './funding/money-text.ts';
import {
  addOffer,
  bestOf,
  levelsAbove,
  type MeasureChoice,
  type MeasureSequence,
  type PlanningBasis,
} from './measure-choice.ts';
import { combineCosts, type Estimate, savingsOf } from './measure-cost.ts';
import { describeCosts } from './measure-outcome.ts';
import type { CompiledMeasure } from './measures.ts';
import {
  bestMeasuresFor,
  createLevelOptimisers,
  type LevelOptimiser,
  type RoadmapLimits,
  selectFinishableMeasures,
} from './optimise/level-optimiser.ts';
import {
  DEFAULT_PARALLEL,
  orderMeasures,
  type ScheduledMeasure,
  scheduleLength,
  scheduleWithin,
} from './optimise/schedule.ts';
import type { RecommendInput } from './recommend-input.ts';
import { findLowestLevel, findUnmetLevels } from './target-level.ts';
import { chooseTrack } from './tracks.ts';

/**
 * Describes how a choice was made, when its measures are taken, and what every level would cost. `leastCost` are
 * optimisers for the same candidates with the cost as the only criterion; `days` are the working days of the
 * enterprise's own people, by measure; `slots` is the schedule of the chosen measures.
 */
export function describeRoadmap(
  basis: PlanningBasis,
  choice: MeasureChoice,
  preferred: readonly string[],
  limits: RoadmapLimits,
  leastCost: readonly LevelOptimiser[],
  days: ReadonlyMap<string, Effort>,
  slots: readonly ScheduledMeasure[],
): Roadmap {
  const { chosen, best } = choice;
  const { estimate, budget, horizon, atOnce } = limits;
  const cost = sumCostsBy(chosen, estimate);
  const effort = sumDays(chosen, days);
  const { candidates } = basis.offer;
  const leftOut = leftOutOf(candidates, limits);
  const isUnlimited = budget === null && horizon === null;
  // The least cost of each level is calculated without a budget or horizon, and without regard to gaps.
  const unlimitedLimits = {
    ...limits,
    budget: null,
    horizon: null,
    deadlines: [],
    tolerance: ZERO,
    closesPriorities: false,
  };
  const optimisers =
    isUnlimited && !limits.own && choice.optimisers.length > 0
      ? leastCost
      : createLevelOptimisers(basis, candidates, preferred, unlimitedLimits);
  return {
    estimate,
    ...(budget ? { budget: toNumber(budget) } : {}),
    ...(horizon ? { horizon: toNumber(horizon) } : {}),
    ...(cost ? { cost: toNumber(cost) } : {}),
    proven: choice.proven,
    ...(limits.tolerance.n > 0n ? { tolerance: toNumber(limits.tolerance) } : {}),
    ...(limits.own ? { least: 'own' as const } : {}),
    ...(best ? { by: best.optimum.by } : {}),
    ...(best?.optimum.because === undefined ? {} : { because: best.optimum.because }),
    always: chosen.flatMap(({ id }) => (best?.always.has(id) ? [id] : [])),
    atOnce,
    months: toNumber(scheduleLength(slots)),
    ...(effort ? { effort } : {}),
    ...(leftOut.length > 0 ? { leftOut } : {}),
    phases: phasesOf(basis, choice, slots),
    missed: chosen.map(({ id }) => ({ id, unmet: findLackingWithout(id, basis, choice) })),
    // For each level, urgent measures come first, as they do in the cheapest plan, so that both take the same time.
    stairs: levelCostsOf(basis, choice, limits, optimisers, preferred),
  };
}

/**
 * Describes the cheapest choice for the same level if it differs from the chosen one; if the own share was minimised,
 * includes the own share of the cheapest choice.
 */
export function findCheapest(
  { goal, candidates, hopes, chosen }: MeasureChoice,
  limits: RoadmapLimits,
  ownOf: (measures: MeasureSequence) => Rational,
  leastCost: readonly LevelOptimiser[],
): Recommendation['cheapest'] {
  const cheapestResult = goal && leastCost.find((optimiser) => optimiser.hopes === hopes)?.best(goal.value);
  const bestMeasures = cheapestResult?.best;
  // If it is not proven that these measures are the cheapest, they may cost more than the chosen ones.
  if (!bestMeasures || !cheapestResult.proven) return undefined;
  const measures = bestOf(candidates, bestMeasures);
  if (!limits.own && measures.length === chosen.length && chosen.every(({ id }) => bestMeasures.ids.has(id)))
    return undefined;
  const [cost, instead] = [measures, chosen].map((measures) => sumCostsBy(measures, limits.estimate));
  const gapsLeft = findGapsLeft(measures, chosen);
  const { slots } = scheduleWithin(measures, limits.atOnce, { horizon: limits.horizon });
  return {
    measures: measures.map(({ id }) => id),
    ...(cost ? { cost: formatExactMoney(cost) } : {}),
    ...(instead ? { instead: formatExactMoney(instead) } : {}),
    ...(gapsLeft.length > 0 ? { leaves: gapsLeft } : {}),
    months: toNumber(scheduleLength(slots)),
    ...(limits.own ? { own: formatExactMoney(ownOf(measures)) } : {}),
  };
}

/** Returns the ids of the gaps that the chosen measures close but the other measures leave open. */
function findGapsLeft(others: MeasureSequence, chosen: MeasureSequence): string[] {
  const listClosedBy = (some: MeasureSequence): ReadonlySet<string> =>
    new Set(some.flatMap(({ gaps = [] }) => gaps.map(({ id }) => id)));
  const closedGaps = listClosedBy(others);
  return [...listClosedBy(chosen)].filter((id) => !closedGaps.has(id));
}

/**
 * Returns the cost of measures at the given estimate, less what is saved by taking them together; undefined if none
 * states a cost.
 */
function sumCostsBy(measures: MeasureSequence, estimate: Estimate): Rational | undefined {
  return measures.some(({ cost }) => cost) ? combineCosts(measures, estimate) : undefined;
}

/**
 * Adds up the days that chosen measures take the enterprise's own people, and lists the measures without stated days.
 */
function sumDays(measures: MeasureSequence, days: ReadonlyMap<string, Effort>): Roadmap['effort'] {
  const statedEfforts = [...days.values()];
  if (statedEfforts.length === 0) return undefined;
  const byRole = new Map<string, Rational>();
  for (const effort of statedEfforts) {
    if (typeof effort === 'number') continue;
    for (const [role, more] of Object.entries(effort))
      byRole.set(role, add(byRole.get(role) ?? ZERO, fromNumber(more)));
  }
  const withoutEffort = measures.filter(({ id }) => !days.has(id)).map(({ id }) => id);
  return {
    days: toNumber(statedEfforts.flatMap(daysOf).map(fromNumber).reduce(add, ZERO)),
    ...(byRole.size > 0 ? { byRole: Object.fromEntries([...byRole].map(([role, sum]) => [role, toNumber(sum)])) } : {}),
    ...(withoutEffort.length > 0 ? { without: withoutEffort } : {}),
  };
}

/** Returns the person-days of an effort as numbers: one in total, or one for each role. */
function daysOf(effort: Effort): number[] {
  return typeof effort === 'number' ? [effort] : Object.values(effort);
}

function leftOutOf(candidates: MeasureSequence, limits: RoadmapLimits): LeftOut[] {
  const finishableIds = new Set(selectFinishableMeasures(candidates, limits).map(({ id }) => id));
  return candidates.flatMap(({ id, cost, months }): LeftOut[] => {
    if (limits.budget && !cost) return [{ id, why: 'cost' }];
    if (finishableIds.has(id)) return [];
    return [{ id, why: months ? 'horizon' : 'months' }];
  });
}

function phasesOf(basis: RecommendInput, { hopes }: MeasureChoice, slots: readonly ScheduledMeasure[]): Phase[] {
  const numbers = [...new Set(slots.map(({ phase }) => phase))];
  return numbers.map((number) => {
    const inPhase = slots.filter(({ phase }) => phase === number);
    const earlierMeasures = slots.filter(({ phase }) => phase < number).map(({ measure }) => measure);
    const doneMeasures = orderMeasures([...earlierMeasures, ...inPhase.map(({ measure }) => measure)]);
    const level = findLowestLevel(basis.plan, evaluateAfter(doneMeasures, hopes, basis));
    const cost = computeCostOfPhase(
      inPhase.map(({ measure }) => measure),
      earlierMeasures,
    );
    return {
      start: Math.min(...inPhase.map(({ start }) => toNumber(start))),
      end: Math.max(...inPhase.map(({ end }) => toNumber(end))),
      measures: inPhase.map(({ measure: { id, months }, start, end }) => ({
        id,
        start: toNumber(start),
        ...(months ? { end: toNumber(end) } : {}),
      })),
      ...(cost ? { cost } : {}),
      levelAfter: level && toNumber(level),
    };
  });
}

/**
 * Adds up the cost of a phase. A saving from taking measures together is deducted in the phase of the last of these
 * measures.
 */
function computeCostOfPhase(here: MeasureSequence, before: MeasureSequence): Phase['cost'] {
  const phaseCost = describeCosts(here.map((measure) => ({ ...measure, savings: [] })));
  if (!phaseCost) return undefined;
  const savingInPhase = subtract(savingsOf([...before, ...here]), savingsOf(before));
  if (savingInPhase.n === 0n) return phaseCost;
  const reduce = (value: number): number => toNumber(subtract(fromNumber(value), savingInPhase));
  return { ...phaseCost, low: reduce(phaseCost.low), high: reduce(phaseCost.high), saved: toNumber(savingInPhase) };
}

/**
 * Returns the requirements of the target level that would not be met without a measure and the measures that need it.
 */
function findLackingWithout(
  id: string,
  basis: RecommendInput,
  { chosen, goal, hopes }: MeasureChoice,
): Roadmap['missed'][number]['unmet'] {
  if (!goal) return [];
  const goneIds = new Set([id]);
  const remainingMeasures = chosen.filter((measure: CompiledMeasure) => {
    if (measure.needs.some((need) => goneIds.has(need))) goneIds.add(measure.id);
    return !goneIds.has(measure.id);
  });
  return findUnmetLevels(basis.plan, goal, evaluateAfter(remainingMeasures, hopes, basis));
}

function evaluateAfter(done: MeasureSequence, hopes: boolean, { plan, sheet, assessed }: RecommendInput): Evaluation {
  const countedMeasures = hopes ? done : removeExpectedEffects(done);
  return evaluate(plan, applyMeasures(plan, sheet, countedMeasures, assessed.evaluation));
}

function levelCostsOf(
  basis: PlanningBasis,
  choice: MeasureChoice,
  limits: RoadmapLimits,
  optimisers: readonly LevelOptimiser[],
  preferred: readonly string[],
): Stair[] {
  const candidates = choice.candidates.length > 0 ? choice.candidates : basis.offer.candidates;
  return levelsAbove(basis).map((requirement) => {
    const level = toNumber(requirement.value);
    const { optimiser, best, proven } = bestMeasuresFor(optimisers, requirement.value);
    if (!optimiser || !best) {
      const excluded = findBlockingExclusions(basis, requirement.value, preferred, limits);
      return { level, reached: false, ...(excluded.length > 0 ? { excluded } : {}), proven };
    }
    const measures = bestOf(candidates, best);
    const cost = sumCostsBy(measures, limits.estimate);
    const gapsLeft = findGapsLeft(measures, choice.chosen);
    return {
      level,
      reached: true,
      ...(cost ? { cost: toNumber(cost) } : {}),
      withoutCost: measures.filter((measure) => !measure.cost).length,
      months: toNumber(scheduleLength(scheduleWithin(measures, limits.atOnce, { horizon: limits.horizon }).slots)),
      measures: measures.map(({ id }) => id),
      ...(gapsLeft.length > 0 ? { leaves: gapsLeft } : {}),
      ...(optimiser.hopes ? { hopes: true } : {}),
      proven,
    };
  });
}

/** The cheapest measures that surely lead to a level. */
export interface LevelCost {
  readonly level: number;
  /** The cost at the high estimate, less what is saved by taking measures together. */
  readonly cost: Rational;
  readonly measures: MeasureSequence;
  /** Whether it is proven that no measures lead to the level for less. */
  readonly isProven: boolean;
}

/** The level that an enterprise surely has once the recorded measures are done, and the costs of the next levels. */
interface LevelCosts {
  /** The level reached today; null if no level is surely reached. */
  readonly from: number | null;
  readonly stairs: readonly LevelCost[];
}

/**
 * Finds the least cost of each of the next `levels` levels, ascending, without expected effects and without measures
 * that state no cost. Stops at the first level that cannot be reached for at most `most`, in the catalogue's currency.
 */
export function findLevelCosts(
  given: RecommendInput,
  { levels, most }: { levels: number; most: Rational },
): LevelCosts {
  const basis = addOffer(applyDoneMeasures(given).basis);
  const { plan, policy } = basis;
  const { candidates } = basis.offer;
  const today = basis.assessed.evaluation;
  const track = chooseTrack(policy.tracks, plan, given.assessed.evaluation);
  const prefers = policy.tracks.find(({ id }) => id === track.id)?.definition.prefers ?? [];
  const limits: RoadmapLimits = {
    estimate: 'high',
    budget: most,
    horizon: null,
    atOnce: DEFAULT_PARALLEL,
    deadlines: [],
    own: null,
    tolerance: ZERO,
    closesPriorities: false,
  };
  const affordable = keepAffordableMeasures(candidates, most, listDecidedMeasures(basis.record, 'required'));
  const [sure] = createLevelOptimisers(basis, affordable, prefers, limits);
  const stairs: LevelCost[] = [];
  for (const { value } of levelsAbove(basis).slice(0, levels)) {
    if (!sure?.mayReach(value)) break;
    const { best, proven } = sure.best(value);
    if (!best) break;
    const chosenMeasures = bestOf(candidates, best);
    stairs.push({
      level: toNumber(value),
      cost: combineCosts(chosenMeasures, limits.estimate),
      measures: chosenMeasures,
      isProven: proven === true,
    });
  }
  const levelToday = findLowestLevel(plan, today);
  return { from: levelToday && toNumber(levelToday), stairs };
}

/**
 * Returns the measures that a plan costing at most `most` can contain, at the high estimate. Leaves out each measure
 * that costs more by itself, even if all savings were deducted, and the measures that need it. Required measures are
 * never left out, because a plan must contain them.
 */
function keepAffordableMeasures(
  candidates: MeasureSequence,
  most: Rational,
  required: ReadonlySet<string>,
): readonly CompiledMeasure[] {
  const savedByAll = savingsOf(candidates);
  const candidatesById = new Map(candidates.map((measure) => [measure.id, measure]));
  const results = new Map<string, boolean>();
  const isAffordable = ({ id, needs, cost }: CompiledMeasure): boolean => {
    const cachedResult = results.get(id);
    if (cachedResult !== undefined) return cachedResult;
    results.set(id, true);
    const isWithinLimit = required.has(id) || !cost || compare(subtract(cost.high, savedByAll), most) <= 0;
    const result =
      isWithinLimit &&
      needs.every((need) => !candidatesById.has(need) || isAffordable(candidatesById.get(need) as CompiledMeasure));
    results.set(id, result);
    return result;
  };
  return candidates.filter(isAffordable);
}
