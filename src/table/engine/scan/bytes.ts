// The bytes to be scanned, and searches in them.
import { allocate } from '../memory.ts';

/** The number of bytes after the end that searches and copies may touch. */
export const SLACK: usize = 128;

let buffer: usize = 0;
let capacity: usize = 0;
export let position: usize = 0;
export let limit: usize = 0;
export let isEnded: bool = false;
/** The address at which the current row starts, which may be before the bytes that are still kept. */
export let rowStart: usize = 0;

/** Allocates an empty buffer. */
export function createBuffer(bytes: usize): void {
  capacity = bytes;
  buffer = allocate(bytes + SLACK);
  position = buffer;
  limit = buffer;
  rowStart = buffer;
}

/** Moves the unread bytes to the start of the buffer, and returns the address for further bytes. */
export function makeRoom(): usize {
  const unread = limit - position;
  let target = buffer;
  if (unread * 2 > capacity) {
    capacity *= 2;
    target = allocate(capacity + SLACK);
  }
  memory.copy(target, position, unread);
  rowStart = rowStart - position + target;
  buffer = target;
  position = target;
  limit = target + unread;
  return limit;
}

/** Returns the number of bytes that can be added. */
export function freeRoom(): usize {
  return buffer + capacity - limit;
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
export const NUL: u8 = 0;
export const TAB: u8 = 9;
export const LF: u8 = 10;
export const CR: u8 = 13;
export const SPACE: u8 = 32;
export const QUOTE: u8 = 34;

/** Finds the next byte that may end a cell or begin a quoted one. The caller makes sure that there is one. */
export function findStop(from: usize, delimiter: u8): usize {
  const delimiters = i8x16.splat(delimiter);
  let address = from;
  let stops = stopsOfSixteen(address, delimiters);
  while (stops === 0) {
    address += 16;
    stops = stopsOfSixteen(address, delimiters);
  }
  return address + (ctz(stops) as usize);
}

function stopsOfSixteen(at: usize, delimiter: v128): u32 {
  const bytes = v128.load(at);
  const ends = v128.or(i8x16.eq(bytes, i8x16.splat(LF)), i8x16.eq(bytes, i8x16.splat(CR)));
  const signs = v128.or(i8x16.eq(bytes, delimiter), i8x16.eq(bytes, i8x16.splat(QUOTE)));
  return i8x16.bitmask(v128.or(v128.or(ends, signs), i8x16.eq(bytes, i8x16.splat(NUL)))) as u32;
}

/** Whether a byte separates cells or rows, or is NUL. */
export function isStop(byte: u8, delimiter: u8): bool {
  return byte === delimiter || byte === LF || byte === CR || byte === NUL;
}
