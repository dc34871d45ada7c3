import type { Missing, PointsTables, ScoreRule } from '../../../src/model/generated/types.ts';

/** Where a rule is worked out. */
export interface Place {
  /** The tags of `by` that the member at hand has. */
  readonly tags: ReadonlyMap<string, string>;
  /** What missing answers count for. */
  readonly missing: Missing;
  /** The tables of points, the innermost score's first. */
  readonly tables: readonly PointsTables[];
  /** The score of the rubric it stands in: if that is a section's, its id means the section's questions here. */
  readonly own: string | null;
}

export const DEFAULTS: Missing = {
  unanswered: 'open',
  unknown: 'open',
  notApplicable: 'exclude',
  notAsked: 'exclude',
};

/** What holds inside a rule: its own `missing` and `points` before those around it. */
export function inside({ missing, points }: ScoreRule, around: Place): Place {
  return {
    ...around,
    missing: { ...around.missing, ...missing },
    tables: points ? [points, ...around.tables] : around.tables,
  };
}

/** A list narrowed to the member at hand; a list in which nothing has the tag stays whole. */
export function withTags<T extends { readonly tags: ReadonlyMap<string, string> }>(
  members: readonly T[],
  tags: ReadonlyMap<string, string>,
): readonly T[] {
  return [...tags].reduce((kept, [tag, value]) => {
    if (kept.every((member) => !member.tags.has(tag))) return kept;
    return kept.filter((member) => member.tags.get(tag) === value);
  }, members);
}
