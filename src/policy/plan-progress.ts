// What became of a plan according to the records: which measures were done, in time or late, what they really cost, and
// the money of its instruments.
import {
  type Assessment,
  add,
  computeDayAfterMonths,
  computeLastDayOfMonths,
  type Delay,
  type FollowUp,
  fromNumber,
  type MeasureRecord,
  type Money,
  type Rational,
  type Recommendation,
  ZERO,
} from '../model/index.ts';
import {
  listRecordedInstruments,
  listRecordedMeasures,
  type RecordEvent,
  type RecordedInstrument,
  selectActiveRecords,
} from './follow-up-records.ts';
import { planFor } from './kept-plans.ts';
import { schedulePlan } from './plan-schedule.ts';

/** What has become of one measure according to the records. */
export interface MeasureProgress {
  readonly id: string;
  /** `open`: planned, but nothing is on record. */
  readonly state: 'done' | 'started' | 'planned' | 'open';
  /** The day of the record; absent if there is none. */
  readonly on?: string;
  /**
   * The day by which the measure should be done according to the plan; absent if no plan contains the measure or states
   * its time.
   */
  readonly due?: string;
  /**
   * The day by which the measure will be done according to the current plan; absent if the current plan does not
   * contain it.
   */
  readonly now?: string;
  /** Whether the measure was done after the day `due` or, if it is not done, whether that day has passed. */
  readonly isLate: boolean;
  /**
   * Whether no start is on record although the measure should have begun: on the recorded day for which it is planned,
   * or according to the plan if nothing is on record.
   */
  readonly isUnrecorded: boolean;
  /** The actual cost on record. */
  readonly cost?: Money;
  /** The planned cost. */
  readonly planned?: { readonly low: number; readonly high: number; readonly currency: string };
  /** Whether the actual cost exceeds the high estimate of the plan. */
  readonly isOver: boolean;
}

/**
 * The recorded cost of several measures that are done (`spent`) and the planned cost of the same measures (`low` to `high`), all
 * exact.
 */
export interface SpentTotal {
  readonly currency: string;
  readonly spent: Rational;
  readonly low: Rational;
  readonly high: Rational;
}

/** What has become of a plan by a certain day. */
export interface PlanProgress {
  /** The day for which the plan was made. */
  readonly asOf: string;
  readonly measures: readonly MeasureProgress[];
  readonly instruments: readonly RecordedInstrument[];
  /** The recorded and the planned cost, added up; absent if no measure that is done has a cost on record. */
  readonly total?: SpentTotal;
}

/**
 * Describes what has become, by `day`, of the plan of the last assessment in `before` that has one. A recorded measure
 * that is only part of an earlier plan is compared with that plan. `current` is the plan made for that day. Undefined
 * if there is no plan, or if nothing is on record.
 */
export function describeProgress(
  before: readonly Assessment[],
  records: readonly FollowUp[],
  day: string,
  current?: Recommendation,
): PlanProgress | undefined {
  const plans = before.flatMap((assessment) => planFor({ records }, assessment) ?? []).toReversed();
  // A plan to begin on a later day is on record already.
  const events = selectActiveRecords(records).filter(({ state, on }) => state === 'planned' || on <= day);
  const [plan] = plans;
  if (!plan || events.length === 0) return undefined;
  const measures = listMeasures(plans, events, day).map((measure): MeasureProgress => {
    const now = current && measure.state !== 'done' ? findPlannedDays(current, measure.id)?.end : undefined;
    return { ...measure, ...(now === undefined ? {} : { now }) };
  });
  const instruments = listRecordedInstruments(events);
  const totalSpent = sumSpent(measures);
  return { asOf: plan.asOf, measures, instruments, ...(totalSpent ? { total: totalSpent } : {}) };
}

/**
 * Lists the measures on record, in the order in which they first occur in the records, then the other measures of the
 * last plan.
 */
function listMeasures(
  plans: readonly Recommendation[],
  events: readonly RecordEvent[],
  day: string,
): MeasureProgress[] {
  const recorded = listRecordedMeasures(events).flatMap(({ id, states: { planned, started, done } }) => {
    const lastRecord = done ?? started ?? planned;
    return lastRecord ? [judge(id, lastRecord, plans, day)] : [];
  });
  const otherMeasures = (plans[0]?.measures ?? []).filter(({ id }) => !recorded.some((measure) => measure.id === id));
  return [...recorded, ...otherMeasures.map(({ id }) => judge(id, undefined, plans, day))];
}

function judge(
  id: string,
  record: MeasureRecord | undefined,
  plans: readonly Recommendation[],
  day: string,
): MeasureProgress {
  const plan = plans.find(({ measures }) => measures.some((measure) => measure.id === id));
  const plannedCost = plan?.measures.find((measure) => measure.id === id)?.cost;
  const { start: begins, end: due } = (plan && findPlannedDays(plan, id)) ?? {};
  const state = record ? (record.state as 'done' | 'started' | 'planned') : 'open';
  const startDay = state === 'open' ? begins : state === 'planned' ? record?.on : undefined;
  const cost = record?.cost;
  return {
    id,
    state,
    ...(record ? { on: record.on } : {}),
    ...(due === undefined ? {} : { due }),
    isLate: due !== undefined && record !== undefined && (state === 'done' ? record.on : day) > due,
    isUnrecorded: startDay !== undefined && startDay <= day,
    ...(cost ? { cost } : {}),
    ...(plannedCost
      ? { planned: { low: plannedCost.low, high: plannedCost.high, currency: plannedCost.currency } }
      : {}),
    isOver: cost !== undefined && plannedCost?.currency === cost.currency && cost.amount > plannedCost.high,
  };
}

/** Lists the measures that a plan finishes later than the plan before it did, with both days. */
export function listDelays(before: Recommendation, current: Recommendation): Delay[] {
  return current.measures.flatMap(({ id }) => {
    const [due, now] = [before, current].map((plan) => findPlannedDays(plan, id)?.end);
    return due !== undefined && now !== undefined && now > due ? [{ id, due, now }] : [];
  });
}

/** Returns the first and the last day of a measure according to a plan; undefined if the plan does not contain it. */
function findPlannedDays(
  plan: Recommendation,
  id: string,
): { readonly start: string; readonly end: string } | undefined {
  const planned = schedulePlan(plan).find((measure) => measure.id === id);
  if (!planned) return undefined;
  return {
    start: computeDayAfterMonths(plan.asOf, planned.start),
    end: computeLastDayOfMonths(plan.asOf, planned.end),
  };
}

/**
 * Adds up what was spent on measures that are done, and what was planned for the same measures. Before a measure is
 * done, its recorded cost is only what it is expected to cost. Only measures whose planned cost is in the same currency
 * are included.
 */
function sumSpent(measures: readonly MeasureProgress[]): SpentTotal | undefined {
  const compared = measures.flatMap(({ state, cost, planned }) =>
    state === 'done' && cost && planned?.currency === cost.currency ? [{ cost, planned }] : [],
  );
  const [first] = compared;
  if (!first || compared.some(({ cost }) => cost.currency !== first.cost.currency)) return undefined;
  const sum = (numbers: readonly number[]): Rational => numbers.map(fromNumber).reduce(add, ZERO);
  return {
    currency: first.cost.currency,
    spent: sum(compared.map(({ cost }) => cost.amount)),
    low: sum(compared.map(({ planned }) => planned.low)),
    high: sum(compared.map(({ planned }) => planned.high)),
  };
}
