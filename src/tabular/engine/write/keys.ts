// Keys of capital letters and digits, which need no folding.

/** The hash of such a key, a whole number below 2^53; 0 for others. It is that of `hashKey` in commands/batch/key-hash.ts. */
export function hashPlainKey(start: usize, length: usize): f64 {
  let a: u32 = 0x811c9dc5;
  let b: u32 = 0x9747b28c;
  for (let i: usize = 0; i < length; i++) {
    const byte: u32 = load<u8>(start + i);
    if (byte - 0x30 > 9 && byte - 0x41 > 25) return 0;
    a = (a ^ byte) * 0x01000193;
    b = (b ^ (byte + (i as u32))) * 0x85ebca6b;
    b ^= b >> 13;
  }
  const joined = ((b & 0x1fffff) as f64) * 4294967296.0 + ((a ^ (a >> 15)) as f64);
  return joined === 0 ? 1 : joined;
}
