import { type Rational, toNumber } from '../../model/rational.ts';
import type { Basis } from '../basis.ts';
import { findCandidates } from '../candidates.ts';
import { costTogether } from '../cost.ts';
import { rungsAbove, type Sequence } from '../planning.ts';
import { preferenceFor } from '../preference.ts';
import { startFromDone } from '../records/start.ts';
import { orderMeasures } from '../sequence.ts';
import { lowestLevel } from '../target.ts';
import { chooseTrack } from '../tracks.ts';
import { AT_ONCE, type Frame, findWays } from './ways.ts';

/** The cheapest measures that surely lead to a level. */
export interface SureStair {
  readonly level: number;
  /** By the high estimate, what is saved by taking measures together taken off. */
  readonly cost: Rational;
  readonly measures: Sequence;
  /** Whether it is proven that nothing leads there for less. */
  readonly isProven: boolean;
}

/** Where an enterprise surely stands, what is done counted, and what it takes to climb from there. */
export interface SureStairs {
  /** Null where no level is surely reached. */
  readonly from: number | null;
  readonly stairs: readonly SureStair[];
}

/**
 * What each of the next `levels` levels would take at the least, ascending, without what is only hoped for and what states
 * no cost; it ends with the first that cannot be reached so for `most`, in the currency of the catalogue.
 */
export function findSureStairs(given: Basis, { levels, most }: { levels: number; most: Rational }): SureStairs {
  const { basis } = startFromDone(given);
  const { plan, sheet, policy, measures } = basis;
  const today = basis.assessed.evaluation;
  const track = chooseTrack(policy.tracks, plan, given.assessed.evaluation);
  const prefers = policy.tracks.find(({ id }) => id === track.id)?.definition.prefers ?? [];
  const { candidates } = findCandidates(measures, plan, sheet, today, basis.record?.done);
  const frame: Frame = { estimate: 'high', budget: most, horizon: null, atOnce: AT_ONCE, own: null };
  const [sure] = findWays(basis, candidates, preferenceFor(prefers), frame);
  const stairs: SureStair[] = [];
  for (const { value } of rungsAbove(basis).slice(0, levels)) {
    const { best, proven } = sure?.best(value) ?? {};
    if (!best) break;
    const chosen = orderMeasures(candidates.filter(({ id }) => best.ids.has(id)));
    stairs.push({
      level: toNumber(value),
      cost: costTogether(chosen, frame.estimate),
      measures: chosen,
      isProven: proven === true,
    });
  }
  const reached = lowestLevel(plan, today);
  return { from: reached && toNumber(reached), stairs };
}
