// The sums that enterprises state for pains. They determine how heavy a pain weighs, and how much measures may cost
// that ease only a part of it.
import { add, compare, divide, greatest, itemAt, multiply, type Rational, wholeNumber, ZERO } from '../model/index.ts';
import { type Evaluation, isNumber, settledValue } from '../scoring/index.ts';
import type { EasedShare } from './compile-pains.ts';
import type { CompiledPriority, StatedPain } from './gaps.ts';
import { sumOfCosts } from './measure-cost.ts';
import type { CompiledMeasure } from './measures.ts';
import { addNeeds } from './needed-measures.ts';

const HUNDRED = wholeNumber(100);
const TWO = wholeNumber(2);

/** Returns the sum stated for a pain, in the currency of its figure; undefined if no sum above 0 is known. */
export function computeStatedSum({ figure }: Pick<StatedPain, 'figure'>, evaluation: Evaluation): Rational | undefined {
  const value = figure && findPositiveNumber(figure.node, evaluation);
  return figure && value ? multiply(value, figure.times) : undefined;
}

function findPositiveNumber(node: number, { values }: Evaluation): Rational | undefined {
  const value = settledValue(itemAt(values, node));
  if (value === null || value === undefined || typeof value !== 'object' || !('n' in value)) return undefined;
  return isNumber(value) && value.n > 0n ? value : undefined;
}

/**
 * Returns what removing a pain is worth: the part of its stated sum that measures may cost. This makes a yearly loss
 * comparable with money that is tied up. Returns 0 if no sum is stated, or if the catalogue does not say what easing
 * the pain is worth.
 */
export function worthOf({ pain }: Pick<CompiledPriority, 'pain'>, evaluation: Evaluation): Rational {
  const sum = pain?.figure?.worth && computeStatedSum(pain, evaluation);
  return sum && pain.figure?.worth ? divide(multiply(sum, pain.figure.worth), HUNDRED) : ZERO;
}

/**
 * Orders gaps and pains by weight, the heaviest first; equally heavy ones are ordered by what their removal is worth,
 * the highest first.
 */
export function compareUrgency(a: CompiledPriority, b: CompiledPriority, evaluation: Evaluation): number {
  return compare(b.weight, a.weight) || compare(worthOf(b, evaluation), worthOf(a, evaluation));
}

function middleOf({ low, high }: EasedShare): Rational {
  return divide(add(low, high), TWO);
}

/** Returns which share of a pain a measure takes away: the middle of the stated range, 0 if none is stated. */
export function shareOf({ eases }: CompiledMeasure, { id }: Pick<CompiledPriority, 'id'>): Rational {
  const share = eases.get(id);
  return share ? middleOf(share) : ZERO;
}

/**
 * Returns what a measure saves: for each pain, what its removal is worth, times the share of it that the measure takes
 * away; undefined if the measure saves nothing.
 */
export function savingOf(
  { eases }: CompiledMeasure,
  pains: readonly CompiledPriority[],
  evaluation: Evaluation,
): Rational | undefined {
  const saving = pains.reduce((sum, pain) => {
    const share = eases.get(pain.id);
    return share ? add(sum, multiply(worthOf(pain, evaluation), middleOf(share))) : sum;
  }, ZERO);
  return saving.n > 0n ? saving : undefined;
}

/**
 * Sets the weight of every pain from its figure, taken as a percentage of the number with which the catalogue compares
 * it. The weight is at least that of any other stated pain whose removal is worth less.
 */
export function weighPains(
  priorities: readonly CompiledPriority[],
  evaluation: Evaluation,
): readonly CompiledPriority[] {
  const weighedPriorities = priorities.map((priority) => {
    const { figure = null } = priority.pain ?? {};
    const { weighs } = figure ?? {};
    const value = figure && weighs && findPositiveNumber(figure.node, evaluation);
    const wholeAmount = value && weighs && findPositiveNumber(weighs.of.node, evaluation);
    if (!value || !wholeAmount) return priority;
    const percent = multiply(divide(value, wholeAmount), HUNDRED);
    const reachedStep = weighs.steps.filter(({ from }) => compare(from, percent) <= 0).at(-1);
    return reachedStep ? { ...priority, weight: reachedStep.weight } : priority;
  });
  const pricedPains = weighedPriorities.flatMap(({ id, weight, pain }) => {
    const worth = worthOf({ ...(pain ? { pain } : {}) }, evaluation);
    return worth.n > 0n ? [{ id, weight, worth }] : [];
  });
  return weighedPriorities.map((priority) => {
    const ownPain = pricedPains.find(({ id }) => id === priority.id);
    if (!ownPain) return priority;
    const weight = pricedPains
      .filter(({ worth }) => compare(worth, ownPain.worth) < 0)
      .reduce((most, lesser) => greatest(most, lesser.weight), ownPain.weight);
    return weight === ownPain.weight ? priority : { ...priority, weight };
  });
}

/**
 * Returns the measures that ease a part of a pain and are worth their cost: together with their needs, at the high
 * estimate, they cost no more than the figure of the pain allows. Empty if the figure sets no limit.
 */
export function findWorthwhile(
  priority: CompiledPriority,
  easing: readonly CompiledMeasure[],
  candidates: readonly CompiledMeasure[],
  evaluation: Evaluation,
): CompiledMeasure[] {
  const limit = worthOf(priority, evaluation);
  const { pain } = priority;
  if (limit.n === 0n || !pain) return [];
  return easing.filter((measure) => {
    const allMeasures = addNeeds([measure], candidates);
    const isPriced = allMeasures.every(({ cost }) => cost !== null && cost.currency === pain.currency);
    return isPriced && compare(sumOfCosts(allMeasures, 'high'), limit) <= 0;
  });
}
