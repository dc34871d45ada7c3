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
import { decidedMeasures } from './follow-up-records.ts';
import type { MeasureChoice } from './measure-choice.ts';
import type { RecommendInput } from './recommend-input.ts';

/** Why a measure is part of a plan, whether or not an earlier plan had it. */
type Purpose = Exclude<RecommendedMeasure['why'], 'kept' | undefined>;

/** What a plan does about gaps, pains and due dates. */
interface Achievements {
  readonly priorities: readonly JudgedPriority[];
  readonly pains: readonly JudgedPain[];
  readonly due: readonly JudgedDue[];
}

/**
 * Creates a function that returns the first reason that applies to a measure of a plan. A gap counts as a reason only
 * for the first measure that closes it. `minimisesOwnShare` is set if the plan was chosen for the lowest own share
 * after funding.
 */
export function createPurposeExplainer(
  { record }: Pick<RecommendInput, 'record'>,
  { chosen, goal, reaches }: MeasureChoice,
  { priorities, pains, due }: Achievements,
  minimisesOwnShare: boolean,
): (id: string) => Purpose {
  const requiredIds = decidedMeasures(record, 'required');
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

  /** Whether the level of the plan is missed without a measure and those that need it. */
  function isMissedWithout(id: string): boolean {
    if (!goal) return false;
    const goneIds = new Set([id]);
    const remainingMeasures = [];
    // Measures come after their needs, so one pass finds all that need the measure.
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
 * The largest share, of the plan's cost and of the limit on plans, that counts as a little cost. The figure is our own
 * judgement.
 */
const LITTLE = fraction(1n, 10n);

/**
 * Sets, for each measure that is not essential, whether it costs little compared with the plan and with the limit of
 * plans without a budget, if there is one.
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
