import { createFinder } from '../../model/plain.ts';
import type { Block, Fault, FaultCode } from '../block.ts';
import type { ScannedEncoding } from '../encoding/codec.ts';
import { createTextOf } from '../encoding/decode.ts';
import { decodeTexts, type TextsByInput } from '../text-column.ts';
import { ANSWERED, type ColumnUse, UNANSWERED } from '../use.ts';
import { createCombinations } from './combinations.ts';
import { layOut } from './layout.ts';
import type { Lexicon } from './lexicon.ts';
import { createMeanings, isWide, type Meaning } from './meaning.ts';
import { createNumeralReader, type Factor, type NumeralReader, readFactor } from './numeral.ts';
import { createTexts, type Texts } from './texts.ts';
import { joinTicks } from './ticks.ts';
import { createWideCodes } from './wide-codes.ts';

/** What the scanner does with a column's cells. Those above `NUMBER` are looked up by a hash. */
export const IGNORED = 0;
export const TEXT = 1;
export const NUMBER = 2;
export const CHOICES = 3;
export const CODE = 4;

const KINDS = { ignore: IGNORED, text: TEXT, number: NUMBER, choices: CHOICES, code: CODE, tick: CODE } as const;

/** The longest part of a cell that a fault quotes, in characters. */
const LONGEST_QUOTE = 200;

/**
 * Rows on their way from cells to a block. The scanner writes most codes into the arrays itself. Behind the last column
 * stands an ignored one for the cells of rows that are too long.
 */
export interface Columns {
  readonly kinds: Uint8Array;
  readonly codes: Uint8Array;
  /** Where the codes of each column begin; those of ignored ones begin at a common place. */
  readonly starts: Int32Array;
  readonly lexicons: readonly (Lexicon | undefined)[];
  /** For each lexicon the codes of cells of one byte, and where those of each column begin. */
  readonly short: Uint8Array;
  readonly shortStarts: Int32Array;
  readonly texts: readonly (Texts | undefined)[];
  readonly numbers: readonly (NumberColumn | undefined)[];
  readonly faults: Fault[];
  /** Keeps a cell that needs a look at its text. */
  settle(column: number, row: number, bytes: Uint8Array, start: number, end: number, hash: number): void;
  complain(row: number, column: number | null, code: FaultCode, value: string): void;
  /** The text of a cell for people, shortened. */
  quote(bytes: Uint8Array, start: number, end: number): string;
  finish(rows: number, line: Uint32Array, record: Float64Array): Block;
}

export interface NumberColumn {
  readonly values: Float64Array;
  /** The byte of the decimal sign. */
  readonly decimal: number;
  readonly factor: Factor;
  readonly read: NumeralReader;
  readonly findState: (text: string) => number | undefined;
}

/** Empty columns for blocks of up to so many rows. */
export function createColumns(uses: readonly ColumnUse[], encoding: ScannedEncoding, capacity: number): Columns {
  const { starts, codes, stateOf, ticksOf, ticked, bitsOf } = layOut(uses, capacity);
  const { meanings, short, shortStarts } = createMeanings(uses, encoding);
  const wide = uses.map((use) =>
    use.kind === 'code' && isWide(use) ? createWideCodes(use, encoding, capacity) : undefined,
  );
  const texts = uses.map((use, i) => (use.kind === 'text' ? createTexts(encoding, use, capacity) : wide[i]?.texts));
  const numbers = uses.map((use) => (use.kind === 'number' ? createNumbers(use, capacity) : undefined));
  const choices = uses.map((use) => (use.kind === 'choices' ? createCombinations(use) : undefined));
  const { textOf, quote } = createTextOf(encoding, LONGEST_QUOTE);
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

  const columns = {
    kinds: Uint8Array.of(...uses.map((use) => (isWide(use) ? TEXT : KINDS[use.kind])), IGNORED),
    codes,
    starts,
    lexicons: meanings.map((meaning) => meaning?.lexicon),
    short,
    shortStarts,
    texts,
    numbers,
    faults,
    settle(column: number, row: number, bytes: Uint8Array, start: number, end: number, hash: number): void {
      const text = (): string => textOf(bytes, start, end);
      const at = (starts[column] as number) + row;
      codes[at] = UNANSWERED;
      const fault =
        choices[column]?.add(row, bytes, start, end, hash, text) ??
        settleNumber(numbers[column], row, at, text) ??
        settleCode(meanings[column], at, bytes, start, end, text);
      if (fault) columns.complain(row, column, fault, quote(bytes, start, end));
    },
    complain(row: number, column: number | null, fault: FaultCode, value: string): void {
      faults.push({ row, column, code: fault, value });
    },
    quote,
    finish(rows: number, line: Uint32Array, record: Float64Array): Block {
      for (const words of bitsOf.values()) for (const word of words) word.fill(0);
      for (const [i, use] of uses.entries()) {
        const start = starts[i] as number;
        if (use.kind === 'text') texts[i]?.finish();
        wide[i]?.finish(rows, codes, start, (row, text) => {
          columns.complain(row, i, 'unknown-value', text.slice(0, LONGEST_QUOTE));
        });
        if (use.kind === 'choices') choices[i]?.finish(codes.subarray(start), bitsOf.get(use.input) ?? []);
        if (use.kind === 'number') clearUnanswered(rows, codes.subarray(start), numbers[i]?.values);
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

  function settleNumber(
    numbersOf: NumberColumn | undefined,
    row: number,
    at: number,
    text: () => string,
  ): FaultCode | null {
    if (!numbersOf) return null;
    const cell = text().trim();
    const state = cell === '' ? UNANSWERED : numbersOf.findState(cell);
    codes[at] = state ?? UNANSWERED;
    if (state !== undefined) return null;
    const read = numbersOf.read(cell);
    if ('fault' in read) return read.fault;
    codes[at] = ANSWERED;
    numbersOf.values[row] = read.value;
    return null;
  }

  function settleCode(
    meaning: Meaning | undefined,
    at: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    text: () => string,
  ): FaultCode | null {
    if (!meaning) return null;
    const cell = text().trim();
    const value = cell === '' ? UNANSWERED : meaning.find(cell);
    if (value === undefined) return 'unknown-value';
    codes[at] = value;
    meaning.lexicon.learn(bytes, start, end, value);
    return null;
  }

  return columns;
}

function createNumbers(use: ColumnUse & { readonly kind: 'number' }, capacity: number): NumberColumn {
  return {
    values: new Float64Array(capacity),
    decimal: use.decimal.charCodeAt(0),
    factor: readFactor(use.factor),
    read: createNumeralReader(use),
    findState: createFinder<number>(use.states),
  };
}

function clearUnanswered(rows: number, codes: Uint8Array, values: Float64Array | undefined): void {
  for (let row = 0; values && row < rows; row++) if (codes[row] !== ANSWERED) values[row] = 0;
}
