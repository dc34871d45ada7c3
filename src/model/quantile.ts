/**
 * Finds where a quantile lies among `size` sorted numbers (at least one), whose positions count from 0: between the
 * numbers at `below` and `above`, at the fraction `part` of the way. This is type 7, at position (n - 1) p, of Hyndman
 * and Fan (1996), "Sample Quantiles in Statistical Packages", The American Statistician 50 (4): the default of R, NumPy
 * and spreadsheets.
 */
export function findQuantilePlace(size: number, p: number): { below: number; above: number; part: number } {
  const position = (size - 1) * p;
  const lowerRank = Math.floor(position);
  return { below: lowerRank, above: Math.min(lowerRank + 1, size - 1), part: position - lowerRank };
}

/**
 * Computes a quantile of sorted numbers. `numberAt` returns the number at a position; the lower position is requested
 * first.
 */
export function findQuantile(size: number, p: number, numberAt: (place: number) => number): number {
  const { below, above, part } = findQuantilePlace(size, p);
  const low = numberAt(below);
  return part === 0 ? low : low + (numberAt(above) - low) * part;
}
