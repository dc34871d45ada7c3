import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../src/app/highs-solver.ts';
import {
  computeLeastCosts,
  findHighestGainWithin,
  type KnapsackOption,
  solveKnapsack,
} from '../../src/portfolio/budget-allocation.ts';
import { tryAll } from './try-all-choices.ts';

const option = fc.record({ cost: fc.integer({ min: 0, max: 2_000_000 }), gain: fc.integer({ min: 1, max: 4 }) });
const options = (maxLength: number) => fc.array(fc.array(option, { maxLength: 4 }), { maxLength });

/** What options come to that were chosen, each enterprise's at most once. */
function sumOf(enterprises: readonly (readonly KnapsackOption[])[], chosen: readonly number[]) {
  const taken = chosen.flatMap((at, i) => (at < 0 ? [] : [enterprises[i]?.[at] as KnapsackOption]));
  return {
    gain: taken.reduce((sum, { gain }) => sum + gain, 0),
    cost: taken.reduce((sum, { cost }) => sum + cost, 0),
  };
}

/** The same enterprises as in reference.py. */
function region(count: number, seed: number): KnapsackOption[][] {
  return Array.from({ length: count }, (_, i) => {
    let cost = 0;
    return Array.from({ length: (i * 31 + seed) % 5 }, (_, at) => {
      const gain = at + 1;
      cost += 1_500_000 + (((i + 1) * 7919 * gain + seed * 104_729) % 9973) * 1000 * gain;
      return { cost, gain };
    });
  });
}

describe('the least cost of every gain', () => {
  test('the least cost of every gain equals exhaustive search, for every budget', () => {
    fc.assert(
      fc.property(options(6), fc.array(fc.integer({ min: 0, max: 6_000_000 }), { minLength: 1 }), (all, budgets) => {
        const { costs, choose } = computeLeastCosts(all, Math.max(...budgets));
        for (const budget of budgets) {
          const gain = findHighestGainWithin(costs, budget);
          const best = tryAll(all, budget);
          expect({ gain, cost: costs[gain] }).toEqual(best);
          expect(sumOf(all, choose(gain))).toEqual(best);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('the least cost equals that of the integer program if there are too many combinations to enumerate', async () => {
    const solver = await loadSolver({ home: path.join(import.meta.dirname, '../..') });
    fc.assert(
      fc.property(options(30), fc.integer({ min: 0, max: 20_000_000 }), (all, budget) => {
        const { costs, choose } = computeLeastCosts(all, budget);
        const { gain, cost } = solveKnapsack(all, budget, solver);
        expect(sumOf(all, choose(costs.length - 1))).toEqual({ gain, cost });
      }),
      { numRuns: 25 },
    );
  });

  const reference = JSON.parse(readFileSync(path.join(import.meta.dirname, 'budget-reference.json'), 'utf8'));
  test.each(reference as { count: number; seed: number; best: { budget: number; gain: number; cost: number }[] }[])(
    'the least costs equal SciPy’s for $count enterprises',
    ({ count, seed, best }) => {
      const all = region(count, seed);
      const most = Math.max(...best.map(({ budget }) => budget));
      const { costs, choose } = computeLeastCosts(all, most);
      for (const { budget, gain, cost } of best) {
        expect({ gain: findHighestGainWithin(costs, budget), cost: costs[gain] }).toEqual({ gain, cost });
        expect(sumOf(all, choose(gain))).toEqual({ gain, cost });
      }
    },
  );

  test('no roadmap is bought if there are no enterprises, or if all of them exceed the budget', () => {
    expect([...computeLeastCosts([], 100).costs]).toEqual([0]);
    expect([...computeLeastCosts([[{ cost: 101, gain: 1 }]], 100).costs]).toEqual([0]);
    expect(computeLeastCosts([[{ cost: 0, gain: 2 }], []], 0).choose(2)).toEqual([0, -1]);
  });
});
