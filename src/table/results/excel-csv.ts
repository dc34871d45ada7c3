// Writes results as the CSV that Excel opens with a double click.
import { beginsFormula } from '../csv-text.ts';
import type { ResultColumn, ResultEncoder } from './result-columns.ts';

/** How Excel writes CSV in a language: where the decimal sign is a comma, cells are separated by semicolons. */
export interface ExcelCsvStyle {
  readonly decimal: string;
  /** Rounds the number of a column for reading, and writes it with a decimal point. */
  readonly round: (name: string, value: number) => string;
}

/**
 * Creates an encoder for CSV with a byte-order mark, the signs of a language and rounded scores. Numbers are for
 * reading: programs use the exact results.
 */
export function createExcelCsvEncoder(
  columns: readonly ResultColumn[],
  { decimal, round }: ExcelCsvStyle,
): ResultEncoder {
  const encoder = new TextEncoder();
  const delimiter = decimal === ',' ? ';' : ',';
  const needsQuotes = new RegExp(`["\\r\\n${delimiter}]`);
  const quote = (cell: string): string => (needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const writeNumber = (cell: string): string => cell.replace('.', decimal);

  function writeCell(column: ResultColumn, cell: string): string {
    if (cell === '') return '';
    if (column.kind === 'whole' || column.kind === 'number') return writeNumber(round(column.name, Number(cell)));
    if (column.kind === 'answer' && column.value === 'number' && IS_NUMBER.test(cell)) return writeNumber(cell);
    return beginsFormula(cell) ? `'${cell}` : cell;
  }

  const writeRow = (cells: readonly string[]): string => `${cells.map(quote).join(delimiter)}\r\n`;
  let heading: string | undefined = `\ufeff${writeRow(columns.map(({ name }) => name))}`;

  function takeHeading(): string {
    const text = heading ?? '';
    heading = undefined;
    return text;
  }

  return {
    encode: (rows) =>
      encoder.encode(
        takeHeading() +
          rows.map((cells) => writeRow(columns.map((column, at) => writeCell(column, cells[at] ?? '')))).join(''),
      ),
    end: () => encoder.encode(takeHeading()),
  };
}

const IS_NUMBER = /^-?\d+(\.\d+)?$/;
