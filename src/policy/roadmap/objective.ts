import { greatestCommonDivisor } from '../../model/rational.ts';
import type { Linear } from './linear.ts';
import type { Row } from './program.ts';

/** Up to here doubles hold sums of whole numbers exactly. */
const LARGEST = 2n ** 53n;

/** An objective in the largest whole unit: the same is best, and numbers stay small. */
export function wholeTerms(objective: Linear): Row['terms'] {
  return unitsOf(objective).map(([at, value]) => [at, Number(value)] as const);
}

/**
 * One objective for several, the weightiest first: each weighs more than all that come after it together, so that what is
 * least by it is least by the first, among that by the second, and so on. Undefined where its numbers would be too large.
 */
export function joinObjectives(objectives: readonly Linear[]): Row['terms'] | undefined {
  const joined = new Map<number, bigint>();
  let weight = 1n;
  for (const objective of objectives.toReversed()) {
    let range = 1n;
    for (const [variable, units] of unitsOf(objective)) {
      joined.set(variable, (joined.get(variable) ?? 0n) + units * weight);
      range += units < 0n ? -units : units;
    }
    weight *= range;
    if (weight > LARGEST) return undefined;
  }
  return [...joined].map(([at, value]) => [at, Number(value)] as const);
}

function unitsOf({ terms }: Linear): (readonly [variable: number, units: bigint])[] {
  const scale = [...terms.values()].reduce((all, { d }) => (all / greatestCommonDivisor(all, d)) * d, 1n);
  const whole = [...terms].map(([at, { n, d }]) => [at, (n * scale) / d] as const);
  const unit = whole.reduce((all, [, value]) => greatestCommonDivisor(value, all), 0n) || 1n;
  return whole.map(([at, value]) => [at, value / unit] as const);
}
