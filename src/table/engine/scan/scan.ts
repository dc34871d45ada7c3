// Reads rows. Cells are taken as RFC 4180 and spreadsheets write them: a quote opens only at the very beginning of a
// cell; CRLF, LF and CR end a row. A cell that is cut by the end of the bytes waits for more.
import { beginRowAt, createBuffer, emptyBuffer, isEnded, limit, moveTo, position, rowStart } from './buffer.ts';
import { readCell, undouble, unescaped } from './cells.ts';
import { codesOf, IGNORED, kindOf, LONGER, recordOf, shortOf, UNANSWERED } from './columns.ts';
import { HAS_NUL, OPEN_QUOTE, STRAY_QUOTE, TOO_LONG } from './damage.ts';
import { complain, isBlank } from './edge.ts';
import {
  column,
  createRows,
  endRow,
  isExtra,
  line,
  noteExtra,
  pauseAt,
  restartRows,
  row,
  setLine,
  slots,
} from './rows.ts';
import { beginSkipping, isSkipping, skipOn, stopSkipping } from './skipping.ts';
import { CR, findInQuotes, findStops, isStop, LF, NUL, QUOTE, SPACE, TAB } from './stops.ts';
import { columns, delimiter, hasQuotedLines, longest, setTable, width } from './table.ts';

/** Says what table is to be read; gives where lines of rows will stand. */
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
  setTable(columnsAt, columnCount, neededCells, delimiterByte, quotedLines, longestCell);
  createBuffer(bytes);
  return createRows(rows);
}

export function restart(firstLine: u32, firstRecord: f64): void {
  emptyBuffer();
  restartRows(firstLine, firstRecord);
  stopSkipping();
}

/** Reads on: true as soon as a block is full, false where more bytes are needed or nothing is left. */
export function scan(): bool {
  if (isSkipping() && !skipOn()) return false;
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
    // Most cells are one byte, or none: then the delimiter itself is looked up.
    let place = recordOf(columns, min<usize>(col, width));
    const firstPlace = place;
    let q: usize;
    while (true) {
      while (stops === 0) {
        base += 64;
        stops = findStops(base, signs);
      }
      q = base + (ctz(stops) as usize);
      if (q - p > 1) break;
      const code = load<u8>(shortOf(place) + (load<u8>(p) as usize));
      if (code === LONGER || load<u8>(q) !== sign) break;
      store<u8>(codesOf(place) + current, code);
      stops &= stops - 1;
      p = q + 1;
      place = recordOf(place, 1);
    }
    col += (place - firstPlace) >> 4;

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
        while (!isStop(byte, sign) && (byte === SPACE || byte === TAB)) byte = load<u8>(++after);
        while (after < last && (byte === NUL || !isStop(byte, sign))) {
          isStray = true;
          byte = load<u8>(++after);
        }
      }
      base = after + 1;
      stops = findStops(base, signs);
    }

    // The last bytes say whether a quote is doubled and a newline is one byte or two.
    if (!isEnded && (after >= last || (byte === CR && after + 1 >= last))) {
      moveTo(p);
      pauseAt(col, current);
      if (last - p <= longest) return false;
      beginSkipping(p, isQuoted);
      return scan();
    }
    if (p === last && p === rowStart) {
      moveTo(p);
      pauseAt(col, current);
      return false;
    }

    const c = min<usize>(col, width);
    const codeAt = codesOf(place) + current;
    const isOpen = isQuoted && q >= last;
    if (isOpen || isStray || hasNul || after - p > longest) {
      store<u8>(codeAt, UNANSWERED);
      if (c === width) noteExtra(true);
      const damage = isOpen ? OPEN_QUOTE : after - p > longest ? TOO_LONG : hasNul ? HAS_NUL : STRAY_QUOTE;
      complain(col as i32, current as i32, damage, from, q);
    } else if (c === width) {
      if (!isExtra && from !== q) noteExtra(!isBlank(from, q));
    } else if (kindOf(place) !== IGNORED) {
      if (isEscaped) {
        q = undouble(from, q);
        from = unescaped;
      }
      if (from === q) store<u8>(codeAt, UNANSWERED);
      else store<u8>(codeAt, readCell(place, c, current, from, q));
    }

    setLine(newLine);
    if (byte === sign) {
      p = after + 1;
      col++;
      continue;
    }
    const isKept = endRow(current, col + 1, rowStart, after - rowStart);
    const isPair = byte === CR && load<u8>(after, 1) === LF && after + 1 < last;
    p = after >= last ? last : isPair ? after + 2 : after + 1;
    if (isPair || p === last) {
      base = p;
      stops = findStops(base, signs);
    }
    col = 0;
    beginRowAt(p);
    if (isKept && ++current === slots) {
      moveTo(p);
      pauseAt(0, current);
      return true;
    }
  }
}
