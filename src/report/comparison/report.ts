import type { Appraisal, Left } from '../../comparison/appraise.ts';
import type { Trend } from '../../comparison/trend.ts';
import type { Verification } from '../../comparison/verification.ts';
import type { PackStamp, Questionnaire, Text } from '../../model/generated/types.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { PeerStanding } from '../peers/standing.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** An enterprise as people know it. */
export interface Named {
  readonly key: string;
  readonly name: string | undefined;
}

/** What a comparison is written from. */
export interface ComparisonReport {
  readonly plan: Plan;
  readonly questionnaire: Questionnaire;
  readonly titles: Readonly<Record<string, Text>> | undefined;
  /** The version of the pack that everything was worked out under. */
  readonly stamp: PackStamp;
  /** The score that points are counted in. */
  readonly headline: string | null;
  /** Of which enterprise; several where they stand side by side. */
  readonly enterprises: readonly Named[];
  readonly trend: Trend | undefined;
  readonly verification: Verification | undefined;
  readonly peers: PeerStanding | undefined;
  /** The newest assessments of different enterprises, in the order of `enterprises`. */
  readonly beside: readonly Appraisal[];
  /** What could not be compared. */
  readonly obstacles: readonly Left[];
}

/** A comparison and the words it is written in. */
export interface Writing {
  readonly report: ComparisonReport;
  readonly vocabulary: Vocabulary;
}
