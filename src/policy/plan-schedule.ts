// When the measures of a finished recommendation begin and end, and the day by which quotations for them are needed.
import {
  computeDayAfterMonths,
  fromNumber,
  ONE,
  type Rational,
  type Recommendation,
  toNumber,
  workingDayBefore,
} from '../model/index.ts';
import { listApplications } from './funding/application-order.ts';
import type { OpenGap } from './measures.ts';
import { DEFAULT_PARALLEL, type ScheduledMeasure, scheduleMeasures } from './optimise/schedule.ts';

/**
 * Sets when each measure of a recommendation begins and ends according to its schedule. If a measure buys something,
 * also sets the day by which its quotations are needed: before it begins, and before the applications that require
 * quotations. Measures under way need no quotations. `country` is the one whose holidays are no working days.
 */
export function dateMeasures(
  advice: Recommendation,
  slots: readonly ScheduledMeasure[],
  country: string | undefined,
): void {
  const applications = listApplications(advice);
  const slotById = new Map(slots.map((slot) => [slot.measure.id, slot]));
  for (const measure of advice.measures) {
    const slot = slotById.get(measure.id);
    if (!slot) continue;
    measure.start = toNumber(slot.start);
    if (measure.months) measure.end = toNumber(slot.end);
    const { quotationMonths, isUnderWay } = slot.measure;
    if (quotationMonths === undefined || isUnderWay || !measure.cost || measure.cost.high === 0) continue;
    const applicationDays = applications.flatMap(({ applyFirst: { measures, by } }) =>
      by !== undefined && measures.includes(measure.id) ? [by] : [],
    );
    const [first] = [computeDayAfterMonths(advice.asOf, slot.start), ...applicationDays].sort();
    if (first !== undefined) measure.quotationsBy = workingDayBefore(first, advice.asOf, country);
  }
}

/** A measure of a plan with its time, in months from the day of the plan. */
interface PlannedMeasure {
  readonly id: string;
  readonly start: Rational;
  /** Equal to the start if no duration is stated. */
  readonly end: Rational;
}

/** Returns when each measure of a recommendation begins and ends, in the order in which they are listed. */
export function schedulePlan(recommendation: Recommendation): PlannedMeasure[] {
  const { measures } = recommendation;
  const dated = measures.flatMap(({ id, start, end = start }): PlannedMeasure[] =>
    start === undefined || end === undefined ? [] : [{ id, start: fromNumber(start), end: fromNumber(end) }],
  );
  return dated.length === measures.length ? dated : scheduleUndated(recommendation);
}

/** A measure of a plan in which no times are stated. */
interface UndatedMeasure {
  readonly id: string;
  readonly needs: readonly string[];
  readonly months: { readonly high: Rational } | null;
  readonly heaviestGap?: OpenGap | undefined;
}

/**
 * Schedules the measures of a plan that was kept by an earlier version without their times. Measures that close gaps or
 * ease pains come first; as many measures run at a time as by default.
 */
function scheduleUndated({ measures, priorities = [], pains = [] }: Recommendation): PlannedMeasure[] {
  const urgent = new Set([
    ...priorities.flatMap(({ state, by = [] }) => (state === 'closed' ? by : [])),
    ...pains.flatMap(({ state, by = [] }) => (state === 'open' ? [] : by)),
  ]);
  const undatedMeasures = measures.map(
    ({ id, needs = [], months }): UndatedMeasure => ({
      id,
      needs,
      months: months ? { high: fromNumber(months.high) } : null,
      heaviestGap: urgent.has(id) ? { weight: ONE, place: 0 } : undefined,
    }),
  );
  return scheduleMeasures(undatedMeasures, DEFAULT_PARALLEL).map(({ measure: { id }, start, end }) => ({
    id,
    start,
    end,
  }));
}
