import { plainValue } from '../condition/unmet.ts';
import type { Possible } from '../condition/value.ts';
import type { Change, CostTotal, RecommendedMeasure } from '../model/generated/types.ts';
import { add, toNumber, ZERO } from '../model/rational.ts';
import { type Evaluation, evaluate } from '../scoring/evaluate.ts';
import type { Plan } from '../scoring/plan.ts';
import type { Sheet } from '../scoring/sheet.ts';
import { applyMeasures } from './application.ts';
import type { CompiledMeasure } from './measures.ts';
import type { Goal, Sequence } from './selection.ts';

/** Describes chosen measures in their order: what each changes, what it needs, and what it is needed by. */
export function describeMeasures(
  chosen: Sequence,
  reaches: Goal,
  plan: Plan,
  sheet: Sheet,
  today: Evaluation,
): RecommendedMeasure[] {
  let before = today;
  return chosen.map((measure, i) => {
    const after = evaluate(plan, applyMeasures(plan, sheet, chosen.slice(0, i + 1), today));
    const reasons = findChanges(measure, plan, before, after);
    before = after;
    const neededBy = neededByOf(measure, chosen, reaches);
    const { cost, months } = measure.definition;
    return {
      id: measure.id,
      ...(measure.needs.length > 0 ? { needs: [...measure.needs] } : {}),
      ...(neededBy.length > 0 ? { neededBy } : {}),
      reasons,
      ...(cost ? { cost } : {}),
      ...(months ? { months } : {}),
    };
  });
}

/** The answers that differ, those derived from others included; facts only where the measure names them. */
function findChanges(measure: CompiledMeasure, plan: Plan, before: Evaluation, after: Evaluation): Change[] {
  const own = new Set(measure.effects.map(({ name }) => name));
  return plan.inputs.flatMap(({ name, role }) => {
    const node = plan.names.get(name)?.node;
    if (node === undefined || (role === 'fact' && !own.has(name))) return [];
    const [from, to] = [before, after].map(({ values }) => plainValue(values[node] as Possible));
    if (to === undefined || to === null || JSON.stringify(from) === JSON.stringify(to)) return [];
    return [{ name, ...(from === undefined ? {} : { from }), to }];
  });
}

/** The measures that build on one, where its own effects are not what the goal needs it for. */
function neededByOf(measure: CompiledMeasure, chosen: Sequence, reaches: Goal): string[] {
  const builtOn = chosen.filter(({ needs }) => needs.includes(measure.id)).map(({ id }) => id);
  const others = chosen.filter(({ id }) => id !== measure.id);
  return builtOn.length > 0 && reaches(others) ? builtOn : [];
}

/** The exact sum of the costs; undefined where none is stated. */
export function sumCosts(measures: Sequence): CostTotal | undefined {
  const costs = measures.flatMap(({ cost }) => (cost ? [cost] : []));
  const [first] = costs;
  if (!first) return undefined;
  const without = measures.filter(({ cost }) => !cost).map(({ id }) => id);
  return {
    low: toNumber(costs.map(({ low }) => low).reduce(add, ZERO)),
    high: toNumber(costs.map(({ high }) => high).reduce(add, ZERO)),
    currency: first.currency,
    illustrative: costs.some(({ illustrative }) => illustrative),
    ...(without.length > 0 ? { without } : {}),
  };
}
