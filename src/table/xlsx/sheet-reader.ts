// The cells of a sheet as CSV: shared strings, styles, numbers and dates.
import { quoteWhereNeeded } from '../csv-text.ts';
import { addText, type ByteBuffer, createByteBuffer, reserve } from '../results/row-writer.ts';
import { TableProblem } from '../table-problem.ts';
import { ROW_END, type RowTarget, readPlainRow, readPlainString, STRING_END } from './plain-rows.ts';
import {
  type MarkupListener,
  type PlainElements,
  parseMarkup,
  streamMarkup,
  type XlsxPackage,
} from './xlsx-package.ts';

/** What cells refer to. */
interface Book {
  readonly strings: CellStore;
  readonly styles: readonly NumberKind[];
  readonly from1904: boolean;
}

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** Characters of one cell: programs write 32,767 at most. */
const MOST_IN_CELL = 1 << 22;
/** Empty cells and rows between those that are there, of a whole sheet: each is a byte for which the file has none. */
const MOST_EMPTY = 1 << 29;
/** Bytes are handed on from this length on. */
const PIECE = 1 << 16;

/** The cells of a sheet as CSV in UTF-8: every row on the line of its number, whatever newlines its cells hold. `hidden` takes the numbers of hidden rows. */
export async function* readSheet(
  parts: XlsxPackage,
  part: string,
  book: Book,
  hidden: Set<number> = new Set(),
): AsyncGenerator<Uint8Array> {
  const written = createByteBuffer(PIECE * 2);
  const target = createRowTarget(written, book, part, hidden);
  const plain: PlainElements = {
    end: ROW_END,
    isNext: false,
    read: (bytes, start) => readPlainRow(bytes, start, target),
  };
  const listener = createSheetListener(part, target, plain);
  for await (const _ of streamMarkup(await parts.open(part), listener, plain)) {
    if (written.length < PIECE) continue;
    yield written.bytes.subarray(0, written.length);
    written.length = 0;
  }
  yield written.bytes.subarray(0, written.length);
}

interface SheetTarget extends RowTarget {
  /** Ends a cell whose value is a text. */
  endText(type: string, style: number, value: string): void;
  /** Ends a cell that says this, whatever its type. */
  endLiteral(text: string): void;
}

/** Writes rows as CSV, with delimiters only up to the last cell that is not empty. */
function createRowTarget(written: ByteBuffer, book: Book, part: string, hidden: Set<number>): SheetTarget {
  const { strings, styles, from1904 } = book;
  let empty = 0;
  let now = { row: 0, column: 0, filled: 0, length: 0 };
  let before = now;

  function add(byte: number, count: number): void {
    empty += count;
    if (empty > MOST_EMPTY) throw new TableProblem({ code: 'too-large', part });
    reserve(written, count);
    for (let left = count; left > 0; left--) written.bytes[written.length++] = byte;
  }

  /** Empty cells in front; the comma of the first column is none. */
  function separate(): void {
    add(0x2c, now.column - Math.max(1, now.filled));
    now.filled = now.column;
  }

  function endLiteral(text: string): void {
    if (text === '') return;
    separate();
    addText(written, quoteWhereNeeded(text));
  }

  function endText(type: string, style: number, value: string): void {
    if (type === 's') endShared(value === '' ? -1 : Number(value));
    else endLiteral(cellText(type, value, styles[style] ?? 'plain', from1904));
  }

  function endShared(place: number): void {
    if (strings.lengthOf(place) === 0) return;
    separate();
    strings.write(place, written);
  }

  return {
    endText,
    endLiteral,
    beginRow(number) {
      const next = number ?? now.row + 1;
      if (!(next > now.row && next <= MOST_ROWS)) return false;
      before = { ...now, length: written.length };
      add(0x0a, now.row > 0 ? next - now.row : next - 1);
      now = { row: next, column: 0, filled: 0, length: 0 };
      return true;
    },
    beginCell(column) {
      const next = column ?? now.column + 1;
      if (!(next > now.column && next <= MOST_COLUMNS)) return false;
      now.column = next;
      return true;
    },
    endCell(type, style, bytes, start, end) {
      if (start === end) return;
      const integer = type === 's' || type === 'n' ? integerIn(bytes, start, end) : Number.NaN;
      const isPlain = type === 'n' ? (styles[style] ?? 'plain') === 'plain' : type !== 'b' && isBare(bytes, start, end);
      if (type === 's' && integer >= 0) endShared(integer);
      else if (type !== 's' && isPlain && (type !== 'n' || !Number.isNaN(integer))) {
        separate();
        addBytes(written, bytes, start, end);
      } else endText(type, style, bytes.toString('utf8', start, end));
    },
    hideRow: () => hidden.add(now.row),
    takeBack() {
      now = before;
      written.length = before.length;
    },
  };
}

/** Up to here a loop copies sooner. */
const SHORT = 32;

function addBytes(target: ByteBuffer, bytes: Buffer, start: number, end: number): void {
  reserve(target, end - start);
  if (end - start > SHORT) target.length += bytes.copy(target.bytes, target.length, start, end);
  else for (let at = start; at < end; at++) target.bytes[target.length++] = bytes[at] as number;
}

/** A whole number of at most 15 digits; NaN where something else is written. */
function integerIn(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] === 0x2d ? start + 1 : start;
  let number = 0;
  for (let at = first; at < end; at++) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  if (first === end || end - first > DIGITS) return Number.NaN;
  return first === start ? number : -number;
}

/** Whether a cell of CSV takes no quotes; there are no carriage returns. */
function isBare(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === 0x22 || byte === 0x2c || byte === 0x0a) return false;
  }
  return true;
}

/** What is told of a sheet's mark-up goes to the target; `plain` is told where a plain row may follow. */
function createSheetListener(part: string, target: SheetTarget, plain: PlainElements): MarkupListener {
  let [type, style, value, isValue, phonetic] = ['n', 0, '', false, 0];
  // Null where the cell holds none.
  let formula: string | null = null;
  let [isFormula, isData] = [false, false];
  const refuse = (found: string | undefined): never => {
    throw new TableProblem({ code: 'wrong-reference', part, found: String(found) });
  };

  function endCell(): void {
    // A text may be the result of a formula and empty; a result that was never worked out is no blank.
    if (value === '' && formula !== null && type !== 'str') target.endLiteral(`=${formula}`);
    else target.endText(type, style, value);
  }

  return {
    open(name, { r, t = 'n', s = '0', hidden = '0' }) {
      plain.isNext = false;
      if (name === 'c') {
        if (!target.beginCell(r === undefined ? undefined : columnOf(r))) refuse(r);
        [type, style, value, formula] = [t, Number(s), '', null];
      } else if (name === 'row') {
        if (!target.beginRow(r === undefined ? undefined : Number(r))) refuse(r);
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
      if (value.length + (formula?.length ?? 0) > MOST_IN_CELL) throw new TableProblem({ code: 'too-large', part });
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

/** The text of a cell; formulas give their last result, errors such as `#N/A` their name. A text without a number is none. */
function cellText(type: string, value: string, kind: NumberKind, from1904: boolean): string {
  switch (type) {
    case 'b':
      return value === '' ? '' : value === '1' ? 'TRUE' : 'FALSE';
    case 'n':
      return writeNumber(value, kind, from1904);
    default:
      return decodeEscapes(value);
  }
}

/** The number of a column, from 1: `AB7` is in the 28th. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}

const DAY = 86_400_000;
/** Excel takes 1900 for a leap year, so days before its 29 February that never was are one less. */
const FALSE_LEAP_DAY = 60;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** The last day of the year 9999. */
const LAST_DAY = 2_958_465;
/** As many digits as a spreadsheet keeps; what a double has beyond them is noise. */
const DIGITS = 15;

/** What a number of a sheet is in text: `20%` where it is shown so, an ISO date where it is shown as one, `00123` with its zeros, `5元` with its unit. */
function writeNumber(text: string, kind: NumberKind, from1904: boolean): string {
  const number = Number(text);
  if (text === '' || !Number.isFinite(number)) return text;
  if (kind === 'date' && number >= 0 && number <= LAST_DAY + 1) return writeDate(number, from1904);
  if (kind === 'percent') return `${writeDecimal(Number((number * 100).toPrecision(DIGITS)))}%`;
  const decimal = /^-?\d{1,15}$/.test(text) ? text : writeDecimal(Number(number.toPrecision(DIGITS)));
  if (typeof kind === 'object') return `${decimal}${kind.unit}`;
  return typeof kind === 'number' && /^\d+$/.test(decimal) ? decimal.padStart(kind, '0') : decimal;
}

/** What elsewhere could be thousands, too: `12.345`. */
const LIKE_THOUSANDS = /^-?[1-9]\d{0,2}\.\d{3}$/;

/**
 * Digits without an exponent, up to the largest numbers that are any. What could be thousands in a table whose texts have a
 * decimal comma has one digit more: `12.3450`.
 */
function writeDecimal(number: number): string {
  const short = String(number);
  if (LIKE_THOUSANDS.test(short)) return `${short}0`;
  if (!short.includes('e')) return short;
  return Math.abs(number) >= 1 ? BigInt(number).toString() : number.toFixed(20).replace(/0+$/, '');
}

function writeDate(serial: number, from1904: boolean): string {
  const days = Math.floor(serial);
  const seconds = Math.round((serial - days) * 86_400);
  const shift = !from1904 && days < FALSE_LEAP_DAY ? 1 : 0;
  const moment = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + (days + shift) * DAY + seconds * 1000).toISOString();
  const [date, time] = [moment.slice(0, 10), moment.slice(11, 19)];
  if (seconds === 0) return date;
  return days === 0 ? time : `${date} ${time}`;
}

/** More characters than honest workbooks share. */
const MOST_CHARACTERS = 1 << 28;

/** The texts that cells refer to by their position. */
export async function readStrings(parts: XlsxPackage, part: string | undefined): Promise<CellStore> {
  const strings = createCellStore();
  if (!part || !parts.has(part)) return strings;
  let [text, isText, isList, phonetic, total] = ['', false, false, 0, 0];

  function add(string: string): void {
    total += string.length;
    if (total > MOST_CHARACTERS) throw new TableProblem({ code: 'too-large', part: part ?? '' });
    strings.add(string);
  }

  const plain: PlainElements = {
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
      plain.isNext = false;
    },
    text(piece) {
      if (isText) text += piece;
      if (text.length > MOST_IN_CELL) throw new TableProblem({ code: 'too-large', part });
    },
    close(name) {
      isText = false;
      if (name === 'rPh') phonetic--;
      if (name === 'si') add(decodeEscapes(text));
      if (name === 'sst') isList = false;
      plain.isNext = name === 'si' && isList;
    },
  };
  for await (const _ of streamMarkup(await parts.open(part), listener, plain));
  return strings;
}

/** `_x000D_` and the like, which stand for characters that XML does not allow. */
function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * How a number is shown, as far as that says what it is: the least digits of a code, such as 5 for `00000`, or the unit behind
 * it, as in `#,##0"元"`.
 */
type NumberKind = 'plain' | 'percent' | 'date' | number | { readonly unit: string };

/** The formats every program knows by number, as far as they show dates, times or percent. */
const isBuiltinDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
const isBuiltinPercent = (id: number): boolean => id === 9 || id === 10;

/** The kind of number of each cell style, by its position. */
export async function readStyles(parts: XlsxPackage, part: string | undefined): Promise<readonly NumberKind[]> {
  const kinds: NumberKind[] = [];
  if (!part || !parts.has(part)) return kinds;
  const formats = new Map<number, NumberKind>();
  let inCells = false;
  await parseMarkup(await parts.open(part), {
    open(name, { numFmtId = '0', formatCode = '' }) {
      const id = Number(numFmtId);
      if (name === 'numFmt') formats.set(id, kindOfFormat(formatCode));
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const builtin = isBuiltinDate(id) ? 'date' : isBuiltinPercent(id) ? 'percent' : 'plain';
      kinds.push(formats.get(id) ?? builtin);
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return kinds;
}

/** A number that is shown as it is, and a unit that says what it counts: in text it would be another amount without it. */
const UNIT = /^[#,0]*0(?:\.0+)? *"? *([百千万亿]+(?:元|吨|瓦时|度)?|千?克|公斤|元|吨(?:标准煤|标煤)?|度)"?$/;

/** Literal text, colours and locales apart, a date format holds a letter for a part of a day or date. */
export function kindOfFormat(code: string): NumberKind {
  const [format = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  const bare = format.replace(/\[(?![hms]+\])[^\]]*\]/gi, '');
  if (/general/i.test(bare)) return 'plain';
  if (/[ymdhs]|\[[hms]+\]/i.test(bare)) return 'date';
  if (/^0{2,20}$/.test(code)) return code.length;
  const [, unit] = UNIT.exec(code.replaceAll('\\ ', '').split(';')[0] ?? '') ?? [];
  if (unit !== undefined) return { unit };
  return bare.includes('%') ? 'percent' : 'plain';
}

/** Very many texts as cells of CSV, kept outside of the heap: millions of them would keep its collector busy and let it grow. */
interface CellStore {
  add(text: string): void;
  /** The bytes of a text by its place; 0 for an empty one and where there is none. */
  lengthOf(place: number): number;
  write(place: number, target: ByteBuffer): void;
}

const CHUNK = 1 << 20;

/** A store without texts. */
export function createCellStore(): CellStore {
  const chunks: Buffer[] = [];
  let [chunk, end, count] = [-1, CHUNK, 0];
  /** By text: its chunk, where it begins there, and its bytes. */
  let places = new Uint32Array(3 << 10);

  return {
    add(text) {
      const cell = quoteWhereNeeded(text);
      const size = Buffer.byteLength(cell);
      if (size > CHUNK - end) {
        // A text longer than any chunk has one of its own.
        chunks.push(Buffer.allocUnsafeSlow(Math.max(size, CHUNK)));
        [chunk, end] = [chunk + 1, 0];
      }
      if (places.length < (count + 1) * 3) {
        const more = new Uint32Array(places.length * 2);
        more.set(places);
        places = more;
      }
      places.set([chunk, end, size], count++ * 3);
      (chunks[chunk] as Buffer | undefined)?.write(cell, end);
      end += size;
    },
    lengthOf: (place) =>
      Number.isInteger(place) && place >= 0 && place < count ? (places[place * 3 + 2] as number) : 0,
    write(place, target) {
      const [from, start, size] = [places[place * 3], places[place * 3 + 1], places[place * 3 + 2]] as [
        number,
        number,
        number,
      ];
      addBytes(target, chunks[from] as Buffer, start, start + size);
    },
  };
}
