// Why each measure is part of a plan.
import {
  compare,
  fraction,
  fromNumber,
  type JudgedDue,
  type JudgedPain,
  type JudgedPriority,
  multiply,
  type Rational,
  type Recommendation,
  type RecommendedMeasure,
} from '../model/index.ts';
import { listDecidedMeasures } from './follow-up-records.ts';
import type { MeasureChoice } from './measure-choice.ts';
import type { RecommendInput } from './recommend-input.ts';

/** The reason why a measure is part of a plan, apart from being kept from an earlier plan. */
type Purpose = Exclude<RecommendedMeasure['why'], 'kept' | undefined>;

/** What a plan does about gaps, pains and due dates. */
interface Achievements {
  readonly priorities: readonly JudgedPriority[];
  readonly pains: readonly JudgedPain[];
  readonly due: readonly JudgedDue[];
}

/**
 * Creates a function that returns the first reason that applies to a measure of a plan. If several measures close a
 * gap, only the first of them is given the gap as its reason. `minimisesOwnShare` is set if the plan was chosen for the
 * lowest own share after funding.
 */
export function createPurposeExplainer(
  { record }: Pick<RecommendInput, 'record'>,
  { chosen, goal, reaches }: MeasureChoice,
  { priorities, pains, due }: Achievements,
  minimisesOwnShare: boolean,
): (id: string) => Purpose {
  const requiredIds = listDecidedMeasures(record, 'required');
  const serving = new Set([
    ...priorities.flatMap(({ state, by = [], narrowedBy = [] }) =>
      state === 'closed'
        ? chosen
            .filter(({ id }) => by.includes(id))
            .slice(0, 1)
            .map(({ id }) => id)
        : narrowedBy,
    ),
    ...pains.flatMap(({ state, by = [] }) => (state === 'open' ? [] : by)),
  ]);
  const dueIds = new Set(due.flatMap(({ state, by = [] }) => (state === 'met' || state === 'late' ? by : [])));

  /** Whether the plan misses its level if a measure is left out together with all measures that need it. */
  function isMissedWithout(id: string): boolean {
    if (!goal) return false;
    const goneIds = new Set([id]);
    const remainingMeasures = [];
    // Each measure is listed after its needs, so one pass finds all measures that need the one left out.
    for (const measure of chosen) {
      if (measure.needs.some((need) => goneIds.has(need))) goneIds.add(measure.id);
      if (!goneIds.has(measure.id)) remainingMeasures.push(measure);
    }
    return !reaches(remainingMeasures);
  }

  return (id) => {
    if (requiredIds.has(id)) return 'required';
    if (serving.has(id)) return 'priority';
    if (dueIds.has(id)) return 'due';
    if (chosen.some(({ needs }) => needs.includes(id))) return 'needs';
    if (isMissedWithout(id)) return 'level';
    return minimisesOwnShare ? 'own' : 'gaps';
  };
}

/**
 * A cost is little if it is at most this share of the plan's cost and of the limit on plans. The figure is our own
 * judgement.
 */
const LITTLE = fraction(1n, 10n);

/**
 * For each measure that the plan could do without, sets whether it costs little: compared with the whole plan and, if
 * there is one, with the limit on plans without a budget.
 */
export function judgeLittleCosts(
  measures: readonly RecommendedMeasure[],
  planCost: Recommendation['cost'],
  limit: Rational | undefined,
): void {
  const costBounds = [...(planCost ? [fromNumber(planCost.high)] : []), ...(limit ? [limit] : [])];
  for (const measure of measures) {
    if (measure.why !== 'kept' && measure.why !== 'gaps') continue;
    const { cost } = measure;
    measure.little =
      cost !== undefined && costBounds.every((sum) => compare(fromNumber(cost.high), multiply(sum, LITTLE)) <= 0);
  }
}
