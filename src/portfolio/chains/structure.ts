import { DirectedGraph } from 'graphology';
import betweenness from 'graphology-metrics/centrality/betweenness.js';
import type { Network } from './network.ts';

// The package's types take its module for an ES module; what is imported is the function itself.
const betweennessCentrality = betweenness as unknown as typeof betweenness.default;

/**
 * Betweenness of every node: the share of all shortest ways, from suppliers to buyers of their buyers, that pass through it
 * (Freeman 1977 by Brandes 2001, directed, without weights, divided by (n - 1)(n - 2)).
 */
export function betweennessOf({ keys, purchases }: Network): readonly number[] {
  const graph = new DirectedGraph();
  for (let node = 0; node < keys.length; node++) graph.addNode(String(node));
  for (const { buyer, supplier } of purchases) graph.mergeEdge(String(supplier), String(buyer));
  // With fewer nodes nothing can lie between, and the divisor is nothing.
  if (keys.length < 3) return keys.map(() => 0);
  const found = betweennessCentrality(graph, { getEdgeWeight: null });
  return keys.map((_, node) => found[String(node)] ?? 0);
}

/**
 * The articulation points: nodes without which the network falls into more parts, whoever buys (Hopcroft and Tarjan 1973,
 * without recursion, for chains may be long). The graph library has no such function.
 */
export function articulationPoints({ keys, purchases }: Network): ReadonlySet<number> {
  const neighbours = keys.map((): number[] => []);
  for (const { buyer, supplier } of purchases) {
    neighbours[buyer]?.push(supplier);
    neighbours[supplier]?.push(buyer);
  }
  const order = new Int32Array(keys.length).fill(-1);
  const low = new Int32Array(keys.length);
  const next = new Int32Array(keys.length);
  const parent = new Int32Array(keys.length).fill(-1);
  const points = new Set<number>();
  let time = 0;
  for (let root = 0; root < keys.length; root++) {
    if (order[root] !== -1) continue;
    const path = [root];
    order[root] = low[root] = time++;
    let branches = 0;
    while (path.length > 0) {
      const node = path.at(-1) as number;
      const around = neighbours[node] as number[];
      if ((next[node] as number) < around.length) {
        const other = around[next[node] as number] as number;
        next[node] = (next[node] as number) + 1;
        if (order[other] === -1) {
          parent[other] = node;
          order[other] = low[other] = time++;
          if (node === root) branches += 1;
          path.push(other);
        } else if (other !== parent[node]) low[node] = Math.min(low[node] as number, order[other] as number);
        continue;
      }
      path.pop();
      const above = parent[node] as number;
      if (above === -1) continue;
      low[above] = Math.min(low[above] as number, low[node] as number);
      if (above !== root && (low[node] as number) >= (order[above] as number)) points.add(above);
    }
    if (branches > 1) points.add(root);
  }
  return points;
}

/** One cycle of purchases, as nodes each of whom buys from the next; undefined where there is none. */
export function findCycle({ keys, byBuyer, purchases }: Network): readonly number[] | undefined {
  const state = new Uint8Array(keys.length);
  const next = new Int32Array(keys.length);
  for (let root = 0; root < keys.length; root++) {
    if (state[root] !== 0) continue;
    const path = [root];
    state[root] = 1;
    while (path.length > 0) {
      const node = path.at(-1) as number;
      const own = byBuyer[node] as readonly number[];
      if ((next[node] as number) === own.length) {
        state[node] = 2;
        path.pop();
        continue;
      }
      const { supplier } = purchases[own[next[node] as number] as number] as (typeof purchases)[number];
      next[node] = (next[node] as number) + 1;
      if (state[supplier] === 1) return path.slice(path.indexOf(supplier));
      if (state[supplier] === 2) continue;
      state[supplier] = 1;
      path.push(supplier);
    }
  }
  return undefined;
}
