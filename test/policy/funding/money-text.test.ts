import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divide, parseDecimal, type Rational } from '../../../src/model/rational.ts';
import { formatExactMoney, parseExactMoney } from '../../../src/policy/funding/money-text.ts';

describe('money as text', () => {
  it('money as text is exact and reads back unchanged', () => {
    expect(formatExactMoney(parseDecimal('1234567.89') as Rational)).toBe('1234567.89');
    expect(formatExactMoney({ n: 1000n, d: 3n })).toBe('1000/3');
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (n, d) => {
          const amount = divide({ n, d: 1n }, { n: d, d: 1n });
          expect(parseExactMoney(formatExactMoney(amount))).toEqual(amount);
        },
      ),
    );
  });

  it.each(['', 'abc', '1/0x', '1/2/3', '1.5/2'])('%j is refused as money', (text) => {
    expect(() => parseExactMoney(text)).toThrow(RangeError);
  });
});
