// Opens a table and detects how it is written: container, encoding, delimiter, headings.
import { createReadStream, createWriteStream, mkdtempSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isUscc } from '../model/index.ts';
import { clearOnSignal, removeAtOnce } from '../signals.ts';
import {
  type ByteSource,
  detectContainer,
  type Head,
  isText,
  isTyped,
  MAGIC_BYTES,
  openFile,
  prepend,
  readAll,
  readBytes,
  readHead,
  readPieces,
  rejectCompound,
  unpack,
} from './byte-source.ts';
import { type ColumnDecimal, detectDecimal } from './cell-readers.ts';
import type { ColumnarTable, ColumnBatch } from './columnar/column-batch.ts';
import { CR, LF, parseCsvCell } from './csv-text.ts';
import { detectDelimiter, findPadding } from './detect-delimiter.ts';
import type { ExportLayout } from './export-layout.ts';
import { unpadText } from './padded-cells.ts';
import { withoutHeadings } from './repeated-headings.ts';
import type { ColumnBinding, RowBlock } from './row-block.ts';
import { MAX_CONTEXT_CHARS, NEWLINE_PATTERN, showBytes, TableProblem } from './table-problem.ts';
import {
  openColumns,
  type ReadOptions,
  type ReadTotals,
  readColumns,
  readRest,
  readTable,
  type TableShape,
} from './table-reader.ts';
import {
  CODECS,
  type DetectedEncoding,
  detectEncoding,
  type Encoding,
  WrongBytes,
  wrongBytes,
} from './text-encoding.ts';
import type { Merge } from './xlsx/merged-cells.ts';
import { type ColumnFormats, formatsBelow } from './xlsx/unit-formats.ts';

/** The source of a table: a file, or a stream that can be read once. */
export type TableInput = { readonly path: string } | { readonly stream: AsyncIterable<Uint8Array> };

/** An opened table: how it is written, and its rows. */
export interface Table extends DetectedTable {
  /** The sheets of a workbook, in their order; empty for other tables. */
  readonly sheets: readonly { readonly name: string; readonly isVisible: boolean }[];
  /** Whether it comes from a stream, which cannot be read again after it is closed and has no modification time. */
  readonly isStream: boolean;
  /** Reads all rows; a table from a stream only once. */
  read(uses: readonly ColumnBinding[], options?: ReadOptions): AsyncGenerator<RowBlock, ReadTotals>;
  /** Releases what is left of a stream. */
  close(): Promise<void>;
}

/** Opens a table and detects how it is written; throws a TableProblem, or a system error. */
export async function openTable(input: TableInput, dialect: TableDialect = {}): Promise<Table> {
  // Pipes and devices have a path, too, but can be read only once.
  const isFile = 'path' in input && (await stat(input.path)).isFile();
  const path = isFile ? input.path : null;
  const raw = isFile
    ? await openFile(input.path)
    : readPieces('path' in input ? createReadStream(input.path) : input.stream);
  let source: ByteSource = raw;
  try {
    const first = await readBytes(raw, MAGIC_BYTES);
    const container = detectContainer(first);
    const isWorkbook = container === 'xlsx';
    if (isWorkbook) return await spool(path, prepend(first, raw), (file) => openWorkbook(file, dialect));
    if (dialect.sheet !== undefined)
      throw new TableProblem({ code: 'unknown-sheet', sheet: dialect.sheet, sheets: [] });
    if (container === 'parquet' || (container === 'arrow' && path !== null))
      return await spool(path, prepend(first, raw), async (file) =>
        openColumnTable(await openColumns(file, container), dialect, { path: file, container, sheet: null }),
      );
    source = prepend(first, raw);
    if (container === 'arrow') {
      const { openArrow } = await import('./columnar/arrow-reader.ts');
      return await openColumnTable(await openArrow(source), dialect, { path, container, sheet: null });
    }
    if (container === 'gzip') source = unpack(source);
    const head = await readHead(source);
    if (container === 'compound') rejectCompound(head.bytes);
    if (await holdsJsonLines(head.bytes))
      return await spool(path, prepend(head.bytes, source), (file) => openJsonLines(file, dialect));
    const table = detectTable(head, dialect, { path, container, sheet: null });
    if (path === null)
      return fromStream(table, (uses) => readRest(prepend(head.bytes, source), table.shape, uses), source.close);
    await source.close();
    return fromFile(table);
  } catch (error) {
    await source.close();
    throw error;
  }
}

function fromFile(table: DetectedTable, sheets: Table['sheets'] = []): Table {
  return {
    ...table,
    sheets,
    isStream: false,
    read: (uses, options) => readTable(table.shape, uses, options),
    close: () => Promise.resolve(),
  };
}

function fromStream(table: DetectedTable, read: Table['read'], close: Table['close']): Table {
  return { ...table, sheets: [], isStream: true, read, close };
}

/**
 * Opens a format that is read from the end of the file. A stream is first copied to a temporary file, readable by this
 * user only, which is removed when the table is closed.
 */
async function spool(path: string | null, raw: ByteSource, open: (path: string) => Promise<Table>): Promise<Table> {
  if (path !== null) {
    await raw.close();
    return open(path);
  }
  let folder = '';
  // Registered before the folder exists, because a signal may arrive as soon as it does.
  const unregister = clearOnSignal(() => removeAtOnce(folder));
  folder = mkdtempSync(join(tmpdir(), 'matura-'));
  const closeTable = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    unregister();
  };
  const file = join(folder, 'table');
  try {
    await pipeline(Readable.from(readAll(raw)), createWriteStream(file, { mode: 0o600 }));
    return { ...(await open(file)), isStream: true, close: closeTable };
  } catch (error) {
    await closeTable();
    throw error;
  } finally {
    await raw.close();
  }
}

/** The dialect of formats other than text, whose rows are handed on as CSV. */
function asCsv(dialect: TableDialect): TableDialect {
  return { ...dialect, encoding: 'utf-8', delimiter: ',' };
}

/**
 * Opens a columnar table and detects its layout from its first rows as CSV lines; of a stream, from its first batch,
 * without waiting for another.
 */
async function openColumnTable(
  columns: ColumnarTable,
  dialect: TableDialect,
  from: Pick<TableShape, 'path' | 'container' | 'sheet'>,
): Promise<Table> {
  const { formatHeadings, formatLines } = await import('./columnar/column-batch.ts');
  const isStream = from.path === null;
  const { names, numeric, rows: expected, close } = columns;
  const batches = columns.read({ most: SAMPLE_RECORDS });
  const sampledBatches: ColumnBatch[] = [];
  const lines = [formatHeadings(names)];
  try {
    for (let rows = 0; rows < (isStream ? 1 : SAMPLE_RECORDS); ) {
      const { value: batch, done } = await batches.next();
      if (done) break;
      sampledBatches.push(batch);
      lines.push(...formatLines(batch, names.length, SAMPLE_RECORDS - rows));
      rows += batch.rows;
    }
  } finally {
    if (!isStream) await close();
  }
  const head = { bytes: Buffer.concat(lines), isWhole: true };
  const table = { ...detectTable(head, asCsv(dialect), from), typed: { numeric, rows: expected } };
  if (!isStream) return fromFile(table);
  const allBatches = (async function* () {
    yield* sampledBatches.splice(0);
    yield* batches;
  })();
  return fromStream(table, (uses) => readColumns({ ...columns, read: () => allBatches }, table.shape, uses), close);
}

async function openWorkbook(path: string, dialect: TableDialect): Promise<Table> {
  const { sheets, open } = await readFirstRows(path, dialect, dialect.sheet);
  const { isHeading } = dialect;
  const candidates = sheets.filter(({ isVisible }) => isVisible).slice(1, MAX_SHEETS_CHECKED);
  if (dialect.sheet !== undefined || !isHeading || candidates.length === 0) return open();
  const countHeadings = ({ shape: { headings } }: Table): number => headings.filter(isHeading).length;
  const first = openIfTable(open);
  if (first && (countHeadings(first) > 0 || holdsKey(first))) return first;
  // The first sheet is a cover, notes or statistics.
  let best: Table | undefined;
  for (const { name } of candidates) {
    const otherTable = openIfTable((await readFirstRows(path, dialect, name)).open);
    if (otherTable && countHeadings(otherTable) > Math.max(1, best ? countHeadings(best) : 0)) best = otherTable;
  }
  return best ?? open();
}

/** Maximum number of further sheets whose headings are checked. */
const MAX_SHEETS_CHECKED = 50;

/** Reads the first rows of the named sheet, or else of the first visible one; `open` then detects its layout. */
async function readFirstRows(
  path: string,
  dialect: TableDialect,
  name: string | undefined,
): Promise<{ readonly sheets: Table['sheets']; readonly open: () => Table }> {
  const { openSheet } = await import('./xlsx/workbook-reader.ts');
  const { createRowFiller } = await import('./xlsx/merged-cells.ts');
  const { source, sheet, sheets, merges, isFrom1904, formats } = await openSheet(path, name);
  try {
    const head = await readHead(source);
    const openSheet = (): Table => {
      const source = { path, container: 'xlsx', sheet, isFrom1904 } as const;
      const detect = (of: Head): DetectedTable => {
        const detectedTable = detectTable(of, asCsv(dialect), source);
        return { ...detectedTable, formats: formatsBelow(formats, detectedTable.shape.line) };
      };
      const table = detect(head);
      refuseMergedHeadings(table, merges);
      const mergesBelow = merges.filter(({ rows }) => rows[0] >= table.shape.line);
      if (mergesBelow.length === 0) return fromFile(table, sheets);
      // The first rows are judged in the form in which rows are read.
      const filler = createRowFiller(mergesBelow);
      const bytes = Buffer.concat([filler.push(head.bytes), ...(head.isWhole ? [filler.end()] : [])]);
      return fromFile(detect({ ...head, bytes }), sheets);
    };
    return { sheets, open: openSheet };
  } finally {
    await source.close();
  }
}

function openIfTable<T extends DetectedTable>(open: () => T): T | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof TableProblem) return undefined;
    throw error;
  }
}

/** Whether any cell is a credit code: then the sheet has rows of enterprises, whatever its headings. */
function holdsKey({ shape, sample }: Table): boolean {
  return [shape.headings, ...sample].some((cells) => cells.some(isUscc));
}

const JSON_OBJECT_START = /^\ufeff?\s*\{/;

async function holdsJsonLines(head: Uint8Array): Promise<boolean> {
  const decoder = new TextDecoder();
  if (!JSON_OBJECT_START.test(decoder.decode(head.subarray(0, MAX_CONTEXT_CHARS)))) return false;
  return (await import('./json-lines.ts')).isJsonLines(decoder.decode(head));
}

async function openJsonLines(path: string, dialect: TableDialect): Promise<Table> {
  const { findMembers, readAsCsv } = await import('./json-lines.ts');
  const { names, numeric, rows } = await findMembers(path);
  const { source } = readAsCsv(path, names);
  try {
    const tableSource = { path, container: 'jsonl', sheet: null, members: names } as const;
    const table = detectTable(await readHead(source), asCsv(dialect), tableSource);
    return fromFile({ ...table, typed: { numeric, rows } }, []);
  } finally {
    await source.close();
  }
}

/**
 * Throws for merged cells that a row of answers shares. Cells may be merged within several heading rows, whose parts
 * then tell columns apart.
 */
function refuseMergedHeadings({ shape, detection }: DetectedTable, merges: readonly Merge[]): void {
  const { headingLine: first, layout } = detection;
  const last = shape.line - 1;
  const mergedRange = merges.find(
    ({ rows, columns }) =>
      rows[0] <= last &&
      first <= rows[1] &&
      columns[0] <= shape.headings.length &&
      (layout.headingRows === 1 || rows[0] < first || last < rows[1]),
  );
  if (mergedRange) throw new TableProblem({ code: 'merged-cells', range: mergedRange.range });
}

/** Settings that the caller may give instead of having them detected. */
export interface TableDialect {
  readonly encoding?: Encoding;
  /** A single ASCII character. */
  readonly delimiter?: string;
  readonly sheet?: string;
  /**
   * Whether a text is the heading of a column of answers. A sheet without any, such as a cover, is skipped in favour of
   * one with some, and headings with umlauts identify Windows-1252.
   */
  readonly isHeading?: (text: string) => boolean;
  /**
   * Whether the table is an export of answers, which may have several heading rows and repeat the headings of unused
   * columns.
   */
  readonly isExport?: boolean;
}

/** The detected properties of a table, and how they were detected. */
interface TableDetection {
  readonly encoding: { readonly encoding: Encoding; readonly by: DetectedEncoding['by'] };
  readonly headingLine: number;
  readonly layout: ExportLayout;
  /** The heading rows as written. */
  readonly headingRows: readonly (readonly string[])[];
  /** The decimal sign of each column, as far as the sample shows it. */
  readonly decimals: readonly ColumnDecimal[];
}

/** A table with its layout and its first rows. */
interface DetectedTable {
  readonly shape: TableShape;
  readonly detection: TableDetection;
  readonly sample: readonly (readonly string[])[];
  /** The first records below the headings, including repeated headings and what follows them. */
  readonly records: readonly (readonly string[])[];
  /** The number formats with units in the first rows of a sheet. */
  readonly formats?: ColumnFormats;
  /** The properties that a columnar table states. */
  readonly typed?: Pick<ColumnarTable, 'numeric' | 'rows'>;
}

/** How many of the first records are examined. */
const SAMPLE_RECORDS = 500;
/** The beginning of a web page that a program wrote as a table and named .xls. */
const MARKUP_START = /^\s*<(!doctype|html|head|meta|table|\?xml)\b/i;

/** The beginning of JSON that is not one object per line. */
const JSON_TEXT = /^\ufeff?\s*(\[\s*)?\{\s*("|\}|$)/;

/** Detects how a table is written from its first bytes; throws a TableProblem if that is ambiguous. */
function detectTable(
  head: Head,
  dialect: TableDialect,
  from: Pick<TableShape, 'path' | 'container' | 'sheet' | 'members' | 'isFrom1904'>,
): DetectedTable {
  const encoding = detectEncoding(head.bytes, dialect.encoding);
  if (!encoding) {
    const western = openIfTable(() => detectTable(head, { ...dialect, encoding: 'windows-1252' }, from));
    if (western && dialect.isHeading && isHeadedInWestern(western, dialect.isHeading))
      return { ...western, detection: { ...western.detection, encoding: { encoding: 'windows-1252', by: 'content' } } };
    throw unknownEncodingProblem(head.bytes);
  }
  const body = findValidPart(head, encoding);
  const bodyText = decode(encoding.encoding, body);
  const padding = isText(from.container) ? findPadding(bodyText, dialect.delimiter) : undefined;
  const text = padding === undefined ? bodyText : unpadText(bodyText, padding);
  if (MARKUP_START.test(text)) throw new TableProblem({ code: 'other-workbook', kind: 'markup' });
  if (isText(from.container) && JSON_TEXT.test(text)) throw new TableProblem({ code: 'other-workbook', kind: 'json' });
  const splitting = {
    quotedLines: isText(from.container),
    isExport: dialect.isExport ?? false,
    most: SAMPLE_RECORDS,
    isWhole: head.isWhole,
  };
  const { delimiter, heading, layout, headingRows, sample } = detectDelimiter(
    text,
    splitting,
    padding ?? dialect.delimiter,
  );
  // These signs never occur within a character of GB18030.
  const scannedEncoding =
    encoding.encoding === 'gb18030' && ',;\t'.includes(delimiter) && padding === undefined ? 'gb18030' : 'utf-8';
  const textAbove = text.slice(0, heading.end);
  // The apostrophes that keep cells of an export from being formulas are not part of their text.
  const plainCells = (cells: readonly string[]): readonly string[] =>
    splitting.isExport ? cells.map(parseCsvCell) : cells;
  const headings = plainCells(layout.headings);
  const records = sample.map(({ cells }) => plainCells(cells));
  const rows = withoutHeadings(records, headings);
  if (!splitting.isExport) requireDistinctHeadings(headings);
  const hasNames = isTyped(from.container);
  return {
    shape: {
      ...from,
      encoding: encoding.encoding,
      scanned: scannedEncoding,
      mark: encoding.mark,
      delimiter,
      isPadded: padding !== undefined,
      isExport: splitting.isExport,
      headings,
      start: scannedEncoding === 'utf-8' ? Buffer.byteLength(textAbove) : endInGb18030(body, textAbove),
      // Column and member names are not rows.
      line: heading.nextLine - (hasNames ? 1 : 0),
      record: heading.record + (hasNames ? 0 : 1),
    },
    detection: {
      encoding: { encoding: encoding.encoding, by: encoding.by },
      headingLine: heading.line,
      layout: { ...layout, headings },
      headingRows: headingRows.map(plainCells),
      decimals: headings.map((_, column) => detectDecimal(rows.map((cells) => cells[column] ?? ''))),
    },
    sample: rows,
    records,
  };
}

/**
 * Whether a heading of the pack with umlauts occurs in the table. All bytes are valid Windows-1252, but such a heading
 * is not a coincidence.
 */
function isHeadedInWestern({ shape }: DetectedTable, isHeading: (text: string) => boolean): boolean {
  return shape.headings.some((heading) => /[^\0-\x7f]/.test(heading) && isHeading(heading));
}

/**
 * The number of bytes that these first lines of a text take. Characters may have several bytes, but newlines have one.
 */
function endInGb18030(bytes: Uint8Array, lines: string): number {
  if (!/[\r\n]$/.test(lines)) return bytes.length;
  let newlines = lines.replace(/[^\r\n]/g, '').length;
  return bytes.findIndex((byte) => (byte === LF || byte === CR) && --newlines === 0) + 1;
}

function decode(encoding: Encoding, bytes: Uint8Array): string {
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** The bytes after the byte-order mark up to the last whole character. */
function findValidPart({ bytes, isWhole }: Head, { encoding, mark }: DetectedEncoding): Uint8Array {
  const { measure, isUnfinished } = CODECS[encoding];
  const body = bytes.subarray(mark);
  const validLength = measure(body);
  const rest = body.subarray(validLength);
  if (rest.length > 0 && (isWhole || !isUnfinished(rest)))
    throw wrongBytes(
      encoding,
      decode(encoding, body.subarray(0, validLength)),
      1,
      new WrongBytes(mark + validLength, rest),
    );
  return body.subarray(0, validLength);
}

/** The problem of a text in no known encoding. It names the first place that is not UTF-8, for want of a better one. */
function unknownEncodingProblem(bytes: Uint8Array): TableProblem {
  const offset = CODECS['utf-8'].measure(bytes);
  const line = decode('utf-8', bytes.subarray(0, offset)).split(NEWLINE_PATTERN).length;
  return new TableProblem({ code: 'unknown-encoding', line, offset, bytes: showBytes(bytes.subarray(offset)) });
}

/** Throws a TableProblem for two columns with the same heading, at least one of which is used. */
export function requireDistinctHeadings(
  headings: readonly string[],
  counts: (column: number) => boolean = () => true,
): void {
  const columns = new Map<string, number>();
  for (const [column, heading] of headings.entries()) {
    const previousColumn = columns.get(heading);
    if (heading !== '' && previousColumn !== undefined && (counts(previousColumn) || counts(column)))
      throw new TableProblem({ code: 'duplicate-heading', heading, columns: [previousColumn, column] });
    columns.set(heading, column);
  }
}
