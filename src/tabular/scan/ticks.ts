import type { Fault } from '../block.ts';
import { ANSWERED } from '../use.ts';

/** Codes of a column for one option. A blank says nothing; above `TICKED` stand the states. */
export const UNTICKED = 1;
export const TICKED = 2;
export const TICK_STATES = 3;

/** A column for one option of a question, with where its codes begin. */
export interface TickColumn {
  readonly column: number;
  readonly option: number;
  readonly start: number;
}

/** The answer to a question with a column for each option, and perhaps one for all of them besides. */
export interface Ticked {
  readonly ticks: readonly TickColumn[];
  /** Codes of all columns, among them the ticks. */
  readonly codes: Uint8Array;
  /** State and options of the question: what the one cell for all said, then what the ticks add. */
  readonly state: Uint8Array;
  readonly bits: readonly Uint32Array[];
  readonly faults: Fault[];
}

/** Joins the columns row by row: ticked options are chosen, blanks only are no answer, and both layouts must agree. */
export function joinTicks(rows: number, ticked: Ticked): void {
  for (let row = 0; row < rows; row++) joinRow(row, ticked);
}

function joinRow(row: number, { ticks, codes, state, bits, faults }: Ticked): void {
  const known = state[row] === ANSWERED;
  let [said, ticked] = [0, false];
  for (const { start } of ticks) {
    const code = codes[start + row] as number;
    if (code >= TICK_STATES) said = Math.max(said, code - TICK_STATES);
    else if (code > 0) ticked = true;
  }
  if (!ticked) {
    if (!known) state[row] = Math.max(said, state[row] as number);
    return;
  }
  for (const { column, option, start } of ticks) {
    const [word, bit] = [bits[option >> 5] as Uint32Array, 1 << (option & 31)];
    const code = codes[start + row];
    const isChosen = ((word[row] as number) & bit) !== 0;
    // Beside a cell for all a blank says nothing; a mark must agree.
    if (known && ((code === TICKED && !isChosen) || (code === UNTICKED && isChosen))) {
      faults.push({ row, column, code: 'contradiction', value: code === TICKED ? '1' : '0' });
    }
    if (!known && code === TICKED) word[row] = ((word[row] as number) | bit) >>> 0;
  }
  state[row] = ANSWERED;
}
