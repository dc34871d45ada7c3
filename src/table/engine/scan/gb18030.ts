// GB18030 to UTF-8, by a table of all pairs of bytes.

let units: usize = 0;

/** Where a unit of UTF-16 stands for each pair: 192 for each first byte from 0x81 on, seconds from 0x40 on. */
export function setPairs(table: usize): void {
  units = table;
}

const PER_FIRST: u32 = 192;

/** Copies valid bytes, and gives where the copy ends; 0 where a character is none of a pair. */
export function copyAsUtf8(start: usize, end: usize, target: usize): usize {
  let to = target;
  for (let at = start; at < end; ) {
    const first: u32 = load<u8>(at);
    if (first < 0x80) {
      store<u8>(to++, first as u8);
      at++;
      continue;
    }
    const second: u32 = load<u8>(at, 1);
    if (first === 0x80 || second < 0x40) return 0;
    const unit: u32 = load<u16>(units + (((first - 0x81) * PER_FIRST + second - 0x40) << 1));
    if (unit < 0x800) store<u8>(to++, (0xc0 | (unit >> 6)) as u8);
    else {
      store<u8>(to++, (0xe0 | (unit >> 12)) as u8);
      store<u8>(to++, (0x80 | ((unit >> 6) & 0x3f)) as u8);
    }
    store<u8>(to++, (0x80 | (unit & 0x3f)) as u8);
    at += 2;
  }
  return to;
}
