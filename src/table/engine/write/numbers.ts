// Writes numbers with the fewest digits that denote the same double. Recent texts are cached by the bits of the number.
import { allocate } from '../memory.ts';
import { writeNumber } from './edge.ts';
import { writeShortest } from './shortest.ts';

/** Maximum size of a number in bytes, including what copies overwrite after it. */
export const MAX_NUMBER_BYTES: usize = 48;

/** The size of the cache, in bits; each number has a single slot. Many scores take few values. */
const CACHE_BITS: u64 = 13;
/** A cache slot: the bits, the length of the text, and the text. Longer texts are not cached. */
const SIZE_BITS: usize = 5;
const LENGTH: usize = 8;
const TEXT: usize = 9;
const MAX_CACHED_BYTES: usize = 23;

/** How much trust a column gains by a cache hit and loses by a miss; without trust, few numbers are looked up. */
const HIT_GAIN: i32 = 1;
const MISS_LOSS: i32 = 2;
const MAX_TRUST: i32 = 4096;
/** Without trust, one row in 32 is looked up. */
const LOOKUP_MASK: usize = 31;

let places: usize = 0;
let trusts: usize = 0;

export function prepareNumbers(columns: usize): void {
  // 0 is written without the cache, because its bits are those of an empty slot.
  places = allocate((1 << SIZE_BITS) << (CACHE_BITS as usize));
  trusts = allocate(columns << 2);
}

/** Writes a number to an address with enough space, nothing for NaN, and returns the end. */
export function addNumber(to: usize, value: f64, column: usize, row: usize): usize {
  const bits = reinterpret<u64>(value);
  if (bits === 0) {
    store<u8>(to, 0x30);
    return to + 1;
  }
  const trustAt = trusts + (column << 2);
  const trust = load<i32>(trustAt);
  if (trust < 0 && (row & LOOKUP_MASK) !== 0) return makeText(to, value, bits);
  const place = places + ((((bits * 0x9e3779b97f4a7c15) >> (64 - CACHE_BITS)) as usize) << SIZE_BITS);
  if (load<u64>(place) === bits) {
    if (trust < MAX_TRUST) store<i32>(trustAt, trust + (trust < 0 ? HIT_GAIN * (LOOKUP_MASK as i32) : HIT_GAIN));
    // Always copies 32 bytes, the longest text, in two steps of 16.
    v128.store(to, v128.load(place, TEXT));
    v128.store(to, v128.load(place, TEXT + 16), 16);
    return to + (load<u8>(place, LENGTH) as usize);
  }
  if (trust > -MAX_TRUST) store<i32>(trustAt, trust - MISS_LOSS);
  const end = makeText(to, value, bits);
  if (end - to <= MAX_CACHED_BYTES) {
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
