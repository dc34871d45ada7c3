import type { Counting } from '../counting.ts';
import { type Distribution, meanOf, quantileOf } from '../statistics/distribution.ts';
import { type Interval, meanInterval, wilson } from '../statistics/interval.ts';

/** How the levels of some enterprises are spread. Means and quantiles are over those that reached a level. */
export interface LevelFigures {
  /** Assessed. */
  readonly n: number;
  /** At each level of the table, in its order. */
  readonly counts: readonly number[];
  /** That reached none, and whose level is still open; null where they are counted with the lowest band. */
  readonly none: number | null;
  readonly open: number | null;
  readonly mean: number | null;
  readonly median: number | null;
  /** The quartiles, of type 7. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Of the mean; null where all are known, or fewer than two. */
  readonly interval: Interval | null;
  /** Of the share of each level; empty where all are known. */
  readonly shares: readonly Interval[];
}

/** The counts of levels by group. */
export interface LevelCounts {
  /** Rising. */
  readonly levels: readonly number[];
  /** A row for each group: at each level, then none, then open. */
  readonly rows: readonly Uint32Array[];
}

/** Counts levels by group; a member of group `nobody` is left out. */
export function countLevels(
  { level, highest }: Pick<Counting, 'level' | 'highest'>,
  { groupOf, groups, includes }: { groupOf: ArrayLike<number>; groups: number; includes: Uint8Array },
): LevelCounts {
  const places = new Map<number, number>();
  const small = new Int32Array(256).fill(-1);
  const found: number[] = [];
  const placeOf = (value: number): number => {
    const isSmall = value >= 0 && value < small.length && value === Math.floor(value);
    const known = isSmall ? (small[value] as number) : (places.get(value) ?? -1);
    if (known >= 0) return known;
    const place = found.push(value) - 1;
    if (isSmall) small[value] = place;
    else places.set(value, place);
    return place;
  };
  // Levels are found on the way: their counts stand behind the two that are always there.
  let width = 8;
  let counts = new Uint32Array(groups * width);
  for (let i = 0; i < includes.length; i++) {
    if (includes[i] === 0) continue;
    const value = level[i] as number;
    const at = Number.isNaN(value) ? (Number.isNaN(highest[i] as number) ? 0 : 1) : placeOf(value) + 2;
    if (at >= width) {
      const wider = new Uint32Array(groups * width * 2);
      for (let g = 0; g < groups; g++) wider.set(counts.subarray(g * width, (g + 1) * width), g * width * 2);
      [counts, width] = [wider, width * 2];
    }
    const place = (groupOf[i] as number) * width + at;
    counts[place] = (counts[place] as number) + 1;
  }
  const order = found.map((_, i) => i).sort((a, b) => (found[a] as number) - (found[b] as number));
  const rows = Array.from({ length: groups }, (_, g) => {
    const row = counts.subarray(g * width, (g + 1) * width);
    return Uint32Array.of(...order.map((place) => row[place + 2] as number), row[0] as number, row[1] as number);
  });
  return { levels: order.map((place) => found[place] as number), rows };
}

/** The figures of a row of counts; with intervals where those assessed are a sample. */
export function levelFigures(levels: readonly number[], row: Uint32Array, isSample: boolean): LevelFigures {
  const counts = [...row.subarray(0, levels.length)];
  const [none, open] = [row[levels.length] as number, row[levels.length + 1] as number];
  const n = row.reduce((sum, count) => sum + count, 0);
  const distribution = levelDistribution(levels, counts);
  return {
    n,
    counts,
    none,
    open,
    mean: orNull(meanOf(distribution)),
    median: orNull(quantileOf(distribution, 0.5)),
    lower: orNull(quantileOf(distribution, 0.25)),
    upper: orNull(quantileOf(distribution, 0.75)),
    interval: isSample ? meanInterval(distribution) : null,
    shares: isSample ? counts.map((count) => wilson(count, n)) : [],
  };
}

/** Levels with how many are at each, without those nobody is at. */
export function levelDistribution(levels: readonly number[], counts: readonly number[]): Distribution {
  const taken = levels.map((_, i) => i).filter((i) => (counts[i] as number) > 0);
  return {
    values: Float64Array.from(taken, (i) => levels[i] as number),
    counts: Float64Array.from(taken, (i) => counts[i] as number),
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
