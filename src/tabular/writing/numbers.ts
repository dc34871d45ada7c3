import { addBytes, addText, type ByteBuffer } from './bytes.ts';

/** No double takes more characters, such as -1.2345678901234567e-300. */
const LONGEST = 24;
/** So many numbers are kept as text, each in the one place its bits point to; scores of a pack take few values. */
const KEPT_BITS = 14;

/** Writes numbers as cells of CSV, with the fewest digits that mean the same double; nothing for NaN. */
export function createNumberCells(): (buffer: ByteBuffer, value: number) => void {
  const kept = 2 ** KEPT_BITS;
  const [lows, highs] = [new Int32Array(kept), new Int32Array(kept)];
  const lengths = new Uint8Array(kept);
  const texts = new Uint8Array(kept * LONGEST);
  const view = new DataView(texts.buffer);
  const double = new Float64Array(1);
  const words = new Int32Array(double.buffer);

  function keep(place: number, low: number, high: number, text: string): void {
    lows[place] = low;
    highs[place] = high;
    lengths[place] = text.length;
    for (let i = 0; i < text.length; i++) texts[place * LONGEST + i] = text.charCodeAt(i);
  }

  return (buffer, value) => {
    if (Number.isNaN(value)) return;
    double[0] = value;
    const [low, high] = [words[0] as number, words[1] as number];
    const place = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> (32 - KEPT_BITS);
    const length = lengths[place] as number;
    if (length === 0 || lows[place] !== low || highs[place] !== high) {
      const text = String(value);
      keep(place, low, high, text);
      addText(buffer, text);
      return;
    }
    addBytes(buffer, view, place * LONGEST, place * LONGEST + length);
  };
}
