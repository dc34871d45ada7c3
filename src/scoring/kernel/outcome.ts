import type { Warning } from '../../model/generated/types.ts';
import type { MissingRules } from '../plan.ts';

/** What a score is in a row. */
export const SCORE_STATE = { nothing: 0, settled: 1, open: 2 } as const;

/** One score in all rows of a block. */
export interface ScoreColumn {
  readonly state: Uint8Array;
  /** Where it is settled: the double nearest to the exact value. NaN where there is none. */
  readonly value: Float64Array;
  /** Where it is open: the ends of what it may come to; NaN is no end, for the level also that it may be none. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

/** A warning that a row of this plan can have; `input` is the index into `plan.inputs`, null for the whole. */
export interface WarningKind {
  readonly code: Warning['code'];
  readonly input: number | null;
}

/** What the rows of a block come to. It holds until the next block is scored. */
export interface Outcome {
  readonly rows: number;
  /** In the order of `plan.scores`. */
  readonly scores: readonly ScoreColumn[];
  /** The share of the level's questions that are settled, from 0 to 1; 1 where there is no level. */
  readonly coverage: Float64Array;
  /** The codes of facts that follow from others, by their index into `plan.inputs`; 0 is open, 2 is nothing. */
  readonly facts: ReadonlyMap<number, Uint16Array>;
  /** Bit k % 32 of word k >> 5 says whether a row has the k-th kind of warning. */
  readonly warnings: readonly Uint32Array[];
  /** Rows that are refused for what is missing: their scores stand for nothing. */
  readonly refused: ReadonlyMap<number, readonly { readonly name: string; readonly state: keyof MissingRules }[]>;
  /** How many rows took the form with bounds, and how many the evaluator. */
  readonly taken: { readonly open: number; readonly evaluator: number };
}
