import type { Text } from '../../model/generated/types.ts';

/** A text of a pack in one of its languages; null where it is the same in all. */
export interface Worded {
  readonly language: string | null;
  readonly text: string;
}

/** A text in every language that it has. */
export function textsOf(text: Text | undefined): readonly Worded[] {
  if (text === undefined) return [];
  if (typeof text === 'string') return [{ language: null, text }];
  return Object.entries(text).map(([language, version]) => ({ language, text: version }));
}
