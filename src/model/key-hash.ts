import { plainForm } from './plain.ts';

const PLAIN = /^[0-9A-Z]*$/;

/** A key as two of them are compared: case, width and blanks make no other enterprise. */
export function foldKey(key: string): string {
  return PLAIN.test(key) ? key : plainForm(key).toUpperCase();
}

/** A whole number below 2^53 made from a folded key, never 0. Two keys may share one: it only says where to look. */
export function hashKey(folded: string): number {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < folded.length; i++) {
    const unit = folded.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ (unit + i), 0x85ebca6b);
    b ^= b >>> 13;
  }
  return joinHashes(a, b);
}

/** The same of a key of capital letters and digits in bytes, which need no folding; 0 for others. */
export function hashPlainKey(bytes: Uint8Array, start: number, end: number): number {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (!((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a))) return 0;
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ (byte + i - start), 0x85ebca6b);
    b ^= b >>> 13;
  }
  return joinHashes(a, b);
}

function joinHashes(a: number, b: number): number {
  return ((b >>> 0) & 0x1fffff) * 2 ** 32 + ((a ^ (a >>> 15)) >>> 0) || 1;
}
