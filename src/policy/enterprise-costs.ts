// The costs of measures for one enterprise, where costs depend on the facts of the enterprise.

import { type Cost, type DriverFigure, itemAt, least, type StatedCost, toNumber } from '../model/index.ts';
import { evaluateDeferred, isNothing, type Possible, settledNumber } from '../scoring/index.ts';
import { type CostRule, computeCostRange, costRulesOf, isPlainCost, nodesOf } from './cost-rule.ts';
import { sumOfCosts } from './measure-cost.ts';
import type { CompiledMeasure, MeasureCost } from './measures.ts';
import { findOpenInputs } from './open-inputs.ts';
import type { RecommendInput } from './recommend-input.ts';

/**
 * Calculates the costs of measures for this enterprise from its answers. The saving from taking measures together is
 * limited to the sum of their costs at the low estimate.
 */
export function priceMeasures(measures: readonly CompiledMeasure[], basis: RecommendInput): readonly CompiledMeasure[] {
  const rules = measures.flatMap(({ costRule }) => costRule ?? []);
  const values = evaluateRules(rules, basis);
  if (!values) return measures;
  const pricedMeasures = measures.map((measure): CompiledMeasure => {
    const { costRule } = measure;
    return costRule ? { ...measure, cost: computeCostByRule(costRule, values) } : measure;
  });
  return pricedMeasures.map((measure) => limitSavings(measure, pricedMeasures));
}

/**
 * Returns what measures cost this enterprise in each year after the first, by measure id. Measures without a known
 * running cost are left out.
 */
export function evaluateRunningCosts(
  measures: readonly CompiledMeasure[],
  basis: RecommendInput,
): ReadonlyMap<string, MeasureCost> {
  const values = evaluateRules(
    measures.flatMap(({ runningRule }) => runningRule ?? []),
    basis,
  );
  return new Map(
    measures.flatMap(({ id, running, runningRule }) => {
      const cost = runningRule && values ? computeCostByRule(runningRule, values) : running;
      return cost ? [[id, cost]] : [];
    }),
  );
}

function computeCostByRule(rule: CostRule, values: readonly Possible[]): MeasureCost | null {
  const range = computeCostRange(rule, values);
  return range && { ...range, currency: rule.currency, illustrative: rule.illustrative };
}

function limitSavings(measure: CompiledMeasure, all: readonly CompiledMeasure[]): CompiledMeasure {
  if (measure.savings.length === 0) return measure;
  const savings = measure.savings.map((saving) => {
    const savingMembers = all.filter(({ id }) => id === measure.id || saving.with.includes(id));
    return { ...saving, amount: least(saving.amount, sumOfCosts(savingMembers, 'low')) };
  });
  return { ...measure, savings };
}

/** Describes the drivers on which the costs of measures depend, with their figures for this enterprise. */
export function describeDrivers(measures: readonly CompiledMeasure[], basis: RecommendInput): DriverFigure[] {
  const rules = measures.flatMap(costRulesOf);
  const [first] = rules;
  if (!first) return [];
  const { drivers, plan } = first.rule;
  const names = new Set(rules.flatMap(({ rule }) => rule.reads));
  // In reverse order, so that each driver comes before the drivers that its estimate reads.
  const driverFigures = drivers.toReversed().flatMap((driver) => {
    if (!names.has(driver.id)) return [];
    for (const name of driver.estimatedFrom) names.add(name);
    return [driver];
  });
  const values = evaluateDeferred(plan, basis.sheet, basis.assessed.evaluation, new Map(), ownNodesOf(driverFigures));
  return driverFigures.toReversed().map(({ id, node, stated, estimatedFrom }) => {
    const value = settledNumber(itemAt(values, node));
    const isStated = stated !== null && !isNothing(itemAt(values, stated.node));
    return {
      id,
      ...(value ? { value: toNumber(value) } : {}),
      ...(isStated ? { stated: true } : {}),
      from: isStated ? [stated.name] : [...estimatedFrom],
    };
  });
}

/** Returns the open answers because of which the cost of measures is still unknown for this enterprise. */
export function findOpenCosts(measures: readonly CompiledMeasure[], basis: RecommendInput): string[] {
  const openRules = measures.flatMap(({ cost, costRule }) => (cost || !costRule ? [] : [costRule]));
  const values = evaluateRules(openRules, basis);
  const [first] = openRules;
  if (!values || !first) return [];
  return findOpenInputs([], first.plan, { ...basis.assessed.evaluation, values }, openRules.flatMap(nodesOf));
}

/** Evaluates the nodes that the given rules of one catalogue need; returns undefined if there are no rules. */
function evaluateRules(
  rules: readonly CostRule[],
  { sheet, assessed }: RecommendInput,
): readonly Possible[] | undefined {
  const [first] = rules;
  if (!first) return undefined;
  return evaluateDeferred(first.plan, sheet, assessed.evaluation, new Map(), ownNodesOf(rules));
}

/** Returns all nodes added to the pack's plan that any of these rules or drivers needs, ascending. */
function ownNodesOf(parts: readonly { readonly ownNodes: readonly number[] }[]): number[] {
  return [...new Set(parts.flatMap(({ ownNodes }) => ownNodes))].sort((a, b) => a - b);
}

/**
 * Returns a cost as reports show it: as the catalogue states it, but with numbers in place of rules. Undefined if the
 * cost is not known for the enterprise.
 */
export function describeCost(stated: StatedCost | undefined, cost: MeasureCost | null | undefined): Cost | undefined {
  if (!stated || !cost) return undefined;
  return isPlainCost(stated) ? stated : { ...stated, low: toNumber(cost.low), high: toNumber(cost.high) };
}
