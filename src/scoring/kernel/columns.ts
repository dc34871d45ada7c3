/**
 * Rows of answers, column by column. The maps go by the index into `plan.inputs`; a question without a column is unanswered.
 * Codes: 0 unanswered, 1 unknown, 2 not applicable, 3 + i the i-th value of the question (options in listed order, a scale
 * from low to high, false then true).
 */
export interface Columns {
  readonly rows: number;
  /** Single, scale and boolean: the code. Numbers, choices and texts: their state, 3 is answered. */
  readonly code: ReadonlyMap<number, Uint8Array | Uint16Array>;
  /** Multiple: words of 32 options, word by word. */
  readonly bits: ReadonlyMap<number, readonly Uint32Array[]>;
  /** Numbers: the doubles nearest to decimals of at most 15 significant digits. */
  readonly number: ReadonlyMap<number, Float64Array>;
  readonly text: { get(input: number): readonly string[] | undefined };
}

export const UNANSWERED = 0;
export const UNKNOWN = 1;
export const NOT_APPLICABLE = 2;
/** The code of the first value; for what has its value elsewhere, that it is answered. */
export const ANSWERED = 3;

/** A column that a program reads. */
export type CellColumn = Uint8Array | Uint16Array | Uint32Array | Float64Array | readonly string[];
