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
  /** The hashes that more than one row has. */
  findTwice(): ReadonlySet<number>;
}

const CHUNK = 1 << 16;
/** Hashes are looked at in so many turns, so that only a part of them is copied at a time. */
const TURNS = 8;

interface Chunk {
  readonly hashes: Float64Array;
  readonly lines: Uint32Array;
  readonly records: Uint32Array;
  readonly lengths: Uint32Array;
  readonly missed: Uint8Array;
}

/** An index that takes 21 bytes a row, and grows without ever being copied. */
export function createRowIndex(): RowIndex {
  const chunks: Chunk[] = [];
  let count = 0;
  const chunkOf = (row: number): Chunk => chunks[Math.floor(row / CHUNK)] as Chunk;

  return {
    get count() {
      return count;
    },
    add({ hashes, lines, records, lengths, missed }) {
      for (let i = 0; i < hashes.length; i++) {
        if (count % CHUNK === 0) chunks.push(createChunk());
        const [chunk, at] = [chunkOf(count), count % CHUNK];
        chunk.hashes[at] = hashes[i] as number;
        chunk.lines[at] = lines[i] as number;
        chunk.records[at] = records[i] as number;
        chunk.lengths[at] = lengths[i] as number;
        chunk.missed[at] = missed[i] as number;
        count++;
      }
    },
    hash: (row) => chunkOf(row).hashes[row % CHUNK] as number,
    line: (row) => chunkOf(row).lines[row % CHUNK] as number,
    record: (row) => chunkOf(row).records[row % CHUNK] as number,
    length: (row) => chunkOf(row).lengths[row % CHUNK] as number,
    missed: (row) => chunkOf(row).missed[row % CHUNK] as number,
    findTwice() {
      const twice = new Set<number>();
      for (let turn = 0; turn < TURNS; turn++) {
        const some = hashesOf(chunks, count, turn).sort();
        for (let i = 1; i < some.length; i++) if (some[i] === some[i - 1]) twice.add(some[i] as number);
      }
      return twice;
    },
  };
}

function createChunk(): Chunk {
  return {
    hashes: new Float64Array(CHUNK),
    lines: new Uint32Array(CHUNK),
    records: new Uint32Array(CHUNK),
    lengths: new Uint32Array(CHUNK),
    missed: new Uint8Array(CHUNK),
  };
}

/** The hashes of keys that belong to a turn. */
function hashesOf(chunks: readonly Chunk[], count: number, turn: number): Float64Array {
  const belongs = (hash: number): boolean => hash !== 0 && hash % TURNS === turn;
  let size = 0;
  forEachHash(chunks, count, (hash) => {
    if (belongs(hash)) size++;
  });
  const found = new Float64Array(size);
  let at = 0;
  forEachHash(chunks, count, (hash) => {
    if (belongs(hash)) found[at++] = hash;
  });
  return found;
}

function forEachHash(chunks: readonly Chunk[], count: number, use: (hash: number) => void): void {
  for (const [i, { hashes }] of chunks.entries()) {
    const end = Math.min(CHUNK, count - i * CHUNK);
    for (let at = 0; at < end; at++) use(hashes[at] as number);
  }
}
