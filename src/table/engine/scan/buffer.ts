// The bytes that wait to be read: where reading has arrived, where they end.
import { allocate } from '../memory.ts';

/** Slack behind the bytes, for searches and copies. */
export const SLACK: usize = 128;

let buffer: usize = 0;
let room: usize = 0;
export let position: usize = 0;
export let limit: usize = 0;
export let isEnded: bool = false;
/** Where the row under way begins, which may be before all that is kept. */
export let rowStart: usize = 0;

export function createBuffer(bytes: usize): void {
  room = bytes;
  buffer = allocate(bytes + SLACK);
}

export function emptyBuffer(): void {
  position = buffer;
  limit = buffer;
  isEnded = false;
  rowStart = buffer;
}

/** Moves what is not read yet to the front, and gives where further bytes may be put. */
export function makeRoom(): usize {
  const kept = limit - position;
  let to = buffer;
  if (kept * 2 > room) {
    room *= 2;
    to = allocate(room + SLACK);
  }
  memory.copy(to, position, kept);
  rowStart = rowStart - position + to;
  buffer = to;
  position = to;
  limit = to + kept;
  return limit;
}

/** How many bytes may be put there. */
export function freeRoom(): usize {
  return buffer + room - limit;
}

export function filled(count: usize): void {
  limit += count;
}

export function end(): void {
  isEnded = true;
}

export function waitingFrom(): usize {
  return position;
}

export function waitingTo(): usize {
  return limit;
}

export function moveTo(place: usize): void {
  position = place;
}

export function beginRowAt(place: usize): void {
  rowStart = place;
}
