// Opens a sheet of a workbook with its merged cells, or reads all sheets of a small workbook.

import { posix } from 'node:path';
import { type ByteSource, readPieces } from '../byte-source.ts';
import { readWrittenRows } from '../csv-text.ts';
import { TableProblem } from '../table-problem.ts';
import { IDS_SHEET, readIdRows, type SheetIds } from './column-ids.ts';
import type { Merge } from './merged-cells.ts';
import { parseColumnIndex, readSheet, readStrings, readStyles } from './sheet-reader.ts';
import type { ColumnFormats, UnitFormat } from './unit-formats.ts';
import { explainDamage, openPackage, parseMarkup, type XlsxPackage } from './xlsx-package.ts';

/** A sheet of a workbook, opened for reading. */
interface OpenedSheet {
  /** The rows of the sheet as CSV in UTF-8; see `readSheet`. */
  readonly source: ByteSource;
  readonly sheet: string;
  /** All sheets of the workbook in order, and whether each is visible. */
  readonly sheets: readonly { readonly name: string; readonly isVisible: boolean }[];
  readonly merges: readonly Merge[];
  /** Whether the workbook counts days from 1904. */
  readonly isFrom1904: boolean;
  /** The numbers of hidden rows, as far as the source has been read. */
  readonly hidden: ReadonlySet<number>;
  /** The number formats that show units, as far as the source has been read. */
  readonly formats: ColumnFormats;
}

/** Opens the sheet with a name, or the first visible sheet if no name is given. */
export async function openSheet(path: string, name: string | undefined): Promise<OpenedSheet> {
  const parts = await openPackage(path);
  try {
    const workbook = await readWorkbook(parts);
    const { name: sheet, part } = chooseSheet(workbook, name);
    const merges = await readMerges(parts, part);
    const strings = await readStrings(parts, workbook.strings);
    const styles = await readStyles(parts, workbook.styles);
    const hiddenSheets = new Set<number>();
    const formats = new Map<number, Map<UnitFormat, number>>();
    const plainBook = { strings, styles, from1904: workbook.from1904 };
    const book = { ...plainBook, ids: await readIds(parts, workbook, plainBook, sheet) };
    const pieces = readPieces(readSheet(parts, part, book, hiddenSheets, formats));
    const source = {
      read: pieces.read,
      async close() {
        await pieces.close();
        parts.close();
      },
    };
    return {
      source,
      sheet,
      sheets: workbook.sheets,
      merges,
      isFrom1904: workbook.from1904,
      hidden: hiddenSheets,
      formats,
    };
  } catch (error) {
    parts.close();
    throw error;
  }
}

/** The maximum number of bytes in the cells of the hidden sheet with ids. */
const MAX_ID_BYTES = 1 << 22;

/** Reads the ids that the titles of the first sheet stand for; undefined if the workbook does not say so. */
async function readIds(
  parts: XlsxPackage,
  { sheets }: Workbook,
  book: Parameters<typeof readSheet>[2],
  sheet: string,
): Promise<SheetIds | undefined> {
  const idsSheet = sheets.find(({ name, isVisible }) => name === IDS_SHEET && !isVisible);
  if (!idsSheet || sheets[0]?.name !== sheet) return undefined;
  let byteCount = 0;
  async function* readLimited({ part }: WorkbookSheet): AsyncGenerator<Uint8Array> {
    for await (const piece of readSheet(parts, part, book)) {
      byteCount += piece.length;
      if (byteCount > MAX_ID_BYTES) throw new TableProblem({ code: 'too-large', part });
      yield piece;
    }
    // The last row need not end with a newline.
    yield Buffer.from('\n');
  }
  const rows: string[][] = [];
  for await (const batch of readWrittenRows(readLimited(idsSheet))) rows.push(...batch);
  return readIdRows(rows);
}

/** A sheet of a workbook, and the name of the part that contains its cells. */
interface WorkbookSheet {
  readonly name: string;
  readonly isVisible: boolean;
  readonly part: string;
}

interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  /** Whether the workbook counts days from 1904. */
  readonly from1904: boolean;
  readonly strings: string | undefined;
  readonly styles: string | undefined;
}

/** Lists the sheets of a workbook. */
async function readWorkbook(parts: XlsxPackage): Promise<Workbook> {
  const main = (await readRelations(parts, '')).find(({ type }) => type === 'officeDocument')?.target;
  if (!main?.endsWith('.xml')) throw new TableProblem({ code: 'other-workbook', kind: 'zip' });
  const relations = await readRelations(parts, main);
  const findTarget = (id: string | undefined): string | undefined =>
    relations.find((relation) => relation.id === id)?.target;
  const sheets: WorkbookSheet[] = [];
  let [isWorkbook, from1904] = [false, false];
  await parseMarkup(await parts.open(main), {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const part = findTarget(id);
      // Charts and macros are listed as sheets as well, but have another type.
      if (!part || !relations.some(({ target, type }) => target === part && type === 'worksheet')) return;
      sheets.push({ name: attributes.name ?? '', isVisible: (attributes.state ?? 'visible') === 'visible', part });
    },
  });
  if (!isWorkbook) throw new TableProblem({ code: 'other-workbook', kind: 'document' });
  const findPart = (type: string): string | undefined => relations.find((relation) => relation.type === type)?.target;
  return { sheets, from1904, strings: findPart('sharedStrings'), styles: findPart('styles') };
}

/** Returns the sheet with a name, even if it is hidden; without a name, the first visible sheet. */
function chooseSheet({ sheets }: Workbook, name: string | undefined): WorkbookSheet {
  if (name === undefined) {
    const firstSheet = sheets.find(({ isVisible }) => isVisible);
    if (!firstSheet) throw new TableProblem({ code: 'no-sheet' });
    return firstSheet;
  }
  const wantedName = name.trim().toLowerCase();
  const chosenSheet =
    sheets.find((sheet) => sheet.name === name) ?? sheets.find((sheet) => sheet.name.toLowerCase() === wantedName);
  if (!chosenSheet)
    throw new TableProblem({ code: 'unknown-sheet', sheet: name, sheets: sheets.map((sheet) => sheet.name) });
  return chosenSheet;
}

interface Relation {
  readonly id: string;
  /** The last word of the URI that is the relation's type. */
  readonly type: string;
  readonly target: string;
}

/** Reads the relations of a part; if `part` is '', those of the whole package. */
async function readRelations(parts: XlsxPackage, part: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations: Relation[] = [];
  if (!parts.has(name)) return relations;
  await parseMarkup(await parts.open(name), {
    open(tag, { Id = '', Type = '', Target = '' }) {
      if (tag !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return relations;
}

const MERGES_START = Buffer.from('mergeCells');
const MERGES_END = Buffer.from('/mergeCells');
/** The maximum length of the list of merged cells in bytes, which is enough for some hundred thousand cells. */
const MAX_LIST_BYTES = 1 << 24;
const MERGE_PATTERN = /<(?:[\w.-]+:)?mergeCell\s[^<>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g;

/**
 * Reads the merged cells of a sheet. They are listed after all rows, so the sheet is unpacked once, without being
 * parsed, before its rows are read.
 */
async function readMerges(parts: XlsxPackage, part: string): Promise<readonly Merge[]> {
  const mergeRefs = (await readMergeList(parts, part)).toString('latin1').matchAll(MERGE_PATTERN);
  return [...mergeRefs].map(([, left = '', top = '', right = '', bottom = '']) => ({
    range: `${left}${top}:${right}${bottom}`,
    rows: [Number(top), Number(bottom)],
    columns: [parseColumnIndex(left), parseColumnIndex(right)],
  }));
}

async function readMergeList(parts: XlsxPackage, part: string): Promise<Buffer> {
  // Until the list begins, only the end of the last chunk is kept: the beginning of the list may be divided.
  let [tail, list, length]: [Buffer, Buffer[], number] = [Buffer.alloc(0), [], 0];
  const stream = await parts.open(part);
  try {
    for await (const piece of stream) {
      const bytes = Buffer.concat([tail, piece as Buffer]);
      const mergesStart = list.length > 0 ? tail.length : bytes.indexOf(MERGES_START);
      tail = bytes.subarray(-MERGES_END.length);
      if (mergesStart < 0) continue;
      list.push(bytes.subarray(mergesStart));
      length += bytes.length - mergesStart;
      if (bytes.includes(MERGES_END, list.length === 1 ? mergesStart + MERGES_START.length : 0)) break;
      if (length > MAX_LIST_BYTES) [list, length] = [[], 0];
    }
  } catch (error) {
    throw explainDamage(error);
  } finally {
    stream.destroy();
  }
  return Buffer.concat(list);
}

/** A visible sheet, with its rows by index from 0. Cells with formulas have the last result. */
export interface SheetRows {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly merges: readonly Merge[];
  /** The indexes, from 0, of rows and columns that are hidden in the sheet; their cells are included in `rows`. */
  readonly hidden: { readonly rows: readonly number[]; readonly columns: readonly number[] };
  /** The number formats that show units, or another number than is stored. */
  readonly formats: ColumnFormats;
}

/** The sheets of a small workbook. */
export interface WorkbookSheets {
  readonly sheets: readonly SheetRows[];
  /** The names of hidden sheets, whose rows are not read. */
  readonly hidden: readonly string[];
}

/** The maximum number of bytes in the cells of all sheets, more than any questionnaire needs. */
const MAX_TOTAL_CELL_BYTES = 1 << 24;
const MAX_SHEETS = 50;

/** Reads the visible sheets of a workbook; throws a TableProblem if they are too large to be a questionnaire. */
export async function readWorkbookSheets(path: string): Promise<WorkbookSheets> {
  const parts = await openPackage(path);
  try {
    const workbook = await readWorkbook(parts);
    const visibleSheets = workbook.sheets.filter(({ isVisible }) => isVisible);
    if (visibleSheets.length === 0) throw new TableProblem({ code: 'no-sheet' });
    if (visibleSheets.length > MAX_SHEETS)
      throw new TableProblem({ code: 'too-large', part: { kind: 'sheets', number: visibleSheets.length } });
    const strings = await readStrings(parts, workbook.strings);
    const styles = await readStyles(parts, workbook.styles);
    const book = { strings, styles, from1904: workbook.from1904 };
    const sheets: SheetRows[] = [];
    let remainingBytes = MAX_TOTAL_CELL_BYTES;
    for (const { name, part } of visibleSheets) {
      const rows: string[][] = [];
      const formats = new Map<number, Map<UnitFormat, number>>();
      const pieces = limitBytes(name, readSheet(parts, part, book, new Set(), formats));
      for await (const batch of readWrittenRows(pieces)) rows.push(...batch);
      sheets.push({
        name,
        rows: rows.map((row) => row.map((cell) => cell.trim())),
        merges: await readMerges(parts, part),
        hidden: await readHidden(parts, part),
        formats,
      });
    }
    return { sheets, hidden: workbook.sheets.filter(({ isVisible }) => !isVisible).map(({ name }) => name) };

    async function* limitBytes(part: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const piece of pieces) {
        remainingBytes -= piece.length;
        if (remainingBytes < 0) throw new TableProblem({ code: 'too-large', part });
        yield piece;
      }
      // The last row need not end with a newline.
      yield Buffer.from('\n');
    }
  } finally {
    parts.close();
  }
}

/** Finds the indexes, from 0, of hidden rows and columns in a sheet. */
async function readHidden(parts: XlsxPackage, part: string): Promise<SheetRows['hidden']> {
  const rows: number[] = [];
  const columns: number[] = [];
  let row = 0;
  await parseMarkup(await parts.open(part), {
    open(name, { r, hidden, min, max }) {
      if (name === 'row') row = r === undefined ? row + 1 : Number(r);
      if (hidden !== '1' && hidden !== 'true') return;
      if (name === 'row') rows.push(row - 1);
      if (name !== 'col') return;
      // All columns up to the right end of a sheet may be hidden.
      const lastColumn = Math.min(Number(max), MAX_HIDDEN_COLUMNS);
      for (let column = Number(min); column <= lastColumn; column++) columns.push(column - 1);
    },
  });
  return { rows, columns };
}

/**
 * The maximum number of a hidden column that is listed, because all columns up to the right end of a sheet may be
 * hidden.
 */
const MAX_HIDDEN_COLUMNS = 1000;
