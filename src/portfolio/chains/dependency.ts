import type { Network } from './network.ts';

/** Of what a supplier delivers, about half is bought in turn: so much of a dependency goes on to the next tier. */
export const PASSED_ON = 0.5;
/** Below this nothing changes any more; half as much each time, so that it takes some sixty steps. */
const SETTLED = 1e-17;

/** How much a chain depends on its members. */
export interface Dependency {
  /** By node: what the leader depends on it, the leader itself 0. */
  readonly on: Float64Array;
  /** By node: what passes through it as a buyer, the leader 1. */
  readonly through: Float64Array;
}

/**
 * How much the leader depends on each supplier: the share it buys from it, and half of what it depends on each of its
 * buyers times the share they buy from it, and so on down the tiers. That is d = w(leader) + 1/2 Wᵀd, Katz' centrality
 * (1953) with attenuation 1/2 started at the leader's own shares; purchases of the leader further down do not count again.
 */
export function dependencyOn({ keys, purchases, byBuyer }: Network, leader: number): Dependency {
  const on = new Float64Array(keys.length);
  let wave = new Float64Array(keys.length);
  const buy = (buyer: number, weight: number, into: Float64Array): void => {
    for (const at of byBuyer[buyer] ?? []) {
      const { supplier, share } = purchases[at] as Network['purchases'][number];
      into[supplier] = (into[supplier] as number) + weight * share;
    }
  };
  buy(leader, 1, wave);
  for (;;) {
    const further = new Float64Array(keys.length);
    let most = 0;
    for (let node = 0; node < keys.length; node++) {
      const arriving = wave[node] as number;
      on[node] = (on[node] as number) + arriving;
      most = Math.max(most, arriving);
      if (arriving > 0 && node !== leader) buy(node, arriving * PASSED_ON, further);
    }
    if (most < SETTLED) break;
    wave = further;
  }
  const through = on.map((value, node) => (node === leader ? 1 : value * PASSED_ON));
  on[leader] = 0;
  return { on, through };
}
