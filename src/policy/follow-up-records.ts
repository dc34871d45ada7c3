// Records of measures and instruments after an assessment: the active ones, their sums and contradictions.
import {
  type ApplyFirst,
  add,
  addMonths,
  compare,
  type FollowUp,
  fromNumber,
  type InstrumentRecord,
  type JudgedInstrument,
  type KeptPlan,
  type MeasureRecord,
  type Rational,
  type Recommendation,
  type RecordedMoney,
  type RecordedSum,
  type RecordSummary,
  subtract,
  toNumber,
  ZERO,
} from '../model/index.ts';
import { formatExactMoney } from './funding/money-text.ts';
import type { CompiledInstrument } from './policy.ts';

/** The measures on record as done, each with its day. */
export type DoneMeasures = ReadonlyMap<string, string>;

/** The active records of an enterprise, as a recommendation takes them into account. */
export interface ActiveRecords {
  /** The active records, in the order they were recorded. */
  readonly events: readonly RecordEvent[];
  /** The measures on record as done, in the order of the records. */
  readonly done: DoneMeasures;
  /** The decisions about measures, by measure id. */
  readonly decisions: ReadonlyMap<string, MeasureRecord>;
  /** The day of the assessment that the recommendation is for, `YYYY-MM-DD`. */
  readonly assessedOn: string;
}

/** Finds the active records of an enterprise; undefined if there are none. */
export function readActiveRecords(records: readonly FollowUp[], assessedOn: string): ActiveRecords | undefined {
  const events = selectActiveRecords(records);
  if (events.length === 0) return undefined;
  const doneRecords = events.filter(isMeasureRecord).filter(({ state }) => state === 'done');
  return {
    events,
    done: new Map(doneRecords.map(({ measure, on }) => [measure, on])),
    decisions: findLatestDecisions(events),
    assessedOn,
  };
}

/** Returns the decisions about measures by measure id; the last one if there are several. */
export function findLatestDecisions(events: readonly RecordEvent[]): ReadonlyMap<string, MeasureRecord> {
  const decidedRecords = events
    .filter(isMeasureRecord)
    .filter(({ state }) => MEASURE_DECISIONS.some((decision) => decision === state));
  return new Map(decidedRecords.map((record) => [record.measure, record]));
}

/** Returns the ids of the measures for which the given decision is on record: required, or excluded. */
export function listDecidedMeasures(record: ActiveRecords | undefined, decision: Decision): ReadonlySet<string> {
  const decisions = [...(record?.decisions.values() ?? [])];
  return new Set(decisions.flatMap(({ measure, state }) => (state === decision ? [measure] : [])));
}

/**
 * Returns the measures under way (started, not done, and not excluded since), by id, each with the record of its start.
 */
export function findMeasuresUnderWay(record: ActiveRecords | undefined): ReadonlyMap<string, MeasureRecord> {
  if (!record) return new Map();
  const { events, done, decisions } = record;
  return new Map(
    events
      .filter(isMeasureRecord)
      .filter(({ measure, state }) => state === 'started' && !done.has(measure))
      .filter(({ measure }) => decisions.get(measure)?.state !== 'excluded')
      .map((event) => [event.measure, event]),
  );
}

/** Returns the day on record for which the start of each measure is planned, of those not started, by id. */
export function findPlannedStarts(record: Pick<ActiveRecords, 'events'> | undefined): ReadonlyMap<string, string> {
  const recorded = record ? listRecordedMeasures(record.events) : [];
  return new Map(
    recorded.flatMap(({ id, states: { planned, started, done } }) =>
      planned && !started && !done ? [[id, planned.on] as const] : [],
    ),
  );
}

/**
 * Returns the ids of the measures that were started and not finished, according to the records that a recommendation
 * took into account.
 */
export function listStartedMeasures({ onRecord }: Pick<Recommendation, 'onRecord'>): ReadonlySet<string> {
  return new Set((onRecord?.measures ?? []).flatMap(({ id, state }) => (state === 'started' ? [id] : [])));
}

/** A record about a measure or an instrument. */
export type RecordEvent = MeasureRecord | InstrumentRecord;

export function isRecordEvent(record: FollowUp): record is RecordEvent {
  return 'measure' in record || 'instrument' in record;
}

export function isKeptPlan(record: FollowUp): record is KeptPlan {
  return 'recommendation' in record;
}

export function isMeasureRecord(record: FollowUp): record is MeasureRecord {
  return 'measure' in record;
}

export function isInstrumentRecord(record: RecordEvent): record is InstrumentRecord {
  return !isMeasureRecord(record);
}

/** Returns the records that count: without withdrawals, and without the records that they withdraw. */
export function removeWithdrawnRecords(records: readonly FollowUp[]): (RecordEvent | KeptPlan)[] {
  const withdrawn = new Set(records.flatMap((record) => ('withdraws' in record ? [record.withdraws] : [])));
  return records.flatMap((record) => ('withdraws' in record || withdrawn.has(record.number) ? [] : [record]));
}

/** Returns the active records: those about a measure or an instrument that no later record withdraws. */
export function selectActiveRecords(records: readonly FollowUp[]): RecordEvent[] {
  return removeWithdrawnRecords(records).filter(isRecordEvent);
}

/** The number of the next record of a file. */
export function computeNextRecordNumber(records: readonly FollowUp[]): number {
  return records.reduce((most, { number }) => Math.max(most, number), 0) + 1;
}

/** The states of a measure and of an instrument, in chronological order. */
export const MEASURE_STATES = ['planned', 'started', 'done'] as const;
export const INSTRUMENT_STATES = ['applied', 'granted', 'paid'] as const;
/** The possible decisions on a measure. */
export const MEASURE_DECISIONS = ['required', 'excluded'] as const;
export type Decision = (typeof MEASURE_DECISIONS)[number];

/** The sum of amounts in one currency; unknown amounts are counted separately. */
export interface AmountTotal {
  /** Exact; null if no amount is known. */
  readonly amount: Rational | null;
  /** The number of records without an amount. */
  readonly unknown: number;
  /** The number of records. */
  readonly count: number;
}

/** Returns a total as plain JSON, with the amount as a number. */
export function totalAsJson({ amount, unknown, count }: AmountTotal): object {
  return { amount: amount && toNumber(amount), unknown, count };
}

/** For one measure, the last record of each state. */
interface RecordedMeasure {
  readonly id: string;
  readonly states: Readonly<Partial<Record<MeasureRecord['state'], MeasureRecord>>>;
}

/** For one instrument, the sum of its records in each state: applied, granted, paid. */
export interface RecordedInstrument {
  readonly id: string;
  /** The id of the funding programme that contains the instrument. */
  readonly policy: string;
  /** The currency of the recorded amounts; null if no record has an amount. */
  readonly currency: string | null;
  readonly totals: Readonly<Record<InstrumentRecord['state'], AmountTotal>>;
}

/**
 * Returns the last record of each state for every measure, in the order in which measures first occur in the records.
 */
export function listRecordedMeasures(active: readonly RecordEvent[]): RecordedMeasure[] {
  const measureRecords = active.filter(isMeasureRecord);
  const ids = [...new Set(measureRecords.map(({ measure }) => measure))];
  return ids.map((id) => ({
    id,
    states: Object.fromEntries(
      measureRecords.filter(({ measure }) => measure === id).map((record) => [record.state, record]),
    ),
  }));
}

/** Returns the recorded totals of every instrument, in the order in which instruments first occur in the records. */
export function listRecordedInstruments(active: readonly RecordEvent[]): RecordedInstrument[] {
  const instrumentRecords = active.filter(isInstrumentRecord);
  const ids = new Map(
    instrumentRecords.map(({ instrument, policy }) => [`${policy} ${instrument}`, { instrument, policy }]),
  );
  return [...ids.values()].map(({ instrument: id, policy }) => {
    const records = instrumentRecords.filter((record) => record.instrument === id && record.policy === policy);
    return {
      id,
      policy,
      currency: records.find(({ amount }) => amount)?.amount?.currency ?? null,
      totals: sumByState(records),
    };
  });
}

function sumByState(records: readonly InstrumentRecord[]): RecordedInstrument['totals'] {
  const sumState = (state: InstrumentRecord['state']): AmountTotal =>
    sumAmounts(records.filter((record) => record.state === state).map(({ amount }) => amount?.amount));
  return { applied: sumState('applied'), granted: sumState('granted'), paid: sumState('paid') };
}

/** Adds amounts exactly; undefined is an unknown amount. */
function sumAmounts(amounts: readonly (number | undefined)[]): AmountTotal {
  const statedAmounts = amounts.filter((amount) => amount !== undefined);
  return {
    amount: statedAmounts.length === 0 ? null : statedAmounts.map(fromNumber).reduce(add, ZERO),
    unknown: amounts.length - statedAmounts.length,
    count: amounts.length,
  };
}

/** The grants for an instrument that count towards a plan, taken together. */
export interface OpenGrant {
  /** Exact; null if a grant has no amount, or one in a currency other than the instrument's. */
  readonly amount: Rational | null;
}

/**
 * Returns the grants for an instrument that count towards a plan; undefined if there are none. `covered` are the measures
 * of the catalogue that the instrument pays for: if one of them was done on or after the day of the grant and none is
 * still planned or started, the grant counts as used up and is left out. Payments settle the earliest grants first; a
 * payment without an amount settles one grant. A settled grant counts, too, while a measure that it pays for is under
 * way in `plan`, which contains the whole cost of that measure; without `plan`, under way at all.
 */
export function findOpenGrant(
  { events }: Pick<ActiveRecords, 'events'>,
  { id, policy, currency, definition }: CompiledInstrument,
  covered: readonly { readonly id: string }[],
  plan: readonly { readonly id: string }[] = covered,
): OpenGrant | undefined {
  const isUsed = createUseTest(events, covered);
  const keepsSettled =
    definition.covers !== undefined &&
    !definition.otherCosts &&
    listRecordedMeasures(events).some(
      ({ id, states: { started, done } }) =>
        started && !done && [covered, plan].every((measures) => measures.some((measure) => measure.id === id)),
    );
  const keepSettled = (grant: InstrumentRecord): void => {
    if (keepsSettled) openGrants.push(grant);
  };
  const records = events
    .filter(isInstrumentRecord)
    .filter((record) => record.instrument === id && record.policy === policy);
  const grants = records.filter(({ state }) => state === 'granted').sort(compareDays);
  let { amount: paid, unknown: paidUnknown } = sumAmounts(
    records.filter(({ state }) => state === 'paid').map(({ amount }) => amount?.amount),
  );
  const openGrants: InstrumentRecord[] = [];
  for (const grant of grants) {
    const grantedAmount = grant.amount && fromNumber(grant.amount.amount);
    const remainingPaid = paid ?? ZERO;
    if (grantedAmount && compare(remainingPaid, grantedAmount) >= 0) {
      paid = subtract(remainingPaid, grantedAmount);
      keepSettled(grant);
    } else if (paidUnknown > 0) {
      paidUnknown -= 1;
      keepSettled(grant);
    } else {
      // What remains of the payments but is too small to settle this grant does not count towards a later grant.
      if ((grantedAmount || remainingPaid.n === 0n) && !isUsed(grant)) openGrants.push(grant);
      paid = ZERO;
    }
  }
  if (openGrants.length === 0) return undefined;
  const areInCurrency = openGrants.every(({ amount }) => amount?.currency === currency);
  return { amount: areInCurrency ? sumAmounts(openGrants.map(({ amount }) => amount?.amount)).amount : null };
}

/**
 * Creates a test of whether a grant is used up: since the grant, a measure in `covered` was done, and none in `covered`
 * is still planned or under way.
 */
function createUseTest(
  events: readonly RecordEvent[],
  covered: readonly { readonly id: string }[],
): (grant: InstrumentRecord) => boolean {
  const ids = new Set(covered.map(({ id }) => id));
  const records = events.filter(isMeasureRecord).filter(({ measure }) => ids.has(measure));
  const doneRecords = records.filter(({ state }) => state === 'done');
  const doneIds = new Set(doneRecords.map(({ measure }) => measure));
  const isUnderWay = records.some(
    ({ measure, state }) => (state === 'planned' || state === 'started') && !doneIds.has(measure),
  );
  return (grant) => !isUnderWay && doneRecords.some(({ on }) => on >= grant.on);
}

function compareDays(a: RecordEvent, b: RecordEvent): number {
  return a.on < b.on ? -1 : Number(a.on > b.on);
}

/**
 * Two records that cannot both be true. If they are in the wrong order, `earlier` is the one that should have come
 * first in time; for the other kinds, it is the one recorded first.
 */
export interface Contradiction {
  readonly kind: 'backwards' | 'twice' | 'other-currency';
  readonly earlier: RecordEvent;
  readonly later: RecordEvent;
}

/** More money granted than applied for, or more paid than granted: not certainly wrong, but worth a warning. */
export interface ExcessAmount {
  readonly kind: 'granted-over-applied' | 'paid-over-granted';
  readonly standing: RecordedInstrument;
}

/**
 * The states of a measure that must come in this order. `planned` is left out, because any day may be given for a plan.
 */
const EXECUTION_STATES: readonly MeasureRecord['state'][] = ['started', 'done'];

/**
 * Finds contradictions: a measure done before it was started, money paid before the first grant or granted before the
 * first application, a measure started or done twice, or amounts of one instrument in two currencies. A missing step is
 * not a contradiction: a done measure need not have been recorded as started.
 */
export function findContradictions(active: readonly RecordEvent[]): Contradiction[] {
  return active.flatMap((later, i) => {
    const recordsBefore = active.slice(0, i);
    return isMeasureRecord(later)
      ? findContradictionsOfMeasure(later, recordsBefore)
      : findContradictionsOfInstrument(later, recordsBefore.filter(isInstrumentRecord));
  });
}

function findContradictionsOfMeasure(record: MeasureRecord, before: readonly RecordEvent[]): Contradiction[] {
  const sameMeasure = before.filter(isMeasureRecord).filter(({ measure }) => measure === record.measure);
  if (!EXECUTION_STATES.includes(record.state)) return [];
  return sameMeasure.flatMap((other): Contradiction[] => {
    if (!EXECUTION_STATES.includes(other.state)) return [];
    if (other.state === record.state) return [{ kind: 'twice', earlier: other, later: record }];
    const [started, done] = record.state === 'done' ? [other, record] : [record, other];
    return done.on < started.on ? [{ kind: 'backwards', earlier: started, later: done }] : [];
  });
}

/**
 * Finds contradictions between a record of an instrument and the records before it. Money may come in instalments, so
 * only the first record of each state is compared: money must not, for example, be paid before the first grant.
 */
function findContradictionsOfInstrument(
  record: InstrumentRecord,
  before: readonly InstrumentRecord[],
): Contradiction[] {
  const sameInstrument = before.filter(
    ({ instrument, policy }) => instrument === record.instrument && policy === record.policy,
  );
  const currency = sameInstrument.find(
    ({ amount }) => amount && record.amount && amount.currency !== record.amount.currency,
  );
  const firstRecords = new Map<string, InstrumentRecord>();
  for (const candidate of [...sameInstrument, record]) {
    const earliestRecord = firstRecords.get(candidate.state);
    if (!earliestRecord || candidate.on < earliestRecord.on) firstRecords.set(candidate.state, candidate);
  }
  const reversedStates = INSTRUMENT_STATES.flatMap((state, i) =>
    INSTRUMENT_STATES.slice(i + 1).flatMap((next): Contradiction[] => {
      const [earlier, later] = [firstRecords.get(state), firstRecords.get(next)];
      // A wrong order is reported only with the record that causes it, so that each contradiction is reported once.
      if (!earlier || !later || later.on >= earlier.on || (earlier !== record && later !== record)) return [];
      return [{ kind: 'backwards', earlier, later }];
    }),
  );
  return [
    ...(currency ? [{ kind: 'other-currency', earlier: currency, later: record } as const] : []),
    ...reversedStates,
  ];
}

/**
 * Finds instruments for which more was granted than applied for, or more paid than granted. Nothing is reported if the
 * smaller total has unknown amounts.
 */
export function findExcess(active: readonly RecordEvent[]): ExcessAmount[] {
  return listRecordedInstruments(active).flatMap((standing): ExcessAmount[] => {
    const { applied, granted, paid } = standing.totals;
    return [
      ...(exceeds(granted, applied) ? [{ kind: 'granted-over-applied', standing } as const] : []),
      ...(exceeds(paid, granted) ? [{ kind: 'paid-over-granted', standing } as const] : []),
    ];
  });
}

/** The reason why a record is most likely a slip, although no other record contradicts it. */
export type RecordDoubt =
  | {
      readonly kind: 'early';
      readonly event: RecordEvent;
      readonly assessedOn: string;
      /** Whether the recommendation for the assessment of `assessedOn` lists the measure or instrument. */
      readonly isAdvised: boolean;
    }
  | { readonly kind: 'amount'; readonly event: RecordEvent; readonly low: number; readonly high: number }
  /**
   * A measure was started although the enterprise has not yet applied for instruments that must be applied for first.
   */
  | {
      readonly kind: 'unapplied';
      readonly event: MeasureRecord;
      readonly instruments: readonly Pick<JudgedInstrument, 'id' | 'policy'>[];
      readonly before: ApplyFirst['before'];
    };

/**
 * A recorded amount is doubtful if it is more than this many times as high, or as low, as expected, for example because
 * it was entered in units of 10,000 yuan.
 */
const DOUBTFUL_TIMES = 20;
/**
 * How many years before the assessment a record may lie without being doubtful. A measure that is recorded as done yet
 * still recommended must not be dated before the assessment at all.
 */
const MAX_YEARS_BEFORE = 5;

/**
 * Finds records that are most likely slips, judged by the recommendation for an assessment: a recommended measure
 * recorded as done before the assessment, any record long before it, and amounts far from the expected ones.
 */
export function findRecordDoubts(
  added: readonly RecordEvent[],
  active: readonly RecordEvent[],
  { measures, instruments }: Pick<Recommendation, 'measures' | 'instruments'>,
  assessedOn: string,
): RecordDoubt[] {
  const longBefore = addMonths(assessedOn, -12 * MAX_YEARS_BEFORE);
  const unlikelyRecords = added.flatMap((event): RecordDoubt[] => {
    const isAdvised = isMeasureRecord(event)
      ? measures.some(({ id }) => id === event.measure)
      : instruments.some(({ id, policy }) => id === event.instrument && policy === event.policy);
    const earliestDay = isAdvised && event.state === 'done' ? assessedOn : longBefore;
    const expectedAmount = isMeasureRecord(event)
      ? findExpectedCost(event, measures)
      : findExpectedAmount(event, instruments);
    return [
      ...(event.on < earliestDay ? [{ kind: 'early', event, assessedOn, isAdvised } as const] : []),
      ...(expectedAmount && isFarFrom(expectedAmount) ? [{ kind: 'amount', event, ...expectedAmount } as const] : []),
    ];
  });
  return [...unlikelyRecords, ...joinUnapplied(instruments.flatMap((judged) => findUnapplied(judged, added, active)))];
}

/**
 * Finds the measures that were started before the application for an instrument, if the start or the application has
 * just been recorded.
 */
function findUnapplied(
  { id, policy, applyFirst }: JudgedInstrument,
  added: readonly RecordEvent[],
  active: readonly RecordEvent[],
): UnappliedDoubt[] {
  if (!applyFirst) return [];
  const applications = active
    .filter(isInstrumentRecord)
    .filter((record) => record.instrument === id && record.policy === policy && record.state !== 'paid');
  const isNew = (event: RecordEvent): boolean => added.some(({ number }) => number === event.number);
  const measures = [...applyFirst.measures, ...(applyFirst.begun ?? [])];
  return measures.flatMap((measure): UnappliedDoubt[] => {
    const [start] = active
      .filter(isMeasureRecord)
      .filter((record) => record.measure === measure && EXECUTION_STATES.includes(record.state))
      .sort(compareDays);
    if (!start || applications.some(({ on }) => on <= start.on)) return [];
    if (!isNew(start) && !applications.some(isNew)) return [];
    return [{ kind: 'unapplied', event: start, instruments: [{ id, policy }], before: applyFirst.before }];
  });
}

type UnappliedDoubt = Extract<RecordDoubt, { readonly kind: 'unapplied' }>;

/**
 * Merges the doubts about the start of one measure into one that names all instruments whose money this start may
 * forfeit.
 */
function joinUnapplied(doubts: readonly UnappliedDoubt[]): UnappliedDoubt[] {
  const joinedDoubts = new Map<string, UnappliedDoubt>();
  for (const doubt of doubts) {
    const doubtKey = `${doubt.event.number} ${doubt.before}`;
    const instruments = [...(joinedDoubts.get(doubtKey)?.instruments ?? []), ...doubt.instruments];
    joinedDoubts.set(doubtKey, { ...doubt, instruments });
  }
  return [...joinedDoubts.values()];
}

/** A recorded amount, and the lowest and highest amounts that the policy expects. */
interface ExpectedAmount {
  readonly amount: number;
  readonly low: number;
  readonly high: number;
}

function isFarFrom({ amount, low, high }: ExpectedAmount): boolean {
  return amount > high * DOUBTFUL_TIMES || amount * DOUBTFUL_TIMES < low;
}

function findExpectedCost(
  { measure, cost: stated }: MeasureRecord,
  measures: Recommendation['measures'],
): ExpectedAmount | undefined {
  const cost = measures.find(({ id }) => id === measure)?.cost;
  if (!cost || stated?.currency !== cost.currency) return undefined;
  return { amount: stated.amount, low: cost.low, high: cost.high };
}

/**
 * Returns the recorded amount of an instrument with the lowest and the highest amount expected. Payments may come in
 * instalments, so they have no lower limit.
 */
function findExpectedAmount(
  { instrument, policy, state, amount: stated }: InstrumentRecord,
  instruments: Recommendation['instruments'],
): ExpectedAmount | undefined {
  const amount = instruments.find(({ id, policy: other }) => id === instrument && other === policy)?.amount;
  const highest = amount?.value ?? amount?.highest;
  if (!amount || highest === undefined || stated?.currency !== amount.currency) return undefined;
  const lowAmount = state === 'paid' ? 0 : Number(amount.value ?? amount.lowest ?? 0);
  return { amount: stated.amount, low: lowAmount, high: Number(highest) };
}

function exceeds(amount: AmountTotal, limit: AmountTotal): boolean {
  return (
    amount.amount !== null && limit.amount !== null && limit.unknown === 0 && compare(amount.amount, limit.amount) > 0
  );
}

/**
 * Summarises the records for a recommendation: the measures required, excluded, planned or started, and the money
 * applied for, granted and paid for each instrument. `unmetOf` says why a required measure is not in the plan.
 * Undefined if nothing is on record.
 */
export function describeRecord(
  { events, decisions }: ActiveRecords,
  unmetOf: (measure: string) => UnmetDemand | undefined,
): RecordSummary | undefined {
  const underWay = listRecordedMeasures(events).flatMap(
    ({ id, states: { planned, started, done } }): RecordedStep[] => {
      const lastRecord = started ?? planned;
      return done || !lastRecord ? [] : [{ id, state: started ? 'started' : 'planned', on: lastRecord.on }];
    },
  );
  const decidedSteps = [...decisions.values()].map(({ measure: id, state, on, note }): RecordedStep => {
    const unmetDemand = state === 'required' ? unmetOf(id) : undefined;
    return {
      id,
      state: state as Decision,
      on,
      ...(note === undefined ? {} : { reason: note }),
      ...(unmetDemand === undefined ? {} : { unmet: unmetDemand }),
    };
  });
  const measures = [...decidedSteps, ...underWay];
  const instruments = listRecordedInstruments(events).map(describeRecordedMoney);
  if (measures.length + instruments.length === 0) return undefined;
  return { ...(measures.length > 0 ? { measures } : {}), ...(instruments.length > 0 ? { instruments } : {}) };
}

type RecordedStep = NonNullable<RecordSummary['measures']>[number];
/** Why a required measure is not in the plan. */
export type UnmetDemand = NonNullable<RecordedStep['unmet']>;

function describeRecordedMoney({ id, policy, currency, totals }: RecordedInstrument): RecordedMoney {
  const { applied, granted, paid } = totals;
  return {
    id,
    policy,
    ...(currency === null ? {} : { currency }),
    ...sumOf('applied', applied),
    ...sumOf('granted', granted),
    ...sumOf('paid', paid),
  };
}

function sumOf<State extends string>(
  state: State,
  { amount, unknown, count }: AmountTotal,
): Partial<Record<State, RecordedSum>> {
  if (count === 0) return {};
  const sum: RecordedSum = {
    ...(amount === null ? {} : { amount: formatExactMoney(amount) }),
    ...(unknown === 0 ? {} : { unknown }),
  };
  return { [state]: sum } as Partial<Record<State, RecordedSum>>;
}
