// The cells of a sheet as CSV: shared strings, styles, numbers and dates.
import { quoteWhereNeeded } from '../csv-text.ts';
import { TableProblem } from '../table-problem.ts';
import { type MarkupListener, parseMarkup, streamMarkup, type XlsxPackage } from './xlsx-package.ts';

/** What cells refer to. */
interface Book {
  readonly strings: TextStore;
  readonly styles: readonly NumberKind[];
  readonly from1904: boolean;
}

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** A piece of text is handed on from this length on. */
const PIECE = 1 << 16;

/** The cells of a sheet as CSV in UTF-8: every row on the line of its number, whatever newlines its cells hold. */
export async function* readSheet(parts: XlsxPackage, part: string, book: Book): AsyncGenerator<Uint8Array> {
  const { listener, written } = createWriter(part, book);
  const encoder = new TextEncoder();
  for await (const _ of streamMarkup(await parts.open(part), listener)) {
    if (written.length >= PIECE) yield encoder.encode(written.take());
  }
  yield encoder.encode(written.take());
}

interface Written {
  readonly length: number;
  /** What was written since it was last asked for. */
  take(): string;
}

function createWriter(part: string, book: Book): { readonly listener: MarkupListener; readonly written: Written } {
  let text = '';
  let [row, column, filled] = [0, 0, 0];
  let [type, style, value, isValue, phonetic] = ['n', 0, '', false, 0];
  // Null where the cell holds none.
  let formula: string | null = null;
  let isFormula = false;

  function beginRow(reference: string | undefined): void {
    const next = reference === undefined ? row + 1 : Number(reference);
    if (!(next > row && next <= MOST_ROWS)) throw new TableProblem({ code: 'damaged', detail: `${part}: row ${next}` });
    if (row > 0) text += '\n';
    for (row++; row < next; row++) text += '\n';
    [column, filled] = [0, 0];
  }

  function beginCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const next = r === undefined ? column + 1 : columnOf(r);
    if (!(next > column && next <= MOST_COLUMNS)) throw new TableProblem({ code: 'damaged', detail: `${part}: ${r}` });
    [column, type, style, value, formula] = [next, t, Number(s), '', null];
  }

  function endCell(): void {
    // A text may be the result of a formula and empty; a result that was never worked out is no blank.
    const isOpen = value === '' && formula !== null && type !== 'str';
    const cell = isOpen ? `=${formula}` : cellText(type, value, style, book);
    if (cell === '') return;
    // Empty cells in front; the comma of the first column is none.
    text += ','.repeat(column - Math.max(1, filled)) + quoteWhereNeeded(cell);
    filled = column;
  }

  return {
    written: {
      get length() {
        return text.length;
      },
      take() {
        const taken = text;
        text = '';
        return taken;
      },
    },
    listener: {
      open(name, attributes) {
        if (name === 'c') beginCell(attributes);
        else if (name === 'row') beginRow(attributes.r);
        else if (name === 'rPh') phonetic++;
        isValue = name === 'v' || (name === 't' && phonetic === 0);
        isFormula = name === 'f';
        if (isFormula) formula = '';
      },
      text(piece) {
        if (isValue) value += piece;
        else if (isFormula) formula += piece;
      },
      close(name) {
        [isValue, isFormula] = [false, false];
        if (name === 'c') endCell();
        else if (name === 'rPh') phonetic--;
      },
    },
  };
}

/** The text of a cell; formulas give their last result, errors such as `#N/A` their name. A text without a number is none. */
function cellText(type: string, value: string, style: number, { strings, styles, from1904 }: Book): string {
  switch (type) {
    case 's':
      return value === '' ? '' : (strings.at(Number(value)) ?? '');
    case 'b':
      return value === '' ? '' : value === '1' ? 'TRUE' : 'FALSE';
    case 'n':
      return writeNumber(value, styles[style] ?? 'plain', from1904);
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

/** What a number of a sheet is in text: `20%` where it is shown so, an ISO date where it is shown as one. */
function writeNumber(text: string, kind: NumberKind, from1904: boolean): string {
  const number = Number(text);
  if (text === '' || !Number.isFinite(number)) return text;
  if (kind === 'date' && number >= 0 && number <= LAST_DAY + 1) return writeDate(number, from1904);
  if (kind === 'percent') return `${writeDecimal(Number((number * 100).toPrecision(DIGITS)))}%`;
  return /^-?\d{1,15}$/.test(text) ? text : writeDecimal(Number(number.toPrecision(DIGITS)));
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
export async function readStrings(parts: XlsxPackage, part: string | undefined): Promise<TextStore> {
  const strings = createTextStore();
  if (!part || !parts.has(part)) return strings;
  let [text, isText, phonetic, total] = ['', false, 0, 0];
  await parseMarkup(await parts.open(part), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic++;
      isText = name === 't' && phonetic === 0;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      isText = false;
      if (name === 'rPh') phonetic--;
      if (name !== 'si') return;
      total += text.length;
      if (total > MOST_CHARACTERS) throw new TableProblem({ code: 'too-large', part });
      strings.add(decodeEscapes(text));
    },
  });
  return strings;
}

/** `_x000D_` and the like, which stand for characters that XML does not allow. */
function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** How a number is shown, as far as that says what it is. */
type NumberKind = 'plain' | 'percent' | 'date';

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

/** Literal text, colours and locales apart, a date format holds a letter for a part of a day or date. */
export function kindOfFormat(code: string): NumberKind {
  const [format = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  const bare = format.replace(/\[(?![hms]+\])[^\]]*\]/gi, '');
  if (/general/i.test(bare)) return 'plain';
  if (/[ymdhs]|\[[hms]+\]/i.test(bare)) return 'date';
  return bare.includes('%') ? 'percent' : 'plain';
}

/** Very many texts, kept outside of the heap: millions of them would keep its collector busy and let it grow. */
interface TextStore {
  add(text: string): void;
  /** A text by its place; undefined where there is none. */
  at(place: number): string | undefined;
}

const CHUNK = 1 << 20;
/** Texts of Latin signs alone take a byte for each, all others two. */
const WIDE = /[\u0100-\uffff]/;

/** A store without texts. */
export function createTextStore(): TextStore {
  const chunks: Buffer[] = [];
  let [chunk, end, count] = [-1, CHUNK, 0];
  /** By text: its chunk, where it begins there, and twice its bytes, one more where it is wide. */
  let places = new Uint32Array(3 << 10);

  function makeRoom(size: number): void {
    if (size <= CHUNK - end) return;
    // A text longer than any chunk has one of its own.
    chunks.push(Buffer.allocUnsafeSlow(Math.max(size, CHUNK)));
    [chunk, end] = [chunk + 1, 0];
  }

  return {
    add(text) {
      const isWide = WIDE.test(text);
      const size = text.length * (isWide ? 2 : 1);
      makeRoom(size);
      if (places.length < (count + 1) * 3) {
        const more = new Uint32Array(places.length * 2);
        more.set(places);
        places = more;
      }
      places.set([chunk, end, size * 2 + Number(isWide)], count++ * 3);
      (chunks[chunk] as Buffer | undefined)?.write(text, end, isWide ? 'utf16le' : 'latin1');
      end += size;
    },
    at(place) {
      if (!Number.isInteger(place) || place < 0 || place >= count) return undefined;
      const [at, begin, kind] = places.subarray(place * 3, place * 3 + 3) as unknown as [number, number, number];
      const size = kind >>> 1;
      return size === 0 ? '' : chunks[at]?.toString(kind & 1 ? 'utf16le' : 'latin1', begin, begin + size);
    },
  };
}
