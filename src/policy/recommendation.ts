import { type Recommendation, toNumber } from '../model/index.ts';
import { applyDoneMeasures } from './apply-measures.ts';
import { findOpenCosts, priceMeasures } from './enterprise-costs.ts';
import { describeRecord } from './follow-up-records.ts';
import { describeInstruments, ownShareFor } from './funding/enterprise-funding.ts';
import { chooseMeasures, levelsAbove, unmetDemand } from './measure-choice.ts';
import { findGains } from './measure-gains.ts';
import { describeCosts, describeMeasures, describeTarget, projectOutcome } from './measure-outcome.ts';
import { createOwnShareModels } from './optimise/own-share.ts';
import { describeChanges, describePriorities } from './plan-reasons.ts';
import type { RecommendInput } from './recommend-input.ts';
import { describeRoadmap, lackingWithout } from './roadmap.ts';
import { chooseTarget, findUnmetLevels } from './target-level.ts';
import { chooseTrack, judgeTiers } from './tracks.ts';

/**
 * The policy for one enterprise: its track, the measures that surely reach the target level (or the highest below it
 * that can be reached), and the verdict on every instrument. It starts from what is done; what is asked of the enterprise
 * today is judged on what was assessed. Throws a RangeError when the target is no level.
 */
export function recommend(given: RecommendInput): Recommendation {
  const { basis: start, done, reassess } = applyDoneMeasures(given);
  const basis = priceMeasures(start);
  const { plan, sheet, policy, stamp, asOf } = basis;
  const today = basis.assessed.evaluation;
  const track = chooseTrack(policy.tracks, plan, given.assessed.evaluation);
  const chosenTrack = policy.tracks.find(({ id }) => id === track.id);
  const prefers = chosenTrack?.definition.prefers ?? [];
  const tiers = chosenTrack?.tiers ?? [];
  const highest = basis.budget ? levelsAbove(basis).at(-1)?.value : undefined;
  const target = chooseTarget(plan, today, basis.target ?? (highest && toNumber(highest)));
  const own = createOwnShareModels(basis);
  const choice = chooseMeasures(basis, target, prefers, own);
  const { chosen, blocked } = choice;
  // Without a cost a measure is hardly ever chosen, so that those that could be count, too.
  const unpriced = findOpenCosts(choice.optimisers.length > 0 ? choice.candidates : chosen, basis);
  const clarify = unpriced.length === 0 ? choice.clarify : [...new Set([...choice.clarify, ...unpriced])];
  const outcome = projectOutcome(basis, choice);
  // Where all measures together would do, but not what is to be kept to, it is the chosen ones that leave something.
  const isShort = target !== null && choice.unmet.length === 0;
  const unmet = isShort ? findUnmetLevels(plan, target, outcome.after) : choice.unmet;
  const cost = describeCosts(chosen);
  // Key by key, which is quicker by far than from many small objects.
  const advice = { schemaVersion: 1, policy: stamp, asOf, track } as Recommendation;
  if (done.length > 0) advice.done = [...done];
  if (reassess.length > 0) advice.reassess = [...reassess];
  const onRecord = basis.record && describeRecord(basis.record, (id) => unmetDemand(id, basis, choice));
  if (onRecord) advice.onRecord = onRecord;
  advice.target = describeTarget(plan, target, outcome, unmet);
  const priorities = describePriorities(basis, choice, outcome.sure);
  if (priorities.length > 0) advice.priorities = priorities;
  const isMissed = (id: string): boolean => lackingWithout(id, basis, choice).length > 0;
  const changes = describeChanges(basis, choice, priorities, isMissed);
  if (changes.length > 0) advice.changes = changes;
  advice.measures = describeMeasures(choice, plan, sheet, today);
  if (cost) advice.cost = cost;
  if (basis.roadmap) {
    for (const [id, { score, by }] of findGains(plan, sheet, today, advice.measures)) {
      const measure = advice.measures.find((one) => one.id === id);
      if (measure) measure.gain = { score, by: toNumber(by) };
    }
    advice.roadmap = describeRoadmap(basis, choice, prefers, own, ownShareFor(basis));
  }
  if (clarify.length > 0) advice.clarify = [...clarify];
  if (blocked.length > 0) advice.blocked = [...blocked];
  if (tiers.length > 0) advice.tiers = judgeTiers(tiers, plan, outcome.sure);
  const { instruments, funding } = describeInstruments(basis, chosen, outcome);
  advice.instruments = instruments;
  if (funding) advice.funding = funding;
  return advice;
}
