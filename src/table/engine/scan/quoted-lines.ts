// Detects quoted cells with lines that look like rows: a stray quote makes the rows below it part of one cell.
import { CR, LF } from './bytes.ts';

/**
 * In a table with at least this many columns, a single line in a cell with as many commas as a row is no coincidence.
 */
const MIN_WIDE_COLUMNS: usize = 6;

let delimiter: u8 = 0;
/** The minimum and maximum number of cells in a line that looks like a row. */
let minCells: usize = 0;
let maxCells: usize = 0;

/**
 * The column of the current cell. Then the cells and bytes of the current line; on the first line, the cells of the row
 * before this one count as well.
 */
let column: usize = 0;
let cells: usize = 0;
let bytes: usize = 0;
let previousByte: u8 = 0;
/**
 * How many lines have ended within the cell, how many of these after the first are as long as a row, and whether the
 * first one is.
 */
let endedLines: usize = 0;
let fullLines: usize = 0;
let isFirstFull: bool = false;
/** Whether the current row has a cell with several lines. */
let isMultiLine: bool = false;

export function prepareQuotedLines(neededCells: usize, columnCount: usize, delimiterByte: u8): void {
  minCells = max<usize>(neededCells, 2);
  maxCells = columnCount;
  delimiter = delimiterByte;
}

/** Starts a quoted cell in a column. */
export function beginQuotedLines(atColumn: usize): void {
  column = atColumn;
  cells = atColumn + 1;
  bytes = 0;
  previousByte = 0;
  endedLines = 0;
  fullLines = 0;
  isFirstFull = false;
  isMultiLine = false;
}

/** Examines the text of the quoted cell. */
export function readQuotedLines(from: usize, to: usize): void {
  for (let address = from; address < to; address++) {
    const byte = load<u8>(address);
    if (byte === delimiter) cells++;
    if (byte === CR || (byte === LF && previousByte !== CR)) {
      const isFull = cells >= minCells && cells <= maxCells;
      if (endedLines === 0) isFirstFull = isFull;
      else if (isFull) fullLines++;
      endedLines++;
      isMultiLine = true;
      cells = 1;
      bytes = 0;
    } else if (byte !== LF) bytes++;
    previousByte = byte;
  }
}

/** Whether the cell contains lines that are rows, given the number of cells in its own row. Resets the state. */
export function holdsRows(cellsOfRow: usize): bool {
  if (!isMultiLine) return false;
  isMultiLine = false;
  if (fullLines > 0 && maxCells >= MIN_WIDE_COLUMNS) return true;
  if (!isFirstFull || fullLines + 1 < endedLines) return false;
  // The last line of the cell goes on after the closing quote, so the cells after it in the row count as well.
  return isLastBlank() ? fullLines > 0 : cells + (cellsOfRow - column - 1) >= minCells;
}

export function quotedColumn(): usize {
  return column;
}

/** Whether the cell ends with a newline, as it does if its quote is never closed. */
export function isLastBlank(): bool {
  return bytes === 0 && cells === 1;
}
