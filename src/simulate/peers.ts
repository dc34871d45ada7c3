import type { Region } from '../model/generated/types.ts';
import { createChance } from './chance.ts';
import { cityName } from './names.ts';
import type { Complain, SimulatedPeer } from './region.ts';

/** How far a value may lie from the middle of its part of the range, as a part of it: two never meet. */
const JITTER = 0.6;

/** Invented values for the peers, the own city in its place; in the order of the names, its own first. */
export function makePeers({ seed, peers, city, language }: Region, complain: Complain): readonly SimulatedPeer[] {
  if (!peers) return [];
  const { regions, rank, from = 40, to = 70 } = peers;
  if (rank > regions) complain('M113', ['peers', 'rank'], { wanted: `at most ${regions}, the number of regions` });
  if (from >= to) {
    complain('M215', ['peers', 'from'], { found: `${from}`, wanted: `what is below ${to}, the highest value` });
    return [];
  }
  const chance = createChance(seed, 'peers');
  const step = (to - from) / regions;
  const decimals = decimalsFor(step * (1 - JITTER));
  const values = Array.from({ length: regions }, (_, place) =>
    Number((to - step * (place + 0.5 + JITTER * (chance.next() - 0.5))).toFixed(decimals)),
  );
  const others = chance.shuffle(values.filter((_, place) => place !== rank - 1));
  return [
    { name: city.name, value: values[rank - 1] ?? from, isOwn: true },
    ...others.map((value, i) => ({ name: cityName(i + 1, language), value, isOwn: false })),
  ];
}

/** So many decimals that values with a gap stay apart. */
function decimalsFor(gap: number): number {
  let decimals = 1;
  for (let unit = 0.1; unit > gap && decimals < 12; unit /= 10) decimals += 1;
  return decimals;
}
