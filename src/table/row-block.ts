// Rows of a table in memory, column by column, and what each column is bound to.
import type { DayOrder } from '../model/index.ts';
import type { KernelColumns } from '../scoring/index.ts';

/** The state codes of an answer; 3 + i is the i-th value of the question. */
export const UNANSWERED = 0;
export const UNKNOWN = 1;
export const NOT_APPLICABLE = 2;
/** Answered, where the value stands elsewhere: numbers, choices and texts. */
export const ANSWERED = 3;

/** The most values a question can have to be read as codes; a longer scale is read as a number. */
export const MOST_VALUES = 250;

/** What is said instead of an answer, by its spelling: 0 unanswered, 1 unknown, 2 not applicable. */
export type StateSpellings = ReadonlyMap<string, 0 | 1 | 2>;

/**
 * How one column of a table is used; `input` is an index into `plan.inputs`. Codes: 0 unanswered, 1 unknown,
 * 2 not applicable, 3 + i the i-th value of the question: options in listed order, a scale from low to high, a boolean
 * false then true. A cell of blanks only is unanswered whatever the column. Spellings are compared without blanks at
 * both ends, first as they stand and then in their plain form, see plain.ts.
 */
export type ColumnBinding =
  | { readonly kind: 'ignore' }
  /** A column without a heading, or one that was blank in the sample: what stands in it could answer a question, so nothing may. */
  | { readonly kind: 'blank'; readonly isHeaded?: boolean }
  /** What was written beside the answers to a question: its note. */
  | { readonly kind: 'note'; readonly of: number }
  /** The key, a name, free text: kept as a string. */
  | {
      readonly kind: 'text';
      readonly input: number;
      readonly states?: StateSpellings;
      /** Whether it is free text, such as a name: question marks alone are then what is left of a text, and no answer. */
      readonly isFree?: boolean;
      /** For days: which comes first where that is not clear. They become ISO dates, as far as they are any. */
      readonly days?: { readonly order: DayOrder };
    }
  | { readonly kind: 'code'; readonly input: number; readonly values: ReadonlyMap<string, number> }
  | NumberBinding
  /** Several options in one cell, separated by any of the separators, or a JSON list. Positions of options from 0. */
  | {
      readonly kind: 'choices';
      readonly input: number;
      readonly separators: readonly string[];
      readonly values: ReadonlyMap<string, number>;
      readonly states: StateSpellings;
    }
  /** One column for each option: whether the one at position `option`, from 0, is ticked. */
  | {
      readonly kind: 'tick';
      readonly input: number;
      readonly option: number;
      /** Whether to tick none of the options is an answer; else such a row does not answer the question. */
      readonly mayBeNone: boolean;
      /** Whether the option is "other" and its column holds what was written there. */
      readonly takesWords?: boolean;
      readonly values: ReadonlyMap<string, boolean>;
      readonly states: StateSpellings;
    };

/** A column of numbers, which are multiplied exactly. */
export interface NumberBinding {
  readonly kind: 'number';
  readonly input: number;
  /** Null where nothing shows it: a point is taken for it, and what could be read both ways, like `1.234`, is refused. */
  readonly decimal: '.' | ',' | null;
  /** What a bare number is multiplied with: 10000 under a heading in 万元. */
  readonly factor: number;
  /** What a number is multiplied with that carries this unit behind it, in place of `factor`: `%` 1, `万元` 10000. */
  readonly units: ReadonlyMap<string, number>;
  readonly states: StateSpellings;
  /** Bare numbers between these are refused, because a column that has others could mean something else by them; as written. */
  readonly unclear?: { readonly from: number; readonly to: number };
  /** Programs write doubles with up to 17 digits: such a number is the double that it was written from, and no fault. */
  readonly isFull?: boolean;
}

/**
 * Rows of a table, column-wise, ready for the kernel. Arrays have room for at least `rows` elements and are used again for the
 * next block; codes have 16 bits where there are more than 250 values.
 */
export interface RowBlock extends KernelColumns {
  /** The line where each row begins, from 1; the row of the sheet in XLSX. */
  readonly line: Uint32Array;
  /** The number of each record in the file, from 1; the heading row is one, empty lines are none. */
  readonly record: Float64Array;
  /** The texts as bytes. */
  readonly bytes: ReadonlyMap<number, TextColumn>;
  /** How many numbers had 16 or 17 digits and were read as the double that a program wrote so; not there where none. */
  readonly longNumbers?: number;
  /** By input, for percentages: the rows whose number carries a unit of its own. */
  readonly measured?: ReadonlyMap<number, ReadonlySet<number>>;
  /** Free texts of which an encoding has left question marks alone: they are unanswered; not there where none are. */
  readonly lost?: readonly LostText[];
  /** Words of one's own that stand beside an option or answer; not there where none do. */
  readonly notes?: readonly CellNote[];
  /** What is wrong with cells and rows, in order; a row with a fault is a reject. */
  readonly faults: readonly CellFault[];
}

/** A free text of which nothing is left. */
export interface LostText {
  /** The row in the block, from 0. */
  readonly row: number;
  readonly input: number;
}

/** What somebody wrote beside an option, such as "other". */
export interface CellNote {
  /** The row in the block, from 0. */
  readonly row: number;
  readonly input: number;
  readonly text: string;
}

/** One thing wrong with a row; its words are found in reports. */
export interface CellFault {
  /** The row in the block, from 0. */
  readonly row: number;
  /** The column in the table, from 0; null where the whole row is meant. */
  readonly column: number | null;
  readonly code: CellFaultCode;
  /** What stands there, at most 200 characters; for `row-length` how many cells the row has. */
  readonly value: string;
}

/** What is wrong with a line as a whole. */
export type LineFault = Pick<CellFault, 'code' | 'value'>;

/** What can be wrong with the form of a row or a cell. Ranges and rules of the pack are checked elsewhere. */
export type CellFaultCode =
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
  /** A quote takes in lines that look like rows; the value is the first and the last line, as `4-9`. */
  | 'rows-in-quotes'
  /** The row stands below headings in another order, or is such a heading row; the value is the line of these headings. */
  | 'other-headings'
  /** Two columns have one heading and the same cells in the first rows, and differ in this one. */
  | 'columns-differ'
  /** The line is no object of JSON, as all others are. */
  | 'not-object'
  /** The object of JSON states a member twice, with different values; the value is its name. */
  | 'member-twice'
  /** The row shares a merged cell of a sheet: what of it is meant is not said. */
  | 'merged-cells'
  /** None of the question's values. */
  | 'unknown-value'
  /** Something in a column without a heading. */
  | 'no-heading'
  /** Something in a column that was blank in the sample, whose heading does not settle what it is. */
  | 'unused-column'
  /** No number in the column's notation. */
  | 'not-number'
  /** `1.234` where nothing shows whether decimals have a point or a comma. */
  | 'unclear-number'
  /** A number a spreadsheet has written as `9.11E+17`: digits are lost. */
  | 'mangled-number'
  /** More than 15 significant digits, which cannot be kept exactly. */
  | 'number-too-long'
  /** A bare number that could be a share of 1 or a percentage. */
  | 'unclear-share'
  /** The same option twice in one cell. */
  | 'option-twice'
  /** An option in the one cell for all, but not ticked in its own column, or the other way round. */
  | 'contradiction';

/** The texts of one column of a block, as bytes of UTF-8 without blanks at both ends; strings are made only where asked for. */
export interface TextColumn {
  readonly bytes: Uint8Array;
  /** By row, where it is answered: where its text begins and ends. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** The text of an answered row. */
  at(row: number): string;
}
