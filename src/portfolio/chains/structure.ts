import type { Network } from './network.ts';

/**
 * The articulation points: nodes without which the network falls into more parts, whoever buys (Hopcroft and Tarjan 1973,
 * without recursion, for chains may be long).
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
