import type { FollowUp } from '../model/generated/types.ts';
import type { AssessedColumns } from './assessed.ts';
import type { AssessmentKind, Member, MemberAssessment, PackName, Source } from './member.ts';
import type { Past, PastAssessment } from './past.ts';

/** A fact of all members: codes into its values, of which the first is the blank. */
export interface FactColumn {
  readonly codes: Uint32Array;
  readonly values: readonly string[];
}

/** What an enterprise file holds beyond the newest assessment of each kind. */
export interface FileDetail {
  /** Newest last. */
  readonly assessments: readonly MemberAssessment[];
  readonly records: readonly FollowUp[];
}

/** How many rows and files came in, and what was left out by the rule on duplicates. */
export interface Intake {
  /** By index into the sources: rows or files that were read. */
  readonly read: readonly number[];
  /** Assessments that gave way to a newer one of the same enterprise and kind. */
  readonly older: number;
  /** Assessments of the same day that gave way: a batch row to a file, else the one read first. */
  readonly sameDay: number;
  /** Assessments after the day of the roster. */
  readonly later: number;
  /** Records of what became of policies after it. */
  readonly laterRecords: number;
  /** Registry rows whose key another row has already; the first counts. */
  readonly registeredTwice: number;
  /** The member that the first of those rows repeats. */
  readonly firstRepeated: number | undefined;
}

/**
 * All enterprises that the inputs and the registry name, each once, column by column: there may be a million. Arrays may
 * be longer than `size`. Objects are made only of those that are asked for.
 */
export interface Roster {
  readonly size: number;
  /** Days since 1970-01-01: what is dated later is not so yet. Infinity is no such day. */
  readonly asOf: number;
  key(index: number): string;
  /** The place of a key in any spelling; -1 where nobody has it. */
  find(key: string): number;
  /** 1 where the registry lists the member. */
  readonly registered: Uint16Array;
  /** How many the registry lists; null without a registry. */
  readonly registrySize: number | null;
  /** By the id of the fact or the registry's heading; what the registry says goes first. */
  readonly facts: ReadonlyMap<string, FactColumn>;
  /** The newest assessment of each kind. */
  readonly newest: Readonly<Record<AssessmentKind, AssessedColumns>>;
  /** Of batch results, what gave way to newer ones. */
  readonly past: Past;
  /** Of members that have an enterprise file. */
  readonly files: ReadonlyMap<number, FileDetail>;
  /** The first is unknown. */
  readonly packs: readonly (PackName | null)[];
  readonly sources: readonly Source[];
  readonly intake: Intake;
  /** Newest last, see `Member`. */
  assessments(index: number): readonly MemberAssessment[];
  /** The same with those that gave way. */
  history(index: number): readonly PastAssessment[];
  member(index: number): Member;
}
