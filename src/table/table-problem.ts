import type { Delimiter } from './csv-text.ts';

/** Why a table cannot be read, as data; reports word it. The meaning of a code never changes. */
export type TableFault =
  /** The table has no content, or only blank lines. */
  | { readonly code: 'empty' }
  /**
   * Bytes are not valid in the encoding. `text` is what comes before them on their line; `bytes` are the bytes in
   * hexadecimal.
   */
  | {
      readonly code: 'wrong-bytes';
      readonly encoding: string;
      readonly line: number;
      readonly offset: number;
      readonly text: string;
      readonly bytes: string;
    }
  /** The encoding is not known. The stated place is that of the first bytes that are not valid UTF-8. */
  | { readonly code: 'unknown-encoding'; readonly line: number; readonly offset: number; readonly bytes: string }
  | { readonly code: 'unknown-delimiter'; readonly candidates: readonly Delimiter[] }
  /** Only one character separates cells, but hardly any row has as many cells as this line has headings. */
  | { readonly code: 'uneven-rows'; readonly line: number; readonly headings: number; readonly cells: number }
  /** Most lines are separated into cells by one character, but this line by another. */
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
  /** A cell or row of a sheet states a position that is impossible. */
  | { readonly code: 'wrong-reference'; readonly part: string; readonly found: string }
  /** A part of the file is damaged: the schema, or a batch of Arrow or row group of Parquet, counted from 1. */
  | {
      readonly code: 'damaged-part';
      readonly part: { readonly kind: 'schema' } | { readonly kind: 'batch' | 'group'; readonly number: number };
      readonly detail: string;
    }
  /** A column of Arrow or Parquet has a type whose values cannot be answers. */
  | { readonly code: 'unknown-type'; readonly column: string; readonly type: string }
  | { readonly code: 'password' }
  /** The file is a workbook of a kind that cannot be read (old binary or OpenDocument), or no workbook at all. */
  | { readonly code: 'other-workbook'; readonly kind: 'xls' | 'ods' | 'markup' | 'json' | 'zip' | 'document' }
  /** Unpacked, a part of the file would be larger than in any genuine workbook. */
  | { readonly code: 'too-large'; readonly part: OversizedPart }
  | { readonly code: 'unknown-sheet'; readonly sheet: string; readonly sheets: readonly string[] }
  | { readonly code: 'no-sheet' }
  /** Cells of the headings are merged, so it is ambiguous which row or column a value belongs to. */
  | { readonly code: 'merged-cells'; readonly range: string };

/**
 * What is too large: a file within a workbook, by its name; the number of sheets, files or members; or a line, by its
 * number from 1.
 */
type OversizedPart = string | { readonly kind: 'sheets' | 'files' | 'members' | 'line'; readonly number: number };

/** Thrown if a table cannot be read. */
export class TableProblem extends Error {
  override readonly name = 'TableProblem';
  readonly fault: TableFault;

  constructor(fault: TableFault, options?: ErrorOptions) {
    super(fault.code, options);
    this.fault = fault;
  }
}

/**
 * The maximum number of characters that are shown before wrong bytes; the next constant is the maximum number of wrong
 * bytes.
 */
export const MAX_CONTEXT_CHARS = 40;
const MAX_BYTES_SHOWN = 4;

/** Matches the end of a line. */
export const NEWLINE_PATTERN = /\r\n|\n|\r/;

/** Formats the first bytes in hexadecimal. */
export function showBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, MAX_BYTES_SHOWN)).toString('hex');
}
