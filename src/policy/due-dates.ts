// Due dates set by a law, an authority or a customer: which measures meet them, and whether the plan is in time.
import {
  compare,
  computeLastDayOfMonths,
  countMonthsUntil,
  type JudgedDue,
  type JudgedPriority,
  type Rational,
  type Recommendation,
} from '../model/index.ts';
import type { Evaluation, Plan } from '../scoring/index.ts';
import { listDecidedMeasures } from './follow-up-records.ts';
import { formatExactMoney } from './funding/money-text.ts';
import type { CompiledDue, CompiledPriority } from './gaps.ts';
import type { CompiledMeasure } from './measures.ts';
import { findRivals } from './needed-measures.ts';
import { findOpenInputs } from './open-inputs.ts';
import { type Deadline, longestChain, type ScheduledMeasure } from './optimise/schedule.ts';
import { demandOf } from './pains.ts';
import { judgeGap, listDoneFor } from './priorities.ts';
import type { DueDate, RecommendInput } from './recommend-input.ts';

/** The measures that suit an enterprise, the measures already done, and the measures of its plan. */
interface Choice {
  readonly candidates: readonly CompiledMeasure[];
  readonly there: ReadonlySet<string>;
  readonly chosen: readonly CompiledMeasure[];
}

/** The input by which due dates are judged. */
type DueContext = Pick<RecommendInput, 'plan' | 'due' | 'priorities' | 'assessed' | 'asOf'>;

/**
 * Returns the due dates: those asked for on this run and, for every other gap that the enterprise has, the date that
 * the enterprise or the catalogue states.
 */
export function listDueDates({ plan, due = [], priorities = [], assessed }: DueContext): readonly DueDate[] {
  const askedIds = new Set(due.map(({ id }) => id));
  const statedDates = priorities.flatMap((priority): DueDate[] => {
    const { id, when, due: dues, pain } = priority;
    if (askedIds.has(id) || !(dues || pain) || judgeGap(when, assessed.evaluation) !== 'holds') return [];
    const demand = demandOf(priority, assessed.evaluation);
    if (demand) return [{ id, ...demand }];
    return dues ? findDue(id, dues, plan, assessed.evaluation) : [];
  });
  return [...due, ...statedDates];
}

/**
 * Returns the due date of a gap: the first of `dues` whose condition holds. If the condition of an earlier one is
 * undecided, returns the earliest date among those that may apply, with the facts to find out. Empty if no condition
 * surely holds.
 */
function findDue(id: string, dues: readonly CompiledDue[], plan: Plan, evaluation: Evaluation): DueDate[] {
  const judged = dues.map((due) => ({ ...due, truth: due.when ? judgeGap(due.when, evaluation) : 'holds' }));
  const firstHolding = judged.findIndex(({ truth }) => truth === 'holds');
  const possible = judged.slice(0, firstHolding + 1).filter(({ truth }) => truth !== 'fails');
  const [first] = possible.toSorted((a, b) => (a.definition.date < b.definition.date ? -1 : 1));
  if (!first) return [];
  const { date, demandedBy } = first.definition;
  const openConditions = possible.flatMap(({ when, truth }) => (when && truth === 'undecided' ? [when] : []));
  const clarify = findOpenInputs(openConditions, plan, evaluation);
  return [{ id, date, ...(demandedBy ? { demandedBy } : {}), ...(clarify.length > 0 ? { clarify } : {}) }];
}

/**
 * Returns a deadline for each due date, by which at least one of the measures that can meet it must be done. A due date
 * that no candidate can meet has no deadline. `dues` are all due dates by default.
 */
export function deadlinesOf(
  basis: DueContext,
  candidates: readonly CompiledMeasure[],
  dues: readonly DueDate[] = listDueDates(basis),
): Deadline[] {
  return dues.flatMap(({ id, date }): Deadline[] => {
    const anyOf = measuresFor(id, candidates).map((measure) => measure.id);
    return anyOf.length === 0 ? [] : [{ anyOf, by: countMonthsUntil(basis.asOf, date) }];
  });
}

/** Returns the due dates that a law or an authority sets, which nobody can postpone. */
export function listLegalDues(basis: DueContext): readonly DueDate[] {
  return listDueDates(basis).filter(isLegalDue);
}

/** Whether a law or an authority sets a due date, so that nobody can postpone it. */
export function isLegalDue({ demandedBy }: DueDate): boolean {
  return demandedBy === 'law' || demandedBy === 'authority';
}

/**
 * Returns the measure with this id or, if the id is that of a gap, the measures that each close the gap on their own.
 */
function measuresFor(id: string, candidates: readonly CompiledMeasure[]): readonly CompiledMeasure[] {
  return candidates.filter((measure) => measure.id === id || measure.gaps?.some((gap) => gap.id === id));
}

/** What a plan does about gaps and pains. */
type Achievements = Pick<Recommendation, 'priorities' | 'pains'>;

/** What explains why measures for a due date are not in the plan. */
interface MissingExplainer {
  readonly explainOpen: OpenExplainer;
  /**
   * Returns the least cost of a plan that contains measures for all due dates and everything that is required; undefined
   * if there is no such plan or its cost is not known.
   */
  readonly leastForDates: () => Rational | undefined;
}

/** Returns why no measure of the plan closes a gap, and which measures would. */
type OpenExplainer = (priority: CompiledPriority) => Pick<JudgedPriority, 'by' | 'why'>;

/**
 * Describes each due date and whether the plan meets it; if it does not, says what keeps the right measures out of the
 * plan.
 */
export function describeDueDates(
  basis: DueContext & Pick<RecommendInput, 'measures' | 'budget' | 'record'>,
  choice: Choice,
  { priorities: judged, pains }: Achievements,
  slots: readonly ScheduledMeasure[],
  { explainOpen, leastForDates }: MissingExplainer,
): JudgedDue[] {
  const { chosen, there, candidates } = choice;
  return listDueDates(basis).map((due): JudgedDue => {
    const isMeasure = basis.measures.some(({ id }) => id === due.id);
    const pain = pains?.find(({ id }) => id === due.id);
    const gap = pain ? undefined : judged?.find(({ id }) => id === due.id);
    const closesDue = ({ closes }: CompiledMeasure): boolean => closes.includes(due.id);
    // Of the measures done already, only one that suits this enterprise resolves a pain. A measure for another trade
    // may count as done merely because its target answers are reached.
    const isAlreadyDone = pain
      ? !candidates.some(closesDue) && basis.measures.some((measure) => closesDue(measure) && there.has(measure.id))
      : isMeasure
        ? there.has(due.id)
        : !gap;
    const priority = basis.priorities?.find(({ id }) => id === due.id);
    const done = (priority ? listDoneFor(priority, basis) : []).map(({ id }) => id);
    if (isAlreadyDone) return { ...due, state: 'done', ...(done.length > 0 ? { by: done } : {}) };
    const closerIds = new Set(measuresFor(due.id, chosen).map(({ id }) => id));
    const [first] = slots.filter(({ measure }) => closerIds.has(measure.id)).sort((a, b) => compare(a.end, b.end));
    // If a gap is closed only by several measures together, it is closed on the day when the last of them is done.
    const last = gap?.state === 'closed' ? slots.toSorted((a, b) => compare(b.end, a.end))[0] : undefined;
    const decidingMeasure = first ?? last;
    if (!decidingMeasure)
      return { ...due, state: 'open', ...findMissing(due.id, basis, choice, { explainOpen, leastForDates }) };
    const end = computeLastDayOfMonths(basis.asOf, decidingMeasure.end);
    if (end <= due.date) return { ...due, state: 'met', by: [decidingMeasure.measure.id], end };
    const { instead } = findMissing(due.id, basis, choice, { explainOpen, leastForDates });
    const isSooner = instead && instead.end <= due.date;
    return { ...due, state: 'late', by: [decidingMeasure.measure.id], end, ...(isSooner ? { instead } : {}) };
  });
}

/**
 * Finds, among the measures outside the plan that could meet a due date, the one that could be done first, the day on
 * which it would be done, and what keeps it out of the plan.
 */
function findMissing(
  id: string,
  basis: Parameters<typeof describeDueDates>[0],
  choice: Choice,
  { explainOpen, leastForDates }: MissingExplainer,
): Pick<JudgedDue, 'by' | 'end' | 'instead'> {
  const { chosen, there, candidates } = choice;
  const offered = measuresFor(id, candidates).filter((measure) => !chosen.includes(measure));
  const earliest = firstDone(offered, candidates, basis.asOf);
  const obstacle = earliest && findObstacle(offered, basis, choice, leastForDates);
  const excluded = listDecidedMeasures(basis.record, 'excluded');
  const priority = basis.priorities?.find((one) => one.id === id);
  const { why, by = [] } = (priority && explainOpen(priority)) ?? {};
  const refused = basis.measures.filter(
    (measure) =>
      excluded.has(measure.id) && (measure.closes.includes(id) || (why === 'excluded' && by.includes(measure.id))),
  );
  const refusedEarliest = firstDone(
    refused,
    basis.measures.filter((measure) => !there.has(measure.id)),
    basis.asOf,
  );
  if (refusedEarliest && (!earliest || refusedEarliest.end < earliest.end))
    return { ...refusedEarliest, instead: { ...refusedEarliest, why: 'excluded' } };
  return { ...earliest, ...(earliest && obstacle ? { instead: { ...earliest, ...obstacle } } : {}) };
}

/**
 * Finds what keeps measures that suit the enterprise out of its plan: required measures that exclude them, the budget,
 * or other measures that exclude them. Undefined if it is neither.
 */
function findObstacle(
  offered: readonly CompiledMeasure[],
  { budget, record }: Parameters<typeof describeDueDates>[0],
  { chosen, candidates }: Choice,
  leastForDates: MissingExplainer['leastForDates'],
): Pick<NonNullable<JudgedDue['instead']>, 'why' | 'excludedBy' | 'budget' | 'currency'> | undefined {
  const rivals = offered.map((measure) => findRivals(measure, { chosen, candidates }));
  const required = listDecidedMeasures(record, 'required');
  const isRequired = rivals.every((some) => some.some(({ id }) => required.has(id)));
  const currency = candidates.find(({ cost }) => cost)?.cost?.currency;
  const leastBudget = budget && !isRequired ? leastForDates() : undefined;
  if (budget && leastBudget && currency && compare(leastBudget, budget) > 0)
    return { why: 'budget', budget: formatExactMoney(leastBudget), currency };
  if (rivals.some((some) => some.length === 0)) return undefined;
  return { why: 'rival', excludedBy: [...new Set(rivals.flat().map((rival) => rival.id))] };
}

/**
 * Returns the measure that could be done first, with its needs, and the day on which it would be done; undefined
 * without measures.
 */
function firstDone(
  measures: readonly CompiledMeasure[],
  all: readonly CompiledMeasure[],
  asOf: string,
): { readonly by: string[]; readonly end: string } | undefined {
  const byId = new Map(all.map((measure) => [measure.id, measure]));
  const [first] = measures
    .map((measure) => ({ by: [measure.id], months: longestChain(measure, byId) }))
    .sort((a, b) => compare(a.months, b.months));
  return first && { by: first.by, end: computeLastDayOfMonths(asOf, first.months) };
}
