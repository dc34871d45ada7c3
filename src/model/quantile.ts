/**
 * Where a quantile lies among so many sorted numbers, at least one, counted from 0: between the two at `below` and `above`,
 * by proportion. It is type 7, at the place (n - 1) p, of Hyndman and Fan (1996), "Sample Quantiles in Statistical Packages",
 * The American Statistician 50 (4): the default of R, NumPy and spreadsheets.
 */
export function quantilePlace(size: number, p: number): { below: number; above: number; part: number } {
  const place = (size - 1) * p;
  const below = Math.floor(place);
  return { below, above: Math.min(below + 1, size - 1), part: place - below };
}

/** The quantile of numbers by which of them has a place when they are sorted; the one below is asked for first. */
export function findQuantile(size: number, p: number, numberAt: (place: number) => number): number {
  const { below, above, part } = quantilePlace(size, p);
  const low = numberAt(below);
  return part === 0 ? low : low + (numberAt(above) - low) * part;
}
