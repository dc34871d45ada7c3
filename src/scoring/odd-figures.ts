// Figures that contradict one another: a year or an amount per head that is 10, 100, 1,000 or 10,000 times too large or small.

import { type ComparableFigures, findComparableFigures } from './comparable-figures.ts';
import { memoizeByPlan } from './node-dependencies.ts';
import type { Input, Plan } from './plan.ts';
import { energyUnitOf, moneyUnitOf } from './unit-factors.ts';

/** Two comparable figures, and what their ratio is compared with. */
export interface FigureRatio extends ComparableFigures {
  /** Multiplies a ratio so that it is in the units of its limits: 10000 per head where money is in 万元. */
  readonly size: number;
  /** Ratios between these need no look. */
  readonly low: number;
  readonly high: number;
  /** The decimal logarithm that the ratio of a row is compared with. */
  readonly middle: number;
  /** Whether nearly all rows of a column are near the middle. */
  readonly isAlike: boolean;
}

/** A figure that is too large or small beside another one. */
export interface OddFigure {
  /** The two figures as indexes into `plan.inputs`. */
  readonly input: number;
  readonly beside: number;
  /** About how many times too large, a power of ten; a part of 1 if it is too small. */
  readonly factor: number;
  /**
   * `impossible`: hardly any enterprise can be so; `rare`: few are; `explained`: other figures of the row show why it may be
   * so, such as a first year.
   */
  readonly likelihood: 'impossible' | 'rare' | 'explained';
}

/** A figure of a row by its index into `plan.inputs`; 0 if none is stated. */
export type FigureReader = (input: number) => number;

/** What figures are judged by. */
interface FigureScale {
  readonly ratios: readonly FigureRatio[];
  /** Whether a figure of two years is a small part of another amount, which may all be spent in one year. */
  isPart(years: FigureRatio): boolean;
}

/**
 * Limits for the ratio of one figure in two years, as decimal logarithms: what is odd in a single row, in one whose figure is
 * uneven (investments may all fall in one year, and a first year may be a few days long), and in one of a column whose rows
 * are alike; what is rare there; and what is odd in the middle of a whole column.
 */
export const YEARS = { column: 0.65, row: 2.5, rowOfUneven: 3.5, rowOfAlike: 1.7, rare: 0.85 } as const;
/** A year before a first one has no figure, or one that is not so many times as large. */
const MOST_BEFORE_START = 10;
/**
 * Money per head in units of its currency: what the middle of a column is within, what hardly an enterprise is beyond, and what
 * few are. A first year may have next to no revenue, and a trader with one employee hundreds of millions.
 */
export const HEAD = { column: [1e4, 1e7], possible: [100, 3e8], usual: [1e3, 1e8], middle: 5e5, rare: 1.7 } as const;
/**
 * Energy per revenue in tonnes of standard coal per 10,000 of the currency. Beyond the most, energy would cost more than is
 * earned as soon as a tonne costs 500. `middle` only tells which power of ten a column is off; it is no published figure.
 */
export const INTENSITY = { column: [1e-6, 20], middle: 0.05 } as const;
/** A part that is so many times its whole in half of the rows is in another unit. */
const MOST_OF_WHOLE = 10;
/** What comes to more of its whole, as costs do of revenue, is spent evenly over the years. */
export const MOST_OF_PART = 0.5;

/** Ratios between these need no look. */
const PLAIN: Readonly<Record<ComparableFigures['kind'], readonly [number, number]>> = {
  years: [1 / 6, 6],
  head: HEAD.column,
  share: [0, MOST_OF_WHOLE],
  intensity: INTENSITY.column,
};

/** The ratios of a plan, compared with what is usual everywhere. */
export const figureRatiosOf = memoizeByPlan((plan): readonly FigureRatio[] =>
  findComparableFigures(plan).map((figures) => {
    const size = sizeOf(plan, figures);
    const [low, high] = PLAIN[figures.kind];
    const middle = figures.kind === 'head' ? Math.log10(HEAD.middle) : 0;
    return { ...figures, size, low: low / size, high: high / size, middle, isAlike: false };
  }),
);

function sizeOf(plan: Plan, { kind, upper, lower }: ComparableFigures): number {
  const [above, below] = [plan.inputs[upper] as Input, plan.inputs[lower] as Input];
  switch (kind) {
    case 'head':
      return moneyUnitOf(above)?.size ?? 1;
    case 'intensity':
      return ((energyUnitOf(above) ?? 1) * 1e4) / (moneyUnitOf(below)?.size ?? 1);
    case 'years':
    case 'share':
      return 1;
  }
}

/** Whether enterprises differ so much in a ratio that a single row shows nothing odd, and only columns are judged. */
export function isForColumns({ kind }: ComparableFigures): boolean {
  return kind === 'share' || kind === 'intensity';
}

/** The ratio of two figures in a row; 0 if one of them is not positive. */
export function ratioIn({ upper, lower }: ComparableFigures, read: FigureReader): number {
  const [above, below] = [read(upper), read(lower)];
  return above > 0 && below > 0 ? above / below : 0;
}

/**
 * Finds the rows whose ratio needs a look, and counts the others; a figure that is not stated is 0. This runs for every row of
 * an export, so it does nothing else.
 */
export function findRatiosBeyond(
  above: Float64Array,
  below: Float64Array,
  rows: number,
  { low, high }: Pick<FigureRatio, 'low' | 'high'>,
): { readonly plain: number; readonly rows: readonly number[] } {
  const others: number[] = [];
  let plain = 0;
  for (let row = 0; row < rows; row++) {
    const x = above[row] as number;
    const y = below[row] as number;
    if (x > y * low && x < y * high) plain++;
    else if (x > 0 && y > 0) others.push(row);
  }
  return { plain, rows: others };
}

/** Allows for rounding where a ratio is compared instead of its logarithm. */
const MARGIN = 1.001;

/** Finds the rows in which a ratio may be odd without other rows to compare it with, as fast as rows are counted. */
export function findRatiosOddAlone(
  above: Float64Array,
  below: Float64Array,
  rows: number,
  { kind, size }: FigureRatio,
): readonly number[] {
  switch (kind) {
    case 'years': {
      const most = 10 ** YEARS.row / MARGIN;
      return findRatiosBeyond(above, below, rows, { low: 1 / most, high: most }).rows;
    }
    case 'head': {
      const [low, high] = HEAD.usual;
      return findRatiosBeyond(above, below, rows, { low: (low * MARGIN) / size, high: high / MARGIN / size }).rows;
    }
    case 'share':
    case 'intensity':
      return [];
  }
}

/** Judges one ratio of a row; undefined if nothing is odd about it. */
export function judgeRatio(ratio: FigureRatio, scale: FigureScale, read: FigureReader): OddFigure | undefined {
  const { kind, upper, lower, isAlike } = ratio;
  const value = ratioIn(ratio, read);
  if (value === 0) return undefined;
  const away = awayFromMiddle(ratio, value);
  const distance = Math.abs(away);
  // A single one of them is too large more often than the other is too small.
  const [input, beside] = away > 0 || kind === 'head' ? [upper, lower] : [lower, upper];
  const figure = { input, beside, factor: 10 ** Math.round(kind === 'head' ? away : distance) };
  switch (kind) {
    case 'years': {
      if (distance >= (isAlike ? YEARS.rowOfAlike : YEARS.row)) {
        const isUneven = (scale.isPart(ratio) && distance < YEARS.rowOfUneven) || isStart(ratio, scale, read);
        return { ...figure, likelihood: isUneven ? 'explained' : 'impossible' };
      }
      return isAlike && distance >= YEARS.rare ? { ...figure, likelihood: 'rare' } : undefined;
    }
    case 'head': {
      const amount = value * ratio.size;
      if (amount < HEAD.possible[0] || amount > HEAD.possible[1]) {
        const isFirstYear =
          away < 0 &&
          scale.ratios.some((one) => one.kind === 'years' && one.lower === upper && isStart(one, scale, read));
        return { ...figure, likelihood: isFirstYear ? 'explained' : 'impossible' };
      }
      const isUsual = amount >= HEAD.usual[0] && amount <= HEAD.usual[1];
      return distance >= HEAD.rare && !isUsual ? { ...figure, likelihood: 'rare' } : undefined;
    }
    case 'share':
    case 'intensity':
      return undefined;
  }
}

/**
 * Finds the odd figures that a row shows by itself, without other rows to compare it with: each figure once, and none that
 * other figures of the row explain or make odd.
 */
export function findOddFigures(plan: Plan, read: FigureReader): readonly OddFigure[] {
  const ratios = figureRatiosOf(plan);
  const sharesOf = (input: number): readonly number[] =>
    ratios.flatMap((one) => (one.kind === 'share' && one.upper === input ? [ratioIn(one, read)] : []));
  const scale: FigureScale = {
    ratios,
    isPart({ upper, lower }) {
      const shares = [...sharesOf(upper), ...sharesOf(lower)];
      return shares.length > 0 && shares.every((share) => share < MOST_OF_PART);
    },
  };
  const odd = new Map<number, OddFigure>();
  for (const ratio of ratios) {
    const found = judgeRatio(ratio, scale, read);
    if (found && found.likelihood !== 'explained' && !odd.has(found.input)) odd.set(found.input, found);
  }
  // A figure that is odd itself makes those odd that are compared with it.
  return [...odd.values()].filter(({ beside }) => !odd.has(beside));
}

/** How far a ratio is from its middle, as a decimal logarithm. */
function awayFromMiddle({ size, middle }: FigureRatio, value: number): number {
  return Math.log10(value * size) - middle;
}

/**
 * Whether the earlier figure may be small because it is of the first year of an enterprise: the year before has none or a
 * small one too, and the later one is plausible per head, or other figures begin in that year as well.
 */
function isStart(ratio: FigureRatio, { ratios }: FigureScale, read: FigureReader): boolean {
  const { upper, lower } = ratio;
  const awayOf = (one: FigureRatio): number => awayFromMiddle(one, ratioIn(one, read));
  const away = awayOf(ratio);
  if (!(away > 0 && away < YEARS.rowOfUneven)) return false;
  // The pairs of one figure go back from year to year.
  const before = ratios.find((one, i) => i > ratios.indexOf(ratio) && one.kind === 'years' && one.upper === upper);
  const earlier = before ? read(before.lower) : 0;
  if (earlier > read(lower) * MOST_BEFORE_START) return false;
  const head = ratios.find((one) => one.kind === 'head' && one.upper === upper);
  if (head && ratioIn(head, read) > 0) return Math.abs(awayOf(head)) < HEAD.rare;
  return ratios.some((one) => one.kind === 'years' && one.upper !== upper && awayOf(one) >= YEARS.rare);
}
