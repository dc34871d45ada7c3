import type { Overlap, StageFigures } from '../figures/stages.ts';
import type { Nullable } from '../portfolio.ts';
import type { Trend } from './trends.ts';

/**
 * A stage without what gives few away. Those for whom it is undecided are only told where there are none, for those for whom
 * one stage may hold lie inside of those for whom another may; so are those outside of the registry.
 */
export function concealStage(
  stage: StageFigures,
  trend: Trend,
  isGone: boolean,
): Nullable<StageFigures, 'holds' | 'undecided' | 'outside' | 'undated'> {
  const zeroOnly = (count: number): number | null => (count === 0 ? 0 : null);
  const outside = zeroOnly(stage.outside);
  if (isGone) return { ...stage, holds: null, undecided: null, outside, undated: null, quarters: [], target: null };
  const isWhole = trend.quarters.length === stage.quarters.length && trend.undated !== null;
  const target = stage.target && (isWhole ? stage.target : { ...stage.target, recent: null });
  return { ...stage, undecided: zeroOnly(stage.undecided), outside, ...trend, target };
}

/** Overlaps of pairs of stages without those that are not to be shown. */
export function concealOverlaps(
  overlaps: readonly Overlap[],
  isShown: (pair: Overlap['stages']) => boolean,
): Nullable<Overlap, 'both' | 'first' | 'second'>[] {
  return overlaps.map((overlap) =>
    isShown(overlap.stages) ? overlap : { stages: overlap.stages, both: null, first: null, second: null },
  );
}
