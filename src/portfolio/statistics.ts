import { findQuantile } from '../model/index.ts';
import type { Weights } from './roster.ts';

/** Distinct values in ascending order, with their counts. */
export interface Distribution {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** Builds a distribution of numbers; each counts once or, with `weights`, as often as its weight. */
export function buildDistribution(numbers: Float64Array, weights?: Weights): Distribution {
  const order =
    weights && Uint32Array.from(numbers.keys()).sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
  const sortedNumbers = order ? Float64Array.from(order, (at) => numbers[at] as number) : numbers.toSorted();
  const [values, counts]: [number[], number[]] = [[], []];
  for (const [i, value] of sortedNumbers.entries()) {
    const count = order ? (weights?.[order[i] as number] as number) : 1;
    if (value === values.at(-1)) counts[counts.length - 1] = (counts.at(-1) as number) + count;
    else {
      values.push(value);
      counts.push(count);
    }
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts) };
}

/** Returns the total count. */
export function sizeOf({ counts }: Distribution): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Computes the mean; NaN if empty. */
export function meanOf({ values, counts }: Distribution): number {
  let [sum, size] = [0, 0];
  for (const [i, value] of values.entries()) {
    sum += value * (counts[i] as number);
    size += counts[i] as number;
  }
  return sum / size;
}

/** Computes the sample standard deviation (n - 1); NaN for fewer than two numbers. */
export function computeStandardDeviation(distribution: Distribution): number {
  const mean = meanOf(distribution);
  const { values, counts } = distribution;
  const squares = values.reduce((sum, value, i) => sum + (value - mean) ** 2 * (counts[i] as number), 0);
  const size = sizeOf(distribution);
  return size < 2 ? Number.NaN : Math.sqrt(squares / (size - 1));
}

/** Computes the quantile for `p` from 0 to 1; NaN if empty. */
export function computeQuantile(distribution: Distribution, p: number): number {
  const size = sizeOf(distribution);
  return size === 0 ? Number.NaN : findQuantile(size, p, (place) => numberAt(distribution, place));
}

/** Returns the number at a position, counted from 0, in the sorted list of all numbers. */
export function numberAt({ values, counts }: Distribution, place: number): number {
  let countSoFar = 0;
  for (const [i, value] of values.entries()) {
    countSoFar += counts[i] as number;
    if (place < countSoFar) return value;
  }
  return values.at(-1) ?? Number.NaN;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 0.975 quantile of the standard normal distribution, for 95 % intervals. */
const Z_95_PERCENT = 1.959963984540054;

/** Computes Wilson's interval (1927) for a share, without continuity correction; 0 to 1 if the size is 0. */
export function computeWilsonInterval(count: number, size: number): Interval {
  if (size === 0) return { low: 0, high: 1 };
  const share = count / size;
  const weight = 1 + (Z_95_PERCENT * Z_95_PERCENT) / size;
  const centre = (share + (Z_95_PERCENT * Z_95_PERCENT) / (2 * size)) / weight;
  const halfWidth =
    (Z_95_PERCENT / weight) *
    Math.sqrt((share * (1 - share)) / size + (Z_95_PERCENT * Z_95_PERCENT) / (4 * size * size));
  return { low: count === 0 ? 0 : centre - halfWidth, high: count === size ? 1 : centre + halfWidth };
}

/** Parameters of the bootstrap. */
const BOOTSTRAP_SEED = 20_260_101;
const BOOTSTRAP_SAMPLES = 1000;

/** For more numbers than this, the mean is practically normally distributed, so the normal interval is used. */
const LARGE_SAMPLE = 2000;

/**
 * Computes the bootstrap percentile interval of a mean, from `BOOTSTRAP_SAMPLES` samples with replacement and with
 * quantiles of type 7. For more than `LARGE_SAMPLE` numbers, uses the normal interval, mean ± 1.96 s/√n. Null for fewer
 * than two numbers.
 */
export function computeMeanInterval(distribution: Distribution): Interval | null {
  const size = sizeOf(distribution);
  if (size < 2) return null;
  if (size > LARGE_SAMPLE) {
    const halfWidth = (Z_95_PERCENT * computeStandardDeviation(distribution)) / Math.sqrt(size);
    return { low: meanOf(distribution) - halfWidth, high: meanOf(distribution) + halfWidth };
  }
  const nextRandom = createRandom(BOOTSTRAP_SEED);
  const numbers = new Float64Array(size);
  let filledCount = 0;
  for (const [i, value] of distribution.values.entries()) {
    numbers.fill(value, filledCount, filledCount + (distribution.counts[i] as number));
    filledCount += distribution.counts[i] as number;
  }
  const means = new Float64Array(BOOTSTRAP_SAMPLES);
  for (let sample = 0; sample < BOOTSTRAP_SAMPLES; sample++) {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += numbers[Math.floor(nextRandom() * size)] as number;
    means[sample] = sum / size;
  }
  means.sort();
  const quantileAt = (p: number): number => findQuantile(BOOTSTRAP_SAMPLES, p, (place) => means[place] as number);
  return { low: quantileAt(0.025), high: quantileAt(0.975) };
}

/**
 * Whether two means differ significantly at the 95 % level: their difference divided by its standard error (Welch) is
 * taken as normal.
 */
export function differSignificantly(a: Distribution, b: Distribution): boolean {
  const error = Math.sqrt(computeStandardDeviation(a) ** 2 / sizeOf(a) + computeStandardDeviation(b) ** 2 / sizeOf(b));
  return Math.abs(meanOf(a) - meanOf(b)) > Z_95_PERCENT * error;
}

/** Returns a random number from 0 up to but excluding 1; the same seed gives the same numbers on every machine. */
export type Random = () => number;

/** Creates the generator sfc32 of the PractRand suite, seeded with an integer; each number has 32 random bits. */
export function createRandom(seed: number): Random {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const drawNumber = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 0x100000000;
  };
  // Neighbouring seeds give similar first numbers, so these are skipped.
  for (let i = 0; i < 15; i++) drawNumber();
  return drawNumber;
}
