/**
 * Finds where a quantile lies among `size` sorted numbers (at least one), counted from 0: at the proportion `part`
 * between those at `below` and `above`. This is type 7, at place (n - 1) p, of Hyndman and Fan (1996), "Sample
 * Quantiles in Statistical Packages", The American Statistician 50 (4): the default of R, NumPy and spreadsheets.
 */
export function quantilePlace(size: number, p: number): { below: number; above: number; part: number } {
  const place = (size - 1) * p;
  const lowerRank = Math.floor(place);
  return { below: lowerRank, above: Math.min(lowerRank + 1, size - 1), part: place - lowerRank };
}

/**
 * Computes a quantile of numbers, each returned by `numberAt` for its place in sorted order; the lower place is
 * requested first.
 */
export function findQuantile(size: number, p: number, numberAt: (place: number) => number): number {
  const { below, above, part } = quantilePlace(size, p);
  const low = numberAt(below);
  return part === 0 ? low : low + (numberAt(above) - low) * part;
}
