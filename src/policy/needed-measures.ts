// What a measure brings into a plan with it: all that it needs, and what of the plan rules it out.
import type { CompiledMeasure } from './measures.ts';

/** Returns measures and, directly or indirectly, all that they need, as far as these are among the candidates. */
export function withNeeds(
  measures: readonly CompiledMeasure[],
  candidates: readonly CompiledMeasure[],
): readonly CompiledMeasure[] {
  const ids = new Set(measures.map(({ id }) => id));
  const byId = new Map(candidates.map((measure) => [measure.id, measure]));
  for (const id of ids) for (const need of byId.get(id)?.needs ?? []) ids.add(need);
  return candidates.filter(({ id }) => ids.has(id));
}

/** Returns the measures of a plan that exclude a measure or one that it needs; none if the plan could contain it. */
export function findRivals(
  measure: CompiledMeasure,
  { chosen, candidates }: Readonly<Record<'chosen' | 'candidates', readonly CompiledMeasure[]>>,
): readonly CompiledMeasure[] {
  const needed = withNeeds([measure], candidates);
  return chosen.filter(({ id }) => needed.some(({ excludes }) => excludes.includes(id)));
}
