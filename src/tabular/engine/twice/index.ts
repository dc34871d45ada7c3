// Which of many hashes occur more than once, in two passes over all of them. A filter of bits, small beside the hashes,
// leaves over the few that may be among them; those are counted exactly in the second pass.
import { allocate } from '../memory.ts';

export { allocate };

/** For each hash there are so many bits at least in a filter, a power of two: few are set by chance. */
const BITS_EACH: f64 = 8;
const LEAST_BITS: u64 = 16;

/** A hash of 0 is none. */
const NONE: u64 = 0;
const FIRST_SLOTS: u64 = 10;

let piece: usize = 0;

/** Bits by the upper ones of a mixed hash, so many of them. */
let filter: usize = 0;
let filterBits: u64 = 0;

/** Hashes that may occur twice, in a table with open addressing; behind it a byte for each, how often it was met again. */
let suspects: usize = 0;
let slotBits: u64 = 0;
let filled: usize = 0;
let met: usize = 0;

/** Makes ready for so many hashes, in pieces of at most `most`; gives where pieces go. */
export function begin(count: f64, most: usize): usize {
  piece = allocate(most << 3);
  createFilter(count);
  slotBits = FIRST_SLOTS;
  suspects = allocate(slotCount() << 3);
  return piece;
}

/** The first pass: keeps what may occur twice. */
export function take(count: usize): void {
  const end = piece + (count << 3);
  for (let at = piece; at < end; at += 8) {
    const hash = load<u64>(at);
    if (wasMarked(mix(hash)) && hash !== NONE) suspect(hash);
  }
}

/** Between the passes: nearly all hashes are no suspects, which a filter says sooner than the table. */
export function turn(): void {
  met = allocate(slotCount());
  createFilter(filled as f64);
  const end = suspects + (slotCount() << 3);
  for (let at = suspects; at < end; at += 8) if (load<u64>(at) !== NONE) wasMarked(mix(load<u64>(at)));
}

/** The second pass. */
export function takeAgain(count: usize): void {
  const end = piece + (count << 3);
  for (let at = piece; at < end; at += 8) {
    const hash = load<u64>(at);
    const mixed = mix(hash);
    if (!isMarked(mixed) || hash === NONE) continue;
    const slot = slotOf(hash, mixed);
    if (load<u64>(slot) !== hash) continue;
    const times = met + ((slot - suspects) >> 3);
    if (load<u8>(times) < 2) store<u8>(times, load<u8>(times) + 1);
  }
}

/** Puts those that occurred more than once one behind the other; gives how many. They stand at `foundAt`. */
export function gather(): usize {
  let found: usize = 0;
  const slots = slotCount();
  for (let i: usize = 0; i < slots; i++) {
    if (load<u8>(met + i) > 1) store<u64>(suspects + (found++ << 3), load<u64>(suspects + (i << 3)));
  }
  return found;
}

export function foundAt(): usize {
  return suspects;
}

function createFilter(count: f64): void {
  filterBits = LEAST_BITS;
  while ((((1 as u64) << filterBits) as f64) < count * BITS_EACH) filterBits++;
  filter = allocate((1 as usize) << ((filterBits as usize) - 3));
}

/** Marks a hash, and says whether it or another was marked there before. */
function wasMarked(mixed: u64): bool {
  const bit = mixed >> (64 - filterBits);
  const at = filter + ((bit >> 3) as usize);
  const mask = (1 as u32) << ((bit & 7) as u32);
  const before: u32 = load<u8>(at);
  store<u8>(at, before | mask);
  return (before & mask) !== 0;
}

function isMarked(mixed: u64): bool {
  const bit = mixed >> (64 - filterBits);
  return ((load<u8>(filter + ((bit >> 3) as usize)) >> ((bit & 7) as u32)) & 1) !== 0;
}

function suspect(hash: u64): void {
  const slot = slotOf(hash, mix(hash));
  if (load<u64>(slot) === hash) return;
  store<u64>(slot, hash);
  filled++;
  if (filled * 2 > slotCount()) enlarge();
}

/** Where a hash stands in the table, or belongs. */
function slotOf(hash: u64, mixed: u64): usize {
  const mask = slotCount() - 1;
  // Not by the upper bits: those are much alike in suspects.
  let i = (mixed as usize) & mask;
  while (true) {
    const slot = suspects + (i << 3);
    const there = load<u64>(slot);
    if (there === NONE || there === hash) return slot;
    i = (i + 1) & mask;
  }
}

function slotCount(): usize {
  return (1 as usize) << (slotBits as usize);
}

function enlarge(): void {
  const old = suspects;
  const end = old + (slotCount() << 3);
  slotBits++;
  suspects = allocate(slotCount() << 3);
  for (let at = old; at < end; at += 8) {
    const hash = load<u64>(at);
    if (hash !== NONE) store<u64>(slotOf(hash, mix(hash)), hash);
  }
}

function mix(hash: u64): u64 {
  const mixed = (hash ^ (hash >> 32)) * 0x9e3779b97f4a7c15;
  return mixed ^ (mixed >> 29);
}
