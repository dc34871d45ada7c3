// Reads scored rows once more from their exports.
import type { ColumnBinding, RowBlock, Table } from '../../table/index.ts';
import type { RowIndex } from './row-index.ts';

/** An export that is read again, with the use of each column. */
interface ReadExport {
  readonly table: Pick<Table, 'read'>;
  readonly uses: readonly ColumnBinding[];
}

/** A row of the index, with its place in a block of its export. */
interface IndexedRow {
  readonly row: number;
  /** The export, from 0. */
  readonly which: number;
  readonly block: RowBlock;
  readonly at: number;
}

/** Yields the wanted rows of an index. A block is valid until the next one is read. */
export async function* readIndexedRows(
  exports: readonly ReadExport[],
  index: RowIndex,
  wanted: ReadonlySet<number>,
): AsyncGenerator<IndexedRow> {
  let next = 0;
  for (const [which, { table, uses }] of exports.entries()) {
    const end = index.end(which);
    for await (const block of table.read(uses)) {
      for (let offset = 0; offset < block.rows && next < end; offset++) {
        // The index has only scored rows, in the order of the export.
        if (index.record(next) !== block.record[offset]) continue;
        const row = next++;
        if (wanted.has(row)) yield { row, which, block, at: offset };
      }
    }
  }
}
