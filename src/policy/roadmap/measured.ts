import type { Rational } from '../../model/rational.ts';
import type { Builder } from './builder.ts';
import type { Linear } from './linear.ts';
import type { Partial } from './outlook.ts';
import type { Row } from './program.ts';

/** What is found out of all measures that are taken, and only bounded from below while some are open; the less the better. */
export interface Measured {
  readonly exactly: (taken: readonly boolean[]) => Rational;
  /** No choice among the open ones comes to less. */
  readonly atLeast: (partial: Partial) => Rational;
  /** What a program takes for it: never more than it is. `saved` says of each saving of the task whether it is made. */
  readonly relax: (builder: Builder, taken: (measure: number) => Linear, saved: readonly Linear[]) => Relaxed;
  /** What the program takes for it where exactly these are taken. */
  readonly relaxed: (taken: readonly boolean[]) => Rational;
}

/** An expression of a program in some unit. */
export interface Relaxed {
  readonly of: Linear;
  /** The row that holds wherever what is meant comes to no more than so much. */
  readonly atMost: (most: Rational) => Row;
}
