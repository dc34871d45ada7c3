import type { PackStamp, Rational } from '../model/index.ts';
import type { AnswerSet, Assessed, Plan } from '../scoring/index.ts';
import type { ActiveRecords } from './follow-up-records.ts';
import type { Estimate } from './measure-cost.ts';
import type { CompiledMeasure, CompiledPriority } from './measures.ts';
import type { Solver } from './optimise/linear-program.ts';
import type { CompiledPolicy } from './policy.ts';

/** The sum that is to be least. */
export type Minimised = 'cost' | 'own';

/** What a recommendation is made from. */
export interface RecommendInput {
  readonly plan: Plan;
  readonly sheet: AnswerSet;
  /** The sheet as it was scored. */
  readonly assessed: Assessed;
  /** What is asked of the enterprise today is judged on this; default `assessed`. */
  readonly judged?: Assessed | undefined;
  readonly measures: readonly CompiledMeasure[];
  /** The gaps to close first; default none. */
  readonly priorities?: readonly CompiledPriority[] | undefined;
  readonly policy: Omit<CompiledPolicy, 'problems'>;
  readonly stamp: PackStamp;
  /** The day the instruments are judged on, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Which of the measures' stated costs is to be least, and what amounts are worked out from; default `high`. */
  readonly estimate?: Estimate | undefined;
  /** Which sum is to be least: what the measures cost, or what is left to pay of that after funding; default `cost`. */
  readonly least?: Minimised | undefined;
  /**
   * How far the cost may lie above the least, as a share of it: within that as much as can be of an earlier plan is kept, then
   * gaps are closed as far as possible. Default 0: the least cost. Not with the least own share.
   */
  readonly tolerance?: Rational | undefined;
  /** The ids of an earlier plan's measures. */
  readonly earlier?: readonly string[] | undefined;
  /** The level to reach; without it the one above the lowest still possible, with a budget the highest. */
  readonly target?: number | undefined;
  readonly record?: ActiveRecords | undefined;
  /** Solves integer programs; without it the best is searched for, which takes longer and may be given up. */
  readonly solver?: Solver | null | undefined;
  /** Whether to end with the best found so far. It is asked often, and may throw to end without a result. Default: never. */
  readonly isOver?: (() => boolean) | undefined;
  /** What the measures may cost at most, in the currency of the catalogue; those without a stated cost are left out then. */
  readonly budget?: Rational | null | undefined;
  /** In so many months all must be done; measures without a stated duration are left out then. */
  readonly horizon?: Rational | null | undefined;
  /** How many measures may run at the same time; at least 1, default 3. */
  readonly atOnce?: number | undefined;
  /**
   * Whether to describe when to take the measures, what each is for and what every level costs. Only then the optimiser
   * finds out, too, which measures are part of every equally cheap choice.
   */
  readonly roadmap?: boolean | undefined;
}
