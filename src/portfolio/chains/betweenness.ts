import { betweenness } from 'ngraph.centrality';
import createGraph from 'ngraph.graph';
import type { Network } from './network.ts';

/** Enterprises times links: beyond this it would take minutes. */
const MOST_STEPS = 1e9;
/** How far, as a share of itself, the sum over all nodes may be from what it must be. */
const TOLERANCE = 1e-9;

/**
 * Betweenness of every node: the share of all shortest ways, from suppliers to buyers of their buyers, that pass through it
 * (Freeman 1977 by Brandes 2001, directed, without weights, divided by (n - 1)(n - 2)). Null where the network is too large
 * to work it out, be it that there are more ways than a double counts.
 */
export function betweennessOf(network: Network): readonly number[] | null {
  const { keys, purchases } = network;
  // With fewer nodes nothing can lie between, and the divisor is nothing.
  if (keys.length < 3) return keys.map(() => 0);
  if (keys.length * purchases.length > MOST_STEPS) return null;
  const graph = createGraph({ multigraph: false });
  for (const node of keys.keys()) graph.addNode(node);
  for (const { buyer, supplier } of purchases) graph.addLink(supplier, buyer);
  const found = betweenness(graph, true);
  const sums = keys.map((_, node) => found[node] as number);
  const sum = sums.reduce((all, one) => all + one, 0);
  const due = stepsBetween(network);
  if (!(Math.abs(sum - due) <= TOLERANCE * due)) return null;
  return sums.map((one) => one / ((keys.length - 1) * (keys.length - 2)));
}

/**
 * What betweenness adds up to over all nodes, before it is divided: of each ordered pair that a way joins, the nodes inside
 * of a shortest one. Found without counting ways, of which there can be more than a double holds.
 */
function stepsBetween({ keys, purchases, bySupplier }: Network): number {
  const count = keys.length;
  const buyersOf = bySupplier.map((own) => Int32Array.from(own, (place) => purchases[place]?.buyer as number));
  const [order, depth] = [new Int32Array(count), new Int32Array(count)];
  let steps = 0;
  for (let source = 0; source < count; source++) {
    depth.fill(-1);
    [depth[source], order[0]] = [0, source];
    for (let [i, reached] = [0, 1]; i < reached; i++) {
      const node = order[i] as number;
      const next = (depth[node] as number) + 1;
      steps += Math.max(0, next - 2);
      for (const buyer of buyersOf[node] as Int32Array) {
        if (depth[buyer] !== -1) continue;
        depth[buyer] = next;
        order[reached++] = buyer;
      }
    }
  }
  return steps;
}
