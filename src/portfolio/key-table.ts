import { foldKey, hashKey, hashPlainKey } from '../model/key-hash.ts';
import { longer } from './columns.ts';
import type { TextCells } from './text-cells.ts';

/** The keys of enterprises, each once; capitals, width and blanks make no other one. Kept as bytes: there may be millions. */
export interface KeyTable {
  readonly size: number;
  /** The key as it was first written. */
  at(index: number): string;
  /** Where a key stands; `NOBODY` where it does not. */
  find(key: string): number;
  /** Makes room for so many keys in all. */
  reserve(keys: number): void;
  /** Puts into `places` where the key of each row stands, added if it is new; rows that are `NOBODY` there stay so. */
  add(cells: TextCells, places: Int32Array): void;
}

/** The place of a row without a key. */
export const NOBODY = -1;

const decoder = new TextDecoder();
/** Slots for each key: at most half are taken. */
const SLOTS = 2;
const FREE = -1;
/** No key has this one. */
const NO_HASH = 0;

/** An empty table. */
export function createKeyTable(): KeyTable {
  let [bytes, used] = [new Uint8Array(1 << 12), 0];
  let [ends, hashes, count] = [new Uint32Array(256), new Float64Array(256), 0];
  // There are a power of two of them.
  let slots = new Int32Array(256 * SLOTS).fill(FREE);

  const startOf = (index: number): number => (index === 0 ? 0 : (ends[index - 1] as number));
  const at = (index: number): string => decoder.decode(bytes.subarray(startOf(index), ends[index]));

  function reserveBytes(length: number): void {
    if (used + length > bytes.length) bytes = longer(bytes, Math.max(bytes.length * 2, used + length));
  }

  function reserve(keys: number): void {
    if (keys <= ends.length) return;
    const capacity = 2 ** Math.ceil(Math.log2(keys));
    ends = longer(ends, capacity);
    hashes = longer(hashes, capacity);
    slots = new Int32Array(capacity * SLOTS).fill(FREE);
    const last = slots.length - 1;
    for (let index = 0; index < count; index++) {
      let slot = (hashes[index] as number) & last;
      while (slots[slot] !== FREE) slot = (slot + 1) & last;
      slots[slot] = index;
    }
  }

  /** Whether a key stands in a row, as it is written or but for capitals, width and blanks. */
  function isSame(index: number, source: Uint8Array, start: number, end: number): boolean {
    const from = startOf(index);
    let i = (ends[index] as number) - from === end - start ? start : end + 1;
    while (i < end && source[i] === bytes[from + i - start]) i++;
    return i === end || foldKey(at(index)) === foldKey(decoder.decode(source.subarray(start, end)));
  }

  return {
    get size() {
      return count;
    },
    at,
    find(key) {
      const folded = foldKey(key.trim());
      const hash = hashKey(folded);
      const last = slots.length - 1;
      for (let slot = hash & last; slots[slot] !== FREE; slot = (slot + 1) & last) {
        const index = slots[slot] as number;
        if (hashes[index] === hash && foldKey(at(index)) === folded) return index;
      }
      return NOBODY;
    },
    reserve,
    add(cells, places) {
      const { bytes: source, starts, ends: stops } = cells;
      const rowHashes = hashRows(cells, places);
      reserve(count + places.length);
      reserveBytes(lengthOf(cells, places));
      // What does not change in a million rows is looked up once.
      const [table, last, known, knownEnds, pool] = [slots, slots.length - 1, hashes, ends, bytes];
      // Where each key is looked for first: memory answers many such questions at once faster than one by one.
      for (let row = 0; row < places.length; row++) {
        if (places[row] !== NOBODY) places[row] = table[(rowHashes[row] as number) & last] as number;
      }
      for (let row = 0; row < places.length; row++) {
        const hash = rowHashes[row] as number;
        if (hash === NO_HASH) continue;
        const [start, end] = [starts[row] as number, stops[row] as number];
        let slot = hash & last;
        // A row before this one may have come there.
        let index = places[row] === FREE ? (table[slot] as number) : (places[row] as number);
        while (index !== FREE && !(known[index] === hash && isSame(index, source, start, end))) {
          slot = (slot + 1) & last;
          index = table[slot] as number;
        }
        if (index === FREE) {
          index = count++;
          table[slot] = index;
          known[index] = hash;
          let at = used;
          for (let i = start; i < end; i++) pool[at++] = source[i] as number;
          used = at;
          knownEnds[index] = at;
        }
        places[row] = index;
      }
    },
  };
}

/** The hash of the key of each row; `NO_HASH` for rows that are `NOBODY`. */
function hashRows({ bytes, starts, ends }: TextCells, places: Int32Array): Float64Array {
  const hashes = new Float64Array(places.length);
  for (let row = 0; row < places.length; row++) {
    if (places[row] === NOBODY) continue;
    const [start, end] = [starts[row] as number, ends[row] as number];
    hashes[row] = hashPlainKey(bytes, start, end) || hashKey(foldKey(decoder.decode(bytes.subarray(start, end))));
  }
  return hashes;
}

function lengthOf({ starts, ends }: TextCells, places: Int32Array): number {
  let length = 0;
  for (let row = 0; row < places.length; row++) {
    if (places[row] !== NOBODY) length += (ends[row] as number) - (starts[row] as number);
  }
  return length;
}
