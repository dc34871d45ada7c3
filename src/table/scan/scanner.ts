// From bytes to blocks of rows. The inner loop is the engine; here are its columns and whatever needs a look at text.

import { allocateBytes, bytesAt, writeWords } from '../engine-memory.ts';
import { unitsOfPairs } from '../gb18030-codec.ts';
import {
  ANSWERED,
  type CellFault,
  type CellFaultCode,
  type ColumnBinding,
  decodeTexts,
  type RowBlock,
  type TextsByInput,
  UNANSWERED,
} from '../row-block.ts';
import { createTextOf, type ScannedEncoding } from '../text-encoding.ts';
import {
  type CellDecoder,
  type CheckboxColumn,
  createCellDecoders,
  createCombinations,
  createNumbers,
  isWide,
  joinCheckboxes,
  type Numbers,
} from './cell-decoder.ts';
import { createEngine, createIgnoredCells, createLongerCells, createShortCells, type Engine } from './scan-engine.ts';
import { createTexts, createWideCodes } from './text-columns.ts';

/** What may be wrong with a cell whatever column it belongs to, as the engine numbers it; see engine/scan/damage.ts. */
const DAMAGE: readonly CellFaultCode[] = ['open-quote', 'too-long', 'nul', 'stray-quote'];

/**
 * A scanner for rows of bytes. What is done for every cell is the engine's; here is the rest: texts that have to be looked
 * at as such, and faults.
 */
export function createScanner(reading: ScanOptions, sizes: ScanSizes = DEFAULT_SCAN_SIZES): Scanner {
  const { uses, needed, quotedLines, delimiter } = reading;
  const engine = createEngine({
    settle: (column, row, start, end) => columns.settle(column, row, start, end),
    addText: (column, row, start, end) => columns.addText(column, row, start, end),
    complain: (column, row, damage, start, end) => complain(column, row, damage, columns.quote(start, end)),
    isBlank: (start, end) => isBlank(start, end),
    isBlankRow: (row, start, end) => columns.faults.at(-1)?.row !== row && isBlank(start, end),
    complainOfLength: (row, cells) => complainOfLength(row, cells),
    quoteSkipped: (start, end) => {
      skipped = columns.quote(start, end);
    },
    complainOfSkipped: (column, row, damage) => complain(column, row, damage, skipped),
  });
  const columns: Columns = createColumns(engine, reading, sizes.block);
  const lines = new Uint32Array(sizes.block);
  const records = new Float64Array(sizes.block);
  const sign = delimiter.charCodeAt(0);
  const linesAt = engine.begin(
    columns.at,
    uses.length,
    needed,
    sign,
    Number(quotedLines),
    sizes.block,
    sizes.buffer,
    LONGEST_CELL,
  );
  const recordsAt = engine.recordsAt();
  let skipped = '';
  engine.restart(reading.line, reading.record);

  function isBlank(start: number, end: number): boolean {
    return columns.quote(start, end).trim() === '';
  }

  function complain(column: number, row: number, damage: number, value: string): void {
    columns.complain(row, column, DAMAGE[damage] as CellFaultCode, value);
  }

  /** Where cells are shifted, what they say means nothing; how they are damaged does. */
  function complainOfLength(row: number, cells: number): void {
    const { faults } = columns;
    const mark = faults.findLastIndex((fault) => fault.row !== row) + 1;
    const damage = faults.splice(mark).filter(({ code }) => DAMAGE.includes(code));
    faults.push(...damage);
    if (!damage.some(({ code }) => code === 'open-quote')) columns.complain(row, null, 'row-length', String(cells));
  }

  return {
    room() {
      const at = engine.makeRoom();
      return bytesAt(engine, at, engine.freeRoom());
    },
    filled: (count) => engine.filled(count),
    end: () => engine.end(),
    scan: () => engine.scan() !== 0,
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

/** How a table is to be read. */
export interface ScanOptions {
  readonly encoding: ScannedEncoding;
  /** One byte. */
  readonly delimiter: string;
  /** One for each heading. */
  readonly uses: readonly ColumnBinding[];
  /** Columns up to the last one with a heading: no row may have fewer cells. */
  readonly needed: number;
  /** The first line and the number of the first record. */
  readonly line: number;
  readonly record: number;
  /** Whether a newline within quotes begins a line; in a sheet a line is a row. */
  readonly quotedLines: boolean;
}

/** Sizes, in bytes and rows. Tests choose small ones; the result is the same for all of them. */
export interface ScanSizes {
  readonly buffer: number;
  readonly block: number;
}

export const DEFAULT_SCAN_SIZES: ScanSizes = { buffer: 1 << 20, block: 4096 };

/** The longest cell that is looked at, in bytes; of longer ones only the end is searched for. */
export const LONGEST_CELL = 1 << 20;

/** Reads bytes as rows. Fill its room with bytes, scan, take blocks, and so on until the end. */
export interface Scanner {
  /** Free space for further bytes, never empty. */
  room(): Uint8Array;
  filled(count: number): void;
  /** No bytes will follow. */
  end(): void;
  /** Reads on: true as soon as a block is full, false where more bytes are needed or nothing is left. */
  scan(): boolean;
  /** The rows since the last block. */
  take(): RowBlock;
  /** The line where reading has arrived, and the bytes that wait for more. */
  readonly line: number;
  readonly waiting: Uint8Array;
  /** How many records were read up to now, and how many of them were blank and gave no row. */
  readonly records: number;
  readonly blanks: number;
}

/** What the engine does with a column's cells; see engine/scan/columns.ts. */
const KINDS = { ignore: 0, text: 1, number: 2, choices: 3, code: 4, tick: 4 } as const;
/** Words of what the engine knows of a column. */
const RECORD = 4;

/** The longest part of a cell that a fault quotes, in characters. */
const LONGEST_QUOTE = 200;

/**
 * Rows on their way from cells to a block. The engine writes codes, plain texts and numbers into its memory; a block takes
 * them over. Behind the last column stands an ignored one for the cells of rows that are too long.
 */
interface Columns {
  /** Their place in the engine's memory. */
  readonly at: number;
  readonly faults: CellFault[];
  /** Keeps a cell that needs a look at its text; its code, and above eight bits the number of what it says. */
  settle(column: number, row: number, start: number, end: number): number;
  /** Keeps a text that is no plain one, and gives its code. */
  addText(column: number, row: number, start: number, end: number): number;
  complain(row: number, column: number | null, code: CellFaultCode, value: string): void;
  /** The text of a cell for people, shortened. */
  quote(start: number, end: number): string;
  finish(rows: number, line: Uint32Array, record: Float64Array): RowBlock;
}

/** Empty columns for blocks of up to so many rows. `engineOf` gives the engine, once that is there. */
function createColumns(
  engine: Engine,
  { uses, encoding, delimiter }: Pick<ScanOptions, 'uses' | 'encoding' | 'delimiter'>,
  capacity: number,
): Columns {
  const { starts, codes, stateOf, ticksOf, ticked, bitsOf } = layOut(uses, capacity);
  const sign = delimiter.charCodeAt(0);
  const meanings = createCellDecoders(engine, uses, encoding, sign);
  if (encoding === 'gb18030') engine.setPairs(allocateBytes(engine, new Uint8Array(unitsOfPairs().buffer)));
  const wide = uses.map((use) =>
    use.kind === 'code' && isWide(use) ? createWideCodes(engine, use, encoding, capacity) : undefined,
  );
  const texts = uses.map((use, i) =>
    use.kind === 'text' ? createTexts(engine, encoding, use, capacity) : wide[i]?.texts,
  );
  const numbers = uses.map((use) => (use.kind === 'number' ? createNumbers(engine, use, capacity) : undefined));
  const choices = uses.map((use) => (use.kind === 'choices' ? createCombinations(engine, use, capacity) : undefined));
  const text = createTextOf(encoding, LONGEST_QUOTE);
  const textOf = (start: number, end: number): string =>
    text.textOf(bytesAt(engine, start, end - start), 0, end - start);
  const quote = (start: number, end: number): string => text.quote(bytesAt(engine, start, end - start), 0, end - start);
  const code = new Map<number, Uint8Array | Uint16Array>(
    [...stateOf].map(([input, start]) => [input, codes.subarray(start, start + capacity)]),
  );
  for (const [i, use] of uses.entries()) if (use.kind === 'code' && wide[i]) code.set(use.input, wide[i].codes);
  const number = new Map(
    uses.flatMap((use, i) => (use.kind === 'number' && numbers[i] ? [[use.input, numbers[i].values] as const] : [])),
  );
  const bytes = new Map(
    uses.flatMap((use, i) => (use.kind === 'text' && texts[i] ? [[use.input, texts[i].column] as const] : [])),
  );
  const faults: CellFault[] = [];

  const codesAt = engine.allocate(codes.length);
  const [ignored, others] = [createIgnoredCells, createShortCells].map((create) => create(engine, sign).at);
  const extra = createLongerCells(engine);
  const shortOf = ({ kind }: ColumnBinding, i: number): number =>
    i === uses.length ? extra : ((meanings[i]?.short ?? (kind === 'ignore' ? ignored : others)) as number);
  const records = [...uses, { kind: 'ignore' } as const].flatMap((use, i) => [
    isWide(use) ? KINDS.text : KINDS[use.kind],
    codesAt + (starts[i] as number),
    shortOf(use, i),
    meanings[i]?.lexicon.at ?? texts[i]?.at ?? numbers[i]?.at ?? choices[i]?.at ?? 0,
  ]);
  const at = engine.allocate(records.length * RECORD);
  writeWords(engine, at, records);

  const columns = {
    at,
    faults,
    settle(column: number, row: number, start: number, end: number): number {
      const cell = textOf(start, end);
      const settled =
        choices[column]?.read(cell, start, end) ??
        decodeNumber(numbers[column], row, cell.trim()) ??
        decodeCode(meanings[column], start, end, cell.trim());
      if (typeof settled === 'number') return choices[column] ? (settled << 8) | ANSWERED : settled;
      columns.complain(row, column, settled, quote(start, end));
      return UNANSWERED;
    },
    addText: (column: number, row: number, start: number, end: number): number =>
      texts[column]?.add(row, textOf(start, end)) ?? UNANSWERED,
    complain(row: number, column: number | null, fault: CellFaultCode, value: string): void {
      faults.push({ row, column, code: fault, value });
    },
    quote,
    finish(rows: number, line: Uint32Array, record: Float64Array): RowBlock {
      codes.set(bytesAt(engine, codesAt, codes.length));
      for (const words of bitsOf.values()) for (const word of words) word.fill(0);
      for (const [i, use] of uses.entries()) {
        const start = starts[i] as number;
        if (use.kind === 'text') texts[i]?.finish(rows);
        wide[i]?.finish(rows, codes, start, (row, text) => {
          columns.complain(row, i, 'unknown-value', text.slice(0, LONGEST_QUOTE));
        });
        if (use.kind === 'choices') choices[i]?.finish(rows, codes.subarray(start), bitsOf.get(use.input) ?? []);
        if (use.kind === 'number') {
          numbers[i]?.finish(rows);
          clearUnanswered(rows, codes.subarray(start), numbers[i]?.values);
        }
      }
      for (const input of ticked) code.get(input)?.fill(UNANSWERED, 0, rows);
      for (const [input, ticks] of ticksOf) {
        // Several options have one state, which is never wide.
        const [state, bits] = [code.get(input) as Uint8Array | undefined, bitsOf.get(input)];
        if (state && bits) joinCheckboxes(rows, { ticks, codes, state, bits, faults });
      }
      const found = faults.splice(0).sort((a, b) => a.row - b.row || (a.column ?? -1) - (b.column ?? -1));
      return { rows, line, record, code, bits: bitsOf, number, text: decodedOf(rows), bytes, faults: found };
    },
  };

  function decodedOf(rows: number): TextsByInput {
    const decoded = new Map<number, readonly string[]>();
    return {
      get(input) {
        const [known, column] = [decoded.get(input), bytes.get(input)];
        if (known || !column) return known;
        const made = decodeTexts(column, code.get(input) as Uint8Array, rows, ANSWERED);
        decoded.set(input, made);
        return made;
      },
    };
  }

  return columns;
}

function decodeNumber(numbers: Numbers | undefined, row: number, cell: string): number | CellFaultCode | undefined {
  if (!numbers) return undefined;
  const state = cell === '' ? UNANSWERED : numbers.findState(cell);
  if (state !== undefined) return state;
  const read = numbers.read(cell);
  if ('fault' in read) return read.fault;
  numbers.put(row, read.value);
  return ANSWERED;
}

function decodeCode(
  meaning: CellDecoder | undefined,
  start: number,
  end: number,
  cell: string,
): number | CellFaultCode {
  const value = cell === '' ? UNANSWERED : meaning?.find(cell);
  if (value === undefined) return 'unknown-value';
  meaning?.lexicon.learn(start, end, value);
  return value;
}

function clearUnanswered(rows: number, codes: Uint8Array, values: Float64Array | undefined): void {
  for (let row = 0; values && row < rows; row++) if (codes[row] !== ANSWERED) values[row] = 0;
}

/** Space between the codes of two columns, so that one row of all columns does not fall into one cache set. */
const GAP = 64;

/** Where codes and options stand in memory. */
interface Layout {
  readonly codes: Uint8Array;
  /** Where the codes of each column begin; ignored columns share the first place. */
  readonly starts: Int32Array;
  /** By input: where its codes or states begin. */
  readonly stateOf: ReadonlyMap<number, number>;
  readonly ticksOf: ReadonlyMap<number, readonly CheckboxColumn[]>;
  /** Inputs whose state comes from ticks alone. */
  readonly ticked: ReadonlySet<number>;
  readonly bitsOf: ReadonlyMap<number, readonly Uint32Array[]>;
}

/** Gives every column its place. Two columns for one input are a mistake in the mapping, options of one apart. */
function layOut(uses: readonly ColumnBinding[], capacity: number): Layout {
  const stride = capacity + GAP;
  const starts = new Int32Array(uses.length + 1);
  const stateOf = new Map<number, number>();
  const ticksOf = new Map<number, CheckboxColumn[]>();
  const words = new Map<number, number>();
  let places = 1;
  for (const [column, use] of uses.entries()) {
    if (use.kind === 'ignore') continue;
    const start = places++ * stride;
    starts[column] = start;
    if (use.kind === 'tick') {
      ticksOf.set(use.input, [...(ticksOf.get(use.input) ?? []), { column, option: use.option, start }]);
      needWords(words, use.input, use.option);
      continue;
    }
    if (stateOf.has(use.input)) throw new RangeError(`input ${use.input} has two columns`);
    stateOf.set(use.input, start);
    if (use.kind === 'choices') for (const option of use.values.values()) needWords(words, use.input, option);
  }
  const ticked = new Set([...ticksOf.keys()].filter((input) => !stateOf.has(input)));
  for (const input of ticked) stateOf.set(input, places++ * stride);
  const bitsOf = new Map(
    [...words].map(([input, count]) => [input, Array.from({ length: count }, () => new Uint32Array(capacity))]),
  );
  return { codes: new Uint8Array(places * stride), starts, stateOf, ticksOf, ticked, bitsOf };
}

function needWords(words: Map<number, number>, input: number, option: number): void {
  words.set(input, Math.max(words.get(input) ?? 1, (option >> 5) + 1));
}
