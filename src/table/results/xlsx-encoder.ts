// Writes results as a workbook with one sheet for people, and a hidden one with the ids that its titles stand for.
import { itemAt } from '../../model/index.ts';
import { writeWorkbook } from '../xlsx/workbook-writer.ts';
import { type ExcelStyle, titleColumns } from './excel-csv.ts';
import type { ResultColumn, ResultEncoder } from './result-columns.ts';

type Cell = string | number | null;

/** The maximum number of rows of a sheet below its headings; Excel and LibreOffice read no more. */
const MAX_SHEET_ROWS = 1_048_575;
/** The maximum number of cells of a workbook, which is held in memory as text while it is written. */
const MAX_CELLS = 8_000_000;

/** Headings and values as they are, if no style is given. */
const PLAIN_STYLE: Pick<ExcelStyle, 'title' | 'value'> = { title: (name) => name, value: (_, value) => value };

/**
 * Creates an encoder that collects all rows and writes the workbook at the end. Numbers are exact, because the workbook
 * is read again.
 */
export function createXlsxEncoder(
  columns: readonly ResultColumn[],
  { title, value }: Pick<ExcelStyle, 'title' | 'value'> = PLAIN_STYLE,
): ResultEncoder {
  const headings = titleColumns(columns, title);
  const textsByHeading = headings.map(() => createTexts());
  const rows: Cell[][] = [];
  return {
    maxRows: Math.min(MAX_SHEET_ROWS, Math.floor(MAX_CELLS / columns.length)),
    encode(written) {
      for (const cells of written)
        rows.push(
          columns.map((column, at) => {
            const cell = cells[at] ?? '';
            if (column.kind !== 'text' || cell === '') return readCell(column, cell);
            return itemAt(textsByHeading, at).add(cell, value(column.name, cell));
          }),
        );
      return new Uint8Array(0);
    },
    end() {
      const ids = {
        columns: new Map(headings.map((heading, at) => [heading, columns[at]?.name ?? heading])),
        values: new Map(headings.map((heading, at) => [heading, itemAt(textsByHeading, at).list()])),
      };
      const areTitles = columns.some(({ name }, at) => headings[at] !== name);
      return writeWorkbook([{ name: 'results', headings, rows }], areTitles ? ids : undefined);
    },
  };
}

/** Collects the texts that are written in place of the values of a column; two values never share one. */
function createTexts(): { add(value: string, text: string): string; list(): ReadonlyMap<string, string> } {
  const valueByText = new Map<string, string>();
  return {
    add(value, text) {
      const isTaken = (valueByText.get(text) ?? value) !== value;
      const ownText = isTaken ? `${text} (${value})` : text;
      valueByText.set(ownText, value);
      return ownText;
    },
    list: () => new Map([...valueByText].filter(([text, value]) => text !== value)),
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
