import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measures } from '../../src/model/generated/types.ts';
import { fromNumber, toNumber } from '../../src/model/rational.ts';
import { priceMeasures } from '../../src/policy/enterprise-costs.ts';
import { compileMeasures } from '../../src/policy/measures.ts';
import { findLevelCosts } from '../../src/policy/roadmap.ts';
import { createAdviceKeys, createStateKeys } from '../../src/policy/state-keys.ts';
import { assess } from '../../src/scoring/score-result.ts';
import {
  compileDocuments,
  type PreparedPack,
  preparePack,
  readJoinery,
  readSheet,
  recommendFor,
  STAMP,
} from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

/** A number, or a rule as it is written. */
type End = number | object;
type Facts = Readonly<Record<string, unknown>>;

const LOWEST = { network: ['none'], erp: 'none', rate: 'low', planning: 0, quality: 0, safety: 0 };

const BY_EMPLOYEES = { of: 'employees', steps: { 0: 1000, 10: 2000, 50: 7000 } };
const BY_SAWS = { sum: { saws: 300 }, floor: 1500, cap: 9000 };
const BY_REVENUE = { sum: { revenue: 2 } };

/** The joinery with other costs for some of its measures, by their ids. */
function withCosts(costs: Readonly<Record<string, readonly [low: End, high: End]>>, more: object = {}): PreparedPack {
  const documents = readJoinery();
  const measures = documents.measures.measures.map((one) => {
    const [low, high] = costs[one.id] ?? [];
    return high === undefined ? one : { ...one, cost: { low, high, currency: 'CNY' }, ...more };
  });
  return preparePack({ ...documents, measures: { kind: 'measures', measures } as Measures });
}

function withCost(low: End, high: End, more?: object): PreparedPack {
  return withCosts({ lan: [low, high] }, more);
}

function recommendLan(pack: PreparedPack, facts: Facts, target = 1) {
  const found = recommendFor(pack, readSheet(pack, { ...LOWEST, erp: 'partial' }, facts), target, undefined, {
    solver,
  });
  return { ...found, lan: found.measures.find(({ id }) => id === 'lan') };
}

/** What the network costs with these facts, where nothing else would do. */
function costOfLan(low: End, high: End, facts: Facts) {
  const { lan } = recommendLan(withCost(low, high), { ...facts }, 3);
  return lan?.cost && [lan.cost.low, lan.cost.high];
}

describe('a cost based on facts', () => {
  it('a cost based on facts is worked out from today’s answers', () => {
    expect(costOfLan(BY_EMPLOYEES, BY_SAWS, { employees: 8, saws: 7 })).toEqual([1000, 2100]);
    expect(costOfLan(BY_EMPLOYEES, BY_SAWS, { employees: 49, saws: 100 })).toEqual([2000, 9000]);
    expect(costOfLan(500, BY_SAWS, { saws: 0 })).toEqual([500, 1500]);
  });

  it('the rule of a cost can use answers, scores and conditions, as the rule of a score can', () => {
    const byAnswers = { first: [{ value: 4000, when: { erp: { const: 'partial' } } }, { value: 6000 }] };
    expect(costOfLan(0, byAnswers, {})).toEqual([0, 4000]);
    expect(costOfLan(0, { sum: { foundation: 100 } }, {})).toEqual([0, 200]);
  });

  it('a cost based on facts is never negative, and its low end is never above its high end', () => {
    expect(costOfLan({ sum: { saws: -100 } }, 500, { saws: 3 })).toEqual([0, 500]);
    expect(costOfLan(5000, BY_SAWS, { saws: 7 })).toEqual([2100, 5000]);
  });

  it('a cost based on facts is the range of all possible values while a fact is open', () => {
    expect(costOfLan(BY_EMPLOYEES, BY_EMPLOYEES, {})).toEqual([1000, 7000]);
    expect(costOfLan(BY_EMPLOYEES, BY_SAWS, { employees: 60 })).toEqual([1500, 9000]);
  });

  it('a cost based on an open fact without an upper bound is not stated, and the fact is to be clarified', () => {
    const { lan, clarify, cost } = recommendLan(withCost(100, BY_REVENUE), { employees: 8 }, 3);
    expect(lan).not.toHaveProperty('cost');
    expect(lan?.costFrom).toEqual(['revenue']);
    expect(clarify).toEqual(['revenue']);
    expect(cost?.without).toEqual(['lan']);
    expect(recommendLan(withCost(100, BY_REVENUE), { employees: 8, revenue: 400 }, 3)).not.toHaveProperty('clarify');
  });

  it('a cost based on facts is not stated if its rule gives no value', () => {
    const large = { ...BY_EMPLOYEES, when: { employees: { minimum: 10 } } };
    const { lan, clarify = [] } = recommendLan(withCost(0, large), { employees: 8 }, 3);
    expect([lan?.cost, clarify]).toEqual([undefined, []]);
    expect(costOfLan(0, large, { employees: 12 })).toEqual([0, 2000]);
  });

  it('a cost that depends on facts names those facts', () => {
    const { measures } = recommendLan(withCost(BY_EMPLOYEES, BY_SAWS), { employees: 8, saws: 7 }, 3);
    expect(measures.map(({ id, costFrom }) => [id, costFrom]).filter(([, from]) => from)).toEqual([
      ['lan', ['employees', 'saws']],
    ]);
  });

  it('costs that depend on facts change which plan is cheapest', () => {
    // Level 1 takes 2 points: those of the ERP, or of the networks in the office and on the shop floor for 40000.3.
    const pack = withCosts({ 'cloud-erp': [0, { of: 'employees', steps: { 0: 20000, 100: 90000 } }] });
    const chosen = (employees: number) => {
      const found = recommendFor(pack, readSheet(pack, LOWEST, { employees }), 1, undefined, { solver });
      return found.measures.map(({ id }) => id);
    };
    expect([chosen(99), chosen(100)]).toEqual([['cloud-erp'], ['lan', 'shop-lan']]);
  });

  it('costs based on facts are worked out from the state after measures recorded as done', () => {
    const pack = withCost(0, { of: 'level', steps: { 0: 1, 1: 2 } });
    const { plan, measures, policy } = pack;
    const sheet = readSheet(pack, LOWEST, { employees: 8 });
    const assessed = assess(plan, sheet, STAMP, '0');
    const record = {
      events: [],
      decisions: new Map(),
      done: new Map([['cloud-erp', '2026-03-01']]),
      assessedOn: '2026-01-01',
    };
    const basis = { plan, sheet, assessed, measures, policy, stamp: STAMP, solver, record, asOf: '2026-06-30' };
    const { from, stairs } = findLevelCosts(basis, { levels: 2, most: fromNumber(1e9) });
    expect(from).toBe(1);
    const [stair] = stairs;
    const lan = stair?.measures.find(({ id }) => id === 'lan');
    expect(lan?.cost && toNumber(lan.cost.high)).toBe(2);
  });
});

describe('a saving', () => {
  it('a saving never exceeds what its measures cost the enterprise', () => {
    const pack = withCost(BY_EMPLOYEES, BY_EMPLOYEES, { savings: [{ with: ['shop-lan'], amount: 20900 }] });
    const saved = (employees: number) => recommendLan(pack, { employees }, 3).cost?.saved;
    expect([saved(8), saved(60)]).toEqual([20900, 20900]);
    const unbounded = withCost(BY_REVENUE, BY_REVENUE, { savings: [{ with: ['shop-lan'], amount: 30000 }] });
    expect(recommendLan(unbounded, { revenue: 100 }, 3).cost?.saved).toBe(20200.2);
    expect(recommendLan(unbounded, { revenue: 9000 }, 3).cost?.saved).toBe(30000);
  });

  it('a saving is refused if it may exceed the lowest possible cost of its measures', () => {
    const documents = readJoinery();
    const [first, ...rest] = documents.measures.measures;
    const lan = {
      ...first,
      cost: { low: BY_EMPLOYEES, high: 9000, currency: 'CNY' },
      savings: [{ with: ['shop-lan'], amount: 21000.3 }],
    };
    const source = { file: 'measures.yaml', document: { ...documents.measures, measures: [lan, ...rest] } };
    const { problems } = compileMeasures(source as never, compileDocuments(documents));
    expect(problems.map(({ code, at }) => [code, at])).toEqual([['M215', ['measures', 0, 'savings', 0, 'amount']]]);
  });
});

it('a cost is reported if it reads an unknown name, a fact without numbers, or a name that only an instrument may read', () => {
  const documents = readJoinery();
  const [lan] = documents.measures.measures;
  const names = ['employes', 'owner', 'cost', 'interest'];
  const measures = names.map((name) => ({
    ...lan,
    id: name,
    cost: { low: 0, high: { sum: { [name]: 2 } }, currency: 'CNY' },
  }));
  const source = { file: 'measures.yaml', document: { ...documents.measures, measures } };
  const { problems } = compileMeasures(source as never, compileDocuments(documents));
  expect(problems.map(({ code, at }) => [code, (at as unknown[]).slice(1, 4).join('.')])).toEqual([
    ['M203', '0.cost.high'],
    ['M225', '1.cost.high'],
    ['M203', '2.cost.high'],
    ['M203', '3.cost.high'],
  ]);
});

it('enterprises whose costs depend on different facts have different state keys', () => {
  const pack = withCost(0, BY_SAWS);
  const keys = (one: PreparedPack) => {
    const [few, many] = [1, 30].map((saws) => readSheet(one, LOWEST, { employees: 8, revenue: 100, saws })) as [
      never,
      never,
    ];
    return [createStateKeys(one), createAdviceKeys(one)].map((keyOf) => keyOf(few) === keyOf(many));
  };
  expect(keys(pack)).toEqual([false, false]);
});

it('a cost rule that gives a constant has the same results as the plain number', () => {
  const amount = fc.integer({ min: 0, max: 100_000 });
  const spans = fc.array(fc.tuple(amount, amount), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(spans, fc.integer({ min: 1, max: 3 }), (drawn, target) => {
      const ids = readJoinery().measures.measures.map(({ id }) => id);
      const packWith = (write: (value: number) => End) =>
        withCosts(
          Object.fromEntries(
            ids.map((id, i) => {
              const ends = [...(drawn[i] as [number, number])].sort((a, b) => a - b).map(write);
              return [id, ends as [End, End]];
            }),
          ),
        );
      const [plain, ruled] = [packWith((value) => value), packWith((value) => ({ value }))].map((pack) =>
        recommendFor(pack, readSheet(pack, LOWEST, { employees: 8, revenue: 100 }), target, undefined, {
          solver,
          roadmap: true,
        }),
      );
      expect(ruled).toEqual(plain);
    }),
    { numRuns: 30 },
  );
});

it('the range of a cost with unknown facts contains its value for every possible value of these facts', () => {
  const rules: End[] = [
    BY_EMPLOYEES,
    BY_SAWS,
    { of: 'employees', linear: { 0: 9000, 400: 100 } },
    { sum: { saws: -70, employees: 3 }, cap: 5000 },
    2500,
  ];
  const end = fc.constantFrom(...rules);
  const count = fc.integer({ min: 0, max: 500 });
  const known = fc.record({ employees: count, saws: count }, { requiredKeys: [] });
  fc.assert(
    fc.property(end, end, known, count, count, (low, high, facts, employees, saws) => {
      const { plan, measures, policy } = withCost(low, high);
      const costWith = (stated: Facts) => {
        const sheet = readSheet({ plan }, LOWEST, stated);
        const assessed = assess(plan, sheet, STAMP, '0');
        const basis = { plan, sheet, assessed, measures, policy, stamp: STAMP, asOf: '2026-06-30' };
        const cost = priceMeasures(measures, basis)[0]?.cost;
        return [cost?.low, cost?.high].map((one) => one && toNumber(one)) as [number, number];
      };
      const [open, settled] = [costWith(facts), costWith({ employees, saws, ...facts })];
      expect(settled[0]).toBeGreaterThanOrEqual(open[0]);
      expect(settled[0]).toBeLessThanOrEqual(settled[1]);
      expect(settled[1]).toBeLessThanOrEqual(open[1]);
    }),
    { numRuns: 100 },
  );
});
