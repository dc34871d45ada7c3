import { type Distribution, differSignificantly } from './statistics.ts';

/** One column of published figures, with the own one among them. */
export interface PeerRanking {
  /** The heading of the column. */
  readonly value: string;
  /** Highest first. */
  readonly rows: readonly PeerRow[];
}

interface PeerRow {
  readonly name: string;
  /** Null where nothing is published. */
  readonly value: number | null;
  readonly rank: Rank | null;
  /** Whether it is the portfolio's own. */
  readonly isOwn: boolean;
}

/** Published figures: names, and columns of numbers. */
export interface PublishedFigures {
  readonly names: readonly string[];
  readonly columns: readonly { readonly heading: string; readonly values: readonly (number | null)[] }[];
}

/** Ranks the own figure among those of the peers, a ranking for each column; what is stated in a row of the own name goes first. */
export function rankPeers(
  { names, columns }: PublishedFigures,
  own: { readonly name: string; readonly valueOf: (heading: string, published: readonly number[]) => number | null },
): PeerRanking[] {
  return columns.map(({ heading, values }) => {
    const published = values.filter((value) => value !== null);
    const at = names.indexOf(own.name);
    const computed = values[at] ?? own.valueOf(heading, published);
    const others = names.flatMap((name, i) => (i === at ? [] : [{ name, value: values[i] ?? null, isOwn: false }]));
    const rows = [...others, { name: own.name, value: computed, isOwn: true }];
    const ranks = rankValues(rows.map(({ value }) => value));
    const ranked = rows.map((row, i) => ({ ...row, rank: ranks[i] ?? null }));
    const place = ({ rank }: PeerRow): number => rank?.place ?? Number.POSITIVE_INFINITY;
    return { value: heading, rows: ranked.sort((a, b) => Math.sign(place(a) - place(b)) || 0) };
  });
}

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
      if (!differSignificantly(distributions[i] as Distribution, distributions[at] as Distribution)) continue;
      if (other > value) higher += 1;
      else if (other < value) lower += 1;
    }
    return { place, ties, best: 1 + higher, worst: known.length - lower };
  });
}
