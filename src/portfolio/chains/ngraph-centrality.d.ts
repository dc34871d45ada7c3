/** The package has no types of its own. */
declare module 'ngraph.centrality' {
  import type { Graph } from 'ngraph.graph';

  /**
   * By node: over all pairs of other nodes, the share of shortest paths that pass through it. `oriented` respects
   * directions.
   */
  export function betweenness(graph: Graph, oriented: boolean): Readonly<Record<string, number>>;
}
