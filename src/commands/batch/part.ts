/** What a block of rows has come to: bytes to be written, and what has to be known of each row afterwards. */
export interface Part {
  /** Scored rows as CSV, and for each its key's hash (0 without a key), line, record and length in bytes. */
  readonly results: Uint8Array;
  readonly hashes: Float64Array;
  readonly lines: Uint32Array;
  readonly records: Uint32Array;
  readonly lengths: Uint32Array;
  /** Rejected rows as CSV, one line for each reason; for each row its record and length in bytes. */
  readonly rejects: Uint8Array;
  readonly rejectRecords: Uint32Array;
  readonly rejectLengths: Uint32Array;
  /** Rows by the first reason they are rejected for. */
  readonly reasons: ReadonlyMap<string, number>;
  /** Scored rows by warning. */
  readonly warnings: ReadonlyMap<string, number>;
}
