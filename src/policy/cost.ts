import { add, compare, divide, type Rational, subtract, ZERO } from '../model/rational.ts';
import type { CompiledMeasure } from './measures.ts';

/** Which of the stated costs is counted; `mid` is the exact mean of both ends. */
export type Estimate = 'low' | 'mid' | 'high';

const TWO: Rational = { n: 2n, d: 1n };

/** What a measure costs by an estimate; null where nobody states a cost. */
export function costOf({ cost }: CompiledMeasure, estimate: Estimate): Rational | null {
  if (!cost) return null;
  return estimate === 'mid' ? divide(add(cost.low, cost.high), TWO) : cost[estimate];
}

/** The sum of the stated costs of measures, each by itself. */
export function sumOfCosts(measures: readonly CompiledMeasure[], estimate: Estimate): Rational {
  return measures.flatMap((measure) => costOf(measure, estimate) ?? []).reduce(add, ZERO);
}

/** What is saved where measures are taken together. */
export function savedBy(measures: readonly CompiledMeasure[]): Rational {
  const ids = new Set(measures.map(({ id }) => id));
  return measures
    .flatMap(({ savings }) => savings)
    .filter(({ with: others }) => others.every((id) => ids.has(id)))
    .map(({ amount }) => amount)
    .reduce(add, ZERO);
}

/** What measures cost together as far as costs are stated, what is saved taken off; never below 0. */
export function costTogether(measures: readonly CompiledMeasure[], estimate: Estimate): Rational {
  const left = subtract(sumOfCosts(measures, estimate), savedBy(measures));
  return compare(left, ZERO) < 0 ? ZERO : left;
}
