import { foldKey } from '../../model/key-hash.ts';
import { type ChainCoverage, type ChainFigures, countLevels, coverageOf, type LevelCounts } from './chain.ts';
import type { ChainStanding } from './standing.ts';

/** A set of chains over one or more cities; an enterprise in several of them counts once. */
export interface ClusterFigures {
  readonly name: string;
  readonly chains: readonly string[];
  readonly coverage: ChainCoverage;
  readonly levels: LevelCounts;
  /** How many are members of more than one chain. */
  readonly shared: number;
  /** By the city that is stated, most enterprises first; null is not stated. */
  readonly cities: readonly { readonly city: string | null; readonly coverage: ChainCoverage }[];
}

/** The clusters that links name, in the order they first stand in. */
export function describeClusters(chains: readonly ChainFigures[]): readonly ClusterFigures[] {
  const named = chains.flatMap((chain) => (chain.cluster === null ? [] : [{ ...chain, cluster: chain.cluster }]));
  return [...groupBy(named, ({ cluster }) => cluster)].map(([name, own]) => {
    const members = new Map<string, ChainStanding>();
    const shared = new Set<string>();
    for (const standing of own.flatMap(({ standings }) => standings)) {
      const folded = foldKey(standing.key);
      if (members.has(folded)) shared.add(folded);
      members.set(folded, standing);
    }
    const all = [...members.values()];
    const cities = [...groupBy(all, ({ city }) => city)].map(([city, those]) => ({
      city,
      coverage: coverageOf(those),
    }));
    return {
      name,
      chains: own.map((chain) => chain.name),
      coverage: coverageOf(all),
      levels: countLevels(all),
      shared: shared.size,
      cities: cities.sort(
        (a, b) => b.coverage.members - a.coverage.members || ((a.city ?? '') < (b.city ?? '') ? -1 : 1),
      ),
    };
  });
}

/** In the order in which groups are first met. */
function groupBy<T, K>(things: readonly T[], keyOf: (thing: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const own = groups.get(keyOf(thing));
    if (own) own.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return groups;
}
