// Keeps plans for which no budget was given within a limit of spending: gaps are closed in order of urgency as long as
// the limit allows.
import {
  add,
  compare,
  greatest,
  multiply,
  ONE,
  type Rational,
  type Recommendation,
  subtract,
  ZERO,
} from '../model/index.ts';
import { formatExactMoney } from './funding/money-text.ts';
import { createDemandList, gapsByUrgency } from './gap-demands.ts';
import { computeRelief, listMeasuresAgainst } from './gap-relief.ts';
import type { CompiledPriority } from './gaps.ts';
import { bestOf, type MeasureChoice, type MeasureSequence } from './measure-choice.ts';
import { combineCosts } from './measure-cost.ts';
import { addNeeds, findRivals } from './needed-measures.ts';
import { createLevelOptimisers, type RoadmapLimits, type SearchBasis } from './optimise/level-optimiser.ts';
import { openPriorities } from './priorities.ts';
import type { LimitedPlan, SpendingLimit } from './spending-limit.ts';

/**
 * Replaces a choice of measures that costs more than the limit by one within the limit; returns the choice itself if it
 * costs no more. If the level, the required measures and the due dates alone cost more than the limit, their cost
 * becomes the limit. Gaps are closed in order of urgency; a gap is closed only if the more urgent ones can be closed as
 * well. If nobody asked for the level (`isLevelAsked`), the level is given up if a stated pain can be eased only
 * without it.
 */
export function limitChoice(
  basis: SearchBasis,
  choice: MeasureChoice,
  preferred: readonly string[],
  limits: RoadmapLimits,
  limit: SpendingLimit,
  isLevelAsked: boolean,
): MeasureChoice {
  if (compare(combineCosts(choice.chosen, limits.estimate), limit.amount) <= 0) return choice;
  const limitedChoice = fillLimit(basis, choice, preferred, limits, limit) ?? choice;
  const { goal, limited } = limitedChoice;
  if (!goal || isLevelAsked || !limited?.later.some(({ pain }) => pain)) return limitedChoice;
  const { goal: _, ...withoutGoal } = choice;
  const withoutLevel = { ...withoutGoal, reaches: () => false, unmet: [], hopes: false, givesUpLevel: true as const };
  const painsFirst = fillLimit(basis, withoutLevel, preferred, limits, limit);
  if (!painsFirst) return limitedChoice;
  const reliefs = gapsByUrgency(basis).flatMap((gap) =>
    gap.pain
      ? [Math.min(1, computeRelief(gap, painsFirst.chosen)) - Math.min(1, computeRelief(gap, limitedChoice.chosen))]
      : [],
  );
  const [firstDifference = 0] = reliefs.filter((difference) => difference !== 0);
  return firstDifference > 0 ? painsFirst : limitedChoice;
}

/**
 * Chooses measures within a limit that reach the level of the given choice; undefined if no such measures are found.
 */
function fillLimit(
  basis: SearchBasis,
  choice: MeasureChoice,
  preferred: readonly string[],
  limits: RoadmapLimits,
  limit: SpendingLimit,
): MeasureChoice | undefined {
  const { goal, candidates, chosen, hopes, deadlines } = choice;
  const { estimate } = limits;
  const level = goal?.value ?? null;
  const costAlone = { own: null, tolerance: ZERO, closesPriorities: false };
  const needed = createLevelOptimisers(basis, candidates, preferred, { ...limits, ...costAlone })
    .find((one) => one.hopes === hopes)
    ?.best(level);
  if (!needed?.best) return undefined;
  const neededMeasures = bestOf(candidates, needed.best, deadlines);
  const neededCost = combineCosts(neededMeasures, estimate);
  // Measures of an earlier plan are kept as far as the tolerance allows, even if the needed measures already exceed the
  // limit.
  const keptCost = basis.earlier?.length ? multiply(neededCost, add(ONE, limits.tolerance)) : neededCost;
  const cap = {
    cost: greatest(limit.amount, keptCost),
    unstated: neededMeasures.filter(({ cost }) => !cost).length,
  };
  const wanted = { level, hopes };
  const demands = createDemandList({ basis, candidates, preferred, limits: { ...limits, cap } });
  demands.demandLevel(wanted, needed.best);
  demands.demandRelief();
  const { best = needed.best, proven } = demands.best(wanted);
  const limitedMeasures = bestOf(candidates, best, deadlines);
  const later = gapsByUrgency(basis).filter((gap) => computeRelief(gap, limitedMeasures) < computeRelief(gap, chosen));
  const unlimitedCost = combineCosts(chosen, estimate);
  const limited = { limit, needed: neededCost, unlimited: chosen, unlimitedCost, later };
  return {
    ...choice,
    chosen: limitedMeasures,
    best,
    proven: choice.proven && needed.proven && proven,
    ...(later.length > 0 ? { limited } : {}),
  };
}

/**
 * Describes the limit of a plan and the gaps that the plan leaves for later because of it; undefined if it leaves none.
 */
export function describeLimit(
  basis: SearchBasis,
  choice: MeasureChoice,
  preferred: readonly string[],
  limits: RoadmapLimits,
): Recommendation['limit'] {
  const { limited, chosen, candidates } = choice;
  if (!limited) return undefined;
  const { limit, needed, unlimited, later } = limited;
  const { estimate } = limits;
  // If the plan was raised to a higher level afterwards, it may close gaps that the plan for the lower level had left
  // open.
  const stillOpen = later.filter((gap) => computeRelief(gap, chosen) < computeRelief(gap, unlimited));
  const currency = candidates.find(({ cost }) => cost)?.cost?.currency;
  if (stillOpen.length === 0 || currency === undefined) return undefined;
  const all = cheapestWithAll(basis, choice, limited, preferred, limits);
  const replaced = all ? chosen.filter((measure) => !all.includes(measure)).map(({ id }) => id) : [];
  return {
    caution: limit.caution,
    by: limit.by,
    amount: formatExactMoney(limit.amount),
    currency,
    needed: formatExactMoney(needed),
    ...(all ? { all: formatExactMoney(combineCosts(all, estimate)) } : {}),
    ...(replaced.length > 0 ? { replaced } : {}),
    later: stillOpen.map((gap) => {
      const addition = cheapestAddition(gap, chosen, candidates, estimate);
      const cost = addition?.cost;
      return {
        id: gap.id,
        measures: (addition?.measures ?? []).map(({ id }) => id),
        ...(cost ? { cost: formatExactMoney(cost) } : {}),
      };
    }),
  };
}

/**
 * Returns the measures of the least cost that reach the level of a choice and do at least as much about every gap as both
 * this choice and the unlimited plan; undefined if there are none.
 */
function cheapestWithAll(
  basis: SearchBasis,
  { goal, hopes, chosen, candidates }: MeasureChoice,
  { unlimited, unlimitedCost }: LimitedPlan,
  preferred: readonly string[],
  limits: RoadmapLimits,
): MeasureSequence | undefined {
  const withBudget = { ...limits, budget: unlimitedCost, tolerance: ZERO, cap: undefined, demanded: undefined };
  const optimiser = createLevelOptimisers(basis, candidates, preferred, withBudget).find((one) => one.hopes === hopes);
  const best = optimiser?.best(goal?.value ?? null).best;
  if (!best) return undefined;
  const measures = bestOf(candidates, best);
  const isComplete = openPriorities(basis).every(
    (gap) => computeRelief(gap, measures) >= Math.max(computeRelief(gap, unlimited), computeRelief(gap, chosen)),
  );
  return isComplete ? measures : undefined;
}

/**
 * The measures that a plan needs in addition to close a gap (or to ease it, if no measure closes it), and their cost.
 */
interface Addition {
  readonly measures: MeasureSequence;
  /** The additional cost; null if one of the measures states no cost. */
  readonly cost: Rational | null;
}

/**
 * Finds, among the measures that close (or else ease) a gap, the one that adds the least cost to a plan, counting the
 * measures it needs; undefined if no such measure fits the plan.
 */
function cheapestAddition(
  gap: CompiledPriority,
  chosen: MeasureSequence,
  candidates: MeasureSequence,
  estimate: RoadmapLimits['estimate'],
): Addition | undefined {
  const { closers, easing } = listMeasuresAgainst(gap, candidates);
  const ids = closers.length > 0 ? closers : easing;
  const additions = candidates.flatMap((added): Addition[] => {
    if (!ids.includes(added.id) || findRivals(added, { chosen, candidates }).length > 0) return [];
    const measures = addNeeds([added], candidates).filter((measure) => !chosen.includes(measure));
    const together = [...chosen, ...measures];
    const isPriced = measures.every(({ cost }) => cost);
    const cost = subtract(combineCosts(together, estimate), combineCosts(chosen, estimate));
    return [{ measures, cost: isPriced ? cost : null }];
  });
  return additions.toSorted((a, b) =>
    a.cost && b.cost ? compare(a.cost, b.cost) : Number(a.cost === null) - Number(b.cost === null),
  )[0];
}
