import { createFinder } from '../../model/plain.ts';
import { writeWords } from '../engine-memory.ts';
import type { NumberUse } from '../use.ts';
import type { Engine } from './engine.ts';
import { createNumeralReader, type NumeralReader, readFactor } from './numeral.ts';

/** The numbers of one column. The engine reads those of digits and a decimal sign itself. */
export interface Numbers {
  /** Its place in the engine's memory. */
  readonly at: number;
  /** By row, where it is answered. */
  readonly values: Float64Array;
  readonly read: NumeralReader;
  readonly findState: (text: string) => number | undefined;
  /** Keeps a number that was read. */
  put(row: number, value: number): void;
  /** Takes over the numbers of so many rows; they stay as they are until then. */
  finish(rows: number): void;
}

/** The most digits of numbers that people write, which are exact decimals, and of those that programs write. */
const MOST_DIGITS = { exact: 15, full: 17 };
/** A sign that no byte is: the engine leaves all but whole numbers to the reader. */
const NO_SIGN = 0x100;
/** An exponent that no power of ten has: the engine leaves numbers to the reader. */
const NO_POWER = 1000;

/** An empty column of numbers, for so many rows. */
export function createNumbers(engine: Engine, use: NumberUse, capacity: number): Numbers {
  const values = new Float64Array(capacity);
  const place = engine.allocate(capacity * 8);
  const at = engine.allocate(16);
  const exponent = readFactor(use.factor).exponent ?? NO_POWER;
  const most = use.isFull ? MOST_DIGITS.full : MOST_DIGITS.exact;
  writeWords(engine, at, [place, use.decimal?.charCodeAt(0) ?? NO_SIGN, exponent, most]);
  return {
    at,
    values,
    read: createNumeralReader(use),
    findState: createFinder<number>(use.states),
    put(row, value) {
      new Float64Array(engine.memory.buffer, place, capacity)[row] = value;
    },
    finish(rows) {
      values.set(new Float64Array(engine.memory.buffer, place, rows));
    },
  };
}
