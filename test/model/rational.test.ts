import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  compare,
  divide,
  fraction,
  fromNumber,
  greatest,
  isDecimal,
  least,
  multiply,
  parseDecimal,
  type Rational,
  type RoundingMode,
  round,
  subtract,
  toDecimalText,
  toNumber,
} from '../../src/model/rational.ts';
import { type Fraction, minus, order, over, plus, same, times } from '../exact-fraction.ts';
import { runs } from '../property-runs.ts';

const integers = fc.oneof(fc.bigInt({ min: -50n, max: 50n }), fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }));
const positive = integers.map((n) => (n < 0n ? -n : n) + 1n);
const pairs = fc.record({ n: integers, d: positive });

const asFraction = ({ n, d }: Rational): Fraction => ({ top: n, bottom: d });
const reduced = ({ n, d }: { n: bigint; d: bigint }): Rational => fraction(n, d);

function expectReduced({ n, d }: Rational): void {
  expect(d > 0n).toBe(true);
  for (const prime of [2n, 3n, 5n, 7n, 11n, 13n]) expect(n % prime === 0n && d % prime === 0n).toBe(false);
}

describe('arithmetic agrees with unreduced BigInt fractions', () => {
  test.each([
    ['add', add, plus],
    ['subtract', subtract, minus],
    ['multiply', multiply, times],
    ['divide', divide, over],
  ] as const)('exact arithmetic agrees with unreduced fractions: %s', (_, ours, theirs) => {
    fc.assert(
      fc.property(pairs.map(reduced), pairs.map(reduced), (a, b) => {
        fc.pre(ours !== divide || b.n !== 0n);
        const result = ours(a, b);
        expect(same(asFraction(result), theirs(asFraction(a), asFraction(b)))).toBe(true);
        expectReduced(result);
      }),
      runs(1000),
    );
  });

  test('compare, least and greatest agree with unreduced fractions', () => {
    fc.assert(
      fc.property(pairs.map(reduced), pairs.map(reduced), (a, b) => {
        expect(compare(a, b)).toBe(order(asFraction(a), asFraction(b)));
        expect([least(a, b), greatest(a, b)]).toEqual(compare(a, b) <= 0 ? [a, b] : [b, a]);
      }),
    );
  });

  test('division by zero throws', () => {
    expect(() => fraction(1n, 0n)).toThrow(RangeError);
    expect(() => divide(fraction(1n, 2n), fraction(0n, 1n))).toThrow(RangeError);
  });

  test('a negative denominator moves its sign to the numerator', () => {
    expect(fraction(6n, -4n)).toEqual({ n: -3n, d: 2n });
  });
});

describe('reading decimals', () => {
  test.each([
    ['0', 0n, 1n],
    ['-0', 0n, 1n],
    ['007', 7n, 1n],
    ['+1.50', 3n, 2n],
    ['-0.125', -1n, 8n],
    ['1e3', 1000n, 1n],
    ['1.5E-2', 3n, 200n],
    ['2e+1', 20n, 1n],
  ])('a decimal is read exactly: %s', (text, n, d) => {
    expect(parseDecimal(text)).toEqual({ n, d });
  });

  test.each([
    '',
    '.5',
    '5.',
    '1,5',
    '0x1F',
    '1_000',
    '.inf',
    '.nan',
    'NaN',
    'Infinity',
    '１',
    '1e',
    '1e1000',
    ' 1',
    '--1',
  ])('%j is refused as a decimal', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  test('every decimal of up to 15 digits survives conversion to a double and back', () => {
    const decimals = fc.record({
      digits: fc
        .integer({ min: 1, max: 15 })
        .chain((length) => fc.bigInt({ min: 0n, max: 10n ** BigInt(length) - 1n })),
      places: fc.integer({ min: 0, max: 20 }),
      negative: fc.boolean(),
    });
    fc.assert(
      fc.property(decimals, ({ digits, places, negative }) => {
        const exact = fraction(negative ? -digits : digits, 10n ** BigInt(places));
        expect(fromNumber(Number(`${negative ? '-' : ''}${digits}e-${places}`))).toEqual(exact);
      }),
      runs(3000),
    );
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is refused as a decimal', (value) => {
    expect(() => fromNumber(value)).toThrow(RangeError);
  });
});

/** A fraction written out in decimal, so far that a double cannot tell the rest. */
function writtenOut({ n, d }: Rational, places: number): string {
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(places);
  const rest = scaled % d === 0n ? '' : '1';
  return `${n < 0n ? '-' : ''}${scaled / d}${rest}e-${places + rest.length}`;
}

describe('the double nearest to a fraction', () => {
  test.each([
    ['a third', 1n, 3n, 1 / 3],
    ['2/3', 2n, 3n, 2 / 3],
    ['0.1', 1n, 10n, 0.1],
    ['just between two doubles: to the even one', 2n ** 53n + 1n, 1n, 2 ** 53],
    ['the same, as a fraction', (2n ** 53n + 1n) * 3n, 3n, 2 ** 53],
    ['a half place below 1', 2n ** 54n - 1n, 2n ** 54n, 1],
    ['a whole place below 1', 2n ** 53n - 1n, 2n ** 53n, 1 - 2 ** -53],
    ['the least double', 1n, 2n ** 1074n, 5e-324],
    ['half of it: to the even one', 1n, 2n ** 1075n, 0],
    ['three halves of it', 3n, 2n ** 1075n, 1e-323],
    ['too large', 10n ** 400n, 3n, Number.POSITIVE_INFINITY],
    ['nothing', 0n, 1n, 0],
  ])('a fraction becomes the nearest double: %s', (_, n, d, value) => {
    expect(toNumber(fraction(n, d))).toBe(value);
    if (n !== 0n) expect(toNumber(fraction(-n, d))).toBe(-value);
  });

  test('the nearest double agrees with the engine on long decimal expansions', () => {
    fc.assert(
      fc.property(pairs.map(reduced), (value) => {
        expect(toNumber(value)).toBe(Number.parseFloat(writtenOut(value, 80)));
      }),
      runs(3000),
    );
  });

  test('the nearest double is correct even for numbers so small that doubles lose precision', () => {
    const tiny = fc.record({ n: fc.bigInt({ min: 1n, max: 10n ** 20n }), places: fc.integer({ min: 300, max: 340 }) });
    fc.assert(
      fc.property(tiny, ({ n, places }) => {
        const value = fraction(n, 3n * 10n ** BigInt(places));
        expect(toNumber(value)).toBe(Number.parseFloat(writtenOut(value, 420)));
      }),
      runs(1000),
    );
  });

  test('every finite double survives conversion to a fraction and back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(toNumber(fromNumber(value))).toBe(value === 0 ? 0 : value);
      }),
      runs(2000),
    );
  });
});

describe('rounding', () => {
  const numbers = ['-2.5', '-1.5', '-1.4', '-0.5', '-0.2', '0', '0.2', '0.5', '1.4', '1.5', '1.6', '2.5'];
  const rounded: Record<RoundingMode, number[]> = {
    'half-up': [-2, -1, -1, 0, 0, 0, 0, 1, 1, 2, 2, 3],
    'half-even': [-2, -2, -1, 0, 0, 0, 0, 0, 1, 2, 2, 2],
    'half-away': [-3, -2, -1, -1, 0, 0, 0, 1, 1, 2, 2, 3],
    down: [-3, -2, -2, -1, -1, 0, 0, 0, 1, 1, 1, 2],
    up: [-2, -1, -1, 0, 0, 0, 1, 1, 2, 2, 2, 3],
  };
  test.each(Object.entries(rounded))('a fraction is rounded: %s', (mode, whole) => {
    const at = (decimals: number, power: bigint): number[] =>
      numbers.map((text) => {
        const number = multiply(parseDecimal(text) as Rational, fraction(1n, power));
        return toNumber(multiply(round(number, decimals, mode as RoundingMode), { n: power, d: 1n }));
      });
    expect(at(0, 1n)).toEqual(whole);
    expect(at(2, 100n)).toEqual(whole);
  });

  test('fractions such as 1/3, and numbers beyond doubles, are rounded exactly', () => {
    expect(round({ n: 2n, d: 3n }, 2, 'half-up')).toEqual({ n: 67n, d: 100n });
    expect(round({ n: 10n ** 30n + 1n, d: 2n }, 0, 'half-even')).toEqual({ n: 5n * 10n ** 29n, d: 1n });
  });
});

describe('decimal text', () => {
  test.each([
    [1n, 3n, 4, '0.3333'],
    [2n, 3n, 4, '0.6667'],
    [5n, 2n, 0, '3'],
    [-5n, 2n, 0, '-3'],
    [-1n, 1000n, 2, '0'],
    [5n, 1000n, 2, '0.01'],
    [-5n, 1000n, 2, '-0.01'],
    [12n, 1n, 2, '12'],
    [1200n, 1n, 0, '1200'],
    [1n, 8n, 5, '0.125'],
    [59_996n, 1000n, 2, '60'],
    [0n, 1n, 3, '0'],
  ])('the fraction %d/%d with %d decimals is %s', (n, d, decimals, text) => {
    expect(toDecimalText(fraction(n, d), decimals)).toBe(text);
  });

  test('decimal text is off by at most half a unit in the last place, and reads back unchanged', () => {
    fc.assert(
      fc.property(pairs.map(reduced), fc.integer({ min: 0, max: 12 }), (value, decimals) => {
        const text = toDecimalText(value, decimals);
        const read = parseDecimal(text) as Rational;
        expect(toDecimalText(read, decimals)).toBe(text);
        const error = subtract(read, value);
        const half = fraction(1n, 2n * 10n ** BigInt(decimals));
        expect(compare({ n: error.n < 0n ? -error.n : error.n, d: error.d }, half)).toBeLessThanOrEqual(0);
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
      }),
      runs(1000),
    );
  });

  test.each([
    [1n, 8n, true],
    [7n, 1n, true],
    [3n, 40n, true],
    [1n, 3n, false],
    [1n, 14n, false],
  ])('the fraction %d/%d has a finite decimal form: %s', (n, d, ends) => {
    expect(isDecimal(fraction(n, d))).toBe(ends);
  });
});
