// Divides bytes into blocks of rows. The engine does the inner loop; columns, texts and faults are handled here.

import type { CellPlaces, ColumnBatch, PlacedCells } from '../columnar/column-batch.ts';
import { parseCsvCell } from '../csv-text.ts';
import { allocateBytes, bytesAt, createRoom } from '../engine-memory.ts';
import { decodePairs } from '../gb18030-codec.ts';
import {
  ANSWERED,
  type CellFault,
  type CellFaultCode,
  type CellNote,
  type ColumnBinding,
  type LostText,
  type RowBlock,
  type TextColumn,
  UNANSWERED,
} from '../row-block.ts';
import { createCellTextDecoder, type ScannedEncoding } from '../text-encoding.ts';
import {
  type CellColumn,
  type CellContext,
  type CheckboxColumn,
  createBlanks,
  createChoices,
  createCodes,
  createNotes,
  createNumbers,
  createTicks,
  createWideCodes,
  isWide,
  joinCheckboxes,
} from './cell-decoder.ts';
import { allocateShortCells, createEngine, type Engine } from './scan-engine.ts';
import { createTexts } from './text-columns.ts';

/** The damage that the engine can find in cells of any column, by its numbers; see engine/scan/scan.ts. */
const DAMAGE_CODES: readonly CellFaultCode[] = ['open-quote', 'too-long', 'nul', 'stray-quote', 'rows-in-quotes'];
/** Damage that can give a row any number of cells. */
const MULTI_ROW_DAMAGE: readonly CellFaultCode[] = ['open-quote', 'rows-in-quotes'];

/**
 * Creates a scanner for the rows in bytes. The engine does what is needed for every cell; texts that must be decoded
 * and faults are handled here.
 */
export function createScanner(reading: ScanOptions, sizes: ScanSizes = DEFAULT_SCAN_SIZES): Scanner {
  const { uses, needed, quotedLines, delimiter } = reading;
  const engine = createEngine({
    settle: (column, row, start, end) => columns.settle(column, row, start, end),
    readOption: (column, start, end) => columns.readOption(column, start, end),
    complain: (column, row, damage, start, end) => complain(column, row, damage, columns.quote(start, end)),
    isBlank: (start, end) => isBlank(start, end),
    isBlankRow: (row, start, end) => columns.faults.at(-1)?.row !== row && isBlank(start, end),
    complainOfLength: (row, cells) => complainOfLength(row, cells),
    complainOfRows: (column, row, first, last) => {
      dropFaults(row);
      columns.complain(row, column, 'rows-in-quotes', `${first}-${last}`);
    },
    quoteSkipped: (start, end) => {
      skippedText = columns.quote(start, end);
    },
    complainOfSkipped: (column, row, damage) => complain(column, row, damage, skippedText),
  });
  const capacity = Math.min(sizes.block, Math.max(1, Math.floor(MAX_BLOCK_CELLS / uses.length)));
  const columns: Columns = createColumns(engine, reading, capacity);
  const lines = new Uint32Array(capacity);
  const records = new Float64Array(capacity);
  const delimiterByte = delimiter.charCodeAt(0);
  const linesAt = engine.begin(
    columns.at,
    uses.length,
    needed,
    delimiterByte,
    Number(quotedLines),
    capacity,
    sizes.buffer,
    MAX_CELL_BYTES,
    reading.line,
    reading.record,
  );
  const recordsAt = engine.recordsAt();
  let readBatch: ReturnType<typeof createBatchReader> | undefined;
  let skippedText = '';

  function isBlank(start: number, end: number): boolean {
    return columns.quote(start, end).trim() === '';
  }

  function complain(column: number, row: number, damage: number, value: string): void {
    columns.complain(row, column, DAMAGE_CODES[damage] as CellFaultCode, value);
  }

  /** Removes the faults of the current row and returns them. */
  function dropFaults(row: number): CellFault[] {
    const { faults } = columns;
    return faults.splice(faults.findLastIndex((fault) => fault.row !== row) + 1);
  }

  /**
   * Reports a row with the wrong number of cells. Its cells may be shifted, so of its other faults only damage is
   * reported, not what the cells mean.
   */
  function complainOfLength(row: number, cells: number): void {
    const damage = dropFaults(row).filter(({ code }) => DAMAGE_CODES.includes(code));
    columns.faults.push(...damage);
    if (!damage.some(({ code }) => MULTI_ROW_DAMAGE.includes(code)))
      columns.complain(row, null, 'row-length', String(cells));
  }

  return {
    room() {
      const address = engine.makeRoom();
      return bytesAt(engine, address, engine.freeRoom());
    },
    filled: (count) => engine.filled(count),
    end: () => engine.end(),
    scan: () => engine.scan() !== 0,
    scanColumns(batch, from) {
      readBatch ??= createBatchReader(engine, uses.length, capacity);
      const count = Math.min(capacity, batch.rows - from);
      readBatch(batch, from, count);
      return count;
    },
    take() {
      const rows = engine.rowCount();
      lines.set(new Uint32Array(engine.memory.buffer, linesAt, rows));
      records.set(new Float64Array(engine.memory.buffer, recordsAt, rows));
      const block = columns.finish(rows, lines, records);
      engine.beginBlock();
      return block;
    },
    get line() {
      return engine.lineNow();
    },
    get waiting() {
      return bytesAt(engine, engine.waitingFrom(), engine.waitingTo() - engine.waitingFrom());
    },
    get records() {
      return engine.recordNow() - reading.record + 1;
    },
    get blanks() {
      return engine.blanksNow();
    },
  };
}

/** How a table is to be scanned. */
export interface ScanOptions {
  readonly encoding: ScannedEncoding;
  /** The delimiter, a single byte. */
  readonly delimiter: string;
  /**
   * Whether the table is an export, in which an apostrophe may protect a cell from becoming a formula; it is then not
   * part of the text.
   */
  readonly isExport?: boolean;
  /** Whether days written as serial numbers are counted from 1904. */
  readonly isFrom1904?: boolean;
  /** The binding of each column, in the order of the headings. */
  readonly uses: readonly ColumnBinding[];
  /** The number of columns up to the last heading; no row may have fewer cells. */
  readonly needed: number;
  /** The number of the first line; `record` is the number of the first record. */
  readonly line: number;
  readonly record: number;
  /** Whether a newline within quotes starts a new line. It does not in a sheet, where a line is a row. */
  readonly quotedLines: boolean;
}

/**
 * The size of the buffer in bytes, and of a block in rows. Tests choose small ones; the results are the same for all
 * sizes.
 */
export interface ScanSizes {
  readonly buffer: number;
  readonly block: number;
}

/**
 * The maximum number of cells in a block. It limits the rows of a block for tables with many columns, because space for
 * all cells is allocated in advance.
 */
const MAX_BLOCK_CELLS = 1 << 20;

export const DEFAULT_SCAN_SIZES: ScanSizes = { buffer: 1 << 20, block: 4096 };

/** The maximum length in bytes of a cell that is decoded. For longer cells, only the end is searched for. */
export const MAX_CELL_BYTES = 1 << 20;

/** Divides bytes into rows: fill `room()`, scan, take the block if it is full, and repeat until the end. */
export interface Scanner {
  /** Returns the space for further bytes, which is never empty. */
  room(): Uint8Array;
  filled(count: number): void;
  /** Says that there are no further bytes. */
  end(): void;
  /** Continues scanning. Returns true if the block is full, false if more bytes are needed or there are none left. */
  scan(): boolean;
  /**
   * Reads rows of a batch that is stored by column, from row `from` on and as many as fit into a block. Returns their
   * number. The block must be taken before the next call.
   */
  scanColumns(batch: ColumnBatch, from: number): number;
  /** Returns the rows that were read since the last block was taken. */
  take(): RowBlock;
  /** The line at which the scanner is; `pending` is the number of bytes that are not scanned yet. */
  readonly line: number;
  readonly waiting: Uint8Array;
  /** The number of records that were read; `blanks` is the number of those that were blank and are not rows. */
  readonly records: number;
  readonly blanks: number;
}

/**
 * The bytes of a batch are copied as a whole if they exceed its cells by no more than this factor plus this many bytes;
 * otherwise cells are copied one by one.
 */
const [MAX_FACTOR, ALLOWANCE] = [4, 1 << 14];
/** Creates a reader for batches that are stored by column. The engine reads their cells from its own memory. */
function createBatchReader(
  engine: Engine,
  width: number,
  capacity: number,
): (batch: ColumnBatch, from: number, count: number) => void {
  const marks = engine.allocate(capacity);
  const allocate = (): number => engine.allocate(capacity * 4);
  const [starts, ends, entries] = [allocate(), allocate(), allocate()];
  const [bytesRoom, startsRoom, knownRoom] = [createRoom(engine), createRoom(engine), createRoom(engine)];

  const viewPlaces = (count: number): CellPlaces => ({
    starts: new Uint32Array(engine.memory.buffer, starts, count),
    ends: new Uint32Array(engine.memory.buffer, ends, count),
    entries: new Uint32Array(engine.memory.buffer, entries, count),
  });

  /** Copies the cells one by one to the engine's memory, and updates where they start and end. */
  function copyEach(bytes: Uint8Array, length: number, count: number): number {
    const targetAt = bytesRoom.put(NO_BYTES, length);
    const target = bytesAt(engine, targetAt, length);
    const cellPlaces = viewPlaces(count);
    let usedBytes = 0;
    for (let i = 0; i < count; i++) {
      const cell = bytes.subarray(cellPlaces.starts[i], cellPlaces.ends[i]);
      target.set(cell, usedBytes);
      cellPlaces.starts[i] = usedBytes;
      usedBytes += cell.length;
      cellPlaces.ends[i] = usedBytes;
    }
    return targetAt;
  }

  /**
   * Replaces the numbers of pool entries by where the entries start and end. This is done only if a small part of a
   * large pool is used.
   */
  function resolve({ bytes, starts: pool = NO_ENTRIES }: PlacedCells, count: number): PlacedCells {
    const cellPlaces = viewPlaces(count);
    for (let i = 0; i < count; i++) {
      const entry = cellPlaces.entries[i] as number;
      cellPlaces.starts[i] = entry === 0 ? 0 : (pool[entry - 1] as number);
      cellPlaces.ends[i] = entry === 0 ? 0 : (pool[entry] as number);
    }
    return { bytes };
  }

  /** Marks the rows that are not blank. */
  function markFilled(batch: ColumnBatch, from: number, count: number): void {
    const filledMarks = new Uint8Array(count);
    let leftCount = count;
    // Stops as soon as every row has a cell, which is usually the case after the key.
    for (let column = 0; column < width && leftCount > 0; column++) {
      const cellPlaces = viewPlaces(count);
      const placedCells = batch.place(column, from, count, cellPlaces);
      if (placedCells.starts) resolve(placedCells, count);
      for (let i = 0; i < count; i++) {
        if (filledMarks[i] === 1 || cellPlaces.starts[i] === cellPlaces.ends[i]) continue;
        filledMarks[i] = 1;
        leftCount--;
      }
    }
    bytesAt(engine, marks, count).set(filledMarks);
  }

  /** Reads a column in the rows that are marked. */
  function readColumn(batch: ColumnBatch, column: number, from: number, count: number): void {
    const cellPlaces = viewPlaces(count);
    let placedTexts = batch.place(column, from, count, cellPlaces);
    if (placedTexts.starts && placedTexts.bytes.length > ALLOWANCE) placedTexts = resolve(placedTexts, count);
    const { bytes } = placedTexts;
    if (placedTexts.starts) {
      const pool = startsRoom.put(new Uint8Array(Uint32Array.from(placedTexts.starts).buffer));
      const base = bytesRoom.put(bytes);
      const size = placedTexts.starts.length;
      const knownPlaces = knownRoom.put(NO_BYTES, size);
      engine.readEntries(column, count, marks, entries, pool, base, knownPlaces, size, Number(bytes.includes(0)));
      return;
    }
    let [first, last, length] = [bytes.length, 0, 0];
    for (let i = 0; i < count; i++) {
      const start = cellPlaces.starts[i] as number;
      const end = cellPlaces.ends[i] as number;
      if (start === end) continue;
      if (start < first) first = start;
      if (end > last) last = end;
      length += end - start;
    }
    const isDense = last - first <= length * MAX_FACTOR + ALLOWANCE;
    const cells = bytes.subarray(first, last);
    const base = isDense ? bytesRoom.put(cells) - first : copyEach(bytes, length, count);
    engine.readColumn(column, count, marks, starts, ends, base, Number(cells.includes(0)));
  }

  return (batch, from, count) => {
    markFilled(batch, from, count);
    engine.beginRows(count, marks);
    for (let column = 0; column < width; column++) readColumn(batch, column, from, count);
  };
}

const NO_BYTES = new Uint8Array(0);
const NO_ENTRIES = new Uint32Array(0);

/** The numbers of the kinds of columns in the engine; see engine/scan/cells.ts. */
const COLUMN_KINDS = {
  ignore: 0,
  text: 1,
  number: 2,
  choices: 3,
  code: 4,
  tick: 4,
  blank: 4,
  note: 4,
  wide: 5,
} as const;

/** The maximum length, in characters, of what a fault quotes. */
const MAX_QUOTE_CHARS = 200;

/**
 * The columns of the rows that are being scanned. The engine writes the cells that it can read to its memory, and
 * `finish` copies them to a block. If a row is too long, its surplus cells belong to an additional column that is
 * ignored.
 */
interface Columns {
  /** The address in the engine's memory at which the columns' records are. */
  readonly at: number;
  readonly faults: CellFault[];
  /** Decodes a cell that the engine cannot read, and returns its code. */
  settle(column: number, row: number, start: number, end: number): number;
  /** Returns the option that a part of a cell means; -1 if the whole cell has to be read. */
  readOption(column: number, start: number, end: number): number;
  complain(row: number, column: number | null, code: CellFaultCode, value: string): void;
  /** Returns the beginning of a cell's text, for faults. */
  quote(start: number, end: number): string;
  /** Returns the rows as a block, and clears the columns for the next one. */
  finish(rows: number, line: Uint32Array, record: Float64Array): RowBlock;
}

/** Creates columns without rows, for blocks of up to `capacity` rows. */
function createColumns(
  engine: Engine,
  {
    uses,
    encoding,
    isExport = false,
    isFrom1904 = false,
  }: Pick<ScanOptions, 'uses' | 'encoding' | 'isExport' | 'isFrom1904'>,
  capacity: number,
): Columns {
  const { starts, codes, stateStarts, ticksOf, ticked, bitsOf } = layOut(uses, capacity);
  const context: CellContext = { engine, encoding, isExport, isFrom1904, capacity };
  if (encoding === 'gb18030') engine.setPairs(allocateBytes(engine, new Uint8Array(decodePairs().buffer)));
  const code = new Map<number, Uint8Array | Uint16Array>(
    [...stateStarts].map(([input, start]) => [input, codes.subarray(start, start + capacity)]),
  );
  const number = new Map<number, Float64Array>();
  const bytes = new Map<number, TextColumn>();
  const notes: CellNote[] = [];
  const lostTexts: LostText[] = [];
  /** Notes from separate columns, which belong to the answers in other columns. */
  const columnNotes: (CellNote & { readonly column: number })[] = [];
  const addNoteOf = (input: number) => (row: number, text: string) => {
    notes.push({ row, input, text });
  };
  const columns = uses.map(createColumn);
  const faults: CellFault[] = [];
  const { textOf, quote } = createCellTextDecoder(encoding, MAX_QUOTE_CHARS);
  const removeGuard = (cell: string): string => (isExport ? parseCsvCell(cell).trim() : cell);

  function createColumn(use: ColumnBinding, column: number): CellColumn | undefined {
    switch (use.kind) {
      case 'ignore':
        return undefined;
      case 'blank':
        return createBlanks(context, use.isHeaded ?? false);
      case 'note':
        return createNotes(context, (row, text) => columnNotes.push({ row, column, input: use.of, text }));
      case 'text': {
        const cells = createTexts(context, use, (row) => lostTexts.push({ row, input: use.input }));
        bytes.set(use.input, cells.texts);
        return cells;
      }
      case 'number': {
        const cells = createNumbers(context, use);
        number.set(use.input, cells.values);
        return cells;
      }
      case 'choices':
        return createChoices(context, use, bitsOf.get(use.input) ?? [], addNoteOf(use.input));
      case 'tick':
        return createTicks(context, use, addNoteOf(use.input));
      case 'code': {
        if (!isWide(use)) return createCodes(context, use.values, addNoteOf(use.input));
        const cells = createWideCodes(context, use, addNoteOf(use.input));
        code.set(use.input, cells.wide);
        return cells;
      }
    }
  }

  const codesAt = engine.allocate(codes.length);
  const noShortCodes = allocateShortCells(engine);
  const records = [...uses, null].flatMap((use, i) => [
    COLUMN_KINDS[!use ? 'ignore' : isWide(use) ? 'wide' : use.kind],
    codesAt + (starts[i] as number),
    columns[i]?.short ?? noShortCodes,
    columns[i]?.at ?? 0,
  ]);
  const address = allocateBytes(engine, new Uint8Array(Int32Array.from(records).buffer));

  const bytesOf = (start: number, end: number): Uint8Array => bytesAt(engine, start, end - start);
  const complain = (row: number, column: number | null, fault: CellFaultCode, value: string): void => {
    faults.push({ row, column, code: fault, value });
  };

  const text: RowBlock['text'] = {
    at(input, row) {
      const column = bytes.get(input);
      if (!column) return undefined;
      return code.get(input)?.[row] === ANSWERED ? column.at(row) : '';
    },
  };

  return {
    at: address,
    faults,
    complain,
    quote: (start, end) => quote(bytesOf(start, end)),
    settle(column, row, start, end) {
      const cell = removeGuard(textOf(bytesOf(start, end)).trim());
      const settledCode = columns[column]?.read(cell, row, start, end) ?? UNANSWERED;
      if (typeof settledCode === 'number') return settledCode;
      complain(row, column, settledCode, quote(bytesOf(start, end)));
      return UNANSWERED;
    },
    readOption: (column, start, end) =>
      columns[column]?.readOption?.(removeGuard(textOf(bytesOf(start, end))), start, end) ?? -1,
    finish(rows, line, record) {
      codes.set(bytesAt(engine, codesAt, codes.length));
      for (const words of bitsOf.values()) for (const word of words) word.fill(0);
      for (const [i, column] of columns.entries())
        column?.finish?.(rows, (row, fault, value) => complain(row, i, fault, value));
      const measuredByUse = new Map(
        uses.flatMap((use, i) => {
          const withUnit = use.kind === 'number' ? columns[i]?.takeMeasured?.() : undefined;
          return withUnit && withUnit.size > 0 && use.kind === 'number' ? [[use.input, withUnit] as const] : [];
        }),
      );
      for (const input of ticked) code.get(input)?.fill(UNANSWERED, 0, rows);
      for (const [input, ticks] of ticksOf) {
        // The state of a multiple choice has one byte in each row.
        const [state, bits] = [code.get(input) as Uint8Array | undefined, bitsOf.get(input)];
        if (state && bits) joinCheckboxes(rows, { ticks, codes, state, bits, faults });
      }
      // Notes are sorted by row, because columns may have been read one after another.
      notes.sort((a, b) => a.row - b.row);
      for (const { column, ...note } of columnNotes.splice(0).sort((a, b) => a.row - b.row)) {
        // A note on a question that is not answered could mean anything, so the cell is a fault.
        if (code.get(note.input)?.[note.row] === UNANSWERED) complain(note.row, column, 'unknown-value', note.text);
        else notes.push(note);
      }
      const sortedFaults = faults.splice(0).sort((a, b) => a.row - b.row || (a.column ?? -1) - (b.column ?? -1));
      const longNumbers = columns.reduce((sum, column) => sum + (column?.takeLong?.() ?? 0), 0);
      const block = { rows, line, record, code, bits: bitsOf, number, text, bytes, faults: sortedFaults };
      const blockNotes = notes.splice(0);
      return {
        ...block,
        ...(longNumbers > 0 && { longNumbers }),
        ...(measuredByUse.size > 0 && { measured: measuredByUse }),
        ...(lostTexts.length > 0 && { lost: lostTexts.splice(0) }),
        ...(blockNotes.length > 0 && { notes: blockNotes }),
      };
    },
  };
}

/**
 * The number of unused bytes between the codes of two columns, so that the codes of one row are not all in the same set
 * of the processor's cache.
 */
const CODE_GAP = 64;

/** Where the codes and options of columns are in memory. */
interface Layout {
  readonly codes: Uint8Array;
  /** The offset at which the codes of each column begin; ignored columns share the first place. */
  readonly starts: Int32Array;
  /** The offset at which the codes or states of each input begin. */
  readonly stateStarts: ReadonlyMap<number, number>;
  readonly ticksOf: ReadonlyMap<number, readonly CheckboxColumn[]>;
  /** The inputs whose state follows only from columns for single options. */
  readonly ticked: ReadonlySet<number>;
  readonly bitsOf: ReadonlyMap<number, readonly Uint32Array[]>;
}

/**
 * Assigns memory to each column. Throws if an input has two columns that are not for single options, because the
 * mapping is then wrong.
 */
function layOut(uses: readonly ColumnBinding[], capacity: number): Layout {
  const stride = capacity + CODE_GAP;
  const starts = new Int32Array(uses.length + 1);
  const stateStarts = new Map<number, number>();
  const ticksOf = new Map<number, CheckboxColumn[]>();
  const words = new Map<number, number>();
  let slots = 1;
  for (const [column, use] of uses.entries()) {
    if (!('input' in use)) continue;
    const start = slots++ * stride;
    starts[column] = start;
    if (use.kind === 'tick') {
      ticksOf.set(use.input, [...(ticksOf.get(use.input) ?? []), { ...use, column, start }]);
      growWords(words, use.input, use.option);
      continue;
    }
    if (stateStarts.has(use.input)) throw new RangeError(`input ${use.input} has two columns`);
    stateStarts.set(use.input, start);
    if (use.kind === 'choices') for (const option of use.values.values()) growWords(words, use.input, option);
  }
  const tickedInputs = new Set([...ticksOf.keys()].filter((input) => !stateStarts.has(input)));
  for (const input of tickedInputs) stateStarts.set(input, slots++ * stride);
  const bitsOf = new Map(
    [...words].map(([input, count]) => [input, Array.from({ length: count }, () => new Uint32Array(capacity))]),
  );
  return { codes: new Uint8Array(slots * stride), starts, stateStarts, ticksOf, ticked: tickedInputs, bitsOf };
}

function growWords(words: Map<number, number>, input: number, option: number): void {
  words.set(input, Math.max(words.get(input) ?? 1, (option >> 5) + 1));
}
