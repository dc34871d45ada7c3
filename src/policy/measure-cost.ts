// What measures cost, alone and together, and the order to take them in.
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

/** Negative, zero or positive as one comes before, with or after the other. */
type Comparator<T> = (a: T, b: T) => number;

/**
 * The order to take measures in: what is needed first, and of what could be next the most urgent, the shortest, the cheapest.
 * Whatever is left out of the list, together with everything that needs it, the order of the rest stays the same.
 */
export function orderMeasures(measures: readonly CompiledMeasure[]): CompiledMeasure[] {
  const listed = new Set(measures.map(({ id }) => id));
  const waiting = [...measures].sort(byUrgency);
  const done = new Set<string>();
  const ordered: CompiledMeasure[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ needs }) => needs.every((id) => done.has(id) || !listed.has(id)));
    // Without a circle there is always one that could be next; compiled measures have none.
    const [measure] = waiting.splice(Math.max(0, next), 1) as [CompiledMeasure];
    ordered.push(measure);
    done.add(measure.id);
  }
  return ordered;
}

/** What closes the weightier gap first, of those that weigh as much the one that is told first; then quick before long and cheap before dear, by the high ends; what is not stated comes last. */
const byUrgency: Comparator<CompiledMeasure> = (a, b) =>
  compare(b.urgency ?? ZERO, a.urgency ?? ZERO) ||
  (a.urgentGap ?? 0) - (b.urgentGap ?? 0) ||
  compareOptional(a.months?.high, b.months?.high) ||
  compareOptional(a.cost?.high, b.cost?.high) ||
  compareIds(a, b);

/** What is not stated counts as more than everything stated: absent is not zero. */
function compareOptional(a: Rational | undefined, b: Rational | undefined): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return compare(a, b);
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
