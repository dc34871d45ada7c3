import type { Interview } from '../../interview/interview.ts';
import type { Desk } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Pending } from './item-prompts.ts';
import type { Log } from './save.ts';
import type { Suggestion } from './wording.ts';

/** A diagnosis under way on a terminal. */
export interface Session {
  readonly desk: Desk;
  readonly diagnosis: Diagnosis;
  readonly log: Log;
  readonly suggestions: ReadonlyMap<string, Suggestion>;
  /** Whether the person said that the enterprise on file has a new name. */
  readonly renamed: boolean;
}

/** Where a session stands, and what is shown with the next question. */
export interface Moment {
  readonly session: Session;
  readonly state: Interview;
  /** The part whose beginning was announced last. */
  readonly announced: number | undefined;
  /** Whether the present question was reached from the review, to which it returns. */
  readonly fromReview: boolean;
  /** What was asked before the review, and what was chosen or typed there; Esc goes back to it. */
  readonly beforeReview?: { readonly name: string; readonly pending: Pending | undefined } | undefined;
  /** What was changed last from the review. */
  readonly changed?: string | undefined;
  readonly pending?: Pending | undefined;
  readonly fault?: string | undefined;
}
