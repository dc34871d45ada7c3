import { itemAt } from '../model/index.ts';

// Writes texts as CSV cells that no spreadsheet takes for a formula, and reads such cells.

/**
 * Matches the beginning of a text that a spreadsheet takes for a formula, also in full width. Apostrophes may come
 * before it, so that escaping can always be undone.
 */
const FORMULA_START = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
/** Matches a negative number, which is not escaped: a spreadsheet takes it for a number, not for a formula. */
const NEGATIVE_NUMBER = /^-\d+(\.\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Whether a spreadsheet takes a text for a formula, or would if its leading apostrophes were removed. */
export function beginsFormula(text: string): boolean {
  return FORMULA_START.test(text);
}

/**
 * Formats a text as a CSV cell. It is quoted if necessary, and escaped if a spreadsheet would take it for a formula.
 */
export function formatCsvCell(text: string): string {
  const safe = beginsFormula(text) && !NEGATIVE_NUMBER.test(text) ? `'${text}` : text;
  return quoteWhereNeeded(safe);
}

/** Quotes a cell if CSV requires it. */
export function quoteWhereNeeded(cell: string): string {
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Returns the text of a cell that `formatCsvCell` wrote. `cell` is the cell without its quotes. */
export function parseCsvCell(cell: string): string {
  return cell.startsWith("'") && beginsFormula(cell.slice(1)) ? cell.slice(1) : cell;
}

/**
 * Copies a piece of a table as it is written, but puts an apostrophe before each cell that a spreadsheet would take for
 * a formula.
 */
export function disarmFormulas(text: string, delimiter: string): string {
  const cellEnd = createCellEndPattern(delimiter);
  let [copy, copied] = ['', 0];
  for (let start = 0; start < text.length; ) {
    const isQuoted = text[start] === '"';
    const textStart = isQuoted ? start + 1 : start;
    const closingAt = isQuoted ? findClosingQuote(text, textStart) : textStart;
    cellEnd.lastIndex = closingAt;
    const end = cellEnd.exec(text)?.index ?? text.length;
    const cell = text.slice(textStart, isQuoted ? closingAt : end);
    start = end + 1;
    if (!beginsFormula(cell) || NEGATIVE_NUMBER.test(cell)) continue;
    copy += `${text.slice(copied, textStart)}'`;
    copied = textStart;
  }
  return copy + text.slice(copied);
}

/** Returns a pattern that matches the delimiter or line break after an unquoted cell. */
export function createCellEndPattern(delimiter: string): RegExp {
  return new RegExp(`[\\x${delimiter.charCodeAt(0).toString(16).padStart(2, '0')}\\r\\n]`, 'g');
}

/**
 * Returns the index of the quote that closes a cell whose text begins at `from`, or the length of the text if there is
 * none.
 */
export function findClosingQuote(text: string, from: number): number {
  let closingAt = text.indexOf('"', from);
  while (closingAt >= 0 && text[closingAt + 1] === '"') closingAt = text.indexOf('"', closingAt + 2);
  return closingAt < 0 ? text.length : closingAt;
}

const COMMA_BYTE = 0x2c;

/** Returns the texts of the cells in a row that `formatCsvCell` wrote. */
export function parseCsvRow(row: string): string[] {
  const rows: string[][] = [];
  parseRows(`${row}\n`, rows);
  return itemAt(rows, 0);
}

/** Appends the cells of all complete rows to `rows`, and returns where the last of these rows ends. */
function parseRows(text: string, rows: string[][]): number {
  let [cells, start, ended, isQuoted]: [string[], number, number, boolean] = [[], 0, 0, false];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // A doubled quote closes the quoted text and opens it again.
    if (unit === QUOTE) isQuoted = !isQuoted;
    if (isQuoted || (unit !== COMMA_BYTE && unit !== LF)) continue;
    const isWrapped = text.charCodeAt(start) === QUOTE;
    cells.push(
      parseCsvCell(isWrapped ? text.slice(start + 1, index - 1).replaceAll('""', '"') : text.slice(start, index)),
    );
    start = index + 1;
    if (unit === COMMA_BYTE) continue;
    rows.push(cells);
    [cells, ended] = [[], start];
  }
  return ended;
}

/** The number of rows per piece: few enough that a signal is handled soon, many enough that writes are rare. */
const ROWS_PER_PIECE = 250;

/**
 * Writes a table as CSV in UTF-8, piece by piece, beginning with the byte-order mark by which spreadsheets recognise
 * UTF-8. No cell can become a formula.
 */
export async function* writeTableText(
  headings: readonly string[],
  rows: Iterable<readonly string[]>,
): AsyncGenerator<string> {
  const formatCsvLine = (cells: readonly string[]): string => `${cells.map(formatCsvCell).join(',')}\n`;
  let piece = `\ufeff${formatCsvLine(headings)}`;
  let count = 0;
  for (const row of rows) {
    piece += formatCsvLine(row);
    count += 1;
    if (count % ROWS_PER_PIECE !== 0) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Reads the cells of rows that `writeTableText` wrote, and yields several rows at a time. */
export async function* readWrittenRows(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<readonly string[][]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let unfinishedRow = '';
  for await (const piece of pieces) {
    unfinishedRow += decoder.decode(piece, { stream: true });
    const rows: string[][] = [];
    unfinishedRow = unfinishedRow.slice(parseRows(unfinishedRow, rows));
    yield rows;
  }
}

/** A reason why a row is rejected, as a line of the table of rejects. */
interface RejectLine {
  /** The export that contains the row; undefined if the table of rejects has no column for it. */
  readonly source: string | undefined;
  readonly line: number;
  readonly record: number;
  readonly key: string;
  readonly column: string;
  readonly rule: string;
  readonly value: string;
  readonly message: string;
}

/** Returns the heading line of the table of rejects. `source` is the heading of the column that names the export. */
export function formatRejectsHeading(source: string | undefined): string {
  const columns = ['line', 'record', 'key', 'column', 'rule', 'value', 'message'];
  return `${(source === undefined ? columns : [source, ...columns]).map(formatCsvCell).join(',')}\n`;
}

/** Formats a reason for rejecting a row as a CSV line. */
export function writeReject({ source, line, record, key, column, rule, value, message }: RejectLine): string {
  const sourceCell = source === undefined ? '' : `${formatCsvCell(source)},`;
  return `${sourceCell}${line},${record},${[key, column, rule, value, message].map(formatCsvCell).join(',')}\n`;
}

/** Bytes that mean the same in every table, whatever its encoding. */
export const LF = 0x0a;
export const CR = 0x0d;
export const QUOTE = 0x22;

/** The characters that may separate cells. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

export type Delimiter = (typeof DELIMITERS)[number];
