import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Terms } from '../../../src/model/generated/types.ts';
import { add, compare, fromNumber, parseDecimal, type Rational, toNumber, ZERO } from '../../../src/model/rational.ts';
import {
  compileTerms,
  evaluateLoan,
  loanYears,
  type Repayment,
  scheduleLoan,
} from '../../../src/policy/funding/loan.ts';
import { formatExactMoney } from '../../../src/policy/funding/money-text.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { createExactValue } from '../../../src/scoring/possible-values.ts';

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
  it('a loan of 200,000 at 6.5 % over 30 years costs 1264.14 a month, as published', () => {
    // https://en.wikipedia.org/wiki/Mortgage_calculator, monthly payment formula, its example.
    const instalments = loanOf('200000', '6.5', 360, 'annuity');
    const [first] = instalments;
    expect(first && formatExactMoney(add(first.principal, first.interest))).toBe('1264.14');
  });

  it('a loan with any terms is repaid in full, to the cent', () => {
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

  it('the interest on a loan equals a floating-point calculation, up to rounding to cents', () => {
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

  it('a loan without interest has equal instalments, and the last one includes the remainder', () => {
    const instalments = loanOf('100', '0', 3, 'annuity');
    expect(instalments.map(({ principal }) => formatExactMoney(principal))).toEqual(['33.33', '33.33', '33.34']);
  });
});

describe('the terms of a loan', () => {
  const plan = {
    names: new Map([
      ['owed', { node: 0, type: { kind: 'number' } }],
      ['sector', { node: 1, type: { kind: 'text' } }],
    ]),
  } as unknown as Plan;

  it.each<[Terms, string, readonly (string | number)[]]>([
    [{ principal: 'debt' }, 'M203', ['principal']],
    [{ annualPercent: 'sector' }, 'M225', ['annualPercent']],
    [{ months: 0 }, 'M113', ['months']],
    [{ months: 1.5 }, 'M113', ['months']],
    [{ months: 361 }, 'M113', ['months']],
    [{ interest: ['owed', 'debt'] }, 'M203', ['interest', 1]],
  ])('loan terms %j are reported as %s at %j', (terms, rule, place) => {
    const told: unknown[] = [];
    compileTerms(terms, ['terms'], plan, (...problem) => told.push(problem.slice(0, 2)));
    expect(told).toEqual([[rule, ['terms', ...place]]]);
  });

  it.each([
    [1, 1],
    [360, 360],
    [361, null],
    [0, null],
    [1.5, null],
  ])('loan terms that take their months from a fact of %s have a term of %s', (stated, months) => {
    const terms = { principal: 'owed', annualPercent: 3, months: 'owed', repayment: 'at-end' } as const;
    const compiled = compileTerms(terms, [], plan, () => {});
    const loan = evaluateLoan(compiled, null, () => createExactValue(fromNumber(stated)));
    expect([loan.months, loan.instalments?.length ?? null]).toEqual([months, months]);
  });
});
