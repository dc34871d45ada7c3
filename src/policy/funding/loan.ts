// Loans: the terms of an instrument, what is known of them for an enterprise, and what is paid each month.
import {
  add,
  compare,
  divide,
  type Figure,
  fraction,
  fromNumber,
  greatest,
  multiply,
  nearestNames,
  ONE,
  type Path,
  type Rational,
  round,
  subtract,
  type Terms,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';
import { describeType, type Plan, type Possible, type ReportProblem, settledNumber } from '../../scoring/index.ts';

/** How a loan is paid back; see `terms` in the schema of policies. */
export type Repayment = 'annuity' | 'equal-principal' | 'at-end';

interface LoanTerms {
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
interface LoanYear {
  readonly principal: Rational;
  readonly interest: Rational;
  /** The mean over twelve months of what is owed. */
  readonly outstanding: Rational;
}

export const MOST_YEARS = 30;
const MONTHS_A_YEAR = 12;
const MOST_MONTHS = MOST_YEARS * MONTHS_A_YEAR;
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

/** A figure of a loan's terms: a number, the position of what gives it, or null where it is not published. */
export type CompiledFigure = Rational | { readonly node: number } | null;

/** The terms of a loan, their names resolved to positions. */
export interface CompiledTerms {
  /** Undefined where the terms do not name it. */
  readonly principal: CompiledFigure | undefined;
  readonly annualPercent: CompiledFigure;
  readonly months: CompiledFigure;
  readonly repayment: Repayment | null;
  /** Interest as it is stated, by year; null where it follows from the others. */
  readonly interest: readonly CompiledFigure[] | null;
}

/** What a term is called; the year counts from 1. */
export type TermName = 'principal' | 'annualPercent' | 'months' | 'repayment' | `interest/${number}`;

/** A loan as far as it is known. */
export interface KnownLoan {
  readonly principal: Rational | null;
  readonly annualPercent: Rational | null;
  readonly months: number | null;
  readonly repayment: Repayment | null;
  readonly instalments: readonly Instalment[] | null;
  /** By year; with stated interest nothing else is known of a year. */
  readonly years: readonly (Pick<LoanYear, 'interest'> & Partial<LoanYear>)[] | null;
  /** The terms that nobody has published. */
  readonly unpublished: readonly TermName[];
  /** The positions of facts that are still open. */
  readonly open: readonly number[];
}

/** Resolves the names in the terms of a loan; what is no number is reported. */
export function compileTerms(terms: Terms, at: Path, plan: Plan, complain: ReportProblem): CompiledTerms {
  const figure = (stated: Figure | undefined, place: Path): CompiledFigure | undefined => {
    if (typeof stated === 'number') return fromNumber(stated);
    if (stated === null || stated === undefined) return stated;
    const named = plan.names.get(stated);
    if (named?.type.kind === 'number') return { node: named.node };
    if (named) complain('M225', place, { found: stated, wanted: describeType(named.type) });
    else complain('M203', place, { found: stated, allowed: nearestNames(stated, [...plan.names.keys()]) });
    return null;
  };
  const { principal, annualPercent, months, repayment = null, interest } = terms;
  if (typeof months === 'number' && !isTerm(fromNumber(months))) {
    complain('M113', [...at, 'months'], { wanted: { phrase: 'term', most: MOST_MONTHS } });
  }
  return {
    principal: figure(principal, [...at, 'principal']),
    annualPercent: figure(annualPercent, [...at, 'annualPercent']) ?? null,
    months: figure(months, [...at, 'months']) ?? null,
    repayment,
    interest: interest?.map((one, i) => figure(one, [...at, 'interest', i]) ?? null) ?? null,
  };
}

function isTerm({ n, d }: Rational): boolean {
  return d === 1n && n >= 1n && n <= BigInt(MOST_MONTHS);
}

/** What is known of a loan; `amount` is the principal where the terms name none. */
export function evaluateLoan(
  terms: CompiledTerms,
  amount: Rational | null,
  read: (node: number) => Possible,
): KnownLoan {
  const unpublished: TermName[] = [];
  const open: number[] = [];
  const settle = (name: TermName, figure: CompiledFigure): Rational | null => {
    if (figure === null) unpublished.push(name);
    if (figure === null || !('node' in figure)) return figure;
    const value = settledNumber(read(figure.node));
    if (value) return value;
    open.push(figure.node);
    return null;
  };
  const principal = terms.principal === undefined ? amount : settle('principal', terms.principal);
  if (terms.interest) {
    const stated = terms.interest.map((figure, i) => settle(`interest/${i + 1}`, figure));
    const years = stated.every((one) => one !== null) ? stated.map((interest) => ({ interest })) : null;
    const rest = { annualPercent: null, months: null, repayment: null, instalments: null };
    return { principal, ...rest, years, unpublished, open };
  }
  const annualPercent = settle('annualPercent', terms.annualPercent);
  const months = settle('months', terms.months);
  const { repayment } = terms;
  if (repayment === null) unpublished.push('repayment');
  const term = months !== null && isTerm(months) ? Number(months.n) : null;
  const known = { principal, annualPercent, months: term, repayment };
  const isComplete = principal !== null && annualPercent !== null && repayment !== null && term !== null;
  const instalments =
    isComplete && compare(principal, ZERO) > 0
      ? scheduleLoan({ principal, annualPercent, repayment, months: term })
      : null;
  return { ...known, instalments, years: instalments && loanYears(instalments), unpublished, open };
}
