import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, fromNumber, parseDecimal, type Rational, toNumber, ZERO } from '../../../src/model/rational.ts';
import { loanYears, type Repayment, scheduleLoan } from '../../../src/policy/funding/loan.ts';
import { formatExactMoney } from '../../../src/policy/funding/money-text.ts';

const REPAYMENTS: readonly Repayment[] = ['annuity', 'equal-principal', 'at-end'];

const loanOf = (principal: string, percent: string, months: number, repayment: Repayment) =>
  scheduleLoan({
    principal: parseDecimal(principal) as Rational,
    annualPercent: parseDecimal(percent) as Rational,
    months,
    repayment,
  });

const sum = (values: readonly Rational[]): Rational => values.reduce(add, ZERO);

describe('a loan', () => {
  it('of 200,000 at 6.5 % over 30 years costs 1264.14 a month, the figure that is published for it', () => {
    // https://en.wikipedia.org/wiki/Mortgage_calculator, monthly payment formula, its example.
    const instalments = loanOf('200000', '6.5', 360, 'annuity');
    const [first] = instalments;
    expect(first && formatExactMoney(add(first.principal, first.interest))).toBe('1264.14');
  });

  it('is paid back in full, to the cent, whatever its terms', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000_00 }),
        fc.integer({ min: 0, max: 2400 }),
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom(...REPAYMENTS),
        (cents, basisPoints, months, repayment) => {
          const principal = { n: BigInt(cents), d: 100n };
          const instalments = scheduleLoan({
            principal,
            annualPercent: fromNumber(basisPoints / 100),
            months,
            repayment,
          });
          expect(instalments).toHaveLength(months);
          expect(compare(sum(instalments.map((one) => one.principal)), principal)).toBe(0);
          for (const { principal: paid, interest } of instalments) {
            expect(compare(paid, ZERO)).toBeGreaterThanOrEqual(0);
            for (const part of [paid, interest]) expect(100n % part.d).toBe(0n);
          }
          const years = loanYears(instalments);
          expect(sum(years.map((year) => year.principal))).toEqual(sum(instalments.map((one) => one.principal)));
          expect(sum(years.map((year) => year.interest))).toEqual(sum(instalments.map((one) => one.interest)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has the interest that floating point finds, but for rounded cents', () => {
    for (const [principal, percent, months] of [
      [1_234_567.89, 4.35, 36],
      [80_000, 3.45, 24],
      [5_000_000, 7.2, 119],
    ] as const) {
      const rate = percent / 1200;
      const annuity = (principal * rate) / (1 - (1 + rate) ** -months);
      const expected = {
        annuity: annuity * months - principal,
        'equal-principal': (principal * rate * (months + 1)) / 2,
        'at-end': principal * rate * months,
      };
      for (const repayment of REPAYMENTS) {
        const instalments = loanOf(String(principal), String(percent), months, repayment);
        const interest = toNumber(sum(instalments.map((one) => one.interest)));
        expect(Math.abs(interest - expected[repayment])).toBeLessThan(months * 0.02);
      }
    }
  });

  it('without interest is split evenly, and the last instalment takes the rest', () => {
    const instalments = loanOf('100', '0', 3, 'annuity');
    expect(instalments.map(({ principal }) => formatExactMoney(principal))).toEqual(['33.33', '33.33', '33.34']);
  });
});
