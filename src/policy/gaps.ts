// The compiled gaps of a catalogue: priorities, and the pains that an enterprise states.
import type { Priority, PriorityDue, Rational } from '../model/index.ts';
import type { Condition } from '../scoring/index.ts';

/** A compiled gap, which a plan closes before it does anything else. */
export interface CompiledPriority {
  readonly id: string;
  /** The definition of the gap in the catalogue. */
  readonly definition: Pick<Priority, 'id' | 'title'>;
  readonly when: Condition;
  /** The days by which the gap must be closed; the first one whose condition holds applies. */
  readonly due?: readonly CompiledDue[];
  /** How heavy the gap weighs; above 0. */
  readonly weight: Rational;
  /** The lowest target level at which this counts as a gap; null if it is a gap whatever the target level is. */
  readonly fromLevel: Rational | null;
  /** If the gap is a pain stated by the enterprise: the facts with details of the pain. */
  readonly pain?: StatedPain;
}

/** A compiled day by which a gap must be closed. */
export interface CompiledDue {
  readonly definition: PriorityDue;
  /** The condition under which the day applies; null if it applies to every enterprise. */
  readonly when: Condition | null;
}

/** How the cost of a pain is calculated from a figure that the enterprise states: the value of `node` times `times`. */
interface PainFigure {
  readonly node: number;
  readonly times: Rational;
  readonly is: 'year' | 'tied';
  /**
   * How heavy the pain weighs: its sum is taken in percent of the number `of`, and each of the ascending `steps` gives
   * the weight from a percentage on.
   */
  readonly weighs: {
    readonly of: { readonly node: number };
    readonly steps: readonly { readonly from: Rational; readonly weight: Rational }[];
  } | null;
  /**
   * The percentage of the pain's sum that a measure may cost at most if it eases only a part of the pain; null if not
   * stated.
   */
  readonly worth: Rational | null;
}

/** The nodes of the facts that hold details of a pain. */
export interface StatedPain {
  readonly figure: PainFigure | null;
  readonly currency: string | null;
  readonly demand: { readonly by: { readonly node: number } | null; readonly on: { readonly node: number } } | null;
}
