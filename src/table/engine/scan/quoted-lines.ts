// Lines within quotes that could be rows: a quote that nobody meant takes in the rows below, up to the next quote.
import { CR, LF } from './bytes.ts';

/** From this many columns on, one line as long as a row is no accident of commas. */
const WIDE: usize = 6;

let delimiter: u8 = 0;
/** How many cells a line must and may have to be a row. */
let fewest: usize = 0;
let most: usize = 0;

/** Of the cell under way: its column; the cells and bytes of the line at hand, what precedes it in the row included. */
let column: usize = 0;
let cells: usize = 0;
let bytes: usize = 0;
let previous: u8 = 0;
/** Lines that have ended in it, those behind the first that are as long as a row, and whether the first is. */
let ended: usize = 0;
let full: usize = 0;
let isFirstFull: bool = false;
/** Whether a cell of the row under way has several lines. */
let isNoted: bool = false;

export function prepareQuotedLines(neededCells: usize, columnCount: usize, delimiterByte: u8): void {
  fewest = max<usize>(neededCells, 2);
  most = columnCount;
  delimiter = delimiterByte;
}

/** Begins the text of a cell in quotes. */
export function beginQuotedLines(atColumn: usize): void {
  column = atColumn;
  cells = atColumn + 1;
  bytes = 0;
  previous = 0;
  ended = 0;
  full = 0;
  isFirstFull = false;
  isNoted = false;
}

/** Goes on through the text of the cell. */
export function readQuotedLines(from: usize, to: usize): void {
  for (let at = from; at < to; at++) {
    const byte = load<u8>(at);
    if (byte === delimiter) cells++;
    if (byte === CR || (byte === LF && previous !== CR)) {
      const isFull = cells >= fewest && cells <= most;
      if (ended === 0) isFirstFull = isFull;
      else if (isFull) full++;
      ended++;
      isNoted = true;
      cells = 1;
      bytes = 0;
    } else if (byte !== LF) bytes++;
    previous = byte;
  }
}

/** Whether rows are within the cell, once it is known how many cells its row has. Begins anew. */
export function holdsRows(cellsOfRow: usize): bool {
  if (!isNoted) return false;
  isNoted = false;
  if (full > 0 && most >= WIDE) return true;
  if (!isFirstFull || full + 1 < ended) return false;
  // The rest of the row stands on the last line.
  return isLastBlank() ? full > 0 : cells + (cellsOfRow - column - 1) >= fewest;
}

export function quotedColumn(): usize {
  return column;
}

/** Whether the cell ends with a newline, as where the quote is never closed. */
export function isLastBlank(): bool {
  return bytes === 0 && cells === 1;
}
