import type { Region, SimulatedGroup, SimulatedValue } from '../model/generated/types.ts';
import { type Chance, createChance } from './chance.ts';
import { countsOf } from './marginals.ts';
import { divisionOf, enterpriseName, syntheticKey } from './names.ts';
import { type Complain, maturityOf, type SimulatedEnterprise } from './region.ts';

/** All enterprises: those of the registry, then those outside; told are groups that do not add up. */
export function makeEnterprises(region: Region, complain: Complain): readonly SimulatedEnterprise[] {
  const { seed, enterprises: total, groups = [], outside = [], language, city } = region;
  const dealt = groups.map((group, i) =>
    deal(group, total, createChance(seed, 'group', group.id), ['groups', i], complain),
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
      if (found < 0) complain('M203', ['outside', n, 'like', k], { found: id, wanted: 'group' });
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
  complain: Complain,
): readonly SimulatedValue[] {
  const counts = countsOf(values, total);
  if (typeof counts === 'string') {
    complain('M113', [...at, 'values'], { wanted: counts });
    return [];
  }
  return chance.shuffle(values.flatMap((value, v) => new Array<SimulatedValue>(counts[v] as number).fill(value)));
}

/** From 0 to below `bound`, small ones more often, as sizes of enterprises are. */
function skewed(chance: Chance, bound: number): number {
  const uniform = chance.next();
  return Math.floor(uniform * uniform * uniform * bound);
}
