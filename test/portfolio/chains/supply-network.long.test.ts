import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SupplierLink } from '../../../src/portfolio/chains/supply-links.ts';
import {
  buildNetwork,
  computeBetweenness,
  computeDependency,
  findArticulationPoints,
  findCycle,
} from '../../../src/portfolio/chains/supply-network.ts';

interface Reference {
  readonly leader: string;
  readonly links: readonly (readonly [buyer: string, supplier: string, share: number])[];
  readonly betweenness: Readonly<Record<string, number>>;
  readonly articulation: readonly string[];
  readonly dependency: Readonly<Record<string, number>>;
}

const CASES = JSON.parse(await readFile(path.join(import.meta.dirname, 'reference.json'), 'utf8')) as Reference[];

function linkOf(buyer: string, supplier: string, more: Partial<SupplierLink> = {}): SupplierLink {
  return { chain: '', cluster: null, buyer, supplier, share: null, value: null, isSingle: false, line: 2, ...more };
}

const networkOf = (links: readonly (readonly [string, string])[]) => buildNetwork(links.map(([a, b]) => linkOf(a, b)));

describe.each(CASES.map((one, i) => ({ ...one, i })))('network $i compared with networkx', (reference) => {
  const network = buildNetwork(reference.links.map(([buyer, supplier, share]) => linkOf(buyer, supplier, { share })));

  test('betweenness is as networkx computes it', () => {
    expect(computeBetweenness(network)).toHaveLength(network.keys.length);
    for (const [node, value] of (computeBetweenness(network) ?? []).entries())
      expect(Math.abs(value - (reference.betweenness[network.keys[node] as string] as number))).toBeLessThan(1e-9);
  });

  test('articulation points are as networkx computes them', () => {
    const found = [...findArticulationPoints(network)].map((node) => network.keys[node]);
    expect(found.sort()).toEqual(reference.articulation);
  });

  test('dependency is as networkx computes it', () => {
    const { on } = computeDependency(network, network.keys.indexOf(reference.leader));
    for (const [node, value] of on.entries())
      expect(Math.abs(value - (reference.dependency[network.keys[node] as string] as number))).toBeLessThan(1e-9);
  });
});

describe('betweenness with many paths', () => {
  /** By the key of each node, times the divisor. */
  function sharesOf(links: readonly (readonly [string, string])[]): (key: string) => number {
    const network = networkOf(links);
    const found = computeBetweenness(network);
    const n = network.keys.length;
    return (key) => (found?.[network.keys.indexOf(key)] as number) * (n - 1) * (n - 2);
  }

  test('betweenness is right for ten tiers of twenty, with more paths than 32 bits count', () => {
    const [tiers, wide] = [10, 20];
    const all = Array.from({ length: wide }, (_, i) => i);
    const links = Array.from({ length: tiers - 1 }, (_, tier) =>
      all.flatMap((a) => all.map((b) => [`${tier}.${a}`, `${tier + 1}.${b}`] as const)),
    ).flat();
    const shareOf = sharesOf(links);
    // Of each pair of ends on either side, every member of a tier between them has the same share.
    for (let tier = 0; tier < tiers; tier++)
      for (const place of [0, 7]) expect(shareOf(`${tier}.${place}`)).toBeCloseTo(tier * (tiers - 1 - tier) * wide, 6);
  });

  test('betweenness is omitted if there are more paths than a double counts: 1,100 forks in a row', () => {
    const forksOf = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        (['b', 'c'] as const).flatMap((side) => [
          [`a${i}`, `${side}${i}`] as const,
          [`${side}${i}`, `a${i + 1}`] as const,
        ]),
      ).flat();
    expect(computeBetweenness(networkOf(forksOf(1100)))).toBeNull();
    const shareOf = sharesOf(forksOf(500));
    const n = 3 * 500 + 1;
    for (const i of [1, 2, 250, 499]) {
      expect(shareOf(`a${i}`) / (3 * i * (n - 1 - 3 * i))).toBeCloseTo(1, 9);
      expect(shareOf(`b${i}`) / (((3 * i + 1) * (n - 3 * i - 3)) / 2)).toBeCloseTo(1, 9);
    }
  });

  test('betweenness is omitted for a network that is too large', () => {
    const links = Array.from({ length: 70_000 }, (_, i) => [`n${i}`, `n${i + 1}`] as const);
    expect(computeBetweenness(networkOf(links))).toBeNull();
  });
});

describe('supply networks', () => {
  test('stated supplier shares are kept, and the rest is divided by value, or evenly without values', () => {
    const network = buildNetwork([
      linkOf('L', 'a', { share: 0.4 }),
      linkOf('L', 'b', { value: 30 }),
      linkOf('L', 'c', { value: 10 }),
      linkOf('a', 'd'),
      linkOf('a', 'e'),
    ]);
    expect(network.purchases.map(({ share }) => share)).toEqual(
      [0.4, 0.6 * 0.75, 0.6 * 0.25, 0.5, 0.5].map((share) => expect.closeTo(share, 12)),
    );
  });

  test('a cycle of purchases is found in a network with one, and none in a network without', () => {
    const cycle = findCycle(
      networkOf([
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'd'],
        ['d', 'b'],
      ]),
    );
    expect(cycle).toEqual([1, 2, 3]);
    expect(
      findCycle(
        networkOf([
          ['a', 'b'],
          ['a', 'c'],
          ['b', 'd'],
          ['c', 'd'],
        ]),
      ),
    ).toBeUndefined();
  });

  test('a chain of 20,000 tiers, and a cycle of whole shares, are computed in finite time', () => {
    const long = networkOf(Array.from({ length: 20_000 }, (_, i) => [`n${i}`, `n${i + 1}`] as const));
    expect(findArticulationPoints(long).size).toBe(19_999);
    expect(findCycle(long)).toBeUndefined();
    const { on } = computeDependency(
      networkOf([
        ['L', 'a'],
        ['a', 'b'],
        ['b', 'a'],
      ]),
      0,
    );
    // a = 1 + b / 2, b = a / 2.
    expect([...on]).toEqual([0, expect.closeTo(4 / 3, 12), expect.closeTo(2 / 3, 12)]);
  });
});
