import { quantilePlace } from '../../model/index.ts';
import type { Weights } from '../roster.ts';
import { type Distribution, distributionOf, numberAt, sizeOf } from '../statistics.ts';
import { sumCounts } from './joint-counts.ts';

/** Keeps what was shown of all in scope, so that nothing is shown beside it that few would follow from. */
export interface DisclosureAudit {
  /**
   * Whether the numbers of these sets of members may be shown beside all that were admitted before; if so they count as
   * shown. A set has 0 for all but its members. Refused are sets that are small or leave out few, also of those at some
   * levels; and sets that lie inside of one shown before, apart from it, or hold with it for all, with few between.
   */
  admit(sets: () => readonly Weights[]): boolean;
  /** Which statistics of numbers of admitted members may be shown; with how many have each, where it is not one. */
  disclosable(numbers: Float64Array, counts?: Weights): Disclosable;
}

/** Where everything is shown. */
export const OPEN_AUDIT: DisclosureAudit = { admit: () => true, disclosable: () => ({ mean: true, quartiles: true }) };

/** A set of members in scope, 32 in a word. */
interface Entry {
  readonly words: Uint32Array;
  readonly count: number;
}

/** What an audit begins with: the levels, as the slot of each member, and sets that are shown anyway. */
interface AuditStart {
  readonly isIn: Weights;
  readonly slotOf: Uint16Array;
  readonly slots: number;
  readonly sets: readonly Uint8Array[];
}

/** Begins an audit in which no count under `least` is shown. */
export function createDisclosureAudit(
  { isIn, slotOf, slots, sets: first }: AuditStart,
  least: number,
): DisclosureAudit {
  const members = [...isIn.keys()].filter((i) => isIn[i] !== 0);
  const size = sumCounts(isIn);
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
    disclosable: (numbers, counts) => disclosableStatistics(numbers, least, counts),
  };

  function entryOf(set: Weights): Entry {
    const words = new Uint32Array(Math.ceil(members.length / 32));
    let count = 0;
    for (const [at, i] of members.entries()) {
      if (set[i] === 0) continue;
      words[at >> 5] = (words[at >> 5] as number) | (1 << (at & 31));
      count += isIn[i] as number;
    }
    return { words, count };
  }

  function countSlots(set: Weights): number[] {
    const counts = new Array<number>(slots).fill(0);
    for (const i of members)
      if (set[i] !== 0) counts[slotOf[i] as number] = (counts[slotOf[i] as number] as number) + (isIn[i] as number);
    return counts;
  }

  /** Whether the set is small or all but few, or what is left of either less the levels that lie wholly inside. */
  function tellsLevels(set: Weights, count: number): boolean {
    if (isSmall(count, least) || isSmall(size - count, least)) return true;
    const own = countSlots(set);
    const mixed = [...own.keys()].filter((slot) => own[slot] !== 0 && own[slot] !== sizes[slot]);
    const [inside, all] = [own, sizes].map((counts) => mixed.reduce((sum, slot) => sum + (counts[slot] as number), 0));
    return isSmall(inside as number, least) || isSmall((all as number) - (inside as number), least);
  }

  function tells(one: Entry, other: Entry): boolean {
    const between = Math.abs(one.count - other.count);
    const over = one.count + other.count - size;
    if (isSmall(between, least) && countBoth(one, other) === Math.min(one.count, other.count)) return true;
    return isSmall(Math.abs(over), least) && countBoth(one, other) === Math.max(0, over);
  }

  function countBoth(one: Entry, other: Entry): number {
    let count = 0;
    for (let at = 0; at < one.words.length; at++) {
      const word = (one.words[at] as number) & (other.words[at] as number);
      count += size === members.length ? countBits(word) : weighBits(word, at * 32);
    }
    return count;
  }

  /** The same where members count as several. */
  function weighBits(word: number, start: number): number {
    let count = 0;
    for (let rest = word; rest !== 0; rest &= rest - 1)
      count += isIn[members[start + 31 - Math.clz32(rest & -rest)] as number] as number;
    return count;
  }
}

/** The bits of a word that are 1, added in pairs, fours and bytes. */
function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A part of some sorted numbers: so many anywhere between two ends, and the sum of those that are known. */
interface Segment {
  readonly size: number;
  readonly low: number;
  readonly high: number;
  readonly known: number;
}

/** Which statistics may be shown of numbers whose values everybody can list, with how many there are. */
interface Disclosable {
  readonly mean: boolean;
  /** With the mean, the median and both quartiles. */
  readonly quartiles: boolean;
}

/** The places of the quartiles of type 7. */
const PARTS = [0.25, 0.5, 0.75];

/**
 * Whether a mean, or mean and quartiles, would tell how many few there are at, under, or above some value to within
 * `least`. The sum is known; so is, with quartiles, where each quarter ends. By how much the number of members can differ
 * while the sum stays is the linear program of a transport between values, which has these ends.
 */
export function disclosableStatistics(numbers: Float64Array, least: number, weights?: Weights): Disclosable {
  const occurring = distributionOf(numbers, weights);
  if (occurring.counts.every((count) => !isSmall(count, least))) return { mean: true, quartiles: true };
  const n = sizeOf(occurring);
  const places = PARTS.map((part) => quantilePlace(n, part).below);
  const starts = [0, ...places.map((place) => place + 1), n];
  const quarters = starts.slice(1).map((end, i): Segment => {
    const [low, high] = [numberAt(occurring, starts[i] as number), numberAt(occurring, end - 1)];
    // The lowest and the highest of all are not told, the other ends of quarters are.
    const known = [...(i === 0 ? [] : [low]), ...(end === n ? [] : [high])];
    const size = end - (starts[i] as number) - known.length;
    return { size, low, high, known: known.reduce((total, one) => total + one, 0) };
  });
  const whole = [{ size: n, low: numberAt(occurring, 0), high: numberAt(occurring, n - 1), known: 0 }];
  const sum = occurring.values.reduce((total, one, i) => total + one * (occurring.counts[i] as number), 0);
  const mean = isOpen(occurring, whole, sum, least);
  const quartiles = mean && quarters.every(({ size }) => size >= least) && isOpen(occurring, quarters, sum, least);
  return { mean, quartiles };
}

/** Whether every small number of members at one value, or at both ends, could be another by `least`. */
function isOpen(occurring: Distribution, segments: readonly Segment[], sum: number, least: number): boolean {
  const turned = {
    values: occurring.values.map((value) => -value).reverse(),
    counts: occurring.counts.toReversed(),
  };
  const mirrored = segments.map((one) => ({ ...one, low: -one.high, high: -one.low, known: -one.known })).reverse();
  return (
    isTailOpen(occurring, segments, sum, least) &&
    isTailOpen(turned, mirrored, -sum, least) &&
    areValuesOpen(occurring, segments, sum, least)
  );
}

/** The same of how many are at most at a value, for the values few are under. */
function isTailOpen(
  { values, counts }: Distribution,
  segments: readonly Segment[],
  sum: number,
  least: number,
): boolean {
  const [first, ...others] = segments as [Segment, ...Segment[]];
  const lowest = sumAt('low', others) + first.known;
  const highest = sumAt('high', others) + first.known;
  let below = 0;
  for (const [i, value] of values.entries()) {
    below += counts[i] as number;
    const next = values[i + 1];
    if (below >= least || next === undefined || value >= first.high) return true;
    // Most are there if all others are as high as can be; fewest if these are as low as can be.
    const most = Math.min(first.size, (first.size * first.high + highest - sum) / (first.high - value));
    const fewest = Math.max(0, (first.size * next + lowest - sum) / (next - first.low));
    if (most - fewest < least) return false;
  }
  return true;
}

/**
 * The same of values between the least and the greatest: how many of a segment can be there, and how many must, while the
 * others are as low or as high as can be. Where a quarter ends, what one of both segments leaves open is enough.
 */
function areValuesOpen(
  { values, counts }: Distribution,
  segments: readonly Segment[],
  sum: number,
  least: number,
): boolean {
  const [lowest, highest] = [sumAt('low', segments), sumAt('high', segments)];
  return values.every((value, i) => {
    const [before, after] = [values[i - 1], values[i + 1]];
    if (!isSmall(counts[i] as number, least) || before === undefined || after === undefined) return true;
    return segments.some(({ size, low, high }) => {
      if (value < low || value > high || low === high) return false;
      const most = Math.min(
        size,
        value === high ? size : (highest - sum) / (high - value),
        value === low ? size : (sum - lowest) / (value - low),
      );
      const fewest = Math.max(
        0,
        value === high ? size - (highest - sum) / (value - before) : 0,
        value === low ? size - (sum - lowest) / (after - value) : 0,
      );
      return most - fewest >= least;
    });
  });
}

/** The sum if all are at one end of their segment. */
function sumAt(end: 'low' | 'high', segments: readonly Segment[]): number {
  return segments.reduce((total, one) => total + one.known + one.size * one[end], 0);
}

/** Whether a count is of somebody, and below the least that is shown. */
export function isSmall(count: number, least: number): boolean {
  return count > 0 && count < least;
}

/** The count, or null where it is small. */
export function suppressCount(count: number, least: number): number | null {
  return isSmall(count, least) ? null : count;
}
