/** What is kept of every scored row, in the order of the exports and of the rows in each. */
export interface RowIndex {
  readonly count: number;
  /** Begins the rows of the next export. */
  begin(): void;
  /** Which export a row is of, from 0. */
  exportOf(row: number): number;
  /** The row behind the last one of an export. */
  end(which: number): number;
  /** Adds rows of a block, from one on up to another. */
  add(columns: IndexedColumns, from: number, to: number): void;
  /** The hashes of the keys of all rows, `CHUNK` by `CHUNK`, 0 without a key and behind the last row. */
  readonly hashes: readonly Float64Array[];
  line(row: number): number;
  record(row: number): number;
  length(row: number): number;
  /** What `markRows` says of it. */
  marks(row: number): number;
}

/** By row of a block: the hash of its key, 0 without a key; where it stands; its bytes in the results; its marks. */
interface IndexedColumns {
  readonly hashes: Float64Array;
  readonly lines: Uint32Array;
  readonly records: Float64Array;
  readonly lengths: Uint32Array;
  readonly marks: Uint16Array;
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
  /** Made when a row first has one. */
  marks: Uint16Array | undefined;
}

/** An index that takes 20 bytes a row, two more where rows have marks, and grows without ever being copied. */
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
    add({ hashes: keys, lines, records, lengths, marks }, from, to) {
      for (let row = from; row < to; ) {
        const at = count & WITHIN;
        if (at === 0) {
          const create = (): Uint32Array => new Uint32Array(CHUNK);
          chunks.push({ lines: create(), records: create(), lengths: create(), marks: undefined });
          hashes.push(new Float64Array(CHUNK));
        }
        const chunk = chunkOf(count);
        const end = Math.min(to, row + CHUNK - at);
        (hashes[count >>> BITS] as Float64Array).set(keys.subarray(row, end), at);
        chunk.lines.set(lines.subarray(row, end), at);
        chunk.records.set(records.subarray(row, end), at);
        chunk.lengths.set(lengths.subarray(row, end), at);
        const own = marks.subarray(row, end);
        if (own.some((bits) => bits !== 0)) {
          chunk.marks ??= new Uint16Array(CHUNK);
          chunk.marks.set(own, at);
        }
        count += end - row;
        row = end;
      }
    },
    hashes,
    line: (row) => chunkOf(row).lines[row & WITHIN] as number,
    record: (row) => chunkOf(row).records[row & WITHIN] as number,
    length: (row) => chunkOf(row).lengths[row & WITHIN] as number,
    marks: (row) => chunkOf(row).marks?.[row & WITHIN] ?? 0,
  };
}
