// Finds figures that contradict one another: a year or an amount per head that is 10, 100, 1,000 or 10,000 times too
// large or small, or one that is 0 by mistake.

import { type ComparableFigures, findComparableFigures } from './comparable-figures.ts';
import { memoizeByPlan } from './node-dependencies.ts';
import type { Input, Plan } from './plan.ts';
import { energyUnitOf, moneyUnitOf } from './unit-factors.ts';

/** Two comparable figures, and what their ratio is compared with. */
export interface FigureRatio extends ComparableFigures {
  /** Converts a ratio to the units of its limits: 10000 per head if money is in 万元. */
  readonly size: number;
  /** Ratios between these are plain and need no check. */
  readonly low: number;
  readonly high: number;
  /** The decimal logarithm that the ratio of a row is compared with. */
  readonly middle: number;
  /** Whether nearly all rows of a column are near the middle. */
  readonly isAlike: boolean;
}

/** A figure that is too large or small in relation to another. */
export interface OddFigure {
  /** The two figures, as indexes into `plan.inputs`. */
  readonly input: number;
  readonly beside: number;
  /**
   * The factor by which it is too large, roughly, as a power of ten; below 1 if it is too small, 0 if it is 0 although the
   * other one shows that there is some.
   */
  readonly factor: number;
  /**
   * `impossible`: hardly any enterprise can have it; `rare`: few do; `explained`: other figures of the row give a
   * reason, such as a first year.
   */
  readonly likelihood: 'impossible' | 'rare' | 'explained';
}

/** Reads a figure of a row by its index into `plan.inputs`; 0 or NaN if none is stated. */
export type FigureReader = (input: number) => number;

/** The scale by which figures are judged. */
interface FigureScale {
  readonly ratios: readonly FigureRatio[];
  /** Whether a figure of two years is a small part of another amount, which may all be spent in one year. */
  isPart(years: FigureRatio): boolean;
}

/**
 * Limits for the ratio of the same figure in two years, as decimal logarithms. Odd: in a single row; in a row whose
 * figure is uneven (investments may all fall in one year, and a first year may be a few days long); in a row of a
 * column of similar rows. Rare: in such a column, or in a row whose other figures changed by at most `steady`. Odd: in the
 * middle of a whole column.
 */
export const YEAR_RATIO_LIMITS = {
  column: 0.65,
  row: 2.5,
  rowOfUneven: 3.5,
  rowOfAlike: 1.7,
  rare: 0.85,
  steady: 0.3,
} as const;
/** The figure of the year before a first year is at most this many times as large; usually there is none. */
const MAX_BEFORE_START = 10;
/**
 * Limits for money per head in units of its currency: of the middle of a column, of nearly all enterprises, and of
 * usual ones. A first year may have hardly any revenue, and a trader with one employee hundreds of millions.
 */
export const PER_HEAD_LIMITS = {
  column: [1e4, 1e7],
  possible: [100, 3e8],
  usual: [1e3, 1e8],
  middle: 5e5,
  rare: 1.7,
} as const;
/**
 * Limits for energy per revenue, in tonnes of standard coal per 10,000 of the currency. Above the maximum, energy would
 * cost more than the revenue as soon as a tonne costs 500. `middle` only tells by which power of ten a column is off;
 * it is not a published figure.
 */
export const INTENSITY_LIMITS = { column: [1e-6, 20], middle: 0.05 } as const;
/** If a part exceeds its whole by this factor in half of the rows, it is in another unit. */
const MAX_OF_WHOLE = 10;
/** A part above this share of its whole, such as costs of revenue, is spent evenly over the years. */
export const MAX_UNEVEN_SHARE = 0.5;

/** Ratios between these need no check. */
const PLAIN_RATIOS: Readonly<Record<ComparableFigures['kind'], readonly [number, number]>> = {
  years: [1 / 6, 6],
  head: PER_HEAD_LIMITS.column,
  share: [0, MAX_OF_WHOLE],
  intensity: INTENSITY_LIMITS.column,
};

/** The ratios of a plan, compared with what is usual everywhere. */
export const figureRatiosOf = memoizeByPlan((plan): readonly FigureRatio[] =>
  findComparableFigures(plan).map((figures) => {
    const size = sizeOf(plan, figures);
    const [low, high] = PLAIN_RATIOS[figures.kind];
    const middleRatio = figures.kind === 'head' ? Math.log10(PER_HEAD_LIMITS.middle) : 0;
    return { ...figures, size, low: low / size, high: high / size, middle: middleRatio, isAlike: false };
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

/**
 * Whether a ratio varies so much between enterprises that a single row shows nothing odd, and only whole columns are
 * judged.
 */
export function isForColumns({ kind }: Pick<ComparableFigures, 'kind'>): boolean {
  return kind === 'share' || kind === 'intensity';
}

/** The ratio of two figures in a row; 0 if either is not positive. */
export function computeRatio({ upper, lower }: ComparableFigures, read: FigureReader): number {
  const [above, below] = [read(upper), read(lower)];
  return above > 0 && below > 0 ? above / below : 0;
}

/**
 * Finds the rows whose ratio needs a check, and counts the others; a figure that is not stated is 0. This runs for each
 * row of an export, so it does nothing else.
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

/** Tolerance for rounding when ratios are compared instead of their logarithms. */
const RATIO_MARGIN = 1.001;

/** Finds the rows in which a ratio may be odd without comparison with other rows, as fast as rows are counted. */
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

/** An amount for which somebody must work, in units of its currency. */
const NEEDS_STAFF = 1e7;

/**
 * Finds the rows in which a stated figure may be 0 by mistake: `isStated` says whether its cell is not blank. This, too,
 * runs for each row of an export.
 */
export function findZeros(
  above: Float64Array,
  below: Float64Array,
  rows: number,
  { kind }: Pick<FigureRatio, 'kind'>,
  isStated: (side: 'upper' | 'lower', row: number) => boolean,
): readonly number[] {
  if (isForColumns({ kind })) return [];
  const [zero, other, side] = kind === 'head' ? ([below, above, 'lower'] as const) : ([above, below, 'upper'] as const);
  const zeroFigures: number[] = [];
  for (let row = 0; row < rows; row++)
    if (zero[row] === 0 && (other[row] as number) > 0 && isStated(side, row)) zeroFigures.push(row);
  return zeroFigures;
}

/**
 * Judges a figure that is stated as 0: that of the last year although there was some the year before and others of the
 * last year go on, or the staff beside a large amount. Parts of amounts, such as investments, may be 0 in any year, and
 * so may figures of the years before a first one.
 */
function judgeZero(ratio: FigureRatio, scale: FigureScale, read: FigureReader): OddFigure | undefined {
  const { kind, upper, lower, size } = ratio;
  const [above, below] = [read(upper), read(lower)];
  const zero = { factor: 0, likelihood: 'rare' } as const;
  switch (kind) {
    case 'years': {
      if (above !== 0 || !(below > 0) || scale.isPart(ratio)) return undefined;
      const goesOn = scale.ratios.some(
        (other) => other.kind === 'years' && !isOf(ratio, other.upper) && !scale.isPart(other) && read(other.upper) > 0,
      );
      return goesOn ? { ...zero, input: upper, beside: lower } : undefined;
    }
    case 'head':
      return below === 0 && above * size >= NEEDS_STAFF ? { ...zero, input: lower, beside: upper } : undefined;
    case 'share':
    case 'intensity':
      return undefined;
  }
}

/** Judges a ratio of a row, and names the figure that stands alone; undefined if the ratio is not odd. */
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
  // Without other figures to compare with: it is more often one that is too large than one that is too small.
  const [input, beside] = deviation > 0 || kind === 'head' ? [upper, lower] : [lower, upper];
  const figure = { input, beside, factor: 10 ** Math.round(kind === 'head' ? deviation : distance) };
  switch (kind) {
    case 'years': {
      if (distance >= (isAlike ? YEAR_RATIO_LIMITS.rowOfAlike : YEAR_RATIO_LIMITS.row)) {
        const isUneven =
          (scale.isPart(ratio) && distance < YEAR_RATIO_LIMITS.rowOfUneven) || isStart(ratio, scale, read);
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
          scale.ratios.some((other) => other.kind === 'years' && other.lower === upper && isStart(other, scale, read));
        return { ...figure, likelihood: isFirstYear ? 'explained' : 'impossible' };
      }
      const isUsual = amount >= PER_HEAD_LIMITS.usual[0] && amount <= PER_HEAD_LIMITS.usual[1];
      return distance >= PER_HEAD_LIMITS.rare && !isUsual ? { ...figure, likelihood: 'rare' } : undefined;
    }
    case 'share': {
      const factor = excessOfPart(ratio, scale, read);
      return factor === undefined ? undefined : { input: upper, beside: lower, factor, likelihood: 'rare' };
    }
    case 'intensity':
      return undefined;
  }
}

/**
 * Whether a figure changed between two years while the other figures of the row hardly did. Real growth or decline moves
 * revenue, costs and staff alike. Parts of amounts, such as investments, say nothing: they may all be spent in one year.
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
 * Returns how many times too large a part is that exceeds its whole, as a power of ten, if it is a small part in all other
 * years; undefined if it is not odd. Costs may exceed revenue, and so may investments in a first year.
 */
function excessOfPart(ratio: FigureRatio, scale: FigureScale, read: FigureReader): number | undefined {
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
    (years) => years.kind === 'years' && years.lower === ratio.lower && isStart(years, scale, read),
  );
  return isFirstYear ? undefined : 10 ** Math.max(1, Math.round(Math.log10(share / Math.max(...otherExcesses))));
}

/**
 * A figure stands alone if its other ratios deviate by this much more, as a decimal logarithm, than the ratios of its
 * pair.
 */
const CLEARLY_MORE_LOG10 = 0.5;

/** Names the other figure of an odd pair if it is the one that stands alone against further figures of the row. */
function nameLoneFigure(figure: OddFigure, ratio: FigureRatio, { ratios }: FigureScale, read: FigureReader): OddFigure {
  const deviationsOf = (input: number): number[] =>
    ratios.flatMap((other) => {
      const value = other === ratio || isForColumns(other) || !isOf(other, input) ? 0 : computeRatio(other, read);
      return value === 0 ? [] : [Math.abs(deviationOf(other, value))];
    });
  const { input, beside, factor } = figure;
  const [own, others] = [deviationsOf(input), deviationsOf(beside)];
  const excessBeyondOwn = Math.max(0, ...others) - Math.max(0, ...own);
  // If no figure deviates more, the one that fewer comparisons bear out.
  const isOther = Math.abs(excessBeyondOwn) >= CLEARLY_MORE_LOG10 ? excessBeyondOwn > 0 : others.length < own.length;
  return isOther ? { ...figure, input: beside, beside: input, factor: 1 / factor } : figure;
}

/**
 * Finds the odd figures that a row shows without comparison with other rows: each figure once, without those that other
 * figures of the row explain or make odd. `read` returns NaN for a figure that is not stated.
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
  // An odd figure makes others odd that are compared with it.
  return [...oddFigures.values()].filter(({ beside }) => !oddFigures.has(beside));
}

/** The deviation of a ratio from its middle, as a decimal logarithm. */
function deviationOf({ size, middle }: FigureRatio, value: number): number {
  return Math.log10(value * size) - middle;
}

/**
 * Whether the earlier figure may be small because it is from an enterprise's first year: the year before has none or a
 * small one, and the later one is plausible per head, or other figures start in that year, too.
 */
function isStart(ratio: FigureRatio, { ratios }: FigureScale, read: FigureReader): boolean {
  const { upper, lower } = ratio;
  const deviationIn = (figures: FigureRatio): number => deviationOf(figures, computeRatio(figures, read));
  const deviation = deviationIn(ratio);
  if (!(deviation > 0 && deviation < YEAR_RATIO_LIMITS.rowOfUneven)) return false;
  // The pairs of a figure go back from year to year.
  const previousYears = ratios.find(
    (other, i) => i > ratios.indexOf(ratio) && other.kind === 'years' && other.upper === upper,
  );
  const earlierFigure = previousYears ? read(previousYears.lower) : 0;
  if (earlierFigure > read(lower) * MAX_BEFORE_START) return false;
  const head = ratios.find((other) => other.kind === 'head' && other.upper === upper);
  if (head && computeRatio(head, read) > 0) return Math.abs(deviationIn(head)) < PER_HEAD_LIMITS.rare;
  return ratios.some(
    (other) => other.kind === 'years' && other.upper !== upper && deviationIn(other) >= YEAR_RATIO_LIMITS.rare,
  );
}
