import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  divide,
  multiply,
  parseDecimal,
  type Rational,
  subtract,
  ZERO,
} from '../../../src/model/rational.ts';
import { moneyText, readMoney, splitMoney } from '../../../src/policy/funding/money.ts';

const cents = (n: number): Rational => divide({ n: BigInt(n), d: 1n }, { n: 100n, d: 1n });

describe('money as text', () => {
  it('is exact and comes back as it was', () => {
    expect(moneyText(parseDecimal('1234567.89') as Rational)).toBe('1234567.89');
    expect(moneyText({ n: 1000n, d: 3n })).toBe('1000/3');
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (n, d) => {
          const amount = divide({ n, d: 1n }, { n: d, d: 1n });
          expect(readMoney(moneyText(amount))).toEqual(amount);
        },
      ),
    );
  });

  it.each(['', 'abc', '1/0x', '1/2/3', '1.5/2'])('refuses %j', (text) => {
    expect(() => readMoney(text)).toThrow(RangeError);
  });
});

describe('a split', () => {
  it('gives cents that are left over to the greatest remainders, of equal ones to the first', () => {
    const one = { n: 1n, d: 1n };
    expect(splitMoney(cents(10000), [one, one, one]).map(moneyText)).toEqual(['33.34', '33.33', '33.33']);
    expect(splitMoney(cents(100), [cents(1), cents(1), cents(4)]).map(moneyText)).toEqual(['0.17', '0.17', '0.66']);
  });

  it('loses and invents no cent, and is within a cent of the exact shares', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 12 }),
        fc
          .array(fc.integer({ min: 0, max: 10 ** 6 }), { minLength: 1, maxLength: 12 })
          .filter((all) => all.some((n) => n > 0)),
        (amount, weights) => {
          const shares = weights.map(cents);
          const parts = splitMoney(cents(amount), shares);
          const whole = shares.reduce(add, ZERO);
          expect(parts.reduce(add, ZERO)).toEqual(cents(amount));
          parts.forEach((part, i) => {
            expect(100n % part.d).toBe(0n);
            const exact = divide(multiply(cents(amount), shares[i] as Rational), whole);
            const off = subtract(part, exact);
            expect(compare(off, cents(1))).toBeLessThan(0);
            expect(compare(off, cents(-1))).toBeGreaterThan(0);
          });
        },
      ),
      { numRuns: 500 },
    );
  });
});
