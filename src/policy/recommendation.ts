import {
  compare,
  type JudgedPriority,
  type PlanChange,
  type Rational,
  type Recommendation,
  toNumber,
  ZERO,
} from '../model/index.ts';
import type { Evaluation } from '../scoring/index.ts';
import { describeAltogether } from './altogether.ts';
import { applyDoneMeasures } from './apply-measures.ts';
import { findBlockingExclusions } from './blocking-exclusions.ts';
import { describeDisplaced, withoutRequirements } from './displaced-gaps.ts';
import { deadlinesOf, describeDueDates, isLegalDue, listDueDates } from './due-dates.ts';
import { judgeCautions } from './enterprise-cautions.ts';
import { describeDrivers, evaluateRunningCosts, findOpenCosts } from './enterprise-costs.ts';
import { scaleDays } from './enterprise-days.ts';
import { describeRecord, listDecidedMeasures } from './follow-up-records.ts';
import { delayMeasures } from './funding/application-order.ts';
import { judgeByPayments } from './funding/awaited-payments.ts';
import { describeInstruments, ownShareFor } from './funding/enterprise-funding.ts';
import { formatExactMoney } from './funding/money-text.ts';
import type { CompiledPriority } from './gaps.ts';
import { describeLimit, limitChoice } from './limited-choice.ts';
import {
  addOffer,
  bestOf,
  chooseMeasures,
  levelsAbove,
  type MeasureChoice,
  type PlanningBasis,
  raiseChoice,
  unmetDemand,
} from './measure-choice.ts';
import { combineCosts } from './measure-cost.ts';
import {
  describeCosts,
  describeMeasures,
  describeRunningCosts,
  describeTarget,
  findGains,
  projectOutcome,
} from './measure-outcome.ts';
import { createPurposeExplainer, judgeLittleCosts } from './measure-purpose.ts';
import type { CompiledMeasure } from './measures.ts';
import { findShortage } from './money-shortage.ts';
import { findRivals } from './needed-measures.ts';
import { findOpenInputs } from './open-inputs.ts';
import { createLevelOptimisers, createRoadmapLimits, type RoadmapLimits } from './optimise/level-optimiser.ts';
import { createOwnShareModels } from './optimise/own-share.ts';
import { orderByStart, type ScheduledMeasure, scheduleWithin } from './optimise/schedule.ts';
import { weighPains } from './pain-sums.ts';
import { describePains } from './pains.ts';
import { describeBenefit } from './plan-benefit.ts';
import { findCommitments, shortenUnderWay } from './plan-commitments.ts';
import { dateMeasures } from './plan-schedule.ts';
import { countryOfFacts } from './policy-place.ts';
import { createClosingMeasureSearch, evaluateFacts, judgeGap, openPriorities, selectPriorities } from './priorities.ts';
import type { DueDate, RecommendInput } from './recommend-input.ts';
import { describeRoadmap, findCheapest } from './roadmap.ts';
import { findSpendingLimit } from './spending-limit.ts';
import { chooseTarget, findUnmetLevels, isAtLeast } from './target-level.ts';
import { chooseTrack, judgeTiers } from './tracks.ts';

/**
 * Describes what becomes of each priority that is or may be a gap, in the order of the catalogue; if the gap stays
 * open, says why.
 */
function describePriorities(
  basis: RecommendInput,
  { chosen }: MeasureChoice,
  sure: Evaluation,
  explainOpen: OpenExplainer,
): JudgedPriority[] {
  const { priorities = [], plan, assessed } = basis;
  return priorities.flatMap((priority): JudgedPriority[] => {
    const { id, when, pain } = priority;
    if (pain) return [];
    const truth = judgeGap(when, assessed.evaluation);
    if (truth === 'fails') return [];
    if (truth === 'undecided')
      return [{ id, state: 'undecided', clarify: findOpenInputs([when], plan, assessed.evaluation) }];
    const closers = selectFirstClosers(
      chosen.filter(({ gaps = [] }) => gaps.includes(priority)),
      chosen,
    );
    if (closers.length > 0 || judgeGap(when, sure) === 'fails') return [{ id, state: 'closed', by: closers }];
    const narrowedBy = chosen.filter(({ narrows = [] }) => narrows.includes(priority)).map((measure) => measure.id);
    const reasonOpen = explainOpen(priority);
    return [{ id, state: 'open', ...reasonOpen, ...(narrowedBy.length > 0 ? { narrowedBy } : {}) }];
  });
}

/**
 * Of the measures that close a gap, returns those that do not need another one of them: by the time a measure that
 * needs another closer is done, the gap is already closed.
 */
function selectFirstClosers(closers: readonly CompiledMeasure[], chosen: readonly CompiledMeasure[]): string[] {
  const closerIds = new Set(closers.map(({ id }) => id));
  const needsCloser = ({ needs }: CompiledMeasure): boolean =>
    needs.some((id) => closerIds.has(id) || chosen.some((measure) => measure.id === id && needsCloser(measure)));
  return closers.filter((measure) => !needsCloser(measure)).map(({ id }) => id);
}

/** Returns why no chosen measure closes a gap, and which measures would. */
type OpenExplainer = (
  priority: CompiledPriority,
  isPartEnough?: boolean,
) => Pick<JudgedPriority, 'why' | 'by' | 'excludedBy' | 'short'>;

/**
 * Creates the explainer of a plan. With `isPartEnough`, a shortage of money is stated for the cheapest measure that does
 * anything about a gap, not only for the cheapest that closes it.
 */
function createOpenExplainer(basis: PlanningBasis, choice: MeasureChoice): OpenExplainer {
  const { chosen, candidates, there, blocked, limited } = choice;
  const findClosers = createClosingMeasureSearch(basis, basis.measures);
  const excludedIds = listDecidedMeasures(basis.record, 'excluded');
  let facts: Evaluation | undefined;
  // A measure for another trade may count as done merely because its target answers are reached, so the facts that it
  // requires are checked as well.
  const isSuitable = (id: string): boolean => {
    const condition = basis.measures.find((measure) => measure.id === id)?.when;
    facts ??= evaluateFacts(basis);
    return !condition || judgeGap(condition, facts) !== 'fails';
  };
  return (priority, isPartEnough = false) => {
    const offeredMeasures = candidates.filter(({ gaps = [] }) => gaps.includes(priority));
    const offeredIds = selectFirstClosers(offeredMeasures, candidates);
    const partial = isPartEnough ? candidates.filter(({ narrows = [] }) => narrows.includes(priority)) : [];
    const short = findShortage(priority, [...offeredMeasures, ...partial], basis, choice);
    if (short) return { why: 'limits', by: offeredIds.length > 0 ? offeredIds : partial.map(({ id }) => id), short };
    const rivals = offeredMeasures.map((measure) => findRivals(measure, { chosen, candidates }));
    if (offeredMeasures.length > 0 && rivals.every((some) => some.length > 0))
      return { why: 'rival', by: offeredIds, excludedBy: [...new Set(rivals.flat().map(({ id }) => id))] };
    if (offeredIds.length > 0) return { why: limited?.later.includes(priority) ? 'later' : 'limits', by: offeredIds };
    const orderedIds = findClosers(priority).map((measure) => measure.id);
    if (orderedIds.length === 0) return { why: 'none' };
    const doneClosers = orderedIds.filter((id) => there.has(id) && isSuitable(id));
    if (doneClosers.length > 0) return { why: 'there', by: doneClosers };
    const refusedClosers = orderedIds.filter((id) => excludedIds.has(id));
    if (refusedClosers.length > 0) return { why: 'excluded', by: refusedClosers };
    const unfitMeasures = orderedIds.filter((id) => !blocked.some((measure) => measure.id === id));
    return unfitMeasures.length > 0 ? { why: 'unfit', by: unfitMeasures } : { why: 'blocked', by: orderedIds };
  };
}

/**
 * Describes which measures were added to an earlier plan or dropped from it, each with the first reason that applies.
 * `purposeOf` returns why a measure is in the new plan; `isRaised` is set if the new plan aims at a higher level than
 * was asked for.
 */
function describeChanges(
  { earlier = [], measures, record }: RecommendInput,
  { chosen, candidates, there, blocked, limited }: MeasureChoice,
  purposeOf: ReturnType<typeof createPurposeExplainer>,
  isRaised: boolean,
): PlanChange[] {
  if (earlier.length === 0) return [];
  const excludedIds = listDecidedMeasures(record, 'excluded');
  const hasMeasure = (measures: readonly { readonly id: string }[], id: string): boolean =>
    measures.some((measure) => measure.id === id);

  function explainDropped(id: string): PlanChange['why'] {
    if (record?.done.has(id)) return 'done';
    if (!hasMeasure(measures, id)) return 'unknown';
    if (there.has(id)) return 'there';
    if (excludedIds.has(id)) return 'excluded';
    if (hasMeasure(blocked, id)) return 'blocked';
    if (!hasMeasure(candidates, id)) return 'unfit';
    if (limited && hasMeasure(limited.unlimited, id)) return 'later';
    return isRaised ? 'raised' : 'needless';
  }

  return [
    ...chosen.flatMap(({ id }): PlanChange[] =>
      earlier.includes(id) ? [] : [{ id, change: 'added', why: purposeOf(id) }],
    ),
    ...earlier.flatMap((id): PlanChange[] =>
      hasMeasure(chosen, id) ? [] : [{ id, change: 'dropped', why: explainDropped(id) }],
    ),
  ];
}

/**
 * Chooses measures that meet the due dates. If no choice that meets them all fits into the budget and the horizon, as
 * many are met as possible: first those that nobody can postpone, then those asked for on this run, then the others by
 * date.
 */
function chooseWithDates(
  ...[basis, aim, prefers, own, options]: Required<Parameters<typeof chooseMeasures>>
): MeasureChoice {
  const choose = (dues: readonly DueDate[]): MeasureChoice =>
    chooseMeasures(basis, aim, prefers, own, { ...options, dues });
  const isBlocked = ({ chosen, deadlines }: MeasureChoice): boolean => chosen.length === 0 && deadlines.length > 0;
  const dues = listDueDates(basis);
  const choiceForAll = choose(dues);
  if (!isBlocked(choiceForAll)) return choiceForAll;
  const rankOf = (due: DueDate): number => (isLegalDue(due) ? 0 : basis.due?.includes(due) ? 1 : 2);
  const keptDues: DueDate[] = [];
  let choice: MeasureChoice | undefined;
  for (const due of dues.length > 1
    ? dues.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.date < b.date ? -1 : 1))
    : []) {
    const withDue = choose([...keptDues, due]);
    if (isBlocked(withDue)) continue;
    keptDues.push(due);
    choice = withDue;
  }
  return choice ?? choose([]);
}

/**
 * A choice of measures. If the money for the level chosen first is enough for a higher level, `raisedFrom` is the level
 * chosen first.
 */
interface RaisedChoice {
  readonly choice: MeasureChoice;
  readonly raisedFrom?: Rational | undefined;
}

/** Describes the plan that would be made if there were no earlier plan; undefined if it has the same measures. */
function describePlanWithoutEarlier(
  { earlier = [] }: PlanningBasis,
  { chosen }: MeasureChoice,
  { estimate }: RoadmapLimits,
  chooseAnew: () => RaisedChoice,
): Recommendation['anew'] {
  if (!chosen.some(({ id }) => earlier.includes(id))) return undefined;
  const freshChoice = chooseAnew().choice.chosen;
  const ids = new Set(freshChoice.map(({ id }) => id));
  if (freshChoice.length === chosen.length && chosen.every(({ id }) => ids.has(id))) return undefined;
  return { measures: [...ids], cost: formatExactMoney(combineCosts(freshChoice, estimate)) };
}

/** Decides the target level and which gaps count for it, and creates functions that choose measures for both. */
function chooseAim(priced: PlanningBasis, prefers: readonly string[]) {
  const { plan, assessed, earlier = [] } = priced;
  const highest = priced.budget ? levelsAbove(priced).at(-1)?.value : undefined;
  const targetLevel = chooseTarget(plan, assessed.evaluation, priced.target ?? (highest && toNumber(highest)));
  const isByMoney = priced.target === undefined && highest !== undefined;
  const nextLevel = chooseTarget(plan, assessed.evaluation, undefined);
  const weighedPriorities = {
    ...priced,
    priorities: weighPains(
      selectPriorities(isByMoney ? nextLevel : targetLevel, priced.priorities),
      assessed.evaluation,
    ),
  };
  const commitments = findCommitments(weighedPriorities, weighedPriorities.offer.candidates);
  const basis: PlanningBasis = { ...weighedPriorities, committed: commitments.all };
  const uncommitted: PlanningBasis = { ...basis, committed: commitments.underWay };
  const ownShareModels = createOwnShareModels(basis);
  const mayRaise = priced.target === undefined && !isByMoney && priced.least !== 'own';
  const limit = priced.budget ? undefined : findSpendingLimit(priced);
  const chooseNeeded = (input: PlanningBasis): MeasureChoice => {
    const choice = chooseWithDates(input, targetLevel, prefers, ownShareModels, { gapsFirst: isByMoney });
    if (!limit) return choice;
    const limits = createRoadmapLimits(input, ownShareModels, choice.deadlines);
    return limitChoice(input, choice, prefers, limits, limit, priced.target !== undefined);
  };
  // If the kept measures rule out a level, reaching this level is worth more than keeping them.
  const chooseKeeping = (): MeasureChoice => {
    const choice = chooseNeeded(basis);
    const isReached = !targetLevel || (choice.goal && isAtLeast(choice.goal.value, targetLevel.value));
    if (isReached || isByMoney || commitments.all.size === commitments.underWay.size) return choice;
    const freeChoice = chooseNeeded(uncommitted);
    const isHigher = freeChoice.goal && !(choice.goal && isAtLeast(choice.goal.value, freeChoice.goal.value));
    return isHigher ? freeChoice : choice;
  };
  const basisAnew = earlier.length === 0 ? basis : { ...uncommitted, earlier: [], roadmap: false };
  let neededAnew: MeasureChoice | undefined;
  const chooseNeededAnew = (): MeasureChoice => {
    neededAnew ??= chooseNeeded(basisAnew);
    return neededAnew;
  };
  // How much a higher level may cost is taken from a plan made without regard to the earlier plan. Otherwise, each new
  // plan could cost more than the one before.
  const chooseHigher = (input: PlanningBasis): MeasureChoice | undefined =>
    raiseChoice(
      input,
      chooseNeededAnew(),
      prefers,
      createRoadmapLimits(input, ownShareModels, chooseNeededAnew().deadlines),
    );
  const choose = (input: PlanningBasis): RaisedChoice => {
    const raisedChoice = mayRaise ? chooseHigher(input) : undefined;
    if (raisedChoice) return { choice: raisedChoice, raisedFrom: chooseNeededAnew().goal?.value };
    return { choice: input === basisAnew ? chooseNeededAnew() : chooseKeeping() };
  };
  return {
    basis,
    uncommitted,
    own: ownShareModels,
    choose: () => choose(basis),
    chooseAnew: () => choose(basisAnew),
    isByMoney,
    aim: targetLevel,
    next: nextLevel,
  };
}

/**
 * Recommends a policy for one enterprise: its track, the measures that surely reach the target level (or the highest
 * reachable one below it), and the verdict on every instrument. It starts from the measures done; today's requirements
 * on the enterprise are judged on the assessment. Throws a RangeError if the target is not a level.
 */
export function recommend(given: RecommendInput): Recommendation {
  const { basis: start, done, reassess } = applyDoneMeasures(judgeByPayments(given));
  const pricedInput = addOffer(delayMeasures(shortenUnderWay(start)));
  const { plan, sheet, policy, stamp, asOf } = pricedInput;
  const today = pricedInput.assessed.evaluation;
  const track = chooseTrack(policy.tracks, plan, given.assessed.evaluation);
  const chosenTrack = policy.tracks.find(({ id }) => id === track.id);
  const prefers = chosenTrack?.definition.prefers ?? [];
  const tiers = chosenTrack?.tiers ?? [];
  const { basis, uncommitted, own, choose, chooseAnew, isByMoney, aim, next } = chooseAim(pricedInput, prefers);
  const { choice: selection, raisedFrom } = choose();
  const limits = createRoadmapLimits(basis, own, selection.deadlines);
  // If the choice had to ignore the due dates, its measures still come as soon as possible.
  const deadlines = selection.deadlines.length > 0 ? selection.deadlines : deadlinesOf(basis, selection.chosen);
  const { slots } = scheduleWithin(selection.chosen, limits.atOnce, { ...limits, deadlines });
  // Steps are numbered in the order in which the work for them begins.
  const chosenMeasures = orderByStart(selection.chosen, slots);
  const choice: MeasureChoice = { ...selection, chosen: chosenMeasures };
  const { blocked } = choice;
  // With a budget and no requested level, the target is the level that the budget allows or, if it allows none, the
  // next level.
  const target = isByMoney || raisedFrom ? (choice.goal ?? next) : aim;
  // A candidate of unknown cost is hardly ever chosen, so the open answers that decide its cost must be clarified as
  // well.
  const unpricedMeasures = findOpenCosts(choice.optimisers.length > 0 ? choice.candidates : chosenMeasures, basis);
  const inputsToClarify =
    unpricedMeasures.length === 0 ? choice.clarify : [...new Set([...choice.clarify, ...unpricedMeasures])];
  const outcome = projectOutcome(basis, choice);
  // The unmet requirements are those that the chosen measures leave open. If with all measures only open answers stand in
  // the way of the target, only these requirements are listed, because the catalogue may lead to the target.
  const isUndecided = choice.unmet.length > 0 && choice.unmet.every(({ truth }) => truth === 'undecided');
  const fallsShort = target !== null && (isByMoney || !isUndecided);
  const unmetLevels = fallsShort ? findUnmetLevels(plan, target, outcome.after) : choice.unmet;
  const cost = describeCosts(chosenMeasures);
  // Keys are set one by one, which is much faster than merging many small objects.
  const advice = { schemaVersion: 1, policy: stamp, asOf, track } as Recommendation;
  if (done.length > 0) advice.done = [...done];
  if (reassess.length > 0) advice.reassess = [...reassess];
  const onRecord = basis.record && describeRecord(basis.record, (id) => unmetDemand(id, basis, choice));
  if (onRecord) advice.onRecord = onRecord;
  advice.target = describeTarget(plan, target, outcome, unmetLevels);
  if (raisedFrom) advice.target.raisedFrom = toNumber(raisedFrom);
  if (choice.givesUpLevel) advice.target.painsFirst = true;
  else if (target && !advice.target.reached) {
    const blockingIds = findBlockingExclusions(basis, target.value, prefers, limits);
    if (blockingIds.length > 0) advice.target.excluded = blockingIds;
  }
  const explainOpen = createOpenExplainer(basis, choice);
  const priorities = describePriorities(basis, choice, outcome.sure, explainOpen);
  if (priorities.length > 0) advice.priorities = priorities;
  const pains = describePains(openPriorities(basis), choice, today, explainOpen);
  if (pains.length > 0) advice.pains = pains;
  const doneIds = new Set(done.map(({ id }) => id));
  const doneMeasures = basis.measures.filter(({ id }) => doneIds.has(id));
  const yearlyCosts = evaluateRunningCosts([...doneMeasures, ...chosenMeasures], basis);
  const benefit = describeBenefit(openPriorities(basis), chosenMeasures, yearlyCosts, today);
  if (benefit) advice.benefit = benefit;
  const dueReport = describeDueDates(basis, choice, { priorities, pains }, slots, {
    explainOpen,
    leastForDates: () => findLeastForDates(basis, choice.candidates, prefers, limits),
  });
  if (dueReport.length > 0) advice.due = dueReport;
  const achievements = { priorities, pains, due: dueReport };
  const purposeOf = createPurposeExplainer(basis, choice, achievements, limits.own !== null);
  const changes = describeChanges(basis, choice, purposeOf, raisedFrom !== undefined);
  if (changes.length > 0) advice.changes = changes;
  if (!choice.proven) advice.unproven = true;
  const cautions = judgeCautions(basis, chosenMeasures);
  if (cautions.length > 0) advice.cautions = cautions;
  const days = scaleDays(chosenMeasures, basis);
  advice.measures = describeMeasures(choice, plan, sheet, today, yearlyCosts, days);
  explainPurposes(advice.measures, purposeOf, basis.earlier);
  listMissingFeeders(advice.measures, basis, chosenMeasures, slots);
  judgeLittleCosts(advice.measures, cost, findSpendingLimit(basis)?.amount);
  const drivers = describeDrivers(chosenMeasures, basis);
  if (drivers.length > 0) advice.drivers = drivers;
  if (cost) advice.cost = cost;
  const runningCosts = describeRunningCosts(chosenMeasures, yearlyCosts);
  if (runningCosts) advice.running = runningCosts;
  const sums = {
    measures: chosenMeasures,
    ...(cost ? { cost } : {}),
    ...(runningCosts ? { running: runningCosts } : {}),
  };
  const altogether = describeAltogether(done, doneMeasures, yearlyCosts, sums);
  if (altogether) advice.altogether = altogether;
  const isLeast =
    !limits.own && limits.tolerance.n === 0n && limits.deadlines.length === 0 && openPriorities(basis).length === 0;
  // The least cost of a level is a property of the enterprise, so measures of a kept plan are not included in it;
  // measures under way are.
  const isCommitted = basis.committed?.size !== uncommitted.committed?.size && choice.optimisers.length > 0;
  const optimisers = isCommitted
    ? createLevelOptimisers(uncommitted, choice.candidates, prefers, limits)
    : choice.optimisers;
  const leastCost = isLeast ? optimisers : optimisers.map((optimiser) => optimiser.leastCost());
  const cheapestPlan = isLeast ? undefined : findCheapest(choice, limits, ownShareFor(basis), leastCost);
  if (cheapestPlan) advice.cheapest = cheapestPlan;
  const limit = describeLimit(basis, choice, prefers, limits);
  if (limit) advice.limit = limit;
  const record = basis.roadmap ? withoutRequirements(pricedInput.record) : undefined;
  if (record) {
    const without = chooseAim({ ...pricedInput, record, roadmap: false }, prefers);
    const displaced = describeDisplaced(basis, choice, { basis: without.basis, choice: without.choose().choice });
    if (displaced) advice.displaced = displaced;
  }
  const freshChoice = basis.roadmap ? describePlanWithoutEarlier(basis, choice, limits, chooseAnew) : undefined;
  if (freshChoice) advice.anew = freshChoice;
  if (basis.roadmap) {
    addGains(advice.measures, findGains(plan, sheet, today, advice.measures));
    advice.roadmap = describeRoadmap(uncommitted, choice, prefers, limits, leastCost, days, slots);
  }
  if (inputsToClarify.length > 0) advice.clarify = [...inputsToClarify];
  if (blocked.length > 0) advice.blocked = [...blocked];
  if (tiers.length > 0) advice.tiers = judgeTiers(tiers, plan, outcome.sure);
  const { instruments, funding } = describeInstruments(basis, chosenMeasures, outcome, slots);
  advice.instruments = instruments;
  if (funding) advice.funding = funding;
  dateMeasures(advice, slots, countryOfFacts(Object.fromEntries(sheet)));
  return advice;
}

/**
 * Sets why each measure is recommended. A measure gets the reason `kept` if it is there only because an earlier plan
 * had it.
 */
function explainPurposes(
  measures: Recommendation['measures'],
  purposeOf: ReturnType<typeof createPurposeExplainer>,
  earlier: PlanningBasis['earlier'] = [],
): void {
  for (const measure of measures) {
    const purpose = purposeOf(measure.id);
    const isOnlyKept = purpose === 'gaps' && measure.reasons.length === 0 && earlier.includes(measure.id);
    measure.why = isOnlyKept ? 'kept' : purpose;
  }
}

/**
 * Returns the least cost, whatever the budget, of a plan with measures for all due dates and with everything that is
 * required; undefined if there is no such plan or one of its measures states no cost.
 */
function findLeastForDates(
  basis: PlanningBasis,
  candidates: readonly CompiledMeasure[],
  preferred: readonly string[],
  limits: RoadmapLimits,
): Rational | undefined {
  const costAlone = { own: null, tolerance: ZERO, closesPriorities: false, budget: null };
  const dated = { ...limits, ...costAlone, deadlines: deadlinesOf(basis, candidates) };
  const best = createLevelOptimisers(basis, candidates, preferred, dated)[0]?.best(null).best;
  const measures = best && bestOf(candidates, best);
  return measures?.every(({ cost }) => cost) ? combineCosts(measures, limits.estimate) : undefined;
}

/**
 * Sets, for each measure, the feeders that are not done before it. A feeder is not named if a measure of the plan, or a
 * feeder named before, excludes it.
 */
function listMissingFeeders(
  recommended: Recommendation['measures'],
  { measures }: RecommendInput,
  chosen: readonly CompiledMeasure[],
  slots: readonly ScheduledMeasure[],
): void {
  const slotById = new Map(slots.map((slot) => [slot.measure.id, slot]));
  for (const measure of recommended) {
    const start = slotById.get(measure.id)?.start;
    const { after = [] } = chosen.find(({ id }) => id === measure.id) ?? {};
    const missingFeeders: CompiledMeasure[] = [];
    for (const feeder of measures.filter(({ id }) => after.includes(id))) {
      const end = slotById.get(feeder.id)?.end;
      const isExcluded = [...chosen, ...missingFeeders].some(({ id }) => feeder.excludes.includes(id));
      if (!isExcluded && !(start && end && compare(end, start) <= 0)) missingFeeders.push(feeder);
    }
    if (missingFeeders.length > 0) measure.unfed = missingFeeders.map(({ id }) => id);
  }
}

/** Sets for each measure how much it adds to the score to which most questions contribute. */
function addGains(measures: Recommendation['measures'], gains: ReturnType<typeof findGains>): void {
  for (const [id, { score, by }] of gains) {
    const measure = measures.find((recommended) => recommended.id === id);
    if (measure) measure.gain = { score, by: toNumber(by) };
  }
}
