import type { FaultCode } from '../block.ts';
import { createChoicesReader, type ReadChoices } from '../choices.ts';
import { ANSWERED, type ColumnUse } from '../use.ts';
import { createLexicon } from './lexicon.ts';

type Combination = Exclude<ReadChoices, { readonly fault: FaultCode }>;

/** The cells of one column that hold several options each. Whole cells are known again by their bytes. */
export interface Combinations {
  /** Keeps what a cell says; the fault where it says nothing. `text` gives the cell's text. */
  add(row: number, bytes: Uint8Array, start: number, end: number, hash: number, text: () => string): FaultCode | null;
  /** Writes states and options of all rows that were added. Begins anew. */
  finish(state: Uint8Array, bits: readonly Uint32Array[]): void;
}

/** An empty column of cells with several options. */
export function createCombinations(use: ColumnUse & { readonly kind: 'choices' }): Combinations {
  const read = createChoicesReader(use);
  const lexicon = createLexicon([]);
  const known: Combination[] = [];
  let rows: number[] = [];
  let said: Combination[] = [];
  return {
    add(row, bytes, start, end, hash, text) {
      const number = lexicon.find(bytes, start, end, hash);
      let combination = known[number];
      if (!combination) {
        const cell = text().trim();
        const meant: ReadChoices = cell === '' ? { state: 0 } : read(cell);
        if ('fault' in meant) return meant.fault;
        combination = meant;
        if (lexicon.learn(bytes, start, end, known.length)) known.push(combination);
      }
      rows.push(row);
      said.push(combination);
      return null;
    },
    finish(state, bits) {
      for (let i = 0; i < rows.length; i++) {
        const [row, meant] = [rows[i] as number, said[i] as Combination];
        state[row] = 'state' in meant ? meant.state : ANSWERED;
        if ('state' in meant) continue;
        for (const option of meant.options) {
          const word = bits[option >> 5] as Uint32Array;
          word[row] = ((word[row] as number) | (1 << (option & 31))) >>> 0;
        }
      }
      rows = [];
      said = [];
    },
  };
}
