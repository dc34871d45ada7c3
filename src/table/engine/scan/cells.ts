// What a cell says. What the scanner knows of each column is a record of four words, which the other side writes.
import { allocate } from '../memory.ts';
import { QUOTE, SLACK, SPACE, TAB } from './bytes.ts';
import { readOption, settle } from './edge.ts';
import { findSpelling } from './lexicon.ts';
import { readNumber } from './numbers.ts';
import { addPlainText } from './texts.ts';

/** What is done with a column's cells. */
export const IGNORED: u32 = 0;
const TEXT: u32 = 1;
const NUMBER: u32 = 2;
const CHOICES: u32 = 3;
export const CODE: u32 = 4;
const WIDE: u32 = 5;

/** States of a cell. */
export const UNANSWERED: u8 = 0;
const ANSWERED: u8 = 3;

/** What a cell of one byte is looked up as when it needs a longer look. */
export const LONGER: u8 = 255;

const RECORD_BITS: usize = 4;
/** Where in a record stand the kind, the codes of all rows, those of cells of one byte, and what belongs to the kind. */
const CODES: usize = 4;
const SHORT: usize = 8;
const MATTER: usize = 12;

export function recordOf(columns: usize, column: usize): usize {
  return columns + (column << RECORD_BITS);
}

export function kindOf(record: usize): u32 {
  return load<u32>(record);
}

export function codesOf(record: usize): usize {
  return load<u32>(record, CODES);
}

export function shortOf(record: usize): usize {
  return load<u32>(record, SHORT);
}

/** Keeps what a cell says, and gives its code. */
export function codeOf(record: usize, column: usize, row: usize, start: usize, end: usize): u8 {
  if (start === end) return UNANSWERED;
  const code = end - start === 1 ? load<u8>(shortOf(record) + (load<u8>(start) as usize)) : LONGER;
  return code === LONGER ? readCell(record, column, row, start, end) : code;
}

/** The same of a cell that says something and no single byte known. */
export function readCell(record: usize, column: usize, row: usize, start: usize, end: usize): u8 {
  const kind = kindOf(record);
  const matter: usize = load<u32>(record, MATTER);
  if (kind === CODE) {
    const code = findSpelling(matter, start, end);
    if (code >= 0) return code as u8;
  } else if (kind === CHOICES) {
    return readChoices(matter, column as i32, row, start, end);
  } else if (kind === TEXT) {
    if (addPlainText(matter, row, start, end)) return ANSWERED;
  } else if (kind === NUMBER) {
    if (readNumber(matter, row, start, end)) return ANSWERED;
  } else if (kind === WIDE) {
    const code = findSpelling(load<u32>(matter), start, end);
    if (code >= 0) {
      store<u16>((load<u32>(matter, 4) as usize) + (row << 1), code as u16);
      return ANSWERED;
    }
  }
  return settle(column as i32, row as i32, start, end) as u8;
}

/** The code of a cell of a column of codes, as far as it is known by its spelling alone; else -1. */
export function findKnown(record: usize, start: usize, end: usize): i32 {
  return findSpelling(load<u32>(record, MATTER), start, end);
}

/** Where a quoted cell stands with each doubled quote once. */
export let unescaped: usize = 0;
let unescapedRoom: usize = 0;

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

/**
 * Of a column of several options: the lexicon of single ones; where their words of 32 options stand, how many there are and
 * how far apart; how to go from one character to the next; the separators and how many there are; what single bytes mean.
 */
const WORDS: usize = 4;
const WORD_COUNT: usize = 8;
const STRIDE: usize = 12;
const STEPS: usize = 16;
const SEPARATORS: usize = 20;
const SEPARATOR_COUNT: usize = 24;
const SHORT_PARTS: usize = 28;

/** A byte that separates options; other values from here on mean nothing by themselves, those below are options. */
const SEPARATES: u32 = 254;
const FEWEST_OTHERS: u32 = 32;

/** By a character's first byte: how long it is, whether two more belong to it before a digit, whether a separator may begin. */
const LENGTH: u32 = 7;
const FOUR: u32 = 8;
const MAY_PART: u32 = 16;

/** Of a separator: up to eight bytes, a mask for them, how many they are. */
const SEPARATOR_BITS: usize = 5;
const MASK: usize = 8;
const SIZE: usize = 16;

/** From here on the lexicon's numbers are states, which only a whole cell can say. */
const STATES: i32 = 0x10000;

/**
 * Reads a cell part by part. An unknown part, an option that stands twice and whatever else is unusual is settled by the
 * text of the whole cell.
 */
function readChoices(choices: usize, column: i32, row: usize, start: usize, end: usize): u8 {
  const short = shortOptions(choices, start, end);
  if (short !== 0) {
    store<u32>((load<u32>(choices, WORDS) as usize) + (row << 2), short);
    return ANSWERED;
  }
  let from = start;
  let to = end;
  while (from < to && isAsciiBlank(load<u8>(from))) from++;
  while (from < to && isAsciiBlank(load<u8>(to - 1))) to--;
  const lexicon: usize = load<u32>(choices);
  const words = (load<u32>(choices, WORDS) as usize) + (row << 2);
  const stride: usize = load<u32>(choices, STRIDE);
  const steps: usize = load<u32>(choices, STEPS);
  let at = from;
  let part = from;
  let isAnswered = false;
  while (true) {
    let separator: usize = 0;
    while (at < to) {
      const step: u32 = load<u8>(steps + (load<u8>(at) as usize));
      if ((step & MAY_PART) !== 0) {
        separator = separatorAt(choices, at, to);
        if (separator !== 0) break;
      }
      at += step & LENGTH;
      if ((step & FOUR) !== 0 && (load<u8>(at - 1) as u32) - 0x30 <= 9) at += 2;
    }
    let last = at;
    while (part < last && isAsciiBlank(load<u8>(part))) part++;
    while (part < last && isAsciiBlank(load<u8>(last - 1))) last--;
    if (part < last) {
      const isWhole = part === from && last === to;
      let option = findSpelling(lexicon, part, last);
      if (option < 0) {
        if (!isWhole) option = findSpelling(lexicon, from, to);
        if (option >= 0) return settleWhole(choices, words, option);
        option = readOption(column, part, last);
        if (option < 0) break;
      }
      if (option >= STATES) {
        if (isWhole) return (option - STATES) as u8;
        break;
      }
      const word = words + (option >> 5) * stride;
      const bit: u32 = 1 << (option & 31);
      const known = load<u32>(word);
      if ((known & bit) !== 0) break;
      store<u32>(word, known | bit);
      isAnswered = true;
    }
    if (separator === 0) {
      if (isAnswered) return ANSWERED;
      break;
    }
    at += separator;
    part = at;
  }
  clearWords(choices, words);
  return settle(column, row as i32, start, end) as u8;
}

/** The options of a cell in which each of them is a byte; 0 where it is another, or one stands twice. */
function shortOptions(choices: usize, start: usize, end: usize): u32 {
  const meanings: usize = load<u32>(choices, SHORT_PARTS);
  let options: u32 = 0;
  let at = start;
  while (at < end) {
    const option: u32 = load<u8>(meanings + (load<u8>(at) as usize));
    if (option >= FEWEST_OTHERS || ((options >> option) & 1) !== 0) return 0;
    options |= 1 << option;
    if (at + 1 === end) return options;
    at++;
    if ((load<u8>(meanings + (load<u8>(at) as usize)) as u32) === SEPARATES) at++;
    else {
      const separator = separatorAt(choices, at, end);
      if (separator === 0) return 0;
      at += separator;
    }
    while (at < end && load<u8>(at) === SPACE) at++;
  }
  return 0;
}

/** Keeps what a whole cell is known to say although it holds a separator. */
function settleWhole(choices: usize, words: usize, said: i32): u8 {
  clearWords(choices, words);
  if (said >= STATES) return (said - STATES) as u8;
  store<u32>(words + (said >> 5) * (load<u32>(choices, STRIDE) as usize), 1 << (said & 31));
  return ANSWERED;
}

function clearWords(choices: usize, words: usize): void {
  const stride: usize = load<u32>(choices, STRIDE);
  for (let left = load<u32>(choices, WORD_COUNT), word = words; left > 0; left--, word += stride) store<u32>(word, 0);
}

/** How long the separator is that stands there; 0 where none does. */
function separatorAt(choices: usize, at: usize, end: usize): usize {
  let separator: usize = load<u32>(choices, SEPARATORS);
  for (let left = load<u32>(choices, SEPARATOR_COUNT); left > 0; left--, separator += 1 << SEPARATOR_BITS) {
    const size: usize = load<u32>(separator, SIZE);
    if (((load<u64>(at) ^ load<u64>(separator)) & load<u64>(separator, MASK)) === 0 && at + size <= end) return size;
  }
  return 0;
}

/** The blanks of ASCII, as JavaScript trims them. */
function isAsciiBlank(byte: u8): bool {
  return byte === SPACE || (byte as u32) - TAB <= 4;
}
