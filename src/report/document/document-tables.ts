// Extracts the tables of a document for formats that consist of tables only: CSV and workbooks.
import type { Messages } from '../../i18n/index.ts';
import { sanitizeLine } from '../terminal/terminal-text.ts';
import {
  type Block,
  type FigureValue,
  filledRows,
  flatText,
  inlineText,
  type ReportDocument,
  splitFront,
  type Table,
  tableOfScores,
  valueOfCell,
} from './document-model.ts';
import { tableOfTimeline } from './timeline.ts';

/** A table with the title of its section. */
interface DataTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly DataCell[])[];
}

interface DataCell {
  readonly text: string;
  readonly value: FigureValue;
  readonly isHeading: boolean;
}

/**
 * Collects tables, facts, and lists with figures, after a table with the lines of the cover. The front page is left out
 * if more follows, because it only repeats what follows.
 */
function tablesOf(document: ReportDocument): DataTable[] {
  const [front, details] = splitFront(document);
  const title = sanitizeLine(document.kind ?? document.title);
  const coverRows = document.cover.map((line) => [{ text: sanitizeLine(line), value: null, isHeading: false }]);
  return [
    ...(coverRows.length > 0 ? [{ title, columns: [title], rows: coverRows }] : []),
    ...collectTables(details.length > 0 ? details : front, title),
  ];
}

function collectTables(blocks: readonly Block[], title: string): DataTable[] {
  const tables: DataTable[] = [];
  let section = title;
  for (const block of blocks) {
    switch (block.kind) {
      case 'heading':
        section = sanitizeLine(inlineText(block.text));
        break;
      case 'table':
        tables.push(dataTable(section, block));
        break;
      case 'list':
        if (block.table) tables.push(dataTable(section, block.table));
        break;
      case 'facts':
        tables.push({
          title: section,
          columns: ['', ''],
          rows: block.entries.map((entry) => [
            { text: sanitizeLine(inlineText(entry.term)), value: null, isHeading: true },
            { text: sanitizeLine(inlineText(flatText(entry))), value: valueOfCell(entry), isHeading: false },
          ]),
        });
        break;
      case 'details':
        tables.push(...collectTables(block.blocks, block.summary));
        break;
      case 'scores':
        tables.push(dataTable(section, tableOfScores(block)));
        break;
      case 'timeline':
        tables.push(dataTable(section, tableOfTimeline(block)));
        break;
      case 'group':
      case 'page':
        tables.push(...collectTables(block.blocks, section));
        break;
      case 'paragraph':
      case 'level':
      case 'excerpt':
      case 'chart':
        break;
    }
  }
  return tables;
}

function dataTable(title: string, table: Table): DataTable {
  return {
    title,
    columns: table.columns.map((column) => sanitizeLine(inlineText(column.title))),
    rows: filledRows(table).map((cells) =>
      cells.map((cell) => ({
        text: sanitizeLine(inlineText(flatText(cell))),
        value: valueOfCell(cell),
        isHeading: cell.isHeading === true,
      })),
    ),
  };
}

/**
 * The columns of the CSV file. It has one row per cell, so that one file can contain tables of any shape; `row` counts
 * from 1 within a table.
 */
const CSV_HEADINGS = ['table', 'row', 'label', 'column', 'value', 'low', 'high', 'text'];

/**
 * Writes the tables of a document as CSV rows: numbers unrounded with a decimal point, next to the text that people
 * read. The label is the heading of the row.
 */
export function tableRows(document: ReportDocument): string[][] {
  const rows = tablesOf(document).flatMap(({ title, columns, rows }) =>
    rows.flatMap((cells, i) => {
      const label = cells.find(({ isHeading }) => isHeading)?.text ?? '';
      return cells.flatMap(({ text, value, isHeading }, column) => {
        if (isHeading || (text === '' && value === null)) return [];
        const [low, high] = isRangeValue(value) ? value : [null, null];
        const numbers = [isRangeValue(value) ? null : value, low, high].map((number) =>
          number === null ? '' : String(number),
        );
        return [[title, String(i + 1), label, columns[column] ?? '', ...numbers, text]];
      });
    }),
  );
  return [CSV_HEADINGS, ...rows];
}

/** A sheet of a workbook; null is an empty cell. */
interface DataSheet {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/**
 * Writes each table as a sheet of a workbook. Numbers are not rounded; a column of ranges is followed by columns for
 * their low and high ends.
 */
export function listTableSheets(document: ReportDocument, { portfolio }: Pick<Messages, 'portfolio'>): DataSheet[] {
  return tablesOf(document).map(({ title, columns, rows }) => {
    const isRanged = columns.map((_, i) => rows.some((cells) => isRangeValue(cells[i]?.value ?? null)));
    return {
      name: title,
      headings: columns.flatMap((heading, i) =>
        isRanged[i]
          ? [heading, ...[portfolio.intervalLow, portfolio.intervalHigh].map((end) => `${heading} ${end}`)]
          : [heading],
      ),
      rows: rows.map((cells) => columns.flatMap((_, i) => sheetCells(cells[i], isRanged[i] === true))),
    };
  });
}

function sheetCells(cell: DataCell | undefined, isRanged: boolean): (string | number | null)[] {
  const { text = '', value = null } = cell ?? {};
  const shownValue = typeof value === 'number' ? value : text === '' ? null : text;
  if (!isRanged) return [shownValue];
  return [shownValue, ...(isRangeValue(value) ? value : [value, value])];
}

function isRangeValue(value: FigureValue): value is readonly [number | null, number | null] {
  return typeof value === 'object' && value !== null;
}
