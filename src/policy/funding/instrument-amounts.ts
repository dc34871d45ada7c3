// How much an instrument pays: its amount, what it may be while facts are open, and how it came about. Amounts are nodes of a
// plan, compiled by amount-rule.ts; caps and floors are those of scoring/operators/cap-floor.ts.

import {
  type Arithmetic,
  add,
  compare,
  ONE,
  type Rational,
  subtract,
  type WorkedAmount,
  type WorkedLoan,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';
import {
  type AnswerSet,
  between,
  dependenciesOf,
  type Evaluation,
  evaluateDeferred,
  exactly,
  isNothing,
  type Node,
  nodeNames,
  type Plan,
  type Possible,
  rangeOf,
  settledNumber,
} from '../../scoring/index.ts';
import { combinedCost, costOf, type Estimate } from '../measure-cost.ts';
import type { CompiledMeasure } from '../measures.ts';
import { findOpenInputs } from '../open-inputs.ts';
import { type CompiledAmount, possibleAmount } from './amount-rule.ts';
import type { Instalment, KnownLoan } from './loan.ts';
import { formatExactMoney } from './money-text.ts';

/** What amounts are worked out from: what is sure once the measures are done. */
export interface AmountContext {
  readonly plan: Plan;
  /** The plan, and after it the amounts of the policy. */
  readonly amounts: Plan;
  readonly sheet: AnswerSet;
  readonly evaluation: Evaluation;
  readonly estimate: Estimate;
}

/** What one amount is given beside facts and scores. */
export interface AmountInput {
  readonly amount: CompiledAmount;
  /** ISO 4217 code of what it gives. */
  readonly currency: string;
  readonly covered: readonly CompiledMeasure[];
  readonly loan: KnownLoan | null;
}

/**
 * What measures cost together, in a currency; without an upper end where one has no stated cost. Nothing is known of it
 * where a cost is in another currency: no rate is stated anywhere.
 */
function costRange(measures: readonly CompiledMeasure[], currency: string, estimate: Estimate): Possible {
  if (measures.some(({ cost }) => cost && cost.currency !== currency)) return between(ZERO, null);
  const known = combinedCost(measures, estimate);
  return measures.some(({ cost }) => !cost) ? between(known, null) : exactly(known);
}

/** The value of every node of the amounts' plan, given what each amount is worked out from. */
export function evaluateAmounts(all: readonly AmountInput[], ground: AmountContext): readonly Possible[] {
  const given = new Map<number, Possible>();
  for (const one of all) {
    if (one.amount.kind !== 'rule') continue;
    for (const [name, position] of one.amount.given) given.set(position, figureOf(name, one, ground.estimate));
  }
  return evaluateDeferred(ground.amounts, ground.sheet, ground.evaluation, given);
}

function figureOf(name: string, { covered, currency, loan }: AmountInput, estimate: Estimate): Possible {
  if (name === 'cost') return costRange(covered, currency, estimate);
  if (name === 'coveredMeasures') return exactly(wholeNumber(covered.length));
  const [list, year] = name.split('/') as ['interest' | 'outstanding', string];
  // Nothing is known of a loan whose terms are open: it may cost nothing, or any sum.
  if (!loan?.years) return between(ZERO, null);
  const found = loan.years[Number(year) - 1];
  if (!found) return exactly(ZERO);
  const figure = found[list];
  return figure ? exactly(figure) : between(ZERO, null);
}

/**
 * What each year adds to an amount that reads a loan's years; together exactly the amount. So a cap is used up by the
 * first years. Null for an amount that reads no years, or that is open.
 */
function splitByYear(one: AmountInput, ground: AmountContext): readonly Rational[] | null {
  const { amount, loan } = one;
  if (amount.kind !== 'rule' || !loan?.years) return null;
  if (![...amount.given.keys()].some((name) => name.includes('/'))) return null;
  const { years } = loan;
  const upTo = years.map((_, k) => {
    const values = evaluateAmounts([{ ...one, loan: { ...loan, years: years.slice(0, k + 1) } }], ground);
    return settledNumber(values[amount.node] as Possible);
  });
  const sums: Rational[] = [];
  for (const sum of upTo) {
    if (sum === undefined) return null;
    sums.push(sum ?? ZERO);
  }
  return sums.map((sum, k) => subtract(sum, sums[k - 1] ?? ZERO));
}

/** The amount of an instrument with its arithmetic, and what is to be found out or is published nowhere. */
export function describeAmount(one: AmountInput, values: readonly Possible[], ground: AmountContext): WorkedAmount {
  const { amount, currency, covered, loan } = one;
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
  if (value !== undefined) return { state: 'settled', value: formatExactMoney(value), ...described };
  const { low, high } = rangeOf(possible) ?? { low: null, high: null };
  const clarify = [...openFacts(amount.kind === 'rule' ? [amount.node] : [], values, ground), ...openOf(loan, ground)];
  return {
    state: 'open',
    ...described,
    ...(low && !possible.nothing && compare(low, ZERO) > 0 ? { lowest: formatExactMoney(low) } : {}),
    ...(high ? { highest: formatExactMoney(high) } : {}),
    ...(clarify.length > 0 ? { clarify: [...new Set(clarify)] } : {}),
    ...(without.length > 0 ? { without: without.map(({ id }) => id) } : {}),
  };
}

function openFacts(
  nodes: readonly number[],
  values: readonly Possible[],
  { amounts, evaluation }: AmountContext,
): string[] {
  return findOpenInputs([], amounts, { ...evaluation, values }, nodes);
}

/** The facts behind the open terms of a loan. */
function openOf(loan: KnownLoan | null, { plan, evaluation }: AmountContext): string[] {
  return loan ? findOpenInputs([], plan, evaluation, loan.open) : [];
}

/** A loan with what each year costs, and what its instrument pays of that. */
export function describeLoan(one: AmountInput, ground: AmountContext): WorkedLoan | undefined {
  const { currency, loan } = one;
  if (!loan) return undefined;
  const { principal, annualPercent, months, repayment, instalments, years, unpublished } = loan;
  const subsidies = splitByYear(one, ground);
  const clarify = openOf(loan, ground);
  const paid = (instalment: Instalment): string => formatExactMoney(add(instalment.principal, instalment.interest));
  return {
    currency,
    ...(principal ? { principal: formatExactMoney(principal) } : {}),
    ...(annualPercent ? { annualPercent: formatExactMoney(annualPercent) } : {}),
    ...(months === null ? {} : { months }),
    ...(repayment ? { repayment } : {}),
    ...(instalments ? { first: paid(instalments[0] as Instalment), last: paid(instalments.at(-1) as Instalment) } : {}),
    ...(years
      ? {
          years: years.map((year, k) => {
            const subsidy = subsidies?.[k];
            return {
              ...(year.principal ? { principal: formatExactMoney(year.principal) } : {}),
              interest: formatExactMoney(year.interest),
              ...(subsidy ? { subsidy: formatExactMoney(subsidy) } : {}),
            };
          }),
        }
      : {}),
    ...(unpublished.length > 0 ? { unpublished: [...unpublished] } : {}),
    ...(clarify.length > 0 ? { clarify } : {}),
  };
}

/** How the value at a position comes about, down to facts, scores and figures given, with what each is. */
function describeArithmetic(plan: Plan, values: readonly Possible[], root: number, first: number): Arithmetic {
  const names = nodeNames(plan);

  function describe(position: number, weight?: Rational): Arithmetic {
    const node = plan.nodes[position] as Node;
    const weighed = weight && compare(weight, ONE) !== 0 ? { weight: formatExactMoney(weight) } : {};
    const name = names.get(position);
    const standing = describeValue(values[position] as Possible);
    // What belongs to the pack is explained there; here it is a figure like another.
    if (node.op === 'constant') return { op: 'constant', ...standing, ...weighed };
    if (position < first || node.op === 'input' || node.op === 'points') {
      return { op: 'read', ...(name === undefined ? {} : { name }), ...standing, ...weighed };
    }
    return { op: node.op, ...standing, ...weighed, parts: partsOf(node) };
  }

  function partsOf(node: Node): Arithmetic[] {
    if ('members' in node && node.op !== 'list') {
      return node.members.filter((member) => !isEmpty(member.node)).map(({ node: at, weight }) => describe(at, weight));
    }
    if (node.op === 'first') {
      return node.cases
        .map(({ node: at }) => at)
        .filter((at) => !isNothing(values[at] as Possible))
        .map((at) => describe(at));
    }
    return dependenciesOf(node)
      .filter((at) => plan.nodes[at]?.op !== 'list')
      .map((at) => describe(at));
  }

  /** A year in which nothing is paid, such as one after the end of a loan. */
  function isEmpty(position: number): boolean {
    const isYear = plan.nodes[position]?.op !== 'points' && names.get(position)?.includes('/') === true;
    return isYear && settledNumber(values[position] as Possible)?.n === 0n;
  }

  return describe(root);
}

function describeValue(possible: Possible): Partial<Arithmetic> {
  if (isNothing(possible)) return { value: null };
  const range = rangeOf(possible);
  const value = settledNumber(possible);
  if (value) return { value: formatExactMoney(value) };
  return {
    ...(range?.low ? { lowest: formatExactMoney(range.low) } : {}),
    ...(range?.high ? { highest: formatExactMoney(range.high) } : {}),
  };
}
