// Whether bytes are GB18030, compiled to WebAssembly: sixteen bytes at a time where they are usual ones.
export { allocate } from '../memory.ts';

/** One more than the sixteen bytes that are looked at together. */
const BEYOND: u32 = 1 << 16;
/** The four-byte sequences by number: below the first gap they are the rest of the basic plane, from the second on the others. */
const LAST_BASIC: u32 = 39419;
const FIRST_ASTRAL: u32 = 189000;
const LAST: u32 = FIRST_ASTRAL + 0xfffff;

/**
 * How long the valid part of bytes is: all of them, or up to the first wrong or unfinished character. A single 0x80 is the
 * euro sign, as Windows writes it. Four bytes behind them are written over.
 */
export function measure(start: usize, length: usize): usize {
  const end = start + length;
  // What is not there is no part of a character.
  store<u32>(end, 0);
  let at = start;
  while (at < end) {
    const bytes = v128.load(at);
    const high = i8x16.bitmask(bytes) as u32;
    if ((high & 1) === 0) {
      at += ctz(high | BEYOND);
      continue;
    }
    // Two such bytes are always a character.
    const paired = ctz(((i8x16.bitmask(isUsual(bytes)) as u32) ^ 0xffff) | BEYOND) & ~1;
    if (paired > 0) {
      at += paired;
      continue;
    }
    const width = widthOf(at);
    if (width === 0) return at - start;
    at += width;
  }
  return length;
}

/** Of each byte, whether it may be either one of a pair: from 0xa1 to 0xfe, as in all pairs of GB2312. */
function isUsual(bytes: v128): v128 {
  return v128.and(i8x16.ge_u(bytes, i8x16.splat(0xa1 as i8)), i8x16.le_u(bytes, i8x16.splat(0xfe as i8)));
}

/** How many bytes the character has that does not begin as ASCII; 0 where it is none. */
function widthOf(at: usize): usize {
  const first: u32 = load<u8>(at);
  const second: u32 = load<u8>(at, 1);
  if (first === 0x80) return 1;
  if (first === 0xff) return 0;
  if (second >= 0x40) return second === 0x7f || second === 0xff ? 0 : 2;
  const third: u32 = load<u8>(at, 2);
  const fourth: u32 = load<u8>(at, 3);
  if (second - 0x30 > 9 || third - 0x81 > 0x7d || fourth - 0x30 > 9) return 0;
  const number = (first - 0x81) * 12600 + (second - 0x30) * 1260 + (third - 0x81) * 10 + fourth - 0x30;
  return number <= LAST_BASIC || (number >= FIRST_ASTRAL && number <= LAST) ? 4 : 0;
}
