// Records of what became of measures and instruments: those that count, what they add up to, what contradicts.
import {
  add,
  compare,
  type FollowUp,
  fromNumber,
  type InstrumentRecord,
  type MeasureRecord,
  type Rational,
  type RecordedMoney,
  type RecordedSum,
  type RecordSummary,
  toNumber,
  ZERO,
} from '../model/index.ts';
import { formatExactMoney } from './funding/money-text.ts';

/** The measures on record as done, and the day each was. */
export type DoneMeasures = ReadonlyMap<string, string>;

/** What is on record of an enterprise, as a recommendation takes it into account. */
export interface ActiveRecords {
  /** What counts, in the order it was recorded. */
  readonly events: readonly RecordEvent[];
  /** In the order of their records. */
  readonly done: DoneMeasures;
  /** What was decided about measures, by their ids. */
  readonly decisions: ReadonlyMap<string, MeasureRecord>;
  /** The day of the assessment that the recommendation is for, `YYYY-MM-DD`. */
  readonly assessedOn: string;
}

/** Finds what counts of the records of an enterprise; undefined where nothing does. */
export function readActiveRecords(records: readonly FollowUp[], assessedOn: string): ActiveRecords | undefined {
  const events = activeRecords(records);
  if (events.length === 0) return undefined;
  const done = events.filter(isMeasureRecord).filter(({ state }) => state === 'done');
  return {
    events,
    done: new Map(done.map(({ measure, on }) => [measure, on])),
    decisions: decisionsIn(events),
    assessedOn,
  };
}

/** What was decided about measures, by their ids; of several decisions on one, the last. */
export function decisionsIn(events: readonly RecordEvent[]): ReadonlyMap<string, MeasureRecord> {
  const decided = events
    .filter(isMeasureRecord)
    .filter(({ state }) => DECISIONS.some((decision) => decision === state));
  return new Map(decided.map((record) => [record.measure, record]));
}

/** The measures that are decided to be taken, or not to be. */
export function decidedMeasures(record: ActiveRecords | undefined, decision: Decision): ReadonlySet<string> {
  const decisions = [...(record?.decisions.values() ?? [])];
  return new Set(decisions.flatMap(({ measure, state }) => (state === decision ? [measure] : [])));
}

/** A record about a measure or an instrument. */
export type RecordEvent = MeasureRecord | InstrumentRecord;

export function isRecordEvent(record: FollowUp): record is RecordEvent {
  return !('withdraws' in record);
}

export function isMeasureRecord(record: FollowUp): record is MeasureRecord {
  return 'measure' in record;
}

export function isInstrumentRecord(record: RecordEvent): record is InstrumentRecord {
  return !isMeasureRecord(record);
}

/** The records that count: those about something, without what a later record withdraws. */
export function activeRecords(records: readonly FollowUp[]): RecordEvent[] {
  const withdrawn = new Set(records.flatMap((record) => ('withdraws' in record ? [record.withdraws] : [])));
  return records.filter(isRecordEvent).filter(({ number }) => !withdrawn.has(number));
}

/** The number of the next record of a file. */
export function nextRecordNumber(records: readonly FollowUp[]): number {
  return records.reduce((most, { number }) => Math.max(most, number), 0) + 1;
}

/** The states of a measure and of an instrument, in the order they come in. */
export const MEASURE_STATES = ['planned', 'started', 'done'] as const;
export const INSTRUMENT_STATES = ['applied', 'granted', 'paid'] as const;
/** What may be decided about a measure. */
export const DECISIONS = ['required', 'excluded'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Amounts of one currency added up; unknown ones are counted apart. */
export interface AmountTotal {
  /** Exact; null where no amount is known. */
  readonly amount: Rational | null;
  /** How many records have no amount. */
  readonly unknown: number;
  /** How many records there are. */
  readonly count: number;
}

/** A total for programs. */
export function totalAsJson({ amount, unknown, count }: AmountTotal): object {
  return { amount: amount && toNumber(amount), unknown, count };
}

/** What is on record of one measure: the last record of each state. */
interface RecordedMeasure {
  readonly id: string;
  readonly states: Readonly<Partial<Record<MeasureRecord['state'], MeasureRecord>>>;
}

/** What is on record of one instrument: the amounts of each state added up. */
export interface RecordedInstrument {
  readonly id: string;
  /** The policy file that holds it. */
  readonly policy: string;
  /** Null where no record has an amount. */
  readonly currency: string | null;
  readonly totals: Readonly<Record<InstrumentRecord['state'], AmountTotal>>;
}

/** What is on record of each measure, in the order of their first records. */
export function recordedMeasures(active: readonly RecordEvent[]): RecordedMeasure[] {
  const own = active.filter(isMeasureRecord);
  const ids = [...new Set(own.map(({ measure }) => measure))];
  return ids.map((id) => ({
    id,
    states: Object.fromEntries(own.filter(({ measure }) => measure === id).map((record) => [record.state, record])),
  }));
}

/** What is on record of each instrument, in the order of their first records. */
export function recordedInstruments(active: readonly RecordEvent[]): RecordedInstrument[] {
  const own = active.filter(isInstrumentRecord);
  const ids = new Map(own.map(({ instrument, policy }) => [`${policy} ${instrument}`, { instrument, policy }]));
  return [...ids.values()].map(({ instrument: id, policy }) => {
    const records = own.filter((record) => record.instrument === id && record.policy === policy);
    return {
      id,
      policy,
      currency: records.find(({ amount }) => amount)?.amount?.currency ?? null,
      totals: totalsByState(records),
    };
  });
}

function totalsByState(records: readonly InstrumentRecord[]): RecordedInstrument['totals'] {
  const total = (state: InstrumentRecord['state']): AmountTotal =>
    sumAmounts(records.filter((record) => record.state === state).map(({ amount }) => amount?.amount));
  return { applied: total('applied'), granted: total('granted'), paid: total('paid') };
}

/** Adds amounts up exactly; undefined is an unknown one. */
function sumAmounts(amounts: readonly (number | undefined)[]): AmountTotal {
  const known = amounts.filter((amount) => amount !== undefined);
  return {
    amount: known.length === 0 ? null : known.map(fromNumber).reduce(add, ZERO),
    unknown: amounts.length - known.length,
    count: amounts.length,
  };
}

/** Two records that cannot both be true; `earlier` is the one that must come first, or the one there already. */
export interface Contradiction {
  readonly kind: 'backwards' | 'twice' | 'other-currency';
  readonly earlier: RecordEvent;
  readonly later: RecordEvent;
}

/** More money than the step before allows: not surely wrong, but worth a warning. */
export interface ExcessAmount {
  readonly kind: 'granted-over-applied' | 'paid-over-granted';
  readonly standing: RecordedInstrument;
}

/** The states that come in this order; a plan is only a plan, and may be for any day. */
const EXECUTION_STATES: readonly MeasureRecord['state'][] = ['started', 'done'];

/**
 * Finds what cannot be: a measure done before it was started, money paid before the first grant or granted before the
 * first application, a measure started or done twice, amounts of one instrument in two currencies. A step that is not on
 * record is no contradiction: what is done need not have been recorded as started.
 */
export function findContradictions(active: readonly RecordEvent[]): Contradiction[] {
  return active.flatMap((later, i) => {
    const before = active.slice(0, i);
    return isMeasureRecord(later)
      ? contradictionsOfMeasure(later, before)
      : contradictionsOfInstrument(later, before.filter(isInstrumentRecord));
  });
}

function contradictionsOfMeasure(record: MeasureRecord, before: readonly RecordEvent[]): Contradiction[] {
  const others = before.filter(isMeasureRecord).filter(({ measure }) => measure === record.measure);
  if (!EXECUTION_STATES.includes(record.state)) return [];
  return others.flatMap((other): Contradiction[] => {
    if (!EXECUTION_STATES.includes(other.state)) return [];
    if (other.state === record.state) return [{ kind: 'twice', earlier: other, later: record }];
    const [started, done] = record.state === 'done' ? [other, record] : [record, other];
    return done.on < started.on ? [{ kind: 'backwards', earlier: started, later: done }] : [];
  });
}

/** Money may come in parts: each state begins no earlier than the one before it began. */
function contradictionsOfInstrument(record: InstrumentRecord, before: readonly InstrumentRecord[]): Contradiction[] {
  const others = before.filter(
    ({ instrument, policy }) => instrument === record.instrument && policy === record.policy,
  );
  const currency = others.find(({ amount }) => amount && record.amount && amount.currency !== record.amount.currency);
  const first = new Map<string, InstrumentRecord>();
  for (const one of [...others, record]) {
    const known = first.get(one.state);
    if (!known || one.on < known.on) first.set(one.state, one);
  }
  const backwards = INSTRUMENT_STATES.flatMap((state, i) =>
    INSTRUMENT_STATES.slice(i + 1).flatMap((next): Contradiction[] => {
      const [earlier, later] = [first.get(state), first.get(next)];
      // Reported once: with the record that brings it about.
      if (!earlier || !later || later.on >= earlier.on || (earlier !== record && later !== record)) return [];
      return [{ kind: 'backwards', earlier, later }];
    }),
  );
  return [...(currency ? [{ kind: 'other-currency', earlier: currency, later: record } as const] : []), ...backwards];
}

/** Finds where more was granted than applied for, or more paid than granted, as far as all amounts are known. */
export function findExcess(active: readonly RecordEvent[]): ExcessAmount[] {
  return recordedInstruments(active).flatMap((standing): ExcessAmount[] => {
    const { applied, granted, paid } = standing.totals;
    return [
      ...(exceeds(granted, applied) ? [{ kind: 'granted-over-applied', standing } as const] : []),
      ...(exceeds(paid, granted) ? [{ kind: 'paid-over-granted', standing } as const] : []),
    ];
  });
}

function exceeds(more: AmountTotal, than: AmountTotal): boolean {
  return more.amount !== null && than.amount !== null && than.unknown === 0 && compare(more.amount, than.amount) > 0;
}

/**
 * The records as a recommendation sums them up: the measures that are decided about, planned or under way, and the money of
 * each instrument. `unmetOf` says why a required measure is not taken. The sums of the policy are worked out without them.
 * Undefined where no record concerns these.
 */
export function describeRecord(
  { events, decisions }: ActiveRecords,
  unmetOf: (measure: string) => UnmetDemand | undefined,
): RecordSummary | undefined {
  const underWay = recordedMeasures(events).flatMap(({ id, states: { planned, started, done } }): RecordedStep[] => {
    const last = started ?? planned;
    return done || !last ? [] : [{ id, state: started ? 'started' : 'planned', on: last.on }];
  });
  const decided = [...decisions.values()].map(({ measure: id, state, on, note }): RecordedStep => {
    const unmet = state === 'required' ? unmetOf(id) : undefined;
    return {
      id,
      state: state as Decision,
      on,
      ...(note === undefined ? {} : { reason: note }),
      ...(unmet === undefined ? {} : { unmet }),
    };
  });
  const measures = [...decided, ...underWay];
  const instruments = recordedInstruments(events).map(describeRecordedMoney);
  if (measures.length + instruments.length === 0) return undefined;
  return { ...(measures.length > 0 ? { measures } : {}), ...(instruments.length > 0 ? { instruments } : {}) };
}

type RecordedStep = NonNullable<RecordSummary['measures']>[number];
/** Why a measure that is required is not taken. */
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
