import type { AnswerFault } from './answer-fault.ts';

/** Why a row of a batch result cannot be so, with the column and what stands there. */
export type RowFlaw = {
  /** The row in its block, from 0. */
  readonly row: number;
  /** The heading. */
  readonly column: string;
} & (
  | AnswerFault
  | { readonly rule: 'not-day' | 'unclear-day' | 'not-kind' | 'not-pack'; readonly value: string }
  /** The pack has other levels. */
  | { readonly rule: 'not-level'; readonly value: number; readonly pack: string; readonly levels: readonly number[] }
  /** No pack is known, and this is no level of any. */
  | { readonly rule: 'not-whole'; readonly value: number }
  /** `lowest`, `level` and `highest` contradict each other; a level that is open is null. */
  | { readonly rule: 'not-between'; readonly value: number | null; readonly low: number; readonly high: number }
);
