// Validates GB18030, compiled to WebAssembly: common bytes are checked sixteen at a time.
export { allocate } from '../memory.ts';

/** The bit after those of the sixteen bytes that are checked together. */
const BIT_AFTER_LAST: u32 = 1 << 16;
/**
 * Four-byte sequences are numbered: up to the first number they encode the rest of the basic plane, from the second
 * number on the other planes.
 */
const LAST_BASIC: u32 = 39419;
const FIRST_SUPPLEMENTARY: u32 = 189000;
const LAST_SUPPLEMENTARY: u32 = FIRST_SUPPLEMENTARY + 0xfffff;

/**
 * Measures the valid part of the bytes: all of them, or those before the first wrong or unfinished character. A single
 * 0x80 is the euro sign, as Windows writes it. Overwrites four bytes after the end.
 */
export function measure(start: usize, length: usize): usize {
  const end = start + length;
  // Zeros after the end complete no character.
  store<u32>(end, 0);
  let address = start;
  while (address < end) {
    const bytes = v128.load(address);
    const high = i8x16.bitmask(bytes) as u32;
    if ((high & 1) === 0) {
      address += ctz(high | BIT_AFTER_LAST);
      continue;
    }
    // Two common bytes are always a character.
    const paired = ctz(((i8x16.bitmask(commonBytes(bytes)) as u32) ^ 0xffff) | BIT_AFTER_LAST) & ~1;
    if (paired > 0) {
      address += paired;
      continue;
    }
    const width = widthOf(address);
    if (width === 0) return address - start;
    address += width;
  }
  return length;
}

/** Which bytes may be either byte of a pair: 0xa1 to 0xfe, as in all pairs of GB2312. */
function commonBytes(bytes: v128): v128 {
  return v128.and(i8x16.ge_u(bytes, i8x16.splat(0xa1 as i8)), i8x16.le_u(bytes, i8x16.splat(0xfe as i8)));
}

/** The length in bytes of a character that is not ASCII; 0 if it is invalid. */
function widthOf(address: usize): usize {
  const first: u32 = load<u8>(address);
  const second: u32 = load<u8>(address, 1);
  if (first === 0x80) return 1;
  if (first === 0xff) return 0;
  if (second >= 0x40) return second === 0x7f || second === 0xff ? 0 : 2;
  const third: u32 = load<u8>(address, 2);
  const fourth: u32 = load<u8>(address, 3);
  if (second - 0x30 > 9 || third - 0x81 > 0x7d || fourth - 0x30 > 9) return 0;
  const number = (first - 0x81) * 12600 + (second - 0x30) * 1260 + (third - 0x81) * 10 + fourth - 0x30;
  return number <= LAST_BASIC || (number >= FIRST_SUPPLEMENTARY && number <= LAST_SUPPLEMENTARY) ? 4 : 0;
}
