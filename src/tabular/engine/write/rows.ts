// Rows of results as CSV.
import { allocate } from '../memory.ts';
import { hashKey, writeCell } from './edge.ts';
import { hashPlainKey } from './keys.ts';
import { addNumber, prepareNumbers } from './numbers.ts';
import { beginOutput, copyTo, endAt, outputLength, reserve } from './output.ts';
import { addText } from './texts.ts';

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
const LONGEST_NUMBER: usize = 64;

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
  prepareNumbers();
  return hashes;
}

/** Writes rows one behind the other; the output begins anew. */
export function writeRows(from: usize, to: usize): void {
  beginOutput((to - from) * LONGEST_NUMBER);
  for (let row = from; row < to; row++) {
    const start = outputLength();
    for (let i: usize = 0; i < count; i++) {
      if (i > 0) addByte(COMMA);
      addCell(columns + i * RECORD, i, row);
    }
    addByte(LF);
    store<u32>(lengths + (row << 2), (outputLength() - start) as u32);
  }
}

function addByte(byte: u8): void {
  const to = reserve(1);
  store<u8>(to, byte);
  endAt(to + 1);
}

function addCell(column: usize, i: usize, row: usize): void {
  const kind = load<u32>(column);
  const state = load<u32>(column, STATES) as usize;
  const values = load<u32>(column, VALUES) as usize;
  if (kind === NUMBER) {
    endAt(addNumber(reserve(LONGEST_NUMBER), load<f64>(values + (row << 3))));
  } else if (kind === CODE) {
    const cell = (load<u32>(column, POOL) as usize) + ((load<u16>(values + (row << 1)) as usize) << CELL_BITS);
    const length: usize = load<u32>(cell, 4);
    endAt(copyTo(reserve(length), load<u32>(cell), length));
  } else if (load<u8>(state + row) === EMPTY) {
    if (kind === KEY) store<f64>(hashes + (row << 3), 0);
  } else if (kind > CODE || load<u8>(state + row) !== ANSWERED) addOther(kind, i, row);
  else {
    const start: usize = load<u32>(values + (row << 2));
    const length: usize = (load<u32>((load<u32>(column, ENDS) as usize) + (row << 2)) as usize) - start;
    addTextCell(kind, i, row, (load<u32>(column, POOL) as usize) + start, length);
  }
}

function addTextCell(kind: u32, i: usize, row: usize, start: usize, length: usize): void {
  if (kind === KEY) {
    const hash = hashPlainKey(start, length);
    if (hash === 0) addOther(kind, i, row);
    else {
      endAt(copyTo(reserve(length), start, length));
      store<f64>(hashes + (row << 3), hash);
    }
  } else if (!addText(start, length)) addOther(kind, i, row);
}

function addOther(kind: u32, i: usize, row: usize): void {
  writeCell(i as i32, row as i32);
  if (kind === KEY) store<f64>(hashes + (row << 3), hashKey(row as i32));
}
