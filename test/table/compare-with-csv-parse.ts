import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { readingOf, type Scanned, type ScannedRow, scanBytes, texts } from './scan-bytes.ts';

/** A record as csv-parse reads it, and where it begins. */
interface Expected {
  readonly cells: readonly string[];
  readonly line: number;
  /** Its bytes without the newline, as text of one character each. */
  readonly raw: string;
}

const WIDTH = 3;

/** What the scanner and csv-parse read differently in these bytes of UTF-8, or null; unequal by intent is equal here. */
export function findDifference(bytes: Uint8Array, delimiter: string, piece: number): string | null {
  const scanned = scanBytes(bytes, readingOf(texts(WIDTH), { delimiter }), piece);
  const expected = readExpected(bytes, delimiter);
  const isOpen = scanned.faults.some(({ code }) => code === 'open-quote');
  const hasRows = scanned.faults.some(({ code }) => code === 'rows-in-quotes');
  if (expected === null) return isOpen || hasRows ? null : 'csv-parse finds a quote that is not closed';
  if (isOpen) return 'only the scanner finds a quote that is not closed';
  // Lines within quotes that look like rows are faults of their own, so rows cannot be compared one by one.
  if (hasRows) return expected.some(({ raw }) => /[\r\n]/.test(raw)) ? null : 'no cell has lines';
  if (scanned.records !== expected.length) return `${scanned.records} records, csv-parse has ${expected.length}`;
  const kept = expected.flatMap((record, i) => (isBlank(record) ? [] : [{ ...record, number: i + 1 }]));
  if (scanned.rows.length !== kept.length) return `${scanned.rows.length} rows, csv-parse has ${kept.length}`;
  for (const [i, record] of kept.entries()) {
    const row = scanned.rows[i];
    const difference = row && compareRow(row, record, scanned);
    if (difference) return `record ${record.number}: ${difference}`;
  }
  return null;
}

function compareRow(
  row: ScannedRow,
  expected: Expected & { readonly number: number },
  scanned: Scanned,
): string | null {
  if (row.line !== expected.line) return `line ${row.line}, not ${expected.line}`;
  if (row.record !== expected.number) return `number ${row.record}`;
  const faults = scanned.faults.filter(({ line }) => line === row.line);
  const length = faults.find(({ code }) => code === 'row-length');
  const { cells } = expected;
  const isRagged = cells.length < WIDTH || cells.slice(WIDTH).some((cell) => withoutBlanks(cell) !== '');
  if (isRagged) return length?.value === String(cells.length) ? null : `no row-length ${cells.length}`;
  if (length) return `row-length ${length.value}`;
  for (const [column, cell] of cells.slice(0, WIDTH).entries()) {
    const fault = faults.find((one) => one.column === column)?.code;
    const difference = compareCell(row.cells[column] ?? '', cell, fault);
    if (difference) return `column ${column}: ${difference}`;
  }
  return null;
}

function compareCell(found: string, expected: string, fault: string | undefined): string | null {
  if (fault === 'nul') return expected.includes('\0') ? null : 'no NUL there';
  if (fault === 'stray-quote') return /^"|\0/.test(expected) ? null : 'no stray quote there';
  if (fault) return fault;
  return found === expected.trim() || found === withoutBlanks(expected) ? null : `${found}, not ${expected}`;
}

/** A cell without the blanks behind its closing quote, for which csv-parse takes the quotes for text. */
function withoutBlanks(cell: string): string {
  return (/^"(.*)"[ \t]+$/s.exec(cell)?.[1] ?? cell).trim();
}

/** Nothing but delimiters, or one cell of blanks that is not quoted. */
function isBlank({ cells, raw }: Expected): boolean {
  return (cells.every((cell) => cell === '') && !raw.includes('"')) || (cells.length === 1 && raw.trim() === '');
}

/** Null where csv-parse finds a quote that is not closed. */
function readExpected(bytes: Uint8Array, delimiter: string): readonly Expected[] | null {
  const text = Buffer.from(bytes).toString('latin1');
  try {
    const found: unknown = parse(Buffer.from(bytes), {
      delimiter,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
    let end = 0;
    return (found as { record: string[]; info: { bytes: number } }[]).map(({ record, info }) => {
      while (text[end] === '\n' || text[end] === '\r') end++;
      const start = end;
      end = info.bytes;
      const line = text.slice(0, start).split(/\r\n|\n|\r/).length;
      return { cells: record, line, raw: text.slice(start, end).replace(/[\r\n]+$/, '') };
    });
  } catch (error) {
    if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED') return null;
    throw error;
  }
}
