// The cautions that hold for one enterprise and its plan.
import { compare, itemAt, ZERO } from '../model/index.ts';
import { evaluateDeferred, type Possible, rangeOf } from '../scoring/index.ts';
import { costRange } from './funding/instrument-amounts.ts';
import type { CompiledMeasure } from './measures.ts';
import type { RecommendInput } from './recommend-input.ts';

/** Returns the ids of the cautions that surely hold if the enterprise does the chosen measures. */
export function judgeCautions(
  { cautions = [], sheet, assessed }: RecommendInput,
  chosen: readonly CompiledMeasure[],
): string[] {
  if (chosen.length === 0) return [];
  const cost = costRange(chosen, chosen.find((measure) => measure.cost)?.cost?.currency ?? '', 'high');
  const leastCost = rangeOf(cost)?.low ?? ZERO;
  return cautions.flatMap(({ id, plan, above, excess, ownNodes }) => {
    const givenValues = new Map<number, Possible>(excess?.cost.map((position) => [position, cost]));
    const values = evaluateDeferred(plan, sheet, assessed.evaluation, givenValues, ownNodes);
    const highestValue = above === null ? null : findKnownRange(values, above)?.high;
    const leastExcess = excess ? findKnownRange(values, excess.node)?.low : null;
    const isApplicable =
      (highestValue && compare(leastCost, highestValue) > 0) || (leastExcess && compare(leastExcess, ZERO) > 0);
    return isApplicable ? [id] : [];
  });
}

/** Returns the range of the value at a position; undefined if there may be no value. */
function findKnownRange(values: readonly Possible[], position: number): ReturnType<typeof rangeOf> | undefined {
  const value = itemAt(values, position);
  return value.nothing ? undefined : rangeOf(value);
}
