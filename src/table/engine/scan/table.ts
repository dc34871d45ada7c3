// The table that is read.

export let columns: usize = 0;
export let width: usize = 0;
/** No row may have fewer cells. */
export let needed: usize = 0;
export let delimiter: u8 = 0;
/** Whether a newline within quotes begins a line. */
export let hasQuotedLines: bool = false;
/** The longest cell that is looked at, in bytes. */
export let longest: usize = 0;

/** Says what table it is. */
export function setTable(
  columnsAt: usize,
  columnCount: usize,
  neededCells: usize,
  delimiterByte: u8,
  quotedLines: bool,
  longestCell: usize,
): void {
  columns = columnsAt;
  width = columnCount;
  needed = neededCells;
  delimiter = delimiterByte;
  hasQuotedLines = quotedLines;
  longest = longestCell;
}
