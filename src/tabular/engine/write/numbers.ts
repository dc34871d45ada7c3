// Numbers with the fewest digits that mean the same double. Texts are found again by the bits of the number.
import { allocate } from '../memory.ts';
import { writeNumber } from './edge.ts';
import { copyTo } from './output.ts';
import { writeShortest } from './shortest.ts';

/** So many are kept, each in the one place its bits point to; scores of a pack take few values. */
const KEPT_BITS: u64 = 13;
/** Of a place: the bits, the length of the text, and the text, with room for the longest and what is written behind it. */
const SIZE: usize = 64;
const LENGTH: usize = 8;
const TEXT: usize = 9;

let places: usize = 0;

export function prepareNumbers(): void {
  // The bits of 0 are those of an empty place, whose text is empty: 0 is looked at by itself.
  places = allocate(SIZE << (KEPT_BITS as usize));
}

/** Writes a number to a place with room for it, nothing for NaN, and gives where it ends. */
export function addNumber(to: usize, value: f64): usize {
  const bits = reinterpret<u64>(value);
  if (bits === 0) {
    store<u8>(to, 0x30);
    return to + 1;
  }
  const place = places + (((bits * 0x9e3779b97f4a7c15) >> (64 - KEPT_BITS)) as usize) * SIZE;
  if (load<u64>(place) !== bits) {
    store<u64>(place, bits);
    store<u8>(place, makeText(place + TEXT, value, bits) as u8, LENGTH);
  }
  return copyTo(to, place + TEXT, load<u8>(place, LENGTH));
}

function makeText(to: usize, value: f64, bits: u64): usize {
  if (Number.isNaN(value)) return 0;
  const end = writeShortest(to, bits);
  return end > 0 ? end - to : (writeNumber(value, to) as usize);
}
