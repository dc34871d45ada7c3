import { type Readiness, readinessOf } from './readiness.ts';
import type { ChainStanding } from './standing.ts';

/** The chain if some of its members had higher levels. */
export interface Raised {
  readonly nodes: readonly number[];
  readonly byOne: Readiness;
  /** Each to the leader's level, where that is higher; null where the leader has none. */
  readonly toLeader: Readiness | null;
}

/** What raising these would do to the chain's readiness; null where nothing depends on anybody. */
export function raise(
  nodes: readonly number[],
  leader: number,
  standings: readonly ChainStanding[],
  dependency: ArrayLike<number>,
  top: number,
): Raised | null {
  const wanted = new Set(nodes);
  const at = (change: (level: number) => number): Readiness | null =>
    readinessOf(
      standings.map((standing, node) => {
        const { level } = standing;
        if (!wanted.has(node) || !level) return standing;
        const lowest = Math.min(top, Math.max(level.lowest, change(level.lowest)));
        return { ...standing, level: { lowest, highest: Math.max(lowest, level.highest) } };
      }),
      dependency,
      top,
    );
  const byOne = at((level) => level + 1);
  const own = standings[leader]?.level?.lowest;
  return byOne && { nodes, byOne, toLeader: own === undefined || own === 0 ? null : at(() => own) };
}
