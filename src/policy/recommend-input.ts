import type { JudgedDue, PackStamp, Rational } from '../model/index.ts';
import type { AnswerSet, Assessed, Plan } from '../scoring/index.ts';
import type { CompiledCaution } from './cautions.ts';
import type { ActiveRecords } from './follow-up-records.ts';
import type { CompiledPriority } from './gaps.ts';
import type { Estimate } from './measure-cost.ts';
import type { CompiledMeasure } from './measures.ts';
import type { Solver } from './optimise/linear-program.ts';
import type { CompiledPolicy } from './policy.ts';

/** The sum to minimise: the cost, or the enterprise's own share. */
export type Minimised = 'cost' | 'own';

/** A day by which a measure must be done, or by which a gap or pain must be closed. */
export type DueDate = Pick<JudgedDue, 'id' | 'date' | 'demandedBy' | 'who' | 'clarify'>;

/** The input of a recommendation. */
export interface RecommendInput {
  readonly plan: Plan;
  readonly sheet: AnswerSet;
  /** The result of scoring `sheet`. */
  readonly assessed: Assessed;
  /** The assessment by which instruments and tracks judge the enterprise as it is today; by default, `assessed`. */
  readonly judged?: Assessed | undefined;
  /** The facts that `judged` leaves open although they are answered, because a payment can still change them. */
  readonly awaited?: ReadonlySet<string> | undefined;
  readonly measures: readonly CompiledMeasure[];
  /** The gaps to close first; default none. */
  readonly priorities?: readonly CompiledPriority[] | undefined;
  /** Reasons for caution about a plan; default none. */
  readonly cautions?: readonly CompiledCaution[] | undefined;
  readonly policy: Omit<CompiledPolicy, 'problems'>;
  readonly stamp: PackStamp;
  /** The day on which instruments are judged, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Which end of the stated costs is minimised and used to calculate amounts; default `high`. */
  readonly estimate?: Estimate | undefined;
  /** The sum to minimise: the cost of the measures, or the own share after funding; default `cost`. */
  readonly least?: Minimised | undefined;
  /**
   * The share of the least cost by which a plan may exceed it. Within this tolerance, a plan keeps as much of an
   * earlier plan as possible, then raises answers that priorities read as far as possible. The default is 0. Not
   * applied if the own share is minimised.
   */
  readonly tolerance?: Rational | undefined;
  /** The ids of the measures of an earlier plan. */
  readonly earlier?: readonly string[] | undefined;
  /** Whether the earlier plan was kept for the enterprise, so that its measures stay as long as they are of use. */
  readonly isKept?: boolean | undefined;
  /** Due dates in addition to those that priorities state themselves. */
  readonly due?: readonly DueDate[] | undefined;
  /** The target level; by default the lowest level that is not surely reached or, with a budget, the highest level. */
  readonly target?: number | undefined;
  readonly record?: ActiveRecords | undefined;
  /** Solves integer programs; without it, the optimum is found by a search, which takes longer and may be given up. */
  readonly solver?: Solver | null | undefined;
  /**
   * Returns whether to stop and return the best plan found so far. It is called often, and may throw an error to abort
   * without a result. By default, the search is never stopped.
   */
  readonly isOver?: (() => boolean) | undefined;
  /**
   * The most that all measures may cost together, in the catalogue's currency; it rules out measures without a stated
   * cost.
   */
  readonly budget?: Rational | null | undefined;
  /** The number of months within which all measures must be done; it rules out measures without a stated duration. */
  readonly horizon?: Rational | null | undefined;
  /** The number of measures that may run at the same time; at least 1, default 3. */
  readonly atOnce?: number | undefined;
  /**
   * Whether to add the roadmap: the schedule, the purpose of each measure, and the cost of every level. Only then does
   * the optimiser find out which measures are part of every equally cheap choice.
   */
  readonly roadmap?: boolean | undefined;
}
