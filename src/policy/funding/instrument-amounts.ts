// Calculates how much an instrument pays or, while facts are open, the range in which the amount lies. amount-rule.ts
// compiles the rules.

import {
  type Arithmetic,
  add,
  compare,
  divide,
  itemAt,
  multiply,
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
  createExactValue,
  createRangeValue,
  dependenciesOf,
  type Evaluation,
  evaluate,
  evaluateDeferred,
  isNothing,
  type Node,
  nodeAt,
  nodeNames,
  type Plan,
  type Possible,
  rangeOf,
  settledNumber,
  valueAt,
} from '../../scoring/index.ts';
import { combineCosts, costOf, type Estimate } from '../measure-cost.ts';
import type { CompiledMeasure } from '../measures.ts';
import { findOpenInputs } from '../open-inputs.ts';
import { type AREA_FIGURES, type CompiledAmount, isLoanFigure, possibleAmount } from './amount-rule.ts';
import type { Instalment, KnownLoan } from './loan.ts';
import { formatExactMoney, parseExactMoney } from './money-text.ts';

type AreaList = keyof typeof AREA_FIGURES;

/** The data from which amounts are calculated; `evaluation` holds what is certain once the measures are done. */
export interface AmountContext {
  readonly plan: Plan;
  /** The pack's plan, followed by the nodes compiled from the amounts of the funding programme. */
  readonly amounts: Plan;
  readonly sheet: AnswerSet;
  readonly evaluation: Evaluation;
  readonly estimate: Estimate;
}

/** What the amount of one instrument is calculated from, besides facts and scores. */
export interface AmountInput {
  readonly amount: CompiledAmount;
  /** The currency of the amount, as an ISO 4217 code. */
  readonly currency: string;
  readonly covered: readonly CompiledMeasure[];
  /** The covered measures of each area, if the instrument pays for each area separately. */
  readonly areas?: readonly (readonly CompiledMeasure[])[] | undefined;
  readonly loan: KnownLoan | null;
}

/**
 * Returns the total cost that measures may have in a currency. The range has no upper end if a measure has no stated
 * cost. If a cost is in another currency, the total may be any number from 0, because no exchange rate is stated.
 */
export function costRange(measures: readonly CompiledMeasure[], currency: string, estimate: Estimate): Possible {
  if (measures.some(({ cost }) => cost && cost.currency !== currency)) return createRangeValue(ZERO, null);
  const statedCost = combineCosts(measures, estimate);
  return measures.some(({ cost }) => !cost) ? createRangeValue(statedCost, null) : createExactValue(statedCost);
}

/** Calculates the values of all nodes that amounts are compiled to, given the input of each amount. */
export function evaluateAmounts(all: readonly AmountInput[], context: AmountContext): readonly Possible[] {
  const givenValues = new Map<number, Possible>();
  for (const input of all) {
    if (input.amount.kind !== 'rule') continue;
    for (const [name, position] of input.amount.given) givenValues.set(position, figureOf(name, input, context));
  }
  return evaluateDeferred(context.amounts, context.sheet, context.evaluation, givenValues);
}

function figureOf(name: string, input: AmountInput, context: AmountContext): Possible {
  const { covered, areas, currency, loan } = input;
  const { estimate } = context;
  const [list, place] = name.split('/') as ['cost' | 'coveredMeasures' | 'interest' | 'outstanding' | AreaList, string];
  const measures = place === undefined ? covered : (areas?.[Number(place) - 1] ?? []);
  if (list === 'cost' || list === 'areaCost') return costRange(measures, currency, estimate);
  if (list === 'coveredMeasures' || list === 'areaMeasures') return createExactValue(wholeNumber(measures.length));
  // If the terms of a loan are open, nothing is known about its cost: it may be 0 or any sum.
  if (!loan?.years) return createRangeValue(ZERO, null);
  const loanYear = loan.years[Number(place) - 1];
  if (!loanYear) return createExactValue(ZERO);
  const figure = loanYear[list];
  if (!figure) return createRangeValue(ZERO, null);
  const excess = findLoanExcess(input, context);
  return createExactValue(excess ? divide(multiply(figure, excess.cost), excess.planned) : figure);
}

/** A sum planned for the measures that is more than they cost, with the fact that states it. */
interface Excess {
  readonly name: string;
  readonly planned: Rational;
  readonly cost: Rational;
}

/**
 * Returns by how much a loan is more than the covered measures cost, if the pack marks its principal with
 * `example: cost`. Only the part of the loan that pays for the measures counts, and only the interest of this part.
 */
function findLoanExcess({ loan, ...input }: AmountInput, context: AmountContext): Excess | undefined {
  const { principal, principalNode } = loan ?? { principal: null, principalNode: null };
  if (!principal || principalNode === null) return undefined;
  return findExcess(principal, (node) => node === principalNode, input, context);
}

/** Returns the fact marked with `example: cost` among the given nodes, if it states more than the measures cost. */
function findExcess(
  stated: Rational | null,
  isAmong: (node: number) => boolean,
  { covered, currency }: Pick<AmountInput, 'covered' | 'currency'>,
  { plan, evaluation, estimate }: AmountContext,
): Excess | undefined {
  const cost = settledNumber(costRange(covered, currency, estimate));
  if (!cost || compare(cost, ZERO) === 0) return undefined;
  for (const { name, definition } of plan.inputs) {
    const node = plan.names.get(name)?.node;
    if (node === undefined || !isAmong(node) || !('example' in definition) || definition.example !== 'cost') continue;
    const planned = stated ?? settledNumber(valueAt(evaluation, node));
    if (planned && compare(planned, cost) > 0) return { name, planned, cost };
  }
  return undefined;
}

/**
 * Splits an amount that depends on the years of a loan into what each year adds to it, so that a cap is used up by the
 * first years. These parts add up exactly to the amount. Null if the amount does not depend on the years or is open.
 */
function splitByYear(input: AmountInput, context: AmountContext): readonly Rational[] | null {
  const { amount, loan } = input;
  if (amount.kind !== 'rule' || !loan?.years) return null;
  if (![...amount.given.keys()].some(isLoanFigure)) return null;
  const { years } = loan;
  const upTo = years.map((_, k) => {
    const values = evaluateAmounts([{ ...input, loan: { ...loan, years: years.slice(0, k + 1) } }], context);
    return settledNumber(itemAt(values, amount.node));
  });
  const sums: Rational[] = [];
  for (const sum of upTo) {
    if (sum === undefined) return null;
    sums.push(sum ?? ZERO);
  }
  return sums.map((sum, k) => subtract(sum, sums[k - 1] ?? ZERO));
}

/**
 * Describes the amount of an instrument: how it is calculated, the open facts to find out, and the terms that are not
 * published.
 */
export function describeAmount(input: AmountInput, values: readonly Possible[], context: AmountContext): WorkedAmount {
  const { amount, currency, covered, loan } = input;
  const amountRange = possibleAmount(amount, values);
  if (!amountRange) return { state: 'unpublished', currency };
  const value = settledNumber(amountRange);
  const readsCost = amount.kind === 'rule' && [...amount.given.keys()].some(isCostFigure);
  const withoutCost = readsCost ? covered.filter((measure) => costOf(measure, context.estimate) === null) : [];
  const arithmetic =
    amount.kind === 'rule'
      ? describeArithmetic(context.amounts, values, amount.node, context.plan.nodes.length)
      : undefined;
  const describedAmount = {
    currency,
    ...(arithmetic ? { arithmetic } : {}),
    ...(arithmetic && restsOnCost(arithmetic) && covered.some(({ cost }) => cost?.illustrative)
      ? { illustrative: true }
      : {}),
    ...describeExcess(input, context),
  };
  if (value === null) return { state: 'nothing', ...describedAmount };
  if (value !== undefined) return { state: 'settled', value: formatExactMoney(value), ...describedAmount };
  const { low, high } = rangeOf(amountRange) ?? { low: null, high: null };
  const inputsToClarify = [
    ...openFacts(amount.kind === 'rule' ? [amount.node] : [], values, context),
    ...openOf(loan, context),
  ];
  return {
    state: 'open',
    ...describedAmount,
    ...(low && !amountRange.nothing && compare(low, ZERO) > 0 ? { lowest: formatExactMoney(low) } : {}),
    ...(high ? { highest: formatExactMoney(high) } : {}),
    ...(inputsToClarify.length > 0 ? { clarify: [...new Set(inputsToClarify)] } : {}),
    ...(withoutCost.length > 0 ? { without: withoutCost.map(({ id }) => id) } : {}),
    ...describeExample(input, inputsToClarify, context),
  };
}

/**
 * Describes an example: what an instrument would pay if one open fact were equal to the cost of the covered measures.
 * The pack marks this fact with `example: cost`. Empty if the cost or another fact is open as well.
 */
function describeExample(
  input: AmountInput,
  openNames: readonly string[],
  context: AmountContext,
): Pick<WorkedAmount, 'example'> {
  const { plan, sheet, estimate } = context;
  const fact = plan.inputs.find(
    ({ name, definition }) => openNames.includes(name) && 'example' in definition && definition.example === 'cost',
  );
  const cost = fact && settledNumber(costRange(input.covered, input.currency, estimate));
  if (!fact || !cost || input.amount.kind !== 'rule' || compare(cost, ZERO) === 0) return {};
  const exampleSheet: AnswerSet = new Map([...sheet, [fact.name, { state: 'answered', value: cost }]]);
  const evaluation = evaluate(plan, exampleSheet);
  const values = evaluateAmounts([input], { ...context, sheet: exampleSheet, evaluation });
  const amount = possibleAmount(input.amount, values);
  const value = amount && settledNumber(amount);
  return value ? { example: { name: fact.name, of: formatExactMoney(cost), value: formatExactMoney(value) } } : {};
}

/** Whether an amount rests on the cost of measures; a cap that leaves the amount as it is does not count. */
function restsOnCost({ op, name = '', parts = [] }: Arithmetic): boolean {
  const [first, second] = parts;
  const isBelowCap =
    op === 'cap' &&
    typeof first?.value === 'string' &&
    typeof second?.value === 'string' &&
    compare(parseExactMoney(first.value), parseExactMoney(second.value)) < 0;
  return isCostFigure(name) || (isBelowCap ? [first] : parts).some(restsOnCost);
}

/**
 * Describes a sum planned for the measures, such as a loan, that is more than the covered measures cost. The pack marks
 * such a sum with `example: cost`; it can pay for no more than this cost. Empty if the amount does not depend on it.
 */
function describeExcess(input: AmountInput, context: AmountContext): Pick<WorkedAmount, 'excess'> {
  const { amount } = input;
  if (amount.kind !== 'rule') return {};
  const names = [...amount.given.keys()];
  const read = names.some(isCostFigure) ? dependenciesWithin(context.amounts, amount.node) : new Set<number>();
  const excess =
    findExcess(null, (node) => read.has(node), input, context) ??
    (names.some(isLoanFigure) ? findLoanExcess(input, context) : undefined);
  if (!excess) return {};
  const { name, planned, cost } = excess;
  return { excess: { name, planned: formatExactMoney(planned), cost: formatExactMoney(cost) } };
}

/** Whether a figure of an amount is the cost of the covered measures, or of those of an area. */
function isCostFigure(name: string): boolean {
  return /^(cost$|areaCost\/)/.test(name);
}

/** Returns the positions on which the value at a position depends, itself included. */
function dependenciesWithin(plan: Plan, root: number): ReadonlySet<number> {
  const found = new Set([root]);
  for (const position of found) for (const read of dependenciesOf(nodeAt(plan, position))) found.add(read);
  return found;
}

function openFacts(
  nodes: readonly number[],
  values: readonly Possible[],
  { amounts, evaluation }: AmountContext,
): string[] {
  return findOpenInputs([], amounts, { ...evaluation, values }, nodes);
}

/** Returns the open facts because of which terms of a loan are not known. */
function openOf(loan: KnownLoan | null, { plan, evaluation }: AmountContext): string[] {
  return loan ? findOpenInputs([], plan, evaluation, loan.open) : [];
}

/** Describes a loan: the cost of each year, and how much of it the instrument pays. */
export function describeLoan(input: AmountInput, context: AmountContext): WorkedLoan | undefined {
  const { currency, loan } = input;
  if (!loan) return undefined;
  const { principal, annualPercent, months, repayment, instalments, years, unpublished } = loan;
  const subsidies = splitByYear(input, context);
  const inputsToClarify = openOf(loan, context);
  const writeInstalment = (instalment: Instalment): string =>
    formatExactMoney(add(instalment.principal, instalment.interest));
  return {
    currency,
    ...(principal ? { principal: formatExactMoney(principal) } : {}),
    ...(annualPercent ? { annualPercent: formatExactMoney(annualPercent) } : {}),
    ...(months === null ? {} : { months }),
    ...(repayment ? { repayment } : {}),
    ...(instalments
      ? {
          first: writeInstalment(itemAt(instalments, 0)),
          last: writeInstalment(instalments.at(-1) as Instalment),
        }
      : {}),
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
    ...(inputsToClarify.length > 0 ? { clarify: inputsToClarify } : {}),
  };
}

/** Describes how the value at a position is calculated, down to facts, scores and the figures supplied to the rule. */
function describeArithmetic(plan: Plan, values: readonly Possible[], root: number, first: number): Arithmetic {
  const names = nodeNames(plan);

  function describe(position: number, weight?: Rational): Arithmetic {
    const node = nodeAt(plan, position);
    const weightDetail = weight && compare(weight, ONE) !== 0 ? { weight: formatExactMoney(weight) } : {};
    const name = names.get(position);
    const value = describeValue(itemAt(values, position));
    // How the pack's own nodes get their values is explained with the result; here they appear as plain figures.
    if (node.op === 'constant') return { op: 'constant', ...value, ...weightDetail };
    if (position < first || node.op === 'input' || node.op === 'points') {
      return { op: 'read', ...(name === undefined ? {} : { name }), ...value, ...weightDetail };
    }
    return { op: node.op, ...value, ...weightDetail, parts: partsOf(node) };
  }

  function partsOf(node: Node): Arithmetic[] {
    if ('members' in node && node.op !== 'list') {
      return (
        node.members
          // Members without a value are left out, because they add nothing to the sum, such as a rate for enterprises
          // of another size.
          .filter((member) => !isEmpty(member.node) && !isNothing(itemAt(values, member.node)))
          .map(({ node: member, weight }) => describe(member, weight))
      );
    }
    if (node.op === 'first') {
      return node.cases
        .map(({ node: position }) => position)
        .filter((position) => !isNothing(itemAt(values, position)))
        .map((position) => describe(position));
    }
    return dependenciesOf(node)
      .filter((position) => plan.nodes[position]?.op !== 'list')
      .map((position) => describe(position));
  }

  /** Whether the value at a position is the amount of a year in which nothing is paid, as after the end of a loan. */
  function isEmpty(position: number): boolean {
    const isYear = plan.nodes[position]?.op !== 'points' && names.get(position)?.includes('/') === true;
    return isYear && settledNumber(itemAt(values, position))?.n === 0n;
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
