// Which excluded measures keep an enterprise from a level that the catalogue would reach with them.
import { type Rational, ZERO } from '../model/index.ts';
import { listDecidedMeasures } from './follow-up-records.ts';
import { addOffer, type PlanningBasis } from './measure-choice.ts';
import { bestMeasuresFor, createLevelOptimisers, type RoadmapLimits } from './optimise/level-optimiser.ts';

/**
 * Returns the ids of the excluded measures without which a level is out of reach, although it could be reached with
 * them, regardless of budget and horizon. Empty if the level can be reached without them, or not even with them.
 */
export function findBlockingExclusions(
  basis: PlanningBasis,
  level: Rational,
  preferred: readonly string[],
  limits: RoadmapLimits,
): string[] {
  const excludedIds = [...listDecidedMeasures(basis.record, 'excluded')];
  if (excludedIds.length === 0) return [];
  const unlimited: RoadmapLimits = {
    ...limits,
    ...{ budget: null, horizon: null, deadlines: [], own: null, tolerance: ZERO, closesPriorities: false },
  };
  const isReachedWithout = (ids: readonly string[]): boolean => {
    const { record } = basis;
    const decisions = [...(record?.decisions ?? [])].filter(
      ([id, { state }]) => state !== 'excluded' || ids.includes(id),
    );
    const freed = addOffer({ ...basis, record: record && { ...record, decisions: new Map(decisions) } });
    const optimisers = createLevelOptimisers(freed, freed.offer.candidates, preferred, unlimited);
    return bestMeasuresFor(optimisers, level).best !== undefined;
  };
  if (isReachedWithout(excludedIds) || !isReachedWithout([])) return [];
  // Measures are taken back one by one until no exclusion can be kept that blocks the level.
  const harmless: string[] = [];
  for (const id of excludedIds) if (isReachedWithout([...harmless, id])) harmless.push(id);
  return excludedIds.filter((id) => !harmless.includes(id));
}
