import type { ScannedEncoding } from './codec.ts';
import { createFinder } from './plain.ts';
import { ANSWERED, type States } from './use.ts';

/** The texts of one column, kept as bytes until a block is full and then decoded at once. */
export interface Texts {
  add(row: number, bytes: Uint8Array, start: number, end: number): void;
  /** The texts by row, without blanks at the ends; sets their codes. Begins anew. */
  finish(rows: number, codes: Uint8Array, start: number): readonly string[];
}

/** Between two texts; a cell with a NUL byte is at fault and never gets here. */
const SEPARATOR = '\0';

/** An empty column of texts in the encoding. */
export function createTexts(encoding: ScannedEncoding, states: States | undefined): Texts {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const findState = states && states.size > 0 ? createFinder(states) : undefined;
  let bytes = Buffer.allocUnsafe(1 << 16);
  let rows: number[] = [];
  let [used, high] = [0, 0];

  function decode(): readonly string[] {
    const filled = bytes.subarray(0, Math.max(0, used - 1));
    if (rows.length === 0) return [];
    return (high < 0x80 ? filled.toString('latin1') : decoder.decode(filled)).split(SEPARATOR);
  }

  return {
    add(row, source, start, end) {
      const length = end - start;
      if (used + length + 1 > bytes.length) {
        const larger = Buffer.allocUnsafe((used + length) * 2);
        bytes.copy(larger, 0, 0, used);
        bytes = larger;
      }
      const target = bytes;
      let [all, at] = [0, used];
      for (let i = start; i < end; i++) {
        const byte = source[i] as number;
        all |= byte;
        target[at++] = byte;
      }
      target[at] = 0;
      high |= all;
      used = at + 1;
      rows.push(row);
    },
    finish(count, codes, start) {
      const texts = new Array<string>(count).fill('');
      const decoded = decode();
      for (let i = 0; i < rows.length; i++) {
        const [row, text] = [rows[i] as number, (decoded[i] as string).trim()];
        const state = text === '' ? 0 : findState?.(text);
        codes[start + row] = state ?? ANSWERED;
        if (state === undefined) texts[row] = text;
      }
      rows = [];
      [used, high] = [0, 0];
      return texts;
    },
  };
}
