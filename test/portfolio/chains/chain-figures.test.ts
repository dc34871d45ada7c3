import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/app/highs-solver.ts';
import type { Solver } from '../../../src/policy/optimise/linear-program.ts';
import {
  type ChainMember,
  describeChains,
  describeClusters,
  type FindChainMember,
} from '../../../src/portfolio/chains/chain-figures.ts';
import { selectSuppliers } from '../../../src/portfolio/chains/supplier-selection.ts';
import { type LinkRow, readLinks, type SupplierLink } from '../../../src/portfolio/chains/supply-links.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver({ home: path.join(import.meta.dirname, '../../..') });
});

const link = (chain: string, buyer: string, supplier: string, share: number, isSingle = false): SupplierLink => ({
  chain,
  cluster: 'C',
  buyer,
  supplier,
  share,
  value: null,
  isSingle,
  line: 2,
});

function standings(levels: Readonly<Record<string, number>>, outside: readonly string[] = []): FindChainMember {
  return (key): ChainMember => ({
    key,
    name: null,
    city: outside.includes(key) ? 'Deyang' : 'Chengdu',
    isRegistered: !outside.includes(key),
    isLeader: false,
    isTransformed: false,
    isOnSite: false,
    level: levels[key] === undefined ? null : { lowest: levels[key], highest: levels[key] },
    settled: levels[key] || null,
  });
}

/** L buys half from A and a quarter from B; A buys 0.4 from D alone and 0.2 from E; B buys 0.8 from E. */
const LINKS = [
  link('one', 'L', 'A', 0.5),
  link('one', 'L', 'B', 0.25, true),
  link('one', 'A', 'D', 0.4, true),
  link('one', 'A', 'E', 0.2),
  link('one', 'B', 'E', 0.8),
];
const LEVELS = { L: 3, A: 2, B: 1, D: 0 };

describe('a chain, worked out by hand', () => {
  const [chain] = describeChains(LINKS, standings(LEVELS), 4);
  const at = (key: string): number => chain?.network.keys.indexOf(key) as number;

  test('dependency, readiness and its bounds of a chain equal those worked out by hand', () => {
    // D: 0.5 x 0.5 x 0.4; E: 0.5 x (0.5 x 0.2 + 0.25 x 0.8).
    const dependency = { A: 0.5, B: 0.25, D: 0.1, E: 0.15 };
    for (const [key, value] of Object.entries(dependency)) expect(chain?.dependency[at(key)]).toBeCloseTo(value, 12);
    const earned = 0.5 * (2 / 4) + 0.25 * (1 / 4);
    expect(chain?.readiness?.value).toBeCloseTo(earned / 0.85, 12);
    expect(chain?.readiness?.lowest).toBeCloseTo(earned / 1, 12);
    expect(chain?.readiness?.highest).toBeCloseTo((earned + 0.15) / 1, 12);
    expect(chain?.readiness?.covered).toBeCloseTo(0.85, 12);
  });

  test('weak links are ranked by the dependency that has no alternative, multiplied by the points missing from the score', () => {
    const found = chain?.weakLinks.map(({ node, weakness }) => [chain.network.keys[node], weakness]);
    // B: 1 x 0.25 x 3/4; A: 1 x 0.5 / 2 x 2/4; D: 0.25 x 0.4 x 4/4.
    expect(found).toEqual([
      ['B', expect.closeTo(0.1875, 12)],
      ['A', expect.closeTo(0.125, 12)],
      ['D', expect.closeTo(0.1, 12)],
    ]);
  });

  test('readiness of a chain after raising its weak links equals the one worked out by hand', () => {
    expect(chain?.raised?.byOne.value).toBeCloseTo((0.5 * 3 + 0.25 * 2 + 0.1) / 4 / 0.85, 12);
    expect(chain?.raised?.toLeader?.value).toBeCloseTo(3 / 4, 12);
  });

  test('coverage, levels of all and of direct suppliers, and the leader of a chain equal those worked out by hand', () => {
    expect(chain?.leader).toEqual({ node: at('L'), isStated: false, others: [] });
    expect(chain?.coverage).toMatchObject({ members: 5, assessed: 4, outside: 0 });
    expect([...(chain?.levels.counts ?? [])]).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
    // D reached none and is not in the mean; E was never assessed.
    expect(chain?.levels).toMatchObject({ none: 1, open: 0, notAssessed: 1, mean: 2 });
    expect(chain?.supplierLevels).toEqual({
      counts: new Map([
        [1, 1],
        [2, 1],
      ]),
      none: 0,
      open: 0,
      notAssessed: 0,
      mean: 1.5,
    });
  });

  test('an enterprise with an open level is not counted among those without a level, nor in the mean', () => {
    const known = standings(LEVELS);
    const withOpen: FindChainMember = (key) =>
      key === 'B' ? { ...known(key), level: { lowest: 1, highest: 2 }, settled: null } : known(key);
    const [open] = describeChains(LINKS, withOpen, 4);
    expect(open?.levels).toMatchObject({ none: 1, open: 1, notAssessed: 1, mean: 2.5 });
  });

  test('the suppliers selected for roadmaps equal those found by exhaustive search', () => {
    const roadmaps: Record<string, { to: number; cost: number }> = { A: { to: 3, cost: 60 }, B: { to: 3, cost: 50 } };
    const along = (budget: number) =>
      chain && selectSuppliers(chain, (key) => roadmaps[key], { top: 4, budget, solver });
    const names = (budget: number) => along(budget)?.chosen.map(({ node }) => chain?.network.keys[node]);
    // A gains 0.5 x 1/4, B 0.25 x 2/4: as much, and B is cheaper.
    expect([names(49), names(60), names(109), names(110)]).toEqual([[], ['B'], ['B'], ['B', 'A']]);
    expect(along(110)).toMatchObject({ cost: 110, candidates: 2, priced: 2 });
    expect(along(110)?.after?.value).toBeCloseTo((0.5 * 3 + 0.25 * 3) / 4 / 0.85, 12);
    // Gains are in the unit of readiness: they are what lies between before and after.
    const gains = along(110)?.chosen.reduce((sum, { gain }) => sum + gain, 0) ?? 0;
    expect((chain?.readiness?.value ?? 0) + gains).toBeCloseTo(along(110)?.after?.value ?? 0, 12);
  });
});

test('a cluster counts an enterprise of several chains once, and unregistered ones separately', () => {
  const links = [...LINKS, link('two', 'M', 'a', 0.3), link('two', 'M', 'X', 0.3)];
  const [cluster] = describeClusters(describeChains(links, standings(LEVELS, ['X', 'M']), 4));
  expect(cluster).toMatchObject({ name: 'C', chains: ['one', 'two'], shared: 1 });
  expect(cluster?.coverage).toMatchObject({ members: 7, registered: 5, outside: 2 });
  expect(cluster?.cities.map(({ city, coverage }) => [city, coverage.members])).toEqual([
    ['Chengdu', 5],
    ['Deyang', 2],
  ]);
});

describe('links read from tables', () => {
  const row = (line: number, buyer: string, supplier: string, more: Partial<LinkRow> = {}): LinkRow => ({
    line,
    chain: null,
    cluster: null,
    buyer,
    supplier,
    share: null,
    value: null,
    single: null,
    ...more,
  });

  test('invalid supply links are reported with their line, and all others are used', () => {
    const { links, faults } = readLinks([
      row(2, 'A', 'a'),
      row(3, 'A', 'B', { share: '20%' }),
      row(4, 'a', 'b'),
      row(5, 'A', 'C', { share: '120 %' }),
      row(6, '', 'C'),
      row(7, 'A', 'D', { single: 'perhaps' }),
      row(8, 'A', 'E', { value: '-5' }),
      row(9, 'A', 'F', { share: '１５％', single: '是' }),
    ]);
    expect(links.map(({ supplier, share, isSingle }) => [supplier, share, isSingle])).toEqual([
      ['B', 0.2, false],
      ['F', 0.15, true],
    ]);
    expect(faults.map(({ code, line }) => `${line} ${code}`)).toEqual([
      '2 self',
      '4 twice',
      '5 bad-share',
      '6 no-key',
      '7 bad-single',
      '8 bad-value',
    ]);
  });

  test('shares without a percent sign are percentages if most are above 1; decimal commas are accepted', () => {
    const shares = (...texts: string[]) =>
      readLinks(texts.map((share, i) => row(i + 2, 'A', `S${i}`, { share }))).links.map(({ share }) => share);
    expect(shares('20', '0,5', '30')).toEqual([0.2, 0.005, 0.3]);
    expect(shares('0,2', '0.05')).toEqual([0.2, 0.05]);
  });

  test('suppliers’ shares that add up to more than the whole are scaled down and reported', () => {
    const { links, faults } = readLinks([row(2, 'A', 'B', { share: '0.9' }), row(3, 'A', 'C', { share: '0.6' })]);
    expect(links.map(({ share }) => share)).toEqual([expect.closeTo(0.6, 12), expect.closeTo(0.4, 12)]);
    expect(faults).toEqual([{ code: 'too-much', line: 2, key: 'A', share: 1.5 }]);
  });
});
