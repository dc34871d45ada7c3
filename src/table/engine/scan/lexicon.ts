// Maps spellings, given as bytes, to whole numbers from 0: a hash table with open addressing that grows.
import { allocate } from '../memory.ts';

/**
 * Offsets in a lexicon: the number of slots, how many of them are filled and their address; then the address, capacity
 * and used length of the pool of bytes.
 */
const SLOTS: usize = 0;
const FILLED: usize = 4;
const TABLE: usize = 8;
const POOL: usize = 12;
const ROOM: usize = 16;
const USED: usize = 20;
const SIZE: usize = 24;

/** The size of a slot, as a power of two: hash, length (0 if the slot is free), address of the bytes, number. */
const SLOT_BITS: usize = 4;
const LENGTH: usize = 4;
const BYTES: usize = 8;
const VALUE: usize = 12;

const MIN_SLOTS: u32 = 32;
const INITIAL_POOL: u32 = 512;
/** The number of bytes after a spelling that may be read, because spellings are read eight bytes at a time. */
const SLACK: usize = 8;

/** Creates an empty lexicon. */
export function createLexicon(): usize {
  const lexicon = allocate(SIZE);
  store<u32>(lexicon, MIN_SLOTS, SLOTS);
  store<u32>(lexicon, allocate((MIN_SLOTS as usize) << SLOT_BITS) as u32, TABLE);
  store<u32>(lexicon, allocate(INITIAL_POOL) as u32, POOL);
  store<u32>(lexicon, INITIAL_POOL, ROOM);
  return lexicon;
}

/** Finds the number of a spelling; -1 if it is unknown. */
export function findSpelling(lexicon: usize, start: usize, end: usize): i32 {
  const length = (end - start) as u32;
  const hash = hashOf(start, length);
  const table: usize = load<u32>(lexicon, TABLE);
  const mask = load<u32>(lexicon, SLOTS) - 1;
  let place = hash & mask;
  while (true) {
    const slot = table + ((place as usize) << SLOT_BITS);
    const slotLength = load<u32>(slot, LENGTH);
    if (slotLength === 0) return -1;
    if (slotLength === length && load<u32>(slot) === hash && isEqual(load<u32>(slot, BYTES), start, length)) {
      return load<i32>(slot, VALUE);
    }
    place = (place + 1) & mask;
  }
}

/** Adds a spelling that is not in the lexicon. */
export function learnSpelling(lexicon: usize, start: usize, end: usize, value: i32): void {
  const length = (end - start) as u32;
  const filled = load<u32>(lexicon, FILLED) + 1;
  if (filled * 2 > load<u32>(lexicon, SLOTS)) enlarge(lexicon);
  if (load<u32>(lexicon, USED) + length + (SLACK as u32) > load<u32>(lexicon, ROOM)) movePool(lexicon, length);
  const used = load<u32>(lexicon, USED);
  const bytes: usize = load<u32>(lexicon, POOL) + used;
  memory.copy(bytes, start, length);
  store<u32>(lexicon, used + length, USED);
  store<u32>(lexicon, filled, FILLED);
  put(load<u32>(lexicon, TABLE), load<u32>(lexicon, SLOTS), hashOf(start, length), length, bytes as u32, value);
}

/** Allocates a new pool for further spellings. The old pool stays, because slots refer to it. */
function movePool(lexicon: usize, length: u32): void {
  const room = (load<u32>(lexicon, ROOM) + length) * 2;
  store<u32>(lexicon, allocate(room) as u32, POOL);
  store<u32>(lexicon, room, ROOM);
  store<u32>(lexicon, 0, USED);
}

function put(table: usize, slots: u32, hash: u32, length: u32, bytes: u32, value: i32): void {
  const mask = slots - 1;
  let place = hash & mask;
  while (load<u32>(table + ((place as usize) << SLOT_BITS), LENGTH) !== 0) place = (place + 1) & mask;
  const slot = table + ((place as usize) << SLOT_BITS);
  store<u32>(slot, hash);
  store<u32>(slot, length, LENGTH);
  store<u32>(slot, bytes, BYTES);
  store<i32>(slot, value, VALUE);
}

function enlarge(lexicon: usize): void {
  const slots = load<u32>(lexicon, SLOTS);
  const table: usize = load<u32>(lexicon, TABLE);
  const larger = allocate(((slots as usize) * 2) << SLOT_BITS);
  for (let slot = table; slot < table + ((slots as usize) << SLOT_BITS); slot += 1 << SLOT_BITS) {
    const length = load<u32>(slot, LENGTH);
    if (length !== 0) put(larger, slots * 2, load<u32>(slot), length, load<u32>(slot, BYTES), load<i32>(slot, VALUE));
  }
  store<u32>(lexicon, slots * 2, SLOTS);
  store<u32>(lexicon, larger as u32, TABLE);
}

/** Hashes a spelling eight bytes at a time; bytes after its end are masked out. */
function hashOf(start: usize, length: u32): u32 {
  let hash: u64 = 0x9e3779b97f4a7c15 ^ (length as u64);
  let address = start;
  let left = length;
  for (; left > 8; left -= 8, address += 8) hash = mix(hash, load<u64>(address));
  hash = mix(hash, load<u64>(address) & maskOf(left));
  return (hash ^ (hash >> 32)) as u32;
}

function mix(hash: u64, word: u64): u64 {
  const mixed = (hash ^ word) * 0xff51afd7ed558ccd;
  return mixed ^ (mixed >> 32);
}

/** Returns a mask for the lowest 1 to 8 bytes of a word. */
function maskOf(bytes: u32): u64 {
  return 0xffffffffffffffff >> ((64 - bytes * 8) as u64);
}

function isEqual(stored: usize, start: usize, length: u32): bool {
  let a = stored;
  let b = start;
  let left = length;
  for (; left > 8; left -= 8, a += 8, b += 8) if (load<u64>(a) !== load<u64>(b)) return false;
  return ((load<u64>(a) ^ load<u64>(b)) & maskOf(left)) === 0;
}
