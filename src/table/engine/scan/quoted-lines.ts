// Detects quoted lines that look like rows: a stray quote swallows the rows below it, up to the next quote.
import { CR, LF } from './bytes.ts';

/** From this number of columns on, a single line as long as a row is not a coincidence of commas. */
const MIN_WIDE_COLUMNS: usize = 6;

let delimiter: u8 = 0;
/** The minimum and maximum number of cells in a line that looks like a row. */
let minCells: usize = 0;
let maxCells: usize = 0;

/**
 * The column of the current cell; the cells and bytes of the current line, including what precedes the cell in its row.
 */
let column: usize = 0;
let cells: usize = 0;
let bytes: usize = 0;
let previousByte: u8 = 0;
/** How many lines have ended in the cell; how many after the first are as long as a row; and whether the first is. */
let endedLines: usize = 0;
let fullLines: usize = 0;
let isFirstFull: bool = false;
/** Whether a cell of the current row has several lines. */
let isMultiLine: bool = false;

export function prepareQuotedLines(neededCells: usize, columnCount: usize, delimiterByte: u8): void {
  minCells = max<usize>(neededCells, 2);
  maxCells = columnCount;
  delimiter = delimiterByte;
}

/** Begins the text of a quoted cell. */
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

/** Continues through the text of the cell. */
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

/** Whether the cell contains rows, given the number of cells in its row. Resets the state. */
export function holdsRows(cellsOfRow: usize): bool {
  if (!isMultiLine) return false;
  isMultiLine = false;
  if (fullLines > 0 && maxCells >= MIN_WIDE_COLUMNS) return true;
  if (!isFirstFull || fullLines + 1 < endedLines) return false;
  // The rest of the row is on the last line.
  return isLastBlank() ? fullLines > 0 : cells + (cellsOfRow - column - 1) >= minCells;
}

export function quotedColumn(): usize {
  return column;
}

/** Whether the cell ends with a newline, as if its quote is never closed. */
export function isLastBlank(): bool {
  return bytes === 0 && cells === 1;
}
