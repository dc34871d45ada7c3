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
import { LONGEST_CONTEXT, NEWLINE, showBytes, TableProblem } from './table-problem.ts';
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
import type { Merge } from './xlsx/workbook-reader.ts';

/** Where a table comes from: a file, or bytes that come once. */
export type TableInput = { readonly path: string } | { readonly stream: AsyncIterable<Uint8Array> };

/** An opened table: what was recognised, and its rows. */
export interface Table extends DetectedTable {
  /** The sheets of a workbook, in their order; empty for other tables. */
  readonly sheets: readonly { readonly name: string; readonly isVisible: boolean }[];
  /** Whether it comes from a stream: it is gone when it is closed, and nobody knows how old it is. */
  readonly isStream: boolean;
  /** Reads all rows; of a table from a stream once only. */
  read(uses: readonly ColumnBinding[], options?: ReadOptions): AsyncGenerator<RowBlock, ReadTotals>;
  /** Gives back what a stream holds that is not read. */
  close(): Promise<void>;
}

/** Opens a table and recognises how it is written; throws a TableProblem, or the system's error. */
export async function openTable(input: TableInput, told: TableDialect = {}): Promise<Table> {
  // Pipes and devices have a path too, but come once.
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
    if (isWorkbook) return await spool(path, prepend(first, raw), (file) => openWorkbook(file, told));
    if (told.sheet !== undefined) throw new TableProblem({ code: 'unknown-sheet', sheet: told.sheet, sheets: [] });
    if (container === 'parquet' || (container === 'arrow' && path !== null))
      return await spool(path, prepend(first, raw), async (file) =>
        openColumnTable(await openColumns(file, container), told, { path: file, container, sheet: null }),
      );
    source = prepend(first, raw);
    if (container === 'arrow') {
      const { openArrow } = await import('./columnar/arrow-reader.ts');
      return await openColumnTable(await openArrow(source), told, { path, container, sheet: null });
    }
    if (container === 'gzip') source = unpack(source);
    const head = await readHead(source);
    if (container === 'compound') rejectCompound(head.bytes);
    if (await holdsJsonLines(head.bytes))
      return await spool(path, prepend(head.bytes, source), (file) => openJsonLines(file, told));
    const table = detectTable(head, told, { path, container, sheet: null });
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
 * What is found from the end of a file has to be one: from a stream it becomes a temporary one, which only this user can read,
 * until the table is closed.
 */
async function spool(path: string | null, raw: ByteSource, openIt: (path: string) => Promise<Table>): Promise<Table> {
  if (path !== null) {
    await raw.close();
    return openIt(path);
  }
  let folder = '';
  // Before there is one: a signal may come the moment it is made.
  const keep = clearOnSignal(() => removeAtOnce(folder));
  folder = mkdtempSync(join(tmpdir(), 'matura-'));
  const close = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    keep();
  };
  const file = join(folder, 'table');
  try {
    await pipeline(Readable.from(readAll(raw)), createWriteStream(file, { mode: 0o600 }));
    return { ...(await openIt(file)), isStream: true, close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    await raw.close();
  }
}

/** What is no text arrives as CSV, which is told, not recognised. */
function asCsv(told: TableDialect): TableDialect {
  return { ...told, encoding: 'utf-8', delimiter: ',' };
}

/** Recognises a table of columns from its first rows, as lines of CSV; of a stream from its first batch, which must not wait for another. */
async function openColumnTable(
  columns: ColumnarTable,
  told: TableDialect,
  from: Pick<TableShape, 'path' | 'container' | 'sheet'>,
): Promise<Table> {
  const { formatHeadings, formatLines } = await import('./columnar/column-batch.ts');
  const isStream = from.path === null;
  const { names, numeric, rows: expected, close } = columns;
  const batches = columns.read({ most: SAMPLE });
  const seen: ColumnBatch[] = [];
  const lines = [formatHeadings(names)];
  try {
    for (let rows = 0; rows < (isStream ? 1 : SAMPLE); ) {
      const { value: batch, done } = await batches.next();
      if (done) break;
      seen.push(batch);
      lines.push(...formatLines(batch, names.length, SAMPLE - rows));
      rows += batch.rows;
    }
  } finally {
    if (!isStream) await close();
  }
  const head = { bytes: Buffer.concat(lines), isWhole: true };
  const table = { ...detectTable(head, asCsv(told), from), typed: { numeric, rows: expected } };
  if (!isStream) return fromFile(table);
  const all = (async function* () {
    yield* seen.splice(0);
    yield* batches;
  })();
  return fromStream(table, (uses) => readColumns({ ...columns, read: () => all }, table.shape, uses), close);
}

async function openWorkbook(path: string, told: TableDialect): Promise<Table> {
  const { sheets, open } = await readFirstRows(path, told, told.sheet);
  const { isHeading } = told;
  const others = sheets.filter(({ isVisible }) => isVisible).slice(1, MAX_COVERED);
  if (told.sheet !== undefined || !isHeading || others.length === 0) return open();
  const countHeadings = ({ shape: { headings } }: Table): number => headings.filter(isHeading).length;
  const first = openIfTable(open);
  if (first && (countHeadings(first) > 0 || holdsKey(first))) return first;
  // The first sheet is a cover, notes or statistics.
  let best: Table | undefined;
  for (const { name } of others) {
    const other = openIfTable((await readFirstRows(path, told, name)).open);
    if (other && countHeadings(other) > Math.max(1, best ? countHeadings(best) : 0)) best = other;
  }
  return best ?? open();
}

/** More sheets are not looked at for headings. */
const MAX_COVERED = 50;

/** Reads the beginning of a sheet, the first visible one without a name; what it is as a table is found out afterwards. */
async function readFirstRows(
  path: string,
  told: TableDialect,
  name: string | undefined,
): Promise<{ readonly sheets: Table['sheets']; readonly open: () => Table }> {
  const { openSheet } = await import('./xlsx/workbook-reader.ts');
  const { source, sheet, sheets, merges } = await openSheet(path, name);
  try {
    const head = await readHead(source);
    const open = (): Table => {
      const table = detectTable(head, asCsv(told), { path, container: 'xlsx', sheet });
      refuseMergedHeadings(table, merges);
      return fromFile(table, sheets);
    };
    return { sheets, open };
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

/** Whether the code of an enterprise stands anywhere: there are rows then, whatever they are headed by. */
function holdsKey({ shape, sample }: Table): boolean {
  return [shape.headings, ...sample].some((cells) => cells.some(isUscc));
}

const OBJECT = /^\ufeff?\s*\{/;

async function holdsJsonLines(head: Uint8Array): Promise<boolean> {
  const decoder = new TextDecoder();
  if (!OBJECT.test(decoder.decode(head.subarray(0, LONGEST_CONTEXT)))) return false;
  return (await import('./json-lines.ts')).isJsonLines(decoder.decode(head));
}

async function openJsonLines(path: string, told: TableDialect): Promise<Table> {
  const { findMembers, readAsCsv } = await import('./json-lines.ts');
  const { names, numeric, rows } = await findMembers(path);
  const { source } = readAsCsv(path, names);
  try {
    const from = { path, container: 'jsonl', sheet: null, members: names } as const;
    const table = detectTable(await readHead(source), asCsv(told), from);
    return fromFile({ ...table, typed: { numeric, rows } }, []);
  } finally {
    await source.close();
  }
}

/** Cells may be merged among the headings of several rows, whose parts say what they are; not where a row of answers shares them. */
function refuseMergedHeadings({ shape, detection }: DetectedTable, merges: readonly Merge[]): void {
  const { headingLine: first, layout } = detection;
  const last = shape.line - 1;
  const merged = merges.find(
    ({ rows, columns }) =>
      rows[0] <= last &&
      first <= rows[1] &&
      columns[0] <= shape.headings.length &&
      (layout.headingRows === 1 || rows[0] < first || last < rows[1]),
  );
  if (merged) throw new TableProblem({ code: 'merged-cells', range: merged.range });
}

/** What may be told instead of recognised. */
export interface TableDialect {
  readonly encoding?: Encoding;
  /** One ASCII sign. */
  readonly delimiter?: string;
  readonly sheet?: string;
  /**
   * Whether a text heads a column of answers: a sheet without any, such as a cover, is passed over for one that has some, and
   * headings with umlauts show that a text is in Windows-1252.
   */
  readonly isHeading?: (text: string) => boolean;
  /** Whether it is an export of answers: several rows may head it, and headings of columns that nothing uses may repeat. */
  readonly isExport?: boolean;
}

/** What was found out about a table, and from what. */
interface TableDetection {
  readonly encoding: { readonly encoding: Encoding; readonly by: DetectedEncoding['by'] };
  readonly headingLine: number;
  readonly layout: ExportLayout;
  /** The rows that head the table, as they are written. */
  readonly headingRows: readonly (readonly string[])[];
  /** The decimal sign in each column, as far as the sample shows it. */
  readonly decimals: readonly ColumnDecimal[];
}

/** A table whose headings are known, with its first rows. */
interface DetectedTable {
  readonly shape: TableShape;
  readonly detection: TableDetection;
  readonly sample: readonly (readonly string[])[];
  /** The first records below the headings, also those that are headings once more and what is below them. */
  readonly records: readonly (readonly string[])[];
  /** What a table of columns says of itself. */
  readonly typed?: Pick<ColumnarTable, 'numeric' | 'rows'>;
}

/** How many of the first records are looked at. */
const SAMPLE = 500;
/** How a page begins that programs write as a table, and name .xls. */
const MARKUP = /^\s*<(!doctype|html|head|meta|table|\?xml)\b/i;

/** How JSON begins that is no object on a line of its own. */
const JSON_TEXT = /^\ufeff?\s*(\[\s*)?\{\s*("|\}|$)/;

/** Recognises how a table is written from its beginning; what is not certain is a TableProblem that asks. */
function detectTable(
  head: Head,
  told: TableDialect,
  from: Pick<TableShape, 'path' | 'container' | 'sheet' | 'members'>,
): DetectedTable {
  const encoding = detectEncoding(head.bytes, told.encoding);
  if (!encoding) {
    const western = openIfTable(() => detectTable(head, { ...told, encoding: 'windows-1252' }, from));
    if (western && told.isHeading && isHeadedInWestern(western, told.isHeading))
      return { ...western, detection: { ...western.detection, encoding: { encoding: 'windows-1252', by: 'content' } } };
    throw unknownEncoding(head.bytes);
  }
  const body = validPart(head, encoding);
  const written = decode(encoding.encoding, body);
  const padding = isText(from.container) ? findPadding(written, told.delimiter) : undefined;
  const text = padding === undefined ? written : unpadText(written, padding);
  if (MARKUP.test(text)) throw new TableProblem({ code: 'other-workbook', kind: 'markup' });
  if (isText(from.container) && JSON_TEXT.test(text)) throw new TableProblem({ code: 'other-workbook', kind: 'json' });
  const splitting = {
    quotedLines: isText(from.container),
    isExport: told.isExport ?? false,
    most: SAMPLE,
    isWhole: head.isWhole,
  };
  const { delimiter, heading, layout, headingRows, sample } = detectDelimiter(
    text,
    splitting,
    padding ?? told.delimiter,
  );
  // Only these signs are never part of a character in GB18030.
  const scanned =
    encoding.encoding === 'gb18030' && ',;\t'.includes(delimiter) && padding === undefined ? 'gb18030' : 'utf-8';
  const above = text.slice(0, heading.end);
  // What keeps cells of an export from being formulas is no part of them.
  const plain = (cells: readonly string[]): readonly string[] => (splitting.isExport ? cells.map(parseCsvCell) : cells);
  const headings = plain(layout.headings);
  const records = sample.map(({ cells }) => plain(cells));
  const rows = withoutHeadings(records, headings);
  if (!splitting.isExport) requireDistinctHeadings(headings);
  const hasNames = isTyped(from.container);
  return {
    shape: {
      ...from,
      encoding: encoding.encoding,
      scanned,
      mark: encoding.mark,
      delimiter,
      isPadded: padding !== undefined,
      isExport: splitting.isExport,
      headings,
      start: scanned === 'utf-8' ? Buffer.byteLength(above) : endInGb18030(body, above),
      // Names of columns and members are no row.
      line: heading.nextLine - (hasNames ? 1 : 0),
      record: heading.record + (hasNames ? 0 : 1),
    },
    detection: {
      encoding: { encoding: encoding.encoding, by: encoding.by },
      headingLine: heading.line,
      layout: { ...layout, headings },
      headingRows: headingRows.map(plain),
      decimals: headings.map((_, column) => detectDecimal(rows.map((cells) => cells[column] ?? ''))),
    },
    sample: rows,
    records,
  };
}

/** Everything is valid in Windows-1252, but a heading of the pack with umlauts comes about in no other way. */
function isHeadedInWestern({ shape }: DetectedTable, isHeading: (text: string) => boolean): boolean {
  return shape.headings.some((heading) => /[^\0-\x7f]/.test(heading) && isHeading(heading));
}

/** Where lines end in the bytes of a text that begins with them. Several bytes may mean one character, but no newline has others. */
function endInGb18030(bytes: Uint8Array, lines: string): number {
  if (!/[\r\n]$/.test(lines)) return bytes.length;
  let newlines = lines.replace(/[^\r\n]/g, '').length;
  return bytes.findIndex((byte) => (byte === LF || byte === CR) && --newlines === 0) + 1;
}

function decode(encoding: Encoding, bytes: Uint8Array): string {
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** The bytes behind the mark up to the last whole character. */
function validPart({ bytes, isWhole }: Head, { encoding, mark }: DetectedEncoding): Uint8Array {
  const { measure, isUnfinished } = CODECS[encoding];
  const body = bytes.subarray(mark);
  const valid = measure(body);
  const rest = body.subarray(valid);
  if (rest.length > 0 && (isWhole || !isUnfinished(rest)))
    throw wrongBytes(encoding, decode(encoding, body.subarray(0, valid)), 1, new WrongBytes(mark + valid, rest));
  return body.subarray(0, valid);
}

/** The place is the first that is not UTF-8: nothing else can be said of bytes that are nothing. */
function unknownEncoding(bytes: Uint8Array): TableProblem {
  const offset = CODECS['utf-8'].measure(bytes);
  const line = decode('utf-8', bytes.subarray(0, offset)).split(NEWLINE).length;
  return new TableProblem({ code: 'unknown-encoding', line, offset, bytes: showBytes(bytes.subarray(offset)) });
}

/** Throws a TableProblem for two columns with one heading, of those that count. */
export function requireDistinctHeadings(
  headings: readonly string[],
  counts: (column: number) => boolean = () => true,
): void {
  const columns = new Map<string, number>();
  for (const [column, heading] of headings.entries()) {
    const known = columns.get(heading);
    if (heading !== '' && known !== undefined && (counts(known) || counts(column)))
      throw new TableProblem({ code: 'duplicate-heading', heading, columns: [known, column] });
    columns.set(heading, column);
  }
}
