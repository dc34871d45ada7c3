// Reads the rows of a table with known layout, block by block.

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
  transcode,
  WrongBytes,
  wrongBytes,
} from './text-encoding.ts';
import type { Merge } from './xlsx/merged-cells.ts';
import { type ColumnFormats, formatsBelow } from './xlsx/unit-formats.ts';

/** Reads the rows of a table in a file. */
export async function* readTable(
  shape: TableShape,
  uses: readonly ColumnBinding[],
  options: ReadOptions = {},
): AsyncGenerator<RowBlock, ReadTotals> {
  if (isScannedAsStored(shape)) {
    const start = shape.mark + shape.start;
    const origin = { encoding: shape.encoding, offset: start };
    return yield* readBlocks(await openFile(shape.path, start), scanOptionsOf(shape, uses), origin, options);
  }
  if (isColumnar(shape.container))
    return yield* readColumns(await openColumns(pathOf(shape), shape.container), shape, uses);
  const { source, faultIn, hidden, formats } = await openContainer(shape, uses);
  const blocks = readRest(source, shape, uses);
  const totals = yield* faultIn ? addFaults(blocks, faultIn, hidden) : blocks;
  return formats ? { ...totals, formats: formatsBelow(formats, shape.line) } : totals;
}

/** The uses of columns whose cells rows may share in a merged cell. */
const SHARED_KINDS: ReadonlySet<ColumnBinding['kind']> = new Set(['text', 'code', 'choices', 'tick']);

/** The fault of a whole line; called for one line after another. */
type FaultIn = (line: number) => LineFault | undefined;

/**
 * Opens the text of a table file, with the faults of its lines, the hidden ones and number formats; formats other than
 * text become CSV. The value of a merged cell belongs to all its rows, unless it is a number, which may be their sum.
 */
export async function openContainer(
  shape: TableShape,
  uses: readonly ColumnBinding[],
): Promise<{
  readonly source: ByteSource;
  readonly faultIn?: FaultIn;
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
      const read = filled.length === 0 ? source : fillRows(source, filled);
      return { source: read, faultIn: findSharedCells(left, headings.length), hidden, formats };
    }
    case 'jsonl':
      return (await import('./json-lines.ts')).readAsCsv(path, members);
    case 'parquet':
    case 'arrow': {
      const { readAsLines } = await import('./columnar/column-batch.ts');
      return { source: readAsLines(await openColumns(path, container)) };
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

/** The table as the scanner reads it, after its byte-order mark, from a source at the beginning of the file. */
export async function openScanned(source: ByteSource, shape: TableShape): Promise<ByteSource> {
  const { encoding, scanned, mark, delimiter, isPadded } = shape;
  await skipBytes(source, mark);
  const text = encoding === scanned ? source : transcode(source, encoding, mark);
  return isPadded ? unpadCells(text, delimiter) : text;
}

/** Opens a columnar file. */
export async function openColumns(path: string, container: 'arrow' | 'parquet'): Promise<ColumnarTable> {
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
 * Reads the rows of a columnar table from its first batch on. A block ends with its batch, so that it need not wait for
 * the next.
 */
export async function* readColumns(
  { read, close }: ColumnarTable,
  shape: TableShape,
  uses: readonly ColumnBinding[],
): AsyncGenerator<RowBlock, ReadTotals> {
  const scanner = createScanner(scanOptionsOf(shape, uses));
  // Further heading rows.
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

/** Reads the rows after the headings of a source at the beginning of the file. */
export async function* readRest(
  source: ByteSource,
  shape: TableShape,
  uses: readonly ColumnBinding[],
): AsyncGenerator<RowBlock, ReadTotals> {
  const { encoding, mark, start } = shape;
  const text = await openScanned(source, shape);
  await skipBytes(text, start);
  return yield* readBlocks(text, scanOptionsOf(shape, uses), { encoding, offset: mark + start });
}

/** Finds the merged cell that a line shares: it is ambiguous which of its cells are blank. */
function findSharedCells(merges: readonly Merge[], width: number): FaultIn {
  const mergesWithin = merges.filter(({ columns }) => columns[0] <= width).sort((a, b) => a.rows[0] - b.rows[0]);
  // Of the merged cells that begin on this line or above, the one that ends last.
  let [next, lastEnding]: [number, Merge | undefined] = [0, undefined];
  return (line) => {
    for (; (mergesWithin[next]?.rows[0] ?? Number.POSITIVE_INFINITY) <= line; next++) {
      const merge = mergesWithin[next] as Merge;
      if (!lastEnding || merge.rows[1] > lastEnding.rows[1]) lastEnding = merge;
    }
    return lastEnding && line <= lastEnding.rows[1] ? { code: 'merged-cells', value: lastEnding.range } : undefined;
  };
}

/** Adds the faults of lines to blocks, and counts hidden rows. */
async function* addFaults(
  blocks: AsyncGenerator<RowBlock, ReadTotals>,
  faultIn: FaultIn,
  hidden: ReadonlySet<number> = new Set(),
): AsyncGenerator<RowBlock, ReadTotals> {
  let hiddenRows = 0;
  for (;;) {
    const read = await blocks.next();
    if (read.done) return { ...read.value, hidden: hiddenRows };
    const block = read.value;
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

/** Counts that are known at the end. */
export interface ReadTotals {
  /** Records of only delimiters or blanks, which are not rows. */
  readonly blanks: number;
  /** Rows hidden in their sheet; absent for formats without hidden rows. */
  readonly hidden?: number;
  /** The number formats with units; absent for formats without them. */
  readonly formats?: ColumnFormats;
}

/** The encoding of the file, and the offset at which the source begins in it. */
interface ByteOrigin {
  readonly encoding: Encoding;
  readonly offset: number;
}

export interface ReadOptions {
  /** Receives the byte offset reached in the file, if it is known: see `isScannedAsStored`. */
  readonly onProgress?: (offset: number) => void;
}

/**
 * Reads a source block by block and closes it. A block is valid until the next one is requested. Invalid bytes throw a
 * TableProblem, after the blocks before them.
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
    for (let isOver = false; !isOver; ) {
      const target = scanner.room();
      const count = await source.read(target);
      const validCount = validator.check(target.subarray(0, count));
      const { pending } = validator;
      isOver = count === 0;
      const isWrong = validCount < count || (isOver && pending.length > 0);
      const wrongBytes = target.slice(validCount, count);
      scanner.filled(validCount);
      onProgress?.(offset + validCount);
      if (isOver && !isWrong) scanner.end();
      while (scanner.scan()) yield scanner.take();
      if (isWrong) throw new WrongBytes(offset + validCount - pending.length, Buffer.concat([pending, wrongBytes]));
      offset += count;
    }
    const last = scanner.take();
    if (last.rows > 0) yield last;
    return { blanks: scanner.blanks };
  } catch (cause) {
    if (!(cause instanceof WrongBytes)) throw cause;
    // Decoded as a stream, because the last character may be unfinished.
    const decoder = new TextDecoder(reading.encoding, { fatal: true, ignoreBOM: true });
    throw wrongBytes(origin.encoding, decoder.decode(scanner.waiting, { stream: true }), scanner.line, cause);
  } finally {
    await source.close();
  }
}

/** How a table is laid out in its file: everything needed to read it again. */
export interface TableShape {
  /** Null for a stream. */
  readonly path: string | null;
  readonly container: Container;
  readonly sheet: string | null;
  readonly encoding: Encoding;
  /** The encoding that the scanner reads: the original, or UTF-8 converted from it. */
  readonly scanned: ScannedEncoding;
  /** The length of the byte-order mark, in bytes. */
  readonly mark: number;
  readonly delimiter: string;
  /** Whether blanks precede the quotes of cells; they are removed before the scanner. */
  readonly isPadded: boolean;
  /** Whether it is an export of answers: apostrophes that keep cells from being formulas are then not part of them. */
  readonly isExport: boolean;
  readonly headings: readonly string[];
  /** For a workbook, whether it counts days from 1904. */
  readonly isFrom1904?: boolean;
  /** For JSON Lines, the member names that are its columns. */
  readonly members?: readonly string[];
  /** The start of the first row below the headings, in bytes after the byte-order mark as the scanner reads them. */
  readonly start: number;
  readonly line: number;
  readonly record: number;
}

/** The scanner's options for the rows below the headings. */
function scanOptionsOf(shape: TableShape, uses: readonly ColumnBinding[]): ScanOptions {
  const { headings, scanned: encoding, delimiter, isExport, isFrom1904 = false, line, record } = shape;
  return {
    encoding,
    // Columns need neither delimiter nor apostrophes.
    delimiter: isColumnar(shape.container) ? '\0' : delimiter,
    isExport: isExport && !isTyped(shape.container),
    isFrom1904,
    uses,
    // A sheet omits empty cells.
    needed: shape.container === 'xlsx' ? 0 : headings.findLastIndex((heading) => heading !== '') + 1,
    line,
    record,
    quotedLines: isText(shape.container),
  };
}

/** Whether the scanner reads the bytes of a file as stored, so that its progress is known in bytes of the file. */
export function isScannedAsStored(shape: TableShape): shape is TableShape & { readonly path: string } {
  return shape.path !== null && shape.container === 'plain' && shape.encoding === shape.scanned && !shape.isPadded;
}
