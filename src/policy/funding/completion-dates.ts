// Determines the day on which a plan has finished the measures, or reached the state, that an instrument pays for or
// requires.
import {
  compare,
  computeDayAfterMonths,
  computeLastDayOfMonths,
  itemAt,
  type Rational,
  ZERO,
} from '../../model/index.ts';
import { type Condition, evaluateCondition } from '../../scoring/index.ts';
import { deadlinesOf } from '../due-dates.ts';
import { projectSureOutcome } from '../measure-outcome.ts';
import type { CompiledMeasure } from '../measures.ts';
import { DEFAULT_PARALLEL, orderMeasures, type ScheduledMeasure, scheduleWithin } from '../optimise/schedule.ts';
import type { RecommendInput } from '../recommend-input.ts';

/**
 * The days on which the measures of a plan begin and are done, calculated on demand because few instruments need them.
 */
export interface PlanTiming {
  /** Returns the day on which a measure of the plan begins. */
  readonly startOf: (id: string) => string;
  /** Returns the day on which a measure of the plan is done. */
  readonly endOf: (id: string) => string;
  /**
   * Returns the first day on which a condition no longer fails if only certain effects count. If it always fails
   * without expected effects, returns the day on which the last measure ends.
   */
  readonly dayOf: (condition: Condition) => string;
}

/**
 * Creates the timing of measures from the schedule in `planned` or, if that is absent, from a new schedule of these
 * measures.
 */
export function createPlanTiming(
  basis: RecommendInput,
  measures: readonly CompiledMeasure[],
  planned?: readonly ScheduledMeasure[],
): PlanTiming {
  let slots = planned;
  const allSlots = (): readonly ScheduledMeasure[] => {
    slots ??= scheduleAnew(basis, measures);
    return slots;
  };
  const failsAfter = (condition: Condition, done: readonly CompiledMeasure[]): boolean => {
    const { values } = projectSureOutcome(basis, orderMeasures(done)).sure;
    return evaluateCondition(condition, (node) => itemAt(values, node)) === 'fails';
  };
  return {
    startOf: (id) =>
      computeDayAfterMonths(basis.asOf, allSlots().find(({ measure }) => measure.id === id)?.start ?? ZERO),
    endOf: (id) => computeLastDayOfMonths(basis.asOf, allSlots().find(({ measure }) => measure.id === id)?.end ?? ZERO),
    dayOf(condition) {
      if (!failsAfter(condition, [])) return basis.asOf;
      const slotEnds = distinctEnds(allSlots());
      const first = slotEnds.find((moment) => {
        const doneSlots = allSlots().filter(({ end }) => compare(end, moment) <= 0);
        return !failsAfter(
          condition,
          doneSlots.map(({ measure }) => measure),
        );
      });
      return computeLastDayOfMonths(basis.asOf, first ?? slotEnds.at(-1) ?? ZERO);
    },
  };
}

function scheduleAnew(basis: RecommendInput, measures: readonly CompiledMeasure[]): readonly ScheduledMeasure[] {
  const { atOnce = DEFAULT_PARALLEL, horizon = null } = basis;
  const deadlines = deadlinesOf(basis, measures);
  return scheduleWithin(orderMeasures(measures, deadlines), atOnce, { horizon, deadlines }).slots;
}

/** Returns the distinct times at which measures end, in months from the start of the plan, ascending. */
function distinctEnds(slots: readonly ScheduledMeasure[]): Rational[] {
  const sortedEnds = slots.map(({ end }) => end).sort(compare);
  return sortedEnds.filter((end, i) => i === 0 || compare(end, itemAt(sortedEnds, i - 1)) > 0);
}
