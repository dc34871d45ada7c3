// The network of a supply chain and figures about it: shares, dependency on suppliers, betweenness, articulation
// points, cycles, paths.

import { betweenness } from 'ngraph.centrality';
import createGraph from 'ngraph.graph';
import { foldKey, itemAt } from '../../model/index.ts';
import type { SupplierLink } from './supply-links.ts';

/** A purchase between two nodes of a network. */
interface Purchase {
  readonly buyer: number;
  readonly supplier: number;
  /** The share of the buyer's total purchases, 0 to 1. */
  readonly share: number;
  readonly isSingle: boolean;
}

/** The enterprises of a chain and their purchases; nodes are indexes into `keys`. */
export interface Network {
  readonly keys: readonly string[];
  readonly purchases: readonly Purchase[];
  /** For each supplier, and for each buyer, the indexes of its links in `purchases`. */
  readonly bySupplier: readonly (readonly number[])[];
  readonly byBuyer: readonly (readonly number[])[];
}

/**
 * Builds the network from links. The part of a buyer's purchases for which no share is stated is divided among its
 * other links, in proportion to the stated amounts, or evenly if no amounts are stated.
 */
export function buildNetwork(links: readonly SupplierLink[]): Network {
  const nodeByKey = new Map<string, number>();
  const keys: string[] = [];
  const placeOf = (key: string): number => {
    const foldedKey = foldKey(key);
    const existingNode = nodeByKey.get(foldedKey);
    if (existingNode !== undefined) return existingNode;
    nodeByKey.set(foldedKey, keys.length);
    keys.push(key);
    return keys.length - 1;
  };
  const placedLinks = links.map((link) => ({ link, buyer: placeOf(link.buyer), supplier: placeOf(link.supplier) }));
  const linksByBuyer = groupBy(placedLinks, ({ buyer }) => buyer, keys.length);
  const shares = new Map<SupplierLink, number>();
  for (const positions of linksByBuyer)
    divide(
      positions.map((purchaseIndex) => itemAt(placedLinks, purchaseIndex).link),
      shares,
    );
  const purchases = placedLinks.map(({ link, buyer, supplier }) => ({
    buyer,
    supplier,
    share: shares.get(link) ?? 0,
    isSingle: link.isSingle,
  }));
  return {
    keys,
    purchases,
    byBuyer: linksByBuyer,
    bySupplier: groupBy(purchases, ({ supplier }) => supplier, keys.length),
  };
}

function groupBy<T>(items: readonly T[], placeOf: (item: T) => number, count: number): number[][] {
  const groups = Array.from({ length: count }, (): number[] => []);
  for (const [purchaseIndex, item] of items.entries()) groups[placeOf(item)]?.push(purchaseIndex);
  return groups;
}

function divide(links: readonly SupplierLink[], shares: Map<SupplierLink, number>): void {
  const remainder = Math.max(0, 1 - links.reduce((sum, { share }) => sum + (share ?? 0), 0));
  const silent = links.filter(({ share }) => share === null);
  const values = silent.reduce((sum, { value }) => sum + (value ?? 0), 0);
  for (const link of links) {
    const part = values > 0 ? (link.value ?? 0) / values : 1 / silent.length;
    shares.set(link, link.share ?? remainder * part);
  }
}

/**
 * The fraction of a dependency that is passed on to the next tier: we assume that suppliers buy about half of what they
 * deliver.
 */
const PASSED_ON_SHARE = 0.5;
/**
 * The computation stops once no value changes by more than this, which takes about sixty steps, because the effect
 * halves with each tier.
 */
const CONVERGENCE_LIMIT = 1e-17;

/** How much the leader of a chain depends on each member. */
export interface Dependency {
  /** For each node, how much the leader depends on it; 0 for the leader itself. */
  readonly on: Float64Array;
  /** For each node, how much of the leader's dependency passes through the node as a buyer; 1 for the leader itself. */
  readonly through: Float64Array;
}

/**
 * Computes the leader's dependency on each supplier: the share that the leader buys from the supplier, plus, for each
 * other buyer, half of the leader's dependency on that buyer times the share that the buyer buys from the supplier, and
 * so on down the tiers. That is d = w(leader) + 1/2 Wᵀd, Katz centrality (1953) with attenuation 1/2, started at the
 * leader's own shares. Purchases by the leader further down are not counted again.
 */
export function computeDependency({ keys, purchases, byBuyer }: Network, leader: number): Dependency {
  const dependency = new Float64Array(keys.length);
  let wave = new Float64Array(keys.length);
  const passDependencyToSuppliers = (buyer: number, weight: number, into: Float64Array): void => {
    for (const purchaseIndex of byBuyer[buyer] ?? []) {
      const { supplier, share } = itemAt(purchases, purchaseIndex);
      into[supplier] = (into[supplier] as number) + weight * share;
    }
  };
  passDependencyToSuppliers(leader, 1, wave);
  for (;;) {
    const contributions = new Float64Array(keys.length);
    let largestShare = 0;
    for (let node = 0; node < keys.length; node++) {
      const arrivingEffect = wave[node] as number;
      dependency[node] = (dependency[node] as number) + arrivingEffect;
      largestShare = Math.max(largestShare, arrivingEffect);
      if (arrivingEffect > 0 && node !== leader)
        passDependencyToSuppliers(node, arrivingEffect * PASSED_ON_SHARE, contributions);
    }
    if (largestShare < CONVERGENCE_LIMIT) break;
    wave = contributions;
  }
  const passedOnDependency = dependency.map((value, node) => (node === leader ? 1 : value * PASSED_ON_SHARE));
  dependency[leader] = 0;
  return { on: dependency, through: passedOnDependency };
}

/** The maximum of the number of enterprises times the number of links; above it, the computation would take minutes. */
const STEP_LIMIT = 1e9;
/** The relative error that is allowed in the sum of the betweenness over all nodes. */
const BETWEENNESS_TOLERANCE = 1e-9;

/**
 * Computes the betweenness of every node: the share of all shortest paths between other nodes, from supplier to buyer,
 * that pass through it (Freeman 1977, computed as in Brandes 2001; directed, unweighted, divided by (n - 1)(n - 2)).
 * Null if the network is too large to compute it, or if there are more paths than a double can count.
 */
export function computeBetweenness(network: Network): readonly number[] | null {
  const { keys, purchases } = network;
  // With fewer than three nodes, no node can lie between others, and the divisor is 0.
  if (keys.length < 3) return keys.map(() => 0);
  if (keys.length * purchases.length > STEP_LIMIT) return null;
  const graph = createGraph({ multigraph: false });
  for (const node of keys.keys()) graph.addNode(node);
  for (const { buyer, supplier } of purchases) graph.addLink(supplier, buyer);
  const centralities = betweenness(graph, true);
  const sums = keys.map((_, node) => centralities[node] as number);
  const sum = sums.reduce((all, nodeSum) => all + nodeSum, 0);
  const stepsToNodes = countInnerNodes(network);
  if (!(Math.abs(sum - stepsToNodes) <= BETWEENNESS_TOLERANCE * stepsToNodes)) return null;
  return sums.map((nodeSum) => nodeSum / ((keys.length - 1) * (keys.length - 2)));
}

/**
 * Computes what the betweenness of all nodes must add up to before it is divided: for each ordered pair of nodes joined
 * by a path, the number of nodes inside a shortest path. The paths themselves are not counted, because there may be
 * more of them than a double can represent.
 */
function countInnerNodes({ keys, purchases, bySupplier }: Network): number {
  const count = keys.length;
  const buyersOf = bySupplier.map((sales) => Int32Array.from(sales, (place) => purchases[place]?.buyer as number));
  const [order, depth] = [new Int32Array(count), new Int32Array(count)];
  let steps = 0;
  for (let source = 0; source < count; source++) {
    depth.fill(-1);
    [depth[source], order[0]] = [0, source];
    for (let [i, reached] = [0, 1]; i < reached; i++) {
      const node = order[i] as number;
      const nextDepth = (depth[node] as number) + 1;
      steps += Math.max(0, nextDepth - 2);
      for (const buyer of itemAt(buyersOf, node)) {
        if (depth[buyer] !== -1) continue;
        depth[buyer] = nextDepth;
        order[reached++] = buyer;
      }
    }
  }
  return steps;
}

/**
 * Finds the articulation points: nodes whose removal splits the network, ignoring direction (Hopcroft and Tarjan 1973,
 * without recursion, because chains may be long).
 */
export function findArticulationPoints({ keys, purchases }: Network): ReadonlySet<number> {
  const neighbours = keys.map((): number[] => []);
  for (const { buyer, supplier } of purchases) {
    neighbours[buyer]?.push(supplier);
    neighbours[supplier]?.push(buyer);
  }
  const order = new Int32Array(keys.length).fill(-1);
  const lowestReachable = new Int32Array(keys.length);
  const nextNeighbour = new Int32Array(keys.length);
  const parent = new Int32Array(keys.length).fill(-1);
  const points = new Set<number>();
  let time = 0;
  for (let root = 0; root < keys.length; root++) {
    if (order[root] !== -1) continue;
    const path = [root];
    order[root] = lowestReachable[root] = time++;
    let branches = 0;
    while (path.length > 0) {
      const node = path.at(-1) as number;
      const neighbourNodes = itemAt(neighbours, node);
      if ((nextNeighbour[node] as number) < neighbourNodes.length) {
        const neighbour = itemAt(neighbourNodes, nextNeighbour[node] as number);
        nextNeighbour[node] = (nextNeighbour[node] as number) + 1;
        if (order[neighbour] === -1) {
          parent[neighbour] = node;
          order[neighbour] = lowestReachable[neighbour] = time++;
          if (node === root) branches += 1;
          path.push(neighbour);
        } else if (neighbour !== parent[node])
          lowestReachable[node] = Math.min(lowestReachable[node] as number, order[neighbour] as number);
        continue;
      }
      path.pop();
      const parentNode = parent[node] as number;
      if (parentNode === -1) continue;
      lowestReachable[parentNode] = Math.min(lowestReachable[parentNode] as number, lowestReachable[node] as number);
      if (parentNode !== root && (lowestReachable[node] as number) >= (order[parentNode] as number))
        points.add(parentNode);
    }
    if (branches > 1) points.add(root);
  }
  return points;
}

/** Finds a cycle of purchases, each node buying from the next; undefined if there is none. */
export function findCycle({ keys, byBuyer, purchases }: Network): readonly number[] | undefined {
  const state = new Uint8Array(keys.length);
  const nextNeighbour = new Int32Array(keys.length);
  for (let root = 0; root < keys.length; root++) {
    if (state[root] !== 0) continue;
    const path = [root];
    state[root] = 1;
    while (path.length > 0) {
      const node = path.at(-1) as number;
      const ownSuppliers = itemAt(byBuyer, node);
      if ((nextNeighbour[node] as number) === ownSuppliers.length) {
        state[node] = 2;
        path.pop();
        continue;
      }
      const { supplier } = itemAt(purchases, itemAt(ownSuppliers, nextNeighbour[node] as number));
      nextNeighbour[node] = (nextNeighbour[node] as number) + 1;
      if (state[supplier] === 1) return path.slice(path.indexOf(supplier));
      if (state[supplier] === 2) continue;
      state[supplier] = 1;
      path.push(supplier);
    }
  }
  return undefined;
}

/**
 * Finds, for each node, the next node on its shortest path to the leader, that is, one of its buyers. Among equally
 * short paths, the path through which the leader's dependency is greatest is taken. A node without such a path follows
 * links in any direction. Null for the leader and for nodes without any path.
 */
export function findPathsToLeader(
  { keys, purchases, byBuyer, bySupplier }: Network,
  leader: number,
  dependency: ArrayLike<number>,
): readonly (number | null)[] {
  const nextNodes: (number | null)[] = keys.map(() => null);
  const reachedNodes = new Set([leader]);
  const dependencyOf = (node: number): number => dependency[node] ?? 0;
  const suppliersOf = (node: number): number[] =>
    (byBuyer[node] ?? []).map((purchaseIndex) => purchases[purchaseIndex]?.supplier as number);
  const buyersOf = (node: number): number[] =>
    (bySupplier[node] ?? []).map((purchaseIndex) => purchases[purchaseIndex]?.buyer as number);
  const spreadFrom = (around: (node: number) => readonly number[]): void => {
    for (let outerNodes = [...reachedNodes]; outerNodes.length > 0; ) {
      const nextOuterNodes: number[] = [];
      for (const node of outerNodes.sort((a, b) => dependencyOf(b) - dependencyOf(a) || a - b)) {
        for (const neighbour of around(node)) {
          if (reachedNodes.has(neighbour)) continue;
          reachedNodes.add(neighbour);
          nextNodes[neighbour] = node;
          nextOuterNodes.push(neighbour);
        }
      }
      outerNodes = nextOuterNodes;
    }
  };
  spreadFrom(suppliersOf);
  spreadFrom((node) => [...buyersOf(node), ...suppliersOf(node)]);
  return nextNodes;
}
