import type { Recommendation } from '../model/generated/types.ts';
import type { Basis } from './basis.ts';
import { describeMoney } from './funding/fund.ts';
import { describeTarget, foresee } from './outcome.ts';
import { planMeasures } from './planning.ts';
import { startFromDone } from './records/start.ts';
import { describeMeasures, sumCosts } from './steps.ts';
import { chooseTarget } from './target.ts';
import { judgeTiers } from './tiers.ts';
import { chooseTrack } from './tracks.ts';

/**
 * The policy for one enterprise: its track, the measures that surely reach the target level (or the highest below it
 * that can be reached), and what is to be said of every instrument. It starts from what is done; what is asked of the
 * enterprise today is judged on what was assessed. Throws a RangeError when the target is no level.
 */
export function recommend(given: Basis): Recommendation {
  const { basis, done, reassess } = startFromDone(given);
  const { plan, sheet, policy, stamp, asOf } = basis;
  const today = basis.assessed.evaluation;
  const track = chooseTrack(policy.tracks, plan, given.assessed.evaluation);
  const own = policy.tracks.find(({ id }) => id === track.id);
  const prefers = own?.definition.prefers ?? [];
  const tiers = own?.tiers ?? [];
  const target = chooseTarget(plan, today, basis.target);
  const choice = planMeasures(basis, target, prefers);
  const { chosen, clarify, blocked } = choice;
  const outcome = foresee(basis, choice);
  const cost = sumCosts(chosen);
  return {
    schemaVersion: 1,
    policy: stamp,
    asOf,
    track,
    ...(done.length > 0 ? { done: [...done] } : {}),
    ...(reassess.length > 0 ? { reassess: [...reassess] } : {}),
    target: describeTarget(plan, target, outcome, choice.unmet),
    measures: describeMeasures(choice, plan, sheet, today),
    ...(cost ? { cost } : {}),
    ...(clarify.length > 0 ? { clarify: [...clarify] } : {}),
    ...(blocked.length > 0 ? { blocked: [...blocked] } : {}),
    ...(tiers.length > 0 ? { tiers: judgeTiers(tiers, plan, outcome.sure) } : {}),
    ...describeMoney({ ...basis, assessed: given.assessed }, chosen, outcome),
  };
}
