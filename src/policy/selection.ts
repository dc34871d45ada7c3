import { type Burden, burdenOf, byDispensability, isLighter, type Preference } from './burden.ts';
import type { CompiledMeasure } from './measures.ts';

/** Measures in the order to take them, each after what it needs. */
export type Sequence = readonly CompiledMeasure[];

/** Whether measures, all done, surely reach what is aimed at. */
export type Goal = (measures: Sequence) => boolean;

/**
 * The measures to recommend, of all candidates, which together must reach the goal. None of them can be spared: without
 * any one, and what builds on it, the goal is missed.
 */
export function selectMeasures(all: Sequence, reaches: Goal, prefers: Preference): Sequence {
  const spare = (measures: Sequence): Sequence => spareMeasures(measures, reaches, prefers);
  return spare(all);
}

/** Does without one measure after another, the most dispensable first, as long as the goal is reached. */
function spareMeasures(measures: Sequence, reaches: Goal, prefers: Preference): Sequence {
  let kept = measures;
  for (const { id } of [...measures].sort(byDispensability(prefers))) {
    const rest = leaveOut(kept, id);
    if (rest.length < kept.length && reaches(rest)) kept = rest;
  }
  return kept.length < measures.length ? spareMeasures(kept, reaches, prefers) : kept;
}

/** The measures without one and all that builds on it. */
function leaveOut(measures: Sequence, id: string): Sequence {
  const gone = new Set([id]);
  return measures.filter((measure) => {
    if (measure.needs.some((need) => gone.has(need))) gone.add(measure.id);
    return !gone.has(measure.id);
  });
}
