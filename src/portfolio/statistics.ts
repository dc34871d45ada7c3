import { findQuantile } from '../model/index.ts';
import type { Weights } from './roster.ts';

/** Values with how often each occurs, the values rising. */
export interface Distribution {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** Numbers, each of one enterprise or of as many as `weights` say. */
export function distributionOf(numbers: Float64Array, weights?: Weights): Distribution {
  const order =
    weights && Uint32Array.from(numbers.keys()).sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
  const sorted = order ? Float64Array.from(order, (at) => numbers[at] as number) : numbers.toSorted();
  const [values, counts]: [number[], number[]] = [[], []];
  for (const [i, value] of sorted.entries()) {
    const count = order ? (weights?.[order[i] as number] as number) : 1;
    if (value === values.at(-1)) counts[counts.length - 1] = (counts.at(-1) as number) + count;
    else {
      values.push(value);
      counts.push(count);
    }
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts) };
}

/** How many numbers there are. */
export function sizeOf({ counts }: Distribution): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The mean; NaN of nothing. */
export function meanOf({ values, counts }: Distribution): number {
  let [sum, size] = [0, 0];
  for (const [i, value] of values.entries()) {
    sum += value * (counts[i] as number);
    size += counts[i] as number;
  }
  return sum / size;
}

/** The standard deviation of a sample, with n - 1; NaN below two numbers. */
export function standardDeviation(distribution: Distribution): number {
  const mean = meanOf(distribution);
  const { values, counts } = distribution;
  const squares = values.reduce((sum, value, i) => sum + (value - mean) ** 2 * (counts[i] as number), 0);
  const size = sizeOf(distribution);
  return size < 2 ? Number.NaN : Math.sqrt(squares / (size - 1));
}

/** A quantile, from 0 to 1. NaN of nothing. */
export function quantileOf(distribution: Distribution, p: number): number {
  const size = sizeOf(distribution);
  return size === 0 ? Number.NaN : findQuantile(size, p, (place) => numberAt(distribution, place));
}

/** The number at a place, from 0. */
export function numberAt({ values, counts }: Distribution, place: number): number {
  let seen = 0;
  for (const [i, value] of values.entries()) {
    seen += counts[i] as number;
    if (place < seen) return value;
  }
  return values.at(-1) ?? Number.NaN;
}

/** A confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The quantile of the standard normal distribution at 0.975: intervals are of 95 %. */
const Z = 1.959963984540054;

/** The interval of Wilson (1927) for a share, without correction for continuity; of a share of nothing all is possible. */
export function wilsonInterval(count: number, size: number): Interval {
  if (size === 0) return { low: 0, high: 1 };
  const share = count / size;
  const weight = 1 + (Z * Z) / size;
  const centre = (share + (Z * Z) / (2 * size)) / weight;
  const half = (Z / weight) * Math.sqrt((share * (1 - share)) / size + (Z * Z) / (4 * size * size));
  return { low: count === 0 ? 0 : centre - half, high: count === size ? 1 : centre + half };
}

/** How an interval of a mean is found. */
const SEED = 20_260_101;
const SAMPLES = 1000;

/** Above this size the mean is normal for all that can be seen, and samples are not drawn. */
const LARGE = 2000;

/**
 * The percentile interval of a mean by the bootstrap: so many samples with replacement, quantiles of type 7. Of more than
 * 2,000 numbers the normal one, mean ± 1.96 s/√n. Null below two numbers.
 */
export function meanInterval(distribution: Distribution): Interval | null {
  const size = sizeOf(distribution);
  if (size < 2) return null;
  if (size > LARGE) {
    const half = (Z * standardDeviation(distribution)) / Math.sqrt(size);
    return { low: meanOf(distribution) - half, high: meanOf(distribution) + half };
  }
  const random = createRandom(SEED);
  const numbers = new Float64Array(size);
  let filled = 0;
  for (const [i, value] of distribution.values.entries()) {
    numbers.fill(value, filled, filled + (distribution.counts[i] as number));
    filled += distribution.counts[i] as number;
  }
  const means = new Float64Array(SAMPLES);
  for (let sample = 0; sample < SAMPLES; sample++) {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += numbers[Math.floor(random() * size)] as number;
    means[sample] = sum / size;
  }
  means.sort();
  const quantile = (p: number): number => findQuantile(SAMPLES, p, (place) => means[place] as number);
  return { low: quantile(0.025), high: quantile(0.975) };
}

/** Whether two means are told apart at 95 %, by the difference over its standard error (Welch), taken as normal. */
export function differSignificantly(a: Distribution, b: Distribution): boolean {
  const error = Math.sqrt(standardDeviation(a) ** 2 / sizeOf(a) + standardDeviation(b) ** 2 / sizeOf(b));
  return Math.abs(meanOf(a) - meanOf(b)) > Z * error;
}

/** Gives numbers from 0 up to but not including 1, the same for the same seed on every machine. */
export type Random = () => number;

/** The generator sfc32 of the PractRand suite, seeded by a whole number; 32 bits a number. */
export function createRandom(seed: number): Random {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 0x100000000;
  };
  // The first numbers of neighbouring seeds are alike.
  for (let i = 0; i < 15; i++) next();
  return next;
}
