import { type Rank, rankValues } from './ranking.ts';

/** One column of published figures, with the own one among them. */
export interface PeerRanking {
  /** The heading of the column. */
  readonly value: string;
  /** Highest first. */
  readonly rows: readonly PeerRow[];
}

export interface PeerRow {
  readonly name: string;
  /** Null where nothing is published. */
  readonly value: number | null;
  readonly rank: Rank | null;
  /** Whether it is the portfolio's own. */
  readonly isOwn: boolean;
}

/** Published figures: names, and columns of numbers. */
export interface Peers {
  readonly names: readonly string[];
  readonly columns: readonly { readonly heading: string; readonly values: readonly (number | null)[] }[];
}

/** Ranks the own figure among those of the peers, a ranking for each column; what is stated in a row of the own name goes first. */
export function rankPeers(
  { names, columns }: Peers,
  own: { readonly name: string; readonly valueOf: (heading: string, published: readonly number[]) => number | null },
): PeerRanking[] {
  return columns.map(({ heading, values }) => {
    const published = values.filter((value) => value !== null);
    const at = names.indexOf(own.name);
    const computed = (at >= 0 ? (values[at] ?? null) : null) ?? own.valueOf(heading, published);
    const others = names.flatMap((name, i) => (i === at ? [] : [{ name, value: values[i] ?? null, isOwn: false }]));
    const rows = [...others, { name: own.name, value: computed, isOwn: true }];
    const ranks = rankValues(rows.map(({ value }) => value));
    const ranked = rows.map((row, i) => ({ ...row, rank: ranks[i] ?? null }));
    const place = ({ rank }: PeerRow): number => rank?.place ?? Number.POSITIVE_INFINITY;
    return { value: heading, rows: ranked.sort((a, b) => Math.sign(place(a) - place(b)) || 0) };
  });
}
