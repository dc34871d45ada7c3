import type { FollowUp } from '../../model/generated/types.ts';
import { findActive, isOfMeasure } from './active.ts';

/** The measures on record as done, and the day each was. */
export type DoneMeasures = ReadonlyMap<string, string>;

/** Finds the measures that are done by the records of an enterprise, with the day, in the order of their records. */
export function findDone(records: readonly FollowUp[]): DoneMeasures {
  const done = findActive(records)
    .filter(isOfMeasure)
    .filter(({ state }) => state === 'done');
  return new Map(done.map(({ measure, on }) => [measure, on]));
}
