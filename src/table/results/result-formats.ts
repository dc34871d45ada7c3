// The formats of batch results. A new one is a file like `jsonl.ts` or `parquet-writer.ts`, and its entry here.

import type { ResultColumn, ResultEncoder } from './result-columns.ts';

/** What results can be written as, by the ending of the file's name. */
const RESULT_FORMATS = ['csv', 'jsonl', 'parquet', 'arrow'] as const;

export type ResultFormat = (typeof RESULT_FORMATS)[number];

/** The endings of their files, as help and refusals list them. */
export const RESULT_ENDINGS: readonly string[] = RESULT_FORMATS.map((format) => `.${format}`);

/** The format that a file's name asks for, in capitals or not; undefined where it is none. */
export function resultFormatOf(path: string): ResultFormat | undefined {
  return RESULT_FORMATS.find((format) => path.toLowerCase().endsWith(`.${format}`));
}

/** The encoder for a format; null for CSV, which is what rows are written as in the first place. */
export async function createEncoder(
  format: ResultFormat,
  columns: readonly ResultColumn[],
): Promise<ResultEncoder | null> {
  switch (format) {
    case 'csv':
      return null;
    case 'jsonl':
      return (await import('./jsonl.ts')).createJsonlEncoder(columns);
    case 'parquet':
      return (await import('./parquet-writer.ts')).createParquetEncoder(columns);
    case 'arrow':
      return (await import('./arrow-writer.ts')).createArrowEncoder(columns);
  }
}
