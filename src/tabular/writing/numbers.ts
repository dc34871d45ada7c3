import { addBytes, addText, type ByteBuffer } from './bytes.ts';

/** No double takes more characters, such as -1.2345678901234567e-300. */
const LONGEST = 24;
/** So many numbers are kept as text, each in the one place its bits point to; scores of a pack take few values. */
const KEPT_BITS = 14;

/** Writes a number of a column as a cell of CSV, with the fewest digits that mean the same double; nothing for NaN. */
export type NumberCells = (buffer: ByteBuffer, column: NumberColumn, row: number) => void;

/** Doubles, and their bits. */
export interface NumberColumn {
  readonly values: Float64Array;
  readonly words: Int32Array;
}

/** A column of doubles to write from. */
export function numberColumn(values: Float64Array): NumberColumn {
  return { values, words: new Int32Array(values.buffer, values.byteOffset, values.length * 2) };
}

/** A writer of numbers, which keeps the texts of those it has met. */
export function createNumberCells(): NumberCells {
  const kept = 2 ** KEPT_BITS;
  const [lows, highs] = [new Int32Array(kept), new Int32Array(kept)];
  const lengths = new Uint8Array(kept);
  const texts = new Uint8Array(kept * LONGEST);
  const view = new DataView(texts.buffer);

  return (buffer, { values, words }, row) => {
    const low = words[row * 2] as number;
    const high = words[row * 2 + 1] as number;
    const place = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> (32 - KEPT_BITS);
    const length = lengths[place] as number;
    if (length > 0 && lows[place] === low && highs[place] === high) {
      addBytes(buffer, view, place * LONGEST, place * LONGEST + length);
      return;
    }
    const value = values[row] as number;
    if (Number.isNaN(value)) return;
    const text = String(value);
    lows[place] = low;
    highs[place] = high;
    lengths[place] = text.length;
    for (let i = 0; i < text.length; i++) texts[place * LONGEST + i] = text.charCodeAt(i);
    addText(buffer, text);
  };
}
