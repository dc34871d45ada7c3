import { add, compare, multiply, ONE, type Rational, ZERO } from '../model/rational.ts';
import type { CompiledMeasure } from './measures.ts';
import { type Comparison, compareIds, compareStated } from './sequence.ts';

/**
 * What a set of measures asks of an enterprise, weightiest first: how many have no stated cost, what the others cost
 * at most, how many the track does not prefer, the months of all, how many there are.
 */
export type Burden = readonly Rational[];

/** Whether a track prefers a measure. */
export type Preference = (measure: CompiledMeasure) => boolean;

/**
 * What a track does not prefer weighs as if it cost twice as much: so a track has a say where measures cost about the
 * same, and none that makes a policy many times as dear.
 */
const NOT_PREFERRED: Rational = { n: 2n, d: 1n };

export function preferenceFor(tags: readonly string[]): Preference {
  return (measure) => measure.tags.some((tag) => tags.includes(tag));
}

export function burdenOf(measures: readonly CompiledMeasure[], prefers: Preference): Burden {
  let [unstated, cost, others, months] = [ZERO, ZERO, ZERO, ZERO];
  for (const measure of measures) {
    const weight = prefers(measure) ? ONE : NOT_PREFERRED;
    if (measure.cost) cost = add(cost, multiply(weight, measure.cost.high));
    else unstated = add(unstated, weight);
    if (!prefers(measure)) others = add(others, ONE);
    months = add(months, measure.months?.high ?? ZERO);
  }
  return [unstated, cost, others, months, { n: BigInt(measures.length), d: 1n }];
}

/** Whether one burden is lighter than another. */
export function isLighter(a: Burden, b: Burden): boolean {
  const decisive = a.map((part, i) => compare(part, b[i] ?? ZERO)).find((difference) => difference !== 0);
  return decisive !== undefined && decisive < 0;
}

/** What to do without first: what the track does not prefer, then the dearest, then the longest. */
export function byDispensability(prefers: Preference): Comparison<CompiledMeasure> {
  return (a, b) =>
    Number(prefers(a)) - Number(prefers(b)) ||
    compareStated(b.cost?.high, a.cost?.high) ||
    compareStated(b.months?.high, a.months?.high) ||
    compareIds(b, a);
}
