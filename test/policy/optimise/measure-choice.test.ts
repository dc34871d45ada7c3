import { describe, expect, it } from 'vitest';
import { fromNumber } from '../../../src/model/rational.ts';
import { createPreference, type Estimate } from '../../../src/policy/measure-cost.ts';
import { orderMeasures } from '../../../src/policy/optimise/schedule.ts';
import { createBudgetLimits, createSelectionTask } from '../../../src/policy/optimise/selection-task.ts';
import { findOptimum } from '../../../src/policy/optimise/solve.ts';
import { solver } from '../load-test-solver.ts';
import { aimOf, type Sketch, sketchMeasures } from './measure-sketch.ts';

interface More {
  readonly preferred?: readonly string[];
  readonly basis?: Estimate;
  readonly budget?: number;
}

function optimumOf(sketches: Readonly<Record<string, Sketch>>, ways: readonly string[], more: More = {}) {
  const { preferred = [], basis = 'high', budget } = more;
  const limits = budget === undefined ? [] : createBudgetLimits(fromNumber(budget));
  const task = createSelectionTask(sketchMeasures(sketches), createPreference(preferred), basis, limits);
  const idsOf = (taken: readonly boolean[]): string =>
    task.measures.flatMap(({ id }, i) => (taken[i] ? [id] : [])).join(' ');
  const [first, second] = [solver, null].map((one) => {
    const { optimum } = findOptimum(task, aimOf(task, ways), one);
    return optimum && { chosen: idsOf(optimum.taken), always: idsOf(optimum.always), by: optimum.by };
  });
  // Two ways to find it, one answer.
  expect(first && { ...first, by: 'search' }).toEqual(second);
  if (first) expect(first.by).toBe('program');
  return first;
}

/** The measures chosen so that one of the ways is taken; undefined where none can be. */
function choose(sketches: Readonly<Record<string, Sketch>>, ways: readonly string[], more?: More): string | undefined {
  return optimumOf(sketches, ways, more)?.chosen;
}

describe('the choice of measures', () => {
  it('measures that the goal does not need are not chosen', () => {
    expect(choose({ a: { cost: 1 }, b: { cost: 2 }, c: { cost: 3 } }, ['b'])).toBe('b');
  });

  it('a measure that a chosen one needs is chosen as well', () => {
    expect(choose({ a: { cost: 9 }, b: { cost: 1, needs: ['a'] }, c: { cost: 3 } }, ['b'])).toBe('a b');
  });

  it('the cheaper way is chosen, including the cost of needed measures', () => {
    const measures = { a: { cost: 5 }, b: { cost: 1, needs: ['a'] }, c: { cost: 5 } };
    expect(choose(measures, ['b', 'c'])).toBe('c');
    expect(choose({ ...measures, c: { cost: 7 } }, ['b', 'c'])).toBe('a b');
  });

  it('one measure is chosen instead of several that are each cheaper but cost more together', () => {
    expect(choose({ a: { cost: 6 }, b: { cost: 6 }, c: { cost: 9 } }, ['a b', 'c'])).toBe('c');
  });

  it('costs of measures are compared exactly', () => {
    // 0.1 + 0.2 is no more than 0.3, so that fewer measures decide.
    expect(choose({ a: { cost: 0.1 }, b: { cost: 0.2 }, c: { cost: 0.3 } }, ['a b', 'c'])).toBe('c');
  });

  it('costs of measures are distinguished even if they differ by one part in a hundred million', () => {
    expect(choose({ a: { cost: 100000001 }, b: { cost: 100000000 } }, ['a', 'b'])).toBe('b');
  });

  it('a measure without a stated cost is not chosen as if it were cheap', () => {
    expect(choose({ a: {}, b: { cost: 1000000 } }, ['a', 'b'])).toBe('b');
  });

  it('at equal cost, fewer measures are chosen, then shorter ones, then those with the first ids', () => {
    expect(choose({ a: { cost: 1 }, b: { cost: 1 }, c: { cost: 2 } }, ['a b', 'c'])).toBe('c');
    expect(choose({ a: { cost: 1, months: 5 }, b: { cost: 1, months: 2 } }, ['a', 'b'])).toBe('b');
    expect(choose({ b: { cost: 1, months: 2 }, a: { cost: 1, months: 2 } }, ['a', 'b'])).toBe('a');
  });

  it('ties among many measures are settled by their ids', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`m${10 + i}`, { cost: 1, months: 1 }]));
    expect(choose(many, ['m49 m12', 'm48 m11', 'm47 m11'])).toBe('m11 m47');
  });

  it('at equal cost, a measure with a stated duration is chosen before one without', () => {
    expect(choose({ a: { cost: 1 }, b: { cost: 1, months: 99 } }, ['a', 'b'])).toBe('b');
  });

  it('measures are chosen by the requested cost estimate, and the mean of two estimates is exact', () => {
    const measures = { a: { cost: [1, 10] }, b: { cost: [4, 6] }, c: { cost: [5, 5.9] } } as const;
    expect(choose(measures, ['a', 'b', 'c'], { basis: 'low' })).toBe('a');
    expect(choose(measures, ['a', 'b', 'c'], { basis: 'mid' })).toBe('b');
    expect(choose(measures, ['a', 'b', 'c'], { basis: 'high' })).toBe('c');
  });
});

describe('measures that exclude each other', () => {
  it('measures that exclude each other are not chosen together, whichever of them states the exclusion', () => {
    const measures = { a: { cost: 1, excludes: ['b'] }, b: { cost: 1 }, c: { cost: 9 } };
    expect(choose(measures, ['a b', 'a c'])).toBe('a c');
    expect(choose(measures, ['a b'])).toBeUndefined();
  });
});

describe('savings', () => {
  it('a saving counts only if all its measures are chosen', () => {
    const measures = { a: { cost: 6, saves: [['b'], 4] }, b: { cost: 6 }, c: { cost: 9 } } as const;
    expect(choose(measures, ['a b', 'c'])).toBe('a b');
    expect(choose({ ...measures, c: { cost: 7 } }, ['a b', 'c'])).toBe('c');
  });

  it('savings can make one more measure cheaper in total', () => {
    expect(choose({ a: { cost: 9, saves: [['b'], 5] }, b: { cost: 4 } }, ['a'])).toBe('a b');
  });
});

describe('a budget', () => {
  it('the chosen measures stay within a budget and include none without a cost', () => {
    expect(choose({ a: { cost: 5 }, b: { cost: 3 }, c: {} }, ['a', 'b c'], { budget: 5 })).toBe('a');
    expect(choose({ a: { cost: 5 } }, ['a'], { budget: 4.99 })).toBeUndefined();
    expect(choose({ c: {} }, ['c'], { budget: 1000 })).toBeUndefined();
  });
});

describe('measures in every cheapest choice', () => {
  it('a measure replaceable at equal cost is not reported as part of every cheapest choice', () => {
    const measures = { a: { cost: 1 }, b: { cost: 2 }, c: { cost: 2 } };
    expect(optimumOf(measures, ['a b', 'a c'])).toMatchObject({ chosen: 'a b', always: 'a' });
    expect(optimumOf({ ...measures, c: { cost: 3 } }, ['a b', 'a c'])).toMatchObject({ chosen: 'a b', always: 'a b' });
  });
});

describe("the track's preference", () => {
  const measures = (dear: number) => ({
    press: { cost: dear, tags: ['equipment'] },
    app: { cost: 50, tags: ['cloud'] },
  });

  it('the track’s preference decides between equal costs', () => {
    expect(choose(measures(50), ['press', 'app'], { preferred: ['cloud'] })).toBe('app');
    expect(choose(measures(50), ['press', 'app'], { preferred: ['equipment'] })).toBe('press');
  });

  it('the track’s preference never outweighs a difference in cost', () => {
    expect(choose(measures(50.01), ['press', 'app'], { preferred: ['equipment'] })).toBe('app');
    expect(choose(measures(60), ['press', 'app'], { preferred: ['training'] })).toBe('app');
  });
});

describe('the order of measures', () => {
  const order = (sketches: Readonly<Record<string, Sketch>>): string =>
    orderMeasures(sketchMeasures(sketches))
      .map(({ id }) => id)
      .join(' ');

  it('chosen measures are ordered by duration, then cost, then id; unstated values come last', () => {
    const months = { d: { months: 2, cost: 5 }, c: { months: 2, cost: 1 }, b: { months: 1, cost: 9 }, a: { cost: 1 } };
    expect(order({ ...months, e: { months: 2, cost: 1 }, f: { months: 2 } })).toBe('b c e d f a');
  });

  it('chosen measures come after those they need, however long these take', () => {
    expect(order({ a: { months: 1, needs: ['z'] }, b: { months: 3 }, z: { months: 9 } })).toBe('b z a');
  });
});
