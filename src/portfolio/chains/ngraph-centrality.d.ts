/** The package has no types of its own. */
declare module 'ngraph.centrality' {
  import type { Graph } from 'ngraph.graph';

  /**
   * Returns, for each node, the share of the shortest paths between other nodes that pass through it, added up over all
   * pairs of nodes. `oriented` means that links have a direction.
   */
  export function betweenness(graph: Graph, oriented: boolean): Readonly<Record<string, number>>;
}
