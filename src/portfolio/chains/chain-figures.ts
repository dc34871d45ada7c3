import { foldKey } from '../../model/index.ts';
import type { SupplierLink } from './supply-links.ts';
import {
  articulationPoints,
  betweennessOf,
  buildNetwork,
  type Dependency,
  dependencyOn,
  findCycle,
  type Network,
} from './supply-network.ts';

/** How many enterprises there are, and how many of each kind. */
interface ChainCounts {
  readonly members: number;
  readonly registered: number;
  readonly outside: number;
  readonly assessed: number;
  readonly onSite: number;
  readonly transformed: number;
}

/** How many enterprises have each level, by the rule of the tables of levels: the mean is of settled levels. */
export interface ChainLevels {
  /** Settled, rising. */
  readonly counts: ReadonlyMap<number, number>;
  /** That reached none, and whose level is still open. */
  readonly none: number;
  readonly open: number;
  readonly notAssessed: number;
  /** Null where nobody has a settled level. */
  readonly mean: number | null;
}

/** A supply chain in figures. Nodes are positions in `members` and in the network. */
export interface ChainFigures {
  readonly name: string;
  readonly cluster: string | null;
  readonly network: Network;
  readonly members: readonly ChainMember[];
  readonly leader: {
    readonly node: number;
    readonly isStated: boolean;
    /** Others that are stated to lead, and buy from somebody. */
    readonly others: readonly number[];
  };
  readonly coverage: ChainCounts;
  readonly levels: ChainLevels;
  /** Of the leader's direct suppliers. */
  readonly supplierLevels: ChainLevels;
  readonly directSuppliers: readonly number[];
  readonly dependency: Float64Array;
  /** Those not assessed on whom the leader depends, most first. */
  readonly unassessed: readonly number[];
  readonly readiness: Readiness | null;
  /** All of them, the weakest first. */
  readonly weakLinks: readonly WeakLink[];
  /** The ten weakest, raised. */
  readonly raised: LevelWhatIf | null;
  /** Null where the chain is too large to work it out. */
  readonly betweenness: readonly number[] | null;
  readonly articulation: ReadonlySet<number>;
  /** One cycle of purchases, each node buying from the next; empty where there is none. */
  readonly cycle: readonly number[];
}

/** So many of the weakest are raised together. */
export const WEAKEST = 10;

/** The chains of links by name, in the order they first stand in; `top` is the highest level there is. */
export function describeChains(
  links: readonly SupplierLink[],
  memberOf: FindChainMember,
  top: number,
): readonly ChainFigures[] {
  return [...groupBy(links, ({ chain }) => chain)].map(([name, own]) => describeChain(name, own, memberOf, top));
}

function describeChain(
  name: string,
  links: readonly SupplierLink[],
  memberOf: FindChainMember,
  top: number,
): ChainFigures {
  const network = buildNetwork(links);
  const members = network.keys.map(memberOf);
  const leader = findLeader(network, members);
  const dependency = dependencyOn(network, leader.node);
  const [betweenness, articulation] = [betweennessOf(network), articulationPoints(network)];
  // In a cycle the leader supplies itself; what it lacks is no link of its chain.
  const known = { network, members, betweenness, articulation };
  const weakLinks = findWeakLinks(known, dependency, top).filter(({ node }) => node !== leader.node);
  const weakest = weakLinks.slice(0, WEAKEST).map(({ node }) => node);
  const direct = [
    ...new Set((network.byBuyer[leader.node] ?? []).map((at) => network.purchases[at]?.supplier as number)),
  ];
  return {
    name,
    cluster: links.find(({ cluster }) => cluster !== null)?.cluster ?? null,
    network,
    members,
    leader,
    coverage: countChain(members),
    levels: countChainLevels(members),
    supplierLevels: countChainLevels(direct.map((node) => members[node] as ChainMember)),
    directSuppliers: direct,
    dependency: dependency.on,
    unassessed: unassessedIn(members, dependency.on),
    readiness: readinessOf(members, dependency.on, top),
    weakLinks,
    raised: weakest.length === 0 ? null : raiseLevels(weakest, leader.node, members, dependency.on, top),
    betweenness,
    articulation,
    cycle: findCycle(network) ?? [],
  };
}

function unassessedIn(members: readonly ChainMember[], on: Float64Array): number[] {
  const depends = (node: number): number => on[node] as number;
  const nodes = members.flatMap(({ level }, node) => (level === null && depends(node) > 0 ? [node] : []));
  return nodes.sort((a, b) => depends(b) - depends(a) || a - b);
}

/** Who is stated to lead; else who buys and supplies nobody. Of several the one with most suppliers, equals by key. */
function findLeader({ keys, byBuyer, bySupplier }: Network, members: readonly ChainMember[]): ChainFigures['leader'] {
  const all = keys.map((_, node) => node);
  const stated = all.filter((node) => members[node]?.isLeader && (byBuyer[node]?.length ?? 0) > 0);
  const atEnd = all.filter((node) => bySupplier[node]?.length === 0);
  const pool = stated.length > 0 ? stated : atEnd.length > 0 ? atEnd : all;
  const bought = (node: number): number => byBuyer[node]?.length ?? 0;
  const node = pool.reduce((best, one) => {
    const more = bought(one) - bought(best);
    return more > 0 || (more === 0 && (keys[one] as string) < (keys[best] as string)) ? one : best;
  });
  return { node, isStated: stated.length > 0, others: stated.filter((other) => other !== node) };
}

/** Counts enterprises, each once. */
function countChain(members: readonly ChainMember[]): ChainCounts {
  const count = (is: (one: ChainMember) => boolean): number => members.filter(is).length;
  return {
    members: members.length,
    registered: count(({ isRegistered }) => isRegistered),
    outside: count(({ isRegistered }) => !isRegistered),
    assessed: count(({ level }) => level !== null),
    onSite: count(({ isOnSite }) => isOnSite),
    transformed: count(({ isTransformed }) => isTransformed),
  };
}

function countChainLevels(members: readonly ChainMember[]): ChainLevels {
  const levels = members.flatMap(({ settled }) => settled ?? []);
  const unsettled = members.flatMap(({ level, settled }) => (level && settled === null ? [level] : []));
  const open = unsettled.filter(({ highest }) => highest > 0).length;
  const counts = new Map<number, number>();
  for (const level of [...levels].sort((a, b) => a - b)) counts.set(level, (counts.get(level) ?? 0) + 1);
  return {
    counts,
    none: unsettled.length - open,
    open,
    notAssessed: members.length - levels.length - unsettled.length,
    mean: levels.length === 0 ? null : levels.reduce((sum, level) => sum + level, 0) / levels.length,
  };
}

/** A set of chains over one or more cities; an enterprise in several of them counts once. */
export interface ClusterFigures {
  readonly name: string;
  readonly chains: readonly string[];
  readonly coverage: ChainCounts;
  readonly levels: ChainLevels;
  /** How many are members of more than one chain. */
  readonly shared: number;
  /** By the city that is stated, most enterprises first; null is not stated. */
  readonly cities: readonly { readonly city: string | null; readonly coverage: ChainCounts }[];
}

/** The clusters that links name, in the order they first stand in. */
export function describeClusters(chains: readonly ChainFigures[]): readonly ClusterFigures[] {
  const named = chains.flatMap((chain) => (chain.cluster === null ? [] : [{ ...chain, cluster: chain.cluster }]));
  return [...groupBy(named, ({ cluster }) => cluster)].map(([name, own]) => {
    const members = new Map<string, ChainMember>();
    const shared = new Set<string>();
    for (const member of own.flatMap(({ members }) => members)) {
      const folded = foldKey(member.key);
      if (members.has(folded)) shared.add(folded);
      members.set(folded, member);
    }
    const all = [...members.values()];
    const cities = [...groupBy(all, ({ city }) => city)].map(([city, those]) => ({
      city,
      coverage: countChain(those),
    }));
    return {
      name,
      chains: own.map((chain) => chain.name),
      coverage: countChain(all),
      levels: countChainLevels(all),
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

/** What is known of an enterprise of a chain. */
export interface ChainMember {
  readonly key: string;
  /** Null where nobody states it. */
  readonly name: string | null;
  readonly city: string | null;
  /** Whether the registry lists it. */
  readonly isRegistered: boolean;
  /** Whether it is stated to lead its chain. */
  readonly isLeader: boolean;
  readonly isTransformed: boolean;
  /** Null where it was never assessed. */
  readonly level: LevelBounds | null;
  /** The level that is reached for certain; null where none is, or answers are open. */
  readonly settled: number | null;
  readonly isOnSite: boolean;
}

/** A level as far as it is known; 0 is none reached. */
export interface LevelBounds {
  readonly lowest: number;
  readonly highest: number;
}

/** Looks up what is known of a key. */
export type FindChainMember = (key: string) => ChainMember;

/** How ready a chain is, 0 to 1: the levels of its suppliers, as parts of the highest, weighted by what depends on them. */
export interface Readiness {
  /** Of those assessed; null where nothing depends on any of them. */
  readonly value: number | null;
  /** If whoever is not assessed had no level, and the highest; open levels at their ends. */
  readonly lowest: number;
  readonly highest: number;
  /** Of the whole dependency, the share on enterprises that are assessed. */
  readonly covered: number;
}

/** Σ dependency x level / top, divided by Σ dependency. Null where nothing depends on anybody. */
export function readinessOf(
  members: readonly ChainMember[],
  dependency: ArrayLike<number>,
  top: number,
): Readiness | null {
  let [all, known, value, lowest, highest] = [0, 0, 0, 0, 0];
  for (const [node, { level }] of members.entries()) {
    const weight = dependency[node] as number;
    all += weight;
    lowest += weight * ((level?.lowest ?? 0) / top);
    highest += weight * ((level?.highest ?? top) / top);
    if (!level) continue;
    known += weight;
    value += weight * (level.lowest / top);
  }
  if (all === 0) return null;
  return {
    value: known === 0 ? null : value / known,
    lowest: lowest / all,
    highest: highest / all,
    covered: known / all,
  };
}

/** The chain if some of its members had higher levels. */
interface LevelWhatIf {
  readonly nodes: readonly number[];
  readonly byOne: Readiness;
  /** Each to the leader's level, where that is higher; null where the leader has none. */
  readonly toLeader: Readiness | null;
}

/** What raising these would do to the chain's readiness; null where nothing depends on anybody. */
function raiseLevels(
  nodes: readonly number[],
  leader: number,
  members: readonly ChainMember[],
  dependency: ArrayLike<number>,
  top: number,
): LevelWhatIf | null {
  const wanted = new Set(nodes);
  const at = (change: (level: number) => number): Readiness | null =>
    readinessOf(
      members.map((member, node) => {
        const { level } = member;
        if (!wanted.has(node) || !level) return member;
        const lowest = Math.min(top, Math.max(level.lowest, change(level.lowest)));
        return { ...member, level: { lowest, highest: Math.max(lowest, level.highest) } };
      }),
      dependency,
      top,
    );
  const byOne = at((level) => level + 1);
  const own = members[leader]?.level?.lowest;
  return byOne && { nodes, byOne, toLeader: own === undefined || own === 0 ? null : at(() => own) };
}

/** A supplier that holds its chain back, with what makes it weak. */
export interface WeakLink {
  readonly node: number;
  /** What is lost: the dependency on it that has no alternative, times what it lacks to the highest level. */
  readonly weakness: number;
  readonly dependency: number;
  readonly level: number;
  /** How many buyers have no other source. */
  readonly singleBuyers: number;
  readonly buyers: number;
  /** Null where the chain is too large to work it out. */
  readonly betweenness: number | null;
  readonly isArticulation: boolean;
}

/**
 * The assessed suppliers by weakness, the weakest first; equals by betweenness, then by key. Weakness is
 * Σ over buyers of (what passes through the buyer x the share it buys here x scarcity) x (1 - level / top), where scarcity
 * is 1 for a single source, else 1 divided by the number of the buyer's suppliers.
 */
function findWeakLinks(
  {
    network,
    members,
    betweenness,
    articulation,
  }: Pick<ChainFigures, 'network' | 'members' | 'betweenness' | 'articulation'>,
  dependency: Dependency,
  top: number,
): readonly WeakLink[] {
  const { keys, purchases, bySupplier, byBuyer } = network;
  return keys
    .flatMap((_, node): WeakLink[] => {
      const own = (bySupplier[node] ?? []).map((at) => purchases[at] as Network['purchases'][number]);
      const level = members[node]?.level;
      if (!level || own.length === 0) return [];
      const exposed = own.reduce((sum, { buyer, share, isSingle }) => {
        const scarcity = isSingle ? 1 : 1 / (byBuyer[buyer]?.length ?? 1);
        return sum + (dependency.through[buyer] as number) * share * scarcity;
      }, 0);
      const weakness = exposed * (1 - level.lowest / top);
      if (weakness === 0) return [];
      return [
        {
          node,
          weakness,
          dependency: dependency.on[node] as number,
          level: level.lowest,
          singleBuyers: own.filter(({ isSingle }) => isSingle).length,
          buyers: own.length,
          betweenness: betweenness?.[node] ?? null,
          isArticulation: articulation.has(node),
        },
      ];
    })
    .sort(
      (a, b) =>
        b.weakness - a.weakness ||
        (b.betweenness ?? 0) - (a.betweenness ?? 0) ||
        ((keys[a.node] as string) < (keys[b.node] as string) ? -1 : 1),
    );
}
