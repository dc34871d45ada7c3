import type { Delimiter } from './csv-text.ts';

/** Why a table cannot be read, as data; reports put it into words. The meaning of a code never changes. */
export type TableFault =
  /** No content, or only blank lines. */
  | { readonly code: 'empty' }
  /** `text` is what precedes the place on its line; `bytes` are the wrong ones, in hexadecimal. */
  | {
      readonly code: 'wrong-bytes';
      readonly encoding: string;
      readonly line: number;
      readonly offset: number;
      readonly text: string;
      readonly bytes: string;
    }
  /** No known encoding; the place is the first that is not UTF-8. */
  | { readonly code: 'unknown-encoding'; readonly line: number; readonly offset: number; readonly bytes: string }
  | { readonly code: 'unknown-delimiter'; readonly candidates: readonly Delimiter[] }
  /** Only one sign separates cells, and hardly any row has as many cells as this line has headings. */
  | { readonly code: 'uneven-rows'; readonly line: number; readonly headings: number; readonly cells: number }
  /** One sign separates most lines, another sign this line. */
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
  /** A cell or row of a sheet that states an impossible position. */
  | { readonly code: 'wrong-reference'; readonly part: string; readonly found: string }
  /** One part is damaged: the schema, or a batch of Arrow or row group of Parquet by its number from 1. */
  | {
      readonly code: 'damaged-part';
      readonly part: { readonly kind: 'schema' } | { readonly kind: 'batch' | 'group'; readonly number: number };
      readonly detail: string;
    }
  /** A column of Arrow or Parquet with values that cannot be answers. */
  | { readonly code: 'unknown-type'; readonly column: string; readonly type: string }
  | { readonly code: 'password' }
  /** A kind of workbook that is not read, old binary or OpenDocument; or not a workbook at all. */
  | { readonly code: 'other-workbook'; readonly kind: 'xls' | 'ods' | 'markup' | 'json' | 'zip' | 'document' }
  /** Unpacked, it would be larger than any genuine workbook. */
  | { readonly code: 'too-large'; readonly part: OversizedPart }
  | { readonly code: 'unknown-sheet'; readonly sheet: string; readonly sheets: readonly string[] }
  | { readonly code: 'no-sheet' }
  /** Merged cells below the headings, so that it is ambiguous which row or column a value belongs to. */
  | { readonly code: 'merged-cells'; readonly range: string };

/**
 * The part that is too large: a file within a workbook, by its name; a number of things; or a line, by its number from
 * 1.
 */
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

/** Maximum number of characters shown before wrong bytes on their line, and of the wrong bytes. */
export const MAX_CONTEXT_CHARS = 40;
const MAX_BYTES_SHOWN = 4;

/** A line end. */
export const NEWLINE_PATTERN = /\r\n|\n|\r/;

/** The first bytes, in hexadecimal. */
export function showBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, MAX_BYTES_SHOWN)).toString('hex');
}
