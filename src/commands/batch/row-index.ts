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
/** Hashes are looked at in turns of about so many, in one table twice as large, which is small beside the index. */
const EACH_TURN = 1 << 18;

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
        if (!gates.every((bits) => bits === 0)) {
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
    findTwice() {
      const twice = new Set<number>();
      const turnBits = Math.max(0, Math.ceil(Math.log2(count / EACH_TURN)));
      let table: Float64Array = new Float64Array(EACH_TURN * 2);
      for (let turn = 0; turn < 2 ** turnBits; turn++) {
        table = findInTurn(chunks, count, { turn, turnBits }, table.fill(0), twice);
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
    missed: undefined,
  };
}

/** Adds the hashes of a turn that occur a second time, and gives the table it has used; the upper bits of what their words are mixed to say whose turn it is. */
function findInTurn(
  chunks: readonly Chunk[],
  count: number,
  { turn, turnBits }: { readonly turn: number; readonly turnBits: number },
  empty: Float64Array,
  twice: Set<number>,
): Float64Array {
  let table = empty;
  let filled = 0;
  for (const [i, { hashes }] of chunks.entries()) {
    const words = new Int32Array(hashes.buffer, hashes.byteOffset);
    const end = Math.min(CHUNK, count - i * CHUNK);
    for (let at = 0; at < end; at++) {
      const mixed = mix(words[at * 2] as number, words[at * 2 + 1] as number);
      if (turnBits > 0 && mixed >>> (32 - turnBits) !== turn) continue;
      const hash = hashes[at] as number;
      if (hash === 0) continue;
      if (!put(table, hash, mixed)) twice.add(hash);
      else if (++filled * 4 > table.length * 3) table = enlarge(table);
    }
  }
  return table;
}

function mix(low: number, high: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
}

/** Puts a hash where it belongs; false where it is there already. */
function put(table: Float64Array, hash: number, mixed: number): boolean {
  const mask = table.length - 1;
  let place = mixed & mask;
  for (let there = table[place]; there !== 0; there = table[place]) {
    if (there === hash) return false;
    place = (place + 1) & mask;
  }
  table[place] = hash;
  return true;
}

function enlarge(table: Float64Array): Float64Array {
  const larger = new Float64Array(table.length * 2);
  const words = new Int32Array(table.buffer);
  for (const [at, hash] of table.entries()) {
    if (hash !== 0) put(larger, hash, mix(words[at * 2] as number, words[at * 2 + 1] as number));
  }
  return larger;
}
