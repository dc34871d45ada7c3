// What measures cost one enterprise if that depends on its facts.

import { type Cost, least, toNumber } from '../model/index.ts';
import { evaluateDeferred, inputDependencies, type Possible } from '../scoring/index.ts';
import { type CostKey, type CostRule, costRulesOf, isPlainCost, nodesOf, rangeOfCost } from './cost-rule.ts';
import { sumOfCosts } from './measure-cost.ts';
import type { CompiledMeasure } from './measures.ts';
import { findOpenInputs } from './open-inputs.ts';
import type { RecommendInput } from './recommend-input.ts';

/**
 * Prices each measure for this enterprise from its answers. A saving is at most what its measures cost by the low
 * estimate.
 */
export function priceMeasures(basis: RecommendInput): RecommendInput {
  const values = evaluateRules(basis);
  if (!values) return basis;
  const priced = basis.measures.map((measure): CompiledMeasure => {
    const rules = costRulesOf(measure);
    if (rules.length === 0) return measure;
    const costs = rules.map(({ key, rule }) => {
      const { currency, illustrative } = rule;
      const range = rangeOfCost(rule, values);
      return [key, range && { ...range, currency, illustrative }];
    });
    return { ...measure, ...Object.fromEntries(costs) };
  });
  return { ...basis, measures: priced.map((measure) => limitSavings(measure, priced)) };
}

function limitSavings(measure: CompiledMeasure, all: readonly CompiledMeasure[]): CompiledMeasure {
  if (measure.savings.length === 0) return measure;
  const savings = measure.savings.map((saving) => {
    const together = all.filter(({ id }) => id === measure.id || saving.with.includes(id));
    return { ...saving, amount: least(saving.amount, sumOfCosts(together, 'low')) };
  });
  return { ...measure, savings };
}

/** Returns the open answers that leave the cost of measures open for this enterprise. */
export function findOpenCosts(measures: readonly CompiledMeasure[], basis: RecommendInput): string[] {
  const open = measures.flatMap(({ cost, costRule }) => (cost || !costRule ? [] : [costRule]));
  const values = open.length > 0 && evaluateRules(basis);
  if (!values) return [];
  const { rules } = open[0] as CostRule;
  return findOpenInputs([], rules.plan, { ...basis.assessed.evaluation, values }, open.flatMap(nodesOf));
}

/** Evaluates every node that a catalogue's cost rules need; undefined if it has none. */
function evaluateRules({ measures, sheet, assessed }: RecommendInput): readonly Possible[] | undefined {
  const rules = measures.flatMap(costRulesOf)[0]?.rule.rules;
  return rules && evaluateDeferred(rules.plan, sheet, assessed.evaluation, new Map(), rules.ownNodes);
}

/** Returns a measure's cost in plain numbers, as in reports; undefined if none is known. */
export function describeCost(measure: CompiledMeasure, key: CostKey = 'cost'): Cost | undefined {
  const [stated, cost] = [measure.definition[key], measure[key]];
  if (!stated || !cost) return undefined;
  return isPlainCost(stated) ? stated : { ...stated, low: toNumber(cost.low), high: toNumber(cost.high) };
}

/** Returns the names of the inputs that the measures' cost rules depend on, directly or indirectly. */
export function inputsBehindCosts(measures: readonly CompiledMeasure[]): string[] {
  return measures.flatMap(costRulesOf).flatMap(({ rule }) => {
    const { plan } = rule.rules;
    const inputs = nodesOf(rule).flatMap((node) => inputDependencies(plan)[node] ?? []);
    return inputs.flatMap((input) => {
      const node = plan.nodes[input];
      return node?.op === 'input' ? [node.name] : [];
    });
  });
}
