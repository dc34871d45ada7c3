// The compiled gaps of a catalogue: priorities, and the pains that an enterprise states.
import type { Priority, PriorityDue, Rational } from '../model/index.ts';
import type { Condition } from '../scoring/index.ts';

/** A gap that a plan closes first, compiled. */
export interface CompiledPriority {
  readonly id: string;
  /** Its definition in the catalogue. */
  readonly definition: Pick<Priority, 'id' | 'title'>;
  readonly when: Condition;
  /** When it is due; the first whose condition holds counts. */
  readonly due?: readonly CompiledDue[];
  /** Above 0. */
  readonly weight: Rational;
  /** The lowest target level for which it is a gap; null if it is a gap whatever the target level. */
  readonly fromLevel: Rational | null;
  /** For a pain stated by the enterprise: the facts with its details. */
  readonly pain?: StatedPain;
}

/** A day by which a gap must be closed, compiled. */
export interface CompiledDue {
  readonly definition: PriorityDue;
  /** Null if it is due for every enterprise. */
  readonly when: Condition | null;
}

/** The cost of a pain, calculated from a figure that the enterprise states. */
interface PainFigure {
  readonly node: number;
  readonly times: Rational;
  readonly is: 'year' | 'tied';
  /** The figure in percent of another number of the same unit, and the weight from each percentage on, ascending. */
  readonly weighs: {
    readonly of: { readonly node: number };
    readonly steps: readonly { readonly from: Rational; readonly weight: Rational }[];
  } | null;
  /**
   * A measure that eases only a part of the pain may cost at most this percentage of the pain's sum; null if not
   * stated.
   */
  readonly worth: Rational | null;
}

/** The facts with details of a pain, by their positions in the plan. */
export interface StatedPain {
  readonly figure: PainFigure | null;
  readonly currency: string | null;
  readonly demand: { readonly by: { readonly node: number } | null; readonly on: { readonly node: number } } | null;
}
