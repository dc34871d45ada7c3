import type { Part } from './part.ts';

/** What is kept of every scored row: where it stands in the file and in the results, and the hash of its key. */
export interface RowIndex {
  readonly count: number;
  add(part: Pick<Part, 'hashes' | 'lines' | 'records' | 'lengths' | 'missed'>): void;
  hash(row: number): number;
  line(row: number): number;
  record(row: number): number;
  length(row: number): number;
  /** The gates it misses, a bit for each. */
  missed(row: number): number;
  /** The hashes of all rows in pieces, in memory that other threads can read. */
  hashes(): readonly Float64Array[];
}

const CHUNK = 1 << 16;

interface Chunk {
  readonly hashes: Float64Array;
  readonly lines: Uint32Array;
  readonly records: Uint32Array;
  readonly lengths: Uint32Array;
  /** Made when a row first misses a gate. */
  missed: Uint8Array | undefined;
}

/** An index that takes 20 bytes a row, one more where gates are missed, and grows without ever being copied. */
export function createRowIndex(): RowIndex {
  const chunks: Chunk[] = [];
  let count = 0;
  const chunkOf = (row: number): Chunk => chunks[Math.floor(row / CHUNK)] as Chunk;

  return {
    get count() {
      return count;
    },
    add({ hashes, lines, records, lengths, missed }) {
      for (let from = 0; from < hashes.length; ) {
        if (count % CHUNK === 0) chunks.push(createChunk());
        const [chunk, at] = [chunkOf(count), count % CHUNK];
        const to = Math.min(hashes.length, from + CHUNK - at);
        chunk.hashes.set(hashes.subarray(from, to), at);
        chunk.lines.set(lines.subarray(from, to), at);
        chunk.records.set(records.subarray(from, to), at);
        chunk.lengths.set(lengths.subarray(from, to), at);
        const gates = missed.subarray(from, to);
        if (hasAny(gates)) {
          chunk.missed ??= new Uint8Array(CHUNK);
          chunk.missed.set(gates, at);
        }
        count += to - from;
        from = to;
      }
    },
    hash: (row) => chunkOf(row).hashes[row % CHUNK] as number,
    line: (row) => chunkOf(row).lines[row % CHUNK] as number,
    record: (row) => chunkOf(row).records[row % CHUNK] as number,
    length: (row) => chunkOf(row).lengths[row % CHUNK] as number,
    missed: (row) => chunkOf(row).missed?.[row % CHUNK] ?? 0,
    hashes: () => chunks.map(({ hashes }, i) => hashes.subarray(0, count - i * CHUNK)),
  };
}

function createChunk(): Chunk {
  // Besides, memory that is not shared makes the collector start again and again, with nothing to collect.
  const words = (): Uint32Array => new Uint32Array(new SharedArrayBuffer(CHUNK * Uint32Array.BYTES_PER_ELEMENT));
  return {
    hashes: new Float64Array(new SharedArrayBuffer(CHUNK * Float64Array.BYTES_PER_ELEMENT)),
    lines: words(),
    records: words(),
    lengths: words(),
    missed: undefined,
  };
}

/** Whether any byte is not 0. */
function hasAny(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0) return true;
  return false;
}
