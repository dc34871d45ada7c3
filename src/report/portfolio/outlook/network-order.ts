import type { ChainFigures } from '../../../portfolio/chains/chain.ts';
import { waysToLeader } from '../../../portfolio/chains/ways.ts';

/**
 * The enterprises of a chain, those in front that are shown where only `most` are: the leader, the weak links, and those
 * that the leader depends on most, each with everybody on its way to the leader, as far as all of these have room; so none
 * of them stands alone.
 */
export function orderMembers(
  { network, leader, weakLinks, dependency }: ChainFigures,
  most: number,
): readonly number[] {
  const next = waysToLeader(network, leader.node, dependency);
  const on = (node: number): number => dependency[node] ?? 0;
  const byDependency = network.keys.map((_, node) => node).sort((a, b) => on(b) - on(a) || a - b);
  const shown = new Set([leader.node]);
  for (const node of [...weakLinks.map((weak) => weak.node), ...byDependency]) {
    const way: number[] = [];
    let at: number | null = node;
    for (; at !== null && !shown.has(at); at = next[at] ?? null) way.push(at);
    // Without a way it never came to one who is shown.
    if (at !== null && shown.size + way.length <= most) for (const one of way) shown.add(one);
  }
  return [...new Set([...shown, ...byDependency])];
}
