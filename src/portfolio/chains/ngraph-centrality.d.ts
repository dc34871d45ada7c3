/** The package comes without types. */
declare module 'ngraph.centrality' {
  import type { Graph } from 'ngraph.graph';

  /** By node: over all pairs of others, the share of shortest ways that pass through it. `oriented` keeps to directions. */
  export function betweenness(graph: Graph, oriented: boolean): Readonly<Record<string, number>>;
}
