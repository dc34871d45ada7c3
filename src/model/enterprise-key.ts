// Keys that identify enterprises: words that mean "no key", provisional keys, and folding and hashing keys for
// comparison.
import { TABLE_SPELLINGS } from './generated/tables-spellings.ts';
import { readRegisterNumber } from './register-number.ts';
import { normaliseSpelling } from './spelling.ts';

/** Words that people write where an enterprise has no number, in the spelling that ignores case and width. */
const NO_KEY: ReadonlySet<string> = new Set(TABLE_SPELLINGS.noKey);

/**
 * Whether a text says that there is no key: a dash or other signs alone, a word such as `N/A` or `无`, or a provisional
 * key.
 */
export function meansNoKey(text: string): boolean {
  const plainText = normaliseSpelling(text);
  return NO_KEY.has(plainText) || /^[\p{P}\p{S}]+$/u.test(plainText) || isProvisionalKey(text);
}

const PROVISIONAL_PATTERN = /^PROVISIONAL-\d{8}T\d{6}-[0-9A-F]{8}$/;
/** The length of a provisional key, in characters. */
export const PROVISIONAL_LENGTH = 'PROVISIONAL-20261201T093000-0123ABCD'.length;

/**
 * Returns the key for an enterprise whose code is not known yet. It is made of the draft's id, which contains the
 * second in which the draft began and 32 random bits, so that no two visits share a key.
 */
export function provisionalKeyOf(draft: string): string {
  return `PROVISIONAL-${draft.toUpperCase()}`;
}

/** Whether a key is provisional: a substitute until the enterprise's code is known. */
export function isProvisionalKey(key: string): boolean {
  return PROVISIONAL_PATTERN.test(foldKey(key));
}

/** Words in the key or name column of rows of totals or means, in normalised spelling without blanks and colons. */
const TOTALS_WORDS: ReadonlySet<string> = new Set(TABLE_SPELLINGS.totals);
/** Words that, alone in the key or name column, mark a row as an example or a test, in lower case. */
const EXAMPLE_WORDS = TABLE_SPELLINGS.examples.map((word) => new TextEncoder().encode(word));
/** Words that mark a row as an example or a test even if more text follows them. */
const EXAMPLE_BEGINNINGS = TABLE_SPELLINGS.exampleBeginnings.map((word) => new TextEncoder().encode(word));
const MAX_TOTALS_LENGTH = 40;
const decoder = new TextDecoder();

/** Whether the text in a key or name column marks a row of totals, so that the row is not an enterprise. */
function isTotalsHeading(text: string): boolean {
  return text.length <= MAX_TOTALS_LENGTH && TOTALS_WORDS.has(normaliseSpelling(text).replace(/[\s:]/g, ''));
}

/**
 * Whether the bytes of a key or name cell mark a row of totals. Nearly all keys contain a digit, and these need not be
 * decoded.
 */
export function isTotalsCell(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > MAX_TOTALS_LENGTH) return false;
  for (let i = start; i < end; i++) if ((bytes[i] as number) >= 0x30 && (bytes[i] as number) <= 0x39) return false;
  return isTotalsHeading(decoder.decode(bytes.subarray(start, end)));
}

/** Whether the bytes of a key or name cell mark its row as an example or a test. */
export function isExampleCell(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  return (
    mayBeExample(bytes[start] as number, length) &&
    (EXAMPLE_WORDS.some((word) => word.length === length && beginsWith(bytes, start, word)) ||
      EXAMPLE_BEGINNINGS.some((word) => word.length <= length && beginsWith(bytes, start, word)))
  );
}

/**
 * Whether a cell with this first byte and this length in bytes may mark a row as an example. This runs for each row, so
 * it only looks up two tables.
 */
export function mayBeExample(first: number, length: number): boolean {
  return ((FIRST_BYTES[first] as number) & (EXAMPLE_LENGTHS[length] as number)) !== 0;
}

const MAX_EXAMPLE_LENGTH = 60;
/**
 * For each first byte of a cell, the example words that begin with it, as bits. `EXAMPLE_LENGTHS` has, for each length
 * of a cell, the example words that it may contain.
 */
const FIRST_BYTES = new Int32Array(256);
for (const [i, [byte = 0]] of [...EXAMPLE_WORDS, ...EXAMPLE_BEGINNINGS].entries())
  for (const first of new Set([byte, toCapital(byte)]))
    FIRST_BYTES[first] = (FIRST_BYTES[first] as number) | (1 << (i % 32));
const EXAMPLE_LENGTHS = Int32Array.from({ length: MAX_EXAMPLE_LENGTH + 1 }, (_, length) =>
  [...EXAMPLE_WORDS, ...EXAMPLE_BEGINNINGS].reduce((words, word, i) => {
    const fitsLength = i < EXAMPLE_WORDS.length ? word.length === length : word.length <= length;
    return fitsLength ? words | (1 << (i % 32)) : words;
  }, 0),
);

function toCapital(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
}

function toSmall(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

function beginsWith(bytes: Uint8Array, start: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) if (toSmall(bytes[start + i] as number) !== word[i]) return false;
  return true;
}

const PLAIN_KEY = /^[0-9A-Z]*$/;

/**
 * Folds a key for comparison: case, width and blanks do not make it a different enterprise, and neither do the spellings
 * of a register number, such as `HRB 12345 Köln` and `AG Koeln HRB 12345`.
 */
export function foldKey(key: string): string {
  if (PLAIN_KEY.test(key)) return key;
  const number = readRegisterNumber(key);
  return 'key' in number ? number.key : foldSpelling(key);
}

/** Folds case, width and blanks only. File names were made this way before register numbers were recognised. */
export function foldSpelling(key: string): string {
  return normaliseSpelling(key).toUpperCase();
}

/**
 * Hashes a folded key to a whole number below 2^53, never 0. Two keys can have the same hash, so equal hashes must
 * still be compared by key.
 */
export function hashKey(folded: string): number {
  return hashUnits(folded.length, (i) => folded.charCodeAt(i));
}

/**
 * Hashes a key given as bytes to the same number as `hashKey`. Only for capital letters and digits, which need no
 * folding; returns 0 for any other key.
 */
export function hashPlainKey(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (!((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a))) return 0;
  }
  return hashUnits(end - start, (i) => bytes[start + i] as number);
}

/** Hashes four characters or bytes at a time, packed into one 32-bit word. */
function hashUnits(length: number, unitAt: (i: number) => number): number {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < length; i += 4) {
    let word = unitAt(i);
    if (i + 1 < length) word ^= unitAt(i + 1) << 8;
    if (i + 2 < length) word ^= unitAt(i + 2) << 16;
    if (i + 3 < length) word ^= unitAt(i + 3) << 24;
    a = Math.imul(a ^ word, 0x85ebca6b);
    a ^= a >>> 15;
    b = Math.imul(b + word, 0xc2b2ae35);
    b ^= b >>> 13;
  }
  return (b & 0x1fffff) * 2 ** 32 + ((a ^ (a >>> 16)) >>> 0) || 1;
}
