// Applications that must come before the work they pay for: which measures wait for them, and what was begun too early.
import {
  type ApplyFirst,
  compare,
  computeDayAfterMonths,
  countMonthsBetween,
  findLastWorkingDay,
  fromNumber,
  greatest,
  type Instrument,
  type InstrumentRecord,
  itemAt,
  type JudgedInstrument,
  type MeasureRecord,
  type Rational,
  type Recommendation,
  subtract,
  workingDayBefore,
  ZERO,
} from '../../model/index.ts';
import { evaluateCondition } from '../../scoring/index.ts';
import {
  type ActiveRecords,
  findOpenGrant,
  findPlannedStarts,
  isInstrumentRecord,
  isMeasureRecord,
} from '../follow-up-records.ts';
import { type CompiledMeasure, selectCovered } from '../measures.ts';
import { type Deadline, latestEnds } from '../optimise/schedule.ts';
import type { CompiledInstrument } from '../policy.ts';
import { isPlaceOpen } from '../policy-place.ts';
import type { RecommendInput } from '../recommend-input.ts';
import { readFundingSums, readTier } from './funding-tiers.ts';

/** The terms of an instrument that decide what must wait for its application. */
type Terms = Pick<Instrument, 'applyBefore' | 'decisionMonths' | 'apply'>;

/**
 * Returns the first day on which the work may begin; undefined if that is today. The work may have to wait because
 * applications open later, or because the office takes a published number of months to decide; these months are counted
 * from the day of the application, which needs the quotations. `applied` is the day of an application on record.
 */
function findReleaseDay(
  { decisionMonths, apply }: Terms,
  asOf: string,
  applied: string | undefined,
  quotations: Rational = ZERO,
): string | undefined {
  const opens = apply?.from !== undefined && apply.from > asOf ? apply.from : asOf;
  if (!decisionMonths) return applied === undefined && opens > asOf ? opens : undefined;
  const quotedDay = computeDayAfterMonths(asOf, quotations);
  const application = applied ?? laterDay(opens, quotedDay);
  const day = computeDayAfterMonths(application, fromNumber(decisionMonths));
  return day > asOf ? day : undefined;
}

/** Returns the later of two days. */
function laterDay(a: string, b: string): string {
  const [, later = a] = [a, b].sort();
  return later;
}

/**
 * Returns the longest time, in months, that any of the measures needs for obtaining quotations; 0 if none needs any.
 */
function quotationMonthsOf(measures: readonly CompiledMeasure[]): Rational {
  return measures.map(({ quotationMonths = ZERO }) => quotationMonths).reduce(greatest, ZERO);
}

/**
 * Whether a measure has a cost that an instrument can pay. A measure without costs need not wait for an application.
 */
function mayBePaid({ cost, costRule }: CompiledMeasure): boolean {
  return costRule !== null || cost !== null;
}

function recordsOf(
  { id, policy }: Pick<CompiledInstrument, 'id' | 'policy'>,
  record: Pick<ActiveRecords, 'events'> | undefined,
): InstrumentRecord[] {
  return (record?.events ?? [])
    .filter(isInstrumentRecord)
    .filter(({ instrument, policy: other }) => instrument === id && other === policy);
}

/**
 * Whether all money granted or paid for an instrument was for earlier work and no new application is on record, so that
 * new work needs one. `measures` are all measures of the catalogue, `plan` those of the plan, if there is one.
 */
export function isGrantedBefore(
  instrument: CompiledInstrument,
  record: ActiveRecords | undefined,
  measures: readonly CompiledMeasure[],
  plan?: readonly CompiledMeasure[],
): boolean {
  if (!record || recordsOf(instrument, record).every(({ state }) => state === 'applied')) return false;
  const covered = selectCovered(instrument.definition.covers, measures);
  const isOpen = findOpenGrant(record, instrument, covered, plan) !== undefined;
  return !isOpen && findPendingApplication(record, instrument) === undefined;
}

/** Returns the day of the last application on record if it is later than the last grant; otherwise undefined. */
function findPendingApplication(
  record: Pick<ActiveRecords, 'events'> | undefined,
  instrument: Pick<CompiledInstrument, 'id' | 'policy'>,
): string | undefined {
  const records = recordsOf(instrument, record);
  const lastDay = (state: InstrumentRecord['state']): string =>
    records
      .flatMap(({ state: other, on }) => (other === state ? [on] : []))
      .sort()
      .at(-1) ?? '';
  const applied = lastDay('applied');
  return applied > lastDay('granted') ? applied : undefined;
}

/**
 * Delays measures whose work must not begin yet, if the enterprise is eligible for the instrument today: until their
 * quotations are there, until applications open, or until the office has decided, if it takes a published time. Measures
 * whose start is on record as planned also wait for that day. Returns the same input if no measure has to wait.
 */
export function delayMeasures(basis: RecommendInput): RecommendInput {
  const { policy, measures, asOf, record, assessed, judged = assessed } = basis;
  const started = findStartDays(record);
  const open = measures.filter(({ id }) => !started.has(id));
  const waits = new Map<string, Rational>();
  const addWait = (id: string, wait: Rational): void => {
    if (compare(wait, waits.get(id) ?? ZERO) > 0) waits.set(id, wait);
  };
  const isEligible = ({ when }: CompiledInstrument): boolean =>
    !when || evaluateCondition(when, (node) => itemAt(judged.evaluation.values, node)) === 'holds';
  for (const { id, quotationMonths = ZERO } of open) addWait(id, quotationMonths);
  for (const [id, day] of findPlannedStarts(record)) addWait(id, countMonthsBetween(asOf, day));
  for (const instrument of policy.instruments) {
    const { applyBefore, otherCosts, covers, valid, apply } = instrument.definition;
    const isOver = [valid?.to, apply?.to].some((last) => typeof last === 'string' && last < asOf);
    if (!applyBefore || otherCosts || isOver || !isEligible(instrument)) continue;
    if (record && findOpenGrant(record, instrument, selectCovered(covers, measures))) continue;
    if (isGrantedBefore(instrument, record, measures)) continue;
    const applied = findPendingApplication(record, instrument);
    const paid = selectCovered(covers, open).filter(mayBePaid);
    const quotations = applied === undefined ? quotationMonthsOf(paid) : ZERO;
    const day = findReleaseDay(instrument.definition, asOf, applied, quotations);
    const wait = day === undefined ? quotations : greatest(quotations, countMonthsBetween(asOf, day));
    for (const { id } of paid) addWait(id, wait);
  }
  if (waits.size === 0) return basis;
  return {
    ...basis,
    measures: measures.map((measure) => {
      const notBefore = waits.get(measure.id);
      return notBefore ? { ...measure, notBefore } : measure;
    }),
  };
}

/**
 * Returns, from the records, the day on which each measure was started; the day on which it was done if no start is on
 * record.
 */
function findStartDays(record: Pick<ActiveRecords, 'events'> | undefined): ReadonlyMap<string, string> {
  return findFirstDays(record, ['started', 'done']);
}

/** Returns, from the records, the day on which each measure was done. */
function findDoneDays(record: Pick<ActiveRecords, 'events'>): ReadonlyMap<string, string> {
  return findFirstDays(record, ['done']);
}

/** Returns, for each measure, the earliest day on record for any of the given states. */
function findFirstDays(
  record: Pick<ActiveRecords, 'events'> | undefined,
  states: readonly MeasureRecord['state'][],
): ReadonlyMap<string, string> {
  const days = new Map<string, string>();
  for (const { measure, state, on } of (record?.events ?? []).filter(isMeasureRecord)) {
    const known = days.get(measure);
    if (states.includes(state) && (known === undefined || on < known)) days.set(measure, on);
  }
  return days;
}

/** What decides whether measures can wait for an application. */
interface WaitContext {
  /** All measures of the plan, one of which meets each deadline. */
  readonly measures: readonly CompiledMeasure[];
  readonly record: ActiveRecords | undefined;
  readonly asOf: string;
  /** The deadlines that a law or an authority sets. */
  readonly legalDeadlines: readonly Deadline[];
  /** Whether instruments that must be received before this one may still be missing. */
  readonly isAfterOthers: boolean;
}

/**
 * Returns those of the measures that cannot wait for an instrument, because a law or an authority sets a date for them:
 * to meet it, they must start before the application can be made and, where that is required, decided. If nobody knows
 * when that will be, measures with such a date do not wait at all.
 */
export function findUrgentMeasures(
  { id, policy, definition }: CompiledInstrument,
  covered: readonly CompiledMeasure[],
  { measures, record, asOf, legalDeadlines, isAfterOthers }: WaitContext,
): CompiledMeasure[] {
  if (legalDeadlines.length === 0 || !definition.applyBefore || definition.otherCosts) return [];
  const applied = findPendingApplication(record, { id, policy });
  if (applied !== undefined && definition.decisionMonths === undefined) return [];
  const latestEndById = latestEnds(measures, legalDeadlines);
  const started = findStartDays(record);
  const paid = covered.filter((measure) => mayBePaid(measure) && !started.has(measure.id));
  const quotations = applied === undefined ? quotationMonthsOf(paid) : ZERO;
  const day = findReleaseDay(definition, asOf, applied, quotations);
  const wait = day === undefined ? quotations : countMonthsBetween(asOf, day);
  const isUndated = definition.decisionMonths === null || isAfterOthers;
  return paid.filter((measure) => {
    const end = latestEndById.get(measure.id);
    return end !== undefined && (isUndated || compare(subtract(end, measure.months?.high ?? ZERO), wait) < 0);
  });
}

/** The measures that an instrument pays for, with what the records and the plan say about when they begin. */
interface OrderContext {
  readonly covered: readonly CompiledMeasure[];
  /** The measures that the instrument no longer pays for because they began before the application. */
  readonly begun: readonly CompiledMeasure[];
  /** The measures that the instrument does not pay for because they cannot wait for it. */
  readonly urgent: readonly CompiledMeasure[];
  readonly record: ActiveRecords | undefined;
  /** Returns the day on which a measure begins according to the plan. */
  readonly startOf: (id: string) => string;
  readonly asOf: string;
  /** The country whose holidays are no working days; undefined if it is not known. */
  readonly country: string | undefined;
  /**
   * The instruments that must be received before this one, as far as it is not certain that the enterprise has received
   * them.
   */
  readonly after: readonly string[];
}

/**
 * Returns the measures that an instrument no longer pays for because, by the records, they began before the enterprise
 * applied. A measure with a cost counts as ordered once it is started, and as invoiced once it is done.
 */
export function findBegunTooEarly(
  instrument: CompiledInstrument,
  measures: readonly CompiledMeasure[],
  record: ActiveRecords | undefined,
): CompiledMeasure[] {
  const { applyBefore, otherCosts } = instrument.definition;
  if (!applyBefore || otherCosts || !record) return [];
  const days = applyBefore === 'invoice' ? findDoneDays(record) : findStartDays(record);
  if (days.size === 0) return [];
  const applied = findPendingApplication(record, instrument);
  return measures.filter((measure) => {
    const day = days.get(measure.id);
    const isBound = applyBefore === 'start' || mayBePaid(measure);
    return isBound && day !== undefined && (applied === undefined || day < applied);
  });
}

/**
 * Describes what the enterprise must not begin before it has applied for an instrument. Undefined if nothing has to
 * wait, or if the enterprise has applied and need not wait for a decision.
 */
export function describeApplyFirst(instrument: CompiledInstrument, context: OrderContext): ApplyFirst | undefined {
  const { applyBefore, decisionMonths, otherCosts } = instrument.definition;
  if (!applyBefore) return undefined;
  const { covered, record, startOf, asOf, country, after } = context;
  const applied = findPendingApplication(record, instrument);
  const begun = context.begun.map(({ id }) => id);
  const urgent = context.urgent.map(({ id }) => id);
  const needsDecision = decisionMonths !== undefined;
  if (applied !== undefined && !needsDecision && begun.length === 0) return undefined;
  const started = findStartDays(record);
  const paid = otherCosts ? [] : covered.filter((one) => mayBePaid(one) && !started.has(one.id));
  const ids = paid.map(({ id }) => id);
  if (!otherCosts && ids.length + begun.length === 0) return undefined;
  const from = findReleaseDay(instrument.definition, asOf, applied, quotationMonthsOf(paid));
  const early = ids.filter((id) => from !== undefined && startOf(id) < from);
  const hasDay = applied === undefined && after.length === 0;
  const by = hasDay ? findApplicationDay(instrument.definition, ids.map(startOf), asOf, country) : undefined;
  return {
    before: applyBefore,
    measures: ids,
    ...(needsDecision ? { decision: true as const } : {}),
    ...(applied === undefined ? {} : { applied }),
    ...(from === undefined ? {} : { from }),
    ...(by === undefined ? {} : { by }),
    ...(after.length > 0 ? { after: [...after] } : {}),
    ...(early.length > 0 ? { early } : {}),
    ...(begun.length > 0 ? { begun } : {}),
    ...(urgent.length > 0 ? { urgent } : {}),
  };
}

/**
 * Returns those instruments that must be received before another one and that the enterprise may not have received. It
 * surely has received an instrument if money was paid for it, or if the later instrument depends on no open condition
 * beyond those that are open for the earlier one. `judged` are the verdicts on all instruments.
 */
export function findEarlierInstruments(
  { id, policy, definition: { follows = [] } }: CompiledInstrument,
  judged: readonly JudgedInstrument[],
  record: ActiveRecords | undefined,
): string[] {
  const openNames = (instrument: string): readonly string[] =>
    judged
      .filter((one) => one.id === instrument)
      .flatMap(({ reasons }) => reasons.flatMap(({ unmet }) => (unmet?.truth === 'undecided' ? [unmet.name] : [])));
  return follows.filter((earlier) => {
    const isPaid = recordsOf({ id: earlier, policy }, record).some(({ state }) => state === 'paid');
    return !isPaid && openNames(id).some((name) => !openNames(earlier).includes(name));
  });
}

/** Whether an instrument is granted or applied for according to the records, so that it needs no further application. */
export function isRequested(judged: JudgedInstrument, recommendation: Pick<Recommendation, 'onRecord'>): boolean {
  return readTier(judged) === 'certain' || isAppliedFor(judged, recommendation);
}

/** Whether an application for an instrument is on record, so that no further application is needed for new work. */
function isAppliedFor(
  { id, policy, doubts = [] }: JudgedInstrument,
  { onRecord }: Pick<Recommendation, 'onRecord'>,
): boolean {
  const money = onRecord?.instruments?.find((one) => one.id === id && one.policy === policy);
  return money?.applied !== undefined && !doubts.includes('granted-before');
}

/**
 * Returns the last working day on which the enterprise can apply, before applications close, so that work can begin on the
 * first of the days in `starts`; undefined if `starts` is empty.
 */
function findApplicationDay(
  { decisionMonths, apply }: Terms,
  starts: readonly string[],
  asOf: string,
  country: string | undefined,
): string | undefined {
  const [first] = [...starts].sort();
  if (first === undefined) return undefined;
  const earliest = apply?.from !== undefined && apply.from > asOf ? apply.from : asOf;
  const months = subtract(countMonthsBetween(asOf, first), decisionMonths ? fromNumber(decisionMonths) : ZERO);
  const decided = compare(months, ZERO) > 0 ? computeDayAfterMonths(asOf, months) : asOf;
  const last = decisionMonths
    ? findLastWorkingDay(laterDay(decided, earliest), earliest, country)
    : workingDayBefore(first, earliest, country);
  const closes = apply?.to;
  return typeof closes === 'string' && closes < last ? findLastWorkingDay(closes, earliest, country) : last;
}

/** An instrument, and the work that must not begin before the enterprise has applied for it. */
export type Application = JudgedInstrument & { readonly applyFirst: ApplyFirst };

/**
 * Lists the instruments that must be applied for before the work that they pay for begins. Leaves out instruments for
 * places in which the enterprise may not be, instruments that pay nothing here, instruments that cannot be combined
 * with better ones, and subsidies for the interest of a loan that is not planned.
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
    if (!applyFirst || isPlaceOpen(judged) || amount?.state === 'nothing' || amount?.example) return [];
    const isLeftOut = sums !== undefined && amount?.state === 'settled' && !loan && !countedIds.has(id);
    return isLeftOut ? [] : [{ ...judged, applyFirst }];
  });
}
