// Reads the rows of a table whose form is known, block by block.

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
import type { Merge } from './xlsx/workbook-reader.ts';

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
  const { source, faultIn, hidden } = await openContainer(shape);
  const blocks = readRest(source, shape, uses);
  return yield* faultIn ? addFaults(blocks, faultIn, hidden) : blocks;
}

/** What is wrong with a line as a whole; asked of one line after the other. */
type FaultIn = (line: number) => LineFault | undefined;

/** The text of a table in a file, what is wrong with its lines, and which are hidden; what is no text becomes CSV. */
export async function openContainer(
  shape: TableShape,
): Promise<{ readonly source: ByteSource; readonly faultIn?: FaultIn; readonly hidden?: ReadonlySet<number> }> {
  const { container, sheet, headings, members = headings } = shape;
  const path = pathOf(shape);
  switch (container) {
    case 'xlsx': {
      const { openSheet } = await import('./xlsx/workbook-reader.ts');
      const { source, merges, hidden } = await openSheet(path, sheet ?? undefined);
      return { source, faultIn: sharedCells(merges, headings.length), hidden };
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

/** The table as the scanner reads it, behind its byte-order mark, from a source that stands at the beginning of the file. */
export async function openScanned(source: ByteSource, shape: TableShape): Promise<ByteSource> {
  const { encoding, scanned, mark, delimiter, isPadded } = shape;
  await skipBytes(source, mark);
  const text = encoding === scanned ? source : transcode(source, encoding, mark);
  return isPadded ? unpadCells(text, delimiter) : text;
}

/** What has columns, in a file. */
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

/** Reads the rows of a table that has columns, from its first batch on. A block ends where a batch does: nothing waits for the next one. */
export async function* readColumns(
  { read, close }: ColumnarTable,
  shape: TableShape,
  uses: readonly ColumnBinding[],
): AsyncGenerator<RowBlock, ReadTotals> {
  const scanner = createScanner(scanOptionsOf(shape, uses));
  // Further rows that are headings.
  let skipped = shape.line - 1;
  try {
    for await (const batch of read({ isUsed: (column) => uses[column]?.kind !== 'ignore' })) {
      let from = Math.min(skipped, batch.rows);
      skipped -= from;
      while (from < batch.rows) {
        from += scanner.scanColumns(batch, from);
        const block = scanner.take();
        if (block.rows > 0) yield block;
      }
    }
    return { blanks: scanner.blanks };
  } finally {
    await close();
  }
}

/** Reads the rows behind the headings of a source that stands at the beginning of the file. */
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

/** Which merged cell a line shares: which of its cells are blank and which are meant is not said. */
function sharedCells(merges: readonly Merge[], width: number): FaultIn {
  const within = merges.filter(({ columns }) => columns[0] <= width).sort((a, b) => a.rows[0] - b.rows[0]);
  // Of those that begin in this line or above, the one that ends last.
  let [next, lowest]: [number, Merge | undefined] = [0, undefined];
  return (line) => {
    for (; (within[next]?.rows[0] ?? Number.POSITIVE_INFINITY) <= line; next++) {
      const merge = within[next] as Merge;
      if (!lowest || merge.rows[1] > lowest.rows[1]) lowest = merge;
    }
    return lowest && line <= lowest.rows[1] ? { code: 'merged-cells', value: lowest.range } : undefined;
  };
}

/** Adds to rows what is wrong with their lines, and counts those that are hidden. */
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
    const found: CellFault[] = [];
    for (let row = 0; row < block.rows; row++) {
      const line = block.line[row] as number;
      if (hidden.has(line)) hiddenRows++;
      const fault = faultIn(line);
      if (fault) found.push({ row, column: null, ...fault });
    }
    yield found.length === 0 ? block : { ...block, faults: [...block.faults, ...found].sort((a, b) => a.row - b.row) };
  }
}

/** What there was up to the end. */
export interface ReadTotals {
  /** Records of nothing but delimiters or blanks, which gave no row. */
  readonly blanks: number;
  /** Rows that are hidden in their sheet; absent where no row can be. */
  readonly hidden?: number;
}

/** The encoding a person knows the bytes by, and where in the file the source begins. */
interface ByteOrigin {
  readonly encoding: Encoding;
  readonly offset: number;
}

/** What a reader may be given. */
export interface ReadOptions {
  /** Told where in the file reading has arrived, in bytes, where that is known: see `isScannedAsStored`. */
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
  { onProgress }: ReadOptions = {},
): AsyncGenerator<RowBlock, ReadTotals> {
  const scanner = createScanner(reading);
  const validator = createValidator(reading.encoding);
  let { offset } = origin;
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
      onProgress?.(offset + valid);
      if (isOver && !isWrong) scanner.end();
      while (scanner.scan()) yield scanner.take();
      if (isWrong) throw new WrongBytes(offset + valid - pending.length, Buffer.concat([pending, wrong]));
      offset += count;
    }
    const last = scanner.take();
    if (last.rows > 0) yield last;
    return { blanks: scanner.blanks };
  } catch (cause) {
    if (!(cause instanceof WrongBytes)) throw cause;
    // Left open at its end: the last character may be unfinished.
    const decoder = new TextDecoder(reading.encoding, { fatal: true, ignoreBOM: true });
    throw wrongBytes(origin.encoding, decoder.decode(scanner.waiting, { stream: true }), scanner.line, cause);
  } finally {
    await source.close();
  }
}

/** How a table is laid out in its file: all that is needed to read it again. */
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
  /** Whether blanks stand in front of the quotes of cells; what the scanner reads is without them. */
  readonly isPadded: boolean;
  /** Whether it is an export of answers: apostrophes that keep cells from being formulas are no part of them. */
  readonly isExport: boolean;
  readonly headings: readonly string[];
  /** Of lines of JSON, the names of members that are its columns. */
  readonly members?: readonly string[];
  /** Where the first row behind the headings begins, in bytes behind the mark of what the scanner reads. */
  readonly start: number;
  readonly line: number;
  readonly record: number;
}

/** How the scanner reads the table behind its headings. */
function scanOptionsOf(shape: TableShape, uses: readonly ColumnBinding[]): ScanOptions {
  const { headings, scanned: encoding, delimiter, isExport, line, record } = shape;
  return {
    encoding,
    // Columns need no sign between them, nor apostrophes.
    delimiter: isColumnar(shape.container) ? '\0' : delimiter,
    isExport: isExport && !isTyped(shape.container),
    uses,
    // A sheet leaves out cells that are empty.
    needed: shape.container === 'xlsx' ? 0 : headings.findLastIndex((heading) => heading !== '') + 1,
    line,
    record,
    quotedLines: isText(shape.container),
  };
}

/** Whether the scanner reads the bytes of a file as they are stored, so that how far it has come can be said in bytes of it. */
export function isScannedAsStored(shape: TableShape): shape is TableShape & { readonly path: string } {
  return shape.path !== null && shape.container === 'plain' && shape.encoding === shape.scanned && !shape.isPadded;
}
