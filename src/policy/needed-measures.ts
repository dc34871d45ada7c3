// What comes with a measure into a plan: the measures it needs, and which measures of the plan exclude it.
import type { CompiledMeasure } from './measures.ts';

/** Returns measures with all that they need, directly or indirectly, as far as these are candidates. */
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
  const neededMeasures = withNeeds([measure], candidates);
  return chosen.filter(({ id }) => neededMeasures.some(({ excludes }) => excludes.includes(id)));
}
