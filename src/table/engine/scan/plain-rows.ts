// Plain rows: those with a cell for each column, whose quotes stand around whole cells. Where cells end is found for many
// rows at once, sixty-four bytes at a time; then they are read column by column.
import { allocate } from '../memory.ts';
import { CR, LF, limit, NUL, position, QUOTE } from './bytes.ts';
import { codesOf, IGNORED, kindOf, LONGER, readCell, recordOf, shortOf, UNANSWERED } from './cells.ts';

/** About so many cells are read at once: what is known of them stays in the cache. */
const CELLS: usize = 1 << 12;
/** Places that may be written beyond those of the rows that are asked for. */
const SPARE: usize = 128;

let width: usize = 0;
let delimiter: u8 = 0;
/** The longest row that is plain, in bytes. */
let longest: usize = 0;
/** The most rows at once. */
let most: usize = 0;
/** Where each cell ends, row by row; in front of the first one stands the end of what was read before. */
let ends: usize = 0;
let room: usize = 0;

export function preparePlainRows(columnCount: usize, delimiterByte: u8, longestRow: usize): void {
  width = columnCount;
  delimiter = delimiterByte;
  longest = longestRow;
  most = max<usize>(1, CELLS / width);
  room = (most * width + SPARE) << 2;
  ends = allocate(room + (64 << 2));
}

/** A bit for each of 64 bytes that is this one. */
function bitsOf(a: v128, b: v128, c: v128, d: v128, byte: v128): u64 {
  return (
    (i8x16.bitmask(i8x16.eq(a, byte)) as u32 as u64) |
    ((i8x16.bitmask(i8x16.eq(b, byte)) as u32 as u64) << 16) |
    ((i8x16.bitmask(i8x16.eq(c, byte)) as u32 as u64) << 32) |
    ((i8x16.bitmask(i8x16.eq(d, byte)) as u32 as u64) << 48)
  );
}

/** Whether one of them is a quote, CR or NUL. */
function isSpecial(a: v128, b: v128, c: v128, d: v128): bool {
  const quote = i8x16.splat(QUOTE);
  const cr = i8x16.splat(CR);
  const nul = i8x16.splat(NUL);
  const ab = v128.or(v128.or(i8x16.eq(a, quote), i8x16.eq(b, quote)), v128.or(i8x16.eq(a, cr), i8x16.eq(b, cr)));
  const cd = v128.or(v128.or(i8x16.eq(c, quote), i8x16.eq(d, quote)), v128.or(i8x16.eq(c, cr), i8x16.eq(d, cr)));
  // Only NUL is the least of what it stands among.
  const least = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
  return v128.any_true(v128.or(v128.or(ab, cd), i8x16.eq(least, nul)));
}

/** Finds where the cells of the next rows end, of no more rows than these, and gives how many of them are plain. */
export function placePlainRows(atMost: usize): usize {
  const wanted = min<usize>(most, atMost);
  const rowSize = width << 2;
  const lastRoom = ends + room;
  const last = limit;
  const sign = i8x16.splat(delimiter);
  let to = ends + 4;
  let rowEnd = ends + rowSize;
  let rows: usize = 0;
  // Of the byte in front of those at hand: all bits where it is within quotes; a bit where it ends a cell, closes quotes, is CR.
  let inside: u64 = 0;
  let ended: u64 = 1;
  let closed: u64 = 0;
  let returned: u64 = 0;
  store<u32>(ends, (position - 1) as u32);
  for (let base = position; base < last && to < lastRoom; base += 64) {
    const a = v128.load(base);
    const b = v128.load(base, 16);
    const c = v128.load(base, 32);
    const d = v128.load(base, 48);
    let signs = bitsOf(a, b, c, d, sign);
    let newlines = bitsOf(a, b, c, d, i8x16.splat(LF));
    if (base + 64 > last) newlines &= ((1 as u64) << ((last - base) as u64)) - 1;
    let odd: u64 = 0;
    if (isSpecial(a, b, c, d) || (inside | closed | returned) !== 0) {
      const quotes = bitsOf(a, b, c, d, i8x16.splat(QUOTE));
      const returns = bitsOf(a, b, c, d, i8x16.splat(CR));
      const nuls = bitsOf(a, b, c, d, i8x16.splat(NUL));
      odd = nuls | (((returns << 1) | returned) & ~newlines);
      returned = returns >> 63;
      // What stands within quotes: a bit is 1 where an odd number of quotes stands up to there.
      let quoted = quotes ^ (quotes << 1);
      quoted ^= quoted << 2;
      quoted ^= quoted << 4;
      quoted ^= quoted << 8;
      quoted ^= quoted << 16;
      quoted ^= quoted << 32;
      quoted ^= inside;
      odd |= newlines & quoted;
      newlines &= ~quoted;
      signs &= ~quoted;
      const stops = signs | newlines;
      const closing = quotes & ~quoted;
      // Quotes open right behind the end of a cell and close right in front of one.
      odd |= quotes & quoted & ~((stops << 1) | ended);
      odd |= ((closing << 1) | closed) & ~(stops | returns);
      inside = 0 - (quoted >> 63);
      closed = closing >> 63;
      if (odd !== 0) newlines &= (odd & (0 - odd)) - 1;
    }
    const stops = signs | newlines;
    ended = stops >> 63;
    const first = to;
    for (let left = stops; left !== 0; left &= left - 1) {
      store<u32>(to, (base + (ctz(left) as usize)) as u32);
      to += 4;
    }
    for (let left = newlines; left !== 0; left &= left - 1) {
      const before = popcnt(stops & ((left & (0 - left)) - 1)) as usize;
      if (first + (before << 2) !== rowEnd || !isRow(rowEnd - rowSize)) return rows;
      rowEnd += rowSize;
      if (++rows === wanted) return rows;
    }
    if (odd !== 0) break;
  }
  return rows;
}

/** Whether there is something in a row, and not too much. */
function isRow(at: usize): bool {
  const start: usize = load<u32>(at) + 1;
  let end: usize = load<u32>(at + (width << 2));
  if (end > start && load<u8>(end - 1) === CR) end--;
  const length = end - start;
  return length + 1 !== width && length <= longest;
}

/** Where the last of so many rows ends. */
export function endOfPlainRows(rows: usize): usize {
  return (load<u32>(ends + ((rows * width) << 2)) as usize) + 1;
}

/** Reads the cells of so many rows, the first of which is this one of the block. */
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
  const short = shortOf(place);
  let at = ends + (c << 2);
  for (let row = first; row < first + rows; row++, at += step) {
    let from: usize = load<u32>(at) + 1;
    let to: usize = load<u32>(at, 4);
    if (isLast && to > from && load<u8>(to - 1) === CR) to--;
    let byte = load<u8>(from);
    if (byte === QUOTE) {
      byte = load<u8>(++from);
      to--;
    }
    let code: u8 = UNANSWERED;
    if (to !== from) {
      code = to - from === 1 ? load<u8>(short + (byte as usize)) : LONGER;
      if (code === LONGER) code = readCell(place, c, row, from, to);
    }
    store<u8>(codes + row, code);
  }
}
