// Reads the rows of a table whose form is known, block by block: all of them, or those of one range of its file.

import { stat } from 'node:fs/promises';
import { type ByteSource, type Container, openFile, skipBytes, unpack } from './byte-source.ts';
import type { CellFault, ColumnBinding, RowBlock } from './row-block.ts';
import { createScanner, DEFAULT_SCAN_SIZES, type Scanner, type ScanOptions, type ScanSizes } from './scan/scanner.ts';
import { LONGEST_CONTEXT, NEWLINE, showBytes, TableProblem } from './table-problem.ts';
import { createValidator, type Encoding, type ScannedEncoding, transcode, WrongBytes } from './text-encoding.ts';
import type { Merge } from './xlsx/workbook-reader.ts';

/** Where lines and records of a range are counted from. */
export const BEGINNING: Place = { line: 0, record: 0 };

/**
 * Reads the rows of a table in a file, or of one of its ranges with lines and records counted from its beginning; needs
 * nothing but plain data, for any thread.
 */
export async function* readTable(
  shape: TableShape,
  uses: readonly ColumnBinding[],
  range?: Range,
  sizes: ScanSizes = DEFAULT_SCAN_SIZES,
  means: ReadOptions = {},
): AsyncGenerator<RowBlock, ReadTotals> {
  const place = range ? BEGINNING : shape;
  if (isSplittable(shape)) {
    const start = range?.start ?? shape.mark + shape.start;
    const source = await openFile(shape.path, start, range?.end);
    const origin = { encoding: shape.encoding, offset: start };
    return yield* readBlocks(source, scanOptionsOf(shape, uses, place), origin, sizes, means);
  }
  if (shape.path === null) throw new RangeError('a table from a stream can be read only where it was opened');
  if (shape.container !== 'xlsx') {
    const file = await openFile(shape.path);
    return yield* readRest(shape.container === 'gzip' ? unpack(file) : file, shape, uses, sizes);
  }
  const { openSheet } = await import('./xlsx/workbook-reader.ts');
  const { source, merges } = await openSheet(shape.path, shape.sheet ?? undefined);
  return yield* markMerged(readRest(source, shape, uses, sizes), merges, shape.headings.length);
}

/** Reads the rows behind the headings of a source that stands at the beginning of the file. */
export async function* readRest(
  source: ByteSource,
  shape: TableShape,
  uses: readonly ColumnBinding[],
  sizes: ScanSizes = DEFAULT_SCAN_SIZES,
): AsyncGenerator<RowBlock, ReadTotals> {
  const { encoding, scanned, mark, start } = shape;
  await skipBytes(source, mark);
  const text = encoding === scanned ? source : transcode(source, encoding, mark);
  await skipBytes(text, start);
  return yield* readBlocks(text, scanOptionsOf(shape, uses, shape), { encoding, offset: mark + start }, sizes);
}

/** Adds a fault to every row that shares a merged cell: which of its cells are blank and which are meant is not said. */
async function* markMerged(
  blocks: AsyncGenerator<RowBlock, ReadTotals>,
  merges: readonly Merge[],
  width: number,
): AsyncGenerator<RowBlock, ReadTotals> {
  const within = merges.filter(({ columns }) => columns[0] <= width);
  for (;;) {
    const next = await blocks.next();
    if (next.done) return next.value;
    yield within.length === 0 ? next.value : addMerged(next.value, within);
  }
}

function addMerged(block: RowBlock, merges: readonly Merge[]): RowBlock {
  const merged: CellFault[] = [];
  for (let row = 0; row < block.rows; row++) {
    const line = block.line[row] as number;
    const merge = merges.find(({ rows }) => rows[0] <= line && line <= rows[1]);
    if (merge) merged.push({ row, column: null, code: 'merged-cells', value: merge.range });
  }
  return { ...block, faults: [...block.faults, ...merged].sort((a, b) => a.row - b.row) };
}

/** What there was up to the end. */
export interface ReadTotals {
  readonly lines: number;
  readonly records: number;
  /** Records of nothing but delimiters or blanks, which gave no row. */
  readonly blanks: number;
  /** Whether it ends within quotes. */
  readonly isOpen: boolean;
}

/** The encoding a person knows the bytes by, and where in the file the source begins. */
interface ByteOrigin {
  readonly encoding: Encoding;
  readonly offset: number;
}

/** What a reader may be given to use, and to tell. */
export interface ReadOptions {
  /** A scanner for the same columns, used again; what it was in the middle of is forgotten. */
  readonly scanner?: Scanner;
  /** Told where in the file reading has arrived, in bytes. */
  readonly onProgress?: (offset: number) => void;
}

/**
 * Reads a source block by block; a block is to be used before the next one is asked for. Closes the source. Bytes that
 * are wrong in the encoding are a TableProblem, after the blocks in front of them.
 */
async function* readBlocks(
  source: ByteSource,
  reading: ScanOptions,
  origin: ByteOrigin,
  sizes: ScanSizes = DEFAULT_SCAN_SIZES,
  { scanner = createScanner(reading, sizes), onProgress: tell }: ReadOptions = {},
): AsyncGenerator<RowBlock, ReadTotals> {
  scanner.restart(reading);
  const validator = createValidator(reading.encoding);
  let [offset, isOpen] = [origin.offset, false];
  try {
    for (let isOver = false; !isOver; ) {
      const room = scanner.room();
      const count = await source.read(room);
      const valid = validator.check(room.subarray(0, count));
      const { pending } = validator;
      isOver = count === 0;
      const isWrong = valid < count || (isOver && pending.length > 0);
      const wrong = room.slice(valid, count);
      scanner.filled(valid);
      tell?.(offset + valid);
      if (isOver && !isWrong) scanner.end();
      while (scanner.scan()) {
        const block = scanner.take();
        isOpen = isLeftOpen(block);
        yield block;
      }
      if (isWrong) throw new WrongBytes(offset + valid - pending.length, Buffer.concat([pending, wrong]));
      offset += count;
    }
    const last = scanner.take();
    if (last.rows > 0) {
      isOpen = isLeftOpen(last);
      yield last;
    }
    return { lines: scanner.line - reading.line, records: scanner.records, blanks: scanner.blanks, isOpen };
  } catch (cause) {
    throw cause instanceof WrongBytes ? wrongBytesProblem(cause, scanner, reading, origin.encoding) : cause;
  } finally {
    await source.close();
  }
}

/** Whether its last row ends within quotes, as only the last of all can. */
function isLeftOpen({ faults }: RowBlock): boolean {
  return faults.some(({ code }) => code === 'open-quote');
}

function wrongBytesProblem(
  cause: WrongBytes,
  { line, waiting }: Scanner,
  reading: ScanOptions,
  encoding: Encoding,
): TableProblem {
  // Left open at its end: the last character may be unfinished.
  const decoder = new TextDecoder(reading.encoding, { fatal: true, ignoreBOM: true });
  const lines = decoder.decode(waiting, { stream: true }).split(NEWLINE);
  return new TableProblem(
    {
      code: 'wrong-bytes',
      encoding,
      line: line + (reading.quotedLines ? lines.length - 1 : 0),
      offset: cause.offset,
      text: (lines.at(-1) ?? '').slice(-LONGEST_CONTEXT),
      bytes: showBytes(cause.bytes),
    },
    { cause },
  );
}

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
export function scanOptionsOf(shape: TableShape, uses: readonly ColumnBinding[], { line, record }: Place): ScanOptions {
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

/**
 * Part of a file, as offsets in bytes. It begins behind a newline, where a row seems to; whether one does is known when
 * what stands before it has been read.
 */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** How much is looked at in one go for the beginning of a row, and at how many newlines. */
const WINDOW = 1 << 14;
const MOST_TRIED = 32;

const LF = 10;
const CR = 13;
const QUOTE = 34;

/**
 * Cuts the rows of a table's file into ranges of at least `length` bytes, one after the other, and reads next to nothing for
 * it: a newline may be one within quotes, though the row behind it has as many cells as there are headings if any near has.
 */
export async function* guessRanges(
  shape: TableShape & { readonly path: string },
  length: number,
): AsyncGenerator<Range> {
  const { size } = await stat(shape.path);
  let start = shape.mark + shape.start;
  while (start < size) {
    const end = start + length < size ? await guessRow(shape, start + length, size) : size;
    yield { start, end };
    start = end;
  }
}

/** The first place behind an offset where a row seems to begin, else the end. */
async function guessRow(
  { path, delimiter, headings }: TableShape & { readonly path: string },
  from: number,
  size: number,
): Promise<number> {
  const source = await openFile(path, from, size);
  const window = new Uint8Array(WINDOW);
  try {
    for (let at = from, kept = 0; ; ) {
      const count = await source.read(window.subarray(kept));
      if (count === 0) return size;
      const bytes = window.subarray(0, kept + count);
      const place = findRow(bytes, delimiter.charCodeAt(0), headings.length);
      if (place !== undefined) return at + place;
      // The last byte may be the first half of a newline.
      at += bytes.length - 1;
      window[0] = bytes[bytes.length - 1] as number;
      kept = 1;
    }
  } finally {
    await source.close();
  }
}

/** Behind which newline a row of so many cells begins; else behind the first; undefined where none has bytes behind it. */
function findRow(bytes: Uint8Array, delimiter: number, cells: number): number | undefined {
  let first: number | undefined;
  for (let at = 1, tried = 0; at < bytes.length && tried < MOST_TRIED; at++) {
    const before = bytes[at - 1];
    if (before !== LF && (before !== CR || bytes[at] === LF)) continue;
    if (countCells(bytes, at, delimiter) === cells) return at;
    first ??= at;
    tried++;
  }
  return first;
}

/** How many cells stand in a row if it begins there; 0 where its end is not seen. */
function countCells(bytes: Uint8Array, start: number, delimiter: number): number {
  let [cells, isQuoted] = [1, false];
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (byte === delimiter) cells++;
    else if (byte === LF || byte === CR) return cells;
  }
  return 0;
}
