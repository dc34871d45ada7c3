// Writes rows as CSV bytes with the WebAssembly engine.
import { itemAt } from '../../model/index.ts';
import {
  allocateBytes,
  bytesAt,
  createRoom,
  type EngineMemory,
  type EngineRoom,
  prepareEngine,
  writeWords,
} from '../engine-memory.ts';
import { ENGINE } from '../generated/write.ts';
import type { TextColumn } from '../row-block.ts';

/** Appends a cell that the engine cannot write. */
type AppendCell = (row: number, target: ByteBuffer) => void;

/** The cells of a column in the rows of a block. */
export type ColumnCells =
  /**
   * Rows with state 3 have a text, rows with state 0 an empty cell. `other` appends the cells of other states, and
   * texts that begin like formulas.
   */
  | { readonly kind: 'text'; readonly states: Uint8Array; readonly texts: TextColumn; readonly other: AppendCell }
  /**
   * Like `text`, but for keys. `other` also appends keys with characters other than capital letters and digits, and
   * returns the hash of the key.
   */
  | {
      readonly kind: 'key';
      readonly states: Uint8Array;
      readonly texts: TextColumn;
      readonly other: (row: number, target: ByteBuffer) => number;
    }
  /** Numbers in their shortest form; an empty cell for NaN. */
  | { readonly kind: 'number'; readonly values: Float64Array | undefined }
  /** One of the column's fixed cells, chosen by code. */
  | {
      readonly kind: 'code';
      readonly codes: Uint8Array | Uint16Array | undefined;
      readonly cells: readonly ByteBuffer[];
    }
  /** `other` appends the cells of rows whose state is not 0; all others are empty. */
  | { readonly kind: 'other'; readonly states: Uint8Array; readonly other: AppendCell };

/** Rows as CSV in the memory of the writer, which the next call overwrites. */
export interface WrittenRows {
  readonly bytes: Uint8Array;
  /** For each row of the block, its length in bytes. `hashes` are the hashes of the rows' keys, 0 if a row has none. */
  readonly lengths: Uint32Array;
  readonly hashes: Float64Array;
}

/** Writes the rows of a block. The rows in `leftOut`, which is ascending, are not written. */
type RowWriter = (columns: readonly ColumnCells[], rows: number, leftOut?: readonly number[]) => WrittenRows;

interface Engine extends EngineMemory {
  begin(columns: number, count: number, rows: number): number;
  beginOutput(): void;
  writeRows(from: number, to: number): void;
  reserve(count: number): number;
  endAt(place: number): void;
  outputAt(): number;
  outputLength(): number;
}

interface Edge {
  writeCell(column: number, row: number): void;
  hashKey(row: number): number;
  writeNumber(value: number, to: number): number;
}

const createEngine = prepareEngine<Engine, Edge>(ENGINE);
type EngineInstance = ReturnType<typeof createEngine>;

/** The kinds of columns, and the size of a column's record in words; see engine/write/rows.ts. */
const COLUMN_KINDS = { text: 0, key: 1, number: 2, code: 3, other: 4 } as const;
const WORDS_PER_COLUMN = 5;
/** The size in bytes of the largest value, and of the position at which a text ends. */
const [VALUE_BYTES, END_BYTES] = [8, 4];

/** The addresses in the engine's memory at which the cells of a column are stored. */
interface ColumnAddress {
  readonly states: number;
  readonly values: number;
  readonly ends: number;
  /**
   * The buffer for the texts of a block; `pool` is the address of the texts or, for a column of codes, of its fixed
   * cells.
   */
  readonly room: EngineRoom;
  pool: number;
}

/** Creates a writer of rows. The kinds of its columns must be the same in all calls. */
export function createRowWriter(): RowWriter {
  const cell = createByteBuffer(0);
  let columns: readonly ColumnCells[] = [];
  let columnAddresses: readonly ColumnAddress[] = [];
  let [capacity, hashesAt, recordsAt, lastHash] = [0, 0, 0, 0];
  const engine = createEngine({
    writeCell(column, row) {
      const cells = columns[column];
      cell.length = 0;
      if (cells && 'other' in cells) lastHash = cells.other(row, cell) ?? 0;
      const address = engine.reserve(cell.length);
      bytesAt(engine, address, cell.length).set(cell.bytes.subarray(0, cell.length));
      engine.endAt(address + cell.length);
    },
    hashKey: () => lastHash,
    writeNumber: (value, to) => {
      const text = Buffer.from(String(value));
      bytesAt(engine, to, text.length).set(text);
      return text.length;
    },
  });

  /** Allocates memory for blocks of up to this many rows. */
  function beginRows(rows: number): void {
    capacity = rows;
    recordsAt = engine.allocate(columns.length * WORDS_PER_COLUMN * 4);
    hashesAt = engine.begin(recordsAt, columns.length, capacity);
    columnAddresses = columns.map((cells): ColumnAddress => {
      const pool = cells.kind === 'code' ? keepCells(engine, cells.cells) : 0;
      const allocate = (size: number): number => engine.allocate(capacity * size);
      return {
        states: allocate(1),
        values: allocate(VALUE_BYTES),
        ends: allocate(END_BYTES),
        pool,
        room: createRoom(engine),
      };
    });
  }

  return (newColumns, rows, leftOut = []) => {
    columns = newColumns;
    if (rows > capacity) beginRows(rows);
    for (const [i, cells] of columns.entries()) takeColumn(engine, cells, itemAt(columnAddresses, i), rows);
    const records = columns.flatMap(({ kind }, i) => {
      const { states, values, ends, pool } = itemAt(columnAddresses, i);
      return [COLUMN_KINDS[kind], states, values, ends, pool];
    });
    writeWords(engine, recordsAt, records);
    engine.beginOutput();
    let runStart = 0;
    for (const runEnd of [...leftOut, rows]) {
      engine.writeRows(runStart, runEnd);
      runStart = runEnd + 1;
    }
    const { buffer } = engine.memory;
    return {
      bytes: bytesAt(engine, engine.outputAt(), engine.outputLength()),
      hashes: new Float64Array(buffer, hashesAt, capacity),
      lengths: new Uint32Array(buffer, hashesAt + capacity * VALUE_BYTES, capacity),
    };
  };
}

/** Stores the fixed cells of a column of codes; returns the address of their addresses and lengths. */
function keepCells(engine: EngineInstance, cells: readonly ByteBuffer[]): number {
  const words = cells.flatMap(({ bytes, length }) => [allocateBytes(engine, bytes), length]);
  const address = engine.allocate(words.length * 4);
  writeWords(engine, address, words);
  return address;
}

/** Copies the cells of a block into the engine's memory. */
function takeColumn(engine: EngineInstance, cells: ColumnCells, place: ColumnAddress, rows: number): void {
  const { buffer } = engine.memory;
  if (cells.kind === 'number') {
    const values = new Float64Array(buffer, place.values, rows);
    if (cells.values) values.set(cells.values.subarray(0, rows));
    else values.fill(Number.NaN);
  } else if (cells.kind === 'code') {
    const codes = new Uint16Array(buffer, place.values, rows);
    if (cells.codes) codes.set(cells.codes.subarray(0, rows));
    else codes.fill(0);
  } else bytesAt(engine, place.states, rows).set(cells.states.subarray(0, rows));
  if ('texts' in cells) takeTexts(engine, cells.texts, place, rows);
}

function takeTexts(
  engine: EngineInstance,
  { bytes, starts, ends }: TextColumn,
  place: ColumnAddress,
  rows: number,
): void {
  place.pool = place.room.put(bytes);
  const { buffer } = engine.memory;
  new Uint32Array(buffer, place.values, rows).set(starts.subarray(0, rows));
  new Uint32Array(buffer, place.ends, rows).set(ends.subarray(0, rows));
}

/** Bytes to which more are appended at the end; space is reserved before they are written. */
export interface ByteBuffer {
  bytes: Uint8Array;
  length: number;
}

/** Creates an empty buffer with space for `capacity` bytes. */
export function createByteBuffer(capacity: number): ByteBuffer {
  return { bytes: new Uint8Array(capacity), length: 0 };
}

/** Makes sure that there is space for `count` more bytes. */
export function reserve(buffer: ByteBuffer, count: number): void {
  const neededLength = buffer.length + count;
  if (neededLength <= buffer.bytes.length) return;
  const largerBytes = new Uint8Array(neededLength * 2);
  largerBytes.set(buffer.bytes.subarray(0, buffer.length));
  buffer.bytes = largerBytes;
}

/** Appends a text as UTF-8. */
export function addText(buffer: ByteBuffer, text: string): void {
  const length = text.length;
  reserve(buffer, length * 3);
  const { bytes } = buffer;
  let index = buffer.length;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) {
      buffer.length = index + encoder.encodeInto(text.slice(i), bytes.subarray(index)).written;
      return;
    }
    bytes[index++] = unit;
  }
  buffer.length = index;
}

const encoder = new TextEncoder();

/** Returns the bytes of a text that is written many times. */
export function encodeCell(text: string): ByteBuffer {
  const cell = createByteBuffer(text.length);
  addText(cell, text);
  return cell;
}
