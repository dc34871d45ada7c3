// Writes numbers with the fewest digits from which the same double is read; recent texts are cached.
import { allocate } from '../memory.ts';
import { writeNumber } from './edge.ts';
import { writeShortest } from './shortest.ts';

/** The maximum size of a number in bytes, including the bytes after it that copying overwrites. */
export const MAX_NUMBER_BYTES: usize = 48;

/**
 * The number of slots in the cache, as a power of two. A number can only be in the slot that its bits determine. The
 * cache is worthwhile because many scores have few different values.
 */
const CACHE_BITS: u64 = 13;
/**
 * The size of a slot, as a power of two: the bits of the number, the length of its text, and the text. Texts that are
 * too long are not cached.
 */
const SIZE_BITS: usize = 5;
const LENGTH: usize = 8;
const TEXT: usize = 9;
const MAX_CACHED_BYTES: usize = 23;

/**
 * How much the trust of a column increases when a number is found in the cache and decreases when it is not. If the
 * trust is negative, only few numbers are looked up.
 */
const HIT_GAIN: i32 = 1;
const MISS_LOSS: i32 = 2;
const MAX_TRUST: i32 = 4096;
/** Selects one row in 32: only these are looked up in the cache of a column whose trust is negative. */
const LOOKUP_MASK: usize = 31;

let places: usize = 0;
let trusts: usize = 0;

export function prepareNumbers(columns: usize): void {
  // An empty slot has the bits of the number 0, so 0 is written without the cache.
  places = allocate((1 << SIZE_BITS) << (CACHE_BITS as usize));
  trusts = allocate(columns << 2);
}

/** Writes a number at an address, where there must be enough space, and returns the end; writes nothing for NaN. */
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
    // Always copies 32 bytes, in two steps of 16; no cached text is longer.
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
