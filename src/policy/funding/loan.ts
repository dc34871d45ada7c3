// Loans: the terms of an instrument's loan, what is known about the loan for an enterprise, and the monthly payments.
import {
  add,
  compare,
  divide,
  type Figure,
  findNearestNames,
  fraction,
  fromNumber,
  greatest,
  multiply,
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

/** How a loan is repaid; see `terms` in the schema of policies. */
export type Repayment = 'annuity' | 'equal-principal' | 'at-end';

interface LoanTerms {
  readonly principal: Rational;
  /** The annual interest rate in per cent; each month is charged a twelfth of it. */
  readonly annualPercent: Rational;
  /** A whole number from 1 to `MAX_MONTHS`. */
  readonly months: number;
  readonly repayment: Repayment;
}

/** One monthly payment, in whole cents. */
export interface Instalment {
  readonly principal: Rational;
  readonly interest: Rational;
  /** The debt before this payment. */
  readonly owed: Rational;
}

/** One year of a loan: twelve instalments, or the remaining ones. */
interface LoanYear {
  readonly principal: Rational;
  readonly interest: Rational;
  /** The mean debt over twelve months. */
  readonly outstanding: Rational;
}

export const MAX_YEARS = 30;
const MONTHS_A_YEAR = 12;
const MAX_MONTHS = MAX_YEARS * MONTHS_A_YEAR;
const CENT_DECIMALS = 2;
const MONTHLY_OF_PERCENT = fraction(1n, 1200n);

/**
 * Schedules the instalments of a loan, to the cent. The interest of a month is the debt times a twelfth of the annual
 * rate, rounded half up. With an annuity, each month repays the rounded instalment less this interest; with equal
 * principal, an equal rounded part. The last instalment repays the rest, so that the repayments add up exactly to the
 * principal. The annuity is P i / (1 - (1 + i)^-n), the usual formula for payments in arrears.
 */
export function scheduleLoan({ principal, annualPercent, months, repayment }: LoanTerms): Instalment[] {
  const rate = multiply(annualPercent, MONTHLY_OF_PERCENT);
  const annuity = toCents(annuityOf(principal, rate, months));
  const equalPart = toCents(divide(principal, wholeNumber(months)));
  let owedCents = principal;
  return Array.from({ length: months }, (_, i) => {
    const interest = toCents(multiply(owedCents, rate));
    const isLast = i === months - 1;
    const plannedPayment =
      repayment === 'annuity' ? subtract(annuity, interest) : repayment === 'equal-principal' ? equalPart : ZERO;
    const repaid = isLast || compare(plannedPayment, owedCents) > 0 ? owedCents : greatest(plannedPayment, ZERO);
    const instalment = { principal: repaid, interest, owed: owedCents };
    owedCents = subtract(owedCents, repaid);
    return instalment;
  });
}

/** Groups instalments by year, the first year first. */
export function loanYears(instalments: readonly Instalment[]): LoanYear[] {
  const years = Array.from({ length: Math.ceil(instalments.length / MONTHS_A_YEAR) }, (_, year) =>
    instalments.slice(year * MONTHS_A_YEAR, (year + 1) * MONTHS_A_YEAR),
  );
  return years.map((months) => ({
    principal: months.map((instalment) => instalment.principal).reduce(add, ZERO),
    interest: months.map((instalment) => instalment.interest).reduce(add, ZERO),
    outstanding: divide(months.map((instalment) => instalment.owed).reduce(add, ZERO), wholeNumber(MONTHS_A_YEAR)),
  }));
}

function annuityOf(principal: Rational, rate: Rational, months: number): Rational {
  if (rate.n === 0n) return divide(principal, wholeNumber(months));
  const growth = power(add(ONE, rate), months);
  return divide(multiply(multiply(principal, rate), growth), subtract(growth, ONE));
}

/** Raises a fraction to a power. The fraction is in lowest terms, so the result is too. */
function power({ n, d }: Rational, exponent: number): Rational {
  return { n: n ** BigInt(exponent), d: d ** BigInt(exponent) };
}

function toCents(amount: Rational): Rational {
  return round(amount, CENT_DECIMALS, 'half-up');
}

/** A figure in the terms of a loan: a number, the node that supplies it, or null if it is not published. */
export type CompiledFigure = Rational | { readonly node: number } | null;

/** The terms of a loan, with names replaced by the nodes that they denote. */
export interface CompiledTerms {
  /** The sum that is lent; undefined if the terms do not state it. */
  readonly principal: CompiledFigure | undefined;
  readonly annualPercent: CompiledFigure;
  readonly months: CompiledFigure;
  readonly repayment: Repayment | null;
  /** The interest of each year, if the terms state it; null if it is calculated from the other terms. */
  readonly interest: readonly CompiledFigure[] | null;
}

/** The name of a term; years count from 1. */
export type TermName = 'principal' | 'annualPercent' | 'months' | 'repayment' | `interest/${number}`;

/** What is known about a loan; null for what is not known. */
export interface KnownLoan {
  readonly principal: Rational | null;
  /** The node that states the principal; null if the terms state a number or nothing. */
  readonly principalNode: number | null;
  readonly annualPercent: Rational | null;
  readonly months: number | null;
  readonly repayment: Repayment | null;
  readonly instalments: readonly Instalment[] | null;
  /** The figures of each year. If the terms state the interest of each year, nothing else is known about the years. */
  readonly years: readonly (Pick<LoanYear, 'interest'> & Partial<LoanYear>)[] | null;
  /** The terms that are not published. */
  readonly unpublished: readonly TermName[];
  /** The nodes in the terms whose values are still open. */
  readonly open: readonly number[];
}

/** Resolves the names in the terms of a loan; reports names that are unknown or not numbers. */
export function compileTerms(terms: Terms, at: Path, plan: Plan, complain: ReportProblem): CompiledTerms {
  const compileFigure = (stated: Figure | undefined, place: Path): CompiledFigure | undefined => {
    if (typeof stated === 'number') return fromNumber(stated);
    if (stated === null || stated === undefined) return stated;
    const namedNode = plan.names.get(stated);
    if (namedNode?.type.kind === 'number') return { node: namedNode.node };
    if (namedNode) complain('M225', place, { found: stated, wanted: describeType(namedNode.type) });
    else complain('M203', place, { found: stated, allowed: findNearestNames(stated, [...plan.names.keys()]) });
    return null;
  };
  const { principal, annualPercent, months, repayment = null, interest } = terms;
  if (typeof months === 'number' && !isTerm(fromNumber(months))) {
    complain('M113', [...at, 'months'], { wanted: { phrase: 'term', most: MAX_MONTHS } });
  }
  return {
    principal: compileFigure(principal, [...at, 'principal']),
    annualPercent: compileFigure(annualPercent, [...at, 'annualPercent']) ?? null,
    months: compileFigure(months, [...at, 'months']) ?? null,
    repayment,
    interest: interest?.map((stated, i) => compileFigure(stated, [...at, 'interest', i]) ?? null) ?? null,
  };
}

function isTerm({ n, d }: Rational): boolean {
  return d === 1n && n >= 1n && n <= BigInt(MAX_MONTHS);
}

/** Determines what is known about a loan; `amount` is the principal if the terms do not state one. */
export function evaluateLoan(
  terms: CompiledTerms,
  amount: Rational | null,
  read: (node: number) => Possible,
): KnownLoan {
  const unpublishedTerms: TermName[] = [];
  const openNodes: number[] = [];
  const settleFigure = (name: TermName, figure: CompiledFigure): Rational | null => {
    if (figure === null) unpublishedTerms.push(name);
    if (figure === null || !('node' in figure)) return figure;
    const value = settledNumber(read(figure.node));
    if (value) return value;
    openNodes.push(figure.node);
    return null;
  };
  const principal = terms.principal === undefined ? amount : settleFigure('principal', terms.principal);
  const principalNode = terms.principal && 'node' in terms.principal ? terms.principal.node : null;
  if (terms.interest) {
    const statedRates = terms.interest.map((figure, i) => settleFigure(`interest/${i + 1}`, figure));
    const years = statedRates.every((interest) => interest !== null)
      ? statedRates.map((interest) => ({ interest }))
      : null;
    const rest = { annualPercent: null, months: null, repayment: null, instalments: null };
    return { principal, principalNode, ...rest, years, unpublished: unpublishedTerms, open: openNodes };
  }
  const annualPercent = settleFigure('annualPercent', terms.annualPercent);
  const months = settleFigure('months', terms.months);
  const { repayment } = terms;
  if (repayment === null) unpublishedTerms.push('repayment');
  const term = months !== null && isTerm(months) ? Number(months.n) : null;
  const knownTerms = { principal, principalNode, annualPercent, months: term, repayment };
  const isComplete = principal !== null && annualPercent !== null && repayment !== null && term !== null;
  const instalments =
    isComplete && compare(principal, ZERO) > 0
      ? scheduleLoan({ principal, annualPercent, repayment, months: term })
      : null;
  return {
    ...knownTerms,
    instalments,
    years: instalments && loanYears(instalments),
    unpublished: unpublishedTerms,
    open: openNodes,
  };
}
