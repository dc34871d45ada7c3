import type { Encoding, ScannedEncoding } from './encoding/codec.ts';
import type { Container } from './recognise/container.ts';
import type { Reading } from './scan/reading.ts';
import type { ColumnUse } from './use.ts';

/** How a table is laid out in its file: all that is needed to read it again, also in another thread. */
export interface TableShape {
  /** Null where it comes from a stream. */
  readonly path: string | null;
  readonly container: Container;
  readonly sheet: string | null;
  readonly encoding: Encoding;
  /** What the scanner reads: the encoding itself, or UTF-8 made from it. */
  readonly scanned: ScannedEncoding;
  /** Bytes of the byte-order mark. */
  readonly mark: number;
  readonly delimiter: string;
  readonly headings: readonly string[];
  /** Where the first row behind the headings begins, in bytes behind the mark of what the scanner reads. */
  readonly start: number;
  readonly line: number;
  readonly record: number;
}

/** How the scanner reads the table from a line and a record on. */
export function readingOf(shape: TableShape, uses: readonly ColumnUse[], { line, record }: Place): Reading {
  const { headings, scanned: encoding, delimiter } = shape;
  return {
    encoding,
    delimiter,
    uses,
    // A sheet leaves out cells that are empty.
    needed: shape.container === 'xlsx' ? 0 : headings.findLastIndex((heading) => heading !== '') + 1,
    line,
    record,
    quotedLines: shape.container !== 'xlsx',
  };
}

/** A line and the number of a record, from 1. */
export interface Place {
  readonly line: number;
  readonly record: number;
}

/** Whether parts of the file can be read on their own: its bytes are what the scanner reads. */
export function isSplittable(shape: TableShape): shape is TableShape & { readonly path: string } {
  return shape.path !== null && shape.container === 'plain' && shape.encoding === shape.scanned;
}
