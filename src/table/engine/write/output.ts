// The output buffer. Functions that write take the address of the next byte and return the one after what they wrote.
import { allocate } from '../memory.ts';

/** The number of bytes after the end that may be overwritten, because bytes are copied 16 at a time. */
const SLACK: usize = 32;

let bytes: usize = 0;
let limit: usize = 0;
let end: usize = 0;

/** Empties the buffer. */
export function beginOutput(): void {
  end = bytes;
}

/**
 * Makes sure that there is space for `count` bytes at an address. Returns the address, which is another one if the
 * buffer was moved.
 */
export function makeRoom(at: usize, count: usize): usize {
  return at + count > limit ? move(at, count) : at;
}

function move(at: usize, count: usize): usize {
  const used = at - bytes;
  const room = (used + count) * 2;
  const larger = allocate(room + SLACK);
  memory.copy(larger, bytes, used);
  bytes = larger;
  limit = larger + room;
  return larger + used;
}

/** Returns the number of bytes before an address. */
export function lengthAt(at: usize): usize {
  return at - bytes;
}

/** Sets the address at which the written bytes end. */
export function endAt(place: usize): void {
  end = place;
}

export function endOfOutput(): usize {
  return end;
}

/** Makes sure that there is space for `count` bytes at the end, and returns the address of the end. */
export function reserve(count: usize): usize {
  end = makeRoom(end, count);
  return end;
}

export function outputAt(): usize {
  return bytes;
}

export function outputLength(): usize {
  return end - bytes;
}

/** Copies bytes to an address, where there must be enough space, and returns the end of the copy. */
export function copyTo(to: usize, from: usize, length: usize): usize {
  for (let i: usize = 0; i < length; i += 16) v128.store(to + i, v128.load(from + i));
  return to + length;
}
