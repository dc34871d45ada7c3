import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadSolver } from '../../src/app/highs-solver.ts';
import type { Solver } from '../../src/policy/optimise/linear-program.ts';
import { type KnapsackOption, solveKnapsack } from '../../src/portfolio/budget-allocation.ts';
import { tryAll } from './try-all-choices.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver({ home: path.join(import.meta.dirname, '../..') });
});

describe('spending within a budget', () => {
  test('spending within a budget brings as much as the best of all choices, and never costs more', () => {
    const option = fc.record({ cost: fc.integer({ min: 0, max: 2_000_000 }), gain: fc.integer({ min: 1, max: 4 }) });
    const enterprises = fc.array(fc.array(option, { maxLength: 3 }), { maxLength: 7 });
    fc.assert(
      fc.property(enterprises, fc.integer({ min: 0, max: 5_000_000 }), (options, budget) => {
        const spending = solveKnapsack(options, budget, solver);
        expect({ gain: spending.gain, cost: spending.cost }).toEqual(tryAll(options, budget));
        expect(spending.cost).toBeLessThanOrEqual(budget);
        const chosen = spending.chosen.flatMap((at, i) => (at < 0 ? [] : [options[i]?.[at] as KnapsackOption]));
        expect(chosen.reduce((sum, { cost }) => sum + cost, 0)).toBe(spending.cost);
      }),
      { numRuns: 60 },
    );
  });

  test('gains that are fractions are compared exactly', () => {
    const option = fc.record({
      cost: fc.integer({ min: 1, max: 100 }),
      gain: fc.double({ min: 0.001, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(option), { maxLength: 8 }), fc.integer({ min: 0, max: 250 }), (options, budget) => {
        expect(solveKnapsack(options, budget, solver).gain).toBeCloseTo(tryAll(options, budget).gain, 6);
      }),
      { numRuns: 100 },
    );
  });

  test('spending is optimal even where the greedy choice is not', () => {
    const options = [[{ cost: 6, gain: 7 }], [{ cost: 5, gain: 5 }], [{ cost: 5, gain: 5 }]];
    expect(solveKnapsack(options, 10, solver)).toEqual({ chosen: [-1, 0, 0], cost: 10, gain: 10 });
  });
});
