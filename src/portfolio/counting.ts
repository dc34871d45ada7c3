import type { AssessedColumns } from './assessed.ts';
import type { AssessmentKind } from './member.ts';
import type { Roster } from './roster.ts';

/** Which assessment of a member counts for its level: that of one kind, or that on site and else the self-assessment. */
export type LevelOf = AssessmentKind | 'either';

/** The assessment that counts of each member, column by column. */
export interface Counting {
  /** 1 where there is one. */
  readonly isThere: Uint8Array;
  readonly pack: Uint16Array;
  readonly level: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  readonly scores: ReadonlyMap<string, Float64Array>;
  /** Where its answers stand. */
  readonly answers: (index: number) => AssessedColumns;
}

/** Chooses the assessment that counts of each member. */
export function countingOf({ newest, size }: Roster, levelOf: LevelOf): Counting {
  const [self, onsite] = [newest.self, newest.onsite];
  if (levelOf !== 'either') return countingKind(newest[levelOf], size);
  const [hasSelf, hasOnsite] = [self, onsite].map(({ source }) => source.subarray(0, size).some((one) => one !== 0));
  if (!hasOnsite) return countingKind(self, size);
  if (!hasSelf) return countingKind(onsite, size);
  const merge = <T extends Float64Array | Uint16Array>(of: (columns: AssessedColumns) => T): T => {
    const merged = of(self).slice(0, size) as T;
    const over = of(onsite);
    for (let i = 0; i < size; i++) if (onsite.source[i] !== 0) merged[i] = over[i] as number;
    return merged;
  };
  const none = new Float64Array(size).fill(Number.NaN);
  const ids = [...new Set([...self.scores.keys(), ...onsite.scores.keys()])];
  return {
    isThere: thereOf(merge(({ source }) => source)),
    pack: merge(({ pack }) => pack),
    level: merge(({ level }) => level),
    lowest: merge(({ lowest }) => lowest),
    highest: merge(({ highest }) => highest),
    scores: new Map(ids.map((id) => [id, merge(({ scores }) => scores.get(id) ?? none)])),
    answers: (index) => (onsite.source[index] !== 0 ? onsite : self),
  };
}

function countingKind(columns: AssessedColumns, size: number): Counting {
  const { source, pack, level, lowest, highest, scores } = columns;
  return { isThere: thereOf(source.subarray(0, size)), pack, level, lowest, highest, scores, answers: () => columns };
}

function thereOf(source: Uint16Array): Uint8Array {
  const isThere = new Uint8Array(source.length);
  for (let i = 0; i < source.length; i++) if (source[i] !== 0) isThere[i] = 1;
  return isThere;
}
