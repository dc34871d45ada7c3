// Where rows end, compiled to WebAssembly: quotes are followed from the beginning of a file, 64 bytes at a time.
import { allocate } from '../memory.ts';

const LF: u8 = 10;
const CR: u8 = 13;
const QUOTE: u8 = 34;
/** What is looked at in one go. */
const STEP: usize = 64;
const ALL: u64 = 0xffffffffffffffff;

let delimiter: u8 = 0;
let length: f64 = 0;

// The piece under way: its bytes, of which there stands one more in front, where in the file they are, how many; and what of
// the 64 bytes at a place is still to be looked at.
let piece: usize = 0;
let offset: f64 = 0;
let count: usize = 0;
let base: usize = 0;
let marks: u64 = 0;

// The range and the row under way: where they begin, as offset, line and record.
let rangeStart: f64 = 0;
let rangeLine: u32 = 0;
let rangeRecord: f64 = 0;
let rowStart: f64 = 0;
let rowLine: u32 = 0;
let record: f64 = 0;
let line: u32 = 0;

let isQuoted: bool = false;
/** Where a quote was last closed, and where the last CR stands. */
let closedAt: f64 = -1;
let carriageAt: f64 = -1;

/** The range that was found last: where it begins; it ends where the one under way begins. */
let foundStart: f64 = 0;
let foundLine: u32 = 0;
let foundRecord: f64 = 0;

/** Begins at a row, and gives where pieces of up to so many bytes go. Ranges are of `least` bytes at least. */
export function begin(sign: u8, room: usize, start: f64, firstLine: u32, firstRecord: f64, least: f64): usize {
  delimiter = sign;
  length = least;
  piece = allocate(STEP + room + STEP) + STEP;
  store<u8>(piece - 1, sign);
  rangeStart = start;
  rangeLine = firstLine;
  rangeRecord = firstRecord;
  rowStart = start;
  rowLine = firstLine;
  record = firstRecord;
  line = firstLine;
  return piece;
}

/** Takes a piece of some bytes, which stands at this offset. */
export function take(bytes: usize, at: f64): void {
  count = bytes;
  offset = at;
  base = 0;
  marks = marksAt(0);
}

/** Goes on to the end of the next range; false where the piece has none any more. */
export function findEnd(): bool {
  while (true) {
    while (marks === 0) {
      base += STEP;
      if (base >= count) {
        store<u8>(piece - 1, load<u8>(piece + count - 1));
        return false;
      }
      marks = marksAt(base);
    }
    const i = base + (ctz(marks) as usize);
    marks &= marks - 1;
    if (load<u8>(piece + i) === QUOTE) followQuote(i);
    else if (followNewline(i)) return true;
  }
}

export function startOfFound(): f64 {
  return foundStart;
}

export function lineOfFound(): u32 {
  return foundLine;
}

export function recordOfFound(): f64 {
  return foundRecord;
}

export function startOfRange(): f64 {
  return rangeStart;
}

export function lineOfRange(): u32 {
  return rangeLine;
}

export function recordOfRange(): f64 {
  return rangeRecord;
}

function followQuote(i: usize): void {
  const at = offset + (i as f64);
  if (isQuoted) {
    isQuoted = false;
    closedAt = at;
  } else if (closedAt === at - 1) {
    // A doubled quote: it was no end.
    isQuoted = true;
    closedAt = -1;
  } else {
    isQuoted = at === rowStart || load<u8>(piece + i - 1) === delimiter;
  }
}

/** True where a range ends at the row that begins in front. */
function followNewline(i: usize): bool {
  const at = offset + (i as f64);
  const byte = load<u8>(piece + i);
  const isSecond = byte === LF && carriageAt === at - 1;
  if (byte === CR) carriageAt = at;
  if (!isSecond) line++;
  if (isQuoted) return false;
  let isEnd = false;
  if (!isSecond && at > rowStart) {
    if (rowStart - rangeStart >= length) {
      foundStart = rangeStart;
      foundLine = rangeLine;
      foundRecord = rangeRecord;
      rangeStart = rowStart;
      rangeLine = rowLine;
      rangeRecord = record;
      isEnd = true;
    }
    record += 1;
  }
  rowStart = at + 1;
  rowLine = line;
  return isEnd;
}

/** Which of the 64 bytes at a place are quotes or newlines. */
function marksAt(place: usize): u64 {
  const at = piece + place;
  const all =
    marksOfSixteen(at) |
    (marksOfSixteen(at + 16) << 16) |
    (marksOfSixteen(at + 32) << 32) |
    (marksOfSixteen(at + 48) << 48);
  const left = count - place;
  return left < STEP ? all & ~(ALL << (left as u64)) : all;
}

function marksOfSixteen(at: usize): u64 {
  const bytes = v128.load(at);
  const ends = v128.or(i8x16.eq(bytes, i8x16.splat(LF)), i8x16.eq(bytes, i8x16.splat(CR)));
  return i8x16.bitmask(v128.or(ends, i8x16.eq(bytes, i8x16.splat(QUOTE)))) as u32 as u64;
}
