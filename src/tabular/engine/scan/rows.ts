// Reads rows. Cells are taken as RFC 4180 and spreadsheets write them: a quote opens only at the very beginning of a
// cell; CRLF, LF and CR end a row. A cell that is cut by the end of the bytes waits for more.

import { allocate } from '../memory.ts';
import {
  ANSWERED,
  CHOICES,
  CODE,
  codesOf,
  IGNORED,
  kindOf,
  LONGER,
  matterOf,
  NUMBER,
  recordOf,
  shortOf,
  TEXT,
  UNANSWERED,
} from './columns.ts';
import { readNumber } from './digits.ts';
import {
  addText,
  complain,
  complainOfLength,
  complainOfSkipped,
  isBlank,
  isBlankRow,
  quoteSkipped,
  settle,
} from './edge.ts';
import { findSpelling } from './lexicon.ts';
import { CR, findInQuotes, findStops, LF, NUL, QUOTE, SPACE, TAB } from './stops.ts';
import { addPlainText } from './texts.ts';

/** What may be wrong with a cell, whatever column it belongs to. */
const OPEN_QUOTE: i32 = 0;
const TOO_LONG: i32 = 1;
const HAS_NUL: i32 = 2;
const STRAY_QUOTE: i32 = 3;

/** Inside of which cell too long to be kept reading goes on, if any. */
const NOT_SKIPPING: u32 = 0;
const SKIPPING_BARE: u32 = 1;
const SKIPPING_QUOTED: u32 = 2;

/** Slack behind the bytes, for searches and copies. */
const SLACK: usize = 128;

// The table and its columns.
let columns: usize = 0;
let width: usize = 0;
let needed: usize = 0;
let delimiter: u8 = 0;
let hasQuotedLines: bool = false;
let slots: usize = 0;
let longest: usize = 0;

// The bytes: where they are kept, where reading has arrived, where they end.
let buffer: usize = 0;
let room: usize = 0;
let position: usize = 0;
let limit: usize = 0;
let isEnded: bool = false;
let unescaped: usize = 0;
let unescapedRoom: usize = 0;

// The row under way: where it begins, which may be before all that is kept, and the cell under way.
let rowStart: usize = 0;
let rowLine: u32 = 0;
let column: usize = 0;
let isExtra: bool = false;

// The rows up to now.
let row: usize = 0;
let line: u32 = 0;
let record: f64 = 0;
let blanks: f64 = 0;
let lines: usize = 0;
let records: usize = 0;

let skipping: u32 = NOT_SKIPPING;
let previous: u8 = 0;

/** Says what table is to be read; gives where lines and records of rows will stand, records behind lines. */
export function begin(
  columnsAt: usize,
  columnCount: usize,
  neededCells: usize,
  delimiterByte: u8,
  quotedLines: bool,
  rows: usize,
  bytes: usize,
  longestCell: usize,
): usize {
  columns = columnsAt;
  width = columnCount;
  needed = neededCells;
  delimiter = delimiterByte;
  hasQuotedLines = quotedLines;
  slots = rows;
  longest = longestCell;
  lines = allocate(rows * 4);
  records = allocate(rows * 8);
  room = bytes;
  buffer = allocate(bytes + SLACK);
  return lines;
}

export function recordsAt(): usize {
  return records;
}

export function restart(firstLine: u32, firstRecord: f64): void {
  position = buffer;
  limit = buffer;
  isEnded = false;
  rowStart = buffer;
  rowLine = firstLine;
  column = 0;
  isExtra = false;
  row = 0;
  line = firstLine;
  record = firstRecord - 1;
  blanks = 0;
  skipping = NOT_SKIPPING;
  previous = 0;
}

/** Moves what is not read yet to the front, and gives where further bytes may be put. */
export function makeRoom(): usize {
  const kept = limit - position;
  let to = buffer;
  if (kept * 2 > room) {
    room *= 2;
    to = allocate(room + SLACK);
  }
  memory.copy(to, position, kept);
  rowStart = rowStart - position + to;
  buffer = to;
  position = to;
  limit = to + kept;
  return limit;
}

/** How many bytes may be put there. */
export function freeRoom(): usize {
  return buffer + room - limit;
}

export function filled(count: usize): void {
  limit += count;
}

export function end(): void {
  isEnded = true;
}

export function rowCount(): usize {
  return row;
}

export function beginBlock(): void {
  row = 0;
}

export function lineNow(): u32 {
  return line;
}

export function recordNow(): f64 {
  return record;
}

export function blanksNow(): f64 {
  return blanks;
}

export function waitingFrom(): usize {
  return position;
}

export function waitingTo(): usize {
  return limit;
}

function pause(p: usize, col: usize, current: usize): void {
  position = p;
  column = col;
  row = current;
}

/** Reads on: true as soon as a block is full, false where more bytes are needed or nothing is left. */
export function scan(): bool {
  if (skipping !== NOT_SKIPPING && !skipOn()) return false;
  store<u8>(limit, LF);
  const last = limit;
  const sign = delimiter;
  const signs = i8x16.splat(sign);
  let p = position;
  let col = column;
  let current = row;
  let base = p;
  let stops = findStops(base, signs);
  while (true) {
    while (stops === 0) {
      base += 64;
      stops = findStops(base, signs);
    }
    let q: usize = base + (ctz(stops) as usize);
    const place = recordOf(columns, col < width ? col : width);
    // Most cells are one byte, or none: there the delimiter itself is looked up.
    if (q - p <= 1 && load<u8>(q) === sign) {
      const code = load<u8>(shortOf(place) + (load<u8>(p) as usize));
      if (code !== LONGER) {
        store<u8>(codesOf(place) + current, code);
        stops &= stops - 1;
        p = q + 1;
        col++;
        continue;
      }
    }

    const isQuoted: bool = load<u8>(p) === QUOTE;
    let from = p;
    let after: usize = 0;
    let byte: u8 = 0;
    let newLine = line;
    let isEscaped = false;
    let isStray = false;
    let hasNul = false;
    if (!isQuoted) {
      byte = load<u8>(q);
      while (byte === QUOTE || byte === NUL) {
        if (byte === NUL) hasNul = true;
        stops &= stops - 1;
        while (stops === 0) {
          base += 64;
          stops = findStops(base, signs);
        }
        q = base + (ctz(stops) as usize);
        byte = load<u8>(q);
      }
      stops &= stops - 1;
      after = q;
    } else {
      from = p + 1;
      q = from;
      while (true) {
        q = findInQuotes(q);
        byte = load<u8>(q);
        if (byte === QUOTE) {
          if (load<u8>(q, 1) !== QUOTE || q + 1 >= last) break;
          isEscaped = true;
          q++;
        } else if (q >= last) break;
        else if (byte === NUL) hasNul = true;
        else if (hasQuotedLines && (byte === CR || load<u8>(q - 1) !== CR)) newLine++;
        q++;
      }
      after = q;
      if (q < last) {
        byte = load<u8>(++after);
        while (!isStop(byte) && (byte === SPACE || byte === TAB)) byte = load<u8>(++after);
        while (after < last && (byte === NUL || !isStop(byte))) {
          isStray = true;
          byte = load<u8>(++after);
        }
      }
      base = after + 1;
      stops = findStops(base, signs);
    }

    // The last bytes say whether a quote is doubled and a newline is one byte or two.
    if (!isEnded && (after >= last || (byte === CR && after + 1 >= last))) {
      pause(p, col, current);
      if (last - p <= longest) return false;
      beginSkipping(p, isQuoted);
      return scan();
    }
    if (p === last && p === rowStart) {
      pause(p, col, current);
      return false;
    }

    const c = col < width ? col : width;
    const codeAt = codesOf(place) + current;
    const isOpen = isQuoted && q >= last;
    if (isOpen || isStray || hasNul || after - p > longest) {
      store<u8>(codeAt, UNANSWERED);
      if (c === width) isExtra = true;
      const damage = isOpen ? OPEN_QUOTE : after - p > longest ? TOO_LONG : hasNul ? HAS_NUL : STRAY_QUOTE;
      complain(col as i32, current as i32, damage, from, q);
    } else if (c === width) {
      if (!isExtra && from !== q) isExtra = !isBlank(from, q);
    } else if (kindOf(place) !== IGNORED) {
      if (isEscaped) {
        q = undouble(from, q);
        from = unescaped;
      }
      if (from === q) store<u8>(codeAt, UNANSWERED);
      else store<u8>(codeAt, readCell(place, c, current, from, q));
    }

    line = newLine;
    if (byte === sign) {
      p = after + 1;
      col++;
      continue;
    }
    const isKept = endRow(current, col, after - rowStart);
    const isPair = byte === CR && load<u8>(after, 1) === LF && after + 1 < last;
    p = after >= last ? last : isPair ? after + 2 : after + 1;
    if (isPair || p === last) {
      base = p;
      stops = findStops(base, signs);
    }
    col = 0;
    isExtra = false;
    rowStart = p;
    rowLine = ++line;
    if (isKept && ++current === slots) {
      pause(p, 0, current);
      return true;
    }
  }
}

function isStop(byte: u8): bool {
  return byte === delimiter || byte === LF || byte === CR || byte === NUL;
}

/** Keeps what a cell says, and gives its code. */
function readCell(place: usize, c: usize, current: usize, from: usize, to: usize): u8 {
  const kind = kindOf(place);
  const matter = matterOf(place);
  if (kind === CODE) {
    const code = findSpelling(matter, from, to);
    if (code >= 0) return code as u8;
  } else if (kind === TEXT) {
    return addPlainText(matter, current, from, to) ? ANSWERED : (addText(c as i32, current as i32, from, to) as u8);
  } else if (kind === NUMBER) {
    if (readNumber(matter, current, from, to)) return ANSWERED;
  } else if (kind === CHOICES) {
    const known = findSpelling(load<u32>(matter), from, to);
    const said = known >= 0 ? (known << 8) | (ANSWERED as i32) : settle(c as i32, current as i32, from, to);
    store<i32>((load<u32>(matter, 4) as usize) + (current << 2), said >> 8);
    return said as u8;
  }
  return settle(c as i32, current as i32, from, to) as u8;
}

/** Ends a row of so many cells and bytes; false where it is blank. */
function endRow(current: usize, col: usize, length: usize): bool {
  if (length === 0) return false;
  record += 1;
  const cells = col + 1;
  // Nothing but delimiters, or one cell of blanks.
  if (length === col || (cells === 1 && width > 1 && isBlankRow(current as i32, rowStart, rowStart + length))) {
    blanks += 1;
    return false;
  }
  store<u32>(lines + (current << 2), rowLine);
  store<f64>(records + (current << 3), record);
  for (let c = cells; c < width; c++) store<u8>(codesOf(recordOf(columns, c)) + current, UNANSWERED);
  if (cells < needed || isExtra) complainOfLength(current as i32, cells as i32);
  return true;
}

/** Copies a quoted cell with each doubled quote once, and gives where the copy ends. */
function undouble(start: usize, stop: usize): usize {
  if (unescapedRoom < stop - start) {
    unescapedRoom = (stop - start) * 2;
    unescaped = allocate(unescapedRoom + SLACK);
  }
  let to = unescaped;
  for (let at = start; at < stop; at++) {
    const byte = load<u8>(at);
    store<u8>(to++, byte);
    if (byte === QUOTE) at++;
  }
  return to;
}

function beginSkipping(start: usize, isQuoted: bool): void {
  position = isQuoted ? start + 1 : start;
  quoteSkipped(position, limit);
  skipping = isQuoted ? SKIPPING_QUOTED : SKIPPING_BARE;
  previous = 0;
}

/** Goes on to the end of a cell that is too long; false while that is not reached. */
function skipOn(): bool {
  store<u8>(limit, LF);
  if (skipping === SKIPPING_QUOTED && !skipToQuote()) return false;
  let p = position;
  while (p < limit && (load<u8>(p) === NUL || !isStop(load<u8>(p)))) p++;
  position = p;
  if (p >= limit && !isEnded) return false;
  complainOfSkipped(column as i32, row as i32, skipping === SKIPPING_QUOTED ? OPEN_QUOTE : TOO_LONG);
  skipping = NOT_SKIPPING;
  return true;
}

/** True behind the closing quote, or where there will be none. */
function skipToQuote(): bool {
  let p = position;
  let before = previous;
  for (; p < limit; p++) {
    const byte = load<u8>(p);
    if (byte === QUOTE) {
      if (p + 1 >= limit && !isEnded) break;
      if (load<u8>(p, 1) !== QUOTE || p + 1 >= limit) {
        skipping = SKIPPING_BARE;
        position = p + 1;
        return true;
      }
      p++;
    } else if (hasQuotedLines && (byte === CR || (byte === LF && (p > position ? load<u8>(p - 1) : before) !== CR))) {
      line++;
    }
  }
  if (p > position) before = load<u8>(p - 1);
  position = p;
  previous = before;
  return isEnded;
}
