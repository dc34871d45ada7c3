// Reads the rows of a table whose layout is known, block by block.

import { itemAt } from '../model/index.ts';
import {
  type ByteSource,
  type Container,
  isColumnar,
  isText,
  isTyped,
  openFile,
  skipBytes,
  unpack,
} from './byte-source.ts';
import type { ColumnarTable } from './columnar/column-batch.ts';
import { unpadCells } from './padded-cells.ts';
import type { CellFault, ColumnBinding, LineFault, RowBlock } from './row-block.ts';
import { createScanner, type ScanOptions } from './scan/scanner.ts';
import {
  createValidator,
  type Encoding,
  type ScannedEncoding,
  toWrongBytesProblem,
  transcode,
  WrongBytes,
} from './text-encoding.ts';
import type { Merge } from './xlsx/merged-cells.ts';
import { type ColumnFormats, selectFormatsBelow } from './xlsx/unit-formats.ts';

/** Reads the rows of a table in a file. */
export async function* readTable(
  shape: TableShape,
  uses: readonly ColumnBinding[],
  options: ReadOptions = {},
): AsyncGenerator<RowBlock, ReadTotals> {
  if (isScannedAsStored(shape)) {
    const start = shape.mark + shape.start;
    const origin = { encoding: shape.encoding, offset: start };
    return yield* readBlocks(await openFile(shape.path, start), toScanOptions(shape, uses), origin, options);
  }
  if (isColumnar(shape.container))
    return yield* readColumns(await openColumnarFile(pathOf(shape), shape.container), shape, uses);
  const { source, faultIn, hidden, formats } = await openContainer(shape, uses);
  const blocks = readRemaining(source, shape, uses);
  const totals = yield* faultIn ? addFaults(blocks, faultIn, hidden) : blocks;
  return formats ? { ...totals, formats: selectFormatsBelow(formats, shape.line) } : totals;
}

/** The kinds of columns in which the value of a merged cell counts for all its rows. */
const SHARED_KINDS: ReadonlySet<ColumnBinding['kind']> = new Set(['text', 'code', 'choices', 'tick']);

/** Returns the fault of a whole line. It is called for all lines in order. */
type LineFaultFinder = (line: number) => LineFault | undefined;

/**
 * Opens the text of a table's file; formats other than text are converted to CSV. Also returns the faults of lines,
 * hidden lines and number formats. The value of a merged cell counts for all its rows unless it is a number, which may
 * be the sum of the rows.
 */
export async function openContainer(
  shape: TableShape,
  uses: readonly ColumnBinding[],
): Promise<{
  readonly source: ByteSource;
  readonly faultIn?: LineFaultFinder;
  readonly hidden?: ReadonlySet<number>;
  readonly formats?: ColumnFormats;
}> {
  const { container, sheet, headings, members = headings } = shape;
  const path = pathOf(shape);
  switch (container) {
    case 'xlsx': {
      const { openSheet } = await import('./xlsx/workbook-reader.ts');
      const { source, merges, hidden, formats } = await openSheet(path, sheet ?? undefined);
      const mergesBelow = merges.filter(({ rows }) => rows[0] >= shape.line);
      if (mergesBelow.length === 0)
        return { source, faultIn: findSharedCells(merges, headings.length), hidden, formats };
      const { fillRows, joinsRows } = await import('./xlsx/merged-cells.ts');
      const [filled, left]: [Merge[], Merge[]] = [[], []];
      for (const merge of mergesBelow) {
        const kinds = uses.slice(merge.columns[0] - 1, merge.columns[1]).map(({ kind }) => kind);
        if (kinds.every((kind) => kind === 'ignore')) continue;
        (joinsRows(merge) && kinds.every((kind) => SHARED_KINDS.has(kind)) ? filled : left).push(merge);
      }
      const filledSource = filled.length === 0 ? source : fillRows(source, filled);
      return { source: filledSource, faultIn: findSharedCells(left, headings.length), hidden, formats };
    }
    case 'jsonl':
      return (await import('./json-lines.ts')).readAsCsv(path, members);
    case 'parquet':
    case 'arrow': {
      const { readAsLines } = await import('./columnar/column-batch.ts');
      return { source: readAsLines(await openColumnarFile(path, container)) };
    }
    case 'gzip':
      return { source: unpack(await openFile(path)) };
    case 'plain':
      return { source: await openFile(path) };
  }
}

function pathOf({ path }: TableShape): string {
  if (path === null) throw new RangeError('a table from a stream can be read only where it was opened');
  return path;
}

/**
 * Returns the table's bytes as the scanner reads them, after the byte-order mark. `source` must be at the beginning of
 * the file.
 */
export async function openScanned(source: ByteSource, shape: TableShape): Promise<ByteSource> {
  const { encoding, scanned, mark, delimiter, isPadded } = shape;
  await skipBytes(source, mark);
  const text = encoding === scanned ? source : transcode(source, encoding, mark);
  return isPadded ? unpadCells(text, delimiter) : text;
}

/** Opens a file that is stored by column. */
export async function openColumnarFile(path: string, container: 'arrow' | 'parquet'): Promise<ColumnarTable> {
  if (container === 'parquet') return (await import('./columnar/parquet-rows.ts')).openParquet(path);
  const source = await openFile(path);
  try {
    return await (await import('./columnar/arrow-reader.ts')).openArrow(source);
  } catch (error) {
    await source.close();
    throw error;
  }
}

/**
 * Reads the rows of a table that is stored by column, from its first batch on. A block never continues into the next
 * batch, so that it need not wait for one.
 */
export async function* readColumns(
  { read, close }: ColumnarTable,
  shape: TableShape,
  uses: readonly ColumnBinding[],
): AsyncGenerator<RowBlock, ReadTotals> {
  const scanner = createScanner(toScanOptions(shape, uses));
  // The first rows of the table may be further heading rows.
  let skippedLines = shape.line - 1;
  try {
    for await (const batch of read({ isUsed: (column) => uses[column]?.kind !== 'ignore' })) {
      let firstRow = Math.min(skippedLines, batch.rows);
      skippedLines -= firstRow;
      while (firstRow < batch.rows) {
        firstRow += scanner.scanColumns(batch, firstRow);
        const block = scanner.take();
        if (block.rows > 0) yield block;
      }
    }
    return { blanks: scanner.blanks };
  } finally {
    await close();
  }
}

/** Reads the rows after the headings; `source` must be at the beginning of the file. */
export async function* readRemaining(
  source: ByteSource,
  shape: TableShape,
  uses: readonly ColumnBinding[],
): AsyncGenerator<RowBlock, ReadTotals> {
  const { encoding, mark, start } = shape;
  const text = await openScanned(source, shape);
  await skipBytes(text, start);
  return yield* readBlocks(text, toScanOptions(shape, uses), { encoding, offset: mark + start });
}

/**
 * Returns a function that finds a merged cell which the line shares with other lines. Such a line is a fault, because
 * it is ambiguous which of its blank cells have the value of the merged cell.
 */
function findSharedCells(merges: readonly Merge[], width: number): LineFaultFinder {
  const mergesWithin = merges.filter(({ columns }) => columns[0] <= width).sort((a, b) => a.rows[0] - b.rows[0]);
  // The index of the next merged cell, and of those that begin on this line or above, the one that ends last.
  let [next, lastEnding]: [number, Merge | undefined] = [0, undefined];
  return (line) => {
    for (; (mergesWithin[next]?.rows[0] ?? Number.POSITIVE_INFINITY) <= line; next++) {
      const merge = itemAt(mergesWithin, next);
      if (!lastEnding || merge.rows[1] > lastEnding.rows[1]) lastEnding = merge;
    }
    return lastEnding && line <= lastEnding.rows[1] ? { code: 'merged-cells', value: lastEnding.range } : undefined;
  };
}

/** Adds the faults of lines to blocks, and counts hidden rows. */
async function* addFaults(
  blocks: AsyncGenerator<RowBlock, ReadTotals>,
  faultIn: LineFaultFinder,
  hidden: ReadonlySet<number> = new Set(),
): AsyncGenerator<RowBlock, ReadTotals> {
  let hiddenRows = 0;
  for (;;) {
    const nextBlock = await blocks.next();
    if (nextBlock.done) return { ...nextBlock.value, hidden: hiddenRows };
    const block = nextBlock.value;
    const lineFaults: CellFault[] = [];
    for (let row = 0; row < block.rows; row++) {
      const line = block.line[row] as number;
      if (hidden.has(line)) hiddenRows++;
      const fault = faultIn(line);
      if (fault) lineFaults.push({ row, column: null, ...fault });
    }
    yield lineFaults.length === 0
      ? block
      : { ...block, faults: [...block.faults, ...lineFaults].sort((a, b) => a.row - b.row) };
  }
}

/** Counts that are known when all rows have been read. */
export interface ReadTotals {
  /** The number of records that consist only of delimiters or blanks and are not rows. */
  readonly blanks: number;
  /** The number of rows that are hidden in their sheet; absent for formats without hidden rows. */
  readonly hidden?: number;
  /** The number formats that show units; absent for formats without number formats. */
  readonly formats?: ColumnFormats;
}

/** The encoding of the file, and the offset in the file at which the source begins. */
interface ByteOrigin {
  readonly encoding: Encoding;
  readonly offset: number;
}

export interface ReadOptions {
  /** Is called with the byte offset in the file that has been reached, if it is known; see `isScannedAsStored`. */
  readonly onProgress?: (offset: number) => void;
}

/**
 * Reads a source block by block and closes it at the end. A block is valid until the next one is requested. If bytes
 * are not valid, the blocks before them are returned first, then a TableProblem is thrown.
 */
async function* readBlocks(
  source: ByteSource,
  reading: ScanOptions,
  origin: ByteOrigin,
  { onProgress }: ReadOptions = {},
): AsyncGenerator<RowBlock, ReadTotals> {
  const scanner = createScanner(reading);
  const validator = createValidator(reading.encoding);
  let { offset } = origin;
  try {
    for (let isSourceRead = false; !isSourceRead; ) {
      const target = scanner.room();
      const count = await source.read(target);
      const validCount = validator.check(target.subarray(0, count));
      const { pending } = validator;
      isSourceRead = count === 0;
      const hasWrongBytes = validCount < count || (isSourceRead && pending.length > 0);
      const wrongBytes = target.slice(validCount, count);
      scanner.filled(validCount);
      onProgress?.(offset + validCount);
      if (isSourceRead && !hasWrongBytes) scanner.end();
      while (scanner.scan()) yield scanner.take();
      if (hasWrongBytes)
        throw new WrongBytes(offset + validCount - pending.length, Buffer.concat([pending, wrongBytes]));
      offset += count;
    }
    const lastBlock = scanner.take();
    if (lastBlock.rows > 0) yield lastBlock;
    return { blanks: scanner.blanks };
  } catch (cause) {
    if (!(cause instanceof WrongBytes)) throw cause;
    // Bytes are decoded as part of a stream, because their last character may be incomplete.
    const decoder = new TextDecoder(reading.encoding, { fatal: true, ignoreBOM: true });
    throw toWrongBytesProblem(origin.encoding, decoder.decode(scanner.waiting, { stream: true }), scanner.line, cause);
  } finally {
    await source.close();
  }
}

/** The layout of a table in its file: everything that is needed to read it again. */
export interface TableShape {
  /** The path of the file; null for a stream. */
  readonly path: string | null;
  readonly container: Container;
  readonly sheet: string | null;
  readonly encoding: Encoding;
  /** The encoding that the scanner reads: that of the file, or UTF-8 if the file is converted. */
  readonly scanned: ScannedEncoding;
  /** The length of the byte-order mark, in bytes. */
  readonly mark: number;
  readonly delimiter: string;
  /** Whether there are blanks before the quotes of cells, which must be removed before scanning. */
  readonly isPadded: boolean;
  /**
   * Whether the table is an export of answers, in which an apostrophe may protect a cell from becoming a formula; it is
   * then not part of the text.
   */
  readonly isExport: boolean;
  readonly headings: readonly string[];
  /** Whether a workbook counts days from 1904. */
  readonly isFrom1904?: boolean;
  /** For JSON Lines, the names of members that are the columns. */
  readonly members?: readonly string[];
  /**
   * Where the first row below the headings starts, in bytes after the byte-order mark in the encoding that is scanned.
   */
  readonly start: number;
  readonly line: number;
  readonly record: number;
}

/** Returns the options with which the rows below the headings are scanned. */
function toScanOptions(shape: TableShape, uses: readonly ColumnBinding[]): ScanOptions {
  const { headings, scanned: encoding, delimiter, isExport, isFrom1904 = false, line, record } = shape;
  return {
    encoding,
    // Tables that are stored by column have neither delimiters nor protecting apostrophes.
    delimiter: isColumnar(shape.container) ? '\0' : delimiter,
    isExport: isExport && !isTyped(shape.container),
    isFrom1904,
    uses,
    // Sheets leave out empty cells at the end of a row, so a row may have fewer cells.
    needed: shape.container === 'xlsx' ? 0 : headings.findLastIndex((heading) => heading !== '') + 1,
    line,
    record,
    quotedLines: isText(shape.container),
  };
}

/**
 * Whether the scanner reads the bytes of a file as they are stored, so that progress can be given in bytes of the file.
 */
export function isScannedAsStored(shape: TableShape): shape is TableShape & { readonly path: string } {
  return shape.path !== null && shape.container === 'plain' && shape.encoding === shape.scanned && !shape.isPadded;
}
