import type { Appraisal } from './appraise.ts';
import { type Difference, findDifference, type Measured } from './difference.ts';

/** Assessments of one enterprise over time. */
export interface Trend {
  /** Oldest first. */
  readonly appraisals: readonly Appraisal[];
  /** From each to the next. */
  readonly steps: readonly Difference[];
}

/** Compares each assessment with the one before; those of one moment stay in the order they were given. */
export function followTrend(appraisals: readonly Appraisal[], measured: Measured): Trend {
  const ordered = [...appraisals].sort((a, b) => compareTexts(a.recorded.finishedAt, b.recorded.finishedAt));
  return {
    appraisals: ordered,
    steps: ordered.slice(1).map((after, i) => findDifference(ordered[i] as Appraisal, after, measured)),
  };
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
