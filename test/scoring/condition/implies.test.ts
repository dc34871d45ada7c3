import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Condition, evaluateCondition, surelyImplies, type Test } from '../../../src/scoring/condition.ts';
import {
  addNothing,
  createExactValue,
  createListValue,
  createRangeValue,
  type Possible,
} from '../../../src/scoring/possible-values.ts';
import { isSample, runs } from '../../property-runs.ts';

const number = fc.integer({ min: 0, max: 4 }).map((n) => ({ n: BigInt(n), d: 1n }));

const comparison: fc.Arbitrary<Test> = fc.record({
  keyword: fc.oneof(
    { weight: 4, arbitrary: fc.constant('minimum' as const) },
    { weight: 2, arbitrary: fc.constantFrom('exclusiveMinimum' as const, 'maximum' as const) },
  ),
  bound: number,
});

/** About a score at 0 or 1, or the list of both at 2. */
const entry: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ op: fc.constant('entry' as const), name: fc.constant('score'), node: fc.nat(1), test: comparison }),
  fc.record({
    op: fc.constant('entry' as const),
    name: fc.constant('scores'),
    node: fc.constant(2),
    test: fc.record({ keyword: fc.constant('items' as const), of: comparison }),
  }),
);

const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: entry },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constantFrom('all' as const, 'all' as const, 'any' as const),
      of: fc.array(entry, { maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('not' as const), of: entry }) },
);

const score: fc.Arbitrary<Possible> = fc.tuple(number, number, fc.boolean()).map(([a, b, isOpen]) => {
  const value = a.n === b.n ? createExactValue(a) : a.n < b.n ? createRangeValue(a, b) : createRangeValue(b, a);
  return isOpen ? addNothing(value) : value;
});

test('if one condition implies another, no values meet the first without the second', () => {
  let said = 0;
  fc.assert(
    fc.property(condition, condition, fc.array(fc.tuple(score, score), { minLength: 6, maxLength: 6 }), (a, b, all) => {
      if (!surelyImplies(a, b)) return;
      said++;
      for (const [one, other] of all) {
        const values = [one, other, createListValue([one, other])];
        const read = (node: number): Possible => values[node] as Possible;
        if (evaluateCondition(a, read) === 'holds') expect(evaluateCondition(b, read)).toBe('holds');
      }
    }),
    runs(4000),
  );
  if (isSample) return;
  expect(said).toBeGreaterThan(300);
});

test('a level with higher minimums for the same scores implies the level below it', () => {
  const level = (total: bigint, each: bigint): Condition => ({
    op: 'all',
    of: [
      { op: 'entry', name: 'total', node: 0, test: { keyword: 'minimum', bound: { n: total, d: 1n } } },
      {
        op: 'entry',
        name: 'dimensions',
        node: 2,
        test: { keyword: 'items', of: { keyword: 'minimum', bound: { n: each, d: 1n } } },
      },
    ],
  });
  expect(surelyImplies(level(60n, 50n), level(35n, 25n))).toBe(true);
  expect(surelyImplies(level(60n, 20n), level(35n, 25n))).toBe(false);
  expect(surelyImplies(level(35n, 25n), level(60n, 50n))).toBe(false);
  expect(surelyImplies({ op: 'all', of: [] }, level(0n, 0n))).toBe(false);
  const each = (keyword: 'items' | 'not', bound: bigint): Condition => {
    const of = { keyword: 'minimum', bound: { n: bound, d: 1n } } as const;
    return { op: 'entry', name: 'dimensions', node: 2, test: { keyword, of } };
  };
  expect(surelyImplies(each('items', 3n), each('not', 2n))).toBe(false);
  expect(surelyImplies(each('not', 3n), each('items', 2n))).toBe(false);
  expect(surelyImplies({ ...each('items', 3n), node: 1 } as Condition, each('items', 2n))).toBe(false);
});
