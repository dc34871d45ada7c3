import type { Block, Fault, FaultCode } from '../block.ts';
import { createTextOf } from '../encoding/decode.ts';
import { unitsOfPairs } from '../encoding/gb18030.ts';
import { bytesAt, keepBytes, writeWords } from '../engine-memory.ts';
import { decodeTexts, type TextsByInput } from '../text-column.ts';
import { ANSWERED, type ColumnUse, UNANSWERED } from '../use.ts';
import { createCombinations } from './combinations.ts';
import type { Engine } from './engine.ts';
import { layOut } from './layout.ts';
import { createMeanings, isWide, type Meaning } from './meaning.ts';
import { createNumbers, type Numbers } from './numbers.ts';
import type { Reading } from './reading.ts';
import { createIgnoredCells, createLongerCells, createShortCells } from './short-cells.ts';
import { createTexts } from './texts.ts';
import { joinTicks } from './ticks.ts';
import { createWideCodes } from './wide-codes.ts';

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
export interface Columns {
  /** Their place in the engine's memory. */
  readonly at: number;
  readonly faults: Fault[];
  /** Keeps a cell that needs a look at its text; its code, and above eight bits the number of what it says. */
  settle(column: number, row: number, start: number, end: number): number;
  /** Keeps a text that is no plain one, and gives its code. */
  addText(column: number, row: number, start: number, end: number): number;
  complain(row: number, column: number | null, code: FaultCode, value: string): void;
  /** The text of a cell for people, shortened. */
  quote(start: number, end: number): string;
  finish(rows: number, line: Uint32Array, record: Float64Array): Block;
}

/** Empty columns for blocks of up to so many rows. `engineOf` gives the engine, once that is there. */
export function createColumns(
  engine: Engine,
  { uses, encoding, delimiter }: Pick<Reading, 'uses' | 'encoding' | 'delimiter'>,
  capacity: number,
): Columns {
  const { starts, codes, stateOf, ticksOf, ticked, bitsOf } = layOut(uses, capacity);
  const sign = delimiter.charCodeAt(0);
  const meanings = createMeanings(engine, uses, encoding, sign);
  if (encoding === 'gb18030') engine.setPairs(keepBytes(engine, new Uint8Array(unitsOfPairs().buffer)));
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
  const faults: Fault[] = [];

  const codesAt = engine.allocate(codes.length);
  const [ignored, others] = [createIgnoredCells, createShortCells].map((create) => create(engine, sign).at);
  const extra = createLongerCells(engine);
  const shortOf = ({ kind }: ColumnUse, i: number): number =>
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
        settleNumber(numbers[column], row, cell.trim()) ??
        settleCode(meanings[column], start, end, cell.trim());
      if (typeof settled === 'number') return choices[column] ? (settled << 8) | ANSWERED : settled;
      columns.complain(row, column, settled, quote(start, end));
      return UNANSWERED;
    },
    addText: (column: number, row: number, start: number, end: number): number =>
      texts[column]?.add(row, textOf(start, end)) ?? UNANSWERED,
    complain(row: number, column: number | null, fault: FaultCode, value: string): void {
      faults.push({ row, column, code: fault, value });
    },
    quote,
    finish(rows: number, line: Uint32Array, record: Float64Array): Block {
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
        if (state && bits) joinTicks(rows, { ticks, codes, state, bits, faults });
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

function settleNumber(numbers: Numbers | undefined, row: number, cell: string): number | FaultCode | undefined {
  if (!numbers) return undefined;
  const state = cell === '' ? UNANSWERED : numbers.findState(cell);
  if (state !== undefined) return state;
  const read = numbers.read(cell);
  if ('fault' in read) return read.fault;
  numbers.put(row, read.value);
  return ANSWERED;
}

function settleCode(meaning: Meaning | undefined, start: number, end: number, cell: string): number | FaultCode {
  const value = cell === '' ? UNANSWERED : meaning?.find(cell);
  if (value === undefined) return 'unknown-value';
  meaning?.lexicon.learn(start, end, value);
  return value;
}

function clearUnanswered(rows: number, codes: Uint8Array, values: Float64Array | undefined): void {
  for (let row = 0; values && row < rows; row++) if (codes[row] !== ANSWERED) values[row] = 0;
}
