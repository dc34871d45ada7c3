// Writes results as a workbook with one sheet.
import { writeWorkbook } from '../xlsx/workbook-writer.ts';
import type { ResultColumn, ResultEncoder } from './result-columns.ts';

type Cell = string | number | null;

/** The rows of a sheet below its headings; Excel and LibreOffice read no more. */
const MAX_SHEET_ROWS = 1_048_575;
/** The cells of a workbook, which is held in memory as text while it is written. */
const MAX_CELLS = 8_000_000;

/** Creates an encoder that collects all rows and writes the workbook at the end. */
export function createXlsxEncoder(columns: readonly ResultColumn[]): ResultEncoder {
  const rows: Cell[][] = [];
  return {
    maxRows: Math.min(MAX_SHEET_ROWS, Math.floor(MAX_CELLS / columns.length)),
    encode(written) {
      for (const cells of written) rows.push(columns.map((column, at) => readCell(column, cells[at] ?? '')));
      return new Uint8Array(0);
    },
    end: () => writeWorkbook([{ name: 'results', headings: columns.map(({ name }) => name), rows }]),
  };
}

function readCell(column: ResultColumn, cell: string): Cell {
  if (cell === '') return null;
  const isNumber =
    column.kind === 'number' ||
    column.kind === 'whole' ||
    (column.kind === 'answer' && column.value === 'number' && Number.isFinite(Number(cell)));
  return isNumber ? Number(cell) : cell;
}
