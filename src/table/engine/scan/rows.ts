// The rows up to now, and the one under way.
import { allocate } from '../memory.ts';
import { codesOf, recordOf, UNANSWERED } from './columns.ts';
import { complainOfLength, isBlankRow } from './edge.ts';
import { columns, needed, width } from './table.ts';

/** So many rows are a block. */
export let slots: usize = 0;
export let row: usize = 0;
export let line: u32 = 0;
/** The cell under way: its column, and where it is that of an extra one, whether there is something in it. */
export let column: usize = 0;
export let isExtra: bool = false;
let rowLine: u32 = 0;
let record: f64 = 0;
let blanks: f64 = 0;
let lines: usize = 0;
let records: usize = 0;

/** Makes room for a block, and gives where the lines of its rows stand. */
export function createRows(rows: usize): usize {
  slots = rows;
  lines = allocate(rows * 4);
  records = allocate(rows * 8);
  return lines;
}

export function recordsAt(): usize {
  return records;
}

export function restartRows(firstLine: u32, firstRecord: f64): void {
  rowLine = firstLine;
  column = 0;
  isExtra = false;
  row = 0;
  line = firstLine;
  record = firstRecord - 1;
  blanks = 0;
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

/** Keeps where reading stands until there are more bytes. */
export function pauseAt(col: usize, current: usize): void {
  column = col;
  row = current;
}

export function setLine(now: u32): void {
  line = now;
}

export function noteExtra(isThere: bool): void {
  isExtra = isThere;
}

/** Ends a row of so many cells and bytes, which begins there; false where it is blank. */
export function endRow(current: usize, cells: usize, start: usize, length: usize): bool {
  const startLine = rowLine;
  const hasExtra = isExtra;
  isExtra = false;
  rowLine = ++line;
  if (length === 0) return false;
  record += 1;
  // Nothing but delimiters, or one cell of blanks.
  if (length + 1 === cells || (cells === 1 && width > 1 && isBlankRow(current as i32, start, start + length))) {
    blanks += 1;
    return false;
  }
  store<u32>(lines + (current << 2), startLine);
  store<f64>(records + (current << 3), record);
  for (let c = cells; c < width; c++) store<u8>(codesOf(recordOf(columns, c)) + current, UNANSWERED);
  if (cells < needed || hasExtra) complainOfLength(current as i32, cells as i32);
  return true;
}
