import { closestTo } from '../model/closest.ts';
import type { Region, SimulatedChain } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { divisionOf } from './names.ts';
import type { Complain } from './region.ts';

/** Columns that every registry has. */
export const OWN_COLUMNS = ['name', 'city', 'chain', 'chainRole', 'transformed', 'synthetic'] as const;

/** Tells what contradicts itself in a specification: ids given twice, groups and values nothing has, ranges upside down. */
export function checkRegion(region: Region, key: string, complain: Complain): void {
  const { groups = [], chains = [], outside = [], city, waves = [], pack } = region;
  if (waves.length > 0 && pack === undefined) complain('M110', [], { name: 'pack' });
  const reserved = [key, ...OWN_COLUMNS].map((id) => id.toLowerCase());
  const columns = groups.flatMap((group, g) => [
    { id: group.id, at: ['groups', g, 'id'] },
    ...[...new Set(group.values.flatMap(({ facts = {} }) => Object.keys(facts)))].map((id) => ({
      id,
      at: factPlace(group.values, g, id),
    })),
  ]);
  for (const { id, at } of columns) if (reserved.includes(id.toLowerCase())) complain('M202', at, { found: id });
  tellTwice(columns, complain);
  tellTwice(
    chains.map(({ id, name = id }, c) => ({
      id: name,
      at: ['chains', c, chains[c]?.name === undefined ? 'id' : 'name'],
    })),
    complain,
  );
  const divisions = [city, ...outside.map((one) => one.city)].map(({ division }, i) => ({
    id: divisionOf(division, i),
    at: i === 0 ? ['city'] : ['outside', i - 1, 'city'],
  }));
  tellTwice(divisions, complain);
  for (const [g, { values }] of groups.entries()) {
    tellTwice(
      values.map(({ value }, v) => ({ id: value, at: ['groups', g, 'values', v, 'value'] })),
      complain,
    );
    for (const [v, { facts = {} }] of values.entries())
      for (const [id, { from, to }] of Object.entries(facts))
        if (from > to)
          complain('M215', ['groups', g, 'values', v, 'facts', id, 'from'], { found: `${from}`, wanted: `${to}` });
  }
  for (const [c, chain] of chains.entries())
    for (const part of ['where', 'leader'] as const) checkChosen(chain[part], region, ['chains', c, part], complain);
}

function factPlace(values: NonNullable<Region['groups']>[number]['values'], group: number, id: string): Path {
  const value = values.findIndex(({ facts = {} }) => Object.hasOwn(facts, id));
  return ['groups', group, 'values', value, 'facts', id];
}

function tellTwice(named: readonly { readonly id: string; readonly at: Path }[], complain: Complain): void {
  const seen = new Set<string>();
  for (const { id, at } of named) {
    if (seen.has(id.toLowerCase())) complain('M201', at, { found: id });
    seen.add(id.toLowerCase());
  }
}

function checkChosen(chosen: SimulatedChain['where'], { groups = [] }: Region, at: Path, complain: Complain): void {
  for (const [id, wanted] of Object.entries(chosen ?? {})) {
    const group = groups.find((one) => one.id === id);
    if (!group) {
      complain('M203', [...at, id], {
        found: id,
        wanted: 'group',
        allowed: closestTo(
          id,
          groups.map((one) => one.id),
        ),
      });
      continue;
    }
    const values = group.values.map(({ value }) => value);
    for (const [i, value] of wanted.entries())
      if (!values.includes(value))
        complain('M203', [...at, id, i], { found: value, wanted: `value of ${id}`, allowed: closestTo(value, values) });
  }
}
