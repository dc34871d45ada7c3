/** One requirement: the sum of whole multiples of variables lies between these; null is unbounded. */
export interface ProgramRow {
  readonly terms: readonly (readonly [variable: number, coefficient: number])[];
  readonly low: number | null;
  readonly high: number | null;
}

/** A program over variables from 0 to 1, in whole numbers but for rows of shares: the least of its objective is wanted. */
export interface IntegerProgram {
  /** Of each variable, whether it must be 0 or 1; the others are so by the rows, unless there are shares. */
  readonly whole: readonly boolean[];
  /** Whether some of the variables can be anything between 0 and 1. */
  readonly hasShares?: boolean;
  readonly rows: readonly ProgramRow[];
  readonly objective: ProgramRow['terms'];
}

/**
 * Finds the values of a program's variables, proven best without a gap; null where no values meet the rows. It computes
 * with binary floats, so whoever asks checks what it finds exactly.
 */
export type Solver = (program: IntegerProgram) => readonly number[] | null;

/** That a requirement cannot be put into a program; `what` names the score and the reason. */
export class NotLinearError extends Error {
  readonly what: string;

  constructor(what: string) {
    super(`not linear: ${what}`);
    this.what = what;
  }
}
