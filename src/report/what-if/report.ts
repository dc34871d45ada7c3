import type { Measures, Policy } from '../../model/generated/types.ts';
import type { Comparison, Side } from '../../policy/what-if/compare.ts';
import type { Plan } from '../../scoring/plan.ts';

/** Two ways the answers may be, and what differs. */
export interface WhatIfReport {
  readonly plan: Plan;
  /** The enterprise, its assessment and the pack, in words. */
  readonly subject: string;
  readonly before: Side;
  readonly after: Side;
  readonly comparison: Comparison;
  readonly measures: Measures | undefined;
  readonly policies: readonly Policy[];
  /** Whether the scores that stay as they are are listed too. */
  readonly all: boolean;
}
