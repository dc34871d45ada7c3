// The schedule of a finished recommendation's measures, for plans without a roadmap.
import { fromNumber, ONE, type Rational, type Recommendation } from '../model/index.ts';
import type { OpenGap } from './measures.ts';
import { DEFAULT_PARALLEL, type ScheduledMeasure, scheduleMeasures } from './optimise/schedule.ts';

/** A recommended measure with its duration in months. */
interface TimedRecommendation {
  readonly id: string;
  readonly needs: readonly string[];
  readonly months: { readonly high: Rational } | null;
  readonly heaviestGap?: OpenGap | undefined;
}

/**
 * Schedules the measures of a recommendation: first those that close gaps or ease pains, with the default number of
 * measures at a time.
 */
export function schedulePlan({
  measures,
  priorities = [],
  pains = [],
}: Pick<Recommendation, 'measures' | 'priorities' | 'pains'>): ScheduledMeasure<TimedRecommendation>[] {
  const urgent = new Set([
    ...priorities.flatMap(({ state, by = [] }) => (state === 'closed' ? by : [])),
    ...pains.flatMap(({ state, by = [] }) => (state === 'open' ? [] : by)),
  ]);
  const timedMeasures = measures.map(
    ({ id, needs = [], months }): TimedRecommendation => ({
      id,
      needs,
      months: months ? { high: fromNumber(months.high) } : null,
      heaviestGap: urgent.has(id) ? { weight: ONE, place: 0 } : undefined,
    }),
  );
  return scheduleMeasures(timedMeasures, DEFAULT_PARALLEL);
}
