import { betweennessOf } from './betweenness.ts';
import { dependencyOn } from './dependency.ts';
import type { SupplierLink } from './link.ts';
import { buildNetwork, type Network } from './network.ts';
import { type Raised, raise } from './raising.ts';
import { type Readiness, readinessOf } from './readiness.ts';
import type { ChainStanding, StandingOf } from './standing.ts';
import { articulationPoints, findCycle } from './structure.ts';
import { findWeakLinks, type WeakLink } from './weak-links.ts';

/** How many enterprises there are, and of which standing. */
export interface ChainCoverage {
  readonly members: number;
  readonly registered: number;
  readonly outside: number;
  readonly assessed: number;
  readonly onSite: number;
  readonly transformed: number;
}

/** How many enterprises have each level, by the rule of the tables of levels: the mean is of settled levels. */
export interface LevelCounts {
  /** Settled, rising. */
  readonly counts: ReadonlyMap<number, number>;
  /** That reached none, and whose level is still open. */
  readonly none: number;
  readonly open: number;
  readonly notAssessed: number;
  /** Null where nobody has a settled level. */
  readonly mean: number | null;
}

/** A supply chain in figures. Nodes are positions in `standings` and in the network. */
export interface ChainFigures {
  readonly name: string;
  readonly cluster: string | null;
  readonly network: Network;
  readonly standings: readonly ChainStanding[];
  readonly leader: {
    readonly node: number;
    readonly isStated: boolean;
    /** Others that are stated to lead, and buy from somebody. */
    readonly others: readonly number[];
  };
  readonly coverage: ChainCoverage;
  readonly levels: LevelCounts;
  /** Of the leader's direct suppliers. */
  readonly supplierLevels: LevelCounts;
  readonly directSuppliers: readonly number[];
  readonly dependency: Float64Array;
  /** Those not assessed on whom the leader depends, most first. */
  readonly unassessed: readonly number[];
  readonly readiness: Readiness | null;
  /** All of them, the weakest first. */
  readonly weakLinks: readonly WeakLink[];
  /** The ten weakest, raised. */
  readonly raised: Raised | null;
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
  standingOf: StandingOf,
  top: number,
): readonly ChainFigures[] {
  const byChain = new Map<string, SupplierLink[]>();
  for (const link of links) {
    const own = byChain.get(link.chain);
    if (own) own.push(link);
    else byChain.set(link.chain, [link]);
  }
  return [...byChain].map(([name, own]) => describeChain(name, own, standingOf, top));
}

function describeChain(
  name: string,
  links: readonly SupplierLink[],
  standingOf: StandingOf,
  top: number,
): ChainFigures {
  const network = buildNetwork(links);
  const standings = network.keys.map(standingOf);
  const leader = findLeader(network, standings);
  const dependency = dependencyOn(network, leader.node);
  const [betweenness, articulation] = [betweennessOf(network), articulationPoints(network)];
  // In a cycle the leader supplies itself; what it lacks is no link of its chain.
  const weakLinks = findWeakLinks({ network, standings, dependency, betweenness, articulation, top }).filter(
    ({ node }) => node !== leader.node,
  );
  const weakest = weakLinks.slice(0, WEAKEST).map(({ node }) => node);
  const direct = [
    ...new Set((network.byBuyer[leader.node] ?? []).map((at) => network.purchases[at]?.supplier as number)),
  ];
  return {
    name,
    cluster: links.find(({ cluster }) => cluster !== null)?.cluster ?? null,
    network,
    standings,
    leader,
    coverage: coverageOf(standings),
    levels: countLevels(standings),
    supplierLevels: countLevels(direct.map((node) => standings[node] as ChainStanding)),
    directSuppliers: direct,
    dependency: dependency.on,
    unassessed: unassessedIn(standings, dependency.on),
    readiness: readinessOf(standings, dependency.on, top),
    weakLinks,
    raised: weakest.length === 0 ? null : raise(weakest, leader.node, standings, dependency.on, top),
    betweenness,
    articulation,
    cycle: findCycle(network) ?? [],
  };
}

function unassessedIn(standings: readonly ChainStanding[], on: Float64Array): number[] {
  const depends = (node: number): number => on[node] as number;
  const nodes = standings.flatMap(({ level }, node) => (level === null && depends(node) > 0 ? [node] : []));
  return nodes.sort((a, b) => depends(b) - depends(a) || a - b);
}

/** Who is stated to lead; else who buys and supplies nobody. Of several the one with most suppliers, equals by key. */
function findLeader(
  { keys, byBuyer, bySupplier }: Network,
  standings: readonly ChainStanding[],
): ChainFigures['leader'] {
  const all = keys.map((_, node) => node);
  const stated = all.filter((node) => standings[node]?.isLeader && (byBuyer[node]?.length ?? 0) > 0);
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
export function coverageOf(standings: readonly ChainStanding[]): ChainCoverage {
  const count = (is: (one: ChainStanding) => boolean): number => standings.filter(is).length;
  return {
    members: standings.length,
    registered: count(({ isRegistered }) => isRegistered),
    outside: count(({ isRegistered }) => !isRegistered),
    assessed: count(({ level }) => level !== null),
    onSite: count(({ isOnSite }) => isOnSite),
    transformed: count(({ isTransformed }) => isTransformed),
  };
}

/** Levels of enterprises. */
export function countLevels(standings: readonly ChainStanding[]): LevelCounts {
  const levels = standings.flatMap(({ settled }) => settled ?? []);
  const unsettled = standings.flatMap(({ level, settled }) => (level && settled === null ? [level] : []));
  const open = unsettled.filter(({ highest }) => highest > 0).length;
  const counts = new Map<number, number>();
  for (const level of [...levels].sort((a, b) => a - b)) counts.set(level, (counts.get(level) ?? 0) + 1);
  return {
    counts,
    none: unsettled.length - open,
    open,
    notAssessed: standings.length - levels.length - unsettled.length,
    mean: levels.length === 0 ? null : levels.reduce((sum, level) => sum + level, 0) / levels.length,
  };
}
