// The sums that an enterprise states for pains: they weigh pains, and limit the cost of measures that ease only a part.
import { compare, divide, itemAt, multiply, type Rational, wholeNumber } from '../model/index.ts';
import { type Evaluation, isNumber, settledValue } from '../scoring/index.ts';
import type { CompiledPriority, StatedPain } from './gaps.ts';
import { sumOfCosts } from './measure-cost.ts';
import type { CompiledMeasure } from './measures.ts';
import { withNeeds } from './needed-measures.ts';

const HUNDRED = wholeNumber(100);

/** Returns the sum stated for a pain, in the currency of its figure; undefined if no sum above 0 is known. */
export function statedSum({ figure }: Pick<StatedPain, 'figure'>, evaluation: Evaluation): Rational | undefined {
  const value = figure && findPositiveNumber(figure.node, evaluation);
  return figure && value ? multiply(value, figure.times) : undefined;
}

function findPositiveNumber(node: number, { values }: Evaluation): Rational | undefined {
  const value = settledValue(itemAt(values, node));
  if (value === null || value === undefined || typeof value !== 'object' || !('n' in value)) return undefined;
  return isNumber(value) && value.n > 0n ? value : undefined;
}

/** Sets the weight of every pain from its figure, as a percentage of the number with which it is compared. */
export function weighPains(
  priorities: readonly CompiledPriority[],
  evaluation: Evaluation,
): readonly CompiledPriority[] {
  return priorities.map((priority) => {
    const { figure = null } = priority.pain ?? {};
    const { weighs } = figure ?? {};
    const value = figure && weighs && findPositiveNumber(figure.node, evaluation);
    const wholeAmount = value && weighs && findPositiveNumber(weighs.of.node, evaluation);
    if (!value || !wholeAmount) return priority;
    const percent = multiply(divide(value, wholeAmount), HUNDRED);
    const reachedStep = weighs.steps.filter(({ from }) => compare(from, percent) <= 0).at(-1);
    return reachedStep ? { ...priority, weight: reachedStep.weight } : priority;
  });
}

/**
 * Returns the measures that ease a part of a pain and are worth their cost: by the high estimate, they and their needs
 * cost at most the limit set by the pain's figure. None if the figure sets no limit.
 */
export function findWorthwhile(
  { pain }: CompiledPriority,
  easing: readonly CompiledMeasure[],
  candidates: readonly CompiledMeasure[],
  evaluation: Evaluation,
): CompiledMeasure[] {
  const sum = pain?.figure?.worth && statedSum(pain, evaluation);
  if (!sum || !pain?.figure?.worth) return [];
  const limit = divide(multiply(sum, pain.figure.worth), HUNDRED);
  return easing.filter((measure) => {
    const allMeasures = withNeeds([measure], candidates);
    const isPriced = allMeasures.every(({ cost }) => cost !== null && cost.currency === pain.currency);
    return isPriced && compare(sumOfCosts(allMeasures, 'high'), limit) <= 0;
  });
}
