import { compare, type Rational } from '../model/rational.ts';
import type { CompiledMeasure } from './measures.ts';

/** Negative, zero or positive as one comes before, with or after the other. */
export type Comparison<T> = (a: T, b: T) => number;

/**
 * The order to take measures in: what is needed first, and of what could be next the shortest, then the cheapest.
 * Whatever is left out of the list, together with everything that needs it, the order of the rest stays the same.
 */
export function orderMeasures(measures: readonly CompiledMeasure[]): CompiledMeasure[] {
  const listed = new Set(measures.map(({ id }) => id));
  const waiting = [...measures].sort(byEffort);
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

/** Quick before long, then cheap before dear, by the high ends; what is not stated comes last. */
const byEffort: Comparison<CompiledMeasure> = (a, b) =>
  compareStated(a.months?.high, b.months?.high) || compareStated(a.cost?.high, b.cost?.high) || compareIds(a, b);

/** What is not stated counts as more than everything stated: absent is not zero. */
export function compareStated(a: Rational | undefined, b: Rational | undefined): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return compare(a, b);
}

/** By the characters' codes, the same in every locale. */
export function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
