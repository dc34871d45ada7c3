// Texts as cells of CSV, written so that no spreadsheet takes them for formulas, and read back.

/**
 * What a spreadsheet takes for the beginning of a formula, full-width forms included; also behind the apostrophes that
 * take its meaning, so that one more can always be taken away again.
 */
const FORMULA = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
/** A spreadsheet shows such a text as the number it is. */
const NEGATIVE = /^-\d+(\.\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Whether a spreadsheet takes a text for a formula, or for one behind apostrophes. */
export function beginsFormula(text: string): boolean {
  return FORMULA.test(text);
}

/** A text as a cell of CSV: quoted where it has to be, and never a formula when a spreadsheet opens it. */
export function formatCsvCell(text: string): string {
  const safe = beginsFormula(text) && !NEGATIVE.test(text) ? `'${text}` : text;
  return quoteWhereNeeded(safe);
}

/** A cell with the quotes that it needs in CSV. */
export function quoteWhereNeeded(cell: string): string {
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The text of a cell that `writeText` wrote, its quotes taken away. */
export function parseCsvCell(cell: string): string {
  return cell.startsWith("'") && beginsFormula(cell.slice(1)) ? cell.slice(1) : cell;
}

/**
 * A stretch of a table as it is written, in which no cell is a formula when a spreadsheet opens it: an apostrophe stands before
 * those that would be.
 */
export function withoutFormulas(text: string, delimiter: string): string {
  const stop = cellEnds(delimiter);
  let [copy, copied] = ['', 0];
  for (let start = 0; start < text.length; ) {
    const isQuoted = text[start] === '"';
    const inside = isQuoted ? start + 1 : start;
    const close = isQuoted ? closingQuote(text, inside) : inside;
    stop.lastIndex = close;
    const end = stop.exec(text)?.index ?? text.length;
    const cell = text.slice(inside, isQuoted ? close : end);
    start = end + 1;
    if (!beginsFormula(cell) || NEGATIVE.test(cell)) continue;
    copy += `${text.slice(copied, inside)}'`;
    copied = inside;
  }
  return copy + text.slice(copied);
}

/** Finds what ends cells, whatever sign parts them. */
export function cellEnds(delimiter: string): RegExp {
  return new RegExp(`[\\x${delimiter.charCodeAt(0).toString(16).padStart(2, '0')}\\r\\n]`, 'g');
}

/** Where the quote stands that closes a cell of which the text begins at `from`; the end of all where none does. */
export function closingQuote(text: string, from: number): number {
  let close = text.indexOf('"', from);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close < 0 ? text.length : close;
}

const COMMA = 0x2c;

/** The texts of the cells of one row that `writeText` wrote. */
export function parseCsvRow(row: string): string[] {
  const rows: string[][] = [];
  parseRows(`${row}\n`, rows);
  return rows[0] as string[];
}

/** Adds the cells of all rows that end in a text; gives where the last one ended. */
function parseRows(text: string, rows: string[][]): number {
  let [cells, start, ended, isQuoted]: [string[], number, number, boolean] = [[], 0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // A doubled quote opens again what it closed.
    if (unit === QUOTE) isQuoted = !isQuoted;
    if (isQuoted || (unit !== COMMA && unit !== LF)) continue;
    const isWrapped = text.charCodeAt(start) === QUOTE;
    cells.push(parseCsvCell(isWrapped ? text.slice(start + 1, at - 1).replaceAll('""', '"') : text.slice(start, at)));
    start = at + 1;
    if (unit === COMMA) continue;
    rows.push(cells);
    [cells, ended] = [[], start];
  }
  return ended;
}

/** So many rows make one piece: few enough that a signal need not wait for them, enough to write seldom. */
const ROWS = 250;

/** A table as CSV in UTF-8 with the mark by which spreadsheets know it, piece by piece; no cell becomes a formula. */
export async function* writeTableText(
  headings: readonly string[],
  rows: Iterable<readonly string[]>,
): AsyncGenerator<string> {
  const line = (cells: readonly string[]): string => `${cells.map(formatCsvCell).join(',')}\n`;
  let piece = `\ufeff${line(headings)}`;
  let count = 0;
  for (const row of rows) {
    piece += line(row);
    count += 1;
    if (count % ROWS !== 0) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** The cells of rows of CSV as `writeText` wrote them, some rows at a time. */
export async function* readWrittenRows(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<readonly string[][]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const piece of pieces) {
    rest += decoder.decode(piece, { stream: true });
    const rows: string[][] = [];
    rest = rest.slice(parseRows(rest, rows));
    yield rows;
  }
}

/** One reason why a row is rejected, in words. */
interface RejectLine {
  /** The export that the row is of; undefined where rejects do not name it. */
  readonly source: string | undefined;
  readonly line: number;
  readonly record: number;
  readonly key: string;
  readonly column: string;
  readonly rule: string;
  readonly value: string;
  readonly message: string;
}

/** The heading of rejects, with its newline; `source` is that of the column that names the export. */
export function rejectsHeading(source: string | undefined): string {
  const columns = ['line', 'record', 'key', 'column', 'rule', 'value', 'message'];
  return `${(source === undefined ? columns : [source, ...columns]).map(formatCsvCell).join(',')}\n`;
}

/** A reason as a row of CSV, with its newline. */
export function writeReject({ source, line, record, key, column, rule, value, message }: RejectLine): string {
  const place = source === undefined ? '' : `${formatCsvCell(source)},`;
  return `${place}${line},${record},${[key, column, rule, value, message].map(formatCsvCell).join(',')}\n`;
}

/** Bytes that mean something in a table, whatever the encoding. */
export const LF = 0x0a;
export const CR = 0x0d;
export const QUOTE = 0x22;

/** The signs that can part cells. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

export type Delimiter = (typeof DELIMITERS)[number];
