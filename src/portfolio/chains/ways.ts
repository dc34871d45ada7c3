import type { Network } from './network.ts';

/**
 * By node: the next one on its shortest way to the leader, which is a buyer of it; of equally short ways the one through
 * whom the leader depends on most. Who supplies nobody that leads there comes along any link. Null for the leader, and
 * where there is no way at all.
 */
export function waysToLeader(
  { keys, purchases, byBuyer, bySupplier }: Network,
  leader: number,
  dependency: ArrayLike<number>,
): readonly (number | null)[] {
  const next: (number | null)[] = keys.map(() => null);
  const reached = new Set([leader]);
  const on = (node: number): number => dependency[node] ?? 0;
  const suppliersOf = (node: number): number[] => (byBuyer[node] ?? []).map((at) => purchases[at]?.supplier as number);
  const buyersOf = (node: number): number[] => (bySupplier[node] ?? []).map((at) => purchases[at]?.buyer as number);
  const spread = (around: (node: number) => readonly number[]): void => {
    for (let rim = [...reached]; rim.length > 0; ) {
      const found: number[] = [];
      for (const node of rim.sort((a, b) => on(b) - on(a) || a - b)) {
        for (const other of around(node)) {
          if (reached.has(other)) continue;
          reached.add(other);
          next[other] = node;
          found.push(other);
        }
      }
      rim = found;
    }
  };
  spread(suppliersOf);
  spread((node) => [...buyersOf(node), ...suppliersOf(node)]);
  return next;
}
