// The gaps of a catalogue, ready to be judged: priorities, and what hurts an enterprise by its own words.
import type { Priority, Rational } from '../model/index.ts';
import type { Condition } from '../scoring/index.ts';

/** A gap that a plan closes first, ready to be judged. */
export interface CompiledPriority {
  readonly id: string;
  /** Its definition in the catalogue. */
  readonly definition: Pick<Priority, 'id' | 'title' | 'due'>;
  readonly when: Condition;
  /** Positive. */
  readonly weight: Rational;
  /** The lowest level aimed at for which it is a gap; null if it is one whatever the plan aims at. */
  readonly fromLevel: Rational | null;
  /** For a pain stated by the enterprise: the facts that give details of it. */
  readonly pain?: StatedPain;
}

/** The cost of a pain by the enterprise's own figure. */
interface PainFigure {
  readonly node: number;
  readonly times: Rational;
  readonly is: 'year' | 'tied';
  /** The weight from each share on, in percent of another number of the same unit, ascending. */
  readonly weighs: {
    readonly of: { readonly node: number };
    readonly steps: readonly { readonly from: Rational; readonly weight: Rational }[];
  } | null;
  /** The percentage of the sum that a measure which eases a part may cost; null if none is stated. */
  readonly worth: Rational | null;
}

/** The facts that say more of a pain, by their positions in the plan. */
export interface StatedPain {
  readonly figure: PainFigure | null;
  readonly currency: string | null;
  readonly demand: { readonly by: { readonly node: number } | null; readonly on: { readonly node: number } } | null;
}
