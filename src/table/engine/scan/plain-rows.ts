// Reads plain rows: first the ends of cells of many rows, 64 bytes at a time, then the rows column by column.
import { allocate } from '../memory.ts';
import { CR, LF, limit, NUL, position, QUOTE } from './bytes.ts';
import { byteCodesOf, codesOf, IGNORED, kindOf, readCell, recordOf, UNANSWERED, UNKNOWN_BYTE } from './cells.ts';

/** The number of cells that are located at a time, few enough to stay in the processor's cache. */
const CELLS_AT_ONCE: usize = 1 << 12;
/** Space for additional ends, because a step of 64 bytes may find cells beyond the rows requested. */
const EXTRA_PLACES: usize = 128;

let width: usize = 0;
let delimiter: u8 = 0;
/** The maximum length of a plain row, in bytes. */
let maxRowBytes: usize = 0;
/** The maximum number of rows that are located at a time. */
let maxRows: usize = 0;
/** The address of the ends of cells, row by row; the first entry is the end of what was read before. */
let ends: usize = 0;
let room: usize = 0;

export function preparePlainRows(columnCount: usize, delimiterByte: u8, longestRow: usize): void {
  width = columnCount;
  delimiter = delimiterByte;
  maxRowBytes = longestRow;
  maxRows = max<usize>(1, CELLS_AT_ONCE / width);
  room = (maxRows * width + EXTRA_PLACES) << 2;
  ends = allocate(room + (64 << 2));
}

/** Returns one bit for each of 64 bytes: 1 if the byte equals `byte`. */
function bitsOf(a: v128, b: v128, c: v128, d: v128, byte: v128): u64 {
  return (
    (i8x16.bitmask(i8x16.eq(a, byte)) as u32 as u64) |
    ((i8x16.bitmask(i8x16.eq(b, byte)) as u32 as u64) << 16) |
    ((i8x16.bitmask(i8x16.eq(c, byte)) as u32 as u64) << 32) |
    ((i8x16.bitmask(i8x16.eq(d, byte)) as u32 as u64) << 48)
  );
}

/** Whether any byte is a quote, CR or NUL. */
function isSpecial(a: v128, b: v128, c: v128, d: v128): bool {
  const quote = i8x16.splat(QUOTE);
  const cr = i8x16.splat(CR);
  const nul = i8x16.splat(NUL);
  const ab = v128.or(v128.or(i8x16.eq(a, quote), i8x16.eq(b, quote)), v128.or(i8x16.eq(a, cr), i8x16.eq(b, cr)));
  const cd = v128.or(v128.or(i8x16.eq(c, quote), i8x16.eq(d, quote)), v128.or(i8x16.eq(c, cr), i8x16.eq(d, cr)));
  // The minimum of four bytes is 0, which is NUL, only if one of the bytes is.
  const minimum = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
  return v128.any_true(v128.or(v128.or(ab, cd), i8x16.eq(minimum, nul)));
}

/**
 * Finds the ends of cells in the next rows, at most `atMost`, and returns the number of rows that are plain: rows with
 * one cell for each column, in which quotes occur only around whole cells.
 */
export function placePlainRows(atMost: usize): usize {
  const wanted = min<usize>(maxRows, atMost);
  const rowSize = width << 2;
  const lastRoom = ends + room;
  const last = limit;
  const delimiters = i8x16.splat(delimiter);
  let to = ends + 4;
  let rowEnd = ends + rowSize;
  let rows: usize = 0;
  // What the previous 64 bytes leave for the next ones: `inside` has all bits set if they end within quotes. The other
  // variables are 1 if the last byte ended a cell, closed a quote, or was a CR.
  let inside: u64 = 0;
  let ended: u64 = 1;
  let closedQuote: u64 = 0;
  let endedInReturn: u64 = 0;
  store<u32>(ends, (position - 1) as u32);
  for (let base = position; base < last && to < lastRoom; base += 64) {
    const a = v128.load(base);
    const b = v128.load(base, 16);
    const c = v128.load(base, 32);
    const d = v128.load(base, 48);
    let signs = bitsOf(a, b, c, d, delimiters);
    let newlines = bitsOf(a, b, c, d, i8x16.splat(LF));
    if (base + 64 > last) newlines &= ((1 as u64) << ((last - base) as u64)) - 1;
    let irregular: u64 = 0;
    if (isSpecial(a, b, c, d) || (inside | closedQuote | endedInReturn) !== 0) {
      const quotes = bitsOf(a, b, c, d, i8x16.splat(QUOTE));
      const carriageReturns = bitsOf(a, b, c, d, i8x16.splat(CR));
      const nuls = bitsOf(a, b, c, d, i8x16.splat(NUL));
      irregular = nuls | (((carriageReturns << 1) | endedInReturn) & ~newlines);
      endedInReturn = carriageReturns >> 63;
      // The bytes within quotes are those after an odd number of quotes.
      let quoted = quotes ^ (quotes << 1);
      quoted ^= quoted << 2;
      quoted ^= quoted << 4;
      quoted ^= quoted << 8;
      quoted ^= quoted << 16;
      quoted ^= quoted << 32;
      quoted ^= inside;
      irregular |= newlines & quoted;
      newlines &= ~quoted;
      signs &= ~quoted;
      const stops = signs | newlines;
      const closing = quotes & ~quoted;
      // A quote must open directly after the end of a cell and close directly before the end of its own cell.
      irregular |= quotes & quoted & ~((stops << 1) | ended);
      irregular |= ((closing << 1) | closedQuote) & ~(stops | carriageReturns);
      inside = 0 - (quoted >> 63);
      closedQuote = closing >> 63;
      if (irregular !== 0) newlines &= (irregular & (0 - irregular)) - 1;
    }
    const stops = signs | newlines;
    ended = stops >> 63;
    const first = to;
    for (let left = stops; left !== 0; left &= left - 1) {
      store<u32>(to, (base + (ctz(left) as usize)) as u32);
      to += 4;
    }
    for (let left = newlines; left !== 0; left &= left - 1) {
      const cellsBefore = popcnt(stops & ((left & (0 - left)) - 1)) as usize;
      if (first + (cellsBefore << 2) !== rowEnd || !isRow(rowEnd - rowSize)) return rows;
      rowEnd += rowSize;
      if (++rows === wanted) return rows;
    }
    if (irregular !== 0) break;
  }
  return rows;
}

/** Whether a row is neither blank nor too long. */
function isRow(place: usize): bool {
  const start: usize = load<u32>(place) + 1;
  let end: usize = load<u32>(place + (width << 2));
  if (end > start && load<u8>(end - 1) === CR) end--;
  const length = end - start;
  return length + 1 !== width && length <= maxRowBytes;
}

/** Returns the address after the last of the located rows. */
export function endOfPlainRows(rows: usize): usize {
  return (load<u32>(ends + ((rows * width) << 2)) as usize) + 1;
}

/** Decodes the cells of located rows and stores them in the block from row `first` on. */
export function readPlainRows(columns: usize, first: usize, rows: usize): void {
  for (let c: usize = 0; c < width; c++) {
    const place = recordOf(columns, c);
    if (kindOf(place) !== IGNORED) readPlainColumn(place, c, first, rows);
  }
}

function readPlainColumn(place: usize, c: usize, first: usize, rows: usize): void {
  const step = width << 2;
  const isLast = c + 1 === width;
  const codes = codesOf(place);
  const byteCodes = byteCodesOf(place);
  let cellEnd = ends + (c << 2);
  for (let row = first; row < first + rows; row++, cellEnd += step) {
    let from: usize = load<u32>(cellEnd) + 1;
    let to: usize = load<u32>(cellEnd, 4);
    if (isLast && to > from && load<u8>(to - 1) === CR) to--;
    let byte = load<u8>(from);
    if (byte === QUOTE) {
      byte = load<u8>(++from);
      to--;
    }
    let code: u8 = UNANSWERED;
    if (to !== from) {
      code = to - from === 1 ? load<u8>(byteCodes + (byte as usize)) : UNKNOWN_BYTE;
      if (code === UNKNOWN_BYTE) code = readCell(place, c, row, from, to);
    }
    store<u8>(codes + row, code);
  }
}
