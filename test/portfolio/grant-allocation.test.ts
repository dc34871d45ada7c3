import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Enterprise } from '../../src/model/index.ts';
import { allocateGrants, type EnterpriseGrants } from '../../src/portfolio/grant-allocation.ts';
import { fileEntryOf } from '../../src/portfolio/member.ts';
import { runs } from '../property-runs.ts';

const grants = (index: number, [certain, likely, possible]: readonly number[], currency = 'EUR'): EnterpriseGrants => ({
  ...{ index, from: 1, to: 2, currency, cost: 100_000, isOpen: false },
  certain: { pays: certain ?? 0, own: 90_000 },
  likely: { pays: likely ?? 0, own: 80_000 },
  possible: { pays: possible ?? 0, own: 70_000 },
});

/** Four firms with plans; amounts in hundredths. The second one was already granted 10,000. */
const FIRMS = [
  grants(0, [0, 30_000, 50_000]),
  grants(1, [10_000, 40_000, 40_000]),
  grants(2, [0, 0, 20_000]),
  grants(3, [0, 25_000, 25_000]),
];

test('a budget pays what is granted already, then the smallest likely grants', () => {
  // 100 of the 700 are granted to firm 1. The other 600: firm 3 takes 250, firm 0 or the rest of firm 1 takes 300.
  const allocation = allocateGrants(FIRMS, 70_000, 'likely');
  expect(allocation).toMatchObject({ plans: 4, claiming: 3, granted: 100, paid: 650, left: 50, gain: 2 });
  expect(allocation?.chosen.map(({ index, pays }) => [index, pays])).toEqual([
    [3, 250],
    [0, 300],
  ]);
  expect(allocation?.next).toEqual({ budget: 950, enterprises: 3 });
  expect(allocation?.tiers).toEqual({
    certain: { pays: 100, own: 3600 },
    likely: { pays: 950, own: 3200 },
    possible: { pays: 1350, own: 2800 },
  });
});

test('possible grants are paid only if the budget is for them', () => {
  const allocation = allocateGrants(FIRMS, 70_000, 'possible');
  expect(allocation?.chosen.map(({ index, pays }) => [index, pays])).toEqual([
    [2, 200],
    [3, 250],
  ]);
});

test('a budget below what is granted already pays for no further plan and says how much is missing', () => {
  expect(allocateGrants(FIRMS, 4000, 'likely')).toMatchObject({ chosen: [], granted: 100, paid: 40, left: 0 });
});

test('plans in another currency than most are counted, not added', () => {
  const allocation = allocateGrants([...FIRMS, grants(4, [0, 10_000, 10_000], 'CHF')], 1_000_000, 'likely');
  expect(allocation).toMatchObject({ currency: 'EUR', plans: 4, otherCurrency: 1, paid: 950 });
});

test('no allocation pays more than its budget, and a larger budget never pays for fewer firms', () => {
  const amounts = fc.tuple(fc.nat(20_000), fc.nat(20_000), fc.nat(20_000));
  fc.assert(
    fc.property(fc.array(amounts, { minLength: 1 }), fc.nat(200_000), fc.nat(50_000), (firms, budget, more) => {
      const plans = firms.map(([a, b, c], i) => grants(i, [a, a + b, a + b + c]));
      for (const tier of ['likely', 'possible'] as const) {
        const [small, large] = [allocateGrants(plans, budget, tier), allocateGrants(plans, budget + more, tier)];
        expect(small?.paid).toBeLessThanOrEqual(budget / 100);
        expect(large?.chosen.length).toBeGreaterThanOrEqual(small?.chosen.length ?? 0);
      }
    }),
    runs(100),
  );
});

test('the grants of a plan are read from its file by tier, for the programmes asked about', () => {
  const sum = (own: string, ...instruments: [id: string, money: string][]) => ({
    ...{ total: '0', grants: '0', interest: '0', own },
    instruments: instruments.map(([id, money]) => ({ id, money })),
  });
  const funding = {
    ...{ currency: 'EUR', estimate: 'high', cost: '1000', unknown: ['loan-guarantee'], undecided: ['land', 'lottery'] },
    certain: sum('900', ['land', '100']),
    likely: sum('500', ['land', '400'], ['federal', '100']),
  };
  const instruments = [
    { id: 'land', policy: 'land-programme' },
    { id: 'federal', policy: 'federal-programme' },
    { id: 'loan-guarantee', policy: 'federal-programme' },
    { id: 'lottery', policy: 'town-programme' },
  ];
  const recommendation = { target: { levelAfter: 2 }, measures: [], instruments, funding };
  const assessment = {
    ...{ kind: 'self', finishedAt: '2026-01-31T00:00:00.000Z', pack: { id: 'p', version: '1' } },
    ...{ facts: {}, answers: {}, result: { facts: {}, scores: {} }, recommendation },
  };
  const enterprise = { schemaVersion: 2, key: 'A1', facts: {}, assessments: [assessment] } as unknown as Enterprise;
  expect(fileEntryOf(enterprise, false).assessments[0]?.grants).toEqual({
    ...{ currency: 'EUR', cost: 100_000, to: 2, openIn: ['federal-programme', 'town-programme'] },
    certain: { pays: new Map([['land-programme', 10_000]]), own: 90_000 },
    likely: {
      pays: new Map([
        ['land-programme', 40_000],
        ['federal-programme', 10_000],
      ]),
      own: 50_000,
    },
    // A tier that is not on file pays no more than the one before.
    possible: {
      pays: new Map([
        ['land-programme', 40_000],
        ['federal-programme', 10_000],
      ]),
      own: 50_000,
    },
  });
});
