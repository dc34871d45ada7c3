import type { Text } from '../model/generated/types.ts';
import type { Input } from '../scoring/plan.ts';

/** What is known of a pack beside the results by it. */
export interface PackKnowledge {
  readonly id: string;
  /** Titles of levels. */
  readonly levelTitles: ReadonlyMap<number, Text>;
  /** Scores that are shown, in order; the best possible of each, as far as there is one. */
  readonly scores: readonly string[];
  readonly best: ReadonlyMap<string, number>;
  readonly inputs: readonly Input[];
  /** The lists of the rubric with their members. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}
