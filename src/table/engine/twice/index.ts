// Which of many hashes occur more than once, in two passes over all of them. A filter of bits, small beside the hashes,
// leaves over the few that may be among them; those are counted exactly in the second pass.
import { allocate } from '../memory.ts';

export { allocate };

/** For each hash there are so many bits at least in a filter, a power of two: few are set by chance. */
const BITS_EACH: f64 = 8;
const LEAST_BITS: u64 = 16;
/** A word of a filter, as a power of two: in bits, and in bytes. */
const WORD_BITS: u64 = 5;
const WORD: usize = 2;

/** A hash of 0 is none. */
const NONE: u64 = 0;
const FIRST_SLOTS: u64 = 10;

let piece: usize = 0;

/** Which share of all hashes counts, of how many. */
let share: u64 = 0;
let shares: u64 = 1;

/** Words by the upper bits of a mixed hash; it marks two bits of its word. */
let filter: usize = 0;
let filterBits: u64 = 0;

/** Hashes that may occur twice, in a table with open addressing; behind it a byte for each, how often it was met again. */
let suspects: usize = 0;
let slotBits: u64 = 0;
let filled: usize = 0;
let met: usize = 0;

/** Makes ready for a share of so many hashes, in pieces of at most `most`; gives where pieces go. */
export function begin(count: f64, most: usize, ours: u32, all: u32): usize {
  piece = allocate(most << 3);
  share = ours;
  shares = all;
  createFilter(count / (all as f64));
  slotBits = FIRST_SLOTS;
  suspects = allocate(slotCount() << 3);
  return piece;
}

/** The first pass: keeps what may occur twice. */
export function take(count: usize): void {
  const end = keepOurs(count);
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
  const end = keepOurs(count);
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

/**
 * Moves the hashes of the share to the front of the piece, and gives where they end. It never jumps: whose a hash is no
 * processor can foresee.
 */
function keepOurs(count: usize): usize {
  const end = piece + (count << 3);
  if (shares === 1) return end;
  let kept = piece;
  for (let at = piece; at < end; at += 8) {
    const hash = load<u64>(at);
    store<u64>(kept, hash);
    kept += (isOurs(mix(hash)) as usize) << 3;
  }
  return kept;
}

/** The middle bits say whose a hash is: neither its place in the filter nor what it marks there. */
function isOurs(mixed: u64): bool {
  return (((mixed >> 10) & 0xffffffff) * shares) >> 32 === share;
}

function createFilter(count: f64): void {
  filterBits = LEAST_BITS;
  while ((((1 as u64) << filterBits) as f64) < count * BITS_EACH) filterBits++;
  filter = allocate((1 as usize) << ((filterBits as usize) - 3));
}

/** Marks a hash, and says whether it was marked before, or others as it would be. */
function wasMarked(mixed: u64): bool {
  const at = wordOf(mixed);
  const marks = marksOf(mixed);
  const before = load<u32>(at);
  store<u32>(at, before | marks);
  return (before & marks) === marks;
}

function isMarked(mixed: u64): bool {
  const marks = marksOf(mixed);
  return (load<u32>(wordOf(mixed)) & marks) === marks;
}

function wordOf(mixed: u64): usize {
  return filter + (((mixed >> (64 - filterBits + WORD_BITS)) as usize) << WORD);
}

function marksOf(mixed: u64): u32 {
  return ((1 as u32) << ((mixed & 31) as u32)) | ((1 as u32) << (((mixed >> 5) & 31) as u32));
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
  // Neither by the upper bits nor by the lowest: those are much alike in suspects.
  let i = ((mixed >> 10) as usize) & mask;
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
