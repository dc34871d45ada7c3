// What measures cost, alone and together, and which of those that cost the same goes before.
import { add, compare, divide, type Rational, subtract, wholeNumber, ZERO } from '../model/index.ts';
import type { CompiledMeasure } from './measures.ts';

/** Which of the stated costs is counted; `mid` is the exact mean of both ends. */
export type Estimate = 'low' | 'mid' | 'high';

const TWO = wholeNumber(2);

/** What a measure costs by an estimate; null where no cost is stated. */
export function costOf({ cost }: CompiledMeasure, estimate: Estimate): Rational | null {
  if (!cost) return null;
  return estimate === 'mid' ? divide(add(cost.low, cost.high), TWO) : cost[estimate];
}

/** The sum of the stated costs of measures, each by itself. */
export function sumOfCosts(measures: readonly CompiledMeasure[], estimate: Estimate): Rational {
  return measures.flatMap((measure) => costOf(measure, estimate) ?? []).reduce(add, ZERO);
}

/** What is saved where measures are taken together. */
export function savingsOf(measures: readonly CompiledMeasure[]): Rational {
  const ids = new Set(measures.map(({ id }) => id));
  return measures
    .flatMap(({ savings }) => savings)
    .filter(({ with: others }) => others.every((id) => ids.has(id)))
    .map(({ amount }) => amount)
    .reduce(add, ZERO);
}

/** What measures cost together as far as costs are stated, what is saved taken off; never below 0. */
export function combinedCost(measures: readonly CompiledMeasure[], estimate: Estimate): Rational {
  const left = subtract(sumOfCosts(measures, estimate), savingsOf(measures));
  return compare(left, ZERO) < 0 ? ZERO : left;
}

/** By the characters' codes, the same in every locale. */
export function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** Whether a track prefers a measure; it decides only between equal costs. */
export type Preference = (measure: CompiledMeasure) => boolean;

export function preferenceFor(tags: readonly string[]): Preference {
  return (measure) => measure.tags.some((tag) => tags.includes(tag));
}
