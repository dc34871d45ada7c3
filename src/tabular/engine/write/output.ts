// The bytes that are written, one behind the other.
import { allocate } from '../memory.ts';

/** What may be written behind the end: copies go by sixteen bytes. */
const SLACK: usize = 32;

let bytes: usize = 0;
let room: usize = 0;
let used: usize = 0;

/** Begins anew, with room for some bytes at least. */
export function beginOutput(least: usize): void {
  used = 0;
  reserve(least);
}

/** Makes room for so many further bytes, and gives where they go. */
export function reserve(count: usize): usize {
  const needed = used + count + SLACK;
  if (needed > room) {
    const larger = allocate(needed * 2);
    memory.copy(larger, bytes, used);
    bytes = larger;
    room = needed * 2;
  }
  return bytes + used;
}

/** Says that the bytes up to here are written. */
export function endAt(place: usize): void {
  used = place - bytes;
}

export function outputAt(): usize {
  return bytes;
}

export function outputLength(): usize {
  return used;
}

/** Copies bytes to a place with room for them, and gives where the copy ends. */
export function copyTo(to: usize, from: usize, length: usize): usize {
  for (let i: usize = 0; i < length; i += 16) v128.store(to + i, v128.load(from + i));
  return to + length;
}
