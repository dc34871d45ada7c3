import type { Network } from './network.ts';

/** Enterprises times links: beyond this it would take minutes. */
const MOST_STEPS = 2e9;
/** Counts of ways are brought down from here on, long before a double cannot hold them. */
const MANY_WAYS = 1e100;

/**
 * Betweenness of every node: the share of all shortest ways, from suppliers to buyers of their buyers, that pass through it
 * (Freeman 1977 by Brandes 2001, directed, without weights, divided by (n - 1)(n - 2)). Null where the network is too large
 * to work it out. Ways are counted in doubles: between the ends of ten tiers of twenty each there are more than 32 bits hold.
 */
export function betweennessOf(network: Network): readonly number[] | null {
  const count = network.keys.length;
  // With fewer nodes nothing can lie between, and the divisor is nothing.
  if (count < 3) return network.keys.map(() => 0);
  if (count * network.purchases.length > MOST_STEPS) return null;
  const graph = buyersOf(network);
  const search = startSearch(count);
  const between = new Float64Array(count);
  for (let source = 0; source < count; source++) {
    // Who supplies nobody begins no way.
    if (graph.starts[source] === graph.starts[source + 1]) continue;
    countWays(graph, search, source);
    addShares(graph, search, between);
  }
  return Array.from(between, (value) => value / ((count - 1) * (count - 2)));
}

/** The buyers of each node, one after the other; those of a node begin at `starts`. */
interface Graph {
  readonly starts: Int32Array;
  readonly buyers: Int32Array;
}

/** What is known on the way from one source; used again for the next. */
interface Search {
  /** Nodes in the order they are reached, and how many are. */
  readonly order: Int32Array;
  reached: number;
  /** Steps from the source; -1 where no way leads. */
  readonly depth: Int32Array;
  /** How many shortest ways lead there, divided by what the steps before were brought down by. */
  readonly ways: Float64Array;
  /** By depth: what its counts were brought down by. */
  readonly divisor: Float64Array;
  readonly share: Float64Array;
}

function buyersOf({ keys, purchases, bySupplier }: Network): Graph {
  const starts = new Int32Array(keys.length + 1);
  const buyers = new Int32Array(purchases.length);
  let at = 0;
  for (let node = 0; node < keys.length; node++) {
    starts[node] = at;
    const own = new Set((bySupplier[node] ?? []).map((place) => purchases[place]?.buyer as number));
    for (const buyer of own) buyers[at++] = buyer;
  }
  starts[keys.length] = at;
  return { starts, buyers };
}

function startSearch(count: number): Search {
  return {
    order: new Int32Array(count),
    reached: 0,
    depth: new Int32Array(count).fill(-1),
    ways: new Float64Array(count),
    divisor: new Float64Array(count + 1).fill(1),
    share: new Float64Array(count),
  };
}

/** Goes out from the source breadth first, and counts the shortest ways to each node. */
function countWays({ starts, buyers }: Graph, search: Search, source: number): void {
  const { order, depth, ways, divisor, share } = search;
  for (let i = 0; i < search.reached; i++) depth[order[i] as number] = -1;
  order[0] = source;
  depth[source] = 0;
  ways[source] = 1;
  share[source] = 0;
  let [reached, tier, end] = [1, 0, 1];
  for (let i = 0; i < reached; i++) {
    if (i === end) {
      tier += 1;
      divisor[tier] = bringDown(order, ways, i, reached);
      end = reached;
    }
    const node = order[i] as number;
    const own = ways[node] as number;
    const last = starts[node + 1] as number;
    for (let at = starts[node] as number; at < last; at++) {
      const buyer = buyers[at] as number;
      if (depth[buyer] === -1) {
        depth[buyer] = tier + 1;
        ways[buyer] = own;
        share[buyer] = 0;
        order[reached++] = buyer;
      } else if (depth[buyer] === tier + 1) ways[buyer] = (ways[buyer] as number) + own;
    }
  }
  search.reached = reached;
}

/** Divides the counts of a tier by the greatest where that is huge; only ratios of neighbouring tiers matter. */
function bringDown(order: Int32Array, ways: Float64Array, from: number, to: number): number {
  let most = 0;
  for (let i = from; i < to; i++) most = Math.max(most, ways[order[i] as number] as number);
  if (most < MANY_WAYS) return 1;
  for (let i = from; i < to; i++) {
    const node = order[i] as number;
    ways[node] = (ways[node] as number) / most;
  }
  return most;
}

/** Comes back from the farthest node, and gives each its share of the ways that pass through it. */
function addShares({ starts, buyers }: Graph, search: Search, between: Float64Array): void {
  const { order, depth, ways, divisor, share } = search;
  for (let i = search.reached - 1; i > 0; i--) {
    const node = order[i] as number;
    const next = (depth[node] as number) + 1;
    const own = (ways[node] as number) / (divisor[next] as number);
    let sum = 0;
    const last = starts[node + 1] as number;
    for (let at = starts[node] as number; at < last; at++) {
      const buyer = buyers[at] as number;
      if (depth[buyer] === next) sum += (own / (ways[buyer] as number)) * (1 + (share[buyer] as number));
    }
    share[node] = sum;
    between[node] = (between[node] as number) + sum;
  }
}
