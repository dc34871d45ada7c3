// Adds records to an enterprise file: decisions about a policy, and what was carried out or paid.
import { isDeepStrictEqual } from 'node:util';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import {
  type Enterprise,
  type FollowUp,
  type InstrumentRecord,
  type KeptPlan,
  type MeasureRecord,
  Refusal,
  type Withdrawal,
} from '../model/index.ts';
import {
  type Contradiction,
  computeNextRecordNumber,
  type Decision,
  findContradictions,
  findLatestDecisions,
  isKeptPlan,
  removeWithdrawnRecords,
  selectActiveRecords,
} from '../policy/index.ts';
import type { World } from '../world.ts';

type RecordStampKey = 'number' | 'recordedAt' | 'recordedBy';

/** A record to add, before it gets its number, its time and the name of who recorded it. */
export type RecordDraft =
  | Omit<MeasureRecord, RecordStampKey>
  | Omit<InstrumentRecord, RecordStampKey>
  | Omit<KeptPlan, RecordStampKey>
  | Omit<Withdrawal, RecordStampKey>;

/**
 * Turns decisions about measures, by id, into records with the same day. Withdraws a different decision that was
 * recorded before. Does not record the same decision again unless a new reason is given.
 */
export function draftDecisions(
  { records = [] }: Enterprise,
  decided: ReadonlyMap<string, Decision>,
  on: string,
  reason: string | undefined,
): RecordDraft[] {
  const decisionsBefore = findLatestDecisions(selectActiveRecords(records));
  return [...decided].flatMap(([measure, state]): RecordDraft[] => {
    const earlierDecision = decisionsBefore.get(measure);
    if (earlierDecision?.state === state && (reason === undefined || earlierDecision.note === reason)) return [];
    const draft = { measure, state, on, ...(reason === undefined ? {} : { note: reason }) };
    return earlierDecision ? [{ withdraws: earlierDecision.number }, draft] : [draft];
  });
}

/** The person who recorded something, and the time (UTC, ISO 8601). */
interface RecordStamp {
  readonly recordedAt: string;
  readonly recordedBy?: string;
}

/** Returns the current time with the given name or, without one, the name of the logged-in user. */
export function recordStamp({ env, now }: World, name: string | undefined): RecordStamp {
  const recordedBy = name ?? env.USER ?? env.LOGNAME ?? env.USERNAME;
  return { recordedAt: now().toISOString(), ...(recordedBy ? { recordedBy } : {}) };
}

/**
 * Returns the records to add to a file. Leaves out what is already recorded or withdrawn, so that repeating a command
 * does no harm. Throws a `Refusal` if the records would contradict each other.
 */
export function resolveRecords(
  { records = [] }: Enterprise,
  drafts: readonly RecordDraft[],
  stamp: RecordStamp,
  messages: Messages['records'],
): FollowUp[] {
  const newDrafts = drafts.filter((draft) => !isRecorded(draft, records));
  const firstNumber = computeNextRecordNumber(records);
  const newRecords = newDrafts.map((draft, i): FollowUp => ({ number: firstNumber + i, ...stamp, ...draft }));
  const contradictions = findContradictions(selectActiveRecords([...records, ...newRecords]));
  const newContradiction = contradictions.find(
    ({ earlier, later }) => newRecords.includes(earlier) || newRecords.includes(later),
  );
  if (newContradiction) throw refusalOf(newContradiction, messages);
  return newRecords;
}

function isRecorded(draft: RecordDraft, records: readonly FollowUp[]): boolean {
  const activeRecords = removeWithdrawnRecords(records);
  if ('recommendation' in draft) {
    // A plan is compared only with the last kept plan: if an earlier one is kept again, it becomes the current plan.
    const keptPlan = activeRecords.filter(isKeptPlan).at(-1);
    return keptPlan !== undefined && isDeepStrictEqual(substanceOf(keptPlan), substanceOf(draft));
  }
  if (!('withdraws' in draft))
    return activeRecords.some((record) => isDeepStrictEqual(contentOf(record), contentOf(draft)));
  const { withdraws: number } = draft;
  if (activeRecords.some((record) => record.number === number)) return false;
  if (records.some((record) => !('withdraws' in record) && record.number === number)) return true;
  throw new CodedRefusal(2, 'unknownRecord', { number: String(number) });
}

/**
 * Returns the parts of a plan in which another plan must differ to count as a different one. The reasons for its
 * measures are left out, because one of them can be that a plan was kept before.
 */
function substanceOf({ assessment, limits, recommendation }: Omit<KeptPlan, RecordStampKey>): object {
  const { policy, asOf, measures, instruments, funding } = recommendation;
  return { assessment, limits, policy, asOf, ids: measures.map(({ id }) => id), instruments, funding };
}

function contentOf(record: FollowUp | RecordDraft): object {
  const { number: _, recordedAt: __, recordedBy: ___, ...content } = record as FollowUp;
  return content;
}

function refusalOf({ kind, earlier, later }: Contradiction, { contradictions }: Messages['records']): Refusal {
  const [first, second] = [earlier, later].map((event) =>
    contradictions.event({
      name: 'measure' in event ? event.measure : event.instrument,
      state: event.state,
      date: event.on,
      number: String(event.number),
    }),
  ) as [string, string];
  return new Refusal(3, contradictions[kind]({ earlier: first, later: second }), contradictions.next);
}
