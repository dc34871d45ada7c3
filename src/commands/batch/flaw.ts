import type { RejectDetails, RejectRule } from '../../report/batch/reject.ts';

/** One thing wrong with a row, as data. */
export interface Flaw {
  /** The row in its block, from 0. */
  readonly row: number;
  /** The fact or question, as an index into `plan.inputs`. */
  readonly input: number | null;
  /** The column in the table, where the reader named one. */
  readonly column: number | null;
  readonly rule: RejectRule;
  readonly value: string;
  readonly details: RejectDetails;
}
