// What the measures that are done and those of a plan cost together: what was spent, what remains, and each year.
import { type Altogether, add, type CostTotal, type DoneMeasure, fromNumber, toNumber } from '../model/index.ts';
import { describeCosts, describeRunningCosts } from './measure-outcome.ts';
import type { CompiledMeasure, MeasureCost } from './measures.ts';

/**
 * Adds up what was spent on the measures `done`, what they cost in each following year, and the sums of the plan. A cost
 * on record in another currency than that of the catalogue counts as unknown. `running` has the cost of measures in each
 * year after the first, by id. Undefined if neither is known of any measure done.
 */
export function describeAltogether(
  done: readonly DoneMeasure[],
  measures: readonly CompiledMeasure[],
  running: ReadonlyMap<string, MeasureCost>,
  plan: { readonly measures: readonly CompiledMeasure[]; readonly cost?: CostTotal; readonly running?: CostTotal },
): Altogether | undefined {
  const recordedCosts = new Map(done.map(({ id, cost }) => [id, cost]));
  const spentMeasures = measures.flatMap((measure): CompiledMeasure[] => {
    if (!recordedCosts.has(measure.id)) return [];
    const recorded = recordedCosts.get(measure.id);
    if (!recorded || recorded.currency !== measure.definition.cost?.currency) return [{ ...measure, cost: null }];
    const amount = fromNumber(recorded.amount);
    const cost = { low: amount, high: amount, currency: recorded.currency, illustrative: false };
    return [{ ...measure, cost, savings: [] }];
  });
  const spent = describeCosts(spentMeasures);
  // A measure that is recommended once more runs only once.
  const plannedIds = new Set(plan.measures.map(({ id }) => id));
  const runningDone = describeRunningCosts(
    spentMeasures.filter(({ id }) => !plannedIds.has(id)),
    running,
  );
  if (!spent && !runningDone) return undefined;
  return {
    ...(spent ? { spent, total: addTotals(spent, plan.cost) } : {}),
    ...(runningDone ? { runningDone, running: addTotals(runningDone, plan.running) } : {}),
  };
}

/** Adds two sums of costs; a second one in another currency is left out. */
function addTotals(first: CostTotal, second: CostTotal | undefined): CostTotal {
  if (second?.currency !== first.currency) return first;
  const without = [...(first.without ?? []), ...(second.without ?? [])];
  const sum = (end: 'low' | 'high'): number => toNumber(add(fromNumber(first[end]), fromNumber(second[end])));
  return {
    low: sum('low'),
    high: sum('high'),
    currency: first.currency,
    illustrative: first.illustrative || second.illustrative,
    ...(without.length > 0 ? { without } : {}),
  };
}
