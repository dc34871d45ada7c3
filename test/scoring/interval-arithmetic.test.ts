import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fraction, type Rational } from '../../src/model/rational.ts';
import { type Extremes, findAgreedExtremes, multiplyRanges } from '../../src/scoring/interval-arithmetic.ts';
import { computeChange, divideRanges, subtractRanges } from '../../src/scoring/operators/calculations.ts';
import { limitValue } from '../../src/scoring/operators/cap-floor.ts';
import { COMBINATIONS } from '../../src/scoring/operators/registry.ts';
import { type Possible, rangeOf, settledValue } from '../../src/scoring/possible-values.ts';
import { type Fraction, fractionOf, minus, order, over, same } from '../exact-fraction.ts';
import { runs } from '../property-runs.ts';
import { combinations } from './condition/possible-combinations.ts';
import { COMBINING, combine } from './second-evaluator/arithmetic.ts';

/** A number that may be open: its ends, null without limit, and whether it may be nothing. */
interface Number {
  readonly low: number | null;
  readonly high: number | null;
  readonly nothing: boolean;
}

const whole = (n: number): Rational => fraction(BigInt(n), 1n);

function possible({ low, high, nothing }: Number): Possible {
  if (low !== null && low === high) return { kind: 'atoms', atoms: [whole(low)], nothing };
  return { kind: 'range', low: low === null ? null : whole(low), high: high === null ? null : whole(high), nothing };
}

/** What it can turn out to be, as far as ends of results are concerned; far out where there is no limit. */
const FAR = 1000;
function ways({ low, high, nothing }: Number): (number | null)[] {
  const [from, to] = [low ?? -FAR, high ?? FAR];
  const between = [-1, 0, 1].filter((n) => n > from && n < to);
  return [from, ...between, ...(to === from ? [] : [to]), ...(nothing ? [null] : [])];
}

function numbers(unlimited: boolean): Arbitrary<Number> {
  return fc
    .record({
      low: fc.integer({ min: -4, max: 4 }),
      length: fc.integer({ min: 0, max: 3 }),
      below: fc.constantFrom(false, false, unlimited),
      above: fc.constantFrom(false, false, unlimited),
      nothing: fc.constantFrom(false, false, true),
    })
    .map(({ low, length, below, above, nothing }) => ({
      low: below ? null : low,
      high: above ? null : low + length,
      nothing,
    }));
}

/** The least and the greatest of results, and whether there can be none. */
function extremes(results: readonly (Fraction | null)[]) {
  const found = results.filter((result) => result !== null).sort(order);
  return { least: found[0], most: found.at(-1), nothing: found.length < results.length };
}

function expectEnd(end: Rational | null | undefined, wanted: Fraction | undefined): void {
  expect(end && wanted && same({ top: end.n, bottom: end.d }, wanted), `${end?.n}/${end?.d}`).toBe(true);
}

describe('the ends of sums, means, minimum and maximum are exactly those of all combinations', () => {
  const members = fc.array(fc.tuple(numbers(false), fc.constantFrom(1, 2, 3, 0, -2)), { minLength: 1, maxLength: 3 });

  test.each(COMBINING)('an operator’s range is exactly the range over all combinations: %s', (operator) => {
    fc.assert(
      fc.property(members, (drawn) => {
        const weighted = drawn.map(([value, weight]) => ({
          value,
          weight: { sum: weight, mean: Math.abs(weight), min: 1, max: 1 }[operator],
        }));
        const result = COMBINATIONS[operator].combine(
          weighted.map(({ value, weight }) => ({ value: possible(value), weight: whole(weight) })),
        );
        const all = combinations(weighted.map(({ value }) => ways(value))).map((values) =>
          combine(
            operator,
            values.map((value, i) => ({
              value: value === null ? null : fractionOf(value),
              weight: fractionOf(weighted[i]?.weight ?? 0),
            })),
          ),
        );
        const { least, most, nothing } = extremes(all);
        expect(result.nothing).toBe(nothing);
        if (!least) {
          expect(settledValue(result)).toBeNull();
          return;
        }
        expectEnd(rangeOf(result)?.low, least);
        expectEnd(rangeOf(result)?.high, most);
      }),
      runs(600),
    );
  });

  test('the range of a capped value is exact if the cap may have no value', () => {
    fc.assert(
      fc.property(numbers(false), numbers(false), (value, cap) => {
        const result = limitValue('cap', possible(value), possible(cap));
        const all = combinations([ways(value), ways(cap)]).map(([a = null, b = null]) =>
          a === null ? null : fractionOf(b === null ? a : Math.min(a, b)),
        );
        const { least, most, nothing } = extremes(all);
        expect(result.nothing).toBe(nothing);
        expectEnd(rangeOf(result)?.low, least);
        expectEnd(rangeOf(result)?.high, most);
      }),
      runs(500),
    );
  });
});

describe('derived values of open numbers', () => {
  test.each([
    ['ratio', divideRanges, over],
    ['difference', subtractRanges, minus],
    ['change', computeChange, (a: Fraction, b: Fraction) => over(minus(a, b), b)],
  ] as const)(
    '%s: the range encloses all combinations, with the same ends if the numbers have limits',
    (name, ours, theirs) => {
      fc.assert(
        fc.property(numbers(true), numbers(true), (a, b) => {
          const result = ours(possible(a), possible(b));
          const range = rangeOf(result);
          const divisorMayBeZero = name !== 'difference' && (b.low ?? -1) <= 0 && (b.high ?? 1) >= 0;
          if (divisorMayBeZero) {
            expect(range).toMatchObject({ low: null, high: null });
            return;
          }
          const pairs = combinations([ways(a), ways(b)]).filter((pair) => !pair.includes(null));
          const { least, most } = extremes(pairs.map(([x, y]) => theirs(fractionOf(x ?? 0), fractionOf(y ?? 0))));
          expect(result.nothing).toBe(a.nothing || b.nothing);
          for (const [end, extreme, side] of [
            [range?.low, least, 1],
            [range?.high, most, -1],
          ] as const) {
            if (end && extreme) {
              expect(order(extreme, { top: end.n, bottom: end.d }) * side).toBeGreaterThanOrEqual(0);
            }
          }
          if ([a.low, a.high, b.low, b.high].includes(null)) return;
          expectEnd(range?.low, least);
          expectEnd(range?.high, most);
        }),
        runs(800),
      );
    },
  );

  test.each([
    ['5 of at least 2', { low: 5, high: 5 }, { low: 2, high: null }, '0', '2.5'],
    ['-5 of at least 2', { low: -5, high: -5 }, { low: 2, high: null }, '-2.5', '0'],
    ['at least 6 of 2 to 3', { low: 6, high: null }, { low: 2, high: 3 }, '2', null],
    ['at most -6 of 2 to 3', { low: null, high: -6 }, { low: 2, high: 3 }, null, '-2'],
    ['6 of at most -2', { low: 6, high: 6 }, { low: null, high: -2 }, '-3', '0'],
  ])('the range of a ratio of numbers with one limit only is exact: %s', (_, a, b, low, high) => {
    const range = rangeOf(divideRanges(possible({ ...a, nothing: false }), possible({ ...b, nothing: false })));
    for (const [end, wanted] of [
      [range?.low, low],
      [range?.high, high],
    ] as const) {
      if (wanted === null) expect(end).toBeNull();
      else expectEnd(end, fractionOf(wanted));
    }
  });
});

test('a product’s range is the range over all combinations, unlimited if one is unlimited', () => {
  const ends = [null, -2, -1, 0, 1, 2];
  const ranges = ends.flatMap((low) => ends.map((high) => ({ low, high, nothing: false })));
  const some = ranges.filter(({ low, high }) => low === null || high === null || low <= high);
  const limited = (n: number): Rational | null => (Math.abs(n) < FAR / 2 ? whole(n) : null);
  for (const [a, b] of some.flatMap((one) => some.map((other) => [one, other] as const))) {
    const all = combinations([ways(a), ways(b)]).map(([x, y]) => (x ?? 0) * (y ?? 0) + 0);
    const wanted = { low: limited(Math.min(...all)), high: limited(Math.max(...all)) };
    const [x, y] = [a, b].map((one) => rangeOf(possible(one)));
    expect(x && y && multiplyRanges(x, y), JSON.stringify([a, b])).toEqual(wanted);
  }
});

test.each<[readonly (readonly [best: number, least: number] | undefined)[], readonly [number, number] | undefined]>([
  [[], undefined],
  [[undefined], undefined],
  [[[4, 0], undefined], undefined],
  [
    [
      [4, 0],
      [4, -1],
    ],
    [4, -1],
  ],
  [
    [
      [4, 0],
      [3, 0],
    ],
    undefined,
  ],
])('the highest and the lowest value that all of %j have in common: %j', (all, shared) => {
  const extremes = (ends: readonly [number, number] | undefined): Extremes | undefined =>
    ends && { best: whole(ends[0]), least: whole(ends[1]) };
  expect(findAgreedExtremes(all.map(extremes))).toEqual(extremes(shared));
});
