// What the scanner knows of each column: a record of four words, which the other side of the engine writes.

/** What is done with a column's cells. */
export const IGNORED: u32 = 0;
export const TEXT: u32 = 1;
export const NUMBER: u32 = 2;
export const CHOICES: u32 = 3;
export const CODE: u32 = 4;

/** States of a cell. */
export const UNANSWERED: u8 = 0;
export const ANSWERED: u8 = 3;

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

/** The lexicon, the texts or the numbers of a column. */
export function matterOf(record: usize): usize {
  return load<u32>(record, MATTER);
}
