import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { openTable, type Table, type TableDialect, type TableInput } from '../../src/table/opened-table.ts';
import type { RowBlock } from '../../src/table/row-block.ts';
import { type TableFault, TableProblem } from '../../src/table/table-problem.ts';
import type { ReadTotals } from '../../src/table/table-reader.ts';
import { texts } from './scan-bytes.ts';

/** A folder that is gone after the tests of the file. */
export function useFolder(): (name: string, bytes: string | Uint8Array) => string {
  const folder = mkdtempSync(path.join(tmpdir(), 'matura-tabular-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return (name, bytes) => {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    return file;
  };
}

/** Rows as texts with their lines, and what is wrong with them. */
export interface ReadRows {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly records: readonly number[];
  readonly faults: readonly string[];
  readonly totals: ReadTotals;
}

/** Reads blocks of columns of text to the end. */
export async function readRows(blocks: AsyncGenerator<RowBlock, ReadTotals>, width: number): Promise<ReadRows> {
  const [rows, lines, records, faults]: [string[][], number[], number[], string[]] = [[], [], [], []];
  for (;;) {
    const next = await blocks.next();
    if (next.done) return { rows, lines, records, faults, totals: next.value };
    const { value: block } = next;
    for (let row = 0; row < block.rows; row++) {
      rows.push(Array.from({ length: width }, (_, input) => block.text.at(input, row) ?? ''));
      lines.push(block.line[row] ?? 0);
      records.push(block.record[row] ?? 0);
    }
    for (const { row, code } of block.faults) faults.push(`${block.line[row]} ${code}`);
  }
}

/** Opens a table and reads all of it as texts. */
export async function readAll(
  input: TableInput,
  told: TableDialect = {},
): Promise<ReadRows & { readonly table: Table }> {
  const table = await openTable(input, told);
  const width = table.shape.headings.length;
  return { table, ...(await readRows(table.read(texts(width)), width)) };
}

/** Why the table is refused, when it is opened or on the way. */
export async function refusalOf(input: TableInput, told: TableDialect = {}): Promise<TableFault> {
  try {
    await readAll(input, told);
  } catch (error) {
    if (error instanceof TableProblem) return error.fault;
    throw error;
  }
  throw new Error('not refused');
}

/** Bytes in pieces of the given length, as a stream gives them. */
export async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
