// Applications that must come before the work they pay for: which measures wait for them, and what was begun too early.
import {
  type ApplyFirst,
  compare,
  dayAfterMonths,
  fromNumber,
  greatest,
  type Instrument,
  type InstrumentRecord,
  itemAt,
  type JudgedInstrument,
  lastWorkingDay,
  type MeasureRecord,
  monthsBetween,
  type Rational,
  type Recommendation,
  subtract,
  ZERO,
} from '../../model/index.ts';
import { evaluateCondition } from '../../scoring/index.ts';
import { type ActiveRecords, findOpenGrant, isInstrumentRecord, isMeasureRecord } from '../follow-up-records.ts';
import { type CompiledMeasure, coveredBy } from '../measures.ts';
import type { CompiledInstrument } from '../policy.ts';
import { isPlaceOpen } from '../policy-place.ts';
import type { RecommendInput } from '../recommend-input.ts';
import { readFundingSums } from './funding-tiers.ts';

/** The terms of an instrument that say what must wait for its application. */
type Terms = Pick<Instrument, 'applyBefore' | 'decisionMonths' | 'apply'>;

/**
 * Returns the day from which the work may begin, if that is later than `asOf`: applications may open later, or the
 * office may take a published time to decide. That time begins once the quotations are there. `applied` is the day of
 * an application on record.
 */
function findReleaseDay(
  { decisionMonths, apply }: Terms,
  asOf: string,
  applied: string | undefined,
  quotations: Rational = ZERO,
): string | undefined {
  const opens = apply?.from !== undefined && apply.from > asOf ? apply.from : asOf;
  if (!decisionMonths) return applied === undefined && opens > asOf ? opens : undefined;
  const quotedDay = dayAfterMonths(asOf, quotations);
  const application = applied ?? laterDay(opens, quotedDay);
  const day = dayAfterMonths(application, fromNumber(decisionMonths));
  return day > asOf ? day : undefined;
}

/** Returns the later of two days. */
function laterDay(a: string, b: string): string {
  const [, later = a] = [a, b].sort();
  return later;
}

/** Returns the longest time that some measures wait for quotations; 0 if nothing is bought. */
function quotationMonthsOf(measures: readonly CompiledMeasure[]): Rational {
  return measures.map(({ quotationMonths = ZERO }) => quotationMonths).reduce(greatest, ZERO);
}

/**
 * Whether a measure has a cost that an instrument can pay. A measure that costs nothing does not wait for an
 * application.
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
 * Whether all money granted or paid for an instrument was for earlier work, and no new application is on record,
 * although new work needs one. `measures` are those of the catalogue.
 */
export function isGrantedBefore(
  instrument: CompiledInstrument,
  record: ActiveRecords | undefined,
  measures: readonly CompiledMeasure[],
): boolean {
  if (!record || recordsOf(instrument, record).every(({ state }) => state === 'applied')) return false;
  const isOpen = findOpenGrant(record, instrument, coveredBy(instrument.definition.covers, measures)) !== undefined;
  return !isOpen && findPendingApplication(record, instrument) === undefined;
}

/**
 * Returns the day of the last application on record that no later grant has answered; undefined if there is none.
 */
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
 * Makes measures wait for their quotations, for an application that opens later, or for a decision that takes a
 * published time, if the enterprise is eligible today. Returns the same input if none has to wait.
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
  for (const instrument of policy.instruments) {
    const { applyBefore, otherCosts, covers, valid, apply } = instrument.definition;
    const isOver = [valid?.to, apply?.to].some((last) => typeof last === 'string' && last < asOf);
    if (!applyBefore || otherCosts || isOver || !isEligible(instrument)) continue;
    if (record && findOpenGrant(record, instrument, coveredBy(covers, measures))) continue;
    if (isGrantedBefore(instrument, record, measures)) continue;
    const applied = findPendingApplication(record, instrument);
    const paid = coveredBy(covers, open).filter(mayBePaid);
    const quotations = applied === undefined ? quotationMonthsOf(paid) : ZERO;
    const day = findReleaseDay(instrument.definition, asOf, applied, quotations);
    const wait = day === undefined ? quotations : greatest(quotations, monthsBetween(asOf, day));
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

/** Returns the day on which each measure was started by the records, or done if no start is on record. */
function findStartDays(record: Pick<ActiveRecords, 'events'> | undefined): ReadonlyMap<string, string> {
  return findFirstDays(record, ['started', 'done']);
}

/** Returns the day on which each measure was done by the records. */
function findDoneDays(record: Pick<ActiveRecords, 'events'>): ReadonlyMap<string, string> {
  return findFirstDays(record, ['done']);
}

/** Returns the first day on which each measure was in one of some states by the records. */
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

/** The measures that an instrument pays for, with what the records and the plan say of their starts. */
interface OrderContext {
  readonly covered: readonly CompiledMeasure[];
  /** The measures that it no longer pays for because they began before the application. */
  readonly begun: readonly CompiledMeasure[];
  readonly record: ActiveRecords | undefined;
  /** Returns the day on which the plan begins a measure. */
  readonly startOf: (id: string) => string;
  readonly asOf: string;
  /** The instruments that the enterprise must have received first, unless it is certain that it has. */
  readonly after: readonly string[];
}

/**
 * Returns which measures an instrument does not pay for because they began before the enterprise applied for it, by the
 * records. What costs money has a contract once it is started; its last invoice comes once it is done.
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
 * Describes what must wait for the application. Undefined if nothing must, or if the application has been made and no
 * decision need be awaited.
 */
export function describeApplyFirst(instrument: CompiledInstrument, context: OrderContext): ApplyFirst | undefined {
  const { applyBefore, decisionMonths, otherCosts } = instrument.definition;
  if (!applyBefore) return undefined;
  const { covered, record, startOf, asOf, after } = context;
  const applied = findPendingApplication(record, instrument);
  const begun = context.begun.map(({ id }) => id);
  const needsDecision = decisionMonths !== undefined;
  if (applied !== undefined && !needsDecision && begun.length === 0) return undefined;
  const started = findStartDays(record);
  const paid = otherCosts ? [] : covered.filter((one) => mayBePaid(one) && !started.has(one.id));
  const ids = paid.map(({ id }) => id);
  if (!otherCosts && ids.length + begun.length === 0) return undefined;
  const from = findReleaseDay(instrument.definition, asOf, applied, quotationMonthsOf(paid));
  const early = ids.filter((id) => from !== undefined && startOf(id) < from);
  const hasDay = applied === undefined && after.length === 0;
  const by = hasDay ? findApplicationDay(instrument.definition, ids.map(startOf), asOf) : undefined;
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
  };
}

/**
 * Returns the instruments that the enterprise must receive before another one. Left out are those it surely has: one is
 * paid, or every condition that is open for the later instrument is open for the earlier one as well. `judged` are the
 * instruments as judged.
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

/** Whether an application for an instrument is on record and new work needs no further one. */
export function isAppliedFor(
  { id, policy, doubts = [] }: JudgedInstrument,
  { onRecord }: Pick<Recommendation, 'onRecord'>,
): boolean {
  const money = onRecord?.instruments?.find((one) => one.id === id && one.policy === policy);
  return money?.applied !== undefined && !doubts.includes('granted-before');
}

/** Returns the last day to apply before the first of some days on which measures begin; undefined without such a day. */
function findApplicationDay({ decisionMonths, apply }: Terms, starts: readonly string[], asOf: string) {
  const [first] = [...starts].sort();
  if (first === undefined) return undefined;
  const earliest = apply?.from !== undefined && apply.from > asOf ? apply.from : asOf;
  const months = subtract(monthsBetween(asOf, first), decisionMonths ? fromNumber(decisionMonths) : ZERO);
  const last = compare(months, ZERO) > 0 ? dayAfterMonths(asOf, months) : asOf;
  return lastWorkingDay(laterDay(last, earliest), earliest);
}

/** An instrument, and what must not begin before it has been applied for. */
export type Application = JudgedInstrument & { readonly applyFirst: ApplyFirst };

/**
 * Lists the instruments to apply for before their work begins. Leaves out those whose place is still open, those that
 * pay nothing here, those that cannot be combined with better ones, and those of a loan that nobody plans.
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
