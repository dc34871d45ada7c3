import { type ByteBuffer, byteBufferIn, reserve } from '../../table/index.ts';

/** Rows that are rejected for one reason, and the lines of the first of them, to look at. */
export interface RejectedRows {
  readonly count: number;
  readonly lines: readonly number[];
}

/** So many lines are named of each reason. */
const LINES_NAMED = 3;

/** What a stretch of rows has come to: bytes to be written, and what has to be known of each row afterwards. */
export interface Part {
  /** Scored rows as CSV, and for each its key's hash (0 without a key), line, record and length in bytes. */
  readonly results: Uint8Array;
  readonly hashes: Float64Array;
  readonly lines: Uint32Array;
  readonly records: Uint32Array;
  readonly lengths: Uint32Array;
  /** The gates each scored row misses, a bit for each. */
  readonly missed: Uint8Array;
  /** Rejected rows as CSV, one line for each reason; for each row its record and length in bytes. */
  readonly rejects: Uint8Array;
  readonly rejectRecords: Uint32Array;
  readonly rejectLengths: Uint32Array;
  /** Rows by the first reason they are rejected for. */
  readonly reasons: ReadonlyMap<string, RejectedRows>;
  /** Scored rows by warning. */
  readonly warnings: ReadonlyMap<string, number>;
}

/** Scored rows: their bytes, and of each what `Part` has. */
type ResultRows = Pick<Part, 'hashes' | 'lines' | 'lengths' | 'missed'> & {
  readonly bytes: Uint8Array;
  readonly records: Float64Array;
};

/** A part that grows. */
export interface PartBuilder {
  /** Reasons are written here, then told of by `endReject`. */
  readonly rejects: ByteBuffer;
  readonly reasons: Map<string, RejectedRows>;
  readonly warnings: Map<string, number>;
  /** Adds rows of CSV. */
  addResults(rows: ResultRows): void;
  endReject(record: number): void;
  /** What there is up to now, in the builder's own memory: it holds until `clear`. */
  look(): Part;
  clear(): void;
}

const INITIAL = { bytes: 1 << 16, rows: 1024 };

/** An empty part, in the memory of one that nobody needs any more. */
export function createPartBuilder(spent: Part = createPart()): PartBuilder {
  const [results, rejects] = [byteBufferIn(spent.results.buffer), byteBufferIn(spent.rejects.buffer)];
  const [reasons, warnings] = [new Map<string, RejectedRows>(), new Map<string, number>()];
  let [hashes, missed] = [whole(spent.hashes), whole(spent.missed)];
  let [lines, records, lengths] = [whole(spent.lines), whole(spent.records), whole(spent.lengths)];
  let [rejectRecords, rejectLengths] = [whole(spent.rejectRecords), whole(spent.rejectLengths)];
  let [count, rejected, rejectStart] = [0, 0, 0];

  function makeRoom(rows: number): void {
    [hashes, missed] = [longer(hashes, rows), longer(missed, rows)];
    [lines, records, lengths] = [longer(lines, rows), longer(records, rows), longer(lengths, rows)];
  }

  return {
    rejects,
    reasons,
    warnings,
    addResults(rows) {
      reserve(results, rows.bytes.length);
      results.bytes.set(rows.bytes, results.length);
      results.length += rows.bytes.length;
      const end = count + rows.lines.length;
      if (end > lines.length) makeRoom(end);
      hashes.set(rows.hashes, count);
      lines.set(rows.lines, count);
      records.set(rows.records, count);
      lengths.set(rows.lengths, count);
      missed.set(rows.missed, count);
      count = end;
    },
    endReject(record) {
      if (rejected === rejectRecords.length) {
        [rejectRecords, rejectLengths] = [longer(rejectRecords, rejected + 1), longer(rejectLengths, rejected + 1)];
      }
      rejectRecords[rejected] = record;
      rejectLengths[rejected++] = rejects.length - rejectStart;
      rejectStart = rejects.length;
    },
    look: () => ({
      results: results.bytes.subarray(0, results.length),
      hashes: hashes.subarray(0, count),
      lines: lines.subarray(0, count),
      records: records.subarray(0, count),
      lengths: lengths.subarray(0, count),
      missed: missed.subarray(0, count),
      rejects: rejects.bytes.subarray(0, rejects.length),
      rejectRecords: rejectRecords.subarray(0, rejected),
      rejectLengths: rejectLengths.subarray(0, rejected),
      reasons: new Map(reasons),
      warnings: new Map(warnings),
    }),
    clear() {
      [count, rejected, rejectStart] = [0, 0, 0];
      [results.length, rejects.length] = [0, 0];
      reasons.clear();
      warnings.clear();
    },
  };
}

/** Adds to a count by name. */
export function addCount(counts: Map<string, number>, name: string, count: number): void {
  if (count !== 0) counts.set(name, (counts.get(name) ?? 0) + count);
}

/** Adds rejected rows by their reason; they stand below those that are there. */
export function addRejected(reasons: Map<string, RejectedRows>, rule: string, { count, lines }: RejectedRows): void {
  const known = reasons.get(rule) ?? { count: 0, lines: [] };
  reasons.set(rule, { count: known.count + count, lines: [...known.lines, ...lines].slice(0, LINES_NAMED) });
}

type Column = Uint8Array | Uint32Array | Float64Array;

function createPart(): Part {
  const { bytes, rows } = INITIAL;
  return {
    results: new Uint8Array(bytes),
    hashes: new Float64Array(rows),
    lines: new Uint32Array(rows),
    records: new Uint32Array(rows),
    lengths: new Uint32Array(rows),
    missed: new Uint8Array(rows),
    rejects: new Uint8Array(bytes),
    rejectRecords: new Uint32Array(rows),
    rejectLengths: new Uint32Array(rows),
    reasons: new Map(),
    warnings: new Map(),
  };
}

/** All of the memory in which a column stands. */
function whole<T extends Column>(column: T): T {
  return new (column.constructor as new (memory: ArrayBufferLike) => T)(column.buffer);
}

function longer<T extends Column>(column: T, least: number): T {
  const twice = new (column.constructor as new (length: number) => T)(Math.max(least, column.length) * 2);
  twice.set(column);
  return twice;
}

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
