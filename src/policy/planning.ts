import type { Unmet } from '../model/generated/types.ts';
import { type Evaluation, evaluate } from '../scoring/evaluate.ts';
import type { Rung } from '../scoring/result.ts';
import { applyMeasures } from './application.ts';
import type { Basis } from './basis.ts';
import { preferenceFor } from './burden.ts';
import { findCandidates, type Offer } from './candidates.ts';
import { withoutExpected } from './expected.ts';
import { narrowPlan } from './narrowing.ts';
import { type Goal, type Sequence, selectMeasures } from './selection.ts';
import { findMissing, isAtLeast, lowestLevel } from './target.ts';

/** The measures chosen, and how that came about. */
export interface Choice extends Omit<Offer, 'candidates'> {
  readonly chosen: Sequence;
  readonly reaches: Goal;
  /** What is missing even after every measure there is. */
  readonly unmet: readonly Unmet[];
  /** Whether the level cannot be reached without what the measures are only expected to lead to. */
  readonly hopes: boolean;
}

const NO_NEED: Choice = {
  chosen: [],
  reaches: () => true,
  unmet: [],
  hopes: false,
  there: new Set(),
  blocked: [],
  clarify: [],
};

/**
 * Chooses the measures that surely reach the target, or the highest level below it that can be reached. What they are
 * only expected to lead to counts where that level cannot be reached without.
 */
export function planMeasures(basis: Basis, target: Rung | null, preferred: readonly string[]): Choice {
  const { plan, sheet, measures } = basis;
  const today = basis.assessed.evaluation;
  const reached = lowestLevel(plan, today);
  if (!target || isAtLeast(reached, target.value)) return NO_NEED;
  const { candidates, ...offer } = findCandidates(measures, plan, sheet, today, basis.done?.measures);
  const evaluateAfter = (done: Sequence, reduced = plan): Evaluation =>
    evaluate(reduced, applyMeasures(plan, sheet, done, today));
  const afterAll = evaluateAfter(candidates);
  const furthest = lowestLevel(plan, afterAll);
  const goal = isAtLeast(furthest, target.value) ? target.value : furthest;
  const hopes = !isAtLeast(lowestLevel(plan, evaluateAfter(withoutExpected(candidates))), goal);
  const narrow = narrowPlan(plan, sheet);
  const reaches: Goal = remember((done) => {
    const after = evaluateAfter(hopes ? done : withoutExpected(done), narrow);
    return isAtLeast(lowestLevel(narrow, after), goal);
  });
  return {
    ...offer,
    // A level that is reached today, or none at all, is nothing to take measures for.
    chosen: isAtLeast(reached, goal) ? [] : selectMeasures(candidates, reaches, preferenceFor(preferred)),
    reaches,
    unmet: findMissing(plan, target, afterAll),
    hopes,
  };
}

/** The search comes by the same measures again and again; scoring them is what takes time. */
function remember(reaches: Goal): Goal {
  const known = new Map<string, boolean>();
  return (measures) => {
    const key = measures.map(({ id }) => id).join(' ');
    const found = known.get(key) ?? reaches(measures);
    known.set(key, found);
    return found;
  };
}
