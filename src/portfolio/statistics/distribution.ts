/** Values with how often each occurs, the values rising. */
export interface Distribution {
  readonly values: Float64Array;
  readonly counts: Float64Array;
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
export function deviationOf(distribution: Distribution): number {
  const mean = meanOf(distribution);
  const { values, counts } = distribution;
  const squares = values.reduce((sum, value, i) => sum + (value - mean) ** 2 * (counts[i] as number), 0);
  const size = sizeOf(distribution);
  return size < 2 ? Number.NaN : Math.sqrt(squares / (size - 1));
}

/**
 * The quantile of type 7 in Hyndman and Fan (1996), the default of R, NumPy and spreadsheets: between the two numbers
 * around the place (n - 1) p, counted from 0, by proportion. NaN of nothing.
 */
export function quantileOf(distribution: Distribution, p: number): number {
  const size = sizeOf(distribution);
  if (size === 0) return Number.NaN;
  const place = (size - 1) * p;
  const below = Math.floor(place);
  const low = numberAt(distribution, below);
  const high = numberAt(distribution, Math.min(below + 1, size - 1));
  return low + (high - low) * (place - below);
}

function numberAt({ values, counts }: Distribution, place: number): number {
  let seen = 0;
  for (const [i, value] of values.entries()) {
    seen += counts[i] as number;
    if (place < seen) return value;
  }
  return values.at(-1) ?? Number.NaN;
}
