import type { Unmet } from '../model/generated/types.ts';
import { evaluateAnew } from '../scoring/evaluate.ts';
import { ladderOf, type Rung } from '../scoring/result.ts';
import { applyMeasures } from './application.ts';
import type { Basis } from './basis.ts';
import { findCandidates, type Offer } from './candidates.ts';
import type { CompiledMeasure } from './measures.ts';
import { preferenceFor } from './preference.ts';
import type { OwnShare } from './roadmap/task.ts';
import { type Best, findWays, frameOf, type Way } from './roadmap/ways.ts';
import { orderMeasures } from './sequence.ts';
import { findMissing, isAtLeast, lowestLevel } from './target.ts';

/** Measures in the order to take them, each after what it needs. */
export type Sequence = readonly CompiledMeasure[];

/** Whether measures, all done, surely reach what is aimed at. */
export type Goal = (measures: Sequence) => boolean;

/** The measures chosen, and how that came about. */
export interface Choice extends Offer {
  readonly chosen: Sequence;
  readonly reaches: Goal;
  /** What is missing even after every measure there is. */
  readonly unmet: readonly Unmet[];
  /** Whether the level cannot be reached without what the measures are only expected to lead to. */
  readonly hopes: boolean;
  /** The level the measures are chosen for; absent where none is above today's. */
  readonly goal?: Rung;
  /** How the measures were found; absent where none was looked for, or nothing is reached. */
  readonly best?: Best;
  /** Whether it is proven that no higher level up to the target is reached, and this one for no less. */
  readonly proven: boolean;
  /** What was looked for the measures with; none where nothing had to be. */
  readonly ways: readonly Way[];
}

const NO_NEED: Choice = {
  candidates: [],
  chosen: [],
  reaches: () => true,
  unmet: [],
  hopes: false,
  proven: true,
  ways: [],
  there: new Set(),
  blocked: [],
  clarify: [],
};

/**
 * Chooses the measures that surely reach the target at the least cost, or with the least left to pay after funding, or the
 * highest level below it that can be reached within what is to be kept to. What they are only expected to lead to counts where that level cannot be
 * reached without.
 */
export function planMeasures(basis: Basis, target: Rung | null, preferred: readonly string[], own: OwnShare): Choice {
  const { plan, sheet, measures } = basis;
  const today = basis.assessed.evaluation;
  if (!target || isAtLeast(lowestLevel(plan, today), target.value)) return NO_NEED;
  const offer = findCandidates(measures, plan, sheet, today, basis.record?.done);
  const { candidates } = offer;
  const withAll = applyMeasures(plan, sheet, candidates, today);
  const unmet = findMissing(plan, target, evaluateAnew(plan, withAll, today, sheet));
  const ways = findWays(basis, candidates, preferenceFor(preferred), frameOf(basis, own));
  let proven = true;
  for (const goal of rungsAbove(basis).reverse()) {
    if (!isAtLeast(target.value, goal.value)) continue;
    const { way, best, proven: isProven } = findBest(ways, goal);
    proven &&= isProven;
    if (!way || !best) continue;
    return {
      ...offer,
      chosen: orderMeasures(candidates.filter(({ id }) => best.ids.has(id))),
      reaches: (done) => way.reaches(goal.value, new Set(done.map(({ id }) => id))),
      unmet,
      hopes: way.hopes,
      goal,
      best,
      proven,
      ways,
    };
  }
  return { ...offer, chosen: [], reaches: () => false, unmet, hopes: false, proven, ways };
}

/** The levels that are not surely reached today, ascending. */
export function rungsAbove({ plan, assessed }: Basis): Rung[] {
  const reached = lowestLevel(plan, assessed.evaluation);
  const ladder = plan.level === null ? [] : ladderOf(plan, plan.level);
  return ladder.filter(({ value }) => !isAtLeast(reached, value));
}

/** The best measures for a level, without what is only hoped for where that is possible; none where nothing is found. */
export function findBest(
  ways: readonly Way[],
  { value }: Rung,
): { readonly way?: Way; readonly best?: Best; readonly proven: boolean } {
  let sure = true;
  for (const way of ways) {
    const { best, proven } = way.best(value);
    sure &&= proven;
    if (best) return { way, best, proven: sure };
  }
  return { proven: sure };
}
