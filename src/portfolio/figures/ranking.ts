import type { Distribution } from '../statistics/distribution.ts';
import { areApart } from '../statistics/interval.ts';

/** Where one stands among others. */
export interface Rank {
  /** From 1, the highest first; those that are equal share the better place, and the next place is left out. */
  readonly place: number;
  /** How many others have the same value. */
  readonly ties: number;
  /**
   * The places it may have, where means are told apart at 95 %: below all that are surely higher, above all that are
   * surely lower. Null where nothing is known of the spread.
   */
  readonly best: number | null;
  readonly worst: number | null;
}

/** Ranks values; null has no rank. With their distributions the places they may have are found, too. */
export function rankValues(
  values: readonly (number | null)[],
  distributions?: readonly Distribution[],
): readonly (Rank | null)[] {
  const known = values.filter((value) => value !== null);
  return values.map((value, at) => {
    if (value === null) return null;
    const place = 1 + known.filter((other) => other > value).length;
    const ties = known.filter((other) => other === value).length - 1;
    if (!distributions) return { place, ties, best: null, worst: null };
    let [higher, lower] = [0, 0];
    for (const [i, other] of values.entries()) {
      if (other === null || i === at) continue;
      if (!areApart(distributions[i] as Distribution, distributions[at] as Distribution)) continue;
      if (other > value) higher += 1;
      else if (other < value) lower += 1;
    }
    return { place, ties, best: 1 + higher, worst: known.length - lower };
  });
}
