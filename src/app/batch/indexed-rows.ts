// Reads chosen scored rows again from their exports.
import type { ColumnBinding, RowBlock, Table } from '../../table/index.ts';
import type { RowIndex } from './row-index.ts';

/** An export to read again, with the use of each of its columns. */
interface ReadExport {
  readonly table: Pick<Table, 'read'>;
  readonly uses: readonly ColumnBinding[];
}

/** A row of the index, with its position in a block of its export. */
interface IndexedRow {
  readonly row: number;
  /** The index of the export. */
  readonly exportIndex: number;
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
  for (const [exportIndex, { table, uses }] of exports.entries()) {
    const end = index.end(exportIndex);
    for await (const block of table.read(uses)) {
      for (let offset = 0; offset < block.rows && next < end; offset++) {
        // Rows that were not scored are missing in the index; the others have the same order there.
        if (index.record(next) !== block.record[offset]) continue;
        const row = next++;
        if (wanted.has(row)) yield { row, exportIndex, block, at: offset };
      }
    }
  }
}
