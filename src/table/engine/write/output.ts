// The bytes that are written, one behind the other. Whoever writes carries the place of the next byte along.
import { allocate } from '../memory.ts';

/** What may be written behind the end: copies go by sixteen bytes. */
const SLACK: usize = 32;

let bytes: usize = 0;
let limit: usize = 0;
let end: usize = 0;

/** Begins anew. */
export function beginOutput(): void {
  end = bytes;
}

/** A place like this one with room for so many bytes: what is written may have to move. */
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

/** How many bytes stand in front of a place. */
export function lengthAt(at: usize): usize {
  return at - bytes;
}

/** Says that the bytes up to here are written. */
export function endAt(place: usize): void {
  end = place;
}

export function endOfOutput(): usize {
  return end;
}

/** Makes room for so many bytes behind the end, and gives where they go. */
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

/** Copies bytes to a place with room for them, and gives where the copy ends. */
export function copyTo(to: usize, from: usize, length: usize): usize {
  for (let i: usize = 0; i < length; i += 16) v128.store(to + i, v128.load(from + i));
  return to + length;
}
