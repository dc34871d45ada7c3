import type { CompiledMeasure } from './measures.ts';

/** Whether a track prefers a measure: a say only where the cost is the same. */
export type Preference = (measure: CompiledMeasure) => boolean;

export function preferenceFor(tags: readonly string[]): Preference {
  return (measure) => measure.tags.some((tag) => tags.includes(tag));
}
