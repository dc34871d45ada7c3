// Rows of results as CSV.
import { allocate } from '../memory.ts';
import { hashKey, writeCell } from './edge.ts';
import { hashPlainKey } from './keys.ts';
import { addNumber, LONGEST_NUMBER, prepareNumbers } from './numbers.ts';
import { copyTo, endAt, endOfOutput, lengthAt, makeRoom } from './output.ts';
import { addText, roomOfText } from './texts.ts';

/** What the cells of a column are, besides texts (0): the key; numbers; some cells by code. Above are the other side's. */
const KEY: u32 = 1;
const NUMBER: u32 = 2;
const CODE: u32 = 3;

/** Of a column: what it is, the states of rows, then starts, ends and bytes; or values; or codes and cells. */
const RECORD: usize = 20;
const STATES: usize = 4;
const VALUES: usize = 8;
const ENDS: usize = 12;
const POOL: usize = 16;
/** Of a cell that a code means: where it is, and its length. */
const CELL_BITS: usize = 3;

const ANSWERED: u8 = 3;
/** By the states of a column of the other side: there is nothing to be written. */
const EMPTY: u8 = 0;
const COMMA: u8 = 44;
const LF: u8 = 10;

let columns: usize = 0;
let count: usize = 0;
let lengths: usize = 0;
let hashes: usize = 0;

/** Says what columns there are, and for how many rows at most; gives where lengths and, behind them, hashes will stand. */
export function begin(columnsAt: usize, columnCount: usize, rows: usize): usize {
  columns = columnsAt;
  count = columnCount;
  hashes = allocate(rows * 12);
  lengths = hashes + rows * 8;
  prepareNumbers(columnCount);
  return hashes;
}

/** Writes rows one behind the other, behind those that are there. */
export function writeRows(from: usize, to: usize): void {
  // There is always room for a number in each of the columns left, and for what parts them.
  const room = count * (LONGEST_NUMBER + 1) + 1;
  let at = endOfOutput();
  for (let row = from; row < to; row++) {
    const start = lengthAt(at);
    at = makeRoom(at, room);
    for (let i: usize = 0; i < count; i++) {
      if (i > 0) store<u8>(at++, COMMA);
      const column = columns + i * RECORD;
      if (load<u32>(column) === NUMBER) {
        at = addNumber(at, load<f64>((load<u32>(column, VALUES) as usize) + (row << 3)), i, row);
      } else at = addCell(column, i, row, at, room);
    }
    store<u8>(at++, LF);
    store<u32>(lengths + (row << 2), (lengthAt(at) - start) as u32);
  }
  endAt(at);
}

/** Adds a cell; so much room is left behind it. */
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
  const place = makeRoom(at, roomOfText(length) + room);
  if (kind === KEY) {
    const hash = hashPlainKey(text, length);
    if (hash === 0) return addOther(kind, i, row, place, room);
    store<f64>(hashes + (row << 3), hash);
    return copyTo(place, text, length);
  }
  const end = addText(place, text, length);
  return end === 0 ? addOther(kind, i, row, place, room) : end;
}

/** Lets the other side add a cell. */
function addOther(kind: u32, i: usize, row: usize, at: usize, room: usize): usize {
  endAt(at);
  writeCell(i as i32, row as i32);
  if (kind === KEY) store<f64>(hashes + (row << 3), hashKey(row as i32));
  return makeRoom(endOfOutput(), room);
}
