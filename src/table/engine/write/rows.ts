// Writes rows of results as CSV.
import { allocate } from '../memory.ts';
import { hashKey, writeCell } from './edge.ts';
import { hashPlainKey } from './keys.ts';
import { addNumber, MAX_NUMBER_BYTES, prepareNumbers } from './numbers.ts';
import { copyTo, endAt, endOfOutput, lengthAt, makeRoom } from './output.ts';
import { addText, maxCellBytes } from './texts.ts';

/**
 * The kinds of columns other than texts, which are 0: keys, numbers, and fixed cells by code. Cells of higher kinds are
 * written by JavaScript.
 */
const KEY: u32 = 1;
const NUMBER: u32 = 2;
const CODE: u32 = 3;

/**
 * The size of a column's record in bytes: its kind and the states of its rows; then, depending on the kind, the starts,
 * ends and bytes of texts, or values, or codes and fixed cells.
 */
const RECORD: usize = 20;
const STATES: usize = 4;
const VALUES: usize = 8;
const ENDS: usize = 12;
const POOL: usize = 16;
/** The size of a fixed cell, as a power of two: its address and its length. */
const CELL_BITS: usize = 3;

const ANSWERED: u8 = 3;
/** The state of rows that have no cell in a column. */
const EMPTY: u8 = 0;
const COMMA: u8 = 44;
const LF: u8 = 10;

let columns: usize = 0;
let count: usize = 0;
let lengths: usize = 0;
let hashes: usize = 0;

/**
 * Sets the columns and the maximum number of rows. Returns the address of the hashes of keys, after which the lengths
 * of rows are stored.
 */
export function begin(columnsAt: usize, columnCount: usize, rows: usize): usize {
  columns = columnsAt;
  count = columnCount;
  hashes = allocate(rows * 12);
  lengths = hashes + rows * 8;
  prepareNumbers(columnCount);
  return hashes;
}

/** Appends rows to the output. */
export function writeRows(from: usize, to: usize): void {
  // Enough space for a number with its delimiter in each column.
  const room = count * (MAX_NUMBER_BYTES + 1) + 1;
  let out = endOfOutput();
  for (let row = from; row < to; row++) {
    const start = lengthAt(out);
    out = makeRoom(out, room);
    for (let i: usize = 0; i < count; i++) {
      if (i > 0) store<u8>(out++, COMMA);
      const column = columns + i * RECORD;
      if (load<u32>(column) === NUMBER) {
        out = addNumber(out, load<f64>((load<u32>(column, VALUES) as usize) + (row << 3)), i, row);
      } else out = addCell(column, i, row, out, room);
    }
    store<u8>(out++, LF);
    store<u32>(lengths + (row << 2), (lengthAt(out) - start) as u32);
  }
  endAt(out);
}

/** Writes a cell, and makes sure that there are `room` bytes of space after it. */
function addCell(column: usize, i: usize, row: usize, at: usize, room: usize): usize {
  const kind = load<u32>(column);
  const values = load<u32>(column, VALUES) as usize;
  if (kind === CODE) {
    const cell = (load<u32>(column, POOL) as usize) + ((load<u16>(values + (row << 1)) as usize) << CELL_BITS);
    const length: usize = load<u32>(cell, 4);
    return copyTo(makeRoom(at, length + room), load<u32>(cell), length);
  }
  const state = load<u8>((load<u32>(column, STATES) as usize) + row);
  if (state === EMPTY) {
    if (kind === KEY) store<f64>(hashes + (row << 3), 0);
    return at;
  }
  if (kind > CODE || state !== ANSWERED) return addOther(kind, i, row, at, room);
  const start: usize = load<u32>(values + (row << 2));
  const length: usize = (load<u32>((load<u32>(column, ENDS) as usize) + (row << 2)) as usize) - start;
  const text = (load<u32>(column, POOL) as usize) + start;
  const place = makeRoom(at, maxCellBytes(length) + room);
  if (kind === KEY) {
    const hash = hashPlainKey(text, length);
    if (hash === 0) return addOther(kind, i, row, place, room);
    store<f64>(hashes + (row << 3), hash);
    return copyTo(place, text, length);
  }
  const end = addText(place, text, length);
  return end === 0 ? addOther(kind, i, row, place, room) : end;
}

/** Writes a cell by calling JavaScript. */
function addOther(kind: u32, i: usize, row: usize, at: usize, room: usize): usize {
  endAt(at);
  writeCell(i as i32, row as i32);
  if (kind === KEY) store<f64>(hashes + (row << 3), hashKey(row as i32));
  return makeRoom(endOfOutput(), room);
}
