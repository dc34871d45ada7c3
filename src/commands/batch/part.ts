/** What a block of rows has come to: bytes to be written, and what has to be known of each row afterwards. */
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
  readonly reasons: ReadonlyMap<string, number>;
  /** Scored rows by warning. */
  readonly warnings: ReadonlyMap<string, number>;
}

/** What a stretch of the table has come to. */
export interface ScoredPart {
  readonly part: Part;
  /** Blank records, which gave no row. */
  readonly blanks: number;
  /** Where in the file the stretch ends, in bytes; null where that is not known. */
  readonly end: number | null;
}

/** Parts one behind the other as one. */
export function joinParts(parts: readonly Part[]): Part {
  return {
    results: joinBytes(parts.map(({ results }) => results)),
    hashes: join(
      Float64Array,
      parts.map(({ hashes }) => hashes),
    ),
    lines: join(
      Uint32Array,
      parts.map(({ lines }) => lines),
    ),
    records: join(
      Uint32Array,
      parts.map(({ records }) => records),
    ),
    lengths: join(
      Uint32Array,
      parts.map(({ lengths }) => lengths),
    ),
    missed: joinBytes(parts.map(({ missed }) => missed)),
    rejects: joinBytes(parts.map(({ rejects }) => rejects)),
    rejectRecords: join(
      Uint32Array,
      parts.map(({ rejectRecords }) => rejectRecords),
    ),
    rejectLengths: join(
      Uint32Array,
      parts.map(({ rejectLengths }) => rejectLengths),
    ),
    reasons: joinCounts(parts.map(({ reasons }) => reasons)),
    warnings: joinCounts(parts.map(({ warnings }) => warnings)),
  };
}

/** Adds up counts by name. */
export function joinCounts(counts: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const some of counts) for (const [name, count] of some) all.set(name, (all.get(name) ?? 0) + count);
  return all;
}

/** The memory of a part, which can move to another thread. */
export function buffersOf(part: Part): ArrayBuffer[] {
  const { results, hashes, lines, records, lengths, missed, rejects, rejectRecords, rejectLengths } = part;
  const all = [results, hashes, lines, records, lengths, missed, rejects, rejectRecords, rejectLengths];
  return [...new Set(all.map(({ buffer }) => buffer as ArrayBuffer))];
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  return join(Uint8Array, pieces);
}

type Column = Uint8Array | Uint32Array | Float64Array;

/** Always in memory of its own, so that it can move. */
function join<T extends Column>(Kind: { new (length: number): T }, columns: readonly T[]): T {
  const all = new Kind(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  return all;
}
