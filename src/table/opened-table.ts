// Opens a table and detects its format, encoding, delimiter and headings.
import { createReadStream, createWriteStream, mkdtempSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isSureRegisterNumber } from '../model/index.ts';
import { clearOnSignal, removeAtOnce } from '../signals.ts';
import {
  type ByteSource,
  detectContainer,
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
  type SourceHead,
  unpack,
} from './byte-source.ts';
import { type ColumnDecimal, detectDecimalSign } from './cell-readers.ts';
import type { ColumnarTable, ColumnBatch } from './columnar/column-batch.ts';
import { CR, LF, parseCsvCell } from './csv-text.ts';
import { detectDelimiter, findPadding } from './detect-delimiter.ts';
import type { ExportLayout } from './export-layout.ts';
import { unpadText } from './padded-cells.ts';
import { removeHeadingRows } from './repeated-headings.ts';
import type { ColumnBinding, RowBlock } from './row-block.ts';
import { MAX_CONTEXT_CHARS, NEWLINE_PATTERN, showBytes, TableProblem } from './table-problem.ts';
import {
  openColumnarFile,
  type ReadOptions,
  type ReadTotals,
  readColumns,
  readRemaining,
  readTable,
  type TableShape,
} from './table-reader.ts';
import {
  CODECS,
  type DetectedEncoding,
  decode,
  detectEncoding,
  type Encoding,
  toWrongBytesProblem,
  WrongBytes,
} from './text-encoding.ts';
import type { Merge } from './xlsx/merged-cells.ts';
import { type ColumnFormats, selectFormatsBelow } from './xlsx/unit-formats.ts';

/** Where a table is read from: a file, or a stream, which can be read only once. */
export type TableInput = { readonly path: string } | { readonly stream: AsyncIterable<Uint8Array> };

/** An opened table: its layout, and a function that reads its rows. */
export interface Table extends DetectedTable {
  /** The sheets of a workbook in order; empty for other tables. */
  readonly sheets: readonly { readonly name: string; readonly isVisible: boolean }[];
  /** Whether the table is read from a stream, which cannot be read again and has no time of modification. */
  readonly isStream: boolean;
  /** Reads all rows. A table from a stream can be read only once. */
  read(uses: readonly ColumnBinding[], options?: ReadOptions): AsyncGenerator<RowBlock, ReadTotals>;
  /** Closes the stream, if the table is read from one. */
  close(): Promise<void>;
}

/**
 * Opens a table and detects its format and layout. Throws a TableProblem if the table cannot be read, and errors of the
 * system.
 */
export async function openTable(input: TableInput, dialect: TableDialect = {}): Promise<Table> {
  // Pipes and devices have a path as well, but can be read only once.
  const isRegularFile = 'path' in input && (await stat(input.path)).isFile();
  const path = isRegularFile ? input.path : null;
  const rawSource = isRegularFile
    ? await openFile(input.path)
    : readPieces('path' in input ? createReadStream(input.path) : input.stream);
  let source: ByteSource = rawSource;
  try {
    const firstBytes = await readBytes(rawSource, MAGIC_BYTES);
    const container = detectContainer(firstBytes);
    const isWorkbook = container === 'xlsx';
    if (isWorkbook)
      return await spoolToFile(path, prepend(firstBytes, rawSource), (file) => openWorkbook(file, dialect));
    if (dialect.sheet !== undefined)
      throw new TableProblem({ code: 'unknown-sheet', sheet: dialect.sheet, sheets: [] });
    if (container === 'parquet' || (container === 'arrow' && path !== null))
      return await spoolToFile(path, prepend(firstBytes, rawSource), async (file) =>
        openColumnTable(await openColumnarFile(file, container), dialect, { path: file, container, sheet: null }),
      );
    source = prepend(firstBytes, rawSource);
    if (container === 'arrow') {
      const { openArrow } = await import('./columnar/arrow-reader.ts');
      return await openColumnTable(await openArrow(source), dialect, { path, container, sheet: null });
    }
    if (container === 'gzip') source = unpack(source);
    const head = await readHead(source);
    if (container === 'compound') rejectCompound(head.bytes);
    if (await holdsJsonLines(head.bytes))
      return await spoolToFile(path, prepend(head.bytes, source), (file) => openJsonLines(file, dialect));
    const table = detectTable(head, dialect, { path, container, sheet: null });
    if (path === null)
      return createStreamTable(
        table,
        (uses) => readRemaining(prepend(head.bytes, source), table.shape, uses),
        source.close,
      );
    await source.close();
    return createFileTable(table);
  } catch (error) {
    await source.close();
    throw error;
  }
}

function createFileTable(table: DetectedTable, sheets: Table['sheets'] = []): Table {
  return {
    ...table,
    sheets,
    isStream: false,
    read: (uses, options) => readTable(table.shape, uses, options),
    close: () => Promise.resolve(),
  };
}

function createStreamTable(table: DetectedTable, read: Table['read'], close: Table['close']): Table {
  return { ...table, sheets: [], isStream: true, read, close };
}

/**
 * Opens a format whose files are read from the end. A stream is first copied to a temporary file that only this user
 * can read; the file is removed when the table is closed.
 */
async function spoolToFile(
  path: string | null,
  rawSource: ByteSource,
  open: (path: string) => Promise<Table>,
): Promise<Table> {
  if (path !== null) {
    await rawSource.close();
    return open(path);
  }
  let folder = '';
  // Registered before the folder is created, because a signal may arrive directly after that.
  const unregister = clearOnSignal(() => removeAtOnce(folder));
  folder = mkdtempSync(join(tmpdir(), 'matura-'));
  const closeTable = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    unregister();
  };
  const file = join(folder, 'table');
  try {
    await pipeline(Readable.from(readAll(rawSource)), createWriteStream(file, { mode: 0o600 }));
    return { ...(await open(file)), isStream: true, close: closeTable };
  } catch (error) {
    await closeTable();
    throw error;
  } finally {
    await rawSource.close();
  }
}

/** Returns the dialect for formats other than delimited text, whose rows are read as CSV. */
function toCsvDialect(dialect: TableDialect): TableDialect {
  return { ...dialect, encoding: 'utf-8', delimiter: ',' };
}

/**
 * Opens a table that is stored by column, and detects its layout from its first rows. For a stream, only the first
 * batch is used, so that opening it does not wait for a second one.
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
  const table = { ...detectTable(head, toCsvDialect(dialect), from), typed: { numeric, rows: expected } };
  if (!isStream) return createFileTable(table);
  const allBatches = (async function* () {
    yield* sampledBatches.splice(0);
    yield* batches;
  })();
  return createStreamTable(
    table,
    (uses) => readColumns({ ...columns, read: () => allBatches }, table.shape, uses),
    close,
  );
}

async function openWorkbook(path: string, dialect: TableDialect): Promise<Table> {
  const { sheets, open } = await readFirstRows(path, dialect, dialect.sheet);
  const { isHeading } = dialect;
  const candidates = sheets.filter(({ isVisible }) => isVisible).slice(1, MAX_SHEETS_CHECKED);
  if (dialect.sheet !== undefined || !isHeading || candidates.length === 0) return open();
  const countHeadings = ({ shape: { headings } }: Table): number => headings.filter(isHeading).length;
  const firstTable = tryOpen(open);
  if (firstTable && (countHeadings(firstTable) > 0 || containsKey(firstTable))) return firstTable;
  // The first sheet contains no answers; it may be a cover, notes or statistics. The other sheets are searched for a
  // better one.
  let bestTable: Table | undefined;
  for (const { name } of candidates) {
    const otherTable = tryOpen((await readFirstRows(path, dialect, name)).open);
    if (otherTable && countHeadings(otherTable) > Math.max(1, bestTable ? countHeadings(bestTable) : 0))
      bestTable = otherTable;
  }
  return bestTable ?? open();
}

/** The maximum number of further sheets whose headings are examined. */
const MAX_SHEETS_CHECKED = 50;

/**
 * Reads the first rows of the named sheet or, without a name, of the first visible one. `open` then detects the layout.
 */
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
      const detect = (of: SourceHead): DetectedTable => {
        const detectedTable = detectTable(of, toCsvDialect(dialect), source);
        return { ...detectedTable, formats: selectFormatsBelow(formats, detectedTable.shape.line) };
      };
      const table = detect(head);
      refuseMergedHeadings(table, merges);
      const mergesBelow = merges.filter(({ rows }) => rows[0] >= table.shape.line);
      if (mergesBelow.length === 0) return createFileTable(table, sheets);
      // The value of a merged cell is copied to all its rows, as it will be when the rows are read.
      const rowFiller = createRowFiller(mergesBelow);
      const bytes = Buffer.concat([rowFiller.push(head.bytes), ...(head.isWhole ? [rowFiller.end()] : [])]);
      return createFileTable(detect({ ...head, bytes }), sheets);
    };
    return { sheets, open: openSheet };
  } finally {
    await source.close();
  }
}

function tryOpen<T extends DetectedTable>(open: () => T): T | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof TableProblem) return undefined;
    throw error;
  }
}

/** Whether a cell is the number of an enterprise. The sheet then contains rows of enterprises, whatever its headings are. */
function containsKey({ shape, sample }: Table): boolean {
  return [shape.headings, ...sample].some((cells) => cells.some(isSureRegisterNumber));
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
    const table = detectTable(await readHead(source), toCsvDialect(dialect), tableSource);
    return createFileTable({ ...table, typed: { numeric, rows } }, []);
  } finally {
    await source.close();
  }
}

/**
 * Throws if headings are in merged cells. If there are several heading rows, cells may be merged within these rows,
 * because their other cells then distinguish the columns.
 */
function refuseMergedHeadings({ shape, detection }: DetectedTable, merges: readonly Merge[]): void {
  const { headingLine: first, layout } = detection;
  const lastLine = shape.line - 1;
  const mergedRange = merges.find(
    ({ rows, columns }) =>
      rows[0] <= lastLine &&
      first <= rows[1] &&
      columns[0] <= shape.headings.length &&
      (layout.headingRows === 1 || rows[0] < first || lastLine < rows[1]),
  );
  if (mergedRange) throw new TableProblem({ code: 'merged-cells', range: mergedRange.range });
}

/** Properties of a table that the caller can state instead of having them detected. */
export interface TableDialect {
  readonly encoding?: Encoding;
  /** The delimiter: a single ASCII character. */
  readonly delimiter?: string;
  readonly sheet?: string;
  /**
   * Whether a text is the heading of a column with answers. A sheet without such a heading, such as a cover, is skipped
   * if another sheet has one. Such headings also show that a table with umlauts is in Windows-1252.
   */
  readonly isHeading?: (text: string) => boolean;
  /**
   * Whether the table is an export of answers. It may then have several heading rows, and columns that are not used may
   * have the same heading.
   */
  readonly isExport?: boolean;
}

/** The properties of a table that were detected, and how. */
interface TableDetection {
  readonly encoding: { readonly encoding: Encoding; readonly by: DetectedEncoding['by'] };
  readonly headingLine: number;
  readonly layout: ExportLayout;
  /** The cells of the heading rows as written. */
  readonly headingRows: readonly (readonly string[])[];
  /** The decimal sign of each column, as far as the first rows show it. */
  readonly decimals: readonly ColumnDecimal[];
}

/** A table with its layout and its first rows. */
interface DetectedTable {
  readonly shape: TableShape;
  readonly detection: TableDetection;
  readonly sample: readonly (readonly string[])[];
  /** The first records below the headings, including rows that repeat the headings and rows after these. */
  readonly records: readonly (readonly string[])[];
  /** The number formats in the first rows of a sheet that show units. */
  readonly formats?: ColumnFormats;
  /** The properties that a table stored by column states itself. */
  readonly typed?: Pick<ColumnarTable, 'numeric' | 'rows'>;
}

/** The number of records at the beginning that are examined. */
const SAMPLE_RECORDS = 500;
/** Matches the beginning of a web page, which some programs write as a table with the ending .xls. */
const MARKUP_START = /^\s*<(!doctype|html|head|meta|table|\?xml)\b/i;

/** Matches the beginning of JSON that does not have one object per line. */
const JSON_TEXT = /^\ufeff?\s*(\[\s*)?\{\s*("|\}|$)/;

/** Detects the layout of a table from its first bytes; throws a TableProblem if it is ambiguous. */
function detectTable(
  head: SourceHead,
  dialect: TableDialect,
  from: Pick<TableShape, 'path' | 'container' | 'sheet' | 'members' | 'isFrom1904'>,
): DetectedTable {
  const encoding = detectEncoding(head.bytes, dialect.encoding);
  if (!encoding) {
    const westernTable = tryOpen(() => detectTable(head, { ...dialect, encoding: 'windows-1252' }, from));
    if (westernTable && dialect.isHeading && isWestern(westernTable, dialect.isHeading))
      return {
        ...westernTable,
        detection: { ...westernTable.detection, encoding: { encoding: 'windows-1252', by: 'content' } },
      };
    throw unknownEncodingProblem(head.bytes);
  }
  const body = findValidPart(head, encoding);
  const bodyText = decode(body, encoding.encoding);
  const paddedDelimiter = isText(from.container) ? findPadding(bodyText, dialect.delimiter) : undefined;
  const text = paddedDelimiter === undefined ? bodyText : unpadText(bodyText, paddedDelimiter);
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
    paddedDelimiter ?? dialect.delimiter,
  );
  // These delimiters are never part of a character in GB18030.
  const scannedEncoding =
    encoding.encoding === 'gb18030' && ',;\t'.includes(delimiter) && paddedDelimiter === undefined
      ? 'gb18030'
      : 'utf-8';
  const textAbove = text.slice(0, heading.end);
  // An apostrophe that protects a cell of an export from becoming a formula is not part of its text.
  const toPlainCells = (cells: readonly string[]): readonly string[] =>
    splitting.isExport ? cells.map(parseCsvCell) : cells;
  const headings = toPlainCells(layout.headings);
  const records = sample.map(({ cells }) => toPlainCells(cells));
  const rows = removeHeadingRows(records, headings);
  if (!splitting.isExport) requireDistinctHeadings(headings);
  const headingsAreNames = isTyped(from.container);
  return {
    shape: {
      ...from,
      encoding: encoding.encoding,
      scanned: scannedEncoding,
      mark: encoding.mark,
      delimiter,
      isPadded: paddedDelimiter !== undefined,
      isExport: splitting.isExport,
      headings,
      start: scannedEncoding === 'utf-8' ? Buffer.byteLength(textAbove) : measureLinesInGb18030(body, textAbove),
      // In formats with named columns or members, the headings are these names and take no line of their own.
      line: heading.nextLine - (headingsAreNames ? 1 : 0),
      record: heading.record + (headingsAreNames ? 0 : 1),
    },
    detection: {
      encoding: { encoding: encoding.encoding, by: encoding.by },
      headingLine: heading.line,
      layout: { ...layout, headings },
      headingRows: headingRows.map(toPlainCells),
      decimals: headings.map((_, column) => detectDecimalSign(rows.map((cells) => cells[column] ?? ''))),
    },
    sample: rows,
    records,
  };
}

/**
 * Whether the table has a known heading that contains umlauts, or a known heading while all other characters than ASCII
 * are umlauts within words and usual signs. Any bytes are valid Windows-1252, but this cannot be a coincidence.
 */
function isWestern({ shape, sample }: DetectedTable, isHeading: (text: string) => boolean): boolean {
  const knownHeadings = shape.headings.filter(isHeading);
  if (knownHeadings.some((heading) => /[^\0-\x7f]/.test(heading))) return true;
  const text = [shape.headings, ...sample].flat().join('\n');
  return knownHeadings.length > 0 && /[äöüß]/i.test(text) && !OTHER_THAN_WESTERN.test(text);
}

/**
 * Matches characters that Western European text hardly has: all but ASCII, usual signs, and umlauts beside a letter. A
 * `…` before a letter is an Ö in the encoding of old Macs.
 */
const OTHER_THAN_WESTERN = /[^\0-\x7fÄÖÜäöüß–„“”’€§…]|…(?=[a-z])|(?<![a-z])[ÄÖÜäöüß](?![a-z])/i;

/**
 * Returns the number of bytes that the given first lines take in GB18030. They are found by counting newlines, because
 * these always have one byte, unlike other characters.
 */
function measureLinesInGb18030(bytes: Uint8Array, lines: string): number {
  if (!/[\r\n]$/.test(lines)) return bytes.length;
  let newlines = lines.replace(/[^\r\n]/g, '').length;
  return bytes.findIndex((byte) => (byte === LF || byte === CR) && --newlines === 0) + 1;
}

/** Returns the bytes after the byte-order mark, up to the last complete character. */
function findValidPart({ bytes, isWhole }: SourceHead, { encoding, mark }: DetectedEncoding): Uint8Array {
  const { measure, isUnfinished } = CODECS[encoding];
  const body = bytes.subarray(mark);
  const validLength = measure(body);
  const invalidBytes = body.subarray(validLength);
  if (invalidBytes.length > 0 && (isWhole || !isUnfinished(invalidBytes)))
    throw toWrongBytesProblem(
      encoding,
      decode(body.subarray(0, validLength), encoding),
      1,
      new WrongBytes(mark + validLength, invalidBytes),
    );
  return body.subarray(0, validLength);
}

/**
 * Creates the problem that a text is in no known encoding. It names the first place that is not valid UTF-8, because no
 * other place tells the user more.
 */
function unknownEncodingProblem(bytes: Uint8Array): TableProblem {
  const offset = CODECS['utf-8'].measure(bytes);
  const line = decode(bytes.subarray(0, offset), 'utf-8').split(NEWLINE_PATTERN).length;
  return new TableProblem({ code: 'unknown-encoding', line, offset, bytes: showBytes(bytes.subarray(offset)) });
}

/** Throws a TableProblem if two columns have the same heading and at least one of them is used (`counts`). */
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
