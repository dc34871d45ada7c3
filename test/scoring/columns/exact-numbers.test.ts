import { expect, test } from 'vitest';
import { countBits } from '../../../src/scoring/columns/column-conditions.ts';
import { commonMultiple, placeOf } from '../../../src/scoring/columns/exact-numbers.ts';
import { pull } from '../../../src/scoring/operators/mean.ts';

test('makes decimals whole', () => {
  expect([0, 5, -3, 0.1, 12.34, -0.000123, 99999999999999.9, 1e300, Number.POSITIVE_INFINITY].map(placeOf)).toEqual([
    1, 1, 1, 10, 100, 1e6, 10, 1, 1,
  ]);
  expect(placeOf(1.5e-20)).toBeNaN();
});

test('counts bits and finds multiples', () => {
  expect([0, 1, 0x80000000 | 0, -1, 0b1011].map(countBits)).toEqual([0, 1, 1, 32, 3]);
  expect([commonMultiple(4, 6), commonMultiple(5, 10), commonMultiple(10, 5), commonMultiple(7, 9)]).toEqual([
    12, 10, 10, 63,
  ]);
});

test('joins to a mean what pulls it further, and says when numbers grow too large', () => {
  const joining = (...all: [number, number, number][]) => all.map(([top, bottom, weight]) => ({ top, bottom, weight }));
  // A mean of 3 over weight 2; 9/2 and 4 pull it up, 1 does not: (6 + 4.5 + 4) / 4.
  const [top, bottom, weight] = pull(joining([1, 1, 1], [9, 2, 1], [4, 1, 1]), [6, 1, 2], 1);
  expect(top / (bottom * weight)).toBe(14.5 / 4);
  // Without any the one that goes furthest stays alone.
  expect(pull(joining([5, 1, 1], [7, 1, 3]), [0, 1, 0], -1)).toEqual([5, 1, 1]);
  expect(pull(joining([2 ** 52, 3, 5], [3, 7, 1]), [1, 1, 1], 1)[0]).toBeNaN();
});
