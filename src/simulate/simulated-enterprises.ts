import type { Region, SimulatedGroup, SimulatedValue } from '../model/index.ts';
import { type Chance, createChance } from './chance.ts';
import {
  divisionOf,
  enterpriseName,
  maturityOf,
  type ReportRegionProblem,
  type SimulatedEnterprise,
  syntheticKey,
} from './region-spec.ts';

/** All enterprises: those of the registry, then those outside; reports groups that do not add up. */
export function makeEnterprises(region: Region, report: ReportRegionProblem): readonly SimulatedEnterprise[] {
  const { seed, enterprises: total, groups = [], outside = [], language, city } = region;
  const dealt = groups.map((group, i) =>
    deal(group, total, createChance(seed, 'group', group.id), ['groups', i], report),
  );
  const chance = createChance(seed, 'enterprise');
  const make = (index: number, place: Pick<SimulatedEnterprise, 'key' | 'city' | 'isRegistered'>, chosen: Chosen[]) => {
    const facts = chosen.flatMap(({ value }) =>
      Object.entries(value.facts ?? {}).map(
        ([id, { from, to }]) => [id, from + skewed(chance, to - from + 1)] as const,
      ),
    );
    const { mean, spread } = maturityOf(region);
    const more = chosen.reduce((sum, { value }) => sum + (value.maturity ?? 0), 0);
    return {
      index,
      name: enterpriseName(index + 1, language),
      ...place,
      values: new Map(chosen.map(({ group, value }) => [group.id, value.value])),
      facts: new Map(facts),
      maturity: mean + more + spread * chance.normal(),
    };
  };
  const registered = Array.from({ length: total }, (_, i) => {
    const place = { key: syntheticKey(divisionOf(city.division, 0), i + 1), city: city.name, isRegistered: true };
    const chosen = groups.flatMap((group, g): Chosen[] => {
      const value = dealt[g]?.[i];
      return value ? [{ group, value }] : [];
    });
    return make(i, place, chosen);
  });
  const others = outside.flatMap((neighbour, n) => {
    const alike = (neighbour.like ?? []).flatMap((id, k): number[] => {
      const found = groups.findIndex((group) => group.id === id);
      if (found < 0) report('M203', ['outside', n, 'like', k], { found: id, wanted: 'group' });
      return found < 0 ? [] : [found];
    });
    return Array.from({ length: neighbour.enterprises }, (_, i) => {
      const key = syntheticKey(divisionOf(neighbour.city.division, n + 1), i + 1);
      const chosen = alike.flatMap((g): Chosen[] => {
        const value = dealt[g]?.[chance.below(total)];
        return value ? [{ group: groups[g] as SimulatedGroup, value }] : [];
      });
      return { place: { key, city: neighbour.city.name, isRegistered: false }, chosen };
    });
  });
  return [...registered, ...others.map(({ place, chosen }, i) => make(total + i, place, chosen))];
}

interface Chosen {
  readonly group: SimulatedGroup;
  readonly value: SimulatedValue;
}

/** The value of each enterprise, every value as often as stated. */
function deal(
  { values }: SimulatedGroup,
  total: number,
  chance: Chance,
  at: readonly (string | number)[],
  report: ReportRegionProblem,
): readonly SimulatedValue[] {
  const counts = countsOf(values, total);
  if (typeof counts === 'string') {
    report('M113', [...at, 'values'], { wanted: counts });
    return [];
  }
  return chance.shuffle(values.flatMap((value, v) => new Array<SimulatedValue>(counts[v] as number).fill(value)));
}

/** From 0 to below `bound`, small ones more often, as sizes of enterprises are. */
function skewed(chance: Chance, bound: number): number {
  const uniform = chance.next();
  return Math.floor(uniform * uniform * uniform * bound);
}

type Stated = Pick<SimulatedValue, 'enterprises' | 'share'>;

/** How far shares may be off the whole: three times 0.333 is one. */
const TOLERANCE = 0.002;

/**
 * How many have each value, adding up to `total`: counts as stated, shares by largest remainder, the rest for the one
 * value that states neither. Where they do not add up, the reason in words.
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
