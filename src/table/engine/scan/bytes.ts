// The bytes that wait to be read, and searches in them.
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

/** An empty buffer for so many bytes. */
export function createBuffer(bytes: usize): void {
  room = bytes;
  buffer = allocate(bytes + SLACK);
  position = buffer;
  limit = buffer;
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
export const NUL: u8 = 0;
export const TAB: u8 = 9;
export const LF: u8 = 10;
export const CR: u8 = 13;
export const SPACE: u8 = 32;
export const QUOTE: u8 = 34;

/** Where the next byte stands that may end a cell or begin a quoted one; there is one. */
export function findStop(from: usize, delimiter: u8): usize {
  const sign = i8x16.splat(delimiter);
  let at = from;
  let stops = stopsOfSixteen(at, sign);
  while (stops === 0) {
    at += 16;
    stops = stopsOfSixteen(at, sign);
  }
  return at + (ctz(stops) as usize);
}

function stopsOfSixteen(at: usize, delimiter: v128): u32 {
  const bytes = v128.load(at);
  const ends = v128.or(i8x16.eq(bytes, i8x16.splat(LF)), i8x16.eq(bytes, i8x16.splat(CR)));
  const signs = v128.or(i8x16.eq(bytes, delimiter), i8x16.eq(bytes, i8x16.splat(QUOTE)));
  return i8x16.bitmask(v128.or(v128.or(ends, signs), i8x16.eq(bytes, i8x16.splat(NUL)))) as u32;
}

/** Whether a byte parts cells or rows, or is NUL. */
export function isStop(byte: u8, delimiter: u8): bool {
  return byte === delimiter || byte === LF || byte === CR || byte === NUL;
}
