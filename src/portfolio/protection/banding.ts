import { type LevelFigures, levelDistribution } from '../figures/levels.ts';
import { type Distribution, meanOf, quantileOf } from '../statistics/distribution.ts';
import { wilson } from '../statistics/interval.ts';
import { mergeBands } from './bands.ts';

/** How the levels of a pack are shown: by themselves, or joined so that no total is small. */
export interface Banding {
  /** Places of levels. */
  readonly bands: readonly (readonly number[])[];
  /** Whether those without a level and those whose level is open are counted with the lowest band. */
  readonly isFolded: boolean;
  /** The slot of each place in a row of counts: the levels, none, open. */
  readonly slotOf: readonly number[];
  readonly slots: number;
}

/** Joins levels by the counts of all; without a least count each stands by itself. */
export function bandLevels(row: Uint32Array, least: number | null): Banding {
  const counts = [...row.subarray(0, -2)];
  const [none, open] = [row.at(-2) as number, row.at(-1) as number];
  const isSmall = (count: number): boolean => least !== null && count > 0 && count < least;
  const isFolded = counts.length > 0 && (isSmall(none) || isSmall(open));
  const first = isFolded ? none + open : 0;
  const bands =
    least === null
      ? counts.map((_, level) => [level])
      : mergeBands(
          counts.map((count, i) => (i === 0 ? count + first : count)),
          least,
        );
  const slotOf = [...counts.map((_, level) => bands.findIndex((band) => band.includes(level)))];
  slotOf.push(...(isFolded ? [0, 0] : [bands.length, bands.length + 1]));
  return { bands, isFolded, slotOf, slots: bands.length + (isFolded ? 0 : 2) };
}

/** Counts by bands as a distribution: each counts as the lowest level of its band, so that it tells no more than they do. */
export function spreadBands(counts: readonly number[], levels: readonly number[], { bands }: Banding): Distribution {
  return levelDistribution(
    bands.map(([lowest]) => levels[lowest as number] as number),
    counts,
  );
}

/** The same with those who reached no level below all that did, as 0; where none is told apart they are in the lowest band. */
export function spreadSettled(
  { counts, none }: Pick<LevelFigures, 'counts' | 'none'>,
  levels: readonly number[],
  { bands }: Banding,
): Distribution {
  return levelDistribution([0, ...bands.map(([lowest]) => levels[lowest as number] as number)], [none ?? 0, ...counts]);
}

/** Figures by bands: where levels are joined, all follow from the counts of bands, and quartiles inside of one are left out. */
export function joinLevels(
  figures: LevelFigures,
  levels: readonly number[],
  banding: Banding,
  least: number | null,
): LevelFigures {
  const { bands, isFolded } = banding;
  const isJoined = (band: readonly number[], i: number): boolean => band.length > 1 || (i === 0 && isFolded);
  const joined = new Set(bands.filter(isJoined).flatMap((band) => band.map((place) => levels[place])));
  if (least === null || joined.size === 0) return figures;
  const apart = (quantile: number): number | null =>
    Number.isNaN(quantile) || [Math.floor(quantile), Math.ceil(quantile)].some((level) => joined.has(level))
      ? null
      : quantile;
  const folded = isFolded ? (figures.none ?? 0) + (figures.open ?? 0) : 0;
  const counts = bands.map((band, i) =>
    band.reduce((sum, place) => sum + (figures.counts[place] as number), i === 0 ? folded : 0),
  );
  const spread = spreadBands(counts, levels, banding);
  const mean = meanOf(spread);
  return {
    n: figures.n,
    counts,
    none: isFolded ? null : figures.none,
    open: isFolded ? null : figures.open,
    mean: Number.isNaN(mean) ? null : mean,
    median: apart(quantileOf(spread, 0.5)),
    lower: apart(quantileOf(spread, 0.25)),
    upper: apart(quantileOf(spread, 0.75)),
    interval: null,
    shares: figures.shares.length === 0 ? [] : counts.map((count) => wilson(count, figures.n)),
  };
}
