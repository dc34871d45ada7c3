// Upper bounds on what funding can pay for any selection of measures.

import {
  add,
  ceiling,
  compare,
  divide,
  fromNumber,
  greatest,
  itemAt,
  multiply,
  negate,
  ONE,
  type Rational,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';
import {
  createExactValue,
  createRangeValue,
  dependenciesOf,
  evaluateCondition,
  isNothing,
  listConditionDependencies,
  type OperatorNode,
  operatorOf,
  type Plan,
  type Possible,
  rangeOf,
  settledNumber,
  settledValue,
  splitPlan,
  type UpperScope,
} from '../../scoring/index.ts';
import { withoutExpectedEffects } from '../apply-measures.ts';
import { findOpenGrant } from '../follow-up-records.ts';
import type { CompiledAmount } from '../funding/amount-rule.ts';
import {
  countLimits,
  countsTowardsCeiling,
  findGroupMembers,
  paysForMeasures,
  stackingRelation,
} from '../funding/combination.ts';
import { findDoubts, isForEnterprise, judgeDate, mayBeLikely } from '../instruments.ts';
import { costOf, sumOfCosts } from '../measure-cost.ts';
import { type CompiledMeasure, coveredBy } from '../measures.ts';
import type { CompiledInstrument } from '../policy.ts';
import type { RecommendInput } from '../recommend-input.ts';
import { createProblemInstance } from './problem-instance.ts';
import { createProjection } from './projection.ts';
import type { SelectionTask } from './selection-task.ts';

/**
 * Amounts are rounded to units such that sums stay below this number: a double adds them up exactly, and a solver can
 * distinguish them.
 */
const MAX_UNITS = 10n ** 8n;

interface Grant extends BoundedAmount {
  readonly instrument: CompiledInstrument;
  /** Whether the instrument is granted already, so that neither conditions nor shared limits restrict it. */
  readonly isGranted: boolean;
}

/** The bounds on the own share for a task's measures, and their unit. */
interface ScaledBounds {
  readonly bounds: OwnShareBounds;
  readonly unit: Rational;
}

/**
 * Finds upper bounds on what funding can pay for any selection of a task's measures; see `encloseAmounts` for `level`.
 */
export function findOwnShareBounds(
  basis: RecommendInput,
  task: Pick<SelectionTask, 'measures' | 'savings'>,
  level: Rational | null,
): ScaledBounds {
  const { policy, estimate = 'high' } = basis;
  const { measures } = task;
  const costs = measures.map((measure) => costOf(measure, estimate) ?? ZERO);
  const totalCost = costs.reduce(add, ZERO);
  const unit = unitFor(totalCost);
  const candidates = policy.instruments
    .filter((instrument) => concernsCosts(instrument, basis, measures))
    .flatMap((instrument): Grant[] => {
      const coveredMeasures = coveredBy(instrument.definition.covers, measures);
      const grantedBefore =
        basis.record &&
        findOpenGrant(basis.record, instrument, coveredBy(instrument.definition.covers, basis.measures));
      if (grantedBefore?.amount) {
        return [
          {
            instrument,
            amount: { kind: 'fixed', value: grantedBefore.amount },
            covered: coveredMeasures,
            isGranted: true,
          },
        ];
      }
      const { amount } = instrument;
      // A grant on record without an amount counts with the amount by the instrument's rule, whatever its conditions.
      return grantedBefore || mayPay(instrument, basis)
        ? [{ instrument, amount, covered: coveredMeasures, isGranted: grantedBefore !== undefined }]
        : [];
    })
    .filter(({ covered, instrument }) => covered.length > 0 || !instrument.definition.covers);
  const caps = policy.groups.flatMap(({ cap }) => (cap ? [{ amount: cap, covered: measures }] : []));
  const enclosedAmounts = encloseAmounts(basis, measures, level, [...candidates, ...caps]);
  const grants = candidates.filter(
    ({ instrument, amount, isGranted }) =>
      (isGranted || mayConditionHold(instrument.after, enclosedAmounts)) &&
      (amount.kind === 'fixed' || (amount.kind === 'rule' && canBeKnown(amount.node, enclosedAmounts))),
  );
  const roundUpToUnits = (value: Rational): number => Math.max(0, Number(ceiling(divide(value, unit))));
  const lineOf = ({ base, rate, each }: LinearForm, covered: readonly CompiledMeasure[]): BoundLine => ({
    base: roundUpToUnits(base),
    of: measures.map((measure, i) =>
      covered.includes(measure) ? roundUpToUnits(add(multiply(rate, itemAt(costs, i)), each)) : 0,
    ),
  });
  const wholeAmount: LinearForm = { ...constantForm(ZERO), rate: ONE };
  const boundedGrants = grants.map(({ instrument, amount, covered }) => {
    const lines = [
      // No grant need count for more than the total cost, since nothing is left to pay then.
      lineOf(wholeAmount, measures),
      ...formsOf(amount, enclosedAmounts).map((form) => lineOf(form, covered)),
    ];
    const maxAmount = Math.min(...lines.map(({ base, of }) => of.reduce((sum, amount) => sum + amount, base)));
    // Nothing is paid if no covered measure is taken.
    const covers = { base: 0, of: measures.map((measure) => (covered.includes(measure) ? maxAmount : 0)) };
    return { id: instrument.id, most: maxAmount, lines: instrument.definition.covers ? [...lines, covers] : lines };
  });
  return {
    unit,
    bounds: {
      costs: costs.map((cost) => -Number(ceiling(divide(negate(cost), unit)))),
      savings: task.savings.map(({ members, amount }) => ({ members, amount: roundUpToUnits(amount) })),
      grants: boundedGrants,
      shared: [
        ...groupBounds(basis, grants, enclosedAmounts, lineOf),
        ...ceilingBounds(basis, grants, measures, lineOf),
      ].filter(({ of }) => of.length > 0),
      excluded: grants.flatMap((_, i) =>
        grants.flatMap((other, k) =>
          i < k && mayNotCombine(itemAt(grants, i), other, policy.groups) ? [[i, k] as const] : [],
        ),
      ),
      counts: countLimits(policy.groups, grants).map(({ of, most }) => ({ most, of: placesOf(grants, of) })),
    },
  };
}

function unitFor(total: Rational): Rational {
  let unit: Rational = { n: 1n, d: 10n ** 6n };
  const ten = wholeNumber(10);
  while (compare(divide(total, unit), wholeNumber(MAX_UNITS)) > 0) unit = multiply(unit, ten);
  return unit;
}

/** Whether no source states that two grants may be combined; false if either is granted already. */
function mayNotCombine(a: Grant, b: Grant, groups: RecommendInput['policy']['groups']): boolean {
  return !a.isGranted && !b.isGranted && stackingRelation(a.instrument, b.instrument, groups) !== 'stated';
}

/** Whether an instrument pays the enterprise for measures, in their currency. */
function concernsCosts(
  instrument: CompiledInstrument,
  { policy }: RecommendInput,
  measures: readonly CompiledMeasure[],
): boolean {
  const { definition, currency } = instrument;
  const currencies = measures.flatMap(({ cost }) => (cost ? [cost.currency] : []));
  return (
    paysForMeasures(instrument) &&
    isForEnterprise(definition) &&
    (currencies.includes(currency) || policy.instruments[0]?.currency === currency)
  );
}

/** Whether an instrument's money may be likely, as far as that is known today. */
function mayPay(
  { definition, when }: CompiledInstrument,
  { asOf, assessed, judged = assessed }: RecommendInput,
): boolean {
  const readNode = (node: number): Possible => itemAt(judged.evaluation.values, node);
  return (
    judgeDate(definition, asOf).length === 0 &&
    mayBeLikely(findDoubts(definition, asOf)) &&
    (!when || evaluateCondition(when, readNode) === 'holds')
  );
}

/**
 * Whether a condition on the state after the measures could hold for some selection. A condition that stays open
 * whichever measures are taken does not hold.
 */
function mayConditionHold(after: CompiledInstrument['after'], { values, isFixed }: EnclosedAmounts): boolean {
  if (!after) return true;
  const readNode = (node: number): Possible => itemAt(values, node);
  const truth = evaluateCondition(after, readNode);
  const isSettled = listConditionDependencies(after).every(
    (node) => isFixed(node) || settledValue(readNode(node)) !== undefined,
  );
  return truth === 'holds' || (truth === 'undecided' && !isSettled);
}

function formsOf(amount: BoundedAmount['amount'], enclosed: EnclosedAmounts): readonly LinearForm[] {
  if (amount.kind === 'fixed') return [constantForm(amount.value)];
  if (amount.kind === 'unpublished') return [constantForm(ZERO)];
  // What an area costs is at most what all covered measures cost.
  const figures = {
    cost: positionsOf(amount.given, 'cost', 'areaCost'),
    count: positionsOf(amount.given, 'coveredMeasures', 'areaMeasures'),
  };
  return findUpperBound(amount.node, figures, enclosed);
}

/** Returns the positions of a figure, and of the list of the same figure by area. */
function positionsOf(given: ReadonlyMap<string, number>, figure: string, list: string): ReadonlySet<number> {
  return new Set(
    [...given].flatMap(([name, position]) => (name === figure || name.startsWith(`${list}/`) ? [position] : [])),
  );
}

function placesOf(grants: readonly Grant[], ids: ReadonlySet<string>): number[] {
  return grants.flatMap(({ instrument, isGranted }, i) => (ids.has(instrument.id) && !isGranted ? [i] : []));
}

/**
 * Bounds what each group pays. A cap that depends on the measures may be open for some selections, so it sets no bound.
 */
function groupBounds(
  { policy }: RecommendInput,
  grants: readonly Grant[],
  { values, isFixed }: EnclosedAmounts,
  lineOf: (form: LinearForm, covered: readonly CompiledMeasure[]) => BoundLine,
): SharedBound[] {
  return policy.groups.flatMap(({ id, cap }): SharedBound[] => {
    const value =
      cap?.kind === 'fixed'
        ? cap.value
        : cap?.kind === 'rule' && isFixed(cap.node)
          ? settledNumber(itemAt(values, cap.node))
          : null;
    if (!value) return [];
    return [{ of: placesOf(grants, findGroupMembers(id, grants)), line: lineOf(constantForm(value), []) }];
  });
}

/**
 * Returns, for each ceiling, an upper bound on the sum of the grants under it. Only grants whose covered measures all
 * count towards the ceiling are included.
 */
function ceilingBounds(
  { policy }: RecommendInput,
  grants: readonly Grant[],
  measures: readonly CompiledMeasure[],
  lineOf: (form: LinearForm, covered: readonly CompiledMeasure[]) => BoundLine,
): SharedBound[] {
  return policy.ceilings.map(({ definition }) => {
    const coveredMeasures = coveredBy(definition.covers, measures);
    const countingGrants = grants.filter(
      ({ instrument, covered }) =>
        countsTowardsCeiling(instrument, definition.instruments) &&
        covered.every((measure) => coveredMeasures.includes(measure)),
    );
    return {
      of: placesOf(grants, new Set(countingGrants.map(({ instrument }) => instrument.id))),
      line: lineOf({ ...constantForm(ZERO), rate: fromNumber(definition.share) }, coveredMeasures),
    };
  });
}

/**
 * A linear upper bound on an amount: a base plus an amount for each taken measure, in whole units small enough for a
 * double to add up exactly.
 */
export interface BoundLine {
  readonly base: number;
  /** For each measure, its amount; 0 or more. */
  readonly of: readonly number[];
}

/** Upper bounds on what an instrument may pay. */
interface GrantBound {
  readonly id: string;
  /** The upper bound for any selection. */
  readonly most: number;
  /** Each line alone is an upper bound. */
  readonly lines: readonly BoundLine[];
}

/** The maximum that several grants, given by index, may pay together. */
interface SharedBound {
  readonly of: readonly number[];
  readonly line: BoundLine;
}

/** Costs and possible grants, rounded so that the own share is never overestimated. */
export interface OwnShareBounds {
  readonly costs: readonly number[];
  readonly savings: readonly { readonly members: readonly number[]; readonly amount: number }[];
  readonly grants: readonly GrantBound[];
  readonly shared: readonly SharedBound[];
  /** Pairs of grants that cannot be combined. */
  readonly excluded: readonly (readonly [number, number])[];
  /** The maximum number of these grants that may be combined. */
  readonly counts: readonly { readonly of: readonly number[]; readonly most: number }[];
}

/** Evaluates a line for a selection of measures. */
export function evaluateLine({ base, of }: BoundLine, isTaken: (measure: number) => boolean): number {
  return of.reduce((sum, amount, measure) => (isTaken(measure) ? sum + amount : sum), base);
}

/** The maximum number of sets of compatible grants; with more sets, all grants count as compatible. */
const MAX_GRANT_SETS = 64;

/** Returns the largest sets of grants that can be combined; every compatible set is part of one of them. */
export function compatibleSets({ grants, excluded, counts }: OwnShareBounds): (readonly number[])[] {
  const allIndexes = grants.map((_, i) => i);
  const sets: (readonly number[])[] = [];
  const clash = new Set(excluded.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const isOpen = (set: readonly number[], grant: number): boolean =>
    set.every((other) => !clash.has(`${other} ${grant}`)) &&
    counts.every(({ of, most }) => !of.includes(grant) || set.filter((held) => of.includes(held)).length < most);

  /** Tries every decision on the remaining grants; keeps only the largest sets. */
  function extendSet(set: readonly number[], from: number): boolean {
    if (sets.length > MAX_GRANT_SETS) return false;
    if (from === allIndexes.length) {
      const isLargest = allIndexes.every((grant) => set.includes(grant) || !isOpen(set, grant));
      if (isLargest) sets.push(set);
      return true;
    }
    if (isOpen(set, from) && !extendSet([...set, from], from + 1)) return false;
    const conflicts =
      !isOpen(set, from) ||
      allIndexes.slice(from + 1).some((other) => !isOpen([from], other)) ||
      counts.some(({ of }) => of.includes(from));
    return !conflicts || extendSet(set, from + 1);
  }

  return extendSet([], 0) && sets.length <= MAX_GRANT_SETS ? sets : [allIndexes];
}

/** An amount with the measures it may depend on. */
interface BoundedAmount {
  readonly amount: CompiledAmount;
  readonly covered: readonly CompiledMeasure[];
}

/**
 * Encloses the values that a policy's amounts can have, whichever measures are taken. If the level is given, only
 * selections that surely lead to it are considered.
 */
function encloseAmounts(
  { plan, sheet, assessed, policy, estimate = 'high' }: RecommendInput,
  measures: readonly CompiledMeasure[],
  level: Rational | null,
  given: readonly BoundedAmount[],
): EnclosedAmounts {
  const splitAmounts = splitPlan(policy.amounts);
  const sureMeasures = withoutExpectedEffects(measures);
  const instance = createProblemInstance(splitAmounts.plan, sheet, assessed.evaluation, sureMeasures);
  const outlook = createProjection(instance, splitAmounts, sureMeasures);
  const pins = new Map<number, Possible>();
  for (const { amount, covered } of given) {
    if (amount.kind !== 'rule') continue;
    for (const [name, position] of amount.given) {
      const [list] = name.split('/');
      if (list === 'cost' || list === 'areaCost')
        pins.set(position, createRangeValue(ZERO, sumOfCosts(covered, estimate)));
      else if (list === 'coveredMeasures' || list === 'areaMeasures')
        pins.set(position, createRangeValue(ZERO, wholeNumber(covered.length)));
      // The interest of a loan may be any sum.
      else pins.set(position, createRangeValue(ZERO, null));
    }
  }
  const fixedLevel = level !== null && plan.level !== null ? plan.level : null;
  const knownPins = new Map(pins);
  if (fixedLevel !== null && level !== null) knownPins.set(fixedLevel, createExactValue(level));
  const values = outlook(
    sureMeasures.map(() => undefined),
    knownPins,
  );
  const moves = dependsOnMeasures(
    splitAmounts.plan,
    new Set([...pins.keys(), ...instance.affected.map(({ node }) => node)]),
    fixedLevel,
  );
  return { plan: policy.amounts, values, isFixed: (position) => !moves[position] };
}

/** Returns, for each position, whether its value depends on the measures. */
function dependsOnMeasures({ nodes }: Plan, changed: ReadonlySet<number>, fixed: number | null): boolean[] {
  const moves: boolean[] = [];
  nodes.forEach((node, position) => {
    moves.push(position !== fixed && (changed.has(position) || dependenciesOf(node).some((read) => moves[read])));
  });
  return moves;
}

/** The plan of a policy's amounts, and the range of every position over all selections of measures. */
interface EnclosedAmounts {
  readonly plan: Plan;
  readonly values: readonly Possible[];
  /** Whether a position has the same value whichever measures are taken. */
  readonly isFixed: (position: number) => boolean;
}

/** The positions of the figures supplied to an amount. */
interface FigurePositions {
  readonly cost: ReadonlySet<number>;
  readonly count: ReadonlySet<number>;
}

/**
 * Returns upper bounds of a position as linear forms of the cost and the number of covered measures: the value is never
 * above any of them. Empty if nothing bounds it.
 */
function findUpperBound(position: number, figures: FigurePositions, enclosed: EnclosedAmounts): readonly LinearForm[] {
  const { plan, values, isFixed } = enclosed;

  function findUpperForms(index: number): readonly LinearForm[] {
    if (figures.cost.has(index)) return [{ ...constantForm(ZERO), rate: ONE }];
    if (figures.count.has(index)) return [{ ...constantForm(ZERO), each: ONE }];
    const value = itemAt(values, index);
    const highest = isNothing(value) ? ZERO : (rangeOf(value)?.high ?? null);
    const flat = highest ? [constantForm(highest)] : [];
    if (isFixed(index)) return flat;
    const node = itemAt(plan.nodes, index);
    if (node.op === 'points') return node.table ? flat : [...findUpperForms(node.of), ...flat];
    return [...(operatorOf(node)?.upperForms?.(node as OperatorNode, scope) ?? []), ...flat];
  }

  const scope: UpperScope<LinearForm> = {
    read: (index) => itemAt(values, index),
    above: findUpperForms,
    constant: constantForm,
    // A sum is bounded by every combination of one form per part, because the factors in a form are never negative.
    sum: (parts) =>
      parts.reduce<readonly LinearForm[]>((sums, forms) => joinPairs(sums, forms, add), [constantForm(ZERO)]),
    greater: (a, b) => joinPairs(a, b, greatest),
    scale: ({ base, rate, each }, by) => ({
      base: multiply(base, by),
      rate: multiply(rate, by),
      each: multiply(each, by),
    }),
    raise: (form, by) => ({ ...form, base: add(form.base, by) }),
    positive: (form) => ({ ...form, base: greatest(form.base, ZERO) }),
  };
  return findUpperForms(position);
}

/**
 * Whether an amount could be known for some selection. An amount that stays open whichever measures are taken cannot.
 */
function canBeKnown(position: number, { plan, values, isFixed }: EnclosedAmounts): boolean {
  const canBeSettled = (index: number): boolean => {
    if (isFixed(index)) return settledNumber(itemAt(values, index)) !== undefined;
    const node = itemAt(plan.nodes, index);
    if (node.op === 'sum')
      return node.members.every(
        (member) => member.by !== undefined || member.weight.n === 0n || canBeSettled(member.node),
      );
    if (node.op === 'scaled' || node.op === 'round' || node.op === 'points') return canBeSettled(node.of);
    return true;
  };
  return canBeSettled(position);
}

/** A linear upper bound: a base, a share of the cost of the covered measures, and an amount for each of them. */
interface LinearForm {
  readonly base: Rational;
  /** The share of the cost; 0 or more. */
  readonly rate: Rational;
  /** The amount per covered measure; 0 or more. */
  readonly each: Rational;
}

/** The maximum number of forms that bound one figure: more would hardly make the bound closer. */
const MAX_FORMS = 16;

function constantForm(base: Rational): LinearForm {
  return { base, rate: ZERO, each: ZERO };
}

function joinPairs(
  a: readonly LinearForm[],
  b: readonly LinearForm[],
  join: (a: Rational, b: Rational) => Rational,
): LinearForm[] {
  const allPairs = a.flatMap((left) =>
    b.map((right) => ({
      base: join(left.base, right.base),
      rate: join(left.rate, right.rate),
      each: join(left.each, right.each),
    })),
  );
  return allPairs.slice(0, MAX_FORMS);
}
