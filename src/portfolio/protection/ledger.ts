import { isSmall } from './small.ts';
import { type Tellable, tellableOf } from './telling.ts';

/** Keeps what was shown of all in scope, so that nothing is shown beside it that few would follow from. */
export interface Ledger {
  /**
   * Whether the numbers of these sets of members may be shown beside all that were admitted before; if so they count as
   * shown. A set has a 1 for each of its members. Refused are sets that are small or leave out few, also of those at some
   * levels; and sets that lie inside of one shown before, apart from it, or hold with it for all, with few between.
   */
  admit(sets: () => readonly Uint8Array[]): boolean;
  /** What may be said of numbers of members that were admitted. */
  tellable(numbers: Float64Array): Tellable;
}

/** Where everything is shown. */
export const OPEN_LEDGER: Ledger = { admit: () => true, tellable: () => ({ mean: true, quartiles: true }) };

/** A set of members in scope, 32 in a word. */
interface Entry {
  readonly words: Uint32Array;
  readonly count: number;
}

/** What a ledger begins with: the levels, as the slot of each member, and sets that are shown anyway. */
export interface LedgerStart {
  readonly isIn: Uint8Array;
  readonly slotOf: Uint16Array;
  readonly slots: number;
  readonly sets: readonly Uint8Array[];
}

/** Begins a ledger in which no count under `least` is shown. */
export function createLedger({ isIn, slotOf, slots, sets: first }: LedgerStart, least: number): Ledger {
  const members = [...isIn.keys()].filter((i) => isIn[i] === 1);
  const sizes = countSlots(isIn);
  const shown = first.map(entryOf);

  return {
    admit(sets) {
      const entries: Entry[] = [];
      for (const set of sets()) {
        const entry = entryOf(set);
        if (tellsLevels(set, entry.count) || [...shown, ...entries].some((other) => tells(entry, other))) return false;
        entries.push(entry);
      }
      shown.push(...entries);
      return true;
    },
    tellable: (numbers) => tellableOf(numbers, least),
  };

  function entryOf(set: Uint8Array): Entry {
    const words = new Uint32Array(Math.ceil(members.length / 32));
    let count = 0;
    for (const [at, i] of members.entries()) {
      if (set[i] !== 1) continue;
      words[at >> 5] = (words[at >> 5] as number) | (1 << (at & 31));
      count += 1;
    }
    return { words, count };
  }

  function countSlots(set: Uint8Array): number[] {
    const counts = new Array<number>(slots).fill(0);
    for (const i of members)
      if (set[i] === 1) counts[slotOf[i] as number] = (counts[slotOf[i] as number] as number) + 1;
    return counts;
  }

  /** Whether the set is small or all but few, or what is left of either less the levels that lie wholly inside. */
  function tellsLevels(set: Uint8Array, count: number): boolean {
    if (isSmall(count, least) || isSmall(members.length - count, least)) return true;
    const own = countSlots(set);
    const mixed = [...own.keys()].filter((slot) => own[slot] !== 0 && own[slot] !== sizes[slot]);
    const [inside, all] = [own, sizes].map((counts) => mixed.reduce((sum, slot) => sum + (counts[slot] as number), 0));
    return isSmall(inside as number, least) || isSmall((all as number) - (inside as number), least);
  }

  function tells(one: Entry, other: Entry): boolean {
    const between = Math.abs(one.count - other.count);
    const over = one.count + other.count - members.length;
    if (isSmall(between, least) && countBoth(one, other) === Math.min(one.count, other.count)) return true;
    return isSmall(Math.abs(over), least) && countBoth(one, other) === Math.max(0, over);
  }
}

function countBoth(one: Entry, other: Entry): number {
  let count = 0;
  for (let at = 0; at < one.words.length; at++)
    count += countBits((one.words[at] as number) & (other.words[at] as number));
  return count;
}

/** The bits of a word that are 1, added in pairs, fours and bytes. */
function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
