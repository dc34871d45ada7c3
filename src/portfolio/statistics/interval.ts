import { type Distribution, deviationOf, meanOf, sizeOf } from './distribution.ts';
import { createRandom } from './random.ts';

/** A confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The quantile of the standard normal distribution at 0.975: intervals are of 95 %. */
const Z = 1.959963984540054;

/** The interval of Wilson (1927) for a share, without correction for continuity; of a share of nothing all is possible. */
export function wilson(count: number, size: number): Interval {
  if (size === 0) return { low: 0, high: 1 };
  const share = count / size;
  const weight = 1 + (Z * Z) / size;
  const centre = (share + (Z * Z) / (2 * size)) / weight;
  const half = (Z / weight) * Math.sqrt((share * (1 - share)) / size + (Z * Z) / (4 * size * size));
  return { low: count === 0 ? 0 : centre - half, high: count === size ? 1 : centre + half };
}

/** How an interval of a mean is found. */
export interface Bootstrap {
  readonly seed: number;
  readonly samples: number;
}

export const BOOTSTRAP: Bootstrap = { seed: 20_260_101, samples: 1000 };

/** Above this size the mean is normal for all that can be seen, and samples are not drawn. */
const LARGE = 2000;

/**
 * The percentile interval of a mean by the bootstrap: so many samples with replacement, quantiles of type 7. Of more than
 * 2,000 numbers the normal one, mean ± 1.96 s/√n. Null below two numbers.
 */
export function meanInterval(distribution: Distribution, { seed, samples }: Bootstrap = BOOTSTRAP): Interval | null {
  const size = sizeOf(distribution);
  if (size < 2) return null;
  if (size > LARGE) {
    const half = (Z * deviationOf(distribution)) / Math.sqrt(size);
    return { low: meanOf(distribution) - half, high: meanOf(distribution) + half };
  }
  const random = createRandom(seed);
  const numbers = new Float64Array(size);
  let filled = 0;
  for (const [i, value] of distribution.values.entries()) {
    numbers.fill(value, filled, filled + (distribution.counts[i] as number));
    filled += distribution.counts[i] as number;
  }
  const means = new Float64Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += numbers[Math.floor(random() * size)] as number;
    means[sample] = sum / size;
  }
  means.sort();
  return { low: at(means, 0.025), high: at(means, 0.975) };
}

function at(sorted: Float64Array, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below] as number;
  return low + ((sorted[Math.min(below + 1, sorted.length - 1)] as number) - low) * (place - below);
}

/** Whether two means are told apart at 95 %, by the difference over its standard error (Welch), taken as normal. */
export function areApart(a: Distribution, b: Distribution): boolean {
  const error = Math.sqrt(deviationOf(a) ** 2 / sizeOf(a) + deviationOf(b) ** 2 / sizeOf(b));
  return Math.abs(meanOf(a) - meanOf(b)) > Z * error;
}
