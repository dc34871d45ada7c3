// Validates GB18030 text; compiled to WebAssembly. Sixteen bytes are checked at a time if they are common ones.
export { allocate } from '../memory.ts';

/** The bit that follows the bits of the sixteen bytes checked together. */
const BIT_AFTER_LAST: u32 = 1 << 16;
/**
 * Sequences of four bytes are numbered. Numbers up to `LAST_BASIC` encode the rest of Unicode's basic plane, numbers
 * from `FIRST_SUPPLEMENTARY` on the other planes.
 */
const LAST_BASIC: u32 = 39419;
const FIRST_SUPPLEMENTARY: u32 = 189000;
const LAST_SUPPLEMENTARY: u32 = FIRST_SUPPLEMENTARY + 0xfffff;

/**
 * Returns the length of the valid text at the start of the bytes: all of it, or up to the first wrong or incomplete
 * character. A single byte 0x80 is valid, because Windows writes the euro sign so. Overwrites the four bytes after the
 * end.
 */
export function measure(start: usize, length: usize): usize {
  const end = start + length;
  // The zeros make sure that bytes after the end do not complete a character.
  store<u32>(end, 0);
  let address = start;
  while (address < end) {
    const bytes = v128.load(address);
    const high = i8x16.bitmask(bytes) as u32;
    if ((high & 1) === 0) {
      address += ctz(high | BIT_AFTER_LAST);
      continue;
    }
    // Two common bytes in a row always form a character.
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

/**
 * Marks the bytes from 0xa1 to 0xfe, which can be the first and the second byte of a pair, as in all pairs of GB2312.
 */
function commonBytes(bytes: v128): v128 {
  return v128.and(i8x16.ge_u(bytes, i8x16.splat(0xa1 as i8)), i8x16.le_u(bytes, i8x16.splat(0xfe as i8)));
}

/** Returns the length in bytes of a character that is not ASCII; 0 if it is not valid. */
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
