import { findQuantilePlace, itemAt } from '../../model/index.ts';
import type { Weights } from '../roster.ts';
import { buildDistribution, type Distribution, numberAt, sizeOf } from '../statistics.ts';
import { sumCounts } from './joint-counts.ts';

/** Keeps track of the overall figures that were shown, so that no further figure allows small counts to be derived. */
export interface DisclosureAudit {
  /**
   * Whether the counts of these sets of members may be shown in addition to all sets admitted before; if so, they are
   * recorded as shown. Each set has a weight for every member, 0 for members outside the set. A set is refused if it is
   * small or leaves out only a few members, or if either is true once all levels that lie entirely inside the set are
   * removed. It is also refused if a small count follows from this set and an earlier one: if one lies inside the other
   * and is only a little smaller, if they are disjoint and only a few members are in neither, or if they cover all
   * members and only a few are in both.
   */
  admit(sets: () => readonly Weights[]): boolean;
  /**
   * Returns which statistics of `numbers`, the values of admitted members, may be shown. `counts` states for how many
   * enterprises each number stands, by default one.
   */
  disclosable(numbers: Float64Array, counts?: Weights): Disclosable;
}

/** An audit that admits everything. */
export const OPEN_AUDIT: DisclosureAudit = { admit: () => true, disclosable: () => ({ mean: true, quartiles: true }) };

/** A set of members in scope, as bits in 32-bit words. */
interface SetEntry {
  readonly words: Uint32Array;
  readonly count: number;
}

/**
 * The initial state of an audit: to which slot the level of each member belongs, and the sets that are shown in any
 * case.
 */
interface AuditStart {
  readonly isIn: Weights;
  readonly slotOf: Uint16Array;
  readonly slots: number;
  readonly sets: readonly Uint8Array[];
}

/** Creates an audit in which no count below `minCount` is shown. */
export function createDisclosureAudit(
  { isIn, slotOf, slots, sets: first }: AuditStart,
  minCount: number,
): DisclosureAudit {
  const members = [...isIn.keys()].filter((i) => isIn[i] !== 0);
  const size = sumCounts(isIn);
  const sizes = countSlots(isIn);
  const shownEntries = first.map(entryOf);

  return {
    admit(sets) {
      const entries: SetEntry[] = [];
      for (const set of sets()) {
        const entry = entryOf(set);
        if (
          revealsLevels(set, entry.count) ||
          [...shownEntries, ...entries].some((other) => revealsSmallCount(entry, other))
        )
          return false;
        entries.push(entry);
      }
      shownEntries.push(...entries);
      return true;
    },
    disclosable: (numbers, counts) => findDisclosableStatistics(numbers, minCount, counts),
  };

  function entryOf(set: Weights): SetEntry {
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
      if (set[i] !== 0) counts[slotOf[i] as number] = itemAt(counts, slotOf[i] as number) + (isIn[i] as number);
    return counts;
  }

  /**
   * Whether a set or its complement is small, or becomes small once all levels that lie entirely inside it are removed.
   */
  function revealsLevels(set: Weights, count: number): boolean {
    if (isSmall(count, minCount) || isSmall(size - count, minCount)) return true;
    const ownCount = countSlots(set);
    const mixedSlots = [...ownCount.keys()].filter((slot) => ownCount[slot] !== 0 && ownCount[slot] !== sizes[slot]);
    const [inside, all] = [ownCount, sizes].map((counts) =>
      mixedSlots.reduce((sum, slot) => sum + itemAt(counts, slot), 0),
    );
    return isSmall(inside as number, minCount) || isSmall((all as number) - (inside as number), minCount);
  }

  function revealsSmallCount(a: SetEntry, b: SetEntry): boolean {
    const countDifference = Math.abs(a.count - b.count);
    const overlap = a.count + b.count - size;
    if (isSmall(countDifference, minCount) && countBoth(a, b) === Math.min(a.count, b.count)) return true;
    return isSmall(Math.abs(overlap), minCount) && countBoth(a, b) === Math.max(0, overlap);
  }

  function countBoth(a: SetEntry, b: SetEntry): number {
    let count = 0;
    for (let offset = 0; offset < a.words.length; offset++) {
      const word = (a.words[offset] as number) & (b.words[offset] as number);
      count += size === members.length ? countBits(word) : weighBits(word, offset * 32);
    }
    return count;
  }

  /** Adds up the enterprises that the members in a word represent; each bit that is 1 is a member. */
  function weighBits(word: number, start: number): number {
    let count = 0;
    for (let remainingBits = word; remainingBits !== 0; remainingBits &= remainingBits - 1)
      count += isIn[itemAt(members, start + 31 - Math.clz32(remainingBits & -remainingBits))] as number;
    return count;
  }
}

/** Counts the bits of a word that are 1 by summing pairs, groups of four and bytes. */
function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * A segment of sorted numbers: `size` numbers that may lie anywhere between its two ends, and the sum of the numbers
 * that are known.
 */
interface ValueSegment {
  readonly size: number;
  readonly low: number;
  readonly high: number;
  readonly known: number;
}

/** Which statistics of some numbers may be shown if everyone knows the possible values and how often each occurs. */
interface Disclosable {
  readonly mean: boolean;
  /** Whether the median and both quartiles may be shown besides the mean. */
  readonly quartiles: boolean;
}

/** The median and the two quartiles, as probabilities. */
const QUARTILE_PROBABILITIES = [0.25, 0.5, 0.75];

/**
 * Determines whether the mean, or the mean and the quartiles, can be shown without revealing any small number of
 * members at, below or above a value: each such number must remain uncertain by at least `minCount`. The mean reveals
 * the sum; the quartiles also reveal the ends of each quarter. By how much a number of members can vary while the sum
 * stays the same is a linear program, whose extremes `isUncertain` computes.
 */
export function findDisclosableStatistics(numbers: Float64Array, minCount: number, weights?: Weights): Disclosable {
  const distribution = buildDistribution(numbers, weights);
  if (distribution.counts.every((count) => !isSmall(count, minCount))) return { mean: true, quartiles: true };
  const n = sizeOf(distribution);
  const quartilePlaces = QUARTILE_PROBABILITIES.map((part) => findQuantilePlace(n, part).below);
  const starts = [0, ...quartilePlaces.map((place) => place + 1), n];
  const quarters = starts.slice(1).map((end, i): ValueSegment => {
    const [low, high] = [numberAt(distribution, itemAt(starts, i)), numberAt(distribution, end - 1)];
    // The overall minimum and maximum are not shown, but the other ends of the quarters are.
    const knownEnds = [...(i === 0 ? [] : [low]), ...(end === n ? [] : [high])];
    const size = end - itemAt(starts, i) - knownEnds.length;
    return { size, low, high, known: knownEnds.reduce((total, value) => total + value, 0) };
  });
  const wholeRange = [{ size: n, low: numberAt(distribution, 0), high: numberAt(distribution, n - 1), known: 0 }];
  const sum = distribution.values.reduce((total, value, i) => total + value * (distribution.counts[i] as number), 0);
  const mean = isUncertain(distribution, wholeRange, sum, minCount);
  const quartiles =
    mean && quarters.every(({ size }) => size >= minCount) && isUncertain(distribution, quarters, sum, minCount);
  return { mean, quartiles };
}

/**
 * Whether each small number of members, be it at a value or at either end, could still differ by at least `minCount`.
 */
function isUncertain(
  occurring: Distribution,
  segments: readonly ValueSegment[],
  sum: number,
  minCount: number,
): boolean {
  const mirroredDistribution = {
    values: occurring.values.map((value) => -value).reverse(),
    counts: occurring.counts.toReversed(),
  };
  const mirroredSegments = segments
    .map((segment) => ({ ...segment, low: -segment.high, high: -segment.low, known: -segment.known }))
    .reverse();
  return (
    isTailUnknown(occurring, segments, sum, minCount) &&
    isTailUnknown(mirroredDistribution, mirroredSegments, -sum, minCount) &&
    areValuesUncertain(occurring, segments, sum, minCount)
  );
}

/** Like `isUncertain`, for the number of members at or below a value, as long as that number is small. */
function isTailUnknown(
  { values, counts }: Distribution,
  segments: readonly ValueSegment[],
  sum: number,
  minCount: number,
): boolean {
  const [first, ...rest] = segments as [ValueSegment, ...ValueSegment[]];
  const lowest = sumAt('low', rest) + first.known;
  const highest = sumAt('high', rest) + first.known;
  let leastBelow = 0;
  for (const [i, value] of values.entries()) {
    leastBelow += counts[i] as number;
    const nextValue = values[i + 1];
    if (leastBelow >= minCount || nextValue === undefined || value >= first.high) return true;
    // There are most such members if all other values are as high as possible, and fewest if they are as low as
    // possible.
    const maxCount = Math.min(first.size, (first.size * first.high + highest - sum) / (first.high - value));
    const fewestBelow = Math.max(0, (first.size * nextValue + lowest - sum) / (nextValue - first.low));
    if (maxCount - fewestBelow < minCount) return false;
  }
  return true;
}

/**
 * Like `isUncertain`, for values between the minimum and the maximum. Computes how many members of a segment can have a
 * value, and how many must, if all others are as low or as high as possible. For a value at the end of a quarter, it is
 * enough if this number is uncertain in one of the two segments that meet there.
 */
function areValuesUncertain(
  { values, counts }: Distribution,
  segments: readonly ValueSegment[],
  sum: number,
  minCount: number,
): boolean {
  const [lowest, highest] = [sumAt('low', segments), sumAt('high', segments)];
  return values.every((value, i) => {
    const [before, after] = [values[i - 1], values[i + 1]];
    if (!isSmall(counts[i] as number, minCount) || before === undefined || after === undefined) return true;
    return segments.some(({ size, low, high }) => {
      if (value < low || value > high || low === high) return false;
      const maxCount = Math.min(
        size,
        value === high ? size : (highest - sum) / (high - value),
        value === low ? size : (sum - lowest) / (value - low),
      );
      const fewestBetween = Math.max(
        0,
        value === high ? size - (highest - sum) / (value - before) : 0,
        value === low ? size - (sum - lowest) / (after - value) : 0,
      );
      return maxCount - fewestBetween >= minCount;
    });
  });
}

/** Returns the sum of all numbers if every unknown number is at the given end of its segment. */
function sumAt(end: 'low' | 'high', segments: readonly ValueSegment[]): number {
  return segments.reduce((total, segment) => total + segment.known + segment.size * segment[end], 0);
}

/** Whether a count is above 0 but below the smallest one shown. */
export function isSmall(count: number, minCount: number): boolean {
  return count > 0 && count < minCount;
}

/** Returns the count, or null if it is small. */
export function suppressCount(count: number, minCount: number): number | null {
  return isSmall(count, minCount) ? null : count;
}
