// Texts of a column, as UTF-8 one behind the other.

import { allocate } from '../memory.ts';

/** Of the texts of a column: where they are, how many bytes fit and are used, where starts and ends of rows stand. */
const POOL: usize = 0;
const ROOM: usize = 4;
const USED: usize = 8;
const STARTS: usize = 12;
const ENDS: usize = 16;
/** What is to be done with them, and which first characters may begin a spelling of a state. */
const WAYS: usize = 20;
const FIRSTS: usize = 24;

/** They are GB18030. */
const IS_GB18030: u32 = 1;
/** Each of them takes a longer look. */
const SPECIAL: u32 = 2;

/** Copies go by so many bytes. */
const STEP: usize = 16;
/** Two bytes of GB18030 become three at most. */
const WIDEST: usize = 3;

/** A text was kept; it is no plain one and takes a longer look. */
export const KEPT = true;
export const ODD = false;

/** Keeps the text of a row, if it is a plain one: no blanks at its ends, and surely no spelling of a state. */
export function addPlainText(texts: usize, row: usize, start: usize, end: usize): bool {
  const ways = load<u32>(texts, WAYS);
  if ((ways & SPECIAL) !== 0) return ODD;
  if ((ways & IS_GB18030) !== 0) return addGb18030(texts, row, start, end);
  if (!isPlain(texts, start, end)) return ODD;
  const length = end - start;
  const to = reserveText(texts, length);
  for (let i: usize = 0; i < length; i += STEP) v128.store(to + i, v128.load(start + i));
  endText(texts, row, length);
  return KEPT;
}

function addGb18030(texts: usize, row: usize, start: usize, end: usize): bool {
  const to = reserveText(texts, (end - start) * WIDEST);
  const last = copyAsUtf8(start, end, to);
  if (last === 0 || !isPlain(texts, to, last)) return ODD;
  endText(texts, row, last - to);
  return KEPT;
}

/** Makes room for a text of so many bytes and gives its place. */
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

/** Says that the text at the end is that of a row. */
export function endText(texts: usize, row: usize, length: usize): void {
  const used: usize = load<u32>(texts, USED);
  store<u32>((load<u32>(texts, STARTS) as usize) + (row << 2), used as u32);
  store<u32>((load<u32>(texts, ENDS) as usize) + (row << 2), (used + length) as u32);
  store<u32>(texts, (used + length) as u32, USED);
}

/**
 * CJK ideographs from U+4000 to U+9FFF take three bytes, the first in this range; normalisation leaves them unchanged.
 */
const FIRST_LEAD: u32 = 0xe4;
const LAST_LEAD: u32 = 0xe9;

/**
 * Whether UTF-8 begins and ends with no blank and is surely no spelling of a state. ASCII and ideographs are what they
 * are in every form of Unicode, so a text that begins with one can only be a spelling that does.
 */
function isPlain(texts: usize, start: usize, end: usize): bool {
  let last = end - 1;
  while (last > start && (load<u8>(last) & 0xc0) === 0x80) last--;
  const lead: u32 = load<u8>(start);
  if (!isPlainEnd(lead) || !isPlainEnd(load<u8>(last))) return false;
  const firsts: usize = load<u32>(texts, FIRSTS);
  if (firsts === 0) return true;
  if (lead < 0x80) return !isMarked(firsts, lead);
  const point =
    ((lead & 0x0f) << 12) | (((load<u8>(start, 1) as u32) & 0x3f) << 6) | ((load<u8>(start, 2) as u32) & 0x3f);
  return !isMarked(firsts, point);
}

function isPlainEnd(lead: u32): bool {
  return (lead > 0x20 && lead < 0x7f) || (lead >= FIRST_LEAD && lead <= LAST_LEAD);
}

/** Whether the bit of a character is set; there are those of the basic plane up to U+9FFF. */
function isMarked(firsts: usize, point: u32): bool {
  return ((load<u8>(firsts + (point >> 3)) >> (point & 7)) & 1) !== 0;
}

// GB18030 to UTF-8, by a table of all pairs of bytes.
let units: usize = 0;

/** Where a unit of UTF-16 stands for each pair: 192 for each first byte from 0x81 on, seconds from 0x40 on. */
export function setPairs(table: usize): void {
  units = table;
}

const PER_FIRST: u32 = 192;

/** Copies valid bytes, and gives where the copy ends; 0 where a character is none of a pair. */
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
