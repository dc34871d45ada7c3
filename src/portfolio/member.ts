import type { FollowUp, RecordedAnswers } from '../model/generated/types.ts';

/** An assessment was filled in by the enterprise itself, or by someone who came to see. */
export type AssessmentKind = 'self' | 'onsite';

export const ASSESSMENT_KINDS = ['self', 'onsite'] as const satisfies readonly AssessmentKind[];

/** A score or a level as far as it is known. */
export interface Standing {
  /** Null when there is nothing to score or no level is reached; absent while it could still change. */
  readonly value?: number | null;
  /** The least and the most still possible; null where that is nothing. */
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** A score with the share of its questions that are answered, 0 to 1; null where the source does not say. */
export interface ScoreStanding extends Standing {
  readonly coverage: number | null;
}

/** The pack an assessment was scored by. */
export interface PackName {
  readonly id: string;
  readonly version: string;
}

/** The index among packs of one that is not stated. */
export const NO_PACK = 0;

/** What the measures of a policy lead to and cost. */
export interface Advice {
  readonly currency: string;
  /** What is known of levels that are surely reached, the lowest first; never empty. */
  readonly roadmaps: readonly AdvisedRoadmap[];
}

/** The measures that surely lead to a level. */
export interface AdvisedRoadmap {
  readonly to: number;
  /** By the high estimate, in hundredths of the currency, rounded up. */
  readonly cost: number;
  readonly measures: readonly string[];
  /** Whether nothing cheaper leads there, proven; what does not say so is not. */
  readonly isProven: boolean;
}

/** One assessment of an enterprise. */
export interface MemberAssessment {
  readonly kind: AssessmentKind;
  /** The day it was finished, YYYY-MM-DD; null where the source does not say. */
  readonly date: string | null;
  /** Null where the source does not say. */
  readonly pack: PackName | null;
  readonly level: Standing;
  readonly coverage: number | null;
  readonly scores: ReadonlyMap<string, ScoreStanding>;
  /** Null where the source has none. */
  readonly answers: RecordedAnswers | null;
  /** Whether a policy was given with it. */
  readonly hasPolicy: boolean;
  /** What the policy's measures come to; null where no level is surely reached, or a cost is missing. */
  readonly advice: Advice | null;
  /** Index into the roster's sources. */
  readonly source: number;
}

/** One enterprise of the portfolio. */
export interface Member {
  /** Its place in the roster, from 0. */
  readonly index: number;
  readonly key: string;
  /** What is known of it, by the id of the fact or the heading of the registry; what is not known is absent. */
  readonly facts: ReadonlyMap<string, string>;
  /** Whether the registry lists it; true for all where there is no registry. */
  readonly isRegistered: boolean;
  /** Newest last, undated ones first: all of enterprise files, of batch results the newest of a kind. */
  readonly assessments: readonly MemberAssessment[];
  /** What became of its policy, from the enterprise file. */
  readonly records: readonly FollowUp[];
}

/** Where members come from. */
export interface Source {
  /** As the user named it. */
  readonly name: string;
  readonly form: 'files' | 'results' | 'registry' | 'outside';
}
