import {
  compare,
  type Figure,
  fromNumber,
  nearestNames,
  type Path,
  type Rational,
  type Terms,
  ZERO,
} from '../../model/index.ts';
import { describeType, type Plan, type Possible, type ReportProblem, settledNumber } from '../../scoring/index.ts';
import { type Instalment, type LoanYear, loanYears, MOST_MONTHS, type Repayment, scheduleLoan } from './loan.ts';

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
    complain('M113', [...at, 'months'], { wanted: `a whole number from 1 to ${MOST_MONTHS}` });
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
