/** What a cell of one byte is looked up as when it needs a longer look. */
export const LONGER = 255;

/** The hash of no bytes, and how each further byte changes it. */
export const HASH_SEED = 0x2f0b;
export const HASH_PRIME = 0x01000193;

/** The most spellings learned while reading; beyond them cells are looked up by their text. */
const MOST_LEARNED = 5000;
const SMALLEST = 32;

/** Spellings as bytes, each with a whole number from 0; grows as further spellings are met. */
export interface Lexicon {
  /** The number of the bytes, or -1. */
  find(bytes: Uint8Array, start: number, end: number, hash: number): number;
  /** Remembers what bytes mean that were not known before; false where they are too many or too long. */
  learn(bytes: Uint8Array, start: number, end: number, value: number): boolean;
}

/** What may part cells and rows: between quotes it can be a cell, but in front of a delimiter it is none. */
export const SIGNS: ReadonlySet<number> = new Set([...'\0\t\n\r ",;|'].map((sign) => sign.charCodeAt(0)));

/** Entries of a table with open addressing: where its bytes stand in the pool, how many, and the value. */
const WIDTH = 4;

/** A lexicon of these spellings. `short` gets the values of those of one byte, and `LONGER` elsewhere. */
export function createLexicon(
  spellings: Iterable<readonly [Uint8Array, number]>,
  short: Uint8Array = new Uint8Array(256),
): Lexicon {
  short.fill(LONGER);
  let slots = new Int32Array(SMALLEST * WIDTH);
  let pool = new Uint8Array(1024);
  let [used, filled, learned] = [0, 0, 0];

  function find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const [table, known] = [slots, pool];
    const mask = table.length / WIDTH - 1;
    const length = end - start;
    for (let slot = mix(hash) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * WIDTH;
      if (table[at + 1] === 0) return -1;
      if (table[at] !== hash || table[at + 1] !== length) continue;
      const offset = table[at + 2] as number;
      let i = 0;
      while (i < length && known[offset + i] === bytes[start + i]) i++;
      if (i === length) return table[at + 3] as number;
    }
  }

  function add(bytes: Uint8Array, value: number): void {
    if (bytes.length === 0) return;
    const hash = hashOf(bytes, 0, bytes.length);
    if (find(bytes, 0, bytes.length, hash) >= 0) return;
    const [first = 0] = bytes;
    if (bytes.length === 1 && value < LONGER && !SIGNS.has(first)) short[first] = value;
    if ((filled + 1) * 2 > slots.length / WIDTH) slots = enlarge(slots);
    if (used + bytes.length > pool.length) {
      const larger = new Uint8Array((used + bytes.length) * 2);
      larger.set(pool);
      pool = larger;
    }
    pool.set(bytes, used);
    put(slots, [hash, bytes.length, used, value]);
    used += bytes.length;
    filled++;
  }

  for (const [bytes, value] of spellings) add(bytes, value);
  return {
    find,
    learn: (bytes, start, end, value) => {
      if (learned >= MOST_LEARNED || end - start > 1000) return false;
      learned++;
      add(bytes.slice(start, end), value);
      return true;
    },
  };
}

/** The hash that readers compute byte by byte. */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_SEED;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), HASH_PRIME);
  return hash;
}

function mix(hash: number): number {
  return hash ^ (hash >>> 15);
}

function put(slots: Int32Array, entry: readonly number[]): void {
  const mask = slots.length / WIDTH - 1;
  let slot = mix(entry[0] as number) & mask;
  while (slots[slot * WIDTH + 1] !== 0) slot = (slot + 1) & mask;
  slots.set(entry, slot * WIDTH);
}

function enlarge(slots: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(slots.length * 2);
  for (let at = 0; at < slots.length; at += WIDTH) {
    if (slots[at + 1] !== 0) put(larger, [...slots.subarray(at, at + WIDTH)]);
  }
  return larger;
}
