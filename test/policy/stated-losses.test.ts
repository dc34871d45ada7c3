import { describe, expect, test } from 'vitest';
import type { Caution, Measure, Measures, Pain, Priority, Questionnaire } from '../../src/model/generated/types.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { hurts, LOWEST, preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const joinery = readJoinery();
const QUESTIONNAIRE: Questionnaire = {
  ...joinery.questionnaire,
  facts: [
    ...(joinery.questionnaire.facts ?? []),
    { id: 'pains', type: 'multiple', options: ['late', 'scrap', 'stock'] },
    ...['late', 'scrap', 'stock'].map((of) => ({ id: `${of}Sum`, type: 'decimal' as const, minimum: 0 })),
  ],
};

const pain = (id: string, figure: Partial<NonNullable<Pain['figure']>> = {}): Pain => ({
  id,
  title: id,
  when: hurts(id),
  weight: 2,
  figure: { of: `${id}Sum`, currency: 'CNY', worth: 15, ...figure },
});
const PAINS = [pain('late'), pain('scrap'), pain('stock', { is: 'tied', worth: 1 })];
const EASES: Readonly<Record<string, Partial<Measure>>> = {
  'planning-board': { eases: { late: 'most' } },
  'quality-sheets': { eases: { scrap: 'most' } },
  'dust-alarm': { eases: { stock: 'most' } },
};
const HEAVY: Priority = {
  id: 'network-gap',
  title: 'Net',
  text: 'No net.',
  when: { network: { contains: { const: 'none' } } },
  weight: 9,
};

interface Given extends Partial<RecommendInput> {
  readonly eases?: typeof EASES;
  readonly gaps?: readonly Priority[];
  readonly pains?: readonly Pain[];
  readonly cautions?: never;
  readonly limit?: number;
}

/** A plan for an enterprise that states these sums, in CNY; a pain without one is stated with `undefined`. */
function plan(sums: Readonly<Record<string, number | undefined>>, given: Given = {}) {
  const { eases = EASES, gaps = [], pains = PAINS, limit, target, ...more } = given;
  const dear: Caution[] =
    limit === undefined ? [] : [{ id: 'dear', text: 'Dear.', above: { value: limit }, limitsGaps: { title: 'a sum' } }];
  const measures = joinery.measures.measures.map((one) => ({ ...one, ...eases[one.id] })) as Measures['measures'];
  const document: Measures = {
    ...joinery.measures,
    pains: [...pains],
    priorities: [...gaps],
    cautions: dear,
    measures,
  };
  const pack = preparePack({ ...joinery, questionnaire: QUESTIONNAIRE, measures: document });
  const facts = Object.entries(sums).flatMap(([id, sum]) => (sum === undefined ? [] : [[`${id}Sum`, sum]]));
  const sheet = readSheet(pack, LOWEST, {
    employees: 20,
    revenue: 100,
    ...(Object.keys(sums).length > 0 ? { pains: Object.keys(sums) } : {}),
    ...Object.fromEntries(facts),
  });
  const { priorities, cautions } = pack;
  return recommendFor(pack, sheet, target, '2026-06-30', { priorities, cautions, solver, ...more });
}

const idsOf = ({ measures }: ReturnType<typeof plan>): string[] => measures.map(({ id }) => id);

describe('the order of a plan', () => {
  const pairOf = (sums: Parameters<typeof plan>[0], given?: Given): string[] =>
    idsOf(plan(sums, given)).filter((id) => Object.keys(EASES).includes(id));

  test('the measure that saves more of the stated losses comes first', () => {
    expect(pairOf({ late: 1000, scrap: 3000 })).toEqual(['quality-sheets', 'planning-board']);
    expect(pairOf({ late: 3000, scrap: 1000 })).toEqual(['planning-board', 'quality-sheets']);
    // A part of a large loss may be more than most of a small one.
    const part = { ...EASES, 'quality-sheets': { eases: { scrap: 'part' as const } } };
    expect(pairOf({ late: 1000, scrap: 4000 }, { eases: part })).toEqual(['quality-sheets', 'planning-board']);
    expect(pairOf({ late: 1000, scrap: 2000 }, { eases: part })).toEqual(['planning-board', 'quality-sheets']);
    // A range counts with its middle.
    const ranged = (low: number, high: number): typeof EASES => ({
      ...EASES,
      'quality-sheets': { eases: { scrap: { low, high, illustrative: true } } },
    });
    expect(pairOf({ late: 1000, scrap: 2000 }, { eases: ranged(30, 48) })).toEqual([
      'quality-sheets',
      'planning-board',
    ]);
    expect(pairOf({ late: 1000, scrap: 2000 }, { eases: ranged(30, 44) })).toEqual([
      'planning-board',
      'quality-sheets',
    ]);
  });

  test('a loss a year and money tied up are compared by what easing them is worth', () => {
    expect(pairOf({ late: 1000, stock: 14_000 })).toEqual(['planning-board', 'dust-alarm']);
    expect(pairOf({ late: 1000, stock: 16_000 })).toEqual(['dust-alarm', 'planning-board']);
  });

  test('easing part of a stated loss comes before lighter gaps; easing part of a pain without a sum comes after them', () => {
    const eases = {
      'planning-board': { eases: { late: 'part' as const } },
      'planning-system': { eases: { late: 'most' as const } },
    };
    const order = (sum: number | undefined, weight: number): string[] =>
      idsOf(plan({ late: sum }, { eases, gaps: [{ ...HEAVY, weight }], target: 1, atOnce: 1 })).filter((id) =>
        ['planning-board', 'lan'].includes(id),
      );
    // The board is needed by the system, which takes away most: without the system, it is a part.
    const budget = { n: 40_000n, d: 1n };
    const little = (sum: number | undefined, weight: number): string[] =>
      idsOf(plan({ late: sum }, { eases, gaps: [{ ...HEAVY, weight }], atOnce: 1, budget })).filter((id) =>
        ['planning-board', 'lan'].includes(id),
      );
    expect(order(1000, 1)).toEqual(['planning-board', 'lan']);
    expect(little(1000, 1)).toEqual(['planning-board', 'lan']);
    expect(little(1000, 3)).toEqual(['lan', 'planning-board']);
    expect(little(undefined, 1)).toEqual(['lan', 'planning-board']);
  });

  test('of two pains, the larger loss comes first even if the pack weighs the other more', () => {
    const weighed = PAINS.map((one) => (one.id === 'late' ? { ...one, weight: 6 } : one));
    expect(pairOf({ late: 1000, scrap: 3000 }, { pains: weighed })).toEqual(['quality-sheets', 'planning-board']);
    // It then comes before a gap that weighs less than the smaller loss.
    const gaps = [{ ...HEAVY, weight: 5 }];
    const order = idsOf(plan({ late: 1000, scrap: 3000 }, { pains: weighed, gaps, atOnce: 1, target: 1 }));
    expect(order.slice(0, 3)).toEqual(['quality-sheets', 'planning-board', 'lan']);
    expect(idsOf(plan({ scrap: 3000 }, { pains: weighed, gaps, atOnce: 1, target: 1 })).slice(0, 2)).toEqual([
      'lan',
      'quality-sheets',
    ]);
  });

  test('a measure needed by a measure against a loss is as urgent as that one', () => {
    const eases = {
      'shop-lan': { eases: { scrap: 'most' as const } },
      'planning-board': { eases: { late: 'most' as const } },
    };
    const order = idsOf(plan({ late: 1000, scrap: 3000 }, { eases, target: 1, atOnce: 1 }));
    expect(order.slice(0, 3)).toEqual(['lan', 'shop-lan', 'planning-board']);
  });

  test('a due date comes before a loss', () => {
    const due = [{ id: 'lan', date: '2026-07-31' }];
    expect(idsOf(plan({ late: 1000 }, { due, atOnce: 1 }))[0]).toBe('lan');
  });

  test('the pains of a plan are listed with the largest loss first', () => {
    const painsOf = (sums: Parameters<typeof plan>[0]) => plan(sums).pains?.map(({ id }) => id);
    expect(painsOf({ late: 1000, scrap: 3000, stock: 14_000 })).toEqual(['scrap', 'late', 'stock']);
    expect(painsOf({ late: undefined, scrap: undefined, stock: 1 })).toEqual(['stock', 'late', 'scrap']);
  });
});

describe('the limit of a plan without a budget', () => {
  test('of two pains, the larger loss is eased', () => {
    // The board costs 4,000, the sheets 3,000; the level is asked for and costs 20,000.
    expect(idsOf(plan({ late: 1000, scrap: 3000 }, { limit: 23_500, target: 1 }))).toContain('quality-sheets');
    expect(idsOf(plan({ late: 3000, scrap: 1000 }, { limit: 24_500, target: 1 }))).toContain('planning-board');
    expect(idsOf(plan({ late: 3000, scrap: 1000 }, { limit: 24_500, target: 1 }))).not.toContain('quality-sheets');
  });

  test('a level that nobody asked for is given up for a stated pain that the same money eases', () => {
    const found = plan({ late: 1000 }, { limit: 12_000 });
    expect(idsOf(found)).toEqual(['planning-board']);
    expect(found.target).toMatchObject({ level: 1, reached: false, painsFirst: true });
    expect(found.pains).toMatchObject([{ id: 'late', state: 'eased' }]);
    // Where the money does for both, and where the pain is too expensive even alone, the level stays.
    for (const limit of [24_000, 3000]) {
      const both = plan({ late: 1000 }, { limit });
      expect([both.target.reached, both.target.painsFirst]).toEqual([true, undefined]);
    }
  });

  test('a higher level for the same money may not cost what the plan does about a stated pain', () => {
    // The saws cost 300,000 and reach level 1; other measures would reach more for that, and do nothing about the pain.
    const eases = { retrofit: { eases: { late: 'part' as const } } };
    const found = plan({ late: 10_000_000 }, { eases });
    expect(found.pains).toMatchObject([{ id: 'late', state: 'part', by: ['retrofit'] }]);
    expect(plan({}).target.raisedFrom).toBeUndefined();
  });

  test('a level that was asked for stays, and so does one beside a gap that is no stated pain', () => {
    expect(idsOf(plan({ late: 1000 }, { limit: 12_000, target: 1 }))).toEqual(['cloud-erp']);
    const gap = { ...HEAVY, when: { planning: { maximum: 0 } } };
    expect(idsOf(plan({}, { limit: 12_000, gaps: [gap] }))).toEqual(['cloud-erp']);
  });
});

test('a pain whose cure applies only to other trades names the measure that would ease it in part, and says it does not fit the budget', () => {
  const eases: typeof EASES = {
    'planning-board': { eases: { late: 'part' } },
    'quality-system': { eases: { late: 'most' }, when: { employees: { minimum: 1000 } } },
  };
  const found = plan({ late: 1000 }, { eases, budget: { n: 1000n, d: 1n } });
  expect(found.pains).toMatchObject([{ id: 'late', state: 'open', why: 'limits', by: ['planning-board'] }]);
  // With a limit instead of a budget, the board is left for later.
  const later = plan({ late: 1000 }, { eases, limit: 1000, target: 1 });
  expect(later.pains).toMatchObject([{ id: 'late', state: 'open', why: 'later', by: ['planning-board'] }]);
});

describe('what a plan brings against stated losses', () => {
  const scrap = (share: Measure['eases'], sheets: Partial<Measure> = {}): Given['eases'] => ({
    'quality-sheets': { eases: share as NonNullable<Measure['eases']>, ...sheets },
  });
  const range = (low: number, high: number) => ({ scrap: { low, high, illustrative: true as const } });
  const benefitOf = (sums: Parameters<typeof plan>[0], eases: Given['eases'] = EASES) =>
    plan(sums, { eases, target: 1 }).benefit;

  test('cost, loss, saving and the years in which it is earned back are stated as ranges', () => {
    expect(benefitOf({ scrap: 100_000 }, scrap(range(20, 40)))).toEqual({
      pains: ['scrap'],
      measures: ['quality-sheets'],
      loss: '100000',
      currency: 'CNY',
      cost: { low: '1000', high: '3000' },
      saving: { low: '20000', high: '40000', experience: true },
      years: { low: 0.025, middle: 2 / 30, high: 0.15 },
    });
  });

  test('from the second year, running costs are taken off the saving', () => {
    const cost = { low: 50_000, high: 90_000, currency: 'CNY' } as const;
    const running = (low: number, high: number) => ({ cost, running: { low, high, currency: 'CNY' } as const });
    const found = benefitOf({ scrap: 100_000 }, scrap(range(50, 60), running(10_000, 30_000)));
    // In the best case 50,000 in the first year; in the worst 50,000 of 90,000, then 20,000 a year.
    expect([found?.running, found?.years]).toEqual([
      { low: '10000', high: '30000' },
      { low: 50 / 60, middle: 50 / 35, high: 3 },
    ]);
    const never = benefitOf({ scrap: 100_000 }, scrap(range(20, 60), running(10_000, 30_000)));
    expect(never?.years).toEqual({ low: 50 / 60, middle: 2.5 });
    expect(benefitOf({ scrap: 100_000 }, scrap(range(5, 10), running(10_000, 30_000)))?.years).toEqual({});
  });

  test('shares that several measures save are multiplied out, not added up', () => {
    const found = benefitOf(
      { scrap: 100_000 },
      { ...scrap(range(40, 40)), 'planning-board': { eases: range(40, 40) } },
    );
    expect([found?.measures, found?.saving]).toEqual([
      ['quality-sheets', 'planning-board'],
      { low: '64000', high: '64000', experience: true },
    ]);
  });

  test('the cost of a measure against a loss includes the measures that it needs', () => {
    const found = benefitOf({ scrap: 100_000 }, { 'shop-lan': { eases: range(20, 40) } });
    expect([found?.measures, found?.cost]).toEqual([['lan', 'shop-lan'], { low: '25000.3', high: '40000.3' }]);
  });

  test('if a measure’s effect is stated only in words, no saving is given; without a yearly sum, nothing is', () => {
    expect(benefitOf({ scrap: 100_000 })).toMatchObject({ loss: '100000', cost: { low: '1000', high: '3000' } });
    expect(benefitOf({ scrap: 100_000 })).not.toHaveProperty('saving');
    const both = benefitOf({ scrap: 100_000, late: 50_000 }, { ...EASES, ...scrap(range(20, 40)) });
    expect([both?.loss, both?.saving]).toEqual(['150000', undefined]);
    expect(benefitOf({ scrap: undefined }, scrap(range(20, 40)))).toBeUndefined();
    expect(benefitOf({ stock: 100_000 })).toBeUndefined();
  });
});
