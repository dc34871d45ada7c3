import type { Recommendation } from '../model/generated/types.ts';
import type { Advice } from './member.ts';

/** What the measures of a recommendation lead to and cost; null where they lead to no level, or a cost is not stated. */
export function adviceOf({ target, cost, measures }: Recommendation): Advice | null {
  const level = target.levelSure === undefined ? target.levelAfter : target.levelSure;
  if (level === null || level === undefined || !cost || (cost.without ?? []).length > 0) return null;
  return { level, cost: cost.high, currency: cost.currency, measures: measures.map(({ id }) => id) };
}
