import { type Possible, rangeOf } from '../../condition/value.ts';
import type { WorkedAmount, WorkedLoan } from '../../model/generated/types.ts';
import { add, compare, type Rational, ZERO } from '../../model/rational.ts';
import { findOpen } from '../clarify.ts';
import { costOf } from '../cost.ts';
import { type Given, type Ground, possibleAmount, splitByYear } from './amounts.ts';
import { describeArithmetic, settledNumber } from './arithmetic.ts';
import { moneyText } from './money.ts';
import type { KnownLoan } from './terms.ts';

/** The amount of an instrument with its arithmetic, and what is to be found out or is published nowhere. */
export function describeAmount(
  one: Given,
  currency: string,
  values: readonly Possible[],
  ground: Ground,
): WorkedAmount {
  const { amount, covered, loan } = one;
  const possible = possibleAmount(amount, values);
  if (!possible) return { state: 'unpublished', currency };
  const value = settledNumber(possible);
  const readsCost = amount.kind === 'rule' && amount.given.has('cost');
  const without = readsCost ? covered.filter((measure) => costOf(measure, ground.estimate) === null) : [];
  const described = {
    currency,
    ...(amount.kind === 'rule'
      ? { arithmetic: describeArithmetic(ground.amounts, values, amount.node, ground.plan.nodes.length) }
      : {}),
    ...(readsCost && covered.some(({ cost }) => cost?.illustrative) ? { illustrative: true } : {}),
  };
  if (value === null) return { state: 'nothing', ...described };
  if (value !== undefined) return { state: 'settled', value: moneyText(value), ...described };
  const { low, high } = rangeOf(possible) ?? { low: null, high: null };
  const clarify = [...openFacts(amount.kind === 'rule' ? [amount.node] : [], values, ground), ...openOf(loan, ground)];
  return {
    state: 'open',
    ...described,
    ...(low && !possible.nothing && compare(low, ZERO) > 0 ? { lowest: moneyText(low) } : {}),
    ...(high ? { highest: moneyText(high) } : {}),
    ...(clarify.length > 0 ? { clarify: [...new Set(clarify)] } : {}),
    ...(without.length > 0 ? { without: without.map(({ id }) => id) } : {}),
  };
}

function openFacts(nodes: readonly number[], values: readonly Possible[], { amounts, evaluation }: Ground): string[] {
  return findOpen([], amounts, { ...evaluation, values }, nodes);
}

/** The facts behind the open terms of a loan. */
function openOf(loan: KnownLoan | null, { plan, evaluation }: Ground): string[] {
  return loan ? findOpen([], plan, evaluation, loan.open) : [];
}

/** A loan with what each year costs, and what its instrument pays of that. */
export function describeLoan(one: Given, currency: string, ground: Ground): WorkedLoan | undefined {
  const { loan } = one;
  if (!loan) return undefined;
  const { principal, annualPercent, months, repayment, instalments, years, unpublished } = loan;
  const subsidies = splitByYear(one, ground);
  const clarify = openOf(loan, ground);
  const paid = (index: number): Rational | undefined => {
    const instalment = instalments?.at(index);
    return instalment && add(instalment.principal, instalment.interest);
  };
  const [first, last] = [paid(0), paid(-1)];
  return {
    currency,
    ...(principal ? { principal: moneyText(principal) } : {}),
    ...(annualPercent ? { annualPercent: moneyText(annualPercent) } : {}),
    ...(months === null ? {} : { months }),
    ...(repayment ? { repayment } : {}),
    ...(first && last ? { first: moneyText(first), last: moneyText(last) } : {}),
    ...(years
      ? {
          years: years.map((year, k) => {
            const subsidy = subsidies?.[k];
            return {
              ...(year.principal ? { principal: moneyText(year.principal) } : {}),
              interest: moneyText(year.interest),
              ...(subsidy ? { subsidy: moneyText(subsidy) } : {}),
            };
          }),
        }
      : {}),
    ...(unpublished.length > 0 ? { unpublished: [...unpublished] } : {}),
    ...(clarify.length > 0 ? { clarify } : {}),
  };
}
