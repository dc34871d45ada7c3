import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dependencyOn } from '../../../src/portfolio/chains/dependency.ts';
import type { SupplierLink } from '../../../src/portfolio/chains/link.ts';
import { buildNetwork } from '../../../src/portfolio/chains/network.ts';
import { articulationPoints, betweennessOf, findCycle } from '../../../src/portfolio/chains/structure.ts';

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

describe.each(CASES.map((one, i) => ({ ...one, i })))('network $i is as networkx has it', (reference) => {
  const network = buildNetwork(reference.links.map(([buyer, supplier, share]) => linkOf(buyer, supplier, { share })));

  test('betweenness', () => {
    for (const [node, value] of betweennessOf(network).entries())
      expect(Math.abs(value - (reference.betweenness[network.keys[node] as string] as number))).toBeLessThan(1e-9);
  });

  test('articulation points', () => {
    const found = [...articulationPoints(network)].map((node) => network.keys[node]);
    expect(found.sort()).toEqual(reference.articulation);
  });

  test('dependency', () => {
    const { on } = dependencyOn(network, network.keys.indexOf(reference.leader));
    for (const [node, value] of on.entries())
      expect(Math.abs(value - (reference.dependency[network.keys[node] as string] as number))).toBeLessThan(1e-9);
  });
});

describe('networks', () => {
  test('shares: stated ones stay, the rest goes by value, else evenly', () => {
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

  test('a cycle is found, and a network without one has none', () => {
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

  test('a chain of 20,000 tiers and a cycle of whole shares come to an end', () => {
    const long = networkOf(Array.from({ length: 20_000 }, (_, i) => [`n${i}`, `n${i + 1}`] as const));
    expect(articulationPoints(long).size).toBe(19_999);
    expect(findCycle(long)).toBeUndefined();
    const { on } = dependencyOn(
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
