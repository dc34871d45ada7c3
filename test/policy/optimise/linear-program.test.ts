import { describe, expect, test } from 'vitest';
import { add, compare, fraction, multiply, type Rational, ZERO } from '../../../src/model/rational.ts';
import {
  constantOf,
  type Linear,
  NotLinearError,
  requireAtLeast,
  sumLinear,
  variableOf,
} from '../../../src/policy/optimise/linear-program.ts';
import { combineObjectives, integerTerms } from '../../../src/policy/optimise/solve.ts';

/** What an expression comes to, worked out in fractions of bigints. */
function amountAt({ over, constant, variables, factors }: Linear, is: readonly boolean[]): Rational {
  const units = variables.reduce((sum, at, i) => sum + (is[at] ? BigInt(factors[i] as never) : 0n), BigInt(constant));
  return fraction(units, BigInt(over));
}

const CHOICES = Array.from({ length: 8 }, (_, bits) => [0, 1, 2].map((at) => ((bits >> at) & 1) === 1));

/** Cents and thirds; what a double just holds together, just not, and not at all. */
const FACTORS: readonly Rational[] = [
  ...[fraction(1999n, 100n), fraction(-100n, 9n), fraction(2n ** 53n - 1n, 7n), fraction(-(2n ** 52n), 11n)],
  ...[fraction(10n ** 24n, 10n ** 18n + 9n), { n: 3n, d: 1n }, ZERO],
];

describe('sums of expressions', () => {
  test('sums of expressions are exact, even beyond the range of doubles', () => {
    let [large, most] = [0, 0];
    for (const a of FACTORS)
      for (const b of FACTORS)
        for (const c of FACTORS) {
          const inner = sumLinear([
            [variableOf(0), a],
            [variableOf(2), b],
            [constantOf(c), b],
          ]);
          const sum = sumLinear([
            [inner, b],
            [variableOf(1), c],
            [variableOf(0), a],
          ]);
          for (const is of CHOICES) {
            const [x, y, z] = is.map((one): Rational => ({ n: one ? 1n : 0n, d: 1n })) as [
              Rational,
              Rational,
              Rational,
            ];
            const first = [multiply(a, x), multiply(b, z), multiply(c, b)].reduce(add);
            const wanted = [multiply(first, b), multiply(c, y), multiply(a, x)].reduce(add);
            expect(compare(amountAt(sum, is), wanted)).toBe(0);
          }
          expect(sum.factors.some((factor) => factor === 0)).toBe(false);
          if (typeof sum.over === 'bigint' || sum.factors.some((factor) => typeof factor === 'bigint')) large++;
          most++;
        }
    expect(large).toBeGreaterThan(most / 4);
    expect(large).toBeLessThan(most);
  });

  test('sums of expressions drop terms that cancel out, and keep the order of the rest', () => {
    const sum = sumLinear([
      [variableOf(4), { n: 1n, d: 3n }],
      [variableOf(1), { n: 2n, d: 1n }],
      [variableOf(4), { n: -1n, d: 3n }],
      [variableOf(2), { n: 1n, d: 1n }],
    ]);
    expect(sum.variables).toEqual([1, 2]);
  });
});

describe('requirements', () => {
  test.each([1n, 2n ** 53n, 10n ** 30n])(
    'a requirement’s coefficients and bound are reduced to lowest terms, with a common factor of %d',
    (times) => {
      const unit: Rational = { n: 100n * times, d: 9n };
      const sum = sumLinear(
        [0, 1, 2].map((at) => [variableOf(at), multiply(unit, { n: BigInt(at + 1), d: 1n })] as const),
      );
      const bound = multiply(unit, { n: 5n, d: 2n });
      expect(requireAtLeast(sum, bound)).toEqual({ op: 'sum', variables: [0, 1, 2], factors: [1, 2, 3], least: 3 });
      expect(requireAtLeast(sum, multiply(unit, { n: 3n, d: 1n }), true)).toMatchObject({ least: 4 });
      expect(requireAtLeast(sum, multiply(unit, { n: 6n, d: 1n }), true)).toEqual({ op: 'constant', value: false });
      expect(requireAtLeast(sum, ZERO)).toEqual({ op: 'constant', value: true });
    },
  );

  test('a linear program is refused if its coefficients differ too much in size', () => {
    const sum = sumLinear([
      [variableOf(0), { n: 1n, d: 1n }],
      [variableOf(1), { n: 10n ** 20n, d: 1n }],
    ]);
    expect(() => requireAtLeast(sum, { n: 5n, d: 1n })).toThrow(NotLinearError);
  });
});

describe('objectives', () => {
  const cents = (...amounts: bigint[]): Linear =>
    sumLinear(amounts.map((n, at) => [variableOf(at), fraction(n, 100n)] as const));

  test('objectives are combined by weights only if doubles hold the result exactly', () => {
    const [first, second] = [cents(150n, 250n), cents(-300n, 200n)];
    expect(combineObjectives([first, second])).toEqual([
      [0, 3 * 6 - 3],
      [1, 5 * 6 + 2],
    ]);
    expect(combineObjectives([cents(2n ** 52n, 1n), second])).toBeUndefined();
    expect(combineObjectives([cents(10n ** 20n, 1n)])).toBeUndefined();
  });

  test('the coefficients of a single objective are reduced to the smallest whole numbers', () => {
    expect(integerTerms(cents(15000n, -25000n))).toEqual([
      [0, 3],
      [1, -5],
    ]);
    expect(integerTerms(cents(3n * 10n ** 20n, 10n ** 20n))).toEqual([
      [0, 3],
      [1, 1],
    ]);
  });
});
