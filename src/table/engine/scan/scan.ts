// Reads rows as RFC 4180 and spreadsheets do: a quote counts only at the start of a cell; CRLF, LF or CR ends a row.
import { allocate } from '../memory.ts';
import {
  beginRowAt,
  CR,
  createBuffer,
  findStop,
  isEnded,
  isStop,
  LF,
  limit,
  moveTo,
  NUL,
  position,
  QUOTE,
  rowStart,
  SPACE,
  TAB,
} from './bytes.ts';
import {
  CODE,
  codeOf,
  codesOf,
  findKnown,
  IGNORED,
  kindOf,
  recordOf,
  UNANSWERED,
  UNKNOWN_BYTE,
  undouble,
  unescaped,
} from './cells.ts';
import {
  complain,
  complainOfLength,
  complainOfRows,
  complainOfSkipped,
  isBlank,
  isBlankRow,
  quoteSkipped,
} from './edge.ts';
import { endOfPlainRows, placePlainRows, preparePlainRows, readPlainRows } from './plain-rows.ts';
import {
  beginQuotedLines,
  holdsRows,
  isLastBlank,
  prepareQuotedLines,
  quotedColumn,
  readQuotedLines,
} from './quoted-lines.ts';

/** The kinds of damage that cells of any column can have; see scan/scanner.ts. */
const OPEN_QUOTE: i32 = 0;
const TOO_LONG: i32 = 1;
const HAS_NUL: i32 = 2;
const STRAY_QUOTE: i32 = 3;

/** The address of the columns' records, the number of columns, and the minimum number of cells in a row. */
let columns: usize = 0;
let width: usize = 0;
let needed: usize = 0;
let delimiter: u8 = 0;
/** Whether a newline within quotes starts a new line of the file, so that it counts for line numbers. */
let hasQuotedLines: bool = false;
/** The maximum length of a cell, in bytes; longer cells are not read. */
let maxCellBytes: usize = 0;

/** The number of rows in a block, and the number of rows read so far. */
let slots: usize = 0;
let row: usize = 0;
let line: u32 = 0;
/**
 * The column of the current cell. `isExtra` says whether the row has cells beyond the last column, at least one of them
 * not blank.
 */
let column: usize = 0;
let isExtra: bool = false;
let rowLine: u32 = 0;
let record: f64 = 0;
let blanks: f64 = 0;
let lines: usize = 0;
let records: usize = 0;

/** Sets the table to be read; returns the address at which the line of each row is stored. */
export function begin(
  columnsAt: usize,
  columnCount: usize,
  neededCells: usize,
  delimiterByte: u8,
  quotedLines: bool,
  rows: usize,
  bytes: usize,
  longestCell: usize,
  firstLine: u32,
  firstRecord: f64,
): usize {
  columns = columnsAt;
  width = columnCount;
  needed = neededCells;
  delimiter = delimiterByte;
  hasQuotedLines = quotedLines;
  maxCellBytes = longestCell;
  rowLine = firstLine;
  line = firstLine;
  record = firstRecord - 1;
  createBuffer(bytes);
  preparePlainRows(columnCount, delimiterByte, longestCell);
  prepareQuotedLines(neededCells, columnCount, delimiterByte);
  slots = rows;
  lines = allocate(rows * 4);
  records = allocate(rows * 8);
  return lines;
}

export function recordsAt(): usize {
  return records;
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

/** Continues reading. Returns true if the block is full, false if more bytes are needed or there are none left. */
export function scan(): bool {
  if (skipping !== NOT_SKIPPING && !continueSkipping()) return false;
  store<u8>(limit, LF);
  while (row < slots) {
    if (position === rowStart) takePlainRows();
    if (row < slots && !readRow()) return false;
  }
  return true;
}

function takePlainRows(): void {
  const count = placePlainRows(slots - row);
  if (count === 0) return;
  readPlainRows(columns, row, count);
  for (let i: usize = 0; i < count; i++) noteRow();
  moveTo(endOfPlainRows(count));
  beginRowAt(position);
}

/** Records the line and the number of a row, and goes on to the next line. */
function noteRow(): void {
  store<u32>(lines + (row << 2), rowLine);
  rowLine = ++line;
  record += 1;
  store<f64>(records + (row << 3), record);
  row++;
}

/**
 * Reads the rest of the current row, whatever it contains. Returns false if more bytes are needed or there are none
 * left.
 */
function readRow(): bool {
  const last = limit;
  let p = position;
  while (true) {
    const isQuoted: bool = load<u8>(p) === QUOTE;
    let from = p;
    let q = p;
    let newLine = line;
    let isEscaped = false;
    let isStray = false;
    let hasNul = false;
    if (!isQuoted) {
      q = findStop(p, delimiter);
      for (; load<u8>(q) === QUOTE || load<u8>(q) === NUL; q = findStop(q + 1, delimiter)) {
        if (load<u8>(q) === NUL) hasNul = true;
      }
    } else {
      from = p + 1;
      q = findStop(from, delimiter);
      for (; q < last; q = findStop(q + 1, delimiter)) {
        const byte = load<u8>(q);
        if (byte === QUOTE) {
          if (load<u8>(q, 1) !== QUOTE || q + 1 >= last) break;
          isEscaped = true;
          q++;
        } else if (byte === NUL) hasNul = true;
        else if (hasQuotedLines && (byte === CR || (byte === LF && load<u8>(q - 1) !== CR))) newLine++;
      }
    }
    let after = q;
    if (isQuoted && q < last) {
      after++;
      while (!isStop(load<u8>(after), delimiter) && (load<u8>(after) === SPACE || load<u8>(after) === TAB)) after++;
      while (after < last && (load<u8>(after) === NUL || !isStop(load<u8>(after), delimiter))) {
        isStray = true;
        after++;
      }
    }
    const byte = load<u8>(after);

    // At the end of the bytes it is unknown whether a quote is doubled, or whether LF follows a CR.
    if (!isEnded && (after >= last || (byte === CR && after + 1 >= last))) {
      moveTo(p);
      if (last - p <= maxCellBytes) return false;
      beginSkipping(p, isQuoted);
      return scan();
    }
    if (p === last && p === rowStart) {
      moveTo(p);
      return false;
    }

    if (newLine !== line) {
      beginQuotedLines(column);
      readQuotedLines(from, q);
    }
    const c = min<usize>(column, width);
    const place = recordOf(columns, c);
    const codeAt = codesOf(place) + row;
    const isOpen = isQuoted && q >= last;
    if (isOpen || isStray || hasNul || after - p > maxCellBytes) {
      store<u8>(codeAt, UNANSWERED);
      if (c === width) isExtra = true;
      const damage = isOpen ? OPEN_QUOTE : after - p > maxCellBytes ? TOO_LONG : hasNul ? HAS_NUL : STRAY_QUOTE;
      complain(column as i32, row as i32, damage, from, q);
    } else if (c === width) {
      if (!isExtra && from !== q) isExtra = !isBlank(from, q);
    } else if (kindOf(place) !== IGNORED) {
      if (isEscaped) {
        q = undouble(from, q);
        from = unescaped;
      }
      store<u8>(codeAt, codeOf(place, c, row, from, q));
    }

    line = newLine;
    if (byte === delimiter) {
      p = after + 1;
      column++;
      continue;
    }
    endRow(column + 1, after - rowStart);
    const isPair = byte === CR && load<u8>(after, 1) === LF && after + 1 < last;
    moveTo(after >= last ? last : isPair ? after + 2 : after + 1);
    beginRowAt(position);
    column = 0;
    return true;
  }
}

/** Ends the current row; a blank row is dropped. */
function endRow(cells: usize, length: usize): void {
  const hasExtra = isExtra;
  isExtra = false;
  // The row consists only of delimiters, or of a single cell of blanks.
  const isEmpty =
    length + 1 === cells || (cells === 1 && width > 1 && isBlankRow(row as i32, rowStart, rowStart + length));
  if (isEmpty) {
    rowLine = ++line;
    if (length === 0) return;
    record += 1;
    blanks += 1;
    return;
  }
  for (let c = cells; c < width; c++) store<u8>(codesOf(recordOf(columns, c)) + row, UNANSWERED);
  if (holdsRows(cells)) {
    complainOfRows(quotedColumn() as i32, row as i32, rowLine, isLastBlank() && line > rowLine ? line - 1 : line);
  }
  if (cells < needed || hasExtra) complainOfLength(row as i32, cells as i32);
  noteRow();
}

// Rows of tables that are stored by column: their cells are read column by column.

/** Starts `count` rows; rows that are not blank have a mark. */
export function beginRows(count: usize, marks: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const startLine = rowLine;
    rowLine = ++line;
    const isFilled = load<u8>(marks + i) !== 0;
    // As in delimited text, a row with a single empty cell is not a record.
    if (!isFilled && width === 1) continue;
    record += 1;
    if (!isFilled) {
      blanks += 1;
      continue;
    }
    store<u32>(lines + (row << 2), startLine);
    store<f64>(records + (row << 3), record);
    row++;
  }
}

/** Reads the cells of a column in the marked rows. The places at which cells start and end are relative to `base`. */
export function readColumn(
  c: usize,
  count: usize,
  marks: usize,
  starts: usize,
  ends: usize,
  base: usize,
  mayHoldNul: bool,
): void {
  const place = recordOf(columns, c);
  let codeAt = codesOf(place);
  let current: usize = 0;
  for (let i: usize = 0; i < count; i++) {
    if (load<u8>(marks + i) === 0) continue;
    const from = base + load<u32>(starts + (i << 2));
    const to = base + load<u32>(ends + (i << 2));
    store<u8>(codeAt++, readPlaced(place, c, current++, from, to, mayHoldNul));
  }
}

/**
 * Reads the cells of a column from a pool of distinct cells. Each row has the number of its cell in the pool, counted
 * from 1; 0 means no cell. The pool has the start of each cell, which ends where the next one starts. A cell that is
 * fully described by its code is decoded only once.
 */
export function readEntries(
  c: usize,
  count: usize,
  marks: usize,
  entries: usize,
  pool: usize,
  base: usize,
  known: usize,
  size: usize,
  mayHoldNul: bool,
): void {
  const place = recordOf(columns, c);
  const isCoded = kindOf(place) === CODE && !mayHoldNul;
  memory.fill(known, UNKNOWN_BYTE, size);
  store<u8>(known, UNANSWERED);
  let codeAt = codesOf(place);
  let current: usize = 0;
  for (let i: usize = 0; i < count; i++) {
    if (load<u8>(marks + i) === 0) continue;
    const entry: usize = load<u32>(entries + (i << 2));
    let code = load<u8>(known + entry);
    if (code === UNKNOWN_BYTE) {
      const poolEntry = pool + (entry << 2);
      const from = base + load<u32>(poolEntry - 4);
      const to = base + load<u32>(poolEntry);
      code = readPlaced(place, c, current, from, to, mayHoldNul);
      // A cell with an unknown value is a fault in each row that contains it, so its code is not remembered.
      if (isCoded && (from === to || findKnown(place, from, to) === (code as i32))) store<u8>(known + entry, code);
    }
    store<u8>(codeAt++, code);
    current++;
  }
}

function readPlaced(place: usize, c: usize, current: usize, from: usize, to: usize, mayHoldNul: bool): u8 {
  const hasNul = mayHoldNul && holdsNul(from, to);
  if (hasNul || to - from > maxCellBytes) {
    complain(c as i32, current as i32, hasNul ? HAS_NUL : TOO_LONG, from, to);
    return UNANSWERED;
  }
  return kindOf(place) === IGNORED ? UNANSWERED : codeOf(place, c, current, from, to);
}

function holdsNul(from: usize, to: usize): bool {
  let address = from;
  while (address < to && load<u8>(address) !== NUL) address++;
  return address < to;
}

// Cells that are too long are not kept; only their end is searched for.

/** Which kind of cell is being skipped, if any. */
const NOT_SKIPPING: u32 = 0;
const SKIPPING_BARE: u32 = 1;
const SKIPPING_QUOTED: u32 = 2;

let skipping: u32 = NOT_SKIPPING;
let previous: u8 = 0;

function beginSkipping(start: usize, isQuoted: bool): void {
  moveTo(isQuoted ? start + 1 : start);
  quoteSkipped(position, limit);
  skipping = isQuoted ? SKIPPING_QUOTED : SKIPPING_BARE;
  if (isQuoted && hasQuotedLines) beginQuotedLines(column);
  previous = 0;
}

/** Continues to the end of a cell that is too long; returns false if the end has not been read yet. */
function continueSkipping(): bool {
  store<u8>(limit, LF);
  if (skipping === SKIPPING_QUOTED && !skipToQuote()) return false;
  let p = position;
  while (p < limit && (load<u8>(p) === NUL || !isStop(load<u8>(p), delimiter))) p++;
  moveTo(p);
  if (p >= limit && !isEnded) return false;
  complainOfSkipped(column as i32, row as i32, skipping === SKIPPING_QUOTED ? OPEN_QUOTE : TOO_LONG);
  skipping = NOT_SKIPPING;
  return true;
}

/** Moves to the byte after the closing quote of a cell. Returns true if the quote is found or the input ends. */
function skipToQuote(): bool {
  let p = position;
  let precedingByte = previous;
  for (; p < limit; p++) {
    const byte = load<u8>(p);
    if (byte === QUOTE) {
      if (p + 1 >= limit && !isEnded) break;
      if (load<u8>(p, 1) !== QUOTE || p + 1 >= limit) {
        if (hasQuotedLines) readQuotedLines(position, p);
        skipping = SKIPPING_BARE;
        moveTo(p + 1);
        return true;
      }
      p++;
    } else if (
      hasQuotedLines &&
      (byte === CR || (byte === LF && (p > position ? load<u8>(p - 1) : precedingByte) !== CR))
    ) {
      line++;
    }
  }
  if (p > position) precedingByte = load<u8>(p - 1);
  if (hasQuotedLines) readQuotedLines(position, p);
  moveTo(p);
  previous = precedingByte;
  return isEnded;
}
