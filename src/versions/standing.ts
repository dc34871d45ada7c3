import type { Result, ScoreResult } from '../model/generated/types.ts';

/** A level or score: settled, where its value is known, else between its ends; null is none. */
export interface Standing {
  readonly value?: number | null;
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** Where a level went; `open` is one of which that cannot be said while answers are missing. */
export type Move = 'same' | 'rises' | 'falls' | 'open';

/** The level of a result; undefined where the pack has none. */
export function levelOf({ level }: Result): Standing | undefined {
  return level && standing(level);
}

/** A score of a result; undefined where there is none of that name. */
export function scoreOf({ scores }: Result, name: string): Standing | undefined {
  const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
  return score && standing(score);
}

function standing({ value, lowest, highest }: Pick<ScoreResult, 'value' | 'lowest' | 'highest'>): Standing {
  return { ...(typeof value === 'number' || value === null ? { value } : {}), lowest, highest };
}

/** Where a level went from one version to another. No level is below every level. */
export function compareStandings(before: Standing, after: Standing): Move {
  const low = rank(after.lowest) - rank(before.lowest);
  const high = rank(after.highest) - rank(before.highest);
  // Two that are below every level are as high as each other.
  const [lower, higher] = [low || 0, high || 0];
  if (lower === 0 && higher === 0) return 'same';
  const isSettled = after.lowest === after.highest || after.value !== undefined;
  if (lower >= 0 && higher >= 0 && (isSettled || rank(after.lowest) > rank(before.highest))) return 'rises';
  if (lower <= 0 && higher <= 0 && (isSettled || rank(after.highest) < rank(before.lowest))) return 'falls';
  return 'open';
}

function rank(level: number | null): number {
  return level ?? Number.NEGATIVE_INFINITY;
}
