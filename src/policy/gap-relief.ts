// What measures do about a gap or a pain: close it, or only narrow or ease it.
import type { CompiledPriority } from './gaps.ts';
import type { CompiledMeasure } from './measures.ts';

/** Returns the ids of the measures that close a gap, and of the measures that only narrow it or ease a part of it. */
export function measuresAgainst(
  gap: CompiledPriority,
  measures: readonly CompiledMeasure[],
): { readonly closers: readonly string[]; readonly easing: readonly string[] } {
  const idsWith = (test: (measure: CompiledMeasure) => boolean | undefined): string[] =>
    measures.flatMap((measure) => (test(measure) ? [measure.id] : []));
  return {
    closers: idsWith(({ gaps }) => gaps?.includes(gap)),
    easing: idsWith(({ narrows }) => narrows?.includes(gap)),
  };
}

/** How much measures do about a gap: 0 for nothing, 1 for a part, 2 if they close it. */
export function reliefFrom(gap: CompiledPriority, measures: readonly CompiledMeasure[]): number {
  const { closers, easing } = measuresAgainst(gap, measures);
  return closers.length > 0 ? 2 : Number(easing.length > 0);
}
