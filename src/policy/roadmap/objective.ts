import { commonDivisor, divideWhole, type Whole } from '../../model/whole.ts';
import type { Linear } from './linear.ts';
import type { Row } from './program.ts';

/** An objective in the largest whole unit: the same is best, and numbers stay small. */
export function wholeTerms(objective: Linear): Row['terms'] {
  return unitsOf(objective).map((units, i) => [objective.variables[i] as number, Number(units)] as const);
}

/**
 * One objective for several, the weightiest first: each weighs more than all that come after it together, so that what is
 * least by it is least by the first, among that by the second, and so on. Undefined where its numbers would be too large
 * for doubles to add up exactly.
 */
export function joinObjectives(objectives: readonly Linear[]): Row['terms'] | undefined {
  const joined = new Map<number, number>();
  let weight = 1;
  for (const objective of objectives.toReversed()) {
    const units = unitsOf(objective).map(Number);
    const range = units.reduce((sum, one) => sum + Math.abs(one), 1);
    if (!Number.isSafeInteger(weight * range)) return undefined;
    for (const [i, variable] of objective.variables.entries())
      joined.set(variable, (joined.get(variable) ?? 0) + (units[i] as number) * weight);
    weight *= range;
  }
  return [...joined];
}

function unitsOf({ factors }: Linear): readonly Whole[] {
  const unit = factors.reduce<Whole>((all, factor) => commonDivisor(factor, all), 0);
  return unit === 1 ? factors : factors.map((factor) => divideWhole(factor, unit));
}
