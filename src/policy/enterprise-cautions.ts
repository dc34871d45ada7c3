// The cautions that hold for one enterprise and its plan.
import { compare, itemAt, ZERO } from '../model/index.ts';
import { evaluateDeferred, type Possible, rangeOf } from '../scoring/index.ts';
import { costRange } from './funding/instrument-amounts.ts';
import type { CompiledMeasure } from './measures.ts';
import type { RecommendInput } from './recommend-input.ts';

/** Returns the ids of the cautions that surely hold for chosen measures. */
export function judgeCautions(
  { cautions = [], sheet, assessed }: RecommendInput,
  chosen: readonly CompiledMeasure[],
): string[] {
  if (chosen.length === 0) return [];
  const statedCost = costRange(chosen, chosen.find(({ cost }) => cost)?.cost?.currency ?? '', 'high');
  return cautions.flatMap(({ id, plan, node, cost, ownNodes }) => {
    const givenValues = new Map<number, Possible>(cost.map((position) => [position, statedCost]));
    const excess = itemAt(evaluateDeferred(plan, sheet, assessed.evaluation, givenValues, ownNodes), node);
    const { low } = rangeOf(excess) ?? {};
    return !excess.nothing && low && compare(low, ZERO) > 0 ? [id] : [];
  });
}
