// Writes texts as CSV cells, quoted if necessary. No spreadsheet takes such a cell for a formula.
import { copyTo } from './output.ts';

const QUOTE: u8 = 34;
const COMMA: u8 = 44;
const LF: u8 = 10;
const CR: u8 = 13;

/** Returns the maximum number of bytes in the cell of a text. */
export function maxCellBytes(length: usize): usize {
  return length * 2 + 2;
}

/**
 * Writes a text at an address, where there must be enough space, and returns the end. Returns 0 if the text could be a
 * formula; JavaScript then writes it.
 */
export function addText(to: usize, start: usize, length: usize): usize {
  if (mayBeFormula(load<u8>(start))) return 0;
  return needsQuotes(start, start + length) ? copyQuoted(to, start, start + length) : copyTo(to, start, length);
}

/** Whether a spreadsheet may take a text that begins with this byte for a formula. Full-width signs begin with 0xef. */
function mayBeFormula(first: u8): bool {
  return (
    first === 0x27 ||
    first === 0x3d ||
    first === 0x2b ||
    first === 0x2d ||
    first === 0x40 ||
    first === 9 ||
    first === CR ||
    first === 0xef
  );
}

function needsQuotes(start: usize, end: usize): bool {
  for (let at = start; at < end; at += 16) {
    const bytes = v128.load(at);
    const ends = v128.or(i8x16.eq(bytes, i8x16.splat(LF)), i8x16.eq(bytes, i8x16.splat(CR)));
    const signs = v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(COMMA)));
    const found = i8x16.bitmask(v128.or(ends, signs)) as u32;
    if (found !== 0 && at + ctz(found) < end) return true;
  }
  return false;
}

function copyQuoted(to: usize, start: usize, end: usize): usize {
  let out = to;
  store<u8>(out++, QUOTE);
  for (let from = start; from < end; from++) {
    const byte = load<u8>(from);
    store<u8>(out++, byte);
    if (byte === QUOTE) store<u8>(out++, QUOTE);
  }
  store<u8>(out++, QUOTE);
  return out;
}
