// Whether bytes are GB18030, compiled to WebAssembly: all that is ASCII sixteen bytes at a time.
export { allocate } from '../memory.ts';

const STEP: usize = 16;
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
    const high = i8x16.bitmask(v128.load(at)) as u32;
    if (high === 0) {
      at += STEP;
      continue;
    }
    at += ctz(high);
    while (at < end && load<u8>(at) >= 0x80) {
      const width = widthOf(at);
      if (width === 0) return at - start;
      at += width;
    }
  }
  return length;
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
