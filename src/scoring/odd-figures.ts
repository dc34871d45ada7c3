// Finds figures that contradict others: 10, 100, 1,000 or 10,000 times too large or too small, or 0 by mistake.

import { itemAt } from '../model/index.ts';
import { type ComparableFigures, findComparableFigures } from './comparable-figures.ts';
import { memoizeByPlan } from './node-dependencies.ts';
import type { Plan } from './plan.ts';
import { coalEquivalentOf, moneyUnitOf } from './unit-factors.ts';

/** A pair of comparable figures, and the limits for their ratio. */
export interface FigureRatio extends ComparableFigures {
  /**
   * The factor that converts the ratio to the unit in which its limits are stated: 10000 for an amount per head in 万元.
   */
  readonly size: number;
  /** Ratios from `low` to `high` are normal and need no further check. */
  readonly low: number;
  readonly high: number;
  /** The decimal logarithm of the normal ratio, from which deviations are measured. */
  readonly middle: number;
  /** Whether nearly all rows of the column have ratios near `middle`. */
  readonly isAlike: boolean;
}

/** A figure that seems too large or too small compared with another one. */
export interface OddFigure {
  /** The odd figure and the figure it was compared with, as indexes into `plan.inputs`. */
  readonly input: number;
  readonly beside: number;
  /**
   * How many times too large the odd figure is, rounded to a power of ten; below 1 if it is too small. 0 if the figure
   * is stated as 0 although the other figure shows that it should not be.
   */
  readonly factor: number;
  /**
   * `impossible`: hardly any enterprise can have such a ratio. `rare`: only a few enterprises have such a ratio.
   * `explained`: other figures of the row give a reason for it, for example that it is the first year.
   */
  readonly likelihood: 'impossible' | 'rare' | 'explained';
}

/** Returns the figure that a row states for the input at an index of `plan.inputs`; 0 or NaN if it states none. */
export type FigureReader = (input: number) => number;

/** The ratios by which a figure is judged. */
interface FigureScale {
  readonly ratios: readonly FigureRatio[];
  /**
   * Whether a figure stated for two years is only a small part of another amount, and so may all be spent in one year.
   */
  isPart(years: FigureRatio): boolean;
}

/**
 * Limits for the ratio of a figure to the same figure a year earlier, as absolute decimal logarithms. In a single row,
 * a ratio is odd from `row` on, or from `rowOfUneven` on if the figure may be uneven: investments may all fall in one
 * year, and a first year may be a few days long. In a column whose rows are alike, a ratio is odd from `rowOfAlike` on.
 * Such a column, or a row whose other figures changed by at most `steady`, makes a ratio rare from `rare` on. A column
 * is odd if the middle of its ratios is at least `column`.
 */
export const YEAR_RATIO_LIMITS = {
  column: 0.65,
  row: 2.5,
  rowOfUneven: 3.5,
  rowOfAlike: 1.7,
  rare: 0.85,
  steady: 0.3,
} as const;
/**
 * A year counts as the first year of an enterprise if the figure of the year before is at most this many times as
 * large; usually that figure is missing.
 */
const MAX_BEFORE_START = 10;
/**
 * Limits for money per head, in units of the currency: for the middle of a column (`column`), for nearly all
 * enterprises (`possible`), and for most enterprises (`usual`). An enterprise may have hardly any revenue in its first
 * year, and a trader with one employee may have hundreds of millions.
 */
export const PER_HEAD_LIMITS = {
  column: [1e4, 1e7],
  possible: [100, 3e8],
  usual: [1e3, 1e8],
  middle: 5e5,
  rare: 1.7,
} as const;
/**
 * Limits for energy per revenue, in tonnes of standard coal per 10,000 units of the currency. Above the maximum, energy
 * would cost more than the revenue if a tonne cost 500. `middle` serves only to find by which power of ten a column is
 * wrong; it is not a published figure.
 */
export const INTENSITY_LIMITS = { column: [1e-6, 20], middle: 0.05 } as const;
/** If a part is more than this many times as large as its whole in half of the rows, it is in another unit. */
const MAX_TIMES_THE_WHOLE = 10;
/**
 * A figure that is more than this share of an amount, as costs are of revenue, is assumed to be spread evenly over the
 * years.
 */
export const MAX_UNEVEN_SHARE = 0.5;

/** For each kind of pair, the lowest and the highest ratio that is normal and needs no further check. */
const PLAIN_RATIOS: Readonly<Record<ComparableFigures['kind'], readonly [number, number]>> = {
  years: [1 / 6, 6],
  head: PER_HEAD_LIMITS.column,
  share: [0, MAX_TIMES_THE_WHOLE],
  intensity: INTENSITY_LIMITS.column,
};

/** Returns the ratios to check in a plan, with limits that apply to all enterprises. */
export const figureRatiosOf = memoizeByPlan((plan): readonly FigureRatio[] =>
  findComparableFigures(plan).map((figures) => {
    const size = sizeOf(plan, figures);
    const [low, high] = PLAIN_RATIOS[figures.kind];
    const middleExponent = figures.kind === 'head' ? Math.log10(PER_HEAD_LIMITS.middle) : 0;
    return { ...figures, size, low: low / size, high: high / size, middle: middleExponent, isAlike: false };
  }),
);

function sizeOf(plan: Plan, { kind, upper, lower }: ComparableFigures): number {
  const [above, below] = [itemAt(plan.inputs, upper), itemAt(plan.inputs, lower)];
  switch (kind) {
    case 'head':
      return moneyUnitOf(above)?.size ?? 1;
    case 'intensity':
      return ((coalEquivalentOf(above) ?? 1) * 1e4) / (moneyUnitOf(below)?.size ?? 1);
    case 'years':
    case 'share':
      return 1;
  }
}

/** Whether a ratio varies so much between enterprises that its size in a single row says little. */
export function variesByEnterprise({ kind }: Pick<ComparableFigures, 'kind'>): boolean {
  return kind === 'share' || kind === 'intensity';
}

/** Computes the ratio of two figures in a row; 0 if one of them is not positive. */
export function computeRatio({ upper, lower }: ComparableFigures, read: FigureReader): number {
  const [above, below] = [read(upper), read(lower)];
  return above > 0 && below > 0 ? above / below : 0;
}

/**
 * Finds the rows whose ratio needs a check, and counts the rows whose ratio is normal; a figure that is not stated is
 * 0. It does nothing more, because it runs for every row of an export.
 */
export function findRatiosBeyond(
  above: Float64Array,
  below: Float64Array,
  rows: number,
  { low, high }: Pick<FigureRatio, 'low' | 'high'>,
): { readonly plain: number; readonly rows: readonly number[] } {
  const otherRatios: number[] = [];
  let plainCount = 0;
  for (let row = 0; row < rows; row++) {
    const x = above[row] as number;
    const y = below[row] as number;
    if (x > y * low && x < y * high) plainCount++;
    else if (x > 0 && y > 0) otherRatios.push(row);
  }
  return { plain: plainCount, rows: otherRatios };
}

/** A margin for rounding errors, because ratios are compared here instead of their logarithms. */
const RATIO_MARGIN = 1.001;

/**
 * Finds the rows in which a ratio may be odd even without comparing it with other rows. Like `findRatiosBeyond`, it
 * runs for every row, so it must be fast.
 */
export function findRatiosOddAlone(
  above: Float64Array,
  below: Float64Array,
  rows: number,
  { kind, size }: FigureRatio,
): readonly number[] {
  switch (kind) {
    case 'years': {
      const maximum = 10 ** YEAR_RATIO_LIMITS.rare / RATIO_MARGIN;
      return findRatiosBeyond(above, below, rows, { low: 1 / maximum, high: maximum }).rows;
    }
    case 'head': {
      const [low, high] = PER_HEAD_LIMITS.usual;
      return findRatiosBeyond(above, below, rows, {
        low: (low * RATIO_MARGIN) / size,
        high: high / RATIO_MARGIN / size,
      }).rows;
    }
    case 'share':
      return findRatiosBeyond(above, below, rows, { low: 0, high: 1 }).rows;
    case 'intensity':
      return [];
  }
}

/** An amount from which on an enterprise must have staff, in units of the currency. */
const NEEDS_STAFF = 1e7;

/**
 * Finds the rows in which a figure of 0 may be a mistake. `isStated` says whether the cell of a figure is not blank. It
 * runs for every row of an export, so it must be fast.
 */
export function findZeros(
  above: Float64Array,
  below: Float64Array,
  rows: number,
  { kind }: Pick<FigureRatio, 'kind'>,
  isStated: (side: 'upper' | 'lower', row: number) => boolean,
): readonly number[] {
  if (variesByEnterprise({ kind })) return [];
  const [zeroFigure, other, side] =
    kind === 'head' ? ([below, above, 'lower'] as const) : ([above, below, 'upper'] as const);
  const zeroFigures: number[] = [];
  for (let row = 0; row < rows; row++)
    if (zeroFigure[row] === 0 && (other[row] as number) > 0 && isStated(side, row)) zeroFigures.push(row);
  return zeroFigures;
}

/**
 * Judges a figure that is stated as 0. Such a figure is odd for the last year if it was positive in the year before and
 * other figures of the last year are not 0; a staff of 0 is odd if an amount in the row is large. Parts of amounts,
 * such as investments, may be 0 in any year, and so may figures of years before the enterprise's first.
 */
function judgeZero(ratio: FigureRatio, scale: FigureScale, read: FigureReader): OddFigure | undefined {
  const { kind, upper, lower, size } = ratio;
  const [above, below] = [read(upper), read(lower)];
  const zeroFigure = { factor: 0, likelihood: 'rare' } as const;
  switch (kind) {
    case 'years': {
      if (above !== 0 || !(below > 0) || scale.isPart(ratio)) return undefined;
      const goesOn = scale.ratios.some(
        (other) => other.kind === 'years' && !isOf(ratio, other.upper) && !scale.isPart(other) && read(other.upper) > 0,
      );
      return goesOn ? { ...zeroFigure, input: upper, beside: lower } : undefined;
    }
    case 'head':
      return below === 0 && above * size >= NEEDS_STAFF ? { ...zeroFigure, input: lower, beside: upper } : undefined;
    case 'share':
    case 'intensity':
      return undefined;
  }
}

/**
 * Judges the ratio of two figures in a row, and determines which of the two is wrong; undefined if the ratio is not
 * odd.
 */
export function judgeRatio(ratio: FigureRatio, scale: FigureScale, read: FigureReader): OddFigure | undefined {
  const figure = judgePair(ratio, scale, read);
  return figure && figure.likelihood !== 'explained' ? nameLoneFigure(figure, ratio, scale, read) : figure;
}

function judgePair(ratio: FigureRatio, scale: FigureScale, read: FigureReader): OddFigure | undefined {
  const { kind, upper, lower, isAlike } = ratio;
  const value = computeRatio(ratio, read);
  if (value === 0) return undefined;
  const deviation = deviationOf(ratio, value);
  const distance = Math.abs(deviation);
  // If there are no further figures to compare with, the larger of the two is blamed, because figures are more often
  // too large than too small.
  const [input, comparedTo] = deviation > 0 || kind === 'head' ? [upper, lower] : [lower, upper];
  const figure = { input, beside: comparedTo, factor: 10 ** Math.round(kind === 'head' ? deviation : distance) };
  switch (kind) {
    case 'years': {
      if (distance >= (isAlike ? YEAR_RATIO_LIMITS.rowOfAlike : YEAR_RATIO_LIMITS.row)) {
        const isUneven =
          (scale.isPart(ratio) && distance < YEAR_RATIO_LIMITS.rowOfUneven) || isStartYear(ratio, scale, read);
        return { ...figure, likelihood: isUneven ? 'explained' : 'impossible' };
      }
      const isRare = distance >= YEAR_RATIO_LIMITS.rare && (isAlike || isAloneInChange(ratio, scale, read));
      return isRare ? { ...figure, likelihood: 'rare' } : undefined;
    }
    case 'head': {
      const amount = value * ratio.size;
      if (amount < PER_HEAD_LIMITS.possible[0] || amount > PER_HEAD_LIMITS.possible[1]) {
        const isFirstYear =
          deviation < 0 &&
          scale.ratios.some(
            (other) => other.kind === 'years' && other.lower === upper && isStartYear(other, scale, read),
          );
        return { ...figure, likelihood: isFirstYear ? 'explained' : 'impossible' };
      }
      const isUsual = amount >= PER_HEAD_LIMITS.usual[0] && amount <= PER_HEAD_LIMITS.usual[1];
      return distance >= PER_HEAD_LIMITS.rare && !isUsual ? { ...figure, likelihood: 'rare' } : undefined;
    }
    case 'share': {
      const factor = computeExcessOfPart(ratio, scale, read);
      return factor === undefined ? undefined : { input: upper, beside: lower, factor, likelihood: 'rare' };
    }
    case 'intensity':
      return undefined;
  }
}

/**
 * Whether a figure changed between two years while the other figures of the row hardly changed: real growth or decline
 * affects revenue, costs and staff alike. Parts of amounts, such as investments, are ignored, because they may all be
 * spent in one year.
 */
function isAloneInChange(ratio: FigureRatio, scale: FigureScale, read: FigureReader): boolean {
  if (scale.isPart(ratio)) return false;
  const otherRatios = scale.ratios.filter(
    ({ kind, upper, lower }) => kind === 'years' && ![upper, lower].some((input) => isOf(ratio, input)),
  );
  const changes = otherRatios
    .filter((other) => !scale.isPart(other))
    .map((other) => computeRatio(other, read))
    .filter((value) => value > 0);
  return changes.length > 0 && changes.every((value) => Math.abs(Math.log10(value)) <= YEAR_RATIO_LIMITS.steady);
}

function isOf({ upper, lower }: FigureRatio, input: number): boolean {
  return upper === input || lower === input;
}

/**
 * Returns how many times too large a part is if it exceeds its whole, as a power of ten. Undefined unless it is a small
 * part in all other years: costs may exceed revenue, and in a first year investments may, too.
 */
function computeExcessOfPart(ratio: FigureRatio, scale: FigureScale, read: FigureReader): number | undefined {
  const share = computeRatio(ratio, read);
  if (share <= 1) return undefined;
  const { ratios } = scale;
  const areYears = (one: number, other: number): boolean =>
    ratios.some((years) => years.kind === 'years' && isOf(years, one) && isOf(years, other));
  const otherExcesses = ratios.flatMap((other) => {
    const isOther = other.kind === 'share' && other.upper !== ratio.upper && areYears(other.upper, ratio.upper);
    const value = isOther ? computeRatio(other, read) : 0;
    return value > 0 ? [value] : [];
  });
  if (otherExcesses.length === 0 || otherExcesses.some((value) => value >= MAX_UNEVEN_SHARE)) return undefined;
  const isFirstYear = ratios.some(
    (years) => years.kind === 'years' && years.lower === ratio.lower && isStartYear(years, scale, read),
  );
  return isFirstYear ? undefined : 10 ** Math.max(1, Math.round(Math.log10(share / Math.max(...otherExcesses))));
}

/**
 * If two figures do not fit together, the wrong one is the one whose ratios to further figures deviate more. They must
 * deviate at least this much more, as a decimal logarithm.
 */
const CLEARLY_MORE_LOG10 = 0.5;

/** Blames the other figure of an odd pair if its ratios to further figures of the row deviate more. */
function nameLoneFigure(figure: OddFigure, ratio: FigureRatio, { ratios }: FigureScale, read: FigureReader): OddFigure {
  const deviationsOf = (input: number): number[] =>
    ratios.flatMap((other) => {
      const value = other === ratio || variesByEnterprise(other) || !isOf(other, input) ? 0 : computeRatio(other, read);
      return value === 0 ? [] : [Math.abs(deviationOf(other, value))];
    });
  const { input, beside, factor } = figure;
  const [own, others] = [deviationsOf(input), deviationsOf(beside)];
  const excessBeyondOwn = Math.max(0, ...others) - Math.max(0, ...own);
  // If neither figure deviates clearly more, the figure with fewer other comparisons is blamed.
  const isOther = Math.abs(excessBeyondOwn) >= CLEARLY_MORE_LOG10 ? excessBeyondOwn > 0 : others.length < own.length;
  return isOther ? { ...figure, input: beside, beside: input, factor: 1 / factor } : figure;
}

/**
 * Finds the odd figures in a row without comparing it with other rows. Each figure is listed once; figures that are
 * explained, or that are only odd in comparison with another odd figure, are left out. `read` returns NaN for a figure
 * that is not stated.
 */
export function findOddFigures(plan: Plan, read: FigureReader): readonly OddFigure[] {
  const ratios = figureRatiosOf(plan);
  const sharesOf = (input: number): readonly number[] =>
    ratios.flatMap((ratio) => (ratio.kind === 'share' && ratio.upper === input ? [computeRatio(ratio, read)] : []));
  const scale: FigureScale = {
    ratios,
    isPart({ upper, lower }) {
      const shares = [...sharesOf(upper), ...sharesOf(lower)];
      return shares.length > 0 && shares.every((share) => share < MAX_UNEVEN_SHARE);
    },
  };
  const oddFigures = new Map<number, OddFigure>();
  for (const ratio of ratios) {
    const figure = judgeRatio(ratio, scale, read) ?? judgeZero(ratio, scale, read);
    if (figure && figure.likelihood !== 'explained' && !oddFigures.has(figure.input))
      oddFigures.set(figure.input, figure);
  }
  // A figure also seems odd if it is compared with an odd figure; in that case it is left out.
  return [...oddFigures.values()].filter(({ beside }) => !oddFigures.has(beside));
}

/** Returns the deviation of a ratio from its normal value, as a decimal logarithm. */
function deviationOf({ size, middle }: FigureRatio, value: number): number {
  return Math.log10(value * size) - middle;
}

/**
 * Whether the figure of the earlier year may be small because the enterprise started in that year. The figure of the
 * year before must be missing or not much larger. In addition, the later figure must be plausible per head; if the
 * headcount is unknown, another figure must grow strongly as well.
 */
function isStartYear(ratio: FigureRatio, { ratios }: FigureScale, read: FigureReader): boolean {
  const { upper, lower } = ratio;
  const deviationIn = (figures: FigureRatio): number => deviationOf(figures, computeRatio(figures, read));
  const deviation = deviationIn(ratio);
  if (!(deviation > 0 && deviation < YEAR_RATIO_LIMITS.rowOfUneven)) return false;
  // The latest figure is paired with that of each earlier year, the nearest year first, so later pairs go further back.
  const previousYears = ratios.find(
    (other, i) => i > ratios.indexOf(ratio) && other.kind === 'years' && other.upper === upper,
  );
  const earlierFigure = previousYears ? read(previousYears.lower) : 0;
  if (earlierFigure > read(lower) * MAX_BEFORE_START) return false;
  const headcountRatio = ratios.find((other) => other.kind === 'head' && other.upper === upper);
  if (headcountRatio && computeRatio(headcountRatio, read) > 0)
    return Math.abs(deviationIn(headcountRatio)) < PER_HEAD_LIMITS.rare;
  return ratios.some(
    (other) => other.kind === 'years' && other.upper !== upper && deviationIn(other) >= YEAR_RATIO_LIMITS.rare,
  );
}
