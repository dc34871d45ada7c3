// What a plan keeps from before: measures under way, and measures of a kept plan that are still useful.
import {
  compare,
  countMonthsBetween,
  fromNumber,
  greatest,
  ONE,
  type Rational,
  round,
  subtract,
  ZERO,
} from '../model/index.ts';
import { deadlinesOf } from './due-dates.ts';
import { findMeasuresUnderWay, listDecidedMeasures, listRecordedMeasures } from './follow-up-records.ts';
import { combineCosts } from './measure-cost.ts';
import type { CompiledMeasure } from './measures.ts';
import { addNeeds, findRivals } from './needed-measures.ts';
import { DEFAULT_PARALLEL, judgeTime, orderMeasures } from './optimise/schedule.ts';
import { rankCandidates } from './priorities.ts';
import type { RecommendInput } from './recommend-input.ts';

/**
 * Reduces the duration of each measure under way to the months that are left, but not below one, because its end is not
 * on record. These measures continue at once, before all others start.
 */
export function shortenUnderWay(basis: RecommendInput): RecommendInput {
  const underWay = findMeasuresUnderWay(basis.record);
  if (underWay.size === 0) return basis;
  const measures = basis.measures.map((measure): CompiledMeasure => {
    const on = underWay.get(measure.id)?.on;
    if (on === undefined) return measure;
    const gone = on < basis.asOf ? round(countMonthsBetween(on, basis.asOf), 0, 'down') : ZERO;
    const remainingMonths = (months: Rational): Rational => greatest(subtract(months, gone), ONE);
    const { months } = measure;
    return {
      ...measure,
      isUnderWay: true,
      months: months && { low: remainingMonths(months.low), high: remainingMonths(months.high) },
    };
  });
  return { ...basis, measures };
}

/**
 * Replaces the estimated cost of measures that are planned or under way by the total cost on record as expected, the one
 * recorded with the start before the one recorded with the planned day. Nothing of it counts as spent until the measure
 * is done. Returns the same measures if no such cost is on record.
 */
export function takeRecordedCosts(
  measures: readonly CompiledMeasure[],
  { record }: Pick<RecommendInput, 'record'>,
): readonly CompiledMeasure[] {
  const recordedCosts = new Map(
    listRecordedMeasures(record?.events ?? []).flatMap(({ id, states: { planned, started, done } }) => {
      const cost = done ? undefined : (started?.cost ?? planned?.cost);
      return cost ? [[id, cost] as const] : [];
    }),
  );
  if (recordedCosts.size === 0) return measures;
  return measures.map((measure) => {
    const recorded = recordedCosts.get(measure.id);
    if (!recorded || recorded.currency !== measure.definition.cost?.currency) return measure;
    const { amount, currency } = recorded;
    const total = fromNumber(amount);
    return {
      ...measure,
      definition: { ...measure.definition, cost: { low: amount, high: amount, currency } },
      cost: { low: total, high: total, currency, illustrative: false },
      costRule: null,
    };
  });
}

/** The measures that a plan must contain because of what came before it. */
export interface Commitments {
  /** The ids of the measures under way. */
  readonly underWay: ReadonlySet<string>;
  /**
   * The ids of the measures under way, and of those measures of a kept plan that close or ease a gap or pain which is
   * still open.
   */
  readonly all: ReadonlySet<string>;
}

/**
 * Finds the measures that a plan must keep: first those under way, then those of a kept plan that are still useful, in
 * their order. A measure is dropped if it conflicts with one kept already, with a required measure, or with every
 * measure that could meet a due date, or if the measures kept would no longer fit into the budget or the horizon.
 */
export function findCommitments(basis: RecommendInput, candidates: readonly CompiledMeasure[]): Commitments {
  const underWay = findMeasuresUnderWay(basis.record);
  const { earlier = [], isKept = false, tolerance = ZERO } = basis;
  const keptIds = isKept && tolerance.n > 0n ? earlier : [];
  if (underWay.size === 0 && keptIds.length === 0) return { underWay: new Set(), all: new Set() };
  const rankedMeasures = rankCandidates(basis, candidates, { halves: Boolean(basis.budget) });
  const deadlines = deadlinesOf(basis, rankedMeasures);
  const requiredIds = listDecidedMeasures(basis.record, 'required');
  let takenMeasures = addNeeds(
    rankedMeasures.filter(({ id }) => requiredIds.has(id)),
    rankedMeasures,
  );
  const isPossible = (measures: readonly CompiledMeasure[]): boolean => {
    if (measures.some((measure) => findRivals(measure, { chosen: measures, candidates: rankedMeasures }).length > 0))
      return false;
    const isBlocked = deadlines.some(({ anyOf }) => {
      const closers = rankedMeasures.filter(({ id }) => anyOf.includes(id));
      return closers.every(
        (measure) => findRivals(measure, { chosen: measures, candidates: rankedMeasures }).length > 0,
      );
    });
    return !isBlocked && fitsLimits(measures, basis);
  };
  const take = (ids: Iterable<string>): Set<string> => {
    const committed = new Set<string>();
    for (const id of ids) {
      const measure = rankedMeasures.find((candidate) => candidate.id === id);
      if (!measure) continue;
      const measuresTogether = addNeeds([...takenMeasures, measure], rankedMeasures);
      if (!isPossible(measuresTogether)) continue;
      takenMeasures = measuresTogether;
      committed.add(id);
    }
    return committed;
  };
  const continued = take(underWay.keys());
  const isOfUse = (id: string): boolean =>
    rankedMeasures.some(
      (measure) => measure.id === id && (measure.gaps?.length ?? 0) + (measure.narrows?.length ?? 0) > 0,
    );
  const keptMeasures = take(keptIds.filter((id) => !continued.has(id) && isOfUse(id)));
  return { underWay: continued, all: new Set([...continued, ...keptMeasures]) };
}

function fitsLimits(
  measures: readonly CompiledMeasure[],
  { budget, horizon = null, atOnce = DEFAULT_PARALLEL, estimate = 'high' }: RecommendInput,
): boolean {
  if (budget && measures.some(({ cost }) => !cost)) return false;
  if (budget && compare(combineCosts(measures, estimate), budget) > 0) return false;
  if (!horizon) return true;
  return measures.every(({ months }) => months) && judgeTime(orderMeasures(measures), atOnce, { horizon }) === 'yes';
}
