import type { Interview } from '../../interview/interview.ts';
import type { AssessmentReport } from '../assessment.ts';
import type { PeerStanding } from '../peers/standing.ts';
import type { CollectedNotes } from '../policy/notes.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** What the report of an enterprise is made from. */
export interface EnterpriseReport extends AssessmentReport {
  /** The answers in their places, with what follows from them. */
  readonly interview: Interview;
  /** The pack the answers were given under, where another version is used now. */
  readonly made?: string | undefined;
  readonly peers?: PeerStanding | undefined;
}

/** A report and the words it is written in. */
export interface Writing {
  readonly report: EnterpriseReport;
  readonly vocabulary: Vocabulary;
  /** What is unverified, numbered as it is referred to. */
  readonly notes: CollectedNotes;
}
