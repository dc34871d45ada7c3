import type { TextColumn, TextsByInput } from './text-column.ts';

/**
 * Rows of a table, column-wise, ready for the kernel. The maps go by the index into `plan.inputs`; arrays have room for
 * at least `rows` elements and are used again for the next block.
 */
export interface Block {
  readonly rows: number;
  /** The line where each row begins, from 1; the row of the sheet in XLSX. */
  readonly line: Uint32Array;
  /** The number of each record in the file, from 1; the heading row is one, empty lines are none. */
  readonly record: Float64Array;
  /** Single, scale and boolean: the code, in 16 bits where there are more than 250 values. Numbers, choices and texts: their state, 3 is answered. */
  readonly code: ReadonlyMap<number, Uint8Array | Uint16Array>;
  /** Multiple: option o of row r is bit o % 32 of `[o >> 5][r]`; 0 where not answered. */
  readonly bits: ReadonlyMap<number, readonly Uint32Array[]>;
  /** Numbers: the doubles nearest to decimals of at most 15 significant digits; 0 where not answered. */
  readonly number: ReadonlyMap<number, Float64Array>;
  /** Texts without blanks at both ends; empty where not answered. */
  readonly text: TextsByInput;
  /** The same texts as bytes. */
  readonly bytes: ReadonlyMap<number, TextColumn>;
  /** What is wrong with cells and rows, in order; a row with a fault is a reject. */
  readonly faults: readonly Fault[];
}

/** One thing wrong with a row; its words are found in reports. */
export interface Fault {
  /** The row in the block, from 0. */
  readonly row: number;
  /** The column in the table, from 0; null where the whole row is meant. */
  readonly column: number | null;
  readonly code: FaultCode;
  /** What stands there, at most 200 characters; for `row-length` how many cells the row has. */
  readonly value: string;
}

/** What can be wrong with the form of a row or a cell. Ranges and rules of the pack are checked elsewhere. */
export type FaultCode =
  /** The row has more or fewer cells than there are headings; nothing else is said of it. */
  | 'row-length'
  /** A NUL byte: the file is damaged. */
  | 'nul'
  /** The cell is longer than a megabyte. */
  | 'too-long'
  /** The file ends inside quotes that were opened in this row. */
  | 'open-quote'
  /** Text after a closing quote. */
  | 'stray-quote'
  /** The row shares a merged cell of a sheet: what of it is meant is not said. */
  | 'merged-cells'
  /** None of the question's values. */
  | 'unknown-value'
  /** No number in the column's notation. */
  | 'not-number'
  /** `1.234` where nothing shows whether decimals have a point or a comma. */
  | 'unclear-number'
  /** A number a spreadsheet has written as `9.11E+17`: digits are lost. */
  | 'mangled-number'
  /** More than 15 significant digits, which cannot be kept exactly. */
  | 'number-too-long'
  /** The same option twice in one cell. */
  | 'option-twice'
  /** An option in the one cell for all, but not ticked in its own column, or the other way round. */
  | 'contradiction';
