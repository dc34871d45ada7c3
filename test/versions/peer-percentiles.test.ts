import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromNumber, toNumber } from '../../src/model/rational.ts';
import { quartilesOf, rankAmong } from '../../src/versions/peer-percentiles.ts';

interface Reference {
  readonly values: number[];
  readonly value: number;
  readonly percentile: number;
  readonly quartiles: number[];
}

/** Made by placings.py with NumPy and SciPy. */
const { cases } = JSON.parse(readFileSync(path.join(import.meta.dirname, 'peer-percentiles.json'), 'utf8')) as {
  cases: Reference[];
};

const rising = (values: readonly number[]) => Float64Array.from(values).sort();

describe('where a value stands among others', () => {
  test.each(cases.map((one, i) => [`${i}: ${one.value} among ${one.values.length}`, one] as const))(
    'percentiles are as SciPy and NumPy compute them, %s',
    (_, { values, value, percentile, quartiles }) => {
      const placing = rankAmong(value, rising(values));
      expect(toNumber(placing?.percentile ?? fromNumber(-1))).toBeCloseTo(percentile, 10);
      const { least, first, median, third, most } = quartilesOf(rising(values)) ?? {};
      const ours = [least, first, median, third, most].map((one) => one && toNumber(one));
      quartiles.forEach((quartile, i) => {
        expect(ours[i]).toBeCloseTo(quartile, 10);
      });
    },
  );

  test('there are enough reference percentiles, with ties and without', () => {
    expect(cases.length).toBeGreaterThan(60);
    expect(cases.some(({ values }) => new Set(values).size < values.length)).toBe(true);
  });

  test('no percentile is given if there are no peers', () => {
    expect(rankAmong(1, rising([]))).toBeUndefined();
    expect(quartilesOf(rising([]))).toBeUndefined();
  });

  test('reversing the sign of all values mirrors the percentile, and the counts add up, in any order', () => {
    const numbers = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: -9, max: 9 }), (values, value) => {
        const up = rankAmong(value, rising(values));
        const down = rankAmong(-value, rising(values.map((one) => -one).reverse()));
        expect(toNumber(up?.percentile ?? fromNumber(0)) + toNumber(down?.percentile ?? fromNumber(0))).toBeCloseTo(
          100,
        );
        expect((up?.below ?? 0) + (up?.equal ?? 0) + (up?.above ?? 0)).toBe(values.length);
      }),
    );
  });
});
