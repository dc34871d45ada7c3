import { describe, expect, test } from 'vitest';
import { OPEN_AUDIT } from '../../src/portfolio/disclosure/disclosure-audit.ts';
import { computeCorrelation, computeItemFigures } from '../../src/portfolio/question-figures.ts';
import { computeScoreFigures } from '../../src/portfolio/score-figures.ts';
import {
  computeMeanInterval,
  computeQuantile,
  computeStandardDeviation,
  computeWilsonInterval,
  createRandom,
  type Distribution,
  differSignificantly,
  meanOf,
} from '../../src/portfolio/statistics.ts';
import reference from './reference.json' with { type: 'json' };

/** Figures of SciPy, pandas and statsmodels, made by reference.py; they agree to so many decimals. */
const DECIMALS = 9;

/** The distribution of numbers; NaN is left out. */
function distributionOf(numbers: Float64Array): Distribution {
  const known = numbers.filter((value) => !Number.isNaN(value)).sort();
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of known) {
    if (values.at(-1) === value) counts[counts.length - 1] = (counts.at(-1) as number) + 1;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts) };
}

const known = (numbers: readonly (number | null)[]): Float64Array =>
  Float64Array.from(numbers, (value) => value ?? Number.NaN);

test('the versions of the reference programs are recorded', () => {
  expect(Object.keys(reference.by)).toEqual(['numpy', 'scipy', 'pandas', 'statsmodels']);
  expect(reference.samples.length).toBe(21);
});

test.each(reference.samples.map((sample, i) => [i, sample] as const))(
  'sample %i: mean, deviation and quantiles are those of the reference program',
  (_, sample) => {
    const distribution = distributionOf(known([...sample.numbers, null]));
    expect(meanOf(distribution)).toBeCloseTo(sample.mean, DECIMALS);
    if (sample.deviation === null) expect(computeStandardDeviation(distribution)).toBeNaN();
    else expect(computeStandardDeviation(distribution)).toBeCloseTo(sample.deviation, DECIMALS);
    for (const [p, value] of sample.quantiles) {
      expect(computeQuantile(distribution, p as number)).toBeCloseTo(value as number, DECIMALS);
    }
  },
);

test.each(reference.samples.map((sample, i) => [i, sample] as const))(
  'sample %i: members without a score or weight do not change the quartiles',
  (_, { numbers, mean, quantiles }) => {
    const at = (p: number): number => quantiles.find(([place]) => place === p)?.[1] as number;
    const values = known([null, ...numbers, -1]);
    const includes = Uint8Array.from(values, (value) => (value === -1 ? 0 : 1));
    const { shown } = computeScoreFigures(
      new Map([['total', values]]),
      includes,
      { best: new Map(), headline: null },
      OPEN_AUDIT,
    );
    const [figures] = shown;
    expect(figures?.n).toBe(numbers.length);
    expect(figures?.mean).toBeCloseTo(mean, DECIMALS);
    expect(figures?.lower).toBeCloseTo(at(0.25), DECIMALS);
    expect(figures?.median).toBeCloseTo(at(0.5), DECIMALS);
    expect(figures?.upper).toBeCloseTo(at(0.75), DECIMALS);
  },
);

test.each(reference.wilson)(
  'the Wilson interval of $count in $size equals the reference program’s',
  ({ count, size, low, high }) => {
    const interval = computeWilsonInterval(count, size);
    expect(interval.low).toBeCloseTo(low, DECIMALS);
    expect(interval.high).toBeCloseTo(high, DECIMALS);
  },
);

test.each(reference.items.map((one, i) => [i, one] as const))(
  'items %i: alpha, item-rest and other correlations are those of the reference program',
  (_, one) => {
    const items = one.items.map(known);
    const { alpha, rest } = computeItemFigures(items);
    expect(alpha).toBeCloseTo(one.alpha, DECIMALS);
    for (const [i, value] of one.rest.entries()) expect(rest[i]).toBeCloseTo(value, DECIMALS);
    for (const [i, row] of one.pairwise.entries()) {
      for (const [j, value] of row.entries()) {
        expect(computeCorrelation(items[i] as Float64Array, items[j] as Float64Array)).toBeCloseTo(value, DECIMALS);
      }
    }
  },
);

describe('an undefined statistic is NaN, not 0', () => {
  test('a mean of nothing, a deviation of one number and an alpha of one item are NaN', () => {
    const none = distributionOf(new Float64Array(0));
    expect(meanOf(none)).toBeNaN();
    expect(computeQuantile(none, 0.5)).toBeNaN();
    expect(computeItemFigures([Float64Array.of(1, 2, 3)]).alpha).toBeNaN();
    expect(computeItemFigures([Float64Array.of(1, 1), Float64Array.of(1, 1)]).alpha).toBeNaN();
    expect(computeMeanInterval(distributionOf(Float64Array.of(3)))).toBeNull();
  });
});

test('the random generator fills 16 cells evenly, and gives the same numbers for the same seed', () => {
  const random = createRandom(5);
  const cells = new Array<number>(16).fill(0);
  const draws = 160_000;
  for (let i = 0; i < draws; i++) {
    const cell = Math.floor(random() * cells.length);
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
  const expected = draws / cells.length;
  const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // The 0.1 % and 99.9 % points of chi-square with 15 degrees of freedom.
  expect(chiSquare).toBeGreaterThan(3.48);
  expect(chiSquare).toBeLessThan(37.7);
  const [one, again] = [createRandom(5), createRandom(5)];
  expect(Array.from({ length: 5 }, one)).toEqual(Array.from({ length: 5 }, again));
});

test('a bootstrap interval covers the true mean about as often as stated, and is reproducible', () => {
  const random = createRandom(77);
  let held = 0;
  const runs = 300;
  for (let run = 0; run < runs; run++) {
    // Evenly 1 to 5: the mean is 3.
    const sample = distributionOf(Float64Array.from({ length: 80 }, () => 1 + Math.floor(random() * 5)));
    const interval = computeMeanInterval(sample);
    expect(computeMeanInterval(sample)).toEqual(interval);
    if (interval && interval.low <= 3 && 3 <= interval.high) held += 1;
  }
  expect(held / runs).toBeGreaterThan(0.9);
  expect(held / runs).toBeLessThan(0.99);
});

test('a large sample has an interval by the normal distribution, consistent with the bootstrap of half of it', () => {
  const random = createRandom(3);
  const numbers = Float64Array.from({ length: 4000 }, () => 1 + Math.floor(random() * 5));
  const whole = computeMeanInterval(distributionOf(numbers));
  const half = computeMeanInterval(distributionOf(numbers.subarray(0, 2000)));
  const width = (interval: typeof whole): number => (interval ? interval.high - interval.low : 0);
  expect(width(half) / width(whole)).toBeCloseTo(Math.SQRT2, 0);
});

test('means that are far apart are distinguished, and means close together are not', () => {
  const around = (mean: number): ReturnType<typeof distributionOf> =>
    distributionOf(Float64Array.from({ length: 50 }, (_, i) => mean + (i % 5) - 2));
  expect(differSignificantly(around(3), around(5))).toBe(true);
  expect(differSignificantly(around(3), around(3.1))).toBe(false);
});
