import { add, compare, type Rational, ZERO } from '../model/rational.ts';
import type { CompiledMeasure } from './measures.ts';
import { type Comparison, compareIds, compareStated } from './sequence.ts';

/**
 * What a set of measures asks of an enterprise, weightiest first: how many the track does not prefer have no stated
 * cost, and what the others of these cost at most; the same of all; the months of all; how many there are.
 */
export type Burden = readonly Rational[];

/** Whether a track prefers a measure. */
export type Preference = (measure: CompiledMeasure) => boolean;

export function preferenceFor(tags: readonly string[]): Preference {
  return (measure) => measure.tags.some((tag) => tags.includes(tag));
}

export function burdenOf(measures: readonly CompiledMeasure[], prefers: Preference): Burden {
  const others = measures.filter((measure) => !prefers(measure));
  const months = measures.map((measure) => measure.months?.high ?? ZERO).reduce(add, ZERO);
  return [...costsOf(others), ...costsOf(measures), months, count(measures)];
}

function costsOf(measures: readonly CompiledMeasure[]): Rational[] {
  const stated = measures.flatMap(({ cost }) => (cost ? [cost.high] : []));
  return [count(measures.filter(({ cost }) => !cost)), stated.reduce(add, ZERO)];
}

function count(measures: readonly CompiledMeasure[]): Rational {
  return { n: BigInt(measures.length), d: 1n };
}

/** Whether one burden is lighter than another. */
export function isLighter(a: Burden, b: Burden): boolean {
  const decisive = a.findIndex((part, i) => compare(part, b[i] ?? ZERO) !== 0);
  return decisive >= 0 && compare(a[decisive] as Rational, b[decisive] ?? ZERO) < 0;
}

/** What to do without first: what the track does not prefer, then the dearest, then the longest. */
export function byDispensability(prefers: Preference): Comparison<CompiledMeasure> {
  return (a, b) =>
    Number(prefers(a)) - Number(prefers(b)) ||
    compareStated(b.cost?.high, a.cost?.high) ||
    compareStated(b.months?.high, a.months?.high) ||
    compareIds(b, a);
}
