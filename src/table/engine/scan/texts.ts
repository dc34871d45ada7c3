// Stores the texts of a column as UTF-8, one after the other.

import { allocate } from '../memory.ts';

/**
 * Offsets in the record of a text column: address, capacity and used length of its bytes, and the addresses of where
 * each row's text starts and ends.
 */
const POOL: usize = 0;
const ROOM: usize = 4;
const USED: usize = 8;
const STARTS: usize = 12;
const ENDS: usize = 16;
/**
 * More offsets: the flags that say how texts are read, and the filter of characters with which words for states begin.
 */
const FLAGS: usize = 20;
const FIRST_FILTER: usize = 24;

/** Flag: the texts are GB18030. */
const IS_GB18030: u32 = 1;
/** Flag: each text has to be read as a string. */
const SPECIAL: u32 = 2;

/** The number of bytes copied at a time. */
const STEP: usize = 16;
/** Two bytes of GB18030 become at most three of UTF-8. */
const MAX_EXPANSION: usize = 3;

/** The results of adding a text: it is stored, or it has to be read as a string. */
export const KEPT = true;
export const ODD = false;

/** Stores the text of a row if it is plain: if it has no blanks at its ends and is certainly not a word for a state. */
export function addPlainText(texts: usize, row: usize, start: usize, end: usize): bool {
  const flags = load<u32>(texts, FLAGS);
  if ((flags & SPECIAL) !== 0) return ODD;
  if ((flags & IS_GB18030) !== 0) return addGb18030(texts, row, start, end);
  if (!isPlain(texts, start, end)) return ODD;
  const length = end - start;
  const to = reserveText(texts, length);
  for (let i: usize = 0; i < length; i += STEP) v128.store(to + i, v128.load(start + i));
  endText(texts, row, length);
  return KEPT;
}

function addGb18030(texts: usize, row: usize, start: usize, end: usize): bool {
  const to = reserveText(texts, (end - start) * MAX_EXPANSION);
  const last = copyAsUtf8(start, end, to);
  if (last === 0 || !isPlain(texts, to, last)) return ODD;
  endText(texts, row, last - to);
  return KEPT;
}

/** Makes sure that there is space for a text, and returns its address. */
export function reserveText(texts: usize, length: usize): usize {
  const used: usize = load<u32>(texts, USED);
  const needed = used + length + STEP;
  if (needed > (load<u32>(texts, ROOM) as usize)) {
    const larger = allocate(needed * 2);
    memory.copy(larger, load<u32>(texts, POOL), used);
    store<u32>(texts, larger as u32, POOL);
    store<u32>(texts, (needed * 2) as u32, ROOM);
  }
  return (load<u32>(texts, POOL) as usize) + used;
}

/** Records that the bytes at the end of the pool are the text of a row. */
export function endText(texts: usize, row: usize, length: usize): void {
  const used: usize = load<u32>(texts, USED);
  store<u32>((load<u32>(texts, STARTS) as usize) + (row << 2), used as u32);
  store<u32>((load<u32>(texts, ENDS) as usize) + (row << 2), (used + length) as u32);
  store<u32>(texts, (used + length) as u32, USED);
}

/**
 * The first bytes, in UTF-8, of CJK ideographs from U+4000 to U+9FFF. These take three bytes each, and normalisation
 * leaves them unchanged.
 */
const FIRST_LEAD: u32 = 0xe4;
const LAST_LEAD: u32 = 0xe9;

/**
 * Whether a text in UTF-8 has no blanks at its ends and is certainly not a word for a state. Normalisation changes
 * neither ASCII nor ideographs, so a text that begins with one of these can only be spelled like a word that begins
 * with the same character.
 */
function isPlain(texts: usize, start: usize, end: usize): bool {
  let last = end - 1;
  while (last > start && (load<u8>(last) & 0xc0) === 0x80) last--;
  const lead: u32 = load<u8>(start);
  if (!isPlainEnd(lead) || !isPlainEnd(load<u8>(last))) return false;
  const filter: usize = load<u32>(texts, FIRST_FILTER);
  if (filter === 0) return true;
  if (lead < 0x80) return !isMarked(filter, lead);
  const point =
    ((lead & 0x0f) << 12) | (((load<u8>(start, 1) as u32) & 0x3f) << 6) | ((load<u8>(start, 2) as u32) & 0x3f);
  return !isMarked(filter, point);
}

function isPlainEnd(lead: u32): bool {
  return (lead > 0x20 && lead < 0x7f) || (lead >= FIRST_LEAD && lead <= LAST_LEAD);
}

/** Whether a character is marked in the filter, which covers characters up to U+9FFF. */
function isMarked(filter: usize, point: u32): bool {
  return ((load<u8>(filter + (point >> 3)) >> (point & 7)) & 1) !== 0;
}

// Converts GB18030 to UTF-8. This is the address of a table with all two-byte sequences; see `setPairs`.
let pairUnits: usize = 0;

/**
 * Sets the address of the table, which has the UTF-16 unit of each two-byte sequence: for each first byte from 0x81 on,
 * 192 units for the second bytes from 0x40 on.
 */
export function setPairs(table: usize): void {
  pairUnits = table;
}

const TRAILS_PER_LEAD: u32 = 192;

/** Copies valid GB18030 as UTF-8, and returns the end of the copy; 0 if it contains a character of four bytes. */
function copyAsUtf8(start: usize, end: usize, target: usize): usize {
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
    const unit: u32 = load<u16>(pairUnits + (((first - 0x81) * TRAILS_PER_LEAD + second - 0x40) << 1));
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
