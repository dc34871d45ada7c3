import { itemAt } from '../model/index.ts';
import { type Distribution, differSignificantly, type Interval } from './statistics.ts';

/** The ranking by one column of published figures; it includes the portfolio's own figure. */
export interface PeerRanking {
  /** The heading of the column by which the ranking is made. */
  readonly value: string;
  /** The peers and the portfolio itself, the highest value first. */
  readonly rows: readonly PeerRow[];
}

interface PeerRow {
  readonly name: string;
  /** The peer's figure; null if it is not published. */
  readonly value: number | null;
  readonly rank: Rank | null;
  readonly isOwn: boolean;
}

/** Published figures: names and columns of numbers. */
export interface PublishedFigures {
  readonly names: readonly string[];
  readonly columns: readonly { readonly heading: string; readonly values: readonly (number | null)[] }[];
}

/**
 * Ranks the portfolio's own figure among the figures of its peers, separately for each column. If a figure is published
 * under the portfolio's own name, it takes precedence over the computed figure.
 */
export function rankPeers(
  { names, columns }: PublishedFigures,
  own: { readonly name: string; readonly valueOf: (heading: string, published: readonly number[]) => number | null },
): PeerRanking[] {
  return columns.map(({ heading, values }) => {
    const publishedValues = values.filter((value) => value !== null);
    const ownIndex = names.indexOf(own.name);
    const computedValue = values[ownIndex] ?? own.valueOf(heading, publishedValues);
    const otherNames = names.flatMap((name, i) =>
      i === ownIndex ? [] : [{ name, value: values[i] ?? null, isOwn: false }],
    );
    const rows = [...otherNames, { name: own.name, value: computedValue, isOwn: true }];
    const ranks = rankValues(rows.map(({ value }) => value));
    const rankedRows = rows.map((row, i) => ({ ...row, rank: ranks[i] ?? null }));
    const placeOf = ({ rank }: PeerRow): number => rank?.place ?? Number.POSITIVE_INFINITY;
    return { value: heading, rows: rankedRows.sort((a, b) => Math.sign(placeOf(a) - placeOf(b)) || 0) };
  });
}

/** A position in a ranking. */
export interface Rank {
  /**
   * The place, counted from 1 for the highest value. Equal values share the better place, and the places after it are
   * skipped. Null if some values are only known as ranges that leave the place open.
   */
  readonly place: number | null;
  /** How many other entries of the ranking have the same value. */
  readonly ties: number;
  /**
   * The best and the worst possible place. If all values are known, means are compared at the 95 % level: a mean is
   * surely better or worse only if the difference is significant. If some values are only known as ranges, the places
   * follow from the ranges. Null if the spread of the values is unknown.
   */
  readonly best: number | null;
  readonly worst: number | null;
}

/**
 * Ranks values, some of which may be known only as ranges; null has no rank. With distributions, it also finds the best
 * and worst possible place.
 */
export function rankValues(
  values: readonly (number | Interval | null)[],
  distributions?: readonly Distribution[],
): readonly (Rank | null)[] {
  if (!values.every((value) => value === null || typeof value === 'number')) return rankRanges(values.map(toRange));
  const statedValues = values.filter((value) => value !== null);
  return values.map((value, at) => {
    if (value === null) return null;
    const rankPlace = 1 + statedValues.filter((other) => other > value).length;
    const ties = statedValues.filter((other) => other === value).length - 1;
    if (!distributions) return { place: rankPlace, ties, best: null, worst: null };
    let [higher, lower] = [0, 0];
    for (const [i, other] of values.entries()) {
      if (other === null || i === at) continue;
      if (!differSignificantly(itemAt(distributions, i), itemAt(distributions, at))) continue;
      if (other > value) higher += 1;
      else if (other < value) lower += 1;
    }
    return { place: rankPlace, ties, best: 1 + higher, worst: statedValues.length - lower };
  });
}

function toRange(value: number | Interval | null): Interval | null {
  return typeof value === 'number' ? { low: value, high: value } : value;
}

/** Ranks values that are known only as ranges; a range that might be in every place gets no rank. */
function rankRanges(ranges: readonly (Interval | null)[]): readonly (Rank | null)[] {
  const statedRanges = ranges.filter((range) => range !== null);
  return ranges.map((own, at) => {
    if (own === null) return null;
    const isTied = (other: Interval | null, i: number): boolean =>
      i !== at && other !== null && own.low === own.high && other.low === own.low && other.high === own.high;
    const ties = ranges.filter(isTied).length;
    const bestPlace = 1 + statedRanges.filter(({ low }) => low > own.high).length;
    const worstRank = statedRanges.filter(({ high }) => high >= own.low).length;
    if (worstRank - bestPlace === ties) return { place: bestPlace, ties, best: null, worst: null };
    return worstRank - bestPlace + 1 === statedRanges.length
      ? null
      : { place: null, ties: 0, best: bestPlace, worst: worstRank };
  });
}
