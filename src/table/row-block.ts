// Rows of a table in memory, stored by column, and the bindings of columns to facts and questions.
import type { DayOrder } from '../model/index.ts';
import type { KernelColumns } from '../scoring/index.ts';

/** The codes for the state of an answer. Code 3 + i means the i-th value of the question. */
export const UNANSWERED = 0;
export const UNKNOWN = 1;
export const NOT_APPLICABLE = 2;
/** The code of an answer whose value is stored elsewhere, as for numbers, multiple choices and texts. */
export const ANSWERED = 3;

/** The maximum number of values that are read as codes; a scale with more values is read as numbers. */
export const MAX_CODED_VALUES = 250;

/**
 * Words that are written in place of an answer, with the state they mean: 0 unanswered, 1 unknown, 2 not applicable.
 */
export type StateSpellings = ReadonlyMap<string, 0 | 1 | 2>;

/**
 * What the cells of a column are read as; `input` is an index into `plan.inputs`. Codes: 0 unanswered, 1 unknown, 2 not
 * applicable, 3 + i the i-th value of the question (options in listed order, a scale from low to high, false before
 * true). In every column a blank cell means unanswered. Cells are trimmed, then compared with spellings first as
 * written and then as `normaliseSpelling` returns them.
 */
export type ColumnBinding =
  | { readonly kind: 'ignore' }
  /**
   * A column that has no heading or is blank in the sample. All its cells must be blank, because any other could be the
   * answer to a question.
   */
  | { readonly kind: 'blank'; readonly isHeaded?: boolean }
  /** A column of notes on the answers to the question `of`. */
  | { readonly kind: 'note'; readonly of: number }
  /** A column of keys, names or free texts, which are kept as texts. */
  | {
      readonly kind: 'text';
      readonly input: number;
      readonly states?: StateSpellings;
      /**
       * Whether the texts are free, such as names. A cell of nothing but question marks is then a text that was lost,
       * not an answer.
       */
      readonly isFree?: boolean;
      /** For columns of days: the order of day and month in ambiguous days. Valid days are converted to ISO dates. */
      readonly days?: { readonly order: DayOrder };
    }
  | { readonly kind: 'code'; readonly input: number; readonly values: ReadonlyMap<string, number> }
  | NumberBinding
  /**
   * A column with several options per cell, as a JSON list or joined by one of the separators. `values` are the
   * positions of options, counted from 0.
   */
  | {
      readonly kind: 'choices';
      readonly input: number;
      readonly separators: readonly string[];
      readonly values: ReadonlyMap<string, number>;
      readonly states: StateSpellings;
    }
  /**
   * A column for a single option of a question. Its cells say whether the option at position `option`, counted from 0,
   * is ticked.
   */
  | {
      readonly kind: 'tick';
      readonly input: number;
      readonly option: number;
      /**
       * Whether an answer may have no ticked option. If it may not, a row without ticks leaves the question unanswered.
       */
      readonly mayBeNone: boolean;
      /** Whether the option is "other" and its column contains the free text. */
      readonly takesWords?: boolean;
      readonly values: ReadonlyMap<string, boolean>;
      readonly states: StateSpellings;
    };

/** A column of numbers, each multiplied by a factor exactly. */
export interface NumberBinding {
  readonly kind: 'number';
  readonly input: number;
  /**
   * The decimal sign; null if no number in the table shows which one is used. A point then counts as the decimal sign,
   * and ambiguous numbers such as `1.234` are rejected.
   */
  readonly decimal: '.' | ',' | null;
  /** The factor for numbers without a unit: 10000 under a heading in 万元. */
  readonly factor: number;
  /** For each unit that may follow a number, the factor that is used instead of `factor`: `%` 1, `万元` 10000. */
  readonly units: ReadonlyMap<string, number>;
  readonly states: StateSpellings;
  /**
   * Numbers without a unit that are in this range, as written, are rejected: the rest of the column shows that they may
   * mean something else.
   */
  readonly unclear?: { readonly from: number; readonly to: number };
  /** Whether numbers with up to 17 digits, which programs write for doubles, are accepted instead of rejected. */
  readonly isFull?: boolean;
}

/**
 * Rows of a table, stored by column in the form that the kernel scores. Arrays have at least `rows` elements and are
 * used again for the next block. Codes have 16 bits if a question has more than 250 values.
 */
export interface RowBlock extends KernelColumns {
  /** For each row, the line on which it begins, counted from 1; in XLSX, the row of the sheet. */
  readonly line: Uint32Array;
  /** For each row, the number of the record in the file, counted from 1. The heading row counts, empty lines do not. */
  readonly record: Float64Array;
  /** The texts as bytes, by the index of the input. */
  readonly bytes: ReadonlyMap<number, TextColumn>;
  /**
   * How many numbers with 16 or 17 digits were accepted, because programs write doubles in this way; absent if there
   * are none.
   */
  readonly longNumbers?: number;
  /** For each percentage input, the rows in which a unit is written after the number. */
  readonly measured?: ReadonlyMap<number, ReadonlySet<number>>;
  /**
   * Free texts of which a wrong encoding has left only question marks. They are read as unanswered; absent if there are
   * none.
   */
  readonly lost?: readonly LostText[];
  /** Free texts beside an option or an answer; absent if there are none. */
  readonly notes?: readonly CellNote[];
  /** The faults of cells and rows, in order of rows. A row with a fault is rejected. */
  readonly faults: readonly CellFault[];
}

/** A free text of which only question marks are left. */
export interface LostText {
  /** The index of the row in the block. */
  readonly row: number;
  readonly input: number;
}

/** A free text beside an option, such as "other". */
export interface CellNote {
  /** The index of the row in the block. */
  readonly row: number;
  readonly input: number;
  readonly text: string;
}

/** A fault of a row, as data; reports word it. */
export interface CellFault {
  /** The index of the row in the block. */
  readonly row: number;
  /** The index of the column in the table; null for a fault of the whole row. */
  readonly column: number | null;
  readonly code: CellFaultCode;
  /** The text of the cell, cut off after 200 characters; for `row-length`, the number of cells in the row. */
  readonly value: string;
}

/** A fault of a whole line. */
export type LineFault = Pick<CellFault, 'code' | 'value'>;

/** What can be wrong with the form of a row or cell. Ranges and rules of the pack are checked elsewhere. */
export type CellFaultCode =
  /**
   * The row has more or fewer cells than there are headings. No other faults are reported for it, apart from damage.
   */
  | 'row-length'
  /** The cell contains a NUL byte, so the file is damaged. */
  | 'nul'
  /** The cell is longer than a megabyte. */
  | 'too-long'
  /** A quote that was opened in this row is never closed. */
  | 'open-quote'
  /** A closing quote is followed by text. */
  | 'stray-quote'
  /**
   * A quoted cell contains lines that look like rows; the value names the first and the last of these lines, as in
   * `4-9`.
   */
  | 'rows-in-quotes'
  /**
   * The row consists of headings that differ from the table's, or comes after such a row. The value is the line of
   * those headings.
   */
  | 'other-headings'
  /** Two columns have the same heading and, in the sample, the same cells, but they differ in this row. */
  | 'columns-differ'
  /** The line is not a JSON object, unlike the other lines. */
  | 'not-object'
  /** A JSON object has the same member twice, with different values; the value is the name of the member. */
  | 'member-twice'
  /** The row shares a merged cell of a sheet, so it is ambiguous which cells the value belongs to. */
  | 'merged-cells'
  /** The cell is not a value of the question. */
  | 'unknown-value'
  /** The cell is in a column without a heading. */
  | 'no-heading'
  /** The cell is in a column that was blank in the sample and whose heading leaves open what it contains. */
  | 'unused-column'
  /** The cell is not a number in the notation of the column. */
  | 'not-number'
  /**
   * The cell is ambiguous, such as `1.234` in a table that does not show whether its decimal sign is a point or a
   * comma.
   */
  | 'unclear-number'
  /** A spreadsheet wrote the number as `9.11E+17`, so digits are lost. */
  | 'mangled-number'
  /** The number has more than 15 significant digits, which a double cannot represent exactly. */
  | 'number-too-long'
  /** The number has no percent sign and may be a share of 1 or a percentage. */
  | 'unclear-share'
  /** The cell contains the same option twice. */
  | 'option-twice'
  /** An option is listed in the cell with all options but not ticked in its own column, or the reverse. */
  | 'contradiction';

/** The texts of one column in a block, trimmed and in UTF-8. Strings are only created when they are needed. */
export interface TextColumn {
  readonly bytes: Uint8Array;
  /** For each answered row, the offset at which its text begins; `ends` are the offsets at which texts end. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Returns the text of an answered row. */
  at(row: number): string;
}
