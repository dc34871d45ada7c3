// Opens a sheet of a workbook: which sheets there are, which cells are merged; or reads all sheets of a small one.

import { posix } from 'node:path';
import { type ByteSource, readPieces } from '../byte-source.ts';
import { readWrittenRows } from '../csv-text.ts';
import { TableProblem } from '../table-problem.ts';
import { columnOf, readSheet, readStrings, readStyles } from './sheet-reader.ts';
import { explainDamage, openPackage, parseMarkup, type XlsxPackage } from './xlsx-package.ts';

/** One sheet of a workbook, opened to be read. */
interface OpenedSheet {
  /** The rows as CSV in UTF-8, see `readSheet`. */
  readonly source: ByteSource;
  readonly sheet: string;
  /** The names of all sheets, in their order, and which of them are hidden. */
  readonly sheets: readonly { readonly name: string; readonly isVisible: boolean }[];
  readonly merges: readonly Merge[];
  /** The numbers of hidden rows, up to where the source was read. */
  readonly hidden: ReadonlySet<number>;
}

/** Opens the sheet of that name in a workbook, or the first visible one. */
export async function openSheet(path: string, name: string | undefined): Promise<OpenedSheet> {
  const parts = await openPackage(path);
  try {
    const workbook = await readWorkbook(parts);
    const { name: sheet, part } = chooseSheet(workbook, name);
    const merges = await readMerges(parts, part);
    const strings = await readStrings(parts, workbook.strings);
    const styles = await readStyles(parts, workbook.styles);
    const hidden = new Set<number>();
    const pieces = readPieces(readSheet(parts, part, { strings, styles, from1904: workbook.from1904 }, hidden));
    const source = {
      read: pieces.read,
      async close() {
        await pieces.close();
        parts.close();
      },
    };
    return { source, sheet, sheets: workbook.sheets, merges, hidden };
  } catch (error) {
    parts.close();
    throw error;
  }
}

/** A sheet of a workbook, with the part that holds its cells. */
interface WorkbookSheet {
  readonly name: string;
  readonly isVisible: boolean;
  readonly part: string;
}

interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  /** Whether days are counted from 1904 on. */
  readonly from1904: boolean;
  readonly strings: string | undefined;
  readonly styles: string | undefined;
}

/** Reads which sheets a workbook has. */
async function readWorkbook(parts: XlsxPackage): Promise<Workbook> {
  const main = (await readRelations(parts, '')).find(({ type }) => type === 'officeDocument')?.target;
  if (!main?.endsWith('.xml')) throw new TableProblem({ code: 'other-workbook', kind: 'zip' });
  const relations = await readRelations(parts, main);
  const targetOf = (id: string | undefined): string | undefined => relations.find((one) => one.id === id)?.target;
  const sheets: WorkbookSheet[] = [];
  let [isWorkbook, from1904] = [false, false];
  await parseMarkup(await parts.open(main), {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const part = targetOf(id);
      // Charts and macros are sheets too, but of another type.
      if (!part || !relations.some(({ target, type }) => target === part && type === 'worksheet')) return;
      sheets.push({ name: attributes.name ?? '', isVisible: (attributes.state ?? 'visible') === 'visible', part });
    },
  });
  if (!isWorkbook) throw new TableProblem({ code: 'other-workbook', kind: 'document' });
  const partOf = (type: string): string | undefined => relations.find((one) => one.type === type)?.target;
  return { sheets, from1904, strings: partOf('sharedStrings'), styles: partOf('styles') };
}

/** The sheet of that name, hidden or not; without a name the first visible one. */
function chooseSheet({ sheets }: Workbook, name: string | undefined): WorkbookSheet {
  if (name === undefined) {
    const first = sheets.find(({ isVisible }) => isVisible);
    if (!first) throw new TableProblem({ code: 'no-sheet' });
    return first;
  }
  const wanted = name.trim().toLowerCase();
  const found =
    sheets.find((sheet) => sheet.name === name) ?? sheets.find((sheet) => sheet.name.toLowerCase() === wanted);
  if (!found) throw new TableProblem({ code: 'unknown-sheet', sheet: name, sheets: sheets.map((sheet) => sheet.name) });
  return found;
}

interface Relation {
  readonly id: string;
  /** The last word of the type's address. */
  readonly type: string;
  readonly target: string;
}

/** What belongs to a part, '' being the whole package. */
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

/** Cells that are merged into one; columns and rows from 1, the last ones included. */
export interface Merge {
  readonly range: string;
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

const BEGIN = Buffer.from('mergeCells');
const END = Buffer.from('/mergeCells');
/** The longest list of merged cells that is looked at: some hundred thousand. */
const MOST_BYTES = 1 << 24;
const MERGE = /<(?:[\w.-]+:)?mergeCell\s[^<>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g;

/**
 * The merged cells of a sheet. They stand behind all rows, so the sheet is unpacked once, without being parsed, before
 * its rows are read.
 */
async function readMerges(parts: XlsxPackage, part: string): Promise<readonly Merge[]> {
  const found = (await findList(parts, part)).toString('latin1').matchAll(MERGE);
  return [...found].map(([, left = '', top = '', right = '', bottom = '']) => ({
    range: `${left}${top}:${right}${bottom}`,
    rows: [Number(top), Number(bottom)],
    columns: [columnOf(left), columnOf(right)],
  }));
}

async function findList(parts: XlsxPackage, part: string): Promise<Buffer> {
  // Without a list only the end is kept, in which one may begin.
  let [tail, list, length]: [Buffer, Buffer[], number] = [Buffer.alloc(0), [], 0];
  const stream = await parts.open(part);
  try {
    for await (const piece of stream) {
      const bytes = Buffer.concat([tail, piece as Buffer]);
      const begin = list.length > 0 ? tail.length : bytes.indexOf(BEGIN);
      tail = bytes.subarray(-END.length);
      if (begin < 0) continue;
      list.push(bytes.subarray(begin));
      length += bytes.length - begin;
      if (bytes.includes(END, list.length === 1 ? begin + BEGIN.length : 0)) break;
      if (length > MOST_BYTES) [list, length] = [[], 0];
    }
  } catch (error) {
    throw explainDamage(error);
  } finally {
    stream.destroy();
  }
  return Buffer.concat(list);
}

/** A visible sheet; rows are at their numbers, from 0. Formulas give their last result. */
export interface SheetRows {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly merges: readonly Merge[];
  /** Rows and columns that are hidden within the sheet, from 0; their cells are among `rows`. */
  readonly hidden: { readonly rows: readonly number[]; readonly columns: readonly number[] };
}

/** The sheets of a small workbook. */
export interface WorkbookSheets {
  readonly sheets: readonly SheetRows[];
  /** The names of hidden sheets, which are not read. */
  readonly hidden: readonly string[];
}

/** More than any questionnaire takes: bytes of cells of all sheets together. */
const MOST_CELL_BYTES = 1 << 24;
const MOST_SHEETS = 50;

/** Reads the visible sheets of a workbook; one that is larger than a questionnaire is a TableProblem. */
export async function readWorkbookSheets(path: string): Promise<WorkbookSheets> {
  const parts = await openPackage(path);
  try {
    const workbook = await readWorkbook(parts);
    const visible = workbook.sheets.filter(({ isVisible }) => isVisible);
    if (visible.length === 0) throw new TableProblem({ code: 'no-sheet' });
    if (visible.length > MOST_SHEETS)
      throw new TableProblem({ code: 'too-large', part: { kind: 'sheets', number: visible.length } });
    const strings = await readStrings(parts, workbook.strings);
    const styles = await readStyles(parts, workbook.styles);
    const book = { strings, styles, from1904: workbook.from1904 };
    const sheets: SheetRows[] = [];
    let left = MOST_CELL_BYTES;
    for (const { name, part } of visible) {
      const rows: string[][] = [];
      const pieces = limited(name, readSheet(parts, part, book));
      for await (const some of readWrittenRows(pieces)) rows.push(...some);
      sheets.push({
        name,
        rows: rows.map((row) => row.map((cell) => cell.trim())),
        merges: await readMerges(parts, part),
        hidden: await readHidden(parts, part),
      });
    }
    return { sheets, hidden: workbook.sheets.filter(({ isVisible }) => !isVisible).map(({ name }) => name) };

    async function* limited(part: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const piece of pieces) {
        left -= piece.length;
        if (left < 0) throw new TableProblem({ code: 'too-large', part });
        yield piece;
      }
      // The last row ends, too.
      yield Buffer.from('\n');
    }
  } finally {
    parts.close();
  }
}

/** Which rows and columns of a sheet are hidden, from 0. */
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
      // A sheet may hide all columns to its right end at once.
      const last = Math.min(Number(max), MAX_HIDDEN_COLUMNS);
      for (let column = Number(min); column <= last; column++) columns.push(column - 1);
    },
  });
  return { rows, columns };
}

/** Columns of a questionnaire that are looked at for being hidden. */
const MAX_HIDDEN_COLUMNS = 1000;
