// The output buffer. Writers carry the address of the next byte along.
import { allocate } from '../memory.ts';

/** Bytes after the end that copies by 16 may overwrite. */
const SLACK: usize = 32;

let bytes: usize = 0;
let limit: usize = 0;
let end: usize = 0;

/** Empties the buffer. */
export function beginOutput(): void {
  end = bytes;
}

/** Ensures space for `count` bytes at an address; returns the address, which changes if the buffer moves. */
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

/** The number of bytes before an address. */
export function lengthAt(at: usize): usize {
  return at - bytes;
}

/** Sets the end of the written bytes. */
export function endAt(place: usize): void {
  end = place;
}

export function endOfOutput(): usize {
  return end;
}

/** Ensures space for `count` bytes at the end, and returns its address. */
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

/** Copies bytes to an address with enough space, and returns the end of the copy. */
export function copyTo(to: usize, from: usize, length: usize): usize {
  for (let i: usize = 0; i < length; i += 16) v128.store(to + i, v128.load(from + i));
  return to + length;
}
