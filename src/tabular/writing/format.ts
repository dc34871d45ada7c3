/** What results can be written as, by the end of the file's name. */
export const RESULT_FORMATS = ['csv', 'jsonl', 'parquet'] as const;

export type ResultFormat = (typeof RESULT_FORMATS)[number];

/** The format that a file's name asks for, in capitals or not; undefined where it is none. */
export function resultFormatOf(path: string): ResultFormat | undefined {
  return RESULT_FORMATS.find((format) => path.toLowerCase().endsWith(`.${format}`));
}

/** Makes bytes of rows. The bytes do not depend on how many rows come at a time. */
export interface ResultEncoder {
  /** Cells as texts, a blank for nothing. */
  encode(rows: readonly (readonly string[])[]): Uint8Array;
  /** What stands behind the last row. */
  end(): Uint8Array;
}
