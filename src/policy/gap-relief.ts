// What measures do about a gap or a pain: close it, or only narrow or ease it.
import type { CompiledPriority } from './gaps.ts';
import type { CompiledMeasure } from './measures.ts';

/** Returns the ids of the measures that close a gap, and of the measures that only narrow it or ease a part of it. */
export function listMeasuresAgainst(
  gap: CompiledPriority,
  measures: readonly CompiledMeasure[],
): { readonly closers: readonly string[]; readonly easing: readonly string[] } {
  const listIdsWith = (test: (measure: CompiledMeasure) => boolean | undefined): string[] =>
    measures.flatMap((measure) => (test(measure) ? [measure.id] : []));
  return {
    closers: listIdsWith(({ gaps }) => gaps?.includes(gap)),
    easing: listIdsWith(({ narrows }) => narrows?.includes(gap)),
  };
}

/** How much measures do about a gap: 0 for nothing, 1 for a part, 2 if they close it. */
export function computeRelief(gap: CompiledPriority, measures: readonly CompiledMeasure[]): number {
  const { closers, easing } = listMeasuresAgainst(gap, measures);
  return closers.length > 0 ? 2 : Number(easing.length > 0);
}
