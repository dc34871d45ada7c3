import { foldKey, itemAt } from '../../model/index.ts';
import type { SupplierLink } from './supply-links.ts';
import {
  buildNetwork,
  computeBetweenness,
  computeDependency,
  type Dependency,
  findArticulationPoints,
  findCycle,
  type Network,
} from './supply-network.ts';

/**
 * The number of enterprises in a chain or cluster (`members`), and how many of them are registered, outside the
 * registry, assessed, assessed on site, and transformed.
 */
interface ChainCounts {
  readonly members: number;
  readonly registered: number;
  readonly outside: number;
  readonly assessed: number;
  readonly onSite: number;
  readonly transformed: number;
}

/** The number of enterprises at each level, counted as in the tables of levels. */
export interface ChainLevels {
  /** The number of enterprises at each settled level, in ascending order of the levels. */
  readonly counts: ReadonlyMap<number, number>;
  /**
   * `none` is the number of enterprises without a level, `open` that of enterprises whose level depends on open
   * answers.
   */
  readonly none: number;
  readonly open: number;
  readonly notAssessed: number;
  /** The mean of the settled levels; null if no enterprise has one. */
  readonly mean: number | null;
}

/** The figures of a supply chain. Nodes are indexes into `members` and the network. */
export interface ChainFigures {
  readonly name: string;
  readonly cluster: string | null;
  readonly network: Network;
  readonly members: readonly ChainMember[];
  readonly leader: {
    readonly node: number;
    readonly isStated: boolean;
    /** Other members that have suppliers and are stated to lead the chain. */
    readonly others: readonly number[];
  };
  readonly coverage: ChainCounts;
  readonly levels: ChainLevels;
  /** Levels of the leader's direct suppliers. */
  readonly supplierLevels: ChainLevels;
  readonly directSuppliers: readonly number[];
  readonly dependency: Float64Array;
  /** The members on which the leader depends although they were not assessed, the most important first. */
  readonly unassessed: readonly number[];
  readonly readiness: ChainReadiness | null;
  /** All weak links, the weakest first. */
  readonly weakLinks: readonly WeakLink[];
  /** The effect of raising the ten weakest links. */
  readonly raised: LevelWhatIf | null;
  /** The betweenness of each node; null if the chain is too large to compute it. */
  readonly betweenness: readonly number[] | null;
  readonly articulation: ReadonlySet<number>;
  /** A cycle of purchases, in which each node buys from the next; empty if there is no cycle. */
  readonly cycle: readonly number[];
}

/** The number of weak links that are raised together, starting with the weakest. */
export const WEAKEST_COUNT = 10;

/** Describes the chains of links by name, in order of first occurrence; `top` is the highest level. */
export function describeChains(
  links: readonly SupplierLink[],
  memberOf: FindChainMember,
  top: number,
): readonly ChainFigures[] {
  return [...groupBy(links, ({ chain }) => chain)].map(([name, chainLinks]) =>
    describeChain(name, chainLinks, memberOf, top),
  );
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
  const dependency = computeDependency(network, leader.node);
  const [betweenness, articulation] = [computeBetweenness(network), findArticulationPoints(network)];
  // In a cycle, the leader is among its own suppliers, but it does not count as a weak link of its own chain.
  const chainFacts = { network, members, betweenness, articulation };
  const weakLinks = findWeakLinks(chainFacts, dependency, top).filter(({ node }) => node !== leader.node);
  const weakestNodes = weakLinks.slice(0, WEAKEST_COUNT).map(({ node }) => node);
  const directSuppliers = [
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
    supplierLevels: countChainLevels(directSuppliers.map((node) => itemAt(members, node))),
    directSuppliers: directSuppliers,
    dependency: dependency.on,
    unassessed: findUnassessed(members, dependency.on),
    readiness: readinessOf(members, dependency.on, top),
    weakLinks,
    raised: weakestNodes.length === 0 ? null : raiseLevels(weakestNodes, leader.node, members, dependency.on, top),
    betweenness,
    articulation,
    cycle: findCycle(network) ?? [],
  };
}

function findUnassessed(members: readonly ChainMember[], on: Float64Array): number[] {
  const dependsOnNode = (node: number): number => on[node] as number;
  const nodes = members.flatMap(({ level }, node) => (level === null && dependsOnNode(node) > 0 ? [node] : []));
  return nodes.sort((a, b) => dependsOnNode(b) - dependsOnNode(a) || a - b);
}

/**
 * Finds the leader: a buyer that is stated to lead or, if there is none, a buyer that supplies no member. If there are
 * several, the one with most suppliers leads; ties are broken by key.
 */
function findLeader({ keys, byBuyer, bySupplier }: Network, members: readonly ChainMember[]): ChainFigures['leader'] {
  const nodes = keys.map((_, node) => node);
  const statedLeaders = nodes.filter((node) => members[node]?.isLeader && (byBuyer[node]?.length ?? 0) > 0);
  const finalBuyers = nodes.filter((node) => bySupplier[node]?.length === 0);
  const pool = statedLeaders.length > 0 ? statedLeaders : finalBuyers.length > 0 ? finalBuyers : nodes;
  const countPurchases = (node: number): number => byBuyer[node]?.length ?? 0;
  const node = pool.reduce((best, candidate) => {
    const difference = countPurchases(candidate) - countPurchases(best);
    return difference > 0 || (difference === 0 && itemAt(keys, candidate) < itemAt(keys, best)) ? candidate : best;
  });
  return { node, isStated: statedLeaders.length > 0, others: statedLeaders.filter((candidate) => candidate !== node) };
}

function countChain(members: readonly ChainMember[]): ChainCounts {
  const count = (is: (member: ChainMember) => boolean): number => members.filter(is).length;
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
  const settledLevels = members.flatMap(({ settled }) => settled ?? []);
  const unsettledLevels = members.flatMap(({ level, settled }) => (level && settled === null ? [level] : []));
  const openCount = unsettledLevels.filter(({ highest }) => highest > 0).length;
  const counts = new Map<number, number>();
  for (const level of [...settledLevels].sort((a, b) => a - b)) counts.set(level, (counts.get(level) ?? 0) + 1);
  return {
    counts,
    none: unsettledLevels.length - openCount,
    open: openCount,
    notAssessed: members.length - settledLevels.length - unsettledLevels.length,
    mean:
      settledLevels.length === 0 ? null : settledLevels.reduce((sum, level) => sum + level, 0) / settledLevels.length,
  };
}

/** A cluster of chains in one or more cities; an enterprise in several chains counts once. */
export interface ClusterFigures {
  readonly name: string;
  readonly chains: readonly string[];
  readonly coverage: ChainCounts;
  readonly levels: ChainLevels;
  /** The number of enterprises in more than one chain. */
  readonly shared: number;
  /**
   * The coverage of each city, the city with most enterprises first; the city is null for enterprises that state none.
   */
  readonly cities: readonly { readonly city: string | null; readonly coverage: ChainCounts }[];
}

/** Describes the clusters that links name, in order of first occurrence. */
export function describeClusters(chains: readonly ChainFigures[]): readonly ClusterFigures[] {
  const clusteredChains = chains.flatMap((chain) =>
    chain.cluster === null ? [] : [{ ...chain, cluster: chain.cluster }],
  );
  return [...groupBy(clusteredChains, ({ cluster }) => cluster)].map(([name, clusterChains]) => {
    const members = new Map<string, ChainMember>();
    const sharedKeys = new Set<string>();
    for (const member of clusterChains.flatMap(({ members }) => members)) {
      const foldedKey = foldKey(member.key);
      if (members.has(foldedKey)) sharedKeys.add(foldedKey);
      members.set(foldedKey, member);
    }
    const allMembers = [...members.values()];
    const cities = [...groupBy(allMembers, ({ city }) => city)].map(([city, those]) => ({
      city,
      coverage: countChain(those),
    }));
    return {
      name,
      chains: clusterChains.map((chain) => chain.name),
      coverage: countChain(allMembers),
      levels: countChainLevels(allMembers),
      shared: sharedKeys.size,
      cities: cities.sort(
        (a, b) => b.coverage.members - a.coverage.members || ((a.city ?? '') < (b.city ?? '') ? -1 : 1),
      ),
    };
  });
}

/** Groups items by a key, in order of first occurrence. */
function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** An enterprise in a chain. */
export interface ChainMember {
  readonly key: string;
  /** The name of the enterprise; null if not stated. */
  readonly name: string | null;
  readonly city: string | null;
  readonly isRegistered: boolean;
  /** Whether the enterprise is stated to lead its chain. */
  readonly isLeader: boolean;
  readonly isTransformed: boolean;
  /** The bounds of the level; null if the enterprise was never assessed. */
  readonly level: LevelBounds | null;
  /** The level that is certainly reached; null if no level is reached or answers are open. */
  readonly settled: number | null;
  readonly isOnSite: boolean;
}

/** The known bounds of a level; 0 means that no level is reached. */
export interface LevelBounds {
  readonly lowest: number;
  readonly highest: number;
}

/** Looks up an enterprise by key. */
export type FindChainMember = (key: string) => ChainMember;

/**
 * A chain's readiness, from 0 to 1: its suppliers' levels relative to the highest level, weighted by the leader's
 * dependency on them.
 */
export interface ChainReadiness {
  /** The readiness computed from assessed members only; null if the leader depends on none of them. */
  readonly value: number | null;
  /**
   * The lowest and the highest possible readiness: members that were not assessed are taken to have no level, or the
   * highest one; for open levels, the lower or the upper bound counts.
   */
  readonly lowest: number;
  readonly highest: number;
  /** The share of the total dependency that falls on assessed members. */
  readonly covered: number;
}

/**
 * Computes the readiness of a chain: Σ dependency x level / top, divided by Σ dependency. Null if the leader depends on
 * no member.
 */
export function readinessOf(
  members: readonly ChainMember[],
  dependency: ArrayLike<number>,
  top: number,
): ChainReadiness | null {
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

/**
 * The readiness of a chain if the levels of some members were higher: by one level, or raised to that of the leader.
 */
interface LevelWhatIf {
  readonly nodes: readonly number[];
  readonly byOne: ChainReadiness;
  /**
   * The readiness if all of these members that are below the leader's level were raised to it; null if the leader has
   * no level.
   */
  readonly toLeader: ChainReadiness | null;
}

/** Computes the chain's readiness after raising some members; null if the leader depends on no member. */
function raiseLevels(
  nodes: readonly number[],
  leader: number,
  members: readonly ChainMember[],
  dependency: ArrayLike<number>,
  top: number,
): LevelWhatIf | null {
  const wantedNodes = new Set(nodes);
  const computeReadinessWith = (change: (level: number) => number): ChainReadiness | null =>
    readinessOf(
      members.map((member, node) => {
        const { level } = member;
        if (!wantedNodes.has(node) || !level) return member;
        const lowest = Math.min(top, Math.max(level.lowest, change(level.lowest)));
        return { ...member, level: { lowest, highest: Math.max(lowest, level.highest) } };
      }),
      dependency,
      top,
    );
  const raisedByOne = computeReadinessWith((level) => level + 1);
  const leaderLevel = members[leader]?.level?.lowest;
  return (
    raisedByOne && {
      nodes,
      byOne: raisedByOne,
      toLeader: leaderLevel === undefined || leaderLevel === 0 ? null : computeReadinessWith(() => leaderLevel),
    }
  );
}

/** A supplier that lowers the readiness of its chain, and the figures that show why. */
export interface WeakLink {
  readonly node: number;
  /**
   * How far the supplier's level is below the highest (0 to 1), times the dependency on the supplier for which there is
   * no alternative.
   */
  readonly weakness: number;
  readonly dependency: number;
  readonly level: number;
  /** The number of buyers that have no other source. */
  readonly singleBuyers: number;
  readonly buyers: number;
  /** The betweenness of the supplier; null if the chain is too large to compute it. */
  readonly betweenness: number | null;
  readonly isArticulation: boolean;
}

/**
 * Finds the weak links among the assessed suppliers, the weakest first; ties are broken by betweenness, then by key.
 * Weakness is Σ over buyers of (what passes through the buyer x the share it buys here x scarcity) x (1 - level / top),
 * where scarcity is 1 for a single source, otherwise 1 divided by the number of the buyer's suppliers.
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
      const salesOfNode = (bySupplier[node] ?? []).map((at) => itemAt(purchases, at));
      const level = members[node]?.level;
      if (!level || salesOfNode.length === 0) return [];
      const exposedShare = salesOfNode.reduce((sum, { buyer, share, isSingle }) => {
        const scarcity = isSingle ? 1 : 1 / (byBuyer[buyer]?.length ?? 1);
        return sum + (dependency.through[buyer] as number) * share * scarcity;
      }, 0);
      const weakness = exposedShare * (1 - level.lowest / top);
      if (weakness === 0) return [];
      return [
        {
          node,
          weakness,
          dependency: dependency.on[node] as number,
          level: level.lowest,
          singleBuyers: salesOfNode.filter(({ isSingle }) => isSingle).length,
          buyers: salesOfNode.length,
          betweenness: betweenness?.[node] ?? null,
          isArticulation: articulation.has(node),
        },
      ];
    })
    .sort(
      (a, b) =>
        b.weakness - a.weakness ||
        (b.betweenness ?? 0) - (a.betweenness ?? 0) ||
        (itemAt(keys, a.node) < itemAt(keys, b.node) ? -1 : 1),
    );
}
