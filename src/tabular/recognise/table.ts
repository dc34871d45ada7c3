import { CODECS, type Encoding } from '../encoding/codec.ts';
import { LONGEST_CONTEXT, NEWLINE, showBytes, TableProblem } from '../problem.ts';
import type { TableShape } from '../shape.ts';
import type { Container } from './container.ts';
import { type ColumnDecimal, recogniseDecimal } from './decimal.ts';
import { recogniseRecords } from './delimiter.ts';
import { type RecognisedEncoding, recogniseEncoding } from './encoding.ts';
import type { Head } from './head.ts';

/** What may be told instead of recognised. */
export interface Told {
  readonly encoding?: Encoding;
  /** One ASCII sign. */
  readonly delimiter?: string;
  /** The line of the headings, from 1. */
  readonly headingLine?: number;
  readonly sheet?: string;
}

/** What was found out about a table, and from what. */
export interface Recognised {
  readonly container: Container;
  readonly encoding: { readonly encoding: Encoding; readonly by: RecognisedEncoding['by'] };
  readonly delimiter: { readonly delimiter: string; readonly by: 'told' | 'content' };
  readonly headingLine: number;
  /** The columns without a heading, from 0. */
  readonly emptyHeadings: readonly number[];
  /** The decimal sign in each column, as far as the sample shows it. */
  readonly decimals: readonly ColumnDecimal[];
}

/** A table whose headings are known, with its first rows. */
export interface RecognisedTable {
  readonly shape: TableShape;
  readonly recognised: Recognised;
  readonly sample: readonly (readonly string[])[];
}

/** How many of the first records are looked at. */
const SAMPLE = 500;

/** Recognises how a table is written from its beginning; what is not certain is a TableProblem that asks. */
export function recogniseTable(
  head: Head,
  told: Told,
  from: Pick<TableShape, 'path' | 'container' | 'sheet'>,
): RecognisedTable {
  const encoding = recogniseEncoding(head.bytes, told.encoding);
  if (!encoding) throw unknownEncoding(head.bytes);
  const body = validPart(head, encoding);
  const isScanned = encoding.encoding === 'utf-8' || encoding.encoding === 'gb18030';
  const bytes = isScanned ? body : new TextEncoder().encode(decode(encoding.encoding, body));
  const splitting = {
    encoding: encoding.encoding === 'gb18030' ? ('gb18030' as const) : ('utf-8' as const),
    quotedLines: from.container !== 'xlsx',
    most: SAMPLE,
    isWhole: head.isWhole,
  };
  const { delimiter, by, heading, sample } = recogniseRecords(bytes, splitting, told);
  // Only these signs are never part of a character in GB18030.
  const scanned = splitting.encoding === 'gb18030' && !',;\t'.includes(delimiter) ? 'utf-8' : splitting.encoding;
  const start =
    scanned === splitting.encoding
      ? heading.end
      : Buffer.byteLength(decode(encoding.encoding, bytes.subarray(0, heading.end)));
  const headings = heading.cells.map((cell) => cell.trim());
  refuseDuplicates(headings);
  return {
    shape: {
      ...from,
      encoding: encoding.encoding,
      scanned,
      mark: encoding.mark,
      delimiter,
      headings,
      start,
      line: heading.nextLine,
      record: heading.record + 1,
    },
    recognised: {
      container: from.container,
      encoding: { encoding: encoding.encoding, by: encoding.by },
      delimiter: { delimiter, by },
      headingLine: heading.line,
      emptyHeadings: headings.flatMap((text, column) => (text === '' ? [column] : [])),
      decimals: headings.map((_, column) => recogniseDecimal(sample.map(({ cells }) => cells[column] ?? ''))),
    },
    sample: sample.map(({ cells }) => cells),
  };
}

function decode(encoding: Encoding, bytes: Uint8Array): string {
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** The bytes behind the mark up to the last whole character. */
function validPart({ bytes, isWhole }: Head, { encoding, mark }: RecognisedEncoding): Uint8Array {
  const { measure, isUnfinished } = CODECS[encoding];
  const body = bytes.subarray(mark);
  const valid = measure(body);
  const rest = body.subarray(valid);
  if (rest.length > 0 && (isWhole || !isUnfinished(rest))) {
    const lines = decode(encoding, body.subarray(0, valid)).split(NEWLINE);
    throw new TableProblem({
      code: 'wrong-bytes',
      encoding,
      line: lines.length,
      offset: mark + valid,
      text: (lines.at(-1) ?? '').slice(-LONGEST_CONTEXT),
      bytes: showBytes(rest),
    });
  }
  return body.subarray(0, valid);
}

/** The place is the first that is not UTF-8: nothing else can be said of bytes that are nothing. */
function unknownEncoding(bytes: Uint8Array): TableProblem {
  const offset = CODECS['utf-8'].measure(bytes);
  const line = decode('utf-8', bytes.subarray(0, offset)).split(NEWLINE).length;
  return new TableProblem({ code: 'unknown-encoding', line, offset, bytes: showBytes(bytes.subarray(offset)) });
}

function refuseDuplicates(headings: readonly string[]): void {
  const columns = new Map<string, number>();
  for (const [column, heading] of headings.entries()) {
    const known = columns.get(heading);
    if (heading !== '' && known !== undefined) {
      throw new TableProblem({ code: 'duplicate-heading', heading, columns: [known, column] });
    }
    columns.set(heading, column);
  }
}
