import type { AssessedColumns } from './assessed.ts';
import type { LevelKnown } from './chains/standing.ts';
import type { AssessmentKind } from './member.ts';
import type { Roster } from './roster.ts';

/** The assessment whose level counts for a member: the diagnosis on site, else the self-assessment. */
export function countingKind({ newest }: Roster, index: number): AssessmentKind | null {
  if (newest.onsite.source[index] !== 0) return 'onsite';
  return newest.self.source[index] === 0 ? null : 'self';
}

/** The level that an assessment gave, 0 for none; both ends where answers are open. */
export function levelIn({ level, lowest, highest }: AssessedColumns, index: number): LevelKnown {
  const settled = level[index] as number;
  if (!Number.isNaN(settled)) return { lowest: settled, highest: settled };
  return { lowest: orZero(lowest[index] as number), highest: orZero(highest[index] as number) };
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

/** The highest level that anybody may have reached; at least 1. */
export function highestSeen({ newest, size }: Roster): number {
  let most = 1;
  for (const columns of [newest.self, newest.onsite])
    for (let index = 0; index < size; index++)
      if (columns.source[index] !== 0) most = Math.max(most, levelIn(columns, index).highest);
  return most;
}
