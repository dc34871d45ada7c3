// Applications that must come before the work they pay for: which measures wait for them, and what was begun too early.
import {
  type ApplyFirst,
  dayAfterMonths,
  fromNumber,
  greatest,
  type Instrument,
  type InstrumentRecord,
  itemAt,
  type JudgedInstrument,
  monthsBetween,
  type Rational,
  type Recommendation,
  subtract,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';
import { evaluateCondition } from '../../scoring/index.ts';
import { type ActiveRecords, findOpenGrant, isInstrumentRecord, isMeasureRecord } from '../follow-up-records.ts';
import { type CompiledMeasure, coveredBy } from '../measures.ts';
import type { CompiledInstrument } from '../policy.ts';
import { isPlaceOpen } from '../policy-place.ts';
import type { RecommendInput } from '../recommend-input.ts';
import { readFundingSums } from './funding-tiers.ts';

/** The months that a plan allows from the start of a measure to its first contract, for quotations. */
export const ORDER_MONTHS = wholeNumber(2);

/** The parts of an instrument that say what must come after its application. */
type Terms = Pick<Instrument, 'applyBefore' | 'decisionMonths' | 'apply'>;

/**
 * Returns the day from which the work may begin, if that is later than `asOf`: applications open later, or the office
 * takes a published time to decide. `applied` is the day of an application on record.
 */
function findReleaseDay({ decisionMonths, apply }: Terms, asOf: string, applied: string | undefined) {
  const opens = apply?.from !== undefined && apply.from > asOf ? apply.from : asOf;
  const application = applied ?? opens;
  const day = decisionMonths ? dayAfterMonths(application, fromNumber(decisionMonths)) : application;
  return day > asOf ? day : undefined;
}

/**
 * Returns how many months after `asOf` a measure may start so that what must wait, its start or its first contract, does
 * not come before a day.
 */
function waitUntil(before: ApplyFirst['before'], day: string, asOf: string): Rational {
  const months = monthsBetween(asOf, day);
  return before === 'start' ? months : greatest(ZERO, subtract(months, ORDER_MONTHS));
}

/**
 * Returns the day of the last application on record that no later grant has answered; undefined if there is none.
 */
function findPendingApplication(
  record: Pick<ActiveRecords, 'events'> | undefined,
  { id, policy }: Pick<CompiledInstrument, 'id' | 'policy'>,
): string | undefined {
  const records = (record?.events ?? [])
    .filter(isInstrumentRecord)
    .filter(({ instrument, policy: other }) => instrument === id && other === policy);
  const lastDay = (state: InstrumentRecord['state']): string =>
    records
      .flatMap(({ state: other, on }) => (other === state ? [on] : []))
      .sort()
      .at(-1) ?? '';
  const applied = lastDay('applied');
  return applied > lastDay('granted') ? applied : undefined;
}

/**
 * Makes measures wait for an application that opens later, or for a decision that takes a published time, if the
 * enterprise is eligible today. Returns the same input if none has to wait.
 */
export function delayMeasures(basis: RecommendInput): RecommendInput {
  const { policy, measures, asOf, record, assessed, judged = assessed } = basis;
  const waits = new Map<string, Rational>();
  const isEligible = ({ when }: CompiledInstrument): boolean =>
    !when || evaluateCondition(when, (node) => itemAt(judged.evaluation.values, node)) === 'holds';
  for (const instrument of policy.instruments) {
    const { applyBefore, otherCosts, covers, valid, apply } = instrument.definition;
    const isOver = [valid?.to, apply?.to].some((last) => typeof last === 'string' && last < asOf);
    if (!applyBefore || otherCosts || isOver || !isEligible(instrument)) continue;
    if (record && findOpenGrant(record, instrument)) continue;
    const day = findReleaseDay(instrument.definition, asOf, findPendingApplication(record, instrument));
    if (day === undefined) continue;
    const wait = waitUntil(applyBefore, day, asOf);
    for (const { id } of coveredBy(covers, measures)) waits.set(id, greatest(wait, waits.get(id) ?? ZERO));
  }
  const started = findStartDays(record);
  const isWaiting = ({ id }: CompiledMeasure): boolean => waits.has(id) && !started.has(id);
  if (!measures.some(isWaiting)) return basis;
  return {
    ...basis,
    measures: measures.map((measure) =>
      isWaiting(measure) ? { ...measure, notBefore: waits.get(measure.id) as Rational } : measure,
    ),
  };
}

/** Returns the day on which each measure was started by the records, or done if no start is on record. */
function findStartDays(record: Pick<ActiveRecords, 'events'> | undefined): ReadonlyMap<string, string> {
  const days = new Map<string, string>();
  for (const { measure, state, on } of (record?.events ?? []).filter(isMeasureRecord)) {
    const known = days.get(measure);
    if ((state === 'started' || state === 'done') && (known === undefined || on < known)) days.set(measure, on);
  }
  return days;
}

/** The measures that an instrument pays for, with what the records and the plan say of their starts. */
interface OrderContext {
  readonly covered: readonly CompiledMeasure[];
  readonly record: ActiveRecords | undefined;
  /** Returns the day on which a measure begins by the plan. */
  readonly startOf: (id: string) => string;
  readonly asOf: string;
}

/** Returns the measures on record as started before an instrument was applied for that must be applied for first. */
export function findBegunTooEarly(
  instrument: CompiledInstrument,
  { covered, record }: Pick<OrderContext, 'covered' | 'record'>,
): string[] {
  const { applyBefore, otherCosts } = instrument.definition;
  // A measure that was started need not have a contract or an invoice yet.
  if (applyBefore !== 'start' || otherCosts || (record && findOpenGrant(record, instrument))) return [];
  const started = findStartDays(record);
  const applied = findPendingApplication(record, instrument);
  return covered.flatMap(({ id }) => {
    const start = started.get(id);
    return start !== undefined && (applied === undefined || start < applied) ? [id] : [];
  });
}

/** Describes what must wait for the application; undefined if nothing does, or if the application is enough and made. */
export function describeApplyFirst(instrument: CompiledInstrument, context: OrderContext): ApplyFirst | undefined {
  const { applyBefore, decisionMonths, otherCosts } = instrument.definition;
  if (!applyBefore) return undefined;
  const { covered, record, startOf, asOf } = context;
  const applied = findPendingApplication(record, instrument);
  const begun = findBegunTooEarly(instrument, context);
  const needsDecision = decisionMonths !== undefined;
  if (applied !== undefined && !needsDecision && begun.length === 0) return undefined;
  const started = findStartDays(record);
  const ids = otherCosts ? [] : covered.map(({ id }) => id).filter((id) => !started.has(id) || begun.includes(id));
  if (!otherCosts && ids.length === 0) return undefined;
  const from = findReleaseDay(instrument.definition, asOf, applied);
  const early = ids.filter((id) => {
    if (from === undefined || begun.includes(id)) return false;
    return startOf(id) < dayAfterMonths(asOf, waitUntil(applyBefore, from, asOf));
  });
  return {
    before: applyBefore,
    measures: ids,
    ...(needsDecision ? { decision: true as const } : {}),
    ...(applied === undefined ? {} : { applied }),
    ...(from === undefined ? {} : { from }),
    ...(early.length > 0 ? { early } : {}),
    ...(begun.length > 0 ? { begun } : {}),
  };
}

/** Returns how many months after the day of a recommendation each measure that waits for an application may start. */
export function waitsOf({
  asOf,
  instruments,
}: Pick<Recommendation, 'asOf' | 'instruments'>): ReadonlyMap<string, Rational> {
  const waits = new Map<string, Rational>();
  for (const { verdict, applyFirst } of instruments) {
    const { before, from, measures, early = [], begun = [] } = applyFirst ?? { measures: [] };
    if (before === undefined || from === undefined || verdict !== 'eligible') continue;
    const wait = waitUntil(before, from, asOf);
    for (const id of measures.filter((one) => !early.includes(one) && !begun.includes(one)))
      waits.set(id, greatest(wait, waits.get(id) ?? ZERO));
  }
  return waits;
}

/** An instrument with what must wait for its application. */
export type Application = JudgedInstrument & { readonly applyFirst: ApplyFirst };

/**
 * Lists the instruments to apply for before their work begins. Leaves out those whose place is still open, those that
 * pay nothing here, and those that cannot be combined with better ones.
 */
export function listApplications({
  instruments,
  funding,
}: Pick<Recommendation, 'instruments' | 'funding'>): Application[] {
  const sums = funding && readFundingSums(funding);
  const countedIds = new Set(
    [sums?.likely, sums?.possible].flatMap((sum) => sum?.instruments.map(({ id }) => id) ?? []),
  );
  return instruments.flatMap((judged): Application[] => {
    const { id, amount, loan, applyFirst } = judged;
    if (!applyFirst || isPlaceOpen(judged) || amount?.state === 'nothing') return [];
    const isLeftOut = sums !== undefined && amount?.state === 'settled' && !loan && !countedIds.has(id);
    return isLeftOut ? [] : [{ ...judged, applyFirst }];
  });
}
