import { isDeepStrictEqual } from 'node:util';
import type { Enterprise, FollowUp } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';
import { type Event, findActive, isEvent, nextNumber } from '../../policy/records/active.ts';
import { type Contradiction, findContradictions } from '../../policy/records/consistency.ts';
import type { Draft } from './request.ts';

/** Who records, and when (UTC, ISO 8601). */
export interface Stamp {
  readonly recordedAt: string;
  readonly recordedBy?: string;
}

/**
 * The records to add to those of a file. What is on record already, or withdrawn already, is left out, so that a
 * repeated command does no harm. Throws a `Refusal` where the records would contradict each other.
 */
export function settleRecords({ records = [] }: Enterprise, drafts: readonly Draft[], stamp: Stamp): FollowUp[] {
  const before = findActive(records);
  const fresh = drafts.filter((draft) => !isThere(draft, records, before));
  const first = nextNumber(records);
  const added = fresh.map((draft, i): FollowUp => ({ number: first + i, ...stamp, ...draft }));
  const contradictions = findContradictions(findActive([...records, ...added]));
  const own = contradictions.find(({ earlier, later }) => added.includes(earlier) || added.includes(later));
  if (own) throw refusalOf(own);
  return added;
}

function isThere(draft: Draft, records: readonly FollowUp[], active: readonly Event[]): boolean {
  if (!('withdraws' in draft)) return active.some((record) => isDeepStrictEqual(gistOf(record), gistOf(draft)));
  const { withdraws: number } = draft;
  if (active.some((record) => record.number === number)) return false;
  if (records.filter(isEvent).some((record) => record.number === number)) return true;
  throw new Refusal(
    2,
    `--cancel: there is no record no. ${number}`,
    'Without options the records are listed with their numbers.',
  );
}

function gistOf(record: Event | Draft): object {
  const { number: _, recordedAt: __, recordedBy: ___, ...gist } = record as Event;
  return gist;
}

function refusalOf({ kind, earlier, later }: Contradiction): Refusal {
  const [one, other] = [earlier, later].map(
    (event) => `${nameOf(event)} ${event.state} on ${event.on} (no. ${event.number})`,
  );
  const says = {
    backwards: `the dates run backwards: ${other} comes before ${one}`,
    twice: `it cannot happen twice: ${one}, and again ${other}`,
    'other-currency': `the amounts are in two currencies: ${one}, ${other}`,
  }[kind];
  return new Refusal(
    3,
    `nothing was recorded: ${says}`,
    'A record that is wrong is taken back with --cancel and its number.',
  );
}

function nameOf(event: Event): string {
  return 'measure' in event ? event.measure : event.instrument;
}
