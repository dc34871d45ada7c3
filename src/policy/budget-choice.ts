// Chooses measures within a budget: the most urgent gaps first.
import { compare, type Rational } from '../model/index.ts';
import type { LevelRequirement } from '../scoring/index.ts';
import { createDemandList, type DemandTask, relievesAll } from './gap-demands.ts';
import { bestMeasuresFor, type LevelOptimiser, type LevelResult } from './optimise/level-optimiser.ts';
import { listPriorityGains, sumGains } from './priorities.ts';

/** The best measures for the goal that they reach; without a goal, for gaps and requirements alone. */
export type GoalResult = LevelResult & { readonly goal?: LevelRequirement };

/**
 * Replaces the best measures for a level within a budget by those that do something about the most urgent gaps first,
 * if the budget does not suffice for all gaps.
 */
export function putUrgentFirst(task: DemandTask, level: Rational | null, result: LevelResult): LevelResult {
  const { optimiser, best } = result;
  if (!optimiser || !best || relievesAll(task, best)) return result;
  const demands = createDemandList(task);
  const wanted = { level, hopes: optimiser.hopes };
  if (!demands.demandLevel(wanted, best)) return result;
  demands.demandRelief();
  const improved = demands.best(wanted);
  return { optimiser, ...improved, proven: improved.proven && result.proven };
}

/**
 * Finds the best measures within a budget if nobody asked for a level: they do something about the most urgent gap, then
 * reach the lowest of the goals, then do something about the other gaps, and reach a higher goal only if they close as
 * much as without it.
 */
export function reachWithGapsFirst(
  task: DemandTask,
  goals: readonly LevelRequirement[],
  optimisers: readonly LevelOptimiser[],
): GoalResult {
  const { basis, candidates } = task;
  const gains = listPriorityGains(candidates, { halves: true });
  const [next] = goals;
  const foundNext = next ? bestMeasuresFor(optimisers, next.value, basis.roadmap) : undefined;
  const isEnough = foundNext?.best && relievesAll(task, foundNext.best);
  const start = foundNext?.best ? foundNext : bestMeasuresFor(optimisers, null, basis.roadmap);
  if (!start.best) return { proven: start.proven && (foundNext?.proven ?? true) };
  const demands = createDemandList(task);
  let base: GoalResult = { ...start, ...(next ? { goal: next } : {}) };
  if (!isEnough) {
    if (!demands.demandLevel({ level: null, hopes: false }, start.best)) return { proven: false };
    demands.demandFirstRelief();
    const optimiser =
      next && foundNext?.best && optimisers.find(({ hopes }) => demands.demandLevel({ level: next.value, hopes }));
    demands.demandRelief();
    const wanted = { level: optimiser && next ? next.value : null, hopes: optimiser?.hopes ?? false };
    base = { ...(optimiser && next ? { goal: next, optimiser } : {}), ...demands.best(wanted) };
  }
  if (!base.goal || !base.best) return base;
  const gain = sumGains(gains, base.best.ids);
  let isProven = base.proven;
  for (const goal of goals.slice(1).reverse())
    for (const optimiser of optimisers) {
      const { hopes } = optimiser;
      const { best, proven } = isEnough
        ? optimiser.best(goal.value, basis.roadmap)
        : demands.best({ level: goal.value, hopes });
      isProven &&= proven;
      if (best && compare(sumGains(gains, best.ids), gain) >= 0) return { goal, optimiser, best, proven: isProven };
    }
  return { ...base, proven: isProven };
}
