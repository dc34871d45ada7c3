// What a cell says.
import { allocate } from '../memory.ts';
import { SLACK } from './buffer.ts';
import { ANSWERED, CHOICES, CODE, kindOf, matterOf, NUMBER, TEXT } from './columns.ts';
import { readNumber } from './digits.ts';
import { addText, settle } from './edge.ts';
import { findSpelling } from './lexicon.ts';
import { QUOTE } from './stops.ts';
import { addPlainText } from './texts.ts';

/** Where a quoted cell stands with each doubled quote once. */
export let unescaped: usize = 0;
let unescapedRoom: usize = 0;

/** Keeps what a cell says, and gives its code. */
export function readCell(place: usize, c: usize, current: usize, from: usize, to: usize): u8 {
  const kind = kindOf(place);
  const matter = matterOf(place);
  if (kind === CODE) {
    const code = findSpelling(matter, from, to);
    if (code >= 0) return code as u8;
  } else if (kind === TEXT) {
    return addPlainText(matter, current, from, to) ? ANSWERED : (addText(c as i32, current as i32, from, to) as u8);
  } else if (kind === NUMBER) {
    if (readNumber(matter, current, from, to)) return ANSWERED;
  } else if (kind === CHOICES) {
    const known = findSpelling(load<u32>(matter), from, to);
    const said = known >= 0 ? (known << 8) | (ANSWERED as i32) : settle(c as i32, current as i32, from, to);
    store<i32>((load<u32>(matter, 4) as usize) + (current << 2), said >> 8);
    return said as u8;
  }
  return settle(c as i32, current as i32, from, to) as u8;
}

/** Copies a quoted cell with each doubled quote once, and gives where the copy ends. */
export function undouble(start: usize, stop: usize): usize {
  if (unescapedRoom < stop - start) {
    unescapedRoom = (stop - start) * 2;
    unescaped = allocate(unescapedRoom + SLACK);
  }
  let to = unescaped;
  for (let at = start; at < stop; at++) {
    const byte = load<u8>(at);
    store<u8>(to++, byte);
    if (byte === QUOTE) at++;
  }
  return to;
}
