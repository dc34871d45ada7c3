// Due dates set by a law, an authority or a customer: which measures meet them, and whether the plan is in time.
import {
  compare,
  type JudgedDue,
  lastDayOfMonths,
  monthsUntil,
  type Rational,
  type Recommendation,
} from '../model/index.ts';
import type { CompiledMeasure } from './measures.ts';
import { type Deadline, longestChain, type ScheduledMeasure } from './optimise/schedule.ts';
import { demandOf } from './pains.ts';
import { judgeGap } from './priorities.ts';
import type { DueDate, RecommendInput } from './recommend-input.ts';

/** The measures that suit an enterprise, the measures already done, and the measures of its plan. */
interface Choice {
  readonly candidates: readonly CompiledMeasure[];
  readonly there: ReadonlySet<string>;
  readonly chosen: readonly CompiledMeasure[];
}

/** The input by which dates are judged. */
type DueContext = Pick<RecommendInput, 'due' | 'priorities' | 'assessed' | 'asOf'>;

/**
 * Returns what is due: the dates asked for and, for every other gap, the date that the enterprise or the catalogue
 * states.
 */
export function listDueDates({ due = [], priorities = [], assessed }: DueContext): readonly DueDate[] {
  const askedIds = new Set(due.map(({ id }) => id));
  const statedDates = priorities.flatMap((priority): DueDate[] => {
    const { id, when, definition, pain } = priority;
    if (askedIds.has(id) || !(definition.due || pain) || judgeGap(when, assessed.evaluation) !== 'holds') return [];
    const demand = demandOf(priority, assessed.evaluation);
    if (demand) return [{ id, ...demand }];
    if (!definition.due) return [];
    const { date, demandedBy } = definition.due;
    return [{ id, date, ...(demandedBy ? { demandedBy } : {}) }];
  });
  return [...due, ...statedDates];
}

/**
 * Returns a deadline for each due date: at least one of the candidates that can meet it must be done by then. A due
 * date that no candidate can meet has none.
 */
export function deadlinesOf(basis: DueContext, candidates: readonly CompiledMeasure[]): Deadline[] {
  return listDueDates(basis).flatMap(({ id, date }): Deadline[] => {
    const anyOf = measuresFor(id, candidates).map((measure) => measure.id);
    return anyOf.length === 0 ? [] : [{ anyOf, by: monthsUntil(basis.asOf, date) }];
  });
}

/** Returns the measure with the id or, if it is the id of a gap, the measures that close the gap on their own. */
function measuresFor(id: string, candidates: readonly CompiledMeasure[]): readonly CompiledMeasure[] {
  return candidates.filter((measure) => measure.id === id || measure.gaps?.some((gap) => gap.id === id));
}

/** Describes each due date, and whether the plan meets it. */
export function describeDueDates(
  basis: DueContext & Pick<RecommendInput, 'measures'>,
  { chosen, there, candidates }: Choice,
  judged: Recommendation['priorities'],
  pains: Recommendation['pains'],
  slots: readonly ScheduledMeasure[],
): JudgedDue[] {
  const candidatesById = new Map(candidates.map((measure) => [measure.id, measure]));
  return listDueDates(basis).map((due): JudgedDue => {
    const isMeasure = basis.measures.some(({ id }) => id === due.id);
    const pain = pains?.find(({ id }) => id === due.id);
    const gap = pain ? undefined : judged?.find(({ id }) => id === due.id);
    const closesDue = ({ closes }: CompiledMeasure): boolean => closes.includes(due.id);
    // Another trade's measure may count as done because its answers are reached; a pain needs one that eases it here.
    const isAlreadyDone = pain
      ? !candidates.some(closesDue) && basis.measures.some((measure) => closesDue(measure) && there.has(measure.id))
      : isMeasure
        ? there.has(due.id)
        : !gap;
    if (isAlreadyDone) return { ...due, state: 'done' };
    const closerIds = new Set(measuresFor(due.id, chosen).map(({ id }) => id));
    const [first] = slots.filter(({ measure }) => closerIds.has(measure.id)).sort((a, b) => compare(a.end, b.end));
    // If only several measures together close a gap, the last of them decides.
    const last = gap?.state === 'closed' ? slots.toSorted((a, b) => compare(b.end, a.end))[0] : undefined;
    const decidingMeasure = first ?? last;
    if (!decidingMeasure) return { ...due, state: 'open', ...earliestFor(due.id) };
    const end = lastDayOfMonths(basis.asOf, decidingMeasure.end);
    return { ...due, state: end <= due.date ? 'met' : 'late', by: [decidingMeasure.measure.id], end };
  });

  /** Returns the measure outside the plan that could be done first, and its day. */
  function earliestFor(id: string): Pick<JudgedDue, 'by' | 'end'> {
    const [first] = measuresFor(id, candidates)
      .map((measure): { readonly id: string; readonly months: Rational } => ({
        id: measure.id,
        months: longestChain(measure, candidatesById),
      }))
      .sort((a, b) => compare(a.months, b.months));
    return first ? { by: [first.id], end: lastDayOfMonths(basis.asOf, first.months) } : {};
  }
}
