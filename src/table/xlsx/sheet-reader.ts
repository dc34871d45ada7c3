// Reads the cells of a sheet as CSV, with their shared strings, styles, numbers and dates.
import { parseCsvRow, quoteWhereNeeded } from '../csv-text.ts';
import { addText, type ByteBuffer, createByteBuffer, reserve } from '../results/row-writer.ts';
import { TableProblem } from '../table-problem.ts';
import { createIdSubstitution, type SheetIds } from './column-ids.ts';
import { ROW_END, type RowTarget, readPlainRow, readPlainString, STRING_END } from './plain-rows.ts';
import { readUnitFormat, type UnitFormat } from './unit-formats.ts';
import {
  type MarkupListener,
  type PlainElements,
  parseMarkup,
  streamMarkup,
  type XlsxPackage,
} from './xlsx-package.ts';

/** The parts of a workbook to which cells refer. */
interface WorkbookParts {
  readonly strings: CellStore;
  readonly styles: CellStyles;
  readonly from1904: boolean;
  /** The ids that the titles and texts of the sheet stand for, if the workbook says so. */
  readonly ids?: SheetIds | undefined;
}

const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;
/** The maximum number of characters in a cell; programs write at most 32,767. */
const MAX_CELL_CHARS = 1 << 22;
/** The maximum number of empty cells and rows within a sheet. Each takes a byte in the CSV but none in the file. */
const MAX_EMPTY_CELLS = 1 << 29;
/** The maximum number of number formats that are recorded for a column; people use only a few. */
const MAX_FORMATS = 100;
/** The minimum length of a chunk, in bytes. */
const CHUNK_BYTES = 1 << 16;

/**
 * Reads the cells of a sheet as CSV in UTF-8. Each row is on the line with its number, whatever newlines its cells
 * contain. `hidden` receives the numbers of hidden rows. `formats` receives, by column from 0, the number formats that
 * show units, with the last line of each.
 */
export async function* readSheet(
  parts: XlsxPackage,
  part: string,
  book: WorkbookParts,
  hidden: Set<number> = new Set(),
  formats: Map<number, Map<UnitFormat, number>> = new Map(),
): AsyncGenerator<Uint8Array> {
  const writtenBytes = createByteBuffer(CHUNK_BYTES * 2);
  const plainTarget = createRowTarget(writtenBytes, book, part, { hidden, formats });
  const target = book.ids ? substituteIds(plainTarget, writtenBytes, book.ids) : plainTarget;
  const plainRows: PlainElements = {
    end: ROW_END,
    isNext: false,
    read: (bytes, start) => readPlainRow(bytes, start, target),
  };
  const listener = createSheetListener(part, target, plainRows);
  for await (const _ of streamMarkup(await parts.open(part), listener, plainRows)) {
    if (writtenBytes.length < CHUNK_BYTES) continue;
    yield writtenBytes.bytes.subarray(0, writtenBytes.length);
    writtenBytes.length = 0;
  }
  yield writtenBytes.bytes.subarray(0, writtenBytes.length);
}

interface SheetTarget extends RowTarget {
  /** Ends a cell that has this value, given as text. */
  endText(type: string, style: number, value: string): void;
  /** Ends a cell with this text, whatever its type. */
  endLiteral(text: string): void;
}

/**
 * Creates a target that writes rows as CSV. Delimiters are written only up to the last cell of a row that is not empty.
 */
function createRowTarget(
  written: ByteBuffer,
  book: WorkbookParts,
  part: string,
  { hidden, formats }: { readonly hidden: Set<number>; readonly formats: Map<number, Map<UnitFormat, number>> },
): SheetTarget {
  const { strings, from1904 } = book;
  const { kinds: styles, units } = book.styles;
  const hasUnits = units.some((unit) => unit !== undefined);
  let emptyCount = 0;
  let currentCell = { row: 0, column: 0, filled: 0, length: 0 };
  let previousCell = currentCell;

  function add(byte: number, count: number): void {
    emptyCount += count;
    if (emptyCount > MAX_EMPTY_CELLS) throw new TableProblem({ code: 'too-large', part });
    reserve(written, count);
    for (let bytesLeft = count; bytesLeft > 0; bytesLeft--) written.bytes[written.length++] = byte;
  }

  /** Writes the delimiters between the last cell and the current one. */
  function addDelimiters(): void {
    add(0x2c, currentCell.column - Math.max(1, currentCell.filled));
    currentCell.filled = currentCell.column;
  }

  function endLiteral(text: string): void {
    if (text === '') return;
    addDelimiters();
    addText(written, quoteWhereNeeded(text));
  }

  function endText(type: string, style: number, value: string): void {
    if (type === 's') endShared(value === '' ? -1 : Number(value));
    else {
      if (hasUnits && type === 'n' && value !== '') noteFormat(style);
      endLiteral(formatCellText(type, value, styles[style] ?? 'plain', from1904));
    }
  }

  function noteFormat(style: number): void {
    const unit = units[style];
    if (unit === undefined) return;
    const column = currentCell.column - 1;
    const formatCounts = formats.get(column) ?? new Map<UnitFormat, number>();
    if (formatCounts.size < MAX_FORMATS || formatCounts.has(unit))
      formats.set(column, formatCounts.set(unit, currentCell.row));
  }

  function endShared(index: number): void {
    if (strings.lengthOf(index) === 0) return;
    addDelimiters();
    strings.write(index, written);
  }

  return {
    endText,
    endLiteral,
    beginRow(number) {
      const nextRow = number ?? currentCell.row + 1;
      if (!(nextRow > currentCell.row && nextRow <= MAX_ROWS)) return false;
      previousCell = { ...currentCell, length: written.length };
      add(0x0a, currentCell.row > 0 ? nextRow - currentCell.row : nextRow - 1);
      currentCell = { row: nextRow, column: 0, filled: 0, length: 0 };
      return true;
    },
    beginCell(column) {
      const nextColumn = column ?? currentCell.column + 1;
      if (!(nextColumn > currentCell.column && nextColumn <= MAX_COLUMNS)) return false;
      currentCell.column = nextColumn;
      return true;
    },
    endCell(type, style, bytes, start, end) {
      if (start === end) return;
      const integer = type === 's' || type === 'n' ? integerIn(bytes, start, end) : Number.NaN;
      const isPlainNumber =
        type === 'n' ? (styles[style] ?? 'plain') === 'plain' : type !== 'b' && isBareNumber(bytes, start, end);
      if (type === 's' && integer >= 0) endShared(integer);
      else if (type !== 's' && isPlainNumber && (type !== 'n' || !Number.isNaN(integer))) {
        if (hasUnits && type === 'n') noteFormat(style);
        addDelimiters();
        addBytes(written, bytes, start, end);
      } else endText(type, style, bytes.toString('utf8', start, end));
    },
    hideRow: () => hidden.add(currentCell.row),
    takeBack() {
      currentCell = previousCell;
      written.length = previousCell.length;
    },
  };
}

/** Makes a target write ids in place of the titles and texts that stand for them. */
function substituteIds(target: SheetTarget, written: ByteBuffer, ids: SheetIds): SheetTarget {
  const { substitute } = createIdSubstitution(ids);
  let [row, column] = [0, 0];

  /** Replaces the cell that `write` adds after the delimiters before it. */
  function replaceCell(write: () => void): void {
    const start = written.length;
    write();
    const text = Buffer.from(written.bytes.subarray(start, written.length)).toString();
    const cell = text.replace(/^,+/, '');
    if (cell === '') return;
    const id = substitute(row, column, parseCsvRow(cell)[0] ?? '');
    written.length -= Buffer.byteLength(cell);
    addText(written, quoteWhereNeeded(id));
  }

  return {
    ...target,
    beginRow(number) {
      [row, column] = [number ?? row + 1, 0];
      return target.beginRow(number);
    },
    beginCell(number) {
      column = number ?? column + 1;
      return target.beginCell(number);
    },
    endText: (type, style, value) => replaceCell(() => target.endText(type, style, value)),
    endLiteral: (text) => replaceCell(() => target.endLiteral(text)),
    endCell: (type, style, bytes, start, end) => replaceCell(() => target.endCell(type, style, bytes, start, end)),
    takeBack() {
      row -= 1;
      target.takeBack();
    },
  };
}

/** Up to this many bytes, a byte loop is faster than `Buffer.copy`. */
const MAX_SHORT_BYTES = 32;

function addBytes(target: ByteBuffer, bytes: Buffer, start: number, end: number): void {
  reserve(target, end - start);
  if (end - start > MAX_SHORT_BYTES) target.length += bytes.copy(target.bytes, target.length, start, end);
  else for (let index = start; index < end; index++) target.bytes[target.length++] = bytes[index] as number;
}

/** Parses a whole number of at most 15 digits; returns NaN for anything else. */
function integerIn(bytes: Uint8Array, start: number, end: number): number {
  const digitsStart = bytes[start] === 0x2d ? start + 1 : start;
  let number = 0;
  for (let index = digitsStart; index < end; index++) {
    const digit = (bytes[index] as number) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  if (digitsStart === end || end - digitsStart > SIGNIFICANT_DIGITS) return Number.NaN;
  return digitsStart === start ? number : -number;
}

/** Whether a CSV cell needs no quotes. It contains no carriage returns here. */
function isBareNumber(bytes: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const byte = bytes[index];
    if (byte === 0x22 || byte === 0x2c || byte === 0x0a) return false;
  }
  return true;
}

/**
 * Creates a listener that passes markup on to the target, and sets `plain.isNext` where a row of the plain form may
 * follow.
 */
function createSheetListener(part: string, target: SheetTarget, plain: PlainElements): MarkupListener {
  let [type, style, value, isValue, phonetic] = ['n', 0, '', false, 0];
  // The formula of the cell; null if it has none.
  let formula: string | null = null;
  let [isFormula, isData] = [false, false];
  const rejectReference = (found: string | undefined): never => {
    throw new TableProblem({ code: 'wrong-reference', part, found: String(found) });
  };

  function endCell(): void {
    // A formula can give an empty text; an empty number was never computed, so the cell is not blank.
    if (value === '' && formula !== null && type !== 'str') target.endLiteral(`=${formula}`);
    else target.endText(type, style, value);
  }

  return {
    open(name, { r, t = 'n', s = '0', hidden = '0' }) {
      plain.isNext = false;
      if (name === 'c') {
        if (!target.beginCell(r === undefined ? undefined : parseColumnIndex(r))) rejectReference(r);
        [type, style, value, formula] = [t, Number(s), '', null];
      } else if (name === 'row') {
        if (!target.beginRow(r === undefined ? undefined : Number(r))) rejectReference(r);
        if (hidden === '1' || hidden === 'true') target.hideRow();
      } else if (name === 'rPh') phonetic++;
      else if (name === 'sheetData') isData = true;
      isValue = name === 'v' || (name === 't' && phonetic === 0);
      isFormula = name === 'f';
      if (isFormula) formula = '';
    },
    text(piece) {
      if (isValue) value += piece;
      else if (isFormula) formula += piece;
      if (value.length + (formula?.length ?? 0) > MAX_CELL_CHARS) throw new TableProblem({ code: 'too-large', part });
    },
    close(name) {
      [isValue, isFormula] = [false, false];
      if (name === 'c') endCell();
      else if (name === 'rPh') phonetic--;
      else if (name === 'sheetData') isData = false;
      plain.isNext = name === 'row' && isData;
    },
  };
}

/**
 * Returns the text of a cell: for a formula its last result, for an error its name, such as `#N/A`. An empty number
 * gives an empty text.
 */
function formatCellText(type: string, value: string, kind: NumberKind, from1904: boolean): string {
  switch (type) {
    case 'b':
      return value === '' ? '' : value === '1' ? 'TRUE' : 'FALSE';
    case 'n':
      return writeNumber(value, kind, from1904);
    default:
      return decodeEscapes(value);
  }
}

/** Returns the number of the column in a cell reference, counted from 1: 28 for `AB7`. */
export function parseColumnIndex(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}

const DAY_MS = 86_400_000;
/**
 * The serial number of 29 February 1900, a day that Excel has although 1900 was not a leap year. Days before it are off
 * by one.
 */
const FALSE_LEAP_DAY = 60;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** The serial number of 31 December 9999. */
const LAST_DAY = 2_958_465;
/** The number of digits that spreadsheets keep; further digits of a double are not meaningful. */
const SIGNIFICANT_DIGITS = 15;

/** Writes a number as its number format shows it: `20%`, an ISO date, `00123` with its zeros, `5元` with its unit. */
function writeNumber(text: string, kind: NumberKind, from1904: boolean): string {
  const number = Number(text);
  if (text === '' || !Number.isFinite(number)) return text;
  if (kind === 'date' && number >= 0 && number <= LAST_DAY + 1) return writeDate(number, from1904);
  if (kind === 'percent') return `${writeDecimal(Number((number * 100).toPrecision(SIGNIFICANT_DIGITS)))}%`;
  const decimal = /^-?\d{1,15}$/.test(text) ? text : writeDecimal(Number(number.toPrecision(SIGNIFICANT_DIGITS)));
  if (typeof kind === 'object') return `${decimal}${kind.unit}`;
  return typeof kind === 'number' && /^\d+$/.test(decimal) ? decimal.padStart(kind, '0') : decimal;
}

/** Matches numbers in which the point could be taken for a thousands separator: `12.345`. */
const LIKE_THOUSANDS = /^-?[1-9]\d{0,2}\.\d{3}$/;

/**
 * Writes a number without an exponent. If its point could be taken for a thousands separator in a table with decimal
 * commas, another digit is added: `12.3450`.
 */
function writeDecimal(number: number): string {
  const shortestText = String(number);
  if (LIKE_THOUSANDS.test(shortestText)) return `${shortestText}0`;
  if (!shortestText.includes('e')) return shortestText;
  return Math.abs(number) >= 1 ? BigInt(number).toString() : number.toFixed(20).replace(/0+$/, '');
}

function writeDate(serial: number, from1904: boolean): string {
  const days = Math.floor(serial);
  const seconds = Math.round((serial - days) * 86_400);
  const shift = !from1904 && days < FALSE_LEAP_DAY ? 1 : 0;
  const moment = new Date(
    (from1904 ? EPOCH_1904 : EPOCH_1900) + (days + shift) * DAY_MS + seconds * 1000,
  ).toISOString();
  const [date, time] = [moment.slice(0, 10), moment.slice(11, 19)];
  if (seconds === 0) return date;
  return days === 0 ? time : `${date} ${time}`;
}

/** The maximum number of characters in shared strings, more than genuine workbooks contain. */
const MAX_SHARED_CHARS = 1 << 28;

/** Reads the shared strings of a workbook, to which cells refer by position. */
export async function readStrings(parts: XlsxPackage, part: string | undefined): Promise<CellStore> {
  const sharedStrings = createCellStore();
  if (!part || !parts.has(part)) return sharedStrings;
  let [text, isText, isList, phonetic, total] = ['', false, false, 0, 0];

  function add(string: string): void {
    total += string.length;
    if (total > MAX_SHARED_CHARS) throw new TableProblem({ code: 'too-large', part: part ?? '' });
    sharedStrings.add(string);
  }

  const plainStrings: PlainElements = {
    end: STRING_END,
    isNext: false,
    read: (bytes, at) => readPlainString(bytes, at, (start, end) => add(bytes.toString('utf8', start, end))),
  };
  const listener: MarkupListener = {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'sst') isList = true;
      if (name === 'rPh') phonetic++;
      isText = name === 't' && phonetic === 0;
      plainStrings.isNext = false;
    },
    text(piece) {
      if (isText) text += piece;
      if (text.length > MAX_CELL_CHARS) throw new TableProblem({ code: 'too-large', part });
    },
    close(name) {
      isText = false;
      if (name === 'rPh') phonetic--;
      if (name === 'si') add(decodeEscapes(text));
      if (name === 'sst') isList = false;
      plainStrings.isNext = name === 'si' && isList;
    },
  };
  for await (const _ of streamMarkup(await parts.open(part), listener, plainStrings));
  return sharedStrings;
}

/** Decodes escapes such as `_x000D_`, which are written for characters that XML does not allow. */
function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * The kind of a number, as its number format shows. A number is the minimum number of digits, such as 5 for `00000`;
 * `unit` is a unit that the format adds, as in `#,##0"元"`.
 */
type NumberKind = 'plain' | 'percent' | 'date' | number | { readonly unit: string };

/** Whether a built-in format, given by its id, shows a date or time; the next function tests for percentages. */
const isBuiltinDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
const isBuiltinPercent = (id: number): boolean => id === 9 || id === 10;

/** The kinds of numbers, by the style of their cells. */
interface CellStyles {
  readonly kinds: readonly NumberKind[];
  /** Number formats that show the number divided, or a unit that is not part of the cell's text. */
  readonly units: readonly (UnitFormat | undefined)[];
}

/** Reads the cell styles of a workbook. */
export async function readStyles(parts: XlsxPackage, part: string | undefined): Promise<CellStyles> {
  const kinds: NumberKind[] = [];
  const units: (UnitFormat | undefined)[] = [];
  if (!part || !parts.has(part)) return { kinds, units };
  const formats = new Map<number, { readonly kind: NumberKind; readonly unit: UnitFormat | undefined }>();
  let isInCellFormats = false;
  await parseMarkup(await parts.open(part), {
    open(name, { numFmtId = '0', formatCode = '' }) {
      const id = Number(numFmtId);
      if (name === 'numFmt') {
        const kind = classifyFormat(formatCode);
        formats.set(id, { kind, unit: kind === 'plain' ? readUnitFormat(formatCode) : undefined });
      }
      if (name === 'cellXfs') isInCellFormats = true;
      if (name !== 'xf' || !isInCellFormats) return;
      const builtinKind = isBuiltinDate(id) ? 'date' : isBuiltinPercent(id) ? 'percent' : 'plain';
      kinds.push(formats.get(id)?.kind ?? builtinKind);
      units.push(formats.get(id)?.unit);
    },
    close(name) {
      if (name === 'cellXfs') isInCellFormats = false;
    },
  });
  return { kinds, units };
}

/** Matches a number format that shows a unit. Without the unit, the text of a cell would mean another amount. */
const UNIT_FORMAT = /^[#,0]*0(?:\.0+)? *"? *([百千万亿]+(?:元|吨|瓦时|度)?|千?克|公斤|元|吨(?:标准煤|标煤)?|度)"?$/;

/**
 * Returns the kind of a number format. It is a date format if it contains a letter for a part of a date or time, not
 * counting literal text, colours and locales.
 */
export function classifyFormat(code: string): NumberKind {
  const [format = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  const bareFormat = format.replace(/\[(?![hms]+\])[^\]]*\]/gi, '');
  if (/general/i.test(bareFormat)) return 'plain';
  if (/[ymdhs]|\[[hms]+\]/i.test(bareFormat)) return 'date';
  if (/^0{2,20}$/.test(code)) return code.length;
  const [, unit] = UNIT_FORMAT.exec(code.replaceAll('\\ ', '').split(';')[0] ?? '') ?? [];
  if (unit !== undefined) return { unit };
  return bareFormat.includes('%') ? 'percent' : 'plain';
}

/**
 * Stores many texts as CSV cells outside of the JavaScript heap, which millions of them would enlarge and slow down.
 */
interface CellStore {
  add(text: string): void;
  /** Returns the length of a text in bytes, by its index; 0 for an empty or missing text. */
  lengthOf(place: number): number;
  write(place: number, target: ByteBuffer): void;
}

const STORE_CHUNK_BYTES = 1 << 20;

/** Creates an empty store. */
export function createCellStore(): CellStore {
  const chunks: Buffer[] = [];
  let [chunk, end, count] = [-1, STORE_CHUNK_BYTES, 0];
  /** For each text, three numbers: its chunk, its start within the chunk, and its length in bytes. */
  let cellPlaces = new Uint32Array(3 << 10);

  return {
    add(text) {
      const cell = quoteWhereNeeded(text);
      const size = Buffer.byteLength(cell);
      if (size > STORE_CHUNK_BYTES - end) {
        // A text that does not fit into a chunk gets a chunk of its own size.
        chunks.push(Buffer.allocUnsafeSlow(Math.max(size, STORE_CHUNK_BYTES)));
        [chunk, end] = [chunk + 1, 0];
      }
      if (cellPlaces.length < (count + 1) * 3) {
        const largerPlaces = new Uint32Array(cellPlaces.length * 2);
        largerPlaces.set(cellPlaces);
        cellPlaces = largerPlaces;
      }
      cellPlaces.set([chunk, end, size], count++ * 3);
      (chunks[chunk] as Buffer | undefined)?.write(cell, end);
      end += size;
    },
    lengthOf: (place) =>
      Number.isInteger(place) && place >= 0 && place < count ? (cellPlaces[place * 3 + 2] as number) : 0,
    write(place, target) {
      const [chunkIndex, start, size] = [
        cellPlaces[place * 3],
        cellPlaces[place * 3 + 1],
        cellPlaces[place * 3 + 2],
      ] as [number, number, number];
      addBytes(target, chunks[chunkIndex] as Buffer, start, start + size);
    },
  };
}
