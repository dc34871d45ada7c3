// The schedule of a finished recommendation's measures, for plans without a roadmap.
import { fromNumber, ONE, type Rational, type Recommendation } from '../model/index.ts';
import { waitsOf } from './funding/application-order.ts';
import type { OpenGap } from './measures.ts';
import { DEFAULT_PARALLEL, type ScheduledMeasure, scheduleMeasures } from './optimise/schedule.ts';

/** A recommended measure with its duration in months. */
interface TimedRecommendation {
  readonly id: string;
  readonly needs: readonly string[];
  readonly months: { readonly high: Rational } | null;
  readonly heaviestGap?: OpenGap | undefined;
  readonly notBefore: Rational | undefined;
}

/**
 * Schedules the measures of a recommendation: first those that close gaps or ease pains, with the default number of
 * measures at a time.
 */
export function schedulePlan({
  asOf,
  instruments,
  measures,
  priorities = [],
  pains = [],
}: Pick<
  Recommendation,
  'asOf' | 'instruments' | 'measures' | 'priorities' | 'pains'
>): ScheduledMeasure<TimedRecommendation>[] {
  const urgent = new Set([
    ...priorities.flatMap(({ state, by = [] }) => (state === 'closed' ? by : [])),
    ...pains.flatMap(({ state, by = [] }) => (state === 'open' ? [] : by)),
  ]);
  const waits = waitsOf({ asOf, instruments });
  const timedMeasures = measures.map(
    ({ id, needs = [], months }): TimedRecommendation => ({
      id,
      needs,
      months: months ? { high: fromNumber(months.high) } : null,
      heaviestGap: urgent.has(id) ? { weight: ONE, place: 0 } : undefined,
      notBefore: waits.get(id),
    }),
  );
  return scheduleMeasures(timedMeasures, DEFAULT_PARALLEL);
}
