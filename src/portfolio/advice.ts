import type { Recommendation } from '../model/generated/types.ts';
import { fromNumber } from '../model/rational.ts';
import type { Advice, AdvisedRoadmap } from './member.ts';
import { toCents } from './spending/cents.ts';

/**
 * What the measures of a recommendation lead to and cost, and those of the other levels its roadmap tells of; null where they
 * lead to no level, or a cost is not stated.
 */
export function adviceOf(recommendation: Recommendation): Advice | null {
  const { cost, roadmap } = recommendation;
  if (!cost) return null;
  const own = ownRoadmap(recommendation);
  const others = stairsOf(recommendation).filter(({ to }) => to !== own?.to);
  const roadmaps = [...(own ? [own] : []), ...others].sort((a, b) => a.to - b.to);
  return roadmaps.length === 0 ? null : { currency: cost.currency, roadmaps };

  function ownRoadmap({ target, measures }: Recommendation): AdvisedRoadmap | null {
    const to = target.levelSure === undefined ? target.levelAfter : target.levelSure;
    if (to === null || to === undefined || !cost || (cost.without ?? []).length > 0) return null;
    const isProven = roadmap?.proven === true && roadmap.least === undefined && roadmap.estimate === 'high';
    return { to, cost: toCents(fromNumber(cost.high)), measures: measures.map(({ id }) => id), isProven };
  }
}

/** Costs of stairs are by one estimate; only by the high one they can be added to those of others. */
function stairsOf({ roadmap }: Recommendation): AdvisedRoadmap[] {
  if (roadmap?.estimate !== 'high') return [];
  return roadmap.stairs.flatMap(({ level, cost, measures, withoutCost = 0, hopes = false, proven = false }) =>
    cost === undefined || !measures || withoutCost > 0 || hopes
      ? []
      : [{ to: level, cost: toCents(fromNumber(cost)), measures, isProven: proven }],
  );
}
