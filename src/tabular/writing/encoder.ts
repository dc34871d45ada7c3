import type { ResultColumn } from '../result-columns.ts';
import type { ResultEncoder, ResultFormat } from './format.ts';

/** The encoder for a format; null for CSV, which is what rows are written as in the first place. */
export async function createEncoder(
  format: ResultFormat,
  columns: readonly ResultColumn[],
): Promise<ResultEncoder | null> {
  switch (format) {
    case 'csv':
      return null;
    case 'jsonl': {
      const { createJsonlEncoder } = await import('./jsonl.ts');
      return createJsonlEncoder(columns);
    }
    case 'parquet': {
      const { createParquetEncoder } = await import('./parquet.ts');
      return createParquetEncoder(columns);
    }
  }
}
