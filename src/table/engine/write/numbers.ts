// Numbers with the fewest digits that mean the same double. Texts are found again by the bits of the number.
import { allocate } from '../memory.ts';
import { writeNumber } from './edge.ts';
import { writeShortest } from './shortest.ts';

/** No number takes more bytes, with what copies write behind it. */
export const LONGEST_NUMBER: usize = 48;

/** So many are kept, each in the one place its bits point to; many scores take few values. */
const KEPT_BITS: u64 = 13;
/** Of a place: the bits, the length of the text, and the text. Longer ones are not kept. */
const SIZE_BITS: usize = 5;
const LENGTH: usize = 8;
const TEXT: usize = 9;
const LONGEST_KEPT: usize = 23;

/**
 * What a column gains in trust by a number that was kept and loses by one that was not; without trust few are looked
 * up.
 */
const GAIN: i32 = 1;
const LOSS: i32 = 2;
const MOST_TRUST: i32 = 4096;
/** Without trust, of so many rows one is looked up. */
const SELDOM: usize = 31;

let places: usize = 0;
let trusts: usize = 0;

export function prepareNumbers(columns: usize): void {
  // The bits of 0 are those of an empty place, whose text is empty: 0 is looked at by itself.
  places = allocate((1 << SIZE_BITS) << (KEPT_BITS as usize));
  trusts = allocate(columns << 2);
}

/** Writes a number of a column to a place with room for it, nothing for NaN, and gives where it ends. */
export function addNumber(to: usize, value: f64, column: usize, row: usize): usize {
  const bits = reinterpret<u64>(value);
  if (bits === 0) {
    store<u8>(to, 0x30);
    return to + 1;
  }
  const trustAt = trusts + (column << 2);
  const trust = load<i32>(trustAt);
  if (trust < 0 && (row & SELDOM) !== 0) return makeText(to, value, bits);
  const place = places + ((((bits * 0x9e3779b97f4a7c15) >> (64 - KEPT_BITS)) as usize) << SIZE_BITS);
  if (load<u64>(place) === bits) {
    if (trust < MOST_TRUST) store<i32>(trustAt, trust + (trust < 0 ? GAIN * (SELDOM as i32) : GAIN));
    // Always 32 bytes, the length of the longest text, in two steps of 16.
    v128.store(to, v128.load(place, TEXT));
    v128.store(to, v128.load(place, TEXT + 16), 16);
    return to + (load<u8>(place, LENGTH) as usize);
  }
  if (trust > -MOST_TRUST) store<i32>(trustAt, trust - LOSS);
  const end = makeText(to, value, bits);
  if (end - to <= LONGEST_KEPT) {
    store<u64>(place, bits);
    store<u8>(place, (end - to) as u8, LENGTH);
    memory.copy(place + TEXT, to, end - to);
  }
  return end;
}

function makeText(to: usize, value: f64, bits: u64): usize {
  if (Number.isNaN(value)) return to;
  const end = writeShortest(to, value, bits);
  return end > 0 ? end : to + (writeNumber(value, to) as usize);
}
