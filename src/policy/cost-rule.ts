// Costs that depend on facts: the rules of a catalogue, and the range of costs each can give.

import { type Cost, greatest, itemAt, least, type Path, type Rational, type StatedCost, ZERO } from '../model/index.ts';
import {
  type CompiledPlan,
  dependenciesOf,
  evaluateWithin,
  nodeAt,
  nodeNames,
  type Plan,
  type Possible,
  type ReportProblem,
  rangeOf,
} from '../scoring/index.ts';
import { type CompiledDriver, toGivenFigures } from './cost-drivers.ts';
import { type CompiledAmount, compileAmount, possibleAmount } from './funding/amount-rule.ts';
import type { CostKey, CostPlaces, PricedMeasure } from './stated-costs.ts';

/** A rule that derives a cost from facts. */
export interface CostRule {
  readonly low: CompiledAmount;
  readonly high: CompiledAmount;
  readonly currency: string;
  readonly illustrative: boolean;
  /** The facts, answers, scores and drivers that the rule reads, in the order of the plan. */
  readonly reads: readonly string[];
  /** All drivers of the catalogue, used by this rule or not. */
  readonly drivers: readonly PlacedDriver[];
  /** The pack's plan, followed by the nodes compiled from the rules of costs. */
  readonly plan: Plan;
  /** The nodes added to the pack's plan that the rule needs, ascending. */
  readonly ownNodes: readonly number[];
}

/** A driver, with the names of the facts, answers, scores and drivers that its estimate reads. */
export interface PlacedDriver extends CompiledDriver {
  readonly estimatedFrom: readonly string[];
  /** The nodes added to the pack's plan that the driver needs, ascending. */
  readonly ownNodes: readonly number[];
}

/** The least and the greatest cost of a measure. */
interface CostRange {
  readonly low: Rational;
  readonly high: Rational;
}

/** Whether a catalogue states a cost as plain numbers. */
export function isPlainCost(cost: StatedCost): cost is Cost {
  return typeof cost.low === 'number' && typeof cost.high === 'number';
}

/** Returns the rule of a measure's cost; undefined if the cost is stated in numbers or not at all. */
export type CostRuleOf = (id: string, key: CostKey) => CostRule | undefined;

/** Compiles the costs that are not plain numbers. Reports rules that cannot work. */
export function compileCostRules(
  listed: readonly { readonly one: PricedMeasure; readonly at: Path; readonly costPlaces: CostPlaces }[],
  file: string,
  compiled: CompiledPlan,
  compiledDrivers: readonly CompiledDriver[],
  complain: ReportProblem,
): CostRuleOf {
  const givenFigures = toGivenFigures(compiledDrivers);
  const ruledCosts = listed.flatMap(({ one, at, costPlaces }) =>
    (['cost', 'running'] as const).flatMap((key) => {
      const cost = one[key];
      if (!cost || isPlainCost(cost)) return [];
      const compileEnd = (end: 'low' | 'high'): CompiledAmount =>
        compileAmount(cost[end], {
          file,
          at: [...at, ...costPlaces[key], end],
          compiled,
          complain,
          givenFigures,
        });
      return [{ id: one.id, key, cost, low: compileEnd('low'), high: compileEnd('high') }];
    }),
  );
  if (ruledCosts.length === 0) return () => undefined;
  const plan = compiled.extendedPlan();
  const firstPosition = compiled.plan.nodes.length;
  const names = new Map(nodeNames(compiled.plan));
  for (const { id, node } of compiledDrivers) names.set(node, id);
  const drivers = compiledDrivers.map((driver): PlacedDriver => {
    return {
      ...driver,
      estimatedFrom: listNamesReadBy(plan, names, dependenciesOf(nodeAt(plan, driver.estimate))),
      ownNodes: closureOf(plan, [driver.node], firstPosition),
    };
  });
  const compiledRules = new Map(
    ruledCosts.map(({ id, key, cost: { currency, illustrative = false }, low, high }): [string, CostRule] => {
      const roots = nodesOf({ low, high });
      const reads = listNamesReadBy(plan, names, roots);
      const rule = { reads, drivers, plan, ownNodes: closureOf(plan, roots, firstPosition) };
      return [`${key} ${id}`, { low, high, currency, illustrative, ...rule }];
    }),
  );
  return (id, key) => compiledRules.get(`${key} ${id}`);
}

/** Returns the rules of a measure's costs, each with its key in the catalogue: `cost` or `running`. */
export function costRulesOf(measure: {
  readonly costRule: CostRule | null;
  readonly runningRule: CostRule | null;
}): { readonly key: CostKey; readonly rule: CostRule }[] {
  const { costRule, runningRule } = measure;
  return [
    ...(costRule ? [{ key: 'cost' as const, rule: costRule }] : []),
    ...(runningRule ? [{ key: 'running' as const, rule: runningRule }] : []),
  ];
}

/** Returns the nodes with the low and the high end of a cost; an end that is not calculated by a rule has none. */
export function nodesOf({ low, high }: Pick<CostRule, 'low' | 'high'>): number[] {
  return [low, high].flatMap((end) => (end.kind === 'rule' ? [end.node] : []));
}

/** Returns the given positions and all they depend on, ascending; positions below `first` are left out. */
export function closureOf({ nodes }: Plan, roots: readonly number[], first = 0): number[] {
  const neededNodes = new Set(roots.filter((position) => position >= first));
  for (const position of neededNodes)
    for (const dependency of dependenciesOf(itemAt(nodes, position)))
      if (dependency >= first) neededNodes.add(dependency);
  return [...neededNodes].sort((a, b) => a - b);
}

/**
 * Returns the names of the nodes at `roots`. A node without a name is replaced by the nodes that it reads; what a named
 * node reads is left out.
 */
function listNamesReadBy(plan: Plan, names: ReadonlyMap<number, string>, roots: readonly number[]): string[] {
  const nodesRead = new Set(roots);
  for (const position of nodesRead) {
    if (names.has(position)) continue;
    for (const dependency of dependenciesOf(nodeAt(plan, position))) nodesRead.add(dependency);
  }
  return [...new Set([...nodesRead].sort((a, b) => a - b).flatMap((position) => names.get(position) ?? []))];
}

/**
 * Returns the range of a cost, given the value of every node. Neither end is below 0, and the lower number comes first
 * even if the rules give the two ends the other way round. Null if an end has, or may have, no value, or if the range
 * has no upper end.
 */
export function computeCostRange({ low, high }: CostRule, values: readonly Possible[]): CostRange | null {
  const amountEnds = [low, high].map((amount) => possibleAmount(amount, values));
  const ranges = amountEnds.flatMap((end) => (end && !end.nothing && rangeOf(end)) || []);
  const highEnds = ranges.flatMap((range) => range.high ?? []);
  if (highEnds.length < amountEnds.length) return null;
  const lowEnds = ranges.map((range) => range.low ?? ZERO);
  return { low: greatest(lowEnds.reduce(least), ZERO), high: greatest(highEnds.reduce(greatest), ZERO) };
}

/** Returns the range of a cost over all possible answers; null if the cost may have no value or has no upper end. */
export function computePossibleCost(rule: CostRule): CostRange | null {
  return computeCostRange(rule, valuesOfCost(rule));
}

/** Returns the positions of those nodes of the pack's own plan that a rule reads, directly or indirectly, ascending. */
export function packNodesOf(rule: CostRule, pack: Plan): number[] {
  return closureOf(rule.plan, nodesOf(rule)).filter((position) => position < pack.nodes.length);
}

/** Returns the values that the nodes of a rule can have over all possible answers. */
export function valuesOfCost(rule: CostRule): readonly Possible[] {
  return evaluateWithin(rule.plan, new Map(), closureOf(rule.plan, nodesOf(rule))).values;
}
