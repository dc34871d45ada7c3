// The cost of measures, alone and together, and how to order measures of equal cost.
import { add, compare, divide, type Rational, subtract, wholeNumber, ZERO } from '../model/index.ts';
import type { CompiledMeasure } from './measures.ts';

/** Which end of a stated cost counts; `mid` is the exact mean of both ends. */
export type Estimate = 'low' | 'mid' | 'high';

const TWO = wholeNumber(2);

/** Returns the cost of a measure at the given estimate; null if no cost is stated. */
export function costOf({ cost }: CompiledMeasure, estimate: Estimate): Rational | null {
  if (!cost) return null;
  return estimate === 'mid' ? divide(add(cost.low, cost.high), TWO) : cost[estimate];
}

/** Adds up the stated costs of measures, without deducting what is saved by taking them together. */
export function sumOfCosts(measures: readonly CompiledMeasure[], estimate: Estimate): Rational {
  return measures.flatMap((measure) => costOf(measure, estimate) ?? []).reduce(add, ZERO);
}

/** Adds up the savings that apply because the measures are taken together. */
export function savingsOf(measures: readonly CompiledMeasure[]): Rational {
  const ids = new Set(measures.map(({ id }) => id));
  return measures
    .flatMap(({ savings }) => savings)
    .filter(({ with: others }) => others.every((id) => ids.has(id)))
    .map(({ amount }) => amount)
    .reduce(add, ZERO);
}

/** Adds up the stated costs of measures, less what is saved by taking them together; never below 0. */
export function combineCosts(measures: readonly CompiledMeasure[], estimate: Estimate): Rational {
  const remainingCost = subtract(sumOfCosts(measures, estimate), savingsOf(measures));
  return compare(remainingCost, ZERO) < 0 ? ZERO : remainingCost;
}

/** Compares ids by character codes, so that the order is the same in every locale. */
export function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** Whether a track prefers a measure; this only breaks ties between equal costs. */
export type Preference = (measure: CompiledMeasure) => boolean;

export function createPreference(tags: readonly string[]): Preference {
  return (measure) => measure.tags.some((tag) => tags.includes(tag));
}
