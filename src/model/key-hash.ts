import { plainForm } from './plain.ts';

const PLAIN = /^[0-9A-Z]*$/;

/** A key as two of them are compared: case, width and blanks make no other enterprise. */
export function foldKey(key: string): string {
  return PLAIN.test(key) ? key : plainForm(key).toUpperCase();
}

/** A whole number below 2^53 made from a folded key, never 0. Two keys may share one: it only says where to look. */
export function hashKey(folded: string): number {
  return hashUnits(folded.length, (i) => folded.charCodeAt(i));
}

/** The same of a key of capital letters and digits in bytes, which need no folding; 0 for others. */
export function hashPlainKey(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (!((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a))) return 0;
  }
  return hashUnits(end - start, (i) => bytes[start + i] as number);
}

/** Four units at a time; of bytes that is a word. */
function hashUnits(length: number, unitAt: (i: number) => number): number {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < length; i += 4) {
    let word = unitAt(i);
    if (i + 1 < length) word ^= unitAt(i + 1) << 8;
    if (i + 2 < length) word ^= unitAt(i + 2) << 16;
    if (i + 3 < length) word ^= unitAt(i + 3) << 24;
    a = Math.imul(a ^ word, 0x85ebca6b);
    a ^= a >>> 15;
    b = Math.imul(b + word, 0xc2b2ae35);
    b ^= b >>> 13;
  }
  return (b & 0x1fffff) * 2 ** 32 + ((a ^ (a >>> 16)) >>> 0) || 1;
}
