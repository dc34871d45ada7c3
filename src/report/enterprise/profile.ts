import { type Dimension, findDimensions } from '../../scoring/dimensions.ts';
import type { EnterpriseReport } from './report.ts';

/** The dimensions of a report, and what they come to after the measures or by the answers aimed at. */
export interface Profile {
  readonly dimensions: readonly Dimension[];
  /** Whether open answers can still change a dimension. */
  readonly isOpen: boolean;
  /** Shares from 0 to 1, one for each dimension. */
  readonly target?: { readonly kind: 'afterMeasures' | 'aimedAt'; readonly shares: readonly number[] };
}

/** Reads the dimensions of a report; none where the pack has no scores to compare. */
export function readProfile({ plan, result, recommendation }: EnterpriseReport): Profile {
  const dimensions = findDimensions(plan, result);
  const isOpen = dimensions.some(({ lowest, highest }) => lowest !== highest);
  const after = recommendation && recommendation.measures.length > 0 ? recommendation.target.scores : undefined;
  const aimed = dimensions.some(({ name }) => typeof result.scores[name]?.target === 'number');
  if (!aimed && !after) return { dimensions, isOpen };
  const shares = dimensions.map(({ name, lowest }) => {
    const score = result.scores[name];
    const value = aimed ? score?.target : (after?.[name]?.value ?? after?.[name]?.lowest);
    const maximum = score?.maximum ?? 0;
    return typeof value === 'number' && maximum > 0 ? Math.min(1, Math.max(0, value / maximum)) : lowest;
  });
  return { dimensions, isOpen, target: { kind: aimed ? 'aimedAt' : 'afterMeasures', shares } };
}
