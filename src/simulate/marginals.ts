import type { SimulatedValue } from '../model/generated/types.ts';

type Stated = Pick<SimulatedValue, 'enterprises' | 'share'>;

/** Shares may miss the whole by so much: 0.333, three times, is one. */
const TOLERANCE = 0.002;

/**
 * How many have each value, adding up to `total`: counts as stated, shares by largest remainder, the rest for the one
 * value that states neither. What does not add up is told in words.
 */
export function countsOf(values: readonly Stated[], total: number): readonly number[] | string {
  const counted = values.reduce((sum, { enterprises = 0 }) => sum + enterprises, 0);
  const shared = values.reduce((sum, { share = 0 }) => sum + share, 0);
  const rests = values.filter(({ enterprises, share }) => enterprises === undefined && share === undefined).length;
  const hasShares = values.some(({ share }) => share !== undefined);
  if (values.some(({ enterprises, share }) => enterprises !== undefined && share !== undefined))
    return 'values with either enterprises or share, not both';
  if (rests > 1) return 'values of which only one takes the rest, without enterprises and share';
  if (counted > total) return `values with at most ${total} enterprises, not ${counted}`;
  const share = counted / total + shared;
  if (share > 1 + TOLERANCE) return `values that are no more than the whole, not ${percent(share)} of it`;
  const isWhole = hasShares ? Math.abs(share - 1) <= TOLERANCE : counted === total;
  if (rests === 0 && !isWhole)
    return hasShares
      ? `values that make the whole, not ${percent(share)} of it`
      : `values with ${total} enterprises altogether, not ${counted}`;
  return spread(values, total, rests === 0 ? total - counted : Math.round(shared * total), total - counted);
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100} %`;
}

/** Largest remainder: each share gets its whole part, what is left goes to the greatest fractions, earlier ones first. */
function spread(values: readonly Stated[], total: number, forShares: number, left: number): readonly number[] {
  const shared = values.reduce((sum, { share = 0 }) => sum + share, 0);
  const given = Math.min(forShares, left);
  const exact = values.map(({ share = 0 }) => (shared === 0 ? 0 : (share / shared) * given));
  const counts = exact.map(Math.floor);
  const missing = shared === 0 ? 0 : given - counts.reduce((sum, count) => sum + count, 0);
  const order = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order.slice(0, missing)) counts[i] = (counts[i] as number) + 1;
  const sums = values.map(({ enterprises }, i) => enterprises ?? (counts[i] as number));
  const rest = values.findIndex(({ enterprises, share }) => enterprises === undefined && share === undefined);
  if (rest >= 0) sums[rest] = total - sums.reduce((sum, count) => sum + count, 0);
  return sums;
}
