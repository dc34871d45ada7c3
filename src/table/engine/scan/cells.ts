// Decodes cells. JavaScript writes a record of four words for each column, which says how its cells are read.
import { allocate } from '../memory.ts';
import { QUOTE, SLACK, SPACE, TAB } from './bytes.ts';
import { readOption, settle } from './edge.ts';
import { findSpelling } from './lexicon.ts';
import { readNumber } from './numbers.ts';
import { addPlainText } from './texts.ts';

/** The kinds of columns, by how their cells are read. */
export const IGNORED: u32 = 0;
const TEXT: u32 = 1;
const NUMBER: u32 = 2;
const CHOICES: u32 = 3;
export const CODE: u32 = 4;
const WIDE: u32 = 5;

/** The codes for the state of a cell. */
export const UNANSWERED: u8 = 0;
const ANSWERED: u8 = 3;

/** Marks a cell of one byte that has to be looked up. */
export const UNKNOWN_BYTE: u8 = 255;

const RECORD_BITS: usize = 4;
/**
 * Offsets in a column's record, after its kind: the address of the codes of all rows, of the codes of one-byte cells,
 * and of the data for its kind.
 */
const CODES: usize = 4;
const BYTE_CODES: usize = 8;
const KIND_DATA: usize = 12;

export function recordOf(columns: usize, column: usize): usize {
  return columns + (column << RECORD_BITS);
}

export function kindOf(record: usize): u32 {
  return load<u32>(record);
}

export function codesOf(record: usize): usize {
  return load<u32>(record, CODES);
}

/** The address of a table with the code of each one-byte cell, by the value of the byte. */
export function byteCodesOf(record: usize): usize {
  return load<u32>(record, BYTE_CODES);
}

/** Decodes a cell, stores its value, and returns its code. */
export function codeOf(record: usize, column: usize, row: usize, start: usize, end: usize): u8 {
  if (start === end) return UNANSWERED;
  const code = end - start === 1 ? load<u8>(byteCodesOf(record) + (load<u8>(start) as usize)) : UNKNOWN_BYTE;
  return code === UNKNOWN_BYTE ? readCell(record, column, row, start, end) : code;
}

/** Decodes a cell that is neither blank nor a known single byte, stores its value, and returns its code. */
export function readCell(record: usize, column: usize, row: usize, start: usize, end: usize): u8 {
  const kind = kindOf(record);
  const data: usize = load<u32>(record, KIND_DATA);
  if (kind === CODE) {
    const code = findSpelling(data, start, end);
    if (code >= 0) return code as u8;
  } else if (kind === CHOICES) {
    return readChoices(data, column as i32, row, start, end);
  } else if (kind === TEXT) {
    if (addPlainText(data, row, start, end)) return ANSWERED;
  } else if (kind === NUMBER) {
    if (readNumber(data, row, start, end)) return ANSWERED;
  } else if (kind === WIDE) {
    const code = findSpelling(load<u32>(data), start, end);
    if (code >= 0) {
      store<u16>((load<u32>(data, 4) as usize) + (row << 1), code as u16);
      return ANSWERED;
    }
  }
  return settle(column as i32, row as i32, start, end) as u8;
}

/** Returns the code of a cell in a column of codes if its spelling is known; otherwise -1. */
export function findKnown(record: usize, start: usize, end: usize): i32 {
  return findSpelling(load<u32>(record, KIND_DATA), start, end);
}

/** The address of the last copy that `undouble` made. */
export let unescaped: usize = 0;
let unescapedRoom: usize = 0;

/** Copies a quoted cell with each doubled quote written only once, and returns the end of the copy. */
export function undouble(start: usize, stop: usize): usize {
  if (unescapedRoom < stop - start) {
    unescapedRoom = (stop - start) * 2;
    unescaped = allocate(unescapedRoom + SLACK);
  }
  let out = unescaped;
  for (let address = start; address < stop; address++) {
    const byte = load<u8>(address);
    store<u8>(out++, byte);
    if (byte === QUOTE) address++;
  }
  return out;
}

/**
 * Offsets in the data of a multiple choice, after the lexicon of single options: the words with 32 options each
 * (address, number and distance), the table for stepping through characters, the separators and their number, and the
 * meanings of single bytes.
 */
const WORDS: usize = 4;
const WORD_COUNT: usize = 8;
const STRIDE: usize = 12;
const STEPS: usize = 16;
const SEPARATORS: usize = 20;
const SEPARATOR_COUNT: usize = 24;
const BYTE_MEANINGS: usize = 28;

/**
 * The meaning of a byte that separates options. Meanings below `FIRST_SPECIAL` are options; any other byte has to be
 * looked up.
 */
const SEPARATOR: u32 = 254;
const FIRST_SPECIAL: u32 = 32;

/**
 * What the table of steps says about the first byte of a character: the character's length, whether two more bytes
 * follow if the second byte is a digit, and whether a separator may begin with the byte.
 */
const LENGTH: u32 = 7;
const FOUR: u32 = 8;
const MAY_BEGIN_SEPARATOR: u32 = 16;

/** A separator: up to eight bytes, a mask for these bytes, and their number. */
const SEPARATOR_BITS: usize = 5;
const MASK: usize = 8;
const SIZE: usize = 16;

/** Numbers in the lexicon from this one on are states, which are valid only as a whole cell. */
const STATES: i32 = 0x10000;

/**
 * Reads a cell part by part. If anything is unusual, such as an unknown part or a repeated option, the whole cell is
 * read as a string.
 */
function readChoices(choices: usize, column: i32, row: usize, start: usize, end: usize): u8 {
  const chosenBits = readSingleByteOptions(choices, start, end);
  if (chosenBits !== 0) {
    store<u32>((load<u32>(choices, WORDS) as usize) + (row << 2), chosenBits);
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
  let address = from;
  let part = from;
  let isAnswered = false;
  while (true) {
    let separator: usize = 0;
    while (address < to) {
      const step: u32 = load<u8>(steps + (load<u8>(address) as usize));
      if ((step & MAY_BEGIN_SEPARATOR) !== 0) {
        separator = separatorAt(choices, address, to);
        if (separator !== 0) break;
      }
      address += step & LENGTH;
      if ((step & FOUR) !== 0 && (load<u8>(address - 1) as u32) - 0x30 <= 9) address += 2;
    }
    let partEnd = address;
    while (part < partEnd && isAsciiBlank(load<u8>(part))) part++;
    while (part < partEnd && isAsciiBlank(load<u8>(partEnd - 1))) partEnd--;
    if (part < partEnd) {
      const isWhole = part === from && partEnd === to;
      let option = findSpelling(lexicon, part, partEnd);
      if (option < 0) {
        if (!isWhole) option = findSpelling(lexicon, from, to);
        if (option >= 0) return settleWhole(choices, words, option);
        option = readOption(column, part, partEnd);
        if (option < 0) break;
      }
      if (option >= STATES) {
        if (isWhole) return (option - STATES) as u8;
        break;
      }
      const word = words + (option >> 5) * stride;
      const bit: u32 = 1 << (option & 31);
      const chosen = load<u32>(word);
      if ((chosen & bit) !== 0) break;
      store<u32>(word, chosen | bit);
      isAnswered = true;
    }
    if (separator === 0) {
      if (isAnswered) return ANSWERED;
      break;
    }
    address += separator;
    part = address;
  }
  clearWords(choices, words);
  return settle(column, row as i32, start, end) as u8;
}

/**
 * Returns the options of a cell in which each option is a single byte, as one bit per option; 0 for other cells, and if
 * an option is repeated.
 */
function readSingleByteOptions(choices: usize, start: usize, end: usize): u32 {
  const meanings: usize = load<u32>(choices, BYTE_MEANINGS);
  let options: u32 = 0;
  let address = start;
  while (address < end) {
    const option: u32 = load<u8>(meanings + (load<u8>(address) as usize));
    if (option >= FIRST_SPECIAL || ((options >> option) & 1) !== 0) return 0;
    options |= 1 << option;
    if (address + 1 === end) return options;
    address++;
    if ((load<u8>(meanings + (load<u8>(address) as usize)) as u32) === SEPARATOR) address++;
    else {
      const separator = separatorAt(choices, address, end);
      if (separator === 0) return 0;
      address += separator;
    }
    while (address < end && load<u8>(address) === SPACE) address++;
  }
  return 0;
}

/** Stores the value of a cell that is known as a whole although it contains a separator. */
function settleWhole(choices: usize, words: usize, meaning: i32): u8 {
  clearWords(choices, words);
  if (meaning >= STATES) return (meaning - STATES) as u8;
  store<u32>(words + (meaning >> 5) * (load<u32>(choices, STRIDE) as usize), 1 << (meaning & 31));
  return ANSWERED;
}

function clearWords(choices: usize, words: usize): void {
  const stride: usize = load<u32>(choices, STRIDE);
  for (let left = load<u32>(choices, WORD_COUNT), word = words; left > 0; left--, word += stride) store<u32>(word, 0);
}

/** Returns the length of the separator at an address; 0 if there is none. */
function separatorAt(choices: usize, at: usize, end: usize): usize {
  let separator: usize = load<u32>(choices, SEPARATORS);
  for (let left = load<u32>(choices, SEPARATOR_COUNT); left > 0; left--, separator += 1 << SEPARATOR_BITS) {
    const size: usize = load<u32>(separator, SIZE);
    if (((load<u64>(at) ^ load<u64>(separator)) & load<u64>(separator, MASK)) === 0 && at + size <= end) return size;
  }
  return 0;
}

/** Whether a byte is one of the ASCII blanks that JavaScript trims. */
function isAsciiBlank(byte: u8): bool {
  return byte === SPACE || (byte as u32) - TAB <= 4;
}
