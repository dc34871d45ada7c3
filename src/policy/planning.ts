import type { Unmet } from '../model/generated/types.ts';
import type { Rational } from '../model/rational.ts';
import { evaluate } from '../scoring/evaluate.ts';
import { ladderOf, type Rung } from '../scoring/result.ts';
import { applyMeasures } from './application.ts';
import type { Basis } from './basis.ts';
import { preferenceFor } from './preference.ts';
import { findCandidates, type Offer } from './candidates.ts';
import { withoutExpected } from './expected.ts';
import type { CompiledMeasure } from './measures.ts';
import { createLevelAims } from './roadmap/level-aim.ts';
import { findOptimum, type Optimum } from './roadmap/optimum.ts';
import { setTask } from './roadmap/task.ts';
import { orderMeasures } from './sequence.ts';
import { findMissing, isAtLeast, lowestLevel } from './target.ts';

/** Measures in the order to take them, each after what it needs. */
export type Sequence = readonly CompiledMeasure[];

/** Whether measures, all done, surely reach what is aimed at. */
export type Goal = (measures: Sequence) => boolean;

/** The measures chosen, and how that came about. */
export interface Choice extends Omit<Offer, 'candidates'> {
  readonly chosen: Sequence;
  readonly reaches: Goal;
  /** What is missing even after every measure there is. */
  readonly unmet: readonly Unmet[];
  /** Whether the level cannot be reached without what the measures are only expected to lead to. */
  readonly hopes: boolean;
  /** How the measures were found; absent where none was looked for, or nothing is reached. */
  readonly optimum?: Optimum;
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
 * Chooses the measures that surely reach the target at the least cost, or the highest level below it that can be
 * reached. What they are only expected to lead to counts where that level cannot be reached without.
 */
export function planMeasures(basis: Basis, target: Rung | null, preferred: readonly string[]): Choice {
  const { plan, sheet, measures } = basis;
  const today = basis.assessed.evaluation;
  const reached = lowestLevel(plan, today);
  if (!target || isAtLeast(reached, target.value)) return NO_NEED;
  const { candidates, ...offer } = findCandidates(measures, plan, sheet, today, basis.done?.measures);
  const afterAll = evaluate(plan, applyMeasures(plan, sheet, candidates, today));
  const unmet = findMissing(plan, target, afterAll);
  const ways = chooseWays(basis, candidates, preferred);
  const levels = ladderOf(plan, plan.level as number).filter(({ value }) => isAtLeast(target.value, value));
  for (const { value } of levels.reverse()) {
    // A level that is reached today is nothing to take measures for.
    if (isAtLeast(reached, value)) break;
    const way = ways.find(({ best }) => best(value) !== undefined);
    if (!way) continue;
    const optimum = way.best(value) as Optimum;
    return { ...offer, chosen: chosenOf(way.measures, candidates, optimum), reaches: way.reaches(value), unmet, hopes: way.hopes, optimum };
  }
  return { ...offer, chosen: [], reaches: () => false, unmet, hopes: false };
}

/** One way to count what measures lead to: only what is sure, or also what is hoped for. */
interface Way {
  readonly hopes: boolean;
  /** In the order of the task. */
  readonly measures: Sequence;
  /** The best measures for at least a level; undefined where none are found. */
  readonly best: (level: Rational) => Optimum | undefined;
  readonly reaches: (level: Rational) => Goal;
}

function chooseWays(basis: Basis, candidates: Sequence, preferred: readonly string[]): Way[] {
  const { plan, sheet, solver = null, costBasis = 'high', budget = null } = basis;
  const today = basis.assessed.evaluation;
  const prefers = preferenceFor(preferred);
  const hopeful = candidates.some(({ effects }) => effects.some(({ expected }) => expected));
  return (hopeful ? [false, true] : [false]).map((hopes): Way => {
    const task = setTask(hopes ? candidates : withoutExpected(candidates), prefers, costBasis, budget);
    const aims = createLevelAims(plan, sheet, today, task.measures);
    const known = new Map<string, Optimum | undefined>();
    return {
      hopes,
      measures: task.measures,
      best: (level) => {
        const key = `${level.n}/${level.d}`;
        if (!known.has(key)) known.set(key, findOptimum(task, aims(level), solver).optimum ?? undefined);
        return known.get(key);
      },
      reaches: (level) => (done) => {
        const ids = new Set(done.map(({ id }) => id));
        return aims(level).reached(task.measures.map(({ id }) => ids.has(id)));
      },
    };
  });
}

/** The chosen measures as the catalogue has them, in the order to take them. */
function chosenOf(measures: Sequence, candidates: Sequence, { taken }: Optimum): Sequence {
  const ids = new Set(measures.flatMap(({ id }, i) => (taken[i] ? [id] : [])));
  return orderMeasures(candidates.filter(({ id }) => ids.has(id)));
}
