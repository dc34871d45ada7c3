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
import { removeExpectedEffects } from '../apply-measures.ts';
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
import { type CompiledMeasure, selectCovered } from '../measures.ts';
import type { CompiledInstrument } from '../policy.ts';
import type { RecommendInput } from '../recommend-input.ts';
import { createProblemInstance } from './problem-instance.ts';
import { createProjection } from './projection.ts';
import type { SelectionTask } from './selection-task.ts';

/**
 * Amounts are rounded to units of such a size that all sums stay below this number, so that a double adds them up
 * exactly and a solver can tell them apart.
 */
const MAX_UNITS = 10n ** 8n;

interface Grant extends BoundedAmount {
  readonly instrument: CompiledInstrument;
  /**
   * Whether a grant is on record, so that neither conditions nor limits shared with other instruments restrict the
   * money.
   */
  readonly isGranted: boolean;
}

/** The bounds on the own share for the measures of a task, and the unit in which they are stated. */
interface ScaledBounds {
  readonly bounds: OwnShareBounds;
  readonly unit: Rational;
}

/**
 * Finds upper bounds on what funding can pay for any selection from the measures of a task. For `level`, see
 * `encloseAmounts`.
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
  const unit = chooseUnit(totalCost);
  const candidates = policy.instruments
    .filter((instrument) => concernsCosts(instrument, basis, measures))
    .flatMap((instrument): Grant[] => {
      const coveredMeasures = selectCovered(instrument.definition.covers, measures);
      const grantedBefore =
        basis.record &&
        findOpenGrant(basis.record, instrument, selectCovered(instrument.definition.covers, basis.measures));
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
      // If a grant on record states no amount, the instrument's rule supplies it, whatever its conditions say today.
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
      // A grant need not count for more than the total cost, because nothing is then left to pay.
      lineOf(wholeAmount, measures),
      ...formsOf(amount, enclosedAmounts).map((form) => lineOf(form, covered)),
    ];
    const maxAmount = Math.min(...lines.map(({ base, of }) => of.reduce((sum, amount) => sum + amount, base)));
    // The instrument pays nothing if none of the measures that it covers is taken.
    const coveredLine = { base: 0, of: measures.map((measure) => (covered.includes(measure) ? maxAmount : 0)) };
    return {
      id: instrument.id,
      most: maxAmount,
      lines: instrument.definition.covers ? [...lines, coveredLine] : lines,
    };
  });
  return {
    unit,
    bounds: {
      costs: costs.map((cost) => -Number(ceiling(divide(negate(cost), unit)))),
      savings: task.savings.map(({ members, amount }) => ({ members, amount: roundUpToUnits(amount) })),
      grants: boundedGrants,
      shared: [
        ...groupBounds(basis, grants, enclosedAmounts, lineOf),
        ...createCeilingBounds(basis, grants, measures, lineOf),
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

function chooseUnit(total: Rational): Rational {
  let unit: Rational = { n: 1n, d: 10n ** 6n };
  const ten = wholeNumber(10);
  while (compare(divide(total, unit), wholeNumber(MAX_UNITS)) > 0) unit = multiply(unit, ten);
  return unit;
}

/** Whether two grants must not be combined, because no source allows it. False if one of them is on record already. */
function mayNotCombine(a: Grant, b: Grant, groups: RecommendInput['policy']['groups']): boolean {
  return !a.isGranted && !b.isGranted && stackingRelation(a.instrument, b.instrument, groups) !== 'stated';
}

/** Whether an instrument pays the enterprise for measures, and in the currency of the measures. */
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

/** Whether, judged by what is known today, an instrument's money could count as likely. */
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
 * Whether some selection of measures could meet a condition on the state after the measures. If the condition stays
 * undecided whichever measures are taken, it counts as not met.
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
  // An upper bound for the cost in one area is the cost of all covered measures; the same holds for their number.
  const figures = {
    cost: positionsOf(amount.given, 'cost', 'areaCost'),
    count: positionsOf(amount.given, 'coveredMeasures', 'areaMeasures'),
  };
  return findUpperBound(amount.node, figures, enclosed);
}

/** Returns the positions of a figure about all measures and of the same figure for each area. */
function positionsOf(given: ReadonlyMap<string, number>, figure: string, list: string): ReadonlySet<number> {
  return new Set(
    [...given].flatMap(([name, position]) => (name === figure || name.startsWith(`${list}/`) ? [position] : [])),
  );
}

function placesOf(grants: readonly Grant[], ids: ReadonlySet<string>): number[] {
  return grants.flatMap(({ instrument, isGranted }, i) => (ids.has(instrument.id) && !isGranted ? [i] : []));
}

/**
 * Returns an upper bound on what the instruments of each group pay together. A cap that depends on the measures is not
 * used, because it may be unknown for some selections.
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
 * Returns, for each ceiling, an upper bound on the sum of the grants under it. A grant is included only if all measures
 * that it covers count towards the ceiling.
 */
function createCeilingBounds(
  { policy }: RecommendInput,
  grants: readonly Grant[],
  measures: readonly CompiledMeasure[],
  lineOf: (form: LinearForm, covered: readonly CompiledMeasure[]) => BoundLine,
): SharedBound[] {
  return policy.ceilings.map(({ definition }) => {
    const coveredMeasures = selectCovered(definition.covers, measures);
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
 * A linear upper bound on an amount: a base, plus a number for each taken measure. All are whole numbers of units,
 * small enough for a double to add them up exactly.
 */
export interface BoundLine {
  readonly base: number;
  /** For each measure, the number of units that it adds to the bound; 0 or more. */
  readonly of: readonly number[];
}

/** Upper bounds on what an instrument may pay. */
interface GrantBound {
  readonly id: string;
  /** The most that the instrument can pay, whichever measures are taken. */
  readonly most: number;
  /** Each of these lines is an upper bound by itself. */
  readonly lines: readonly BoundLine[];
}

/** An upper bound on what several grants, given by their indexes, pay together. */
interface SharedBound {
  readonly of: readonly number[];
  readonly line: BoundLine;
}

/** Costs and possible grants, in units and rounded in such a way that the own share is never overestimated. */
export interface OwnShareBounds {
  readonly costs: readonly number[];
  readonly savings: readonly { readonly members: readonly number[]; readonly amount: number }[];
  readonly grants: readonly GrantBound[];
  readonly shared: readonly SharedBound[];
  /** Pairs of grants that cannot be combined. */
  readonly excluded: readonly (readonly [number, number])[];
  /** For each list of grants, how many of them may be combined at most. */
  readonly counts: readonly { readonly of: readonly number[]; readonly most: number }[];
}

/** Returns the value of a line for the measures that are taken. */
export function evaluateLine({ base, of }: BoundLine, isTaken: (measure: number) => boolean): number {
  return of.reduce((sum, amount, measure) => (isTaken(measure) ? sum + amount : sum), base);
}

/** The maximum number of sets of compatible grants to list. If there are more, all grants are treated as compatible. */
const MAX_GRANT_SETS = 64;

/**
 * Returns the sets of grants that can be combined and to which no grant can be added; every compatible set is part of
 * one of them.
 */
export function listCompatibleSets({ grants, excluded, counts }: OwnShareBounds): (readonly number[])[] {
  const allIndexes = grants.map((_, i) => i);
  const sets: (readonly number[])[] = [];
  const clash = new Set(excluded.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const isOpen = (set: readonly number[], grant: number): boolean =>
    set.every((other) => !clash.has(`${other} ${grant}`)) &&
    counts.every(({ of, most }) => !of.includes(grant) || set.filter((held) => of.includes(held)).length < most);

  /**
   * Tries to take and to leave each remaining grant; records only sets to which no grant can be added. Returns false if
   * there are too many.
   */
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

/** An amount, and the measures on which it may depend. */
interface BoundedAmount {
  readonly amount: CompiledAmount;
  readonly covered: readonly CompiledMeasure[];
}

/**
 * Determines the range in which each amount of a funding programme lies, whichever measures are taken. If a level is
 * given, only selections of measures that surely lead to this level are considered.
 */
function encloseAmounts(
  { plan, sheet, assessed, policy, estimate = 'high' }: RecommendInput,
  measures: readonly CompiledMeasure[],
  level: Rational | null,
  given: readonly BoundedAmount[],
): EnclosedAmounts {
  const splitAmounts = splitPlan(policy.amounts);
  const sureMeasures = removeExpectedEffects(measures);
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
      // How much interest a loan costs is not known here, so it may be any sum.
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

/** Returns, for each position, whether its value depends on which measures are taken. */
function dependsOnMeasures({ nodes }: Plan, changed: ReadonlySet<number>, fixed: number | null): boolean[] {
  const moves: boolean[] = [];
  nodes.forEach((node, position) => {
    moves.push(position !== fixed && (changed.has(position) || dependenciesOf(node).some((read) => moves[read])));
  });
  return moves;
}

/**
 * The plan that calculates the amounts of a funding programme, with the range of each value over all selections of
 * measures.
 */
interface EnclosedAmounts {
  readonly plan: Plan;
  readonly values: readonly Possible[];
  /** Whether a position has the same value whichever measures are taken. */
  readonly isFixed: (position: number) => boolean;
}

/** The positions of the cost and of the number of measures that are supplied to the rule of an amount. */
interface FigurePositions {
  readonly cost: ReadonlySet<number>;
  readonly count: ReadonlySet<number>;
}

/**
 * Returns upper bounds on the value at a position, each as a linear form of the cost and the number of the covered
 * measures. Empty if nothing limits the value.
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
    // Adding one upper bound of each part gives an upper bound of the sum, and every such combination is returned;
    // factors are never negative.
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
 * Whether an amount could be known for some selection of measures; false if it stays open whichever measures are taken.
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

/**
 * An upper bound: a base, plus a share of the cost of the covered measures, plus an amount for each of these measures.
 */
interface LinearForm {
  readonly base: Rational;
  /** The share of the cost of the covered measures; 0 or more. */
  readonly rate: Rational;
  /** The amount for each covered measure; 0 or more. */
  readonly each: Rational;
}

/** The maximum number of forms that are kept as bounds of one figure; more would hardly make the bound tighter. */
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
