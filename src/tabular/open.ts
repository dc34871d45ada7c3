import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Block } from './block.ts';
import { TableProblem } from './problem.ts';
import type { Means, Totals } from './read.ts';
import { readRest, readTable } from './read-table.ts';
import { MAGIC_BYTES, recogniseContainer, refuseCompound } from './recognise/container.ts';
import { type Head, readHead } from './recognise/head.ts';
import { type RecognisedTable, recogniseTable, type Told } from './recognise/table.ts';
import type { Sizes } from './scan/reading.ts';
import { type ByteSource, openFile, prepend, readPieces, unpack } from './source.ts';
import type { ColumnUse } from './use.ts';
import type { Merge } from './xlsx/merges.ts';

/** Where a table comes from: a file, or bytes that come once. */
export type TableInput = { readonly path: string } | { readonly stream: AsyncIterable<Uint8Array> };

/** An opened table: what was recognised, and its rows. */
export interface Table extends RecognisedTable {
  /** The sheets of a workbook, in their order; empty for other tables. */
  readonly sheets: readonly { readonly name: string; readonly isVisible: boolean }[];
  /** Whether it comes from a stream: it is gone when it is closed, and nobody knows how old it is. */
  readonly comesOnce: boolean;
  /** Reads all rows; of a table from a stream once only. */
  read(uses: readonly ColumnUse[], sizes?: Sizes, means?: Means): AsyncGenerator<Block, Totals>;
  /** Gives back what a stream holds that is not read. */
  close(): Promise<void>;
}

/** Opens a table and recognises how it is written; throws a TableProblem, or the system's error. */
export async function openTable(input: TableInput, told: Told = {}): Promise<Table> {
  // Pipes and devices have a path too, but come once.
  const isFile = 'path' in input && (await stat(input.path)).isFile();
  const path = isFile ? input.path : null;
  const raw = isFile
    ? await openFile(input.path)
    : readPieces('path' in input ? createReadStream(input.path) : input.stream);
  let source: ByteSource = raw;
  try {
    const first = await readFirst(raw);
    const container = recogniseContainer(first);
    if (container === 'xlsx') return await openWorkbook(path, prepend(first, raw), told);
    if (told.sheet !== undefined) throw new TableProblem({ code: 'unknown-sheet', sheet: told.sheet, sheets: [] });
    source = container === 'gzip' ? unpack(prepend(first, raw)) : prepend(first, raw);
    const head = await readHead(source);
    if (container === 'compound') refuseCompound(head.bytes);
    const table = recogniseTable(head, told, { path, container, sheet: null });
    if (path === null) return fromStream(table, head, source);
    await source.close();
    return fromFile(table, []);
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function readFirst(source: ByteSource): Promise<Uint8Array> {
  const first = new Uint8Array(MAGIC_BYTES);
  let length = 0;
  while (length < first.length) {
    const count = await source.read(first.subarray(length));
    if (count === 0) break;
    length += count;
  }
  return first.subarray(0, length);
}

function fromFile(table: RecognisedTable, sheets: Table['sheets']): Table {
  return {
    ...table,
    sheets,
    comesOnce: false,
    read: (uses, sizes, means) => readTable(table.shape, uses, undefined, sizes, means),
    close: () => Promise.resolve(),
  };
}

function fromStream(table: RecognisedTable, head: Head, source: ByteSource): Table {
  return {
    ...table,
    sheets: [],
    comesOnce: true,
    read: (uses, sizes) => readRest(prepend(head.bytes, source), table.shape, uses, sizes),
    close: source.close,
  };
}

/**
 * The rows of a sheet arrive as CSV, which is told, not recognised. The parts of a workbook are found from its end, so
 * one from a stream becomes a temporary file, until the table is closed.
 */
async function openWorkbook(path: string | null, raw: ByteSource, told: Told): Promise<Table> {
  if (path !== null) {
    await raw.close();
    return openWorkbookFile(path, told);
  }
  const { spool } = await import('./spool.ts');
  const spooled = await spool(raw);
  try {
    const table = await openWorkbookFile(spooled.path, told);
    return { ...table, comesOnce: true, close: spooled.remove };
  } catch (error) {
    await spooled.remove();
    throw error;
  }
}

async function openWorkbookFile(path: string, told: Told): Promise<Table> {
  const { openSheet } = await import('./xlsx/open.ts');
  const { source, sheet, sheets, merges } = await openSheet(path, told.sheet);
  try {
    const head = await readHead(source);
    const asCsv = { ...told, encoding: 'utf-8', delimiter: ',' } as const;
    const table = recogniseTable(head, asCsv, { path, container: 'xlsx', sheet });
    refuseMergedHeadings(table, merges);
    return fromFile(table, sheets);
  } finally {
    await source.close();
  }
}

function refuseMergedHeadings({ shape, recognised }: RecognisedTable, merges: readonly Merge[]): void {
  const line = recognised.headingLine;
  const merged = merges.find(
    ({ rows, columns }) => rows[0] <= line && line <= rows[1] && columns[0] <= shape.headings.length,
  );
  if (merged) throw new TableProblem({ code: 'merged-cells', range: merged.range });
}
