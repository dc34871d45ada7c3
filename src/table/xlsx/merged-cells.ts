// Copies the value of a merged cell to all rows that share it, in a sheet that is read as CSV.
import { type ByteSource, readPieces } from '../byte-source.ts';
import { LF, QUOTE } from '../csv-text.ts';
import { TableProblem } from '../table-problem.ts';

/** A merged cell. Its rows and columns count from 1 and include the last ones. */
export interface Merge {
  readonly range: string;
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

/** Whether a merged cell covers several rows of a single column. Its value then counts for each of these rows. */
export function joinsRows({ rows, columns }: Merge): boolean {
  return columns[0] === columns[1] && rows[0] < rows[1];
}

/** The maximum number of characters that may be added to a sheet. */
const MAX_ADDED = 1 << 29;
const CHUNK_BYTES = 1 << 16;

/** Fills in the rows of a sheet that is read as CSV. Each row is on the line with its number. */
interface RowFiller {
  /** Takes the next bytes, and returns the complete rows. */
  push(bytes: Uint8Array): Uint8Array;
  /** Returns the last row, if it does not end with a newline. */
  end(): Uint8Array;
}

/** Creates a filler for merged cells that cover several rows. Blank rows stay blank. */
export function createRowFiller(merges: readonly Merge[]): RowFiller {
  const waitingMerges = merges.filter(joinsRows).sort((a, b) => b.rows[0] - a.rows[0]);
  /** The merged cells that cover the current row, by column from 0, with their values as written. */
  const sharedCells = new Map<number, { readonly last: number; cell: string | undefined }>();
  let [line, isQuoted, added] = [1, false, 0];
  let unfinishedRow: Uint8Array = new Uint8Array(0);

  function fillRow(bytes: Uint8Array): Uint8Array {
    for (
      let nextMerge = waitingMerges.at(-1);
      nextMerge && nextMerge.rows[0] <= line;
      nextMerge = waitingMerges.at(-1)
    ) {
      waitingMerges.pop();
      sharedCells.set(nextMerge.columns[0] - 1, { last: nextMerge.rows[1], cell: undefined });
    }
    if (sharedCells.size === 0) return bytes;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
    const cells = splitCells(text.replace(/\n$/, ''));
    const isBlank = cells.every((cell) => cell === '');
    for (const [column, merge] of sharedCells) {
      if (merge.last < line) {
        sharedCells.delete(column);
        continue;
      }
      // The first row that shares the merged cell contains its value.
      merge.cell ??= cells[column] ?? '';
      if (isBlank || merge.cell === '') continue;
      while (cells.length < column) cells.push('');
      added += merge.cell.length;
      if (added > MAX_ADDED) throw new TableProblem({ code: 'too-large', part: '' });
      cells[column] = merge.cell;
    }
    return Buffer.from(cells.join(',') + (text.endsWith('\n') ? '\n' : ''));
  }

  return {
    push(bytes) {
      const rows: Uint8Array[] = [];
      let start = 0;
      for (let index = 0; index < bytes.length; index++) {
        const byte = bytes[index];
        if (byte === QUOTE) isQuoted = !isQuoted;
        if (byte !== LF || isQuoted) continue;
        rows.push(fillRow(Buffer.concat([unfinishedRow, bytes.subarray(start, index + 1)])));
        [unfinishedRow, start, line] = [new Uint8Array(0), index + 1, line + 1];
      }
      unfinishedRow = Buffer.concat([unfinishedRow, bytes.subarray(start)]);
      return Buffer.concat(rows);
    },
    end: () => fillRow(unfinishedRow),
  };
}

/** Returns the cells of a row as they are written, with their quotes. */
function splitCells(row: string): string[] {
  const cells: string[] = [];
  let [start, isQuoted] = [0, false];
  for (let index = 0; index < row.length; index++) {
    const sign = row[index];
    if (sign === '"') isQuoted = !isQuoted;
    if (sign !== ',' || isQuoted) continue;
    cells.push(row.slice(start, index));
    start = index + 1;
  }
  return [...cells, row.slice(start)];
}

/** Returns the same source, but with the values of merged cells in all their rows. */
export function fillRows(source: ByteSource, merges: readonly Merge[]): ByteSource {
  const filler = createRowFiller(merges);
  async function* streamPieces(): AsyncGenerator<Uint8Array> {
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let count = await source.read(chunk); count > 0; count = await source.read(chunk))
      yield filler.push(chunk.subarray(0, count));
    yield filler.end();
  }
  const filledRows = readPieces(streamPieces());
  return {
    read: filledRows.read,
    async close() {
      await filledRows.close();
      await source.close();
    },
  };
}
