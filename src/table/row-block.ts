// Rows of a table in memory, by column, and what each column is bound to.
import type { DayOrder } from '../model/index.ts';
import type { KernelColumns } from '../scoring/index.ts';

/** The state codes of an answer; 3 + i is the i-th value of the question. */
export const UNANSWERED = 0;
export const UNKNOWN = 1;
export const NOT_APPLICABLE = 2;
/** Answered, with the value stored elsewhere: numbers, choices and texts. */
export const ANSWERED = 3;

/** Maximum number of values that are read as codes; a longer scale is read as numbers. */
export const MAX_CODED_VALUES = 250;

/** States by the spellings that are written in place of an answer: 0 unanswered, 1 unknown, 2 not applicable. */
export type StateSpellings = ReadonlyMap<string, 0 | 1 | 2>;

/**
 * The use of a column of a table; `input` is an index into `plan.inputs`. Codes: 0 unanswered, 1 unknown, 2 not
 * applicable, 3 + i the i-th value of the question: options in listed order, a scale from low to high, a boolean false
 * then true. A blank cell is unanswered in every column. Spellings are compared trimmed, first as written and then in
 * plain form, see plain.ts.
 */
export type ColumnBinding =
  | { readonly kind: 'ignore' }
  /**
   * A column without a heading, or blank in the sample: a later cell could answer a question, so it must stay blank.
   */
  | { readonly kind: 'blank'; readonly isHeaded?: boolean }
  /** A note on the answers to a question. */
  | { readonly kind: 'note'; readonly of: number }
  /** The key, a name or a free text, kept as a string. */
  | {
      readonly kind: 'text';
      readonly input: number;
      readonly states?: StateSpellings;
      /**
       * Whether it is free text, such as a name: mere question marks are then what is left of a text, and not an
       * answer.
       */
      readonly isFree?: boolean;
      /** For days: the order of day and month if it is ambiguous. Valid days become ISO dates. */
      readonly days?: { readonly order: DayOrder };
    }
  | { readonly kind: 'code'; readonly input: number; readonly values: ReadonlyMap<string, number> }
  | NumberBinding
  /** Several options in one cell, as a JSON list or joined by any of the separators. Positions of options from 0. */
  | {
      readonly kind: 'choices';
      readonly input: number;
      readonly separators: readonly string[];
      readonly values: ReadonlyMap<string, number>;
      readonly states: StateSpellings;
    }
  /** One column per option: whether the option at position `option`, from 0, is ticked. */
  | {
      readonly kind: 'tick';
      readonly input: number;
      readonly option: number;
      /** Whether an answer may tick no option; else a row without ticks leaves the question unanswered. */
      readonly mayBeNone: boolean;
      /** Whether the option is "other" and its column contains the free text. */
      readonly takesWords?: boolean;
      readonly values: ReadonlyMap<string, boolean>;
      readonly states: StateSpellings;
    };

/** A column of numbers, which are multiplied exactly. */
export interface NumberBinding {
  readonly kind: 'number';
  readonly input: number;
  /**
   * Null if no number shows it: then a point is the decimal sign, and ambiguous numbers such as `1.234` are rejected.
   */
  readonly decimal: '.' | ',' | null;
  /** The factor of a bare number: 10000 under a heading in 万元. */
  readonly factor: number;
  /** By the unit after a number, what it is multiplied by instead of `factor`: `%` 1, `万元` 10000. */
  readonly units: ReadonlyMap<string, number>;
  readonly states: StateSpellings;
  /**
   * Bare numbers in this range, as written, are rejected, because the rest of the column shows that they may mean
   * something else.
   */
  readonly unclear?: { readonly from: number; readonly to: number };
  /** Whether doubles with up to 17 digits, as programs write them, are read as such instead of rejected. */
  readonly isFull?: boolean;
}

/**
 * Rows of a table by column, ready for the kernel. Arrays have at least `rows` elements and are reused for the next
 * block; codes have 16 bits if there are more than 250 values.
 */
export interface RowBlock extends KernelColumns {
  /** The line on which each row begins, from 1; in XLSX, the row of the sheet. */
  readonly line: Uint32Array;
  /** The number of each record in the file, from 1; the heading row counts, empty lines do not. */
  readonly record: Float64Array;
  /** The texts as bytes. */
  readonly bytes: ReadonlyMap<number, TextColumn>;
  /** How many numbers with 16 or 17 digits were read as doubles that a program wrote; absent if none were. */
  readonly longNumbers?: number;
  /** By percentage input: the rows whose number has its own unit. */
  readonly measured?: ReadonlyMap<number, ReadonlySet<number>>;
  /** Free texts of which an encoding left only question marks, read as unanswered; absent if there are none. */
  readonly lost?: readonly LostText[];
  /** Free texts next to an option or answer; absent if there are none. */
  readonly notes?: readonly CellNote[];
  /** The faults of cells and rows, in order; a row with a fault is rejected. */
  readonly faults: readonly CellFault[];
}

/** A free text of which only question marks are left. */
export interface LostText {
  /** The row in the block, from 0. */
  readonly row: number;
  readonly input: number;
}

/** A free text next to an option, such as "other". */
export interface CellNote {
  /** The row in the block, from 0. */
  readonly row: number;
  readonly input: number;
  readonly text: string;
}

/** A fault of a row; reports put it into words. */
export interface CellFault {
  /** The row in the block, from 0. */
  readonly row: number;
  /** The column in the table, from 0; null for the whole row. */
  readonly column: number | null;
  readonly code: CellFaultCode;
  /** The text of the cell, at most 200 characters; for `row-length`, the number of cells in the row. */
  readonly value: string;
}

/** A fault of a whole line. */
export type LineFault = Pick<CellFault, 'code' | 'value'>;

/** Faults in the form of a row or cell. Ranges and rules of the pack are checked elsewhere. */
export type CellFaultCode =
  /** The row has more or fewer cells than there are headings; no other fault is reported for it. */
  | 'row-length'
  /** A NUL byte: the file is damaged. */
  | 'nul'
  /** The cell is longer than a megabyte. */
  | 'too-long'
  /** The file ends within quotes that were opened in this row. */
  | 'open-quote'
  /** Text after a closing quote. */
  | 'stray-quote'
  /** A quoted cell contains lines that look like rows; the value is the first and the last line, as in `4-9`. */
  | 'rows-in-quotes'
  /**
   * The row follows headings that differ from the table's, or is such a row; the value is the line of those headings.
   */
  | 'other-headings'
  /** Two columns with one heading have the same cells in the sample, but differ in this row. */
  | 'columns-differ'
  /** The line is not a JSON object, unlike the others. */
  | 'not-object'
  /** A JSON object contains a member twice with different values; the value is its name. */
  | 'member-twice'
  /** The row shares a merged cell of a sheet, so it is ambiguous which cells are meant. */
  | 'merged-cells'
  /** Not a value of the question. */
  | 'unknown-value'
  /** A cell in a column without a heading. */
  | 'no-heading'
  /** A cell in a column that was blank in the sample, and whose heading does not settle what it is. */
  | 'unused-column'
  /** Not a number in the notation of the column. */
  | 'not-number'
  /** `1.234` in a table that does not show whether its decimal sign is a point or a comma. */
  | 'unclear-number'
  /** A number that a spreadsheet wrote as `9.11E+17`: digits are lost. */
  | 'mangled-number'
  /** More than 15 significant digits, which a double does not keep exactly. */
  | 'number-too-long'
  /** A bare number that may be a share of 1 or a percentage. */
  | 'unclear-share'
  /** The same option twice in one cell. */
  | 'option-twice'
  /** An option that is listed in the joint cell but not ticked in its own column, or the reverse. */
  | 'contradiction';

/** The texts of one column of a block, as trimmed UTF-8; strings are created only on demand. */
export interface TextColumn {
  readonly bytes: Uint8Array;
  /** For each answered row, where its text begins and ends. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** The text of an answered row. */
  at(row: number): string;
}
