// The formats of batch results. To add one, write a file like `jsonl.ts` or `parquet-writer.ts` and add its entry here.

import type { ResultColumn, ResultEncoder } from './result-columns.ts';

/** Formats of results, which are also the file endings. */
const RESULT_FORMATS = ['csv', 'jsonl', 'parquet', 'arrow'] as const;

export type ResultFormat = (typeof RESULT_FORMATS)[number];

/** The file endings, as listed in help texts and error messages. */
export const RESULT_ENDINGS: readonly string[] = RESULT_FORMATS.map((format) => `.${format}`);

/** The format for a file name, in any case; undefined for another ending. */
export function resultFormatOf(path: string): ResultFormat | undefined {
  return RESULT_FORMATS.find((format) => path.toLowerCase().endsWith(`.${format}`));
}

/** Loads the encoder of a format; null for CSV, in which rows are written to begin with. */
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
