import { itemAt } from '../../model/index.ts';
/** Data about every scored row, in the order of the exports and their rows. */
export interface RowIndex {
  readonly count: number;
  /** Announces that the rows added next are from the next export. */
  begin(): void;
  /** Returns the index of a row's export. */
  exportOf(row: number): number;
  /** Returns the number of the row after the last row of an export. */
  end(exportIndex: number): number;
  /** Adds the rows `from` to `to` (exclusive) of a block. */
  add(columns: IndexedColumns, from: number, to: number): void;
  /** The hashes of the keys, in arrays of `ROWS_PER_CHUNK`; 0 for a row without a key and after the last row. */
  readonly hashes: readonly Float64Array[];
  line(row: number): number;
  record(row: number): number;
  length(row: number): number;
  /** Returns the bits with which `markRows` marked the row: the gates that it misses, and its undecided scores. */
  marks(row: number): number;
}

/**
 * Columns of a block, with an entry per row: the hash of its key (0 without a key), its line, its record, the length of
 * its result in bytes, its marks.
 */
interface IndexedColumns {
  readonly hashes: Float64Array;
  readonly lines: Uint32Array;
  readonly records: Float64Array;
  readonly lengths: Uint32Array;
  readonly marks: Uint16Array;
}

/** The binary logarithm of the number of rows in a chunk. */
const CHUNK_BITS = 16;
export const ROWS_PER_CHUNK = 1 << CHUNK_BITS;
const CHUNK_MASK = ROWS_PER_CHUNK - 1;

/** The data of one chunk of rows, in columns. */
interface RowChunk {
  readonly lines: Uint32Array;
  readonly records: Uint32Array;
  readonly lengths: Uint32Array;
  /** Created only when a row of the chunk has a mark. */
  marks: Uint16Array | undefined;
}

/** Creates an index that takes 20 bytes per row, two more in chunks with marks, and grows without copying. */
export function createRowIndex(): RowIndex {
  const chunks: RowChunk[] = [];
  // The hashes are stored separately and densely, because they are looked up in random order.
  const hashes: Float64Array[] = [];
  /** The first row of each export. */
  const starts: number[] = [];
  let count = 0;
  const chunkOf = (row: number): RowChunk => itemAt(chunks, row >>> CHUNK_BITS);

  return {
    get count() {
      return count;
    },
    begin() {
      starts.push(count);
    },
    exportOf: (row) => starts.findLastIndex((start) => start <= row),
    end: (exportIndex) => starts[exportIndex + 1] ?? count,
    add({ hashes: keys, lines, records, lengths, marks }, from, to) {
      for (let row = from; row < to; ) {
        const offset = count & CHUNK_MASK;
        if (offset === 0) {
          const createChunk = (): Uint32Array => new Uint32Array(ROWS_PER_CHUNK);
          chunks.push({ lines: createChunk(), records: createChunk(), lengths: createChunk(), marks: undefined });
          hashes.push(new Float64Array(ROWS_PER_CHUNK));
        }
        const chunk = chunkOf(count);
        const end = Math.min(to, row + ROWS_PER_CHUNK - offset);
        itemAt(hashes, count >>> CHUNK_BITS).set(keys.subarray(row, end), offset);
        chunk.lines.set(lines.subarray(row, end), offset);
        chunk.records.set(records.subarray(row, end), offset);
        chunk.lengths.set(lengths.subarray(row, end), offset);
        const ownMarks = marks.subarray(row, end);
        if (ownMarks.some((bits) => bits !== 0)) {
          chunk.marks ??= new Uint16Array(ROWS_PER_CHUNK);
          chunk.marks.set(ownMarks, offset);
        }
        count += end - row;
        row = end;
      }
    },
    hashes,
    line: (row) => chunkOf(row).lines[row & CHUNK_MASK] as number,
    record: (row) => chunkOf(row).records[row & CHUNK_MASK] as number,
    length: (row) => chunkOf(row).lengths[row & CHUNK_MASK] as number,
    marks: (row) => chunkOf(row).marks?.[row & CHUNK_MASK] ?? 0,
  };
}
