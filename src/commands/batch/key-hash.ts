import { plainForm } from '../../tabular/plain.ts';

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
  a ^= a >>> 15;
  return ((b >>> 0) & 0x1fffff) * 2 ** 32 + (a >>> 0) || 1;
}
