import { expect, test } from 'vitest';
import type { SupplierLink } from '../../../src/portfolio/chains/supply-links.ts';
import { buildNetwork, findPathsToLeader } from '../../../src/portfolio/chains/supply-network.ts';

/** Written as in `A>L`: A supplies L. The ways are told alike, with `-` for who has none. */
function tell(written: string, leader: string, on: Readonly<Record<string, number>> = {}): string {
  const links = written.split(' ').map((one) => {
    const [supplier = '', buyer = ''] = one.split('>');
    return { supplier, buyer, share: null, value: null, isSingle: false } as unknown as SupplierLink;
  });
  const network = buildNetwork(links);
  const dependency = network.keys.map((key) => on[key] ?? 0);
  const ways = findPathsToLeader(network, network.keys.indexOf(leader), dependency);
  return network.keys
    .map((key, i) => `${key}>${ways[i] === null ? '-' : network.keys[ways[i] as number]}`)
    .sort()
    .join(' ');
}

test('the path to the leader is the shortest one over buyers', () => {
  expect(tell('A>L B>A C>B C>A', 'L')).toBe('A>L B>A C>A L>-');
});

test('of equally short paths to the leader, the one on which the leader depends more is chosen', () => {
  expect(tell('A>L B>L C>A C>B', 'L', { A: 0.2, B: 0.3 })).toBe('A>L B>L C>B L>-');
  expect(tell('A>L B>L C>A C>B', 'L', { A: 0.4, B: 0.3 })).toBe('A>L B>L C>A L>-');
});

test('a path search terminates even if purchases form a cycle', () => {
  expect(tell('A>L L>A B>A A>B', 'L')).toBe('A>L B>A L>-');
});

test('a supplier without a path to the leader is connected by any of its links', () => {
  // M buys from A as the leader does; D supplies only M. Nobody leads from X to the leader at all.
  expect(tell('A>L A>M D>M X>Y', 'L')).toBe('A>L D>M L>- M>A X>- Y>-');
});
