import type { InstrumentRecord, MeasureRecord } from '../../model/generated/types.ts';
import { add, fromNumber, type Rational, ZERO } from '../../model/rational.ts';
import { type Event, isOfMeasure } from './active.ts';

/** The states of a measure and of an instrument, in the order they come in. */
export const MEASURE_STATES = ['planned', 'started', 'done'] as const;
export const INSTRUMENT_STATES = ['applied', 'granted', 'paid'] as const;

/** Amounts of one currency added up; those that nobody knows are counted apart and make no sum smaller. */
export interface Total {
  /** Exact; null where no amount is known. */
  readonly amount: Rational | null;
  /** How many records have no amount. */
  readonly unknown: number;
  /** How many records there are. */
  readonly count: number;
}

/** What is on record of one measure: the last record of each state. */
export interface MeasureStanding {
  readonly id: string;
  readonly states: Readonly<Partial<Record<MeasureRecord['state'], MeasureRecord>>>;
}

/** What is on record of one instrument: the amounts of each state added up. */
export interface InstrumentStanding {
  readonly id: string;
  /** The policy file that holds it. */
  readonly policy: string;
  /** Null where no record has an amount. */
  readonly currency: string | null;
  readonly totals: Readonly<Record<InstrumentRecord['state'], Total>>;
}

/** What is on record of each measure, in the order of their first records. */
export function standingOfMeasures(active: readonly Event[]): MeasureStanding[] {
  const own = active.filter(isOfMeasure);
  const ids = [...new Set(own.map(({ measure }) => measure))];
  return ids.map((id) => ({
    id,
    states: Object.fromEntries(own.filter(({ measure }) => measure === id).map((record) => [record.state, record])),
  }));
}

/** What is on record of each instrument, in the order of their first records. */
export function standingOfInstruments(active: readonly Event[]): InstrumentStanding[] {
  const own = active.filter((record): record is InstrumentRecord => !isOfMeasure(record));
  const ids = new Map(own.map(({ instrument, policy }) => [`${policy} ${instrument}`, { instrument, policy }]));
  return [...ids.values()].map(({ instrument: id, policy }) => {
    const records = own.filter((record) => record.instrument === id && record.policy === policy);
    return {
      id,
      policy,
      currency: records.find(({ amount }) => amount)?.amount?.currency ?? null,
      totals: totalsOf(records),
    };
  });
}

/** The amounts of each state added up. */
export function totalsOf(records: readonly InstrumentRecord[]): InstrumentStanding['totals'] {
  const total = (state: InstrumentRecord['state']): Total =>
    sumUp(records.filter((record) => record.state === state).map(({ amount }) => amount?.amount));
  return { applied: total('applied'), granted: total('granted'), paid: total('paid') };
}

/** Adds amounts up exactly; undefined is one that nobody knows. */
export function sumUp(amounts: readonly (number | undefined)[]): Total {
  const known = amounts.filter((amount) => amount !== undefined);
  return {
    amount: known.length === 0 ? null : known.map(fromNumber).reduce(add, ZERO),
    unknown: amounts.length - known.length,
    count: amounts.length,
  };
}
