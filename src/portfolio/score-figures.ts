// Distributions of levels and scores, for groups and for all enterprises; levels whose counts are too small to be shown
// are merged.
import { findQuantile, findQuantilePlace, itemAt } from '../model/index.ts';
import type { ChosenAssessments, PackMembers } from './chosen-assessment.ts';
import type { DisclosureAudit } from './disclosure/disclosure-audit.ts';
import { sumCounts } from './disclosure/joint-counts.ts';
import { numberOrNull } from './member.ts';
import type { Weights } from './roster.ts';
import {
  buildDistribution,
  computeMeanInterval,
  computeQuantile,
  computeWilsonInterval,
  type Distribution,
  type Interval,
  meanOf,
} from './statistics.ts';

/**
 * How the levels of some enterprises are distributed. The mean and the quantiles cover only enterprises that reached a
 * level.
 */
export interface LevelFigures {
  /** The number of enterprises assessed. */
  readonly n: number;
  /** The number of enterprises at each level, in the order of the table. */
  readonly counts: readonly number[];
  /** The numbers of enterprises without a level and with an open level; null if they are counted in the lowest band. */
  readonly none: number | null;
  readonly open: number | null;
  /** The mean level; null if it is not determined because levels are merged. */
  readonly mean: number | null;
  /**
   * The mean level by which groups are ranked, with no level counted as 0; null if it is not determined because levels
   * are merged.
   */
  readonly meanWithNone: number | null;
  /** The ranges in which the two means lie if they are not determined because levels are merged; otherwise null. */
  readonly meanRange: Interval | null;
  readonly meanWithNoneRange: Interval | null;
  readonly median: number | null;
  /** The lower and upper quartiles, of type 7. */
  readonly lower: number | null;
  readonly upper: number | null;
  /**
   * The confidence interval of the mean; null if all enterprises were assessed, or if there are fewer than two values.
   */
  readonly interval: Interval | null;
  /** The confidence interval of each level's share; empty if all enterprises were assessed. */
  readonly shares: readonly Interval[];
}

/** The number of members at each level, in each group. */
export interface LevelCounts {
  /** The levels that occur, ascending. */
  readonly levels: readonly number[];
  /** For each group, the number of members at each level, then without a level, then with an open level. */
  readonly rows: readonly Uint32Array[];
}

/** Counts the levels of the included members by group. */
export function countLevels(
  { level, highest }: Pick<ChosenAssessments, 'level' | 'highest'>,
  { groupOf, groups, includes }: { groupOf: ArrayLike<number>; groups: number; includes: Weights },
): LevelCounts {
  const indexByLevel = new Map<number, number>();
  const placeOfSmallLevel = new Int32Array(256).fill(-1);
  const levelsFound: number[] = [];
  const placeOf = (value: number): number => {
    const isSmallLevel = value >= 0 && value < placeOfSmallLevel.length && value === Math.floor(value);
    const cachedPlace = isSmallLevel ? (placeOfSmallLevel[value] as number) : (indexByLevel.get(value) ?? -1);
    if (cachedPlace >= 0) return cachedPlace;
    const levelIndex = levelsFound.push(value) - 1;
    if (isSmallLevel) placeOfSmallLevel[value] = levelIndex;
    else indexByLevel.set(value, levelIndex);
    return levelIndex;
  };
  // Column 0 counts members without a level, column 1 members whose level is uncertain. These are followed by a column
  // for each level, added when the level first occurs, so the table grows.
  let width = 8;
  let counts = new Uint32Array(groups * width);
  for (let i = 0; i < includes.length; i++) {
    if (includes[i] === 0) continue;
    const value = level[i] as number;
    const slot = Number.isNaN(value) ? (Number.isNaN(highest[i] as number) ? 0 : 1) : placeOf(value) + 2;
    if (slot >= width) {
      const widerCounts = new Uint32Array(groups * width * 2);
      for (let g = 0; g < groups; g++) widerCounts.set(counts.subarray(g * width, (g + 1) * width), g * width * 2);
      [counts, width] = [widerCounts, width * 2];
    }
    const cellIndex = (groupOf[i] as number) * width + slot;
    counts[cellIndex] = (counts[cellIndex] as number) + (includes[i] as number);
  }
  const order = levelsFound.map((_, i) => i).sort((a, b) => itemAt(levelsFound, a) - itemAt(levelsFound, b));
  const rows = Array.from({ length: groups }, (_, g) => {
    const row = counts.subarray(g * width, (g + 1) * width);
    return Uint32Array.of(...order.map((place) => row[place + 2] as number), row[0] as number, row[1] as number);
  });
  return { levels: order.map((place) => itemAt(levelsFound, place)), rows };
}

/**
 * Computes the figures of one group from its counts; with confidence intervals if the assessed enterprises are only a
 * sample.
 */
export function computeLevelFigures(levels: readonly number[], row: Uint32Array, isSample: boolean): LevelFigures {
  const counts = [...row.subarray(0, levels.length)];
  const [none, open] = [row[levels.length] as number, row[levels.length + 1] as number];
  const n = row.reduce((sum, count) => sum + count, 0);
  const distribution = buildLevelDistribution(levels, counts);
  return {
    n,
    counts,
    none,
    open,
    mean: numberOrNull(meanOf(distribution)),
    meanWithNone: numberOrNull(meanOf(buildLevelDistribution([0, ...levels], [none, ...counts]))),
    meanRange: null,
    meanWithNoneRange: null,
    median: numberOrNull(computeQuantile(distribution, 0.5)),
    lower: numberOrNull(computeQuantile(distribution, 0.25)),
    upper: numberOrNull(computeQuantile(distribution, 0.75)),
    interval: isSample ? computeMeanInterval(distribution) : null,
    shares: isSample ? counts.map((count) => computeWilsonInterval(count, n)) : [],
  };
}

/** Builds the distribution of levels; levels without members are left out. */
function buildLevelDistribution(levels: readonly number[], counts: readonly number[]): Distribution {
  const occupiedLevels = levels.map((_, i) => i).filter((i) => (counts[i] ?? 0) > 0);
  return {
    values: Float64Array.from(occupiedLevels, (i) => itemAt(levels, i)),
    counts: Float64Array.from(occupiedLevels, (i) => itemAt(counts, i)),
  };
}

/** How a score is distributed over the enterprises that have it. */
export interface ScoreFigures extends Pick<LevelFigures, 'n' | 'mean' | 'median' | 'lower' | 'upper'> {
  readonly id: string;
  /** The maximum of the score; null if the pack is unknown or the score has no maximum. */
  readonly best: number | null;
  /** The mean as a share of the maximum. */
  readonly share: number | null;
}

/**
 * Computes the figures of the scores of included members. The score with the lowest share of its maximum comes first,
 * then scores without a maximum in their given order, and last the headline score, because it sums up the others. Also
 * counts the hidden scores.
 */
export function computeScoreFigures(
  scores: ReadonlyMap<string, Float64Array>,
  includes: Weights,
  { best, headline }: { readonly best: ReadonlyMap<string, number>; readonly headline: string | null },
  audit: DisclosureAudit,
): { readonly shown: ScoreFigures[]; readonly hidden: number } {
  // One buffer for all scores, because allocating memory costs more than the computation.
  const numberBuffer = new Float64Array(includes.length);
  const isWeighted = includes instanceof Uint32Array;
  const allFigures = [...scores].flatMap(([id, values]): ScoreFigures[] => {
    const weightsOfKnown = (): Weights => includes.map((weight, i) => (Number.isNaN(values[i] as number) ? 0 : weight));
    const numbers = collectNumbers(values, includes, numberBuffer);
    const counts = isWeighted ? weightsOfKnown().filter((weight) => weight !== 0) : undefined;
    if (!audit.admit(() => [weightsOfKnown()])) return [];
    const { mean, quartiles } = audit.disclosable(numbers, counts);
    const figures = figuresOf(id, numbers, counts, best.get(id) ?? null);
    // If the mean is hidden, the score is left out, because even its position would reveal the mean.
    if (!mean) return [];
    return [quartiles ? figures : { ...figures, median: null, lower: null, upper: null }];
  });
  const sortKeyOf = ({ share }: ScoreFigures): number => share ?? Number.POSITIVE_INFINITY;
  const isHeadline = ({ id }: ScoreFigures): number => Number(id === headline);
  const shownFigures = allFigures
    .filter(({ n }) => n > 0)
    .sort((a, b) => isHeadline(a) - isHeadline(b) || Math.sign(sortKeyOf(a) - sortKeyOf(b)) || 0);
  return { shown: shownFigures, hidden: scores.size - allFigures.length };
}

/** Collects the numbers of included members, in order, into the given buffer. */
function collectNumbers(values: Float64Array, includes: Weights, taken: Float64Array): Float64Array {
  let n = 0;
  for (let i = 0; i < includes.length; i++) {
    if (includes[i] !== 0 && !Number.isNaN(values[i] as number)) taken[n++] = values[i] as number;
  }
  return taken.subarray(0, n);
}

function figuresOf(id: string, numbers: Float64Array, counts: Weights | undefined, best: number | null): ScoreFigures {
  const n = counts ? sumCounts(counts) : numbers.length;
  if (n === 0) return { id, n, mean: null, median: null, lower: null, upper: null, best, share: null };
  const mean = sum(counts ? multiply(numbers, counts) : numbers) / n;
  const [lower, median, upperBound] = counts
    ? quartilesOf(buildDistribution(numbers, counts))
    : computeQuartiles(numbers);
  return {
    id,
    n,
    mean,
    lower,
    median,
    upper: upperBound,
    best,
    share: best === null || best <= 0 ? null : mean / best,
  };
}

/**
 * Multiplies each number by its count. Each product is split into two exact parts, so that their sum is, to the last
 * digit, that of the single numbers.
 */
function multiply(numbers: Float64Array, counts: Weights): Float64Array {
  const products = new Float64Array(numbers.length * 2);
  for (let i = 0; i < numbers.length; i++) {
    const [value, count] = [numbers[i] as number, counts[i] as number];
    const upperBound = Math.abs(value) < 1e38 ? Math.fround(value) : value;
    products[i * 2] = upperBound * count;
    products[i * 2 + 1] = (value - upperBound) * count;
  }
  return products;
}

/** Adds up numbers by Neumaier's method, so that the order of a million rows does not change any digit. */
function sum(numbers: Float64Array): number {
  let [total, lost] = [0, 0];
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] as number;
    const nextTotal = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - nextTotal + value : value - nextTotal + total;
    total = nextTotal;
  }
  return total + lost;
}

function quartilesOf(distribution: Distribution): [lower: number, median: number, upper: number] {
  const [lower, median, upperBound] = [0.25, 0.5, 0.75].map((p) => computeQuantile(distribution, p));
  return [lower as number, median as number, upperBound as number];
}

/** Computes the quartiles of type 7 by selection, which avoids sorting a million numbers. It reorders the numbers. */
function computeQuartiles(numbers: Float64Array): [lower: number, median: number, upper: number] {
  const size = numbers.length;
  const middleIndex = findQuantilePlace(size, 0.5).below;
  // Each selection partitions the numbers, so the next one has fewer to search.
  const quantile = (p: number, first: number, last: number): number => {
    let leftIndex = first;
    return findQuantile(size, p, (place) => {
      const value = selectNth(numbers, place, leftIndex, last);
      leftIndex = place + 1;
      return value;
    });
  };
  const median = quantile(0.5, 0, size - 1);
  return [quantile(0.25, 0, middleIndex), median, quantile(0.75, middleIndex, size - 1)];
}

/**
 * Hoare's selection: returns the k-th smallest number, counted from 0, which must lie between indexes `left` and
 * `right`. Afterwards, numbers before index k are not larger than this number, and numbers after it are not smaller.
 */
function selectNth(numbers: Float64Array, k: number, left: number, right: number): number {
  while (left < right) {
    const pivot = findMedianOfThree(
      numbers[left] as number,
      numbers[(left + right) >> 1] as number,
      numbers[right] as number,
    );
    let [i, j] = [left, right];
    while (i <= j) {
      while ((numbers[i] as number) < pivot) i++;
      while ((numbers[j] as number) > pivot) j--;
      if (i > j) break;
      const value = numbers[i] as number;
      numbers[i++] = numbers[j] as number;
      numbers[j--] = value;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return numbers[k] as number;
}

function findMedianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** How the levels of a pack are shown: one by one, or merged into bands so that no count is small. */
interface LevelBands {
  /** The bands; each lists the indexes of the levels in it. */
  readonly bands: readonly (readonly number[])[];
  /** Whether members with no level, or with an open level, are counted in the lowest band. */
  readonly isFolded: boolean;
  /**
   * For each position in a row of counts (first the levels, then no level, then open), the slot in which it is shown.
   */
  readonly slotOf: readonly number[];
  readonly slots: number;
}

/**
 * Merges levels into bands such that the overall count of each band is at least `least`; if that is null, each level is
 * a band of its own.
 */
export function bandLevels(row: Uint32Array, least: number | null): LevelBands {
  const counts = [...row.subarray(0, -2)];
  const [none, open] = [row.at(-2) as number, row.at(-1) as number];
  const isSmallCount = (count: number): boolean => least !== null && count > 0 && count < least;
  const isFolded = counts.length > 0 && (isSmallCount(none) || isSmallCount(open));
  const firstCount = isFolded ? none + open : 0;
  const bands =
    least === null
      ? counts.map((_, level) => [level])
      : mergeBands(
          counts.map((count, i) => (i === 0 ? count + firstCount : count)),
          least,
        );
  const slotOf = [...counts.map((_, level) => bands.findIndex((band) => band.includes(level)))];
  slotOf.push(...(isFolded ? [0, 0] : [bands.length, bands.length + 1]));
  return { bands, isFolded, slotOf, slots: bands.length + (isFolded ? 0 : 2) };
}

/** Builds a distribution in which members without a level count as 0. */
export function buildSettledDistribution(
  { counts, none }: Pick<LevelFigures, 'counts' | 'none'>,
  levels: readonly number[],
): Distribution {
  return buildLevelDistribution([0, ...levels], [none ?? 0, ...counts]);
}

/** The lowest and the highest distribution of levels that are possible given the counts of the bands. */
type DistributionRange = readonly [lowest: Distribution, highest: Distribution];

/**
 * Determines the lowest and the highest distribution of levels that the counts of bands allow, so that figures based on
 * them reveal no more than these counts. All members of the lowest band may lack a settled level: they are then left
 * out of the distribution or, with `withNone`, count as 0.
 */
function boundDistribution(
  { counts, none }: Pick<LevelFigures, 'counts' | 'none'>,
  levels: readonly number[],
  { bands, isFolded }: LevelBands,
  withNone: boolean,
): DistributionRange {
  const levelsAt = (end: 0 | -1): number[] => bands.map((band) => itemAt(levels, band.at(end) as number));
  const [lowest, highest] = [levelsAt(0), levelsAt(-1)];
  const settledCounts = isFolded ? [0, ...counts.slice(1)] : counts;
  const isAnySettled = settledCounts.some((count) => count > 0);
  if (!withNone)
    return [buildLevelDistribution(lowest, isAnySettled ? counts : []), buildLevelDistribution(highest, settledCounts)];
  if (isFolded) lowest[0] = Math.min(0, itemAt(lowest, 0));
  return [
    buildSettledDistribution({ counts, none }, lowest),
    buildSettledDistribution({ counts: isAnySettled ? settledCounts : counts, none }, highest),
  ];
}

/**
 * Computes a figure of a distribution that is only known within bounds: a value if both bounds give the same value,
 * otherwise a range.
 */
function computeBoundedFigure(
  [lowest, highest]: DistributionRange,
  figure: (distribution: Distribution) => number,
): { readonly value: number | null; readonly range: Interval | null } {
  const [low, high] = [numberOrNull(figure(lowest)), numberOrNull(figure(highest))];
  return low === null || high === null || low === high
    ? { value: low, range: null }
    : { value: null, range: { low, high } };
}

/**
 * Converts figures to bands. If levels are merged, all figures are computed from the counts of bands, and those that
 * the counts do not determine are left out.
 */
export function convertToBands(
  figures: LevelFigures,
  levels: readonly number[],
  banding: LevelBands,
  least: number | null,
): LevelFigures {
  const { bands, isFolded } = banding;
  if (least === null || (!isFolded && bands.every((band) => band.length === 1))) return figures;
  const foldedCount = isFolded ? (figures.none ?? 0) + (figures.open ?? 0) : 0;
  const counts = bands.map((band, i) =>
    band.reduce((sum, place) => sum + itemAt(figures.counts, place), i === 0 ? foldedCount : 0),
  );
  const [none, open] = isFolded ? [null, null] : [figures.none, figures.open];
  const boundedFigures = boundDistribution({ counts, none }, levels, banding, false);
  const mean = computeBoundedFigure(boundedFigures, meanOf);
  const meanWithNone = computeBoundedFigure(boundDistribution({ counts, none }, levels, banding, true), meanOf);
  const quantile = (p: number): number | null =>
    computeBoundedFigure(boundedFigures, (distribution) => computeQuantile(distribution, p)).value;
  return {
    n: figures.n,
    counts,
    none,
    open,
    mean: mean.value,
    meanWithNone: meanWithNone.value,
    meanRange: mean.range,
    meanWithNoneRange: meanWithNone.range,
    median: quantile(0.5),
    lower: quantile(0.25),
    upper: quantile(0.75),
    interval: null,
    shares: figures.shares.length === 0 ? [] : counts.map((count) => computeWilsonInterval(count, figures.n)),
  };
}

/**
 * Merges a band with a small total into its smaller neighbour until no total is small. Returns the indexes of the
 * levels in each band.
 */
function mergeBands(counts: readonly number[], least: number): number[][] {
  const bands = counts.map((count, level) => ({ count, levels: [level] }));
  const isSmallCount = ({ count }: { count: number }): boolean => count > 0 && count < least;
  for (;;) {
    const smallIndex = bands.findIndex(isSmallCount);
    if (smallIndex < 0 || bands.length === 1) return bands.map(({ levels }) => levels);
    const [before, after] = [bands[smallIndex - 1], bands[smallIndex + 1]];
    const mergeIndex = !before || (after && after.count < before.count) ? smallIndex : smallIndex - 1;
    const [low, high] = bands.slice(mergeIndex, mergeIndex + 2) as [(typeof bands)[0], (typeof bands)[0]];
    bands.splice(mergeIndex, 2, { count: low.count + high.count, levels: [...low.levels, ...high.levels] });
  }
}

/** The levels of a pack in the form in which they are shown: one by one or in bands. */
export interface ShownLevels {
  readonly part: PackMembers;
  readonly levels: readonly number[];
  readonly banding: LevelBands;
}

/**
 * For each member, the slot of its shown level. The slots of one pack follow those of the other; the last slot is for
 * all members without a shown level.
 */
interface MemberSlots {
  readonly slotOf: Uint16Array;
  readonly slots: number;
}

/** Assigns a slot to every member; members of hidden packs count as not assessed. */
export function placeInSlots(
  packs: readonly ShownLevels[],
  { level, highest, isThere }: ChosenAssessments,
  isPackHidden: (pack: number) => boolean,
): MemberSlots {
  const shownPacks = packs.filter((_, p) => !isPackHidden(p));
  const slots = shownPacks.reduce((sum, { banding }) => sum + banding.slots, 0) + 1;
  const slotOf = new Uint16Array(isThere.length).fill(slots - 1);
  let start = 0;
  for (const { part, levels, banding } of shownPacks) {
    const indexByLevel = new Map(levels.map((level, place) => [level, place]));
    for (let i = 0; i < part.inside.length; i++) {
      if (part.inside[i] === 0) continue;
      const levelNow = level[i] as number;
      const isNone = Number.isNaN(highest[i] as number);
      const slotIndex = Number.isNaN(levelNow)
        ? levels.length + (isNone ? 0 : 1)
        : (indexByLevel.get(levelNow) as number);
      slotOf[i] = start + itemAt(banding.slotOf, slotIndex);
    }
    start += banding.slots;
  }
  return { slotOf, slots };
}
