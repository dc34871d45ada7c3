// Hashes keys of capital letters and digits. Other keys would have to be folded first.

const WORD: usize = 4;

/**
 * Returns the same hash as `hashKey` in model/enterprise-key.ts for a key of capital letters and digits: a whole number
 * below 2^53. Returns 0 for other keys. The sixteen bytes after the key must be readable.
 */
export function hashPlainKey(start: usize, length: usize): f64 {
  if (!isPlain(start, length)) return 0;
  let a: u32 = 0x811c9dc5;
  let b: u32 = 0x9747b28c;
  for (let i: usize = 0; i < length; i += WORD) {
    const left = length - i;
    const word = left < WORD ? load<u32>(start + i) & ((1 << ((left << 3) as u32)) - 1) : load<u32>(start + i);
    a = (a ^ word) * 0x85ebca6b;
    a ^= a >> 15;
    b = (b + word) * 0xc2b2ae35;
    b ^= b >> 13;
  }
  const joined = ((b & 0x1fffff) as f64) * 4294967296.0 + ((a ^ (a >> 16)) as f64);
  return joined === 0 ? 1 : joined;
}

/** Whether a key contains only capital letters and digits. */
function isPlain(start: usize, length: usize): bool {
  for (let i: usize = 0; i < length; i += 16) {
    const bytes = v128.load(start + i);
    const digits = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10));
    const letters = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x41)), i8x16.splat(26));
    const others = ~(i8x16.bitmask(v128.or(digits, letters)) as u32);
    if ((ctz(others) as usize) < min<usize>(16, length - i)) return false;
  }
  return true;
}
