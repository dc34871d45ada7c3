import {
  add,
  compare,
  divide,
  fraction,
  greatest,
  multiply,
  ONE,
  type Rational,
  round,
  subtract,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';

/** How a loan is paid back; see `terms` in the schema of policies. */
export type Repayment = 'annuity' | 'equal-principal' | 'at-end';

export interface LoanTerms {
  readonly principal: Rational;
  /** Interest in per cent a year; a month costs a twelfth of it. */
  readonly annualPercent: Rational;
  /** Whole, from 1 to `MOST_MONTHS`. */
  readonly months: number;
  readonly repayment: Repayment;
}

/** What is paid in one month, in whole cents. */
export interface Instalment {
  readonly principal: Rational;
  readonly interest: Rational;
  /** What is still owed before it is paid. */
  readonly owed: Rational;
}

/** One year of a loan: twelve instalments, or those that are left. */
export interface LoanYear {
  readonly principal: Rational;
  readonly interest: Rational;
  /** The mean over twelve months of what is owed. */
  readonly outstanding: Rational;
}

export const MOST_YEARS = 30;
const MONTHS_A_YEAR = 12;
export const MOST_MONTHS = MOST_YEARS * MONTHS_A_YEAR;
const CENTS = 2;
const MONTHLY_OF_PERCENT = fraction(1n, 1200n);

/**
 * The instalments of a loan, to the cent: interest of a month is what is owed times a twelfth of the rate, rounded half
 * up; what is paid back is a rounded instalment less that interest, and the last one takes the rest. So all of them
 * together pay back the principal exactly. Annuity: P i / (1 - (1 + i)^-n), the usual formula for payments in arrears.
 */
export function scheduleLoan({ principal, annualPercent, months, repayment }: LoanTerms): Instalment[] {
  const rate = multiply(annualPercent, MONTHLY_OF_PERCENT);
  const annuity = toCents(annuityOf(principal, rate, months));
  const part = toCents(divide(principal, wholeNumber(months)));
  let owed = principal;
  return Array.from({ length: months }, (_, i) => {
    const interest = toCents(multiply(owed, rate));
    const isLast = i === months - 1;
    const wanted =
      repayment === 'annuity' ? subtract(annuity, interest) : repayment === 'equal-principal' ? part : ZERO;
    const paid = isLast || compare(wanted, owed) > 0 ? owed : greatest(wanted, ZERO);
    const instalment = { principal: paid, interest, owed };
    owed = subtract(owed, paid);
    return instalment;
  });
}

/** Instalments by year, the first year first. */
export function loanYears(instalments: readonly Instalment[]): LoanYear[] {
  const years = Array.from({ length: Math.ceil(instalments.length / MONTHS_A_YEAR) }, (_, year) =>
    instalments.slice(year * MONTHS_A_YEAR, (year + 1) * MONTHS_A_YEAR),
  );
  return years.map((months) => ({
    principal: months.map((one) => one.principal).reduce(add, ZERO),
    interest: months.map((one) => one.interest).reduce(add, ZERO),
    outstanding: divide(months.map((one) => one.owed).reduce(add, ZERO), wholeNumber(MONTHS_A_YEAR)),
  }));
}

function annuityOf(principal: Rational, rate: Rational, months: number): Rational {
  if (rate.n === 0n) return divide(principal, wholeNumber(months));
  const growth = power(add(ONE, rate), months);
  return divide(multiply(multiply(principal, rate), growth), subtract(growth, ONE));
}

/** Numerator and denominator have no common divisor, so their powers have none. */
function power({ n, d }: Rational, exponent: number): Rational {
  return { n: n ** BigInt(exponent), d: d ** BigInt(exponent) };
}

function toCents(amount: Rational): Rational {
  return round(amount, CENTS, 'half-up');
}
