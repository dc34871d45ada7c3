import type { FollowUp } from '../model/generated/types.ts';
import { isEvent } from '../policy/records/active.ts';
import { dayNumber } from './day.ts';
import type { MemberAssessment } from './member.ts';

/** What an enterprise file says. */
export interface FileEntry {
  readonly key: string;
  readonly facts: ReadonlyMap<string, string>;
  /** Newest last. */
  readonly assessments: readonly Omit<MemberAssessment, 'source'>[];
  readonly records: readonly FollowUp[];
}

/** What an enterprise file said at the end of a day. */
export interface CutFile {
  /** Null where nobody knew the enterprise yet. */
  readonly entry: FileEntry | null;
  /** How many assessments, with their policies, and records are later. */
  readonly later: number;
  readonly laterRecords: number;
}

/** Leaves out what an enterprise file has of after a day, given as days since 1970-01-01. */
export function cutFile(entry: FileEntry, asOf: number): CutFile {
  const assessments = entry.assessments.filter(({ date }) => dayNumber(date) <= asOf);
  const records = entry.records.filter((record) => dayOfRecord(record) <= asOf);
  const later = entry.assessments.length - assessments.length;
  const laterRecords = entry.records.length - records.length;
  if (later + laterRecords === 0) return { entry, later, laterRecords };
  const isKnown = assessments.length + records.length > 0;
  return { entry: isKnown ? { ...entry, assessments, records } : null, later, laterRecords };
}

/** From which day a record tells something: the day it happened; of plans and withdrawals, which name none, that of writing. */
export function dayOfRecord(record: FollowUp): number {
  const isPast = isEvent(record) && record.state !== 'planned';
  return dayNumber(isPast ? record.on : record.recordedAt.slice(0, 'YYYY-MM-DD'.length));
}
