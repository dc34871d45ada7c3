import { add, compare, fraction, multiply, type Rational, subtract } from '../model/rational.ts';

/** Where a value stands among others. */
export interface Placing {
  /** How many others there are, itself not among them. */
  readonly count: number;
  readonly below: number;
  readonly equal: number;
  readonly above: number;
  /**
   * The percentile rank, 0 to 100: the share of the others below, those equal to it counted half. (Kind "mean" of
   * SciPy's percentileofscore.)
   */
  readonly percentile: Rational;
}

/** The least, the quartiles and the most of some values. */
export interface Quartiles {
  readonly least: Rational;
  readonly first: Rational;
  readonly median: Rational;
  readonly third: Rational;
  readonly most: Rational;
}

const HUNDRED: Rational = { n: 100n, d: 1n };

/** Where a value stands among others; undefined where there are none. */
export function placeAmong(value: Rational, others: readonly Rational[]): Placing | undefined {
  if (others.length === 0) return undefined;
  const below = others.filter((other) => compare(other, value) < 0).length;
  const equal = others.filter((other) => compare(other, value) === 0).length;
  const share = fraction(BigInt(2 * below + equal), BigInt(2 * others.length));
  return {
    count: others.length,
    below,
    equal,
    above: others.length - below - equal,
    percentile: multiply(share, HUNDRED),
  };
}

/**
 * The quartiles by linear interpolation between the values next to position (n - 1) p: type 7 of Hyndman and Fan (1996),
 * "Sample Quantiles in Statistical Packages", The American Statistician 50 (4). Undefined where there are no values.
 */
export function quartilesOf(values: readonly Rational[]): Quartiles | undefined {
  const sorted = [...values].sort(compare);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (!least || !most) return undefined;
  const at = (quarters: bigint): Rational => interpolate(sorted, fraction(BigInt(sorted.length - 1) * quarters, 4n));
  return { least, first: at(1n), median: at(2n), third: at(3n), most };
}

function interpolate(sorted: readonly Rational[], position: Rational): Rational {
  const index = position.n / position.d;
  const [low, high] = [sorted[Number(index)] as Rational, sorted[Number(index) + 1]];
  const part = subtract(position, { n: index, d: 1n });
  return high ? add(low, multiply(part, subtract(high, low))) : low;
}
