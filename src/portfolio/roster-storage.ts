// Storage of a roster: growing columns, texts as UTF-8 bytes, and hash tables of values and keys.

import { foldKey, hashKey, hashPlainKey } from '../model/index.ts';
import { UNDATED } from './stated-day.ts';

/** A column with a value for each member; it may be longer than the number of members. */
type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** A column that can be enlarged. */
export interface GrowingColumn<T extends Column> {
  readonly values: T;
  grow(capacity: number): void;
}

/** Returns a factory of growing columns of a type, with unset values equal to `empty`. */
function defineGrowing<T extends Column>(
  make: (length: number) => T,
  empty: number,
): (capacity: number) => GrowingColumn<T> {
  const createColumn = (length: number): T => (empty === 0 ? make(length) : (make(length).fill(empty) as T));
  return (capacity) => {
    let values = createColumn(capacity);
    return {
      get values() {
        return values;
      },
      grow(length) {
        if (length <= values.length) return;
        const largerColumn = createColumn(length);
        largerColumn.set(values);
        values = largerColumn;
      },
    };
  };
}

/** Creates columns of numbers; NaN stands for an unset value. */
export const growingNumbers = defineGrowing((length) => new Float64Array(length), Number.NaN);

/** Creates columns of days, counted from 1970-01-01; `UNDATED` stands for an unset value. */
export const growingDays = defineGrowing((length) => new Int32Array(length), UNDATED);

/** Creates columns of codes; 0 stands for an unset value. */
export const growingCodes = defineGrowing((length) => new Uint32Array(length), 0);

/** Creates columns of 16-bit codes; 0 stands for an unset value. */
export const growingMarks = defineGrowing((length) => new Uint16Array(length), 0);

/** Copies a column to a longer one, padded with 0. */
function extendColumn<T extends Column>(column: T, length: number): T {
  const copy = new (column.constructor as new (length: number) => T)(length);
  copy.set(column);
  return copy;
}

/** The texts of a column as UTF-8 bytes, row by row, trimmed; a blank has no bytes. */
export interface TextCells {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeTextCells(texts: readonly string[]): TextCells {
  const [starts, ends] = [new Uint32Array(texts.length), new Uint32Array(texts.length)];
  const bytes = encoder.encode(texts.map((text) => text.trim()).join(''));
  let offset = 0;
  for (const [row, text] of texts.entries()) {
    starts[row] = offset;
    offset += encoder.encode(text.trim()).length;
    ends[row] = offset;
  }
  return { bytes, starts, ends };
}

/** Makes cells with the same text in every row. */
export function repeatCell(text: string, rows: number): TextCells {
  const bytes = encoder.encode(text.trim());
  return { bytes, starts: new Uint32Array(rows), ends: new Uint32Array(rows).fill(bytes.length) };
}

export function textAt({ bytes, starts, ends }: TextCells, row: number): string {
  return decoder.decode(bytes.subarray(starts[row], ends[row]));
}

/** The distinct texts of a column, each with a code from 1; code 0 stands for a blank cell. */
export interface ValueTable {
  /** The text of each code; the first entry is the blank one. */
  readonly values: readonly string[];
  codeOf(text: string): number;
  /** Returns the code of a row's text. */
  codeAt(cells: TextCells, row: number): number;
}

const [SEED, PRIME] = [0x811c9dc5, 0x85ebca6b];

/** Creates an empty table. */
export function createValueTable(): ValueTable {
  const values = [''];
  // The concatenated texts, and the end offset of each.
  let [texts, textEnds] = [new Uint8Array(1 << 10), new Uint32Array(64)];
  let slots = new Int32Array(64);
  let hashes = new Int32Array(64);

  function find(bytes: Uint8Array, start: number, end: number): number {
    if (start === end) return 0;
    const hash = hashOf(bytes, start, end);
    let slot = hash & (slots.length - 1);
    for (;;) {
      const code = slots[slot] as number;
      if (code === 0) return add(slot, hash, bytes.subarray(start, end));
      if (hashes[slot] === hash && isAt(code, bytes, start, end)) return code;
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  function isAt(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const textStart = textEnds[code - 1] as number;
    if ((textEnds[code] as number) - textStart !== end - start) return false;
    for (let i = start; i < end; i++) if (texts[textStart + i - start] !== bytes[i]) return false;
    return true;
  }

  function add(slot: number, hash: number, bytes: Uint8Array): number {
    const code = values.push(decoder.decode(bytes)) - 1;
    const usedBytes = textEnds[code - 1] as number;
    if (usedBytes + bytes.length > texts.length) texts = extendColumn(texts, (usedBytes + bytes.length) * 2);
    if (code === textEnds.length) textEnds = extendColumn(textEnds, code * 2);
    texts.set(bytes, usedBytes);
    textEnds[code] = usedBytes + bytes.length;
    slots[slot] = code;
    hashes[slot] = hash;
    if (values.length * 2 > slots.length) grow();
    return code;
  }

  function grow(): void {
    const [oldSlots, oldHashes] = [slots, hashes];
    slots = new Int32Array(oldSlots.length * 2);
    hashes = new Int32Array(slots.length);
    for (const [i, code] of oldSlots.entries()) {
      if (code === 0) continue;
      let slot = (oldHashes[i] as number) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      [slots[slot], hashes[slot]] = [code, oldHashes[i] as number];
    }
  }

  return {
    values,
    codeOf(text) {
      const bytes = encoder.encode(text.trim());
      return find(bytes, 0, bytes.length);
    },
    codeAt: ({ bytes, starts, ends }, row) => find(bytes, starts[row] as number, ends[row] as number),
  };
}

/** Hashes four bytes at a time. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = SEED ^ (end - start);
  let i = start;
  for (; i + 4 <= end; i += 4) {
    const word =
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24);
    hash = Math.imul(hash ^ word, PRIME);
    hash ^= hash >>> 15;
  }
  for (; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), PRIME);
  return hash ^ (hash >>> 13);
}

/**
 * The distinct keys of enterprises, ignoring case, width and spaces. They are stored as bytes, because there may be
 * millions.
 */
export interface KeyTable {
  readonly size: number;
  /** Returns a key in the spelling in which it was first written. */
  at(index: number): string;
  /** Returns the index of a key in any spelling; `NO_MEMBER` if there is none. */
  find(key: string): number;
  /** Reserves capacity for a total number of keys. */
  reserve(keys: number): void;
  /**
   * Writes the index of the key of each row to `places`, adding keys that are new. Rows for which `places` already
   * contains `NO_MEMBER` are skipped.
   */
  add(cells: TextCells, places: Int32Array): void;
}

/** The index of a row without a key. */
export const NO_MEMBER = -1;

/** The number of slots per key, so that at most half of them are occupied. */
const SLOTS_PER_KEY = 2;
const FREE_SLOT = -1;
/** The hash value for a row without a key. */
const NO_HASH = 0;

/** Creates an empty table. */
export function createKeyTable(): KeyTable {
  let [bytes, used] = [new Uint8Array(1 << 12), 0];
  let [ends, hashes, count] = [new Uint32Array(256), new Float64Array(256), 0];
  // The number of slots is a power of two, so that a bit mask replaces the modulo.
  let slots = placeKeys(256 * SLOTS_PER_KEY, hashes, count);

  const startOf = (index: number): number => (index === 0 ? 0 : (ends[index - 1] as number));
  const textAt = (index: number): string => decoder.decode(bytes.subarray(startOf(index), ends[index]));

  function reserve(keys: number): void {
    if (keys <= ends.length) return;
    const capacity = 2 ** Math.ceil(Math.log2(keys));
    ends = extendColumn(ends, capacity);
    hashes = extendColumn(hashes, capacity);
    slots = placeKeys(capacity * SLOTS_PER_KEY, hashes, count);
  }

  /** Whether a row's text equals a key, ignoring case, width and spaces. */
  function isSame(index: number, source: Uint8Array, start: number, end: number): boolean {
    const textStart = startOf(index);
    let i = (ends[index] as number) - textStart === end - start ? start : end + 1;
    while (i < end && source[i] === bytes[textStart + i - start]) i++;
    return i === end || foldKey(textAt(index)) === foldKey(decoder.decode(source.subarray(start, end)));
  }

  return {
    get size() {
      return count;
    },
    at: textAt,
    find(key) {
      const foldedKey = foldKey(key.trim());
      const hash = hashKey(foldedKey);
      const last = slots.length - 1;
      for (let slot = hash & last; slots[slot] !== FREE_SLOT; slot = (slot + 1) & last) {
        const index = slots[slot] as number;
        if (hashes[index] === hash && foldKey(textAt(index)) === foldedKey) return index;
      }
      return NO_MEMBER;
    },
    reserve,
    add(cells, places) {
      const { bytes: source, starts, ends: stops } = cells;
      const rowHashes = hashRows(cells, places);
      reserve(count + places.length);
      const length = lengthOf(cells, places);
      if (used + length > bytes.length) bytes = extendColumn(bytes, Math.max(bytes.length * 2, used + length));
      // Copied to local variables, because looking them up for each of a million rows is slow.
      const [table, last, known, knownEnds, pool] = [slots, slots.length - 1, hashes, ends, bytes];
      // The first slot of every key is read in one pass, because many independent memory accesses are faster together
      // than one at a time.
      for (let row = 0; row < places.length; row++) {
        if (places[row] !== NO_MEMBER) places[row] = table[(rowHashes[row] as number) & last] as number;
      }
      for (let row = 0; row < places.length; row++) {
        const hash = rowHashes[row] as number;
        if (hash === NO_HASH) continue;
        const [start, end] = [starts[row] as number, stops[row] as number];
        let slot = hash & last;
        // If the slot was free in the first pass, an earlier row of this block may have taken it meanwhile.
        let index = places[row] === FREE_SLOT ? (table[slot] as number) : (places[row] as number);
        while (index !== FREE_SLOT && !(known[index] === hash && isSame(index, source, start, end))) {
          slot = (slot + 1) & last;
          index = table[slot] as number;
        }
        if (index === FREE_SLOT) {
          index = count++;
          table[slot] = index;
          known[index] = hash;
          let offset = used;
          for (let i = start; i < end; i++) pool[offset++] = source[i] as number;
          used = offset;
          knownEnds[index] = offset;
        }
        places[row] = index;
      }
    },
  };
}

/** Places the first `count` keys by their hashes into a table of slots. */
function placeKeys(slotCount: number, hashes: Float64Array, count: number): Int32Array {
  const slots = new Int32Array(slotCount).fill(FREE_SLOT);
  const lastSlot = slotCount - 1;
  for (let index = 0; index < count; index++) {
    let slot = (hashes[index] as number) & lastSlot;
    while (slots[slot] !== FREE_SLOT) slot = (slot + 1) & lastSlot;
    slots[slot] = index;
  }
  return slots;
}

/** Hashes the key of each row; `NO_HASH` for rows marked `NO_MEMBER`. */
function hashRows({ bytes, starts, ends }: TextCells, places: Int32Array): Float64Array {
  const hashes = new Float64Array(places.length);
  for (let row = 0; row < places.length; row++) {
    if (places[row] === NO_MEMBER) continue;
    const [start, end] = [starts[row] as number, ends[row] as number];
    hashes[row] = hashPlainKey(bytes, start, end) || hashKey(foldKey(decoder.decode(bytes.subarray(start, end))));
  }
  return hashes;
}

function lengthOf({ starts, ends }: TextCells, places: Int32Array): number {
  let length = 0;
  for (let row = 0; row < places.length; row++) {
    if (places[row] !== NO_MEMBER) length += (ends[row] as number) - (starts[row] as number);
  }
  return length;
}
