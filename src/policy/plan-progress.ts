// What became of a plan by the records: its measures, in time or late, what they cost, and the money of its instruments.
import {
  type Assessment,
  add,
  type FollowUp,
  fromNumber,
  lastDayOfMonths,
  type MeasureRecord,
  type Money,
  type Rational,
  type Recommendation,
  ZERO,
} from '../model/index.ts';
import {
  activeRecords,
  type RecordEvent,
  type RecordedInstrument,
  recordedInstruments,
  recordedMeasures,
} from './follow-up-records.ts';
import { planFor } from './kept-plans.ts';
import { schedulePlan } from './plan-schedule.ts';

/** What became of one measure. */
export interface MeasureProgress {
  readonly id: string;
  /** `open`: planned, but nothing is on record. */
  readonly state: 'done' | 'started' | 'planned' | 'open';
  /** The day of the record; absent if there is none. */
  readonly on?: string;
  /** The day by which the plan has it done; absent if no plan contains it or states its time. */
  readonly due?: string;
  /** Whether it was done after that day or, if it is not done, the day is past. */
  readonly isLate: boolean;
  /** What it cost by the record. */
  readonly cost?: Money;
  /** What it was to cost by the plan. */
  readonly planned?: { readonly low: number; readonly high: number; readonly currency: string };
  /** Whether it cost more than the plan's high estimate. */
  readonly isOver: boolean;
}

/** The recorded cost of measures and the planned cost of the same measures, both exact. */
export interface SpentTotal {
  readonly currency: string;
  readonly spent: Rational;
  readonly low: Rational;
  readonly high: Rational;
}

/** What became of a plan until a day. */
export interface PlanProgress {
  /** The day for which the plan was made. */
  readonly asOf: string;
  readonly measures: readonly MeasureProgress[];
  readonly instruments: readonly RecordedInstrument[];
  /** Absent if no measure of the plan has a cost on record. */
  readonly total?: SpentTotal;
}

/**
 * Describes what became of the plan of the last assessment in `before` that has one, until `day`. Measures on record
 * that only an earlier plan contains are compared with that one. Undefined if there is no plan, or nothing is on record.
 */
export function describeProgress(
  before: readonly Assessment[],
  records: readonly FollowUp[],
  day: string,
): PlanProgress | undefined {
  const plans = before.flatMap((one) => planFor({ records }, one) ?? []).toReversed();
  const events = activeRecords(records).filter(({ on }) => on <= day);
  const [plan] = plans;
  if (!plan || events.length === 0) return undefined;
  const measures = listMeasures(plans, events, day);
  const instruments = recordedInstruments(events);
  const total = sumSpent(measures);
  return { asOf: plan.asOf, measures, instruments, ...(total ? { total } : {}) };
}

/** Lists the measures on record, in the order of their first records, then the others of the last plan. */
function listMeasures(
  plans: readonly Recommendation[],
  events: readonly RecordEvent[],
  day: string,
): MeasureProgress[] {
  const recorded = recordedMeasures(events).flatMap(({ id, states: { planned, started, done } }) => {
    const last = done ?? started ?? planned;
    return last ? [judge(id, last, plans, day)] : [];
  });
  const others = (plans[0]?.measures ?? []).filter(({ id }) => !recorded.some((one) => one.id === id));
  return [...recorded, ...others.map(({ id }) => judge(id, undefined, plans, day))];
}

function judge(
  id: string,
  record: MeasureRecord | undefined,
  plans: readonly Recommendation[],
  day: string,
): MeasureProgress {
  const plan = plans.find(({ measures }) => measures.some((one) => one.id === id));
  const planned = plan?.measures.find((one) => one.id === id)?.cost;
  const end = plan && schedulePlan(plan).find((one) => one.id === id)?.end;
  const due = plan && end && lastDayOfMonths(plan.asOf, end);
  const state = record ? (record.state as 'done' | 'started' | 'planned') : 'open';
  const cost = record?.cost;
  return {
    id,
    state,
    ...(record ? { on: record.on } : {}),
    ...(due === undefined ? {} : { due }),
    isLate: due !== undefined && (state === 'done' && record ? record.on : day) > due,
    ...(cost ? { cost } : {}),
    ...(planned ? { planned: { low: planned.low, high: planned.high, currency: planned.currency } } : {}),
    isOver: cost !== undefined && planned?.currency === cost.currency && cost.amount > planned.high,
  };
}

/** Adds up what was spent on measures whose cost is planned in the same currency, and what was planned for them. */
function sumSpent(measures: readonly MeasureProgress[]): SpentTotal | undefined {
  const compared = measures.flatMap(({ cost, planned }) =>
    cost && planned?.currency === cost.currency ? [{ cost, planned }] : [],
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
