import type { Delimiter } from './csv-text.ts';

/** Why a table cannot be read at all, as data; its words are found in reports. A code never changes its meaning. */
export type TableFault =
  /** Nothing in it, or nothing but blank lines. */
  | { readonly code: 'empty' }
  /** `text` is what stands before the place, in the same line; `bytes` the wrong ones, in hexadecimal. */
  | {
      readonly code: 'wrong-bytes';
      readonly encoding: string;
      readonly line: number;
      readonly offset: number;
      readonly text: string;
      readonly bytes: string;
    }
  /** In none of the encodings that are recognised; the place is the first that is not UTF-8. */
  | { readonly code: 'unknown-encoding'; readonly line: number; readonly offset: number; readonly bytes: string }
  | { readonly code: 'unknown-delimiter'; readonly candidates: readonly Delimiter[] }
  /** Only one sign separates cells, and hardly a row has as many as there are headings in this line. */
  | { readonly code: 'uneven-rows'; readonly line: number; readonly headings: number; readonly cells: number }
  /** Most lines are separated by one sign, this line by another. */
  | {
      readonly code: 'mixed-delimiter';
      readonly line: number;
      readonly delimiter: Delimiter;
      readonly other: Delimiter;
    }
  | { readonly code: 'duplicate-heading'; readonly heading: string; readonly columns: readonly [number, number] }
  | { readonly code: 'open-quote'; readonly line: number }
  /** The compressed data are damaged or end too early. */
  | { readonly code: 'damaged'; readonly detail: string }
  /** A cell or row of a sheet that says it stands where it cannot. */
  | { readonly code: 'wrong-reference'; readonly part: string; readonly found: string }
  /** The same of one part: what describes the columns, a batch of Arrow, or a group of rows of Parquet, from 1. */
  | {
      readonly code: 'damaged-part';
      readonly part: { readonly kind: 'schema' } | { readonly kind: 'batch' | 'group'; readonly number: number };
      readonly detail: string;
    }
  /** A column of Arrow or Parquet whose values are no answers. */
  | { readonly code: 'unknown-type'; readonly column: string; readonly type: string }
  | { readonly code: 'password' }
  /** A workbook of a kind that is not read, the old binary one or OpenDocument; or no workbook at all. */
  | { readonly code: 'other-workbook'; readonly kind: 'xls' | 'ods' | 'markup' | 'json' | 'zip' | 'document' }
  /** Unpacked it would be so large that it is no honest workbook. */
  | { readonly code: 'too-large'; readonly part: OversizedPart }
  | { readonly code: 'unknown-sheet'; readonly sheet: string; readonly sheets: readonly string[] }
  | { readonly code: 'no-sheet' }
  /** Merged cells from the heading row on: what belongs to which row or column is not said. */
  | { readonly code: 'merged-cells'; readonly range: string };

/** A file within a workbook by its name, so many of something, or one line by its number from 1. */
type OversizedPart = string | { readonly kind: 'sheets' | 'files' | 'members' | 'line'; readonly number: number };

/** A table that cannot be read. */
export class TableProblem extends Error {
  override readonly name = 'TableProblem';
  readonly fault: TableFault;

  constructor(fault: TableFault, options?: ErrorOptions) {
    super(fault.code, options);
    this.fault = fault;
  }
}

/** How much of a line is shown in front of wrong bytes, in characters, and how many of the bytes. */
export const LONGEST_CONTEXT = 40;
const MOST_BYTES = 4;

/** What ends a line. */
export const NEWLINE = /\r\n|\n|\r/;

/** The first bytes, in hexadecimal. */
export function showBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, MOST_BYTES)).toString('hex');
}
