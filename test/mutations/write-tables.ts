// Tables as files: CSV in several dialects, workbooks, lines of JSON.
import { workbookParts, zip } from '../table/write-workbook.ts';

/** One column: its heading, and what it is about where it answers something. */
export interface Column {
  heading: string;
  readonly input?: string;
  /** The option that the column is for, where each has one. */
  readonly option?: string;
}

/** A row of cells, and which enterprise it states; null for rows that are none. */
export interface Row {
  cells: string[];
  of: number | null;
}

export interface Table {
  columns: Column[];
  rows: Row[];
}

export interface Dialect {
  readonly delimiter?: string;
  readonly newline?: string;
  readonly encoding?: Encoding;
  readonly mark?: boolean;
  readonly quotes?: 'needed' | 'all';
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

export function csvLine(cells: readonly string[], { delimiter = ',', quotes = 'needed' }: Dialect = {}): string {
  const write = (cell: string): string =>
    quotes === 'all' || cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return cells.map(write).join(delimiter);
}

export function csvText(table: Table, dialect: Dialect = {}): string {
  const { newline = '\r\n' } = dialect;
  const lines = [table.columns.map(({ heading }) => heading), ...table.rows.map(({ cells }) => cells)];
  return lines.map((cells) => csvLine(cells, dialect) + newline).join('');
}

export function csvFile(table: Table, dialect: Dialect = {}): Buffer {
  return encode(csvText(table, dialect), dialect);
}

export function encode(text: string, { encoding = 'utf-8', mark = false }: Dialect = {}): Buffer {
  const whole = mark ? `\ufeff${text}` : text;
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(whole);
    case 'utf-16le':
      return Buffer.from(whole, 'utf16le');
    case 'utf-16be':
      return Buffer.from(whole, 'utf16le').swap16();
    case 'gb18030':
      return encodeByTable(text, 'gb18030');
    case 'windows-1252':
      return encodeByTable(text, 'windows-1252');
    default:
      return encoding satisfies never;
  }
}

const tables = new Map<string, ReadonlyMap<string, Buffer>>();

/** Node decodes these and does not encode them, so the table is made by decoding every sign of one or two bytes. */
function encodeByTable(text: string, encoding: 'gb18030' | 'windows-1252'): Buffer {
  let table = tables.get(encoding);
  if (!table) {
    const decoder = new TextDecoder(encoding);
    const made = new Map<string, Buffer>();
    const add = (...bytes: number[]): void => {
      const sign = decoder.decode(Buffer.from(bytes));
      if ([...sign].length === 1 && sign !== '\ufffd' && !made.has(sign)) made.set(sign, Buffer.from(bytes));
    };
    for (let high = 0; high < 256; high++) add(high);
    if (encoding === 'gb18030') {
      for (let high = 0x81; high < 0xff; high++) for (let low = 0x40; low < 0xff; low++) add(high, low);
    }
    table = made;
    tables.set(encoding, made);
  }
  // What the encoding lacks becomes a question mark, as spreadsheets write it.
  return Buffer.concat([...text].map((sign) => table.get(sign) ?? Buffer.from('?')));
}

/** A cell of a workbook: the text, or a number in one of the formats. */
export interface BookCell {
  readonly value: string;
  readonly kind: 'text' | 'number' | 'error' | 'formula' | 'boolean';
  /** The place of the format among those of the workbook, from 1 on. */
  readonly format?: number;
}

export interface BookSheet {
  readonly rows: readonly (readonly BookCell[])[];
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
  readonly merged?: readonly string[];
  readonly hasFilter?: boolean;
}

export interface Book {
  readonly sheets: Readonly<Record<string, BookSheet>>;
  readonly hidden?: readonly string[];
  readonly formats?: readonly (number | string)[];
}

/** How cells of a column are kept: as text, or as a number where they look like one. */
export type Kept = (cell: string, column: Column) => BookCell;

const TEXTS = ['uscc', 'name', 'district', 'chain', 'industry'];

/** Numbers as a spreadsheet keeps what was typed, codes and words as text. */
export const asTyped: Kept = (value, { input }) =>
  /^-?\d{1,15}(\.\d+)?$/.test(value) && !TEXTS.includes(input ?? '')
    ? { value, kind: 'number' }
    : { value, kind: 'text' };

export function sheetOf(table: Table, kept: Kept = asTyped): BookSheet {
  const headings = table.columns.map(({ heading }): BookCell => ({ value: heading, kind: 'text' }));
  const rows = table.rows.map(({ cells }) => cells.map((cell, i) => kept(cell, table.columns[i] ?? { heading: '' })));
  return { rows: [headings, ...rows] };
}

export function bookFile({ sheets, hidden = [], formats = [] }: Book): Buffer {
  const written = Object.entries(sheets).map(([name, sheet]) => [name, markupOf(sheet)] as const);
  return zip(workbookParts({ sheets: Object.fromEntries(written), hidden, formats }));
}

export function columnLetters(column: number): string {
  const first = column < 26 ? '' : String.fromCharCode(64 + Math.floor(column / 26));
  return first + String.fromCharCode(65 + (column % 26));
}

function markupOf({ rows, hiddenRows = [], hiddenColumns = [], merged = [], hasFilter = false }: BookSheet): string {
  const cell = ({ value, kind, format }: BookCell, row: number, column: number): string => {
    if (value === '') return '';
    const start = `<c r="${columnLetters(column)}${row + 1}"${format ? ` s="${format}"` : ''}`;
    switch (kind) {
      case 'text':
        return `${start} t="inlineStr"><is><t xml:space="preserve">${masked(value)}</t></is></c>`;
      case 'number':
        return `${start}><v>${value}</v></c>`;
      case 'error':
        return `${start} t="e"><v>${masked(value)}</v></c>`;
      case 'boolean':
        return `${start} t="b"><v>${value}</v></c>`;
      case 'formula':
        return `${start}><f>SUM(A1:A1)</f><v>${value}</v></c>`;
      default:
        return kind satisfies never;
    }
  };
  const lines = rows.map((cells, row) => {
    const shown = cells.map((one, column) => cell(one, row, column)).join('');
    return `<row r="${row + 1}"${hiddenRows.includes(row) ? ' hidden="1"' : ''}>${shown}</row>`;
  });
  const columns = hiddenColumns.map((i) => `<col min="${i + 1}" max="${i + 1}" width="9" hidden="1"/>`);
  const last = `${columnLetters((rows[0]?.length ?? 1) - 1)}${rows.length}`;
  return [
    hasFilter ? '<sheetPr filterMode="1"/>' : '',
    columns.length > 0 ? `<cols>${columns.join('')}</cols>` : '',
    `<sheetData>${lines.join('')}</sheetData>`,
    hasFilter ? `<autoFilter ref="A1:${last}"/>` : '',
    merged.length > 0 ? `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : '',
  ].join('');
}

function masked(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Lines of JSON, an object each; numbers as numbers, several options as a list where the cell holds semicolons. */
export function jsonLines(table: Table, multiple: ReadonlySet<string> = new Set()): Buffer {
  const lines = table.rows.map(({ cells }) => {
    const members = table.columns.map(({ heading, input }, i) => {
      const cell = cells[i] ?? '';
      if (cell === '') return `${JSON.stringify(heading)}:null`;
      if (multiple.has(input ?? '')) return `${JSON.stringify(heading)}:${JSON.stringify(cell.split(';'))}`;
      const isNumber = asTyped(cell, { heading, ...(input ? { input } : {}) }).kind === 'number';
      return `${JSON.stringify(heading)}:${isNumber ? cell : JSON.stringify(cell)}`;
    });
    return `{${members.join(',')}}\n`;
  });
  return Buffer.from(lines.join(''));
}
