import type { FaultCode } from '../block.ts';
import { createChoicesReader, type ReadChoices } from '../choices.ts';
import { writeWords } from '../engine-memory.ts';
import { ANSWERED, type ColumnUse } from '../use.ts';
import type { Engine } from './engine.ts';
import { createLexicon } from './lexicon.ts';

type Combination = Exclude<ReadChoices, { readonly fault: FaultCode }>;

/** The cells of one column that hold several options each. The engine knows whole cells again by their bytes. */
export interface Combinations {
  /** Its place in the engine's memory. */
  readonly at: number;
  /** The number of what a cell says that the engine does not know; the fault where it says nothing. */
  read(text: string, start: number, end: number): number | FaultCode;
  /** Writes options, and states of rows whose cells are marked as answered. Begins anew. */
  finish(rows: number, state: Uint8Array, bits: readonly Uint32Array[]): void;
}

/** An empty column of cells with several options, for so many rows. */
export function createCombinations(
  engine: Engine,
  use: ColumnUse & { readonly kind: 'choices' },
  capacity: number,
): Combinations {
  const read = createChoicesReader(use);
  const lexicon = createLexicon(engine);
  const known: Combination[] = [];
  let others: Combination[] = [];
  const numbers = engine.allocate(capacity * 4);
  const at = engine.allocate(8);
  writeWords(engine, at, [lexicon.at, numbers]);
  return {
    at,
    read(text, start, end) {
      const cell = text.trim();
      const meant: ReadChoices = cell === '' ? { state: 0 } : read(cell);
      if ('fault' in meant) return meant.fault;
      // What is not learned is known up to the end of the block, by a number below 0.
      return lexicon.learn(start, end, known.length) ? known.push(meant) - 1 : -others.push(meant);
    },
    finish(rows, state, bits) {
      const said = new Int32Array(engine.memory.buffer, numbers, rows);
      for (let row = 0; row < rows; row++) {
        if (state[row] !== ANSWERED) continue;
        const number = said[row] as number;
        const meant = (number < 0 ? others[-number - 1] : known[number]) as Combination;
        state[row] = 'state' in meant ? meant.state : ANSWERED;
        if ('state' in meant) continue;
        for (const option of meant.options) {
          const word = bits[option >> 5] as Uint32Array;
          word[row] = ((word[row] as number) | (1 << (option & 31))) >>> 0;
        }
      }
      others = [];
    },
  };
}
