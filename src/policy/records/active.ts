import type { FollowUp, InstrumentRecord, MeasureRecord } from '../../model/generated/types.ts';

/** A record about a measure or an instrument. */
export type Event = MeasureRecord | InstrumentRecord;

export function isEvent(record: FollowUp): record is Event {
  return !('withdraws' in record);
}

export function isOfMeasure(record: FollowUp): record is MeasureRecord {
  return 'measure' in record;
}

/** The records that count: those about something, without what a later record withdraws. */
export function findActive(records: readonly FollowUp[]): Event[] {
  const withdrawn = new Set(records.flatMap((record) => ('withdraws' in record ? [record.withdraws] : [])));
  return records.filter(isEvent).filter(({ number }) => !withdrawn.has(number));
}

/** The number of the next record of a file. */
export function nextNumber(records: readonly FollowUp[]): number {
  return records.reduce((most, { number }) => Math.max(most, number), 0) + 1;
}
