/** What is kept of every scored row, in the order of the exports and of the rows in each. */
export interface RowIndex {
  readonly count: number;
  /** Begins the rows of the next export. */
  begin(): void;
  /** Which export a row is of, from 0. */
  exportOf(row: number): number;
  /** The row behind the last one of an export. */
  end(which: number): number;
  /** Adds a row of a block. */
  add(columns: IndexedColumns, row: number): void;
  /** The hashes of the keys of all rows, `CHUNK` by `CHUNK`, 0 without a key and behind the last row. */
  readonly hashes: readonly Float64Array[];
  line(row: number): number;
  record(row: number): number;
  length(row: number): number;
  missed(row: number): number;
}

/** By row of a block: the hash of its key, 0 without a key; where it stands; its bytes in the results; the gates it misses. */
interface IndexedColumns {
  readonly hashes: Float64Array;
  readonly lines: Uint32Array;
  readonly records: Float64Array;
  readonly lengths: Uint32Array;
  readonly missed: Uint8Array;
}

/** Rows of a chunk, as a power of two. */
const BITS = 16;
export const CHUNK = 1 << BITS;
const WITHIN = CHUNK - 1;

/** Columns of so many rows. */
interface Chunk {
  readonly lines: Uint32Array;
  readonly records: Uint32Array;
  readonly lengths: Uint32Array;
  /** Made when a row first misses a gate. */
  missed: Uint8Array | undefined;
}

/** An index that takes 20 bytes a row, one more where gates are missed, and grows without ever being copied. */
export function createRowIndex(): RowIndex {
  const chunks: Chunk[] = [];
  // By themselves, close together: they are looked up in any order.
  const hashes: Float64Array[] = [];
  /** The first row of each export. */
  const starts: number[] = [];
  let count = 0;
  const chunkOf = (row: number): Chunk => chunks[row >>> BITS] as Chunk;

  return {
    get count() {
      return count;
    },
    begin() {
      starts.push(count);
    },
    exportOf: (row) => starts.findLastIndex((start) => start <= row),
    end: (which) => starts[which + 1] ?? count,
    add({ hashes: keys, lines, records, lengths, missed }, row) {
      const at = count & WITHIN;
      if (at === 0) {
        const create = (): Uint32Array => new Uint32Array(CHUNK);
        chunks.push({ lines: create(), records: create(), lengths: create(), missed: undefined });
        hashes.push(new Float64Array(CHUNK));
      }
      const chunk = chunkOf(count);
      (hashes[count >>> BITS] as Float64Array)[at] = keys[row] as number;
      chunk.lines[at] = lines[row] as number;
      chunk.records[at] = records[row] as number;
      chunk.lengths[at] = lengths[row] as number;
      const gates = missed[row] as number;
      if (gates !== 0) {
        chunk.missed ??= new Uint8Array(CHUNK);
        chunk.missed[at] = gates;
      }
      count++;
    },
    hashes,
    line: (row) => chunkOf(row).lines[row & WITHIN] as number,
    record: (row) => chunkOf(row).records[row & WITHIN] as number,
    length: (row) => chunkOf(row).lengths[row & WITHIN] as number,
    missed: (row) => chunkOf(row).missed?.[row & WITHIN] ?? 0,
  };
}
