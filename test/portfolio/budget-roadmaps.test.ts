import { describe, expect, test } from 'vitest';
import { allocateBudget, computePriceLimit, type EnterpriseRoadmaps } from '../../src/portfolio/budget-allocation.ts';
import { createRandom } from '../../src/portfolio/statistics.ts';

/** An enterprise that can get to levels for so much of the currency. */
function enterprise(index: number, from: number, costs: Record<number, number>, currency = 'CNY'): EnterpriseRoadmaps {
  const roadmaps = Object.entries(costs).map(([to, cost]) => ({
    to: Number(to),
    cost: cost * 100,
    measures: [`to-${to}`],
    isStored: false,
    isProven: true,
  }));
  return { index, from, currency, roadmaps };
}

describe('spending the next budget, worked out by hand', () => {
  const three = [
    enterprise(0, 0, { 1: 100, 2: 150, 3: 900 }),
    enterprise(1, 1, { 2: 80, 3: 300 }),
    enterprise(2, 2, { 3: 200.5 }),
  ];

  test('a budget takes at most one roadmap of each enterprise, and states the remainder and the costs of levels', () => {
    // 150 for two levels and 80 for one; 130.50 more are missing for the third enterprise.
    expect(allocateBudget(three, 30_000, [1, 2, 3, 4])).toEqual({
      budget: 300,
      currency: 'CNY',
      considered: 3,
      roadmaps: 6,
      unproven: 0,
      chosen: [
        {
          index: 0,
          from: 0,
          to: 2,
          gain: 2,
          cost: 150,
          perLevel: 75,
          measures: ['to-2'],
          isStored: false,
          isProven: true,
        },
        {
          index: 1,
          from: 1,
          to: 2,
          gain: 1,
          cost: 80,
          perLevel: 80,
          measures: ['to-2'],
          isStored: false,
          isProven: true,
        },
      ],
      cost: 230,
      left: 70,
      gain: 3,
      perLevel: 230 / 3,
      climbs: [
        { from: 0, to: 2, enterprises: 1, cost: 150, perLevel: 75 },
        { from: 1, to: 2, enterprises: 1, cost: 80, perLevel: 80 },
      ],
      measures: [{ id: 'to-2', enterprises: 2 }],
      staircase: [
        { budget: 75, gain: 0, cost: 0, perFurther: null },
        { budget: 150, gain: 2, cost: 150, perFurther: 75 },
        { budget: 225, gain: 2, cost: 150, perFurther: null },
        { budget: 300, gain: 3, cost: 230, perFurther: 80 },
        { budget: 375, gain: 3, cost: 230, perFurther: null },
        { budget: 450, gain: 4, cost: 430.5, perFurther: 200.5 },
        { budget: 600, gain: 4, cost: 430.5, perFurther: null },
      ],
      further: { budget: 430.5, gain: 4 },
    });
  });

  test('gaining a level counts as one step, even if level numbers have gaps', () => {
    const uneven = [enterprise(0, 10, { 20: 50 }), enterprise(1, 0, { 5: 30, 10: 55 })];
    expect(allocateBudget(uneven, 5500, [5, 10, 20])).toMatchObject({ gain: 2, cost: 55 });
    expect(allocateBudget([enterprise(0, 2, { 2.5: 10 })], 1000, null)).toMatchObject({ gain: 1 });
  });

  test('roadmaps not in the most common currency are left out; without roadmaps the result is empty', () => {
    const mixed = [enterprise(0, 0, { 1: 1 }, 'EUR'), enterprise(1, 0, { 1: 5 }), enterprise(2, 0, { 1: 6 })];
    expect(allocateBudget(mixed, 100_000, [1])).toMatchObject({ currency: 'CNY', considered: 2, gain: 2, cost: 11 });
    expect(allocateBudget([], 100, [1])).toBeNull();
  });

  test('a budget too small for any plan states the amount from which one is possible', () => {
    expect(allocateBudget(three, 6000, [1, 2, 3, 4])).toMatchObject({
      chosen: [],
      gain: 0,
      left: 60,
      perLevel: null,
      further: { budget: 80, gain: 1 },
    });
    expect(allocateBudget(three, 3000, [1, 2, 3, 4])?.further).toBeNull();
  });
});

test('roadmaps above the limit per level are in no best choice, for budgets up to twice as large', () => {
  const random = createRandom(7);
  const pick = (count: number): number => Math.floor(random() * count);
  let [dropped, limited] = [0, 0];
  for (let round = 0; round < 300; round++) {
    const all = Array.from({ length: 5 + pick(40) }, (_, index) => {
      const first = 1 + Math.floor(random() ** 3 * 400);
      const second = first + pick(200);
      return enterprise(index, 0, { 1: first, 2: second, 3: second + pick(300) });
    });
    const budget = 100 * (20 + pick(400));
    // As they are looked at: a part in full, the others up to the limit that follows from it.
    const seen = all.slice(0, 1 + pick(all.length));
    const limit = computePriceLimit(seen, budget, null);
    const others = all.slice(seen.length).flatMap((one) => {
      const roadmaps = one.roadmaps.filter(({ cost, to }) => cost <= limit * to);
      dropped += one.roadmaps.length - roadmaps.length;
      return roadmaps.length === 0 ? [] : [{ ...one, roadmaps }];
    });
    const kept = [...seen, ...others];
    if (!(computePriceLimit(kept, budget, null) <= limit)) continue;
    if (Number.isFinite(limit)) limited += 1;
    const [few, whole] = [kept, all].map((given) => allocateBudget(given, budget, null));
    for (const name of ['gain', 'cost', 'left', 'chosen', 'climbs', 'staircase', 'further'] as const)
      expect(few?.[name]).toEqual(whole?.[name]);
  }
  expect(dropped).toBeGreaterThan(1000);
  expect(limited).toBeGreaterThan(100);
});
