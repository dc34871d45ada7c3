// Writes results for people: as the CSV that Excel opens with a double click.
import { beginsFormula } from '../csv-text.ts';
import type { ResultColumn, ResultEncoder } from './result-columns.ts';

/** How results are written for people who open them in Excel, in a language. */
export interface ExcelStyle {
  readonly decimal: string;
  /** The heading of a column, in the language. */
  readonly title: (name: string) => string;
  /** Writes the value that an enterprise stated for a fact, in the language. */
  readonly value: (name: string, value: string) => string;
  /** Rounds the number of a column for reading, and writes it with a decimal point. */
  readonly round: (name: string, value: number) => string;
}

/**
 * Creates an encoder for CSV with a byte-order mark, the signs of a language and rounded scores. Numbers are for
 * reading: programs use the exact results.
 */
export function createExcelCsvEncoder(
  columns: readonly ResultColumn[],
  { decimal, title, value, round }: ExcelStyle,
): ResultEncoder {
  const encoder = new TextEncoder();
  const writeNumber = (cell: string): string => cell.replace('.', decimal);

  function writeCell(column: ResultColumn, cell: string): string {
    if (cell === '') return '';
    if (column.kind === 'whole' || column.kind === 'number') return writeNumber(round(column.name, Number(cell)));
    if (column.kind === 'answer' && column.value === 'number' && IS_NUMBER.test(cell)) return writeNumber(cell);
    return escapeFormula(column.kind === 'text' ? value(column.name, cell) : cell);
  }

  const writeRow = (cells: readonly string[]): string => writeExcelRow(cells, decimal);
  let heading: string | undefined = `${EXCEL_MARK}${writeRow(titleColumns(columns, title))}`;

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

/** Returns the headings of columns in a language; columns with the same title have their ids in addition. */
export function titleColumns(columns: readonly ResultColumn[], title: ExcelStyle['title']): string[] {
  const titles = columns.map(({ name }) => title(name));
  return titles.map((text, at) =>
    titles.indexOf(text) === titles.lastIndexOf(text) ? text : `${text} (${columns[at]?.name})`,
  );
}

/** The byte-order mark, by which Excel recognises UTF-8. */
export const EXCEL_MARK = '\ufeff';

/** Writes a row of CSV as Excel reads it: where the decimal sign is a comma, cells are separated by semicolons. */
export function writeExcelRow(cells: readonly string[], decimal: string): string {
  const delimiter = decimal === ',' ? ';' : ',';
  const needsQuotes = (cell: string): boolean => cell.includes(delimiter) || /["\r\n]/.test(cell);
  return `${cells.map((cell) => (needsQuotes(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)}\r\n`;
}

/** Marks a text that Excel would execute as a formula. */
export function escapeFormula(cell: string): string {
  return beginsFormula(cell) ? `'${cell}` : cell;
}

const IS_NUMBER = /^-?\d+(\.\d+)?$/;
