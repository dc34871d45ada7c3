import { compare, fromNumber, type Rational, type Unmet } from '../model/index.ts';
import {
  type Evaluation,
  type LevelRequirement,
  listLevelRequirements,
  type Plan,
  type Possible,
  rangeOf,
  valueAt,
} from '../scoring/index.ts';

/** Returns the level that is surely reached; null if no level is. */
export function findLowestLevel(plan: Plan, evaluation: Evaluation): Rational | null {
  const level = plan.level === null ? undefined : evaluation.values[plan.level];
  return !level || level.nothing ? null : (rangeOf(level)?.low ?? null);
}

/** Whether one level is at least another; null is below every level. */
export function isAtLeast(level: Rational | null, other: Rational | null): boolean {
  return other === null || (level !== null && compare(level, other) >= 0);
}

/**
 * Returns the target level: the requested level or, if none is requested, the lowest level that is not surely reached;
 * null if all are reached. Throws a RangeError if the plan does not have the requested level.
 */
export function chooseTarget(
  plan: Plan,
  evaluation: Evaluation,
  requested: number | undefined,
): LevelRequirement | null {
  const ladder = listLevelRequirements(plan);
  const lowest = findLowestLevel(plan, evaluation);
  if (requested === undefined) return ladder.find(({ value }) => !isAtLeast(lowest, value)) ?? null;
  const exactLevel = fromNumber(requested);
  const rung = ladder.find(({ value }) => compare(value, exactLevel) === 0);
  if (!rung) throw new RangeError(`the plan has no level ${requested}`);
  return rung;
}

/**
 * Returns the requirements because of which a level and the levels below it are not surely reached. A minimum is left
 * out if a higher minimum for the same name is listed. A required number of members is left out if another requirement
 * asks for at least as many members with at least the same minimum.
 */
export function findUnmetLevels(plan: Plan, target: LevelRequirement, evaluation: Evaluation): Unmet[] {
  const readNode = (node: number): Possible => valueAt(evaluation, node);
  const ladder = listLevelRequirements(plan);
  const unmetLevels = ladder
    .filter(({ value }) => isAtLeast(target.value, value))
    .flatMap(({ unmet }) => unmet(readNode));
  return unmetLevels.filter((unmet, i) => !unmetLevels.slice(i + 1).some((later) => isAtLeastAsStrict(later, unmet)));
}

function isAtLeastAsStrict(later: Unmet, earlier: Unmet): boolean {
  const { keyword } = earlier;
  if (later.keyword !== keyword || later.name !== earlier.name) return false;
  if (later.alternative !== undefined || earlier.alternative !== undefined) return false;
  if (keyword !== 'minimum' && keyword !== 'minContains') return false;
  const isAsGood = keyword === 'minimum' || minimumOf(later) >= minimumOf(earlier);
  return isAsGood && Number(later.needs) >= Number(earlier.needs);
}

/**
 * Returns the minimum that a requirement sets for each member of a list; NaN if it tests the members in another way.
 */
function minimumOf({ test }: Unmet): number {
  const [[keyword, minimum] = [], ...others] = Object.entries(test ?? {});
  return keyword === 'minimum' && others.length === 0 ? Number(minimum) : Number.NaN;
}
