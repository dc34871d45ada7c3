import type { FollowUp } from '../../model/generated/types.ts';
import { type Event, findActive, isOfMeasure } from './active.ts';

/** The measures on record as done, and the day each was. */
export type DoneMeasures = ReadonlyMap<string, string>;

/** What is on record of an enterprise, as a recommendation takes it into account. */
export interface OnRecord {
  /** What counts, in the order it was recorded. */
  readonly events: readonly Event[];
  /** In the order of their records. */
  readonly done: DoneMeasures;
  /** The day of the assessment that the recommendation is for, `YYYY-MM-DD`. */
  readonly assessedOn: string;
}

/** Finds what counts of the records of an enterprise; undefined where nothing does. */
export function findOnRecord(records: readonly FollowUp[], assessedOn: string): OnRecord | undefined {
  const events = findActive(records);
  if (events.length === 0) return undefined;
  const done = events.filter(isOfMeasure).filter(({ state }) => state === 'done');
  return { events, done: new Map(done.map(({ measure, on }) => [measure, on])), assessedOn };
}
