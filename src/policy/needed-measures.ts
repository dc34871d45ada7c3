// What a measure brings with it into a plan: the measures that it needs, those whose data it uses, and conflicts with
// measures of the plan.
import type { CompiledMeasure } from './measures.ts';

/** Returns measures and all that they need, directly or indirectly; measures that are not candidates are left out. */
export function addNeeds(
  measures: readonly CompiledMeasure[],
  candidates: readonly CompiledMeasure[],
): readonly CompiledMeasure[] {
  const ids = new Set(measures.map(({ id }) => id));
  const byId = new Map(candidates.map((measure) => [measure.id, measure]));
  for (const id of ids) for (const need of byId.get(id)?.needs ?? []) ids.add(need);
  return candidates.filter(({ id }) => ids.has(id));
}

/**
 * Returns for each measure that uses the data of other candidates the groups of them: of each group, one is enough,
 * because the others exclude it.
 */
export function listFeederGroups(candidates: readonly CompiledMeasure[]): Map<string, readonly (readonly string[])[]> {
  const byId = new Map(candidates.map((measure) => [measure.id, measure]));
  return new Map(
    candidates.flatMap((measure) => {
      const feeders = measure.after.flatMap((id) => {
        const feeder = byId.get(id);
        return feeder && !feeder.excludes.includes(measure.id) ? [feeder] : [];
      });
      const groups = feeders.map(({ id, excludes }) => [
        id,
        ...feeders.flatMap((other) => (excludes.includes(other.id) ? [other.id] : [])),
      ]);
      return groups.length > 0 ? [[measure.id, groups] as const] : [];
    }),
  );
}

/**
 * Returns the measures of a plan that exclude the given measure or one that it needs; empty if the given measure could
 * be added to the plan.
 */
export function findRivals(
  measure: CompiledMeasure,
  { chosen, candidates }: Readonly<Record<'chosen' | 'candidates', readonly CompiledMeasure[]>>,
): readonly CompiledMeasure[] {
  const neededMeasures = addNeeds([measure], candidates);
  return chosen.filter(({ id }) => neededMeasures.some(({ excludes }) => excludes.includes(id)));
}
