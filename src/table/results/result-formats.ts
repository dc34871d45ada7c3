// The formats of batch results. To add one, write a file such as `jsonl.ts` and add it here.

import type { ExcelStyle } from './excel-csv.ts';
import type { ResultColumn, ResultEncoder } from './result-columns.ts';

/** The formats of results; their names are also the endings of files. */
const RESULT_FORMATS = ['csv', 'xlsx', 'jsonl', 'parquet', 'arrow'] as const;

export type ResultFormat = (typeof RESULT_FORMATS)[number];

/** The endings of files with results, as help texts and error messages list them. */
export const RESULT_ENDINGS: readonly string[] = RESULT_FORMATS.map((format) => `.${format}`);

/** Returns the format for the name of a file, ignoring case; undefined for any other ending. */
export function resultFormatOf(path: string): ResultFormat | undefined {
  return RESULT_FORMATS.find((format) => path.toLowerCase().endsWith(`.${format}`));
}

/** The format that can also be written for Excel in a language, if the user asks for that. */
export const EXCEL_FORMAT: ResultFormat = 'csv';

/** Whether titles and texts are written instead of ids: always in workbooks, and in CSV that is for Excel. */
export function isForReaders(format: ResultFormat, csv: 'excel' | undefined): boolean {
  return format === 'xlsx' || csv === 'excel';
}

/**
 * Loads the encoder of a format. Null for plain CSV, because rows are already written as CSV. `excel` is the style of
 * CSV for Excel in a language, and of workbooks.
 */
export async function createEncoder(
  format: ResultFormat,
  columns: readonly ResultColumn[],
  excel?: ExcelStyle,
): Promise<ResultEncoder | null> {
  switch (format) {
    case 'csv':
      return excel ? (await import('./excel-csv.ts')).createExcelCsvEncoder(columns, excel) : null;
    case 'xlsx':
      return (await import('./xlsx-encoder.ts')).createXlsxEncoder(columns, excel);
    case 'jsonl':
      return (await import('./jsonl.ts')).createJsonlEncoder(columns);
    case 'parquet':
      return (await import('./parquet-writer.ts')).createParquetEncoder(columns);
    case 'arrow':
      return (await import('./arrow-writer.ts')).createArrowEncoder(columns);
  }
}
