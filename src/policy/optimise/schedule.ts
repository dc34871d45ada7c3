// The order in which measures are taken, and the time of each measure: phase by phase, and within a horizon.
import {
  add,
  compare,
  computeGreatestCommonDivisor,
  fraction,
  greatest,
  itemAt,
  least,
  type Rational,
  subtract,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';
import { compareIds } from '../measure-cost.ts';
import type { CompiledMeasure, OpenGap } from '../measures.ts';

/** The default number of measures that may run at the same time: as many as a small enterprise can manage. */
export const DEFAULT_PARALLEL = 3;

/** What a schedule needs to know about a measure. */
interface TimedMeasure {
  readonly id: string;
  /** The ids of the measures that must be done before this one. */
  readonly needs: readonly string[];
  /** The ids of the measures whose data this one uses; they come before it unless that would make a measure late. */
  readonly after?: readonly string[] | undefined;
  /** The duration in months; null if none is stated. */
  readonly months: { readonly high: Rational } | null;
  /** The most urgent gap that the measure deals with by itself. */
  readonly heaviestGap?: OpenGap | undefined;
  /** Set if the measure was started already, so that it is placed before all others. */
  readonly isUnderWay?: true | undefined;
  /** The months to keep free for quotations before the measure starts; absent if it buys nothing. */
  readonly quotationMonths?: Rational | undefined;
  /**
   * The months for which the measure should wait, until quotations are there, because an earlier start would lose
   * funding, or until the day on record for its start; absent if it need not wait.
   */
  readonly notBefore?: Rational | undefined;
}

/** When a measure runs, in months from the beginning of the plan. */
export interface ScheduledMeasure<M extends TimedMeasure = CompiledMeasure> {
  readonly measure: M;
  /**
   * The number of the phase, from 1. Phase 1 contains quick wins and urgent measures. Each phase comes after the phases
   * on which it depends and does not end before the previous one.
   */
  readonly phase: number;
  readonly start: Rational;
  /** The same as `start` if no duration is stated. */
  readonly end: Rational;
}

/** A deadline, by which at least one of the measures in `anyOf` must be done. */
export interface Deadline {
  readonly anyOf: readonly string[];
  /** The time of the deadline, in months from the beginning of the plan. */
  readonly by: Rational;
}

/** Returns a negative number if `a` comes before `b`, a positive number if it comes after, and zero if neither does. */
type Comparator<T> = (a: T, b: T) => number;

/**
 * Orders the measures of a plan. Each measure comes after its needs; among the measures that could be next, the one
 * that is due first comes first, then the most urgent, then the shortest, then the cheapest. The deadline and the
 * urgency of a measure also apply to the measures that it needs.
 */
export function orderMeasures(
  measures: readonly CompiledMeasure[],
  deadlines: readonly Deadline[] = [],
): CompiledMeasure[] {
  const compareDeadlines = byDeadline(latestEnds(measures, deadlines));
  const compareUrgencies = byUrgency(judgeUrgency(measures));
  return putNeedsFirst([...measures].sort((a, b) => compareDeadlines(a, b) || compareUrgencies(a, b)));
}

/** Moves each measure after its needs, and otherwise keeps the given order. */
function putNeedsFirst<M extends TimedMeasure>(measures: readonly M[]): M[] {
  const listedIds = new Set(measures.map(({ id }) => id));
  const waitingMeasures = [...measures];
  const doneIds = new Set<string>();
  const orderedMeasures: M[] = [];
  while (waitingMeasures.length > 0) {
    const nextIndex = waitingMeasures.findIndex(({ needs }) =>
      needs.every((id) => doneIds.has(id) || !listedIds.has(id)),
    );
    // Needs have no cycles, so there is always a measure that can come next.
    const [measure] = waitingMeasures.splice(Math.max(0, nextIndex), 1) as [M];
    orderedMeasures.push(measure);
    doneIds.add(measure.id);
  }
  return orderedMeasures;
}

/**
 * Returns, by measure id, when each measure must end so that the measures that need it are in time for their deadlines.
 * A measure has an entry only if a deadline depends on it. If several measures can meet a deadline, the entry is for
 * the one that can be done first; if even this one is too late, it must end as soon as it can be done.
 */
export function latestEnds<M extends TimedMeasure>(
  measures: readonly M[],
  deadlines: readonly Deadline[],
): ReadonlyMap<string, Rational> {
  const latestEndById = new Map<string, Rational>();
  if (deadlines.length === 0) return latestEndById;
  const measureById = new Map(measures.map((measure) => [measure.id, measure]));
  const requireBy = (measure: M, by: Rational): void => {
    const knownEnd = latestEndById.get(measure.id);
    if (knownEnd && compare(knownEnd, by) <= 0) return;
    latestEndById.set(measure.id, by);
    for (const id of measure.needs) {
      const need = measureById.get(id);
      if (need) requireBy(need, subtract(by, durationOf(measure)));
    }
  };
  for (const { anyOf, by } of deadlines) {
    const [first] = measures
      .filter(({ id }) => anyOf.includes(id))
      .map((measure) => ({ measure, chain: longestChain(measure, measureById) }))
      .sort((a, b) => compare(a.chain, b.chain) || compareIds(a.measure, b.measure));
    if (first) requireBy(first.measure, greatest(by, first.chain));
  }
  return latestEndById;
}

/** Orders measures by when they must end at the latest; measures without such a time come last. */
const byDeadline =
  (latest: ReadonlyMap<string, Rational>): Comparator<TimedMeasure> =>
  (a, b) =>
    compareOptional(latest.get(a.id), latest.get(b.id), compare);

/**
 * Returns, by measure id, the most urgent gap that a measure closes or eases, itself or through a measure that needs
 * it. A measure that does nothing about gaps has no entry.
 */
function judgeUrgency(measures: readonly TimedMeasure[]): ReadonlyMap<string, OpenGap> {
  const builders = new Map<string, TimedMeasure[]>();
  for (const measure of measures)
    for (const need of measure.needs) builders.set(need, [...(builders.get(need) ?? []), measure]);
  const gapById = new Map<string, OpenGap | undefined>();
  const judge = ({ id, heaviestGap }: TimedMeasure): OpenGap | undefined => {
    if (gapById.has(id)) return gapById.get(id);
    const gaps = [heaviestGap, ...(builders.get(id) ?? []).map(judge)];
    const urgency = heaviestOf(gaps.filter((gap) => gap !== undefined));
    gapById.set(id, urgency);
    return urgency;
  };
  return new Map(
    measures.flatMap((measure) => {
      const urgency = judge(measure);
      return urgency ? [[measure.id, urgency] as const] : [];
    }),
  );
}

/** Returns the most urgent of the gaps; undefined for an empty list. */
export function heaviestOf(gaps: readonly OpenGap[]): OpenGap | undefined {
  return [...gaps].sort(compareGaps)[0];
}

/**
 * Orders gaps: first those that a measure closes, then those that it only eases in part; among these by weight, then by
 * how much of the stated losses is saved, then by position.
 */
function compareGaps(a: OpenGap, b: OpenGap): number {
  const byWeight = Number(a.isPart ?? false) - Number(b.isPart ?? false) || compare(b.weight, a.weight);
  return byWeight || compare(b.saving ?? ZERO, a.saving ?? ZERO) || a.place - b.place;
}

/**
 * Orders measures by the gap that makes them urgent, then by the longest duration, then by the highest cost, both
 * ascending. A measure without one of these comes after those that have it.
 */
const byUrgency =
  (urgencies: ReadonlyMap<string, OpenGap>): Comparator<CompiledMeasure> =>
  (a, b) =>
    compareOptional(urgencies.get(a.id), urgencies.get(b.id), compareGaps) ||
    compareOptional(a.months?.high, b.months?.high, compare) ||
    compareOptional(a.cost?.high, b.cost?.high, compare) ||
    compareIds(a, b);

/** Compares two values and puts missing values last, because an unstated value is not zero. */
function compareOptional<T>(a: T | undefined, b: T | undefined, compareValues: Comparator<T>): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return compareValues(a, b);
}

/** A measure without needs is a quick win if it takes at most this many months. */
const QUICK_MONTHS = wholeNumber(3);

/**
 * Returns the longest time, in months, that a measure may take; 0 if no duration is stated (reports point this out).
 */
function durationOf({ months }: TimedMeasure): Rational {
  return months?.high ?? ZERO;
}

/**
 * Schedules measures by month. In `measures`, each one must come after its needs. They are placed in this order: those
 * under way, those with a deadline, the urgent ones as listed, the quick wins, and then the others phase by phase;
 * within a phase, those on which the longest chain depends come first. Each measure starts as soon as its needs are
 * done, its wait is over and fewer than `atOnce` other measures run. The schedule is not proven to be the shortest.
 */
export function scheduleMeasures<M extends TimedMeasure>(
  measures: readonly M[],
  atOnce: number,
  latest: ReadonlyMap<string, Rational> = new Map(),
  waitsFor: (measure: M) => boolean = () => true,
): ScheduledMeasure<M>[] {
  const urgencies = judgeUrgency(measures);
  const phases = phasesOf(measures, latest, urgencies);
  const phaseOf = ({ id }: M): number => phases.get(id) as number;
  const chains = longestChainsFrom(measures);
  const compareDeadlines = byDeadline(latest);
  // Quick wins keep the given order. If only one measure may run at a time, every order takes equally long.
  const chainOf = (measure: M): Rational =>
    phaseOf(measure) === 1 || atOnce === 1 ? ZERO : (chains.get(measure.id) as Rational);
  const compareOthers = (a: M, b: M): number => phaseOf(a) - phaseOf(b) || compare(chainOf(b), chainOf(a));
  const orderedMeasures = [...measures].sort((a, b) => {
    const [isUrgent, isOtherUrgent] = [urgencies.has(a.id), urgencies.has(b.id)];
    return (
      Number(b.isUnderWay ?? false) - Number(a.isUnderWay ?? false) ||
      compareDeadlines(a, b) ||
      Number(isOtherUrgent) - Number(isUrgent) ||
      (isUrgent ? 0 : compareOthers(a, b))
    );
  });
  const slots: ScheduledMeasure<M>[] = [];
  for (const measure of orderedMeasures) {
    const endsBefore = slots.filter(({ measure: { id } }) => measure.needs.includes(id)).map(({ end }) => end);
    const readyTime = endsBefore.reduce(greatest, (waitsFor(measure) && measure.notBefore) || ZERO);
    const start = findEarliestStart(slots, readyTime, durationOf(measure), atOnce);
    slots.push({ measure, phase: phaseOf(measure), start, end: add(start, durationOf(measure)) });
  }
  return joinPhases(slots);
}

/**
 * Lists measures phase by phase, numbered from 1. A phase that would end before the previous one is merged into it,
 * because later phases need the measures of both.
 */
function joinPhases<M extends TimedMeasure>(slots: readonly ScheduledMeasure<M>[]): ScheduledMeasure<M>[] {
  const joinedPhases: ScheduledMeasure<M>[][] = [];
  for (const number of [...new Set(slots.map(({ phase }) => phase))].sort((a, b) => a - b)) {
    const phase = slots.filter((slot) => slot.phase === number);
    const phaseBefore = joinedPhases.at(-1);
    if (phaseBefore && compare(scheduleLength(phase), scheduleLength(phaseBefore)) < 0) phaseBefore.push(...phase);
    else joinedPhases.push(phase);
  }
  return joinedPhases.flatMap((phase, i) => phase.map((slot) => ({ ...slot, phase: i + 1 })));
}

/**
 * Returns measures in the order in which work on them begins: with the quotations, if something is bought. Measures
 * that begin at the same time stay in the given order.
 */
export function orderByStart<M extends TimedMeasure>(
  measures: readonly M[],
  slots: readonly ScheduledMeasure<M>[],
): M[] {
  const starts = new Map(
    slots.map(({ measure: { id, quotationMonths = ZERO }, start }) => [
      id,
      greatest(ZERO, subtract(start, quotationMonths)),
    ]),
  );
  const startOf = ({ id }: M): Rational => starts.get(id) ?? ZERO;
  return [...measures].sort((a, b) => compare(startOf(a), startOf(b)));
}

/** Returns when the last measure is done, in months from the beginning of the plan. */
export function scheduleLength(slots: readonly Pick<ScheduledMeasure, 'end'>[]): Rational {
  return slots.map(({ end }) => end).reduce(greatest, ZERO);
}

/**
 * Returns the shortest time, in months, after which a measure can be done if any number of measures may run at the same
 * time: the duration of its longest chain of needs, the measure included.
 */
export function longestChain(measure: TimedMeasure, all: ReadonlyMap<string, TimedMeasure>): Rational {
  const chainsBefore = measure.needs.flatMap((id) => {
    const need = all.get(id);
    return need ? [longestChain(need, all)] : [];
  });
  return add(chainsBefore.reduce(greatest, ZERO), durationOf(measure));
}

/**
 * Returns, by measure id, the duration of the longest chain that begins with the measure, continues with a measure that
 * needs it, and so on.
 */
function longestChainsFrom(measures: readonly TimedMeasure[]): ReadonlyMap<string, Rational> {
  const chains = new Map<string, Rational>();
  // In reverse order, so that the chains of the measures that need a measure are known first.
  for (const measure of [...measures].reverse()) {
    const chainsAfter = measures.flatMap(({ id, needs }) =>
      needs.includes(measure.id) ? [chains.get(id) as Rational] : [],
    );
    chains.set(measure.id, add(durationOf(measure), chainsAfter.reduce(greatest, ZERO)));
  }
  return chains;
}

/**
 * Returns the phase of each measure by its id. Phase 1 contains, of the measures without needs, the quick wins, the
 * urgent ones and those with a deadline; the next phase contains the other measures without needs. Every other measure
 * comes one phase after the last of its needs.
 */
function phasesOf(
  measures: readonly TimedMeasure[],
  latest: ReadonlyMap<string, Rational>,
  urgencies: ReadonlyMap<string, OpenGap>,
): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const measure of measures) {
    const ranksBefore = measure.needs.map((id) => ranks.get(id) ?? 0);
    const isQuick = measure.months !== null && compare(measure.months.high, QUICK_MONTHS) <= 0;
    const isFirstPhase = isQuick || urgencies.has(measure.id) || latest.has(measure.id) || measure.isUnderWay;
    ranks.set(measure.id, ranksBefore.length > 0 ? Math.max(...ranksBefore) + 1 : isFirstPhase ? 1 : 2);
  }
  const usedRanks = [...new Set(ranks.values())].sort((a, b) => a - b);
  return new Map([...ranks].map(([id, rank]) => [id, usedRanks.indexOf(rank) + 1]));
}

/**
 * Returns the earliest start, not before `ready`, at which fewer than `atOnce` other measures run for the whole
 * duration.
 */
function findEarliestStart(
  slots: readonly ScheduledMeasure<TimedMeasure>[],
  ready: Rational,
  duration: Rational,
  atOnce: number,
): Rational {
  const moments = [ready, ...slots.map(({ end }) => end).filter((end) => compare(end, ready) > 0)].sort(compare);
  const freeMoment = moments.find((start) => {
    const end = add(start, duration);
    // The number of running measures rises only when a measure starts, so it is enough to check the starts.
    const changes = [
      start,
      ...slots.map((slot) => slot.start).filter((moment) => compare(moment, start) > 0 && compare(moment, end) < 0),
    ];
    return changes.every(
      (moment) =>
        slots.filter(({ start, end }) => compare(start, moment) <= 0 && compare(moment, end) < 0).length < atOnce,
    );
  });
  return freeMoment ?? ready;
}

/** A schedule, and whether it keeps to the horizon and the deadlines. */
interface Schedule<M extends TimedMeasure = CompiledMeasure> {
  readonly slots: readonly ScheduledMeasure<M>[];
  /**
   * `yes` if this schedule keeps to the horizon and the deadlines, `no` if it is proven that no schedule does,
   * `unknown` if the search for one was given up.
   */
  readonly inTime: 'yes' | 'no' | 'unknown';
}

/** The time limits that a schedule should keep. */
interface TimeLimits {
  readonly horizon: Rational | null;
  readonly deadlines?: readonly Deadline[];
}

/**
 * Returns a schedule that also puts each measure after its feeders, the measures whose data it uses. If a measure would
 * then miss its deadline or the horizon, or start before its wait is over, feeders are ignored: at first only those of
 * measures with a deadline, and if that is not enough, all.
 */
export function scheduleWithin<M extends TimedMeasure>(
  measures: readonly M[],
  atOnce: number,
  limits: TimeLimits,
): Schedule<M> {
  const usualSchedule = scheduleByNeeds(measures, atOnce, limits);
  const measureById = new Map(measures.map((measure) => [measure.id, measure]));
  const feedersOf = ({ after = [], isUnderWay }: M): string[] =>
    isUnderWay ? [] : after.filter((id) => measureById.has(id));
  if (measures.every((measure) => feedersOf(measure).length === 0)) return usualSchedule;
  const latestEndById = latestEnds(measures, limits.deadlines ?? []);
  const usualSlots = new Map(usualSchedule.slots.map((slot) => [slot.measure.id, slot]));
  const isHarmless = ({ measure: { id, notBefore = ZERO }, start, end }: ScheduledMeasure<TimedMeasure>): boolean => {
    const usualSlot = usualSlots.get(id) as ScheduledMeasure<M>;
    const ends = [latestEndById.get(id), limits.horizon].filter((limit) => limit !== undefined && limit !== null);
    const isInTime = compare(end, usualSlot.end) <= 0 || ends.every((limit) => compare(end, limit) <= 0);
    return isInTime && (compare(start, usualSlot.start) >= 0 || compare(start, notBefore) >= 0);
  };
  for (const waits of [() => true, ({ id }: M) => !latestEndById.has(id)]) {
    const fedMeasures = measures.map((measure): TimedMeasure => {
      const { id, months, heaviestGap, isUnderWay, quotationMonths, notBefore } = measure;
      const neededIds = [...measure.needs, ...(waits(measure) ? feedersOf(measure) : [])];
      return { id, needs: neededIds, months, heaviestGap, isUnderWay, quotationMonths, notBefore };
    });
    const { slots } = scheduleByNeeds(putNeedsFirst(fedMeasures), atOnce, limits);
    if (!slots.every(isHarmless)) continue;
    const ownSlots = slots.map((slot) => ({ ...slot, measure: measureById.get(slot.measure.id) as M }));
    return { slots: ownSlots, inTime: usualSchedule.inTime };
  }
  return usualSchedule;
}

/**
 * Whether measures can be scheduled within the horizon and the deadlines, regardless of feeders; see `inTime` of
 * `Schedule`.
 */
export function judgeTime(
  measures: readonly CompiledMeasure[],
  atOnce: number,
  limits: TimeLimits,
): Schedule['inTime'] {
  return scheduleByNeeds(measures, atOnce, limits).inTime;
}

/**
 * Returns a schedule within the horizon and the deadlines if one is found. If possible, all measures wait for
 * quotations and funding. If some would then be late, only those wait that have enough time, or only those without a
 * deadline, or none. If no schedule meets every deadline, measures still wait if no late measure ends later than it
 * would without waiting.
 */
function scheduleByNeeds<M extends TimedMeasure>(
  measures: readonly M[],
  atOnce: number,
  { horizon, deadlines = [] }: TimeLimits,
): Schedule<M> {
  const latestEndById = latestEnds(measures, deadlines);
  const isLate = ({ measure: { id }, end }: ScheduledMeasure<M>): boolean => {
    const limits = [latestEndById.get(id), horizon].filter((limit) => limit !== undefined && limit !== null);
    return limits.some((limit) => compare(end, limit) > 0);
  };
  const waitingSchedules: (readonly ScheduledMeasure<M>[])[] = [];
  if (measures.some(({ notBefore }) => notBefore)) {
    for (const waitsFor of waitingRules(measures, horizon, latestEndById)) {
      const slots = scheduleMeasures(measures, atOnce, latestEndById, waitsFor);
      if (!slots.some(isLate)) return { slots, inTime: 'yes' };
      waitingSchedules.push(slots);
    }
  }
  const usualSchedule = scheduleMeasures(measures, atOnce, latestEndById, () => false);
  if (!usualSchedule.some(isLate)) return { slots: usualSchedule, inTime: 'yes' };
  const fittedPlan = fitInto(measures, atOnce, horizon, latestEndById);
  if (typeof fittedPlan === 'string') {
    const usualEnds = new Map(usualSchedule.map(({ measure, end }) => [measure.id, end]));
    const isNoLater = (slot: ScheduledMeasure<M>): boolean =>
      !isLate(slot) || compare(slot.end, usualEnds.get(slot.measure.id) as Rational) <= 0;
    const slots = waitingSchedules.find((schedule) => schedule.every(isNoLater)) ?? usualSchedule;
    return { slots, inTime: fittedPlan };
  }
  const slots = usualSchedule.map(({ measure, phase }): ScheduledMeasure<M> => {
    const start = fittedPlan.get(measure.id) as Rational;
    return { measure, phase, start, end: add(start, durationOf(measure)) };
  });
  return { slots: joinPhases(slots.sort((a, b) => compare(a.start, b.start))), inTime: 'yes' };
}

/**
 * Returns three rules for which measures may wait for quotations and funding, to be tried in this order: all measures,
 * those with enough time, those without a deadline.
 */
function waitingRules<M extends TimedMeasure>(
  measures: readonly M[],
  horizon: Rational | null,
  latestEndById: ReadonlyMap<string, Rational>,
): ((measure: M) => boolean)[] {
  const chains = longestChainsFrom(measures);
  const fitsHorizon = ({ id, notBefore = ZERO }: M): boolean =>
    !horizon || compare(add(notBefore, chains.get(id) as Rational), horizon) <= 0;
  const hasTime = (measure: M): boolean => {
    const latestEnd = latestEndById.get(measure.id);
    const end = add(measure.notBefore ?? ZERO, durationOf(measure));
    return fitsHorizon(measure) && (latestEnd === undefined || compare(end, latestEnd) <= 0);
  };
  return [() => true, hasTime, (measure) => fitsHorizon(measure) && !latestEndById.has(measure.id)];
}

/** The number of starts that a search tries before it gives up. */
const MAX_TRIES = 2000;

/** A measure as the search sees it: all times are whole numbers of a common unit. */
interface ScheduleTask {
  readonly time: number;
  /** When the task must end at the latest so that every task that needs it can still end in time. */
  readonly latest: number;
  /** The indexes of the tasks that must be done before this one. */
  readonly needs: readonly number[];
}

/**
 * Finds, by measure id, a start for each measure such that all of them end within the horizon and by their deadlines.
 * Returns `no` if this is proven impossible, `unknown` if the search was given up.
 */
function fitInto(
  measures: readonly TimedMeasure[],
  atOnce: number,
  horizon: Rational | null,
  latest: ReadonlyMap<string, Rational>,
): ReadonlyMap<string, Rational> | 'no' | 'unknown' {
  const times = measures.map(durationOf);
  // Even tasks that run one after another all end within the sum of their durations, so this limit excludes no useful
  // schedule.
  const limit = horizon ?? times.reduce(add, ZERO);
  const unit = [limit, ...times, ...latest.values()].reduce(
    (all, { d }) => (all / computeGreatestCommonDivisor(all, d)) * d,
    1n,
  );
  const inUnits = ({ n, d }: Rational): number => Number(n * (unit / d));
  const ends = measures.map(({ id }) => inUnits(least(limit, latest.get(id) ?? limit)));
  const starts = findStarts(tasksOf(measures, times.map(inUnits), ends), atOnce, inUnits(limit));
  if (typeof starts === 'string') return starts;
  return new Map(measures.map(({ id }, i) => [id, fraction(BigInt(itemAt(starts, i)), unit)]));
}

/** Turns measures into tasks; `measures` must list each measure after its needs. */
function tasksOf(measures: readonly TimedMeasure[], times: readonly number[], ends: readonly number[]): ScheduleTask[] {
  const latestEnds = [...ends];
  const neededIndexes = measures.map((measure) =>
    measures.flatMap(({ id }, index) => (measure.needs.includes(id) ? [index] : [])),
  );
  for (let i = latestEnds.length - 1; i >= 0; i--)
    for (const need of neededIndexes[i] ?? [])
      latestEnds[need] = Math.min(itemAt(latestEnds, need), itemAt(latestEnds, i) - itemAt(times, i));
  return measures.map((_, i) => ({
    time: itemAt(times, i),
    latest: itemAt(latestEnds, i),
    needs: neededIndexes[i] ?? [],
  }));
}

/**
 * Finds starts for tasks such that all are done by a limit, by branch and bound. Each task whose needs are placed is
 * tried as the next one; it starts as soon as it can, but not before the task placed last. This overlooks no schedule,
 * because placing the tasks of any schedule in the order of their starts can only move them earlier.
 */
function findStarts(
  tasks: readonly ScheduleTask[],
  atOnce: number,
  limit: number,
): readonly number[] | 'no' | 'unknown' {
  const starts: (number | undefined)[] = tasks.map(() => undefined);
  /** States of the search from which no schedule can be reached. */
  const deadStates = new Set<string>();
  let tries = 0;

  const endOf = (i: number): number => (starts[i] as number) + itemAt(tasks, i).time;
  const isPlaced = (i: number): boolean => starts[i] !== undefined;

  /**
   * Places the remaining tasks; returns whether that was possible. `free` lists, ascending, when each of the parallel
   * slots becomes free; `last` is the start of the task placed last.
   */
  function placeTasks(free: readonly number[], last: number): boolean {
    const currentTime = Math.max(last, itemAt(free, 0));
    const openTasks = tasks.flatMap((task, i) => {
      if (isPlaced(i)) return [];
      const needsBefore = task.needs.filter(isPlaced);
      const start = needsBefore.map(endOf).reduce((a, b) => Math.max(a, b), currentTime);
      return [{ ...task, i, start, isNext: needsBefore.length === task.needs.length }];
    });
    if (openTasks.length === 0) return true;
    const busyUntil = free.map((end) => Math.max(end, currentTime));
    const freeTime = busyUntil.reduce((sum, end) => sum + Math.max(0, limit - end), 0);
    if (openTasks.reduce((sum, { time }) => sum + time, 0) > freeTime) return false;
    if (openTasks.some(({ start, time, latest }) => start + time > latest)) return false;
    const state = `${openTasks.map(({ i, start }) => `${i}:${start}`)} ${busyUntil}`;
    if (deadStates.has(state)) return false;
    const slackOf = ({ time, latest }: ScheduleTask): number => latest - time;
    const nextTask = openTasks
      .filter(({ isNext }) => isNext)
      .sort((a, b) => a.start - b.start || slackOf(a) - slackOf(b));
    for (const { i, start, time } of nextTask) {
      if (++tries > MAX_TRIES) return false;
      starts[i] = start;
      if (
        placeTasks(
          [...free.slice(1), start + time].sort((a, b) => a - b),
          start,
        )
      )
        return true;
      starts[i] = undefined;
    }
    deadStates.add(state);
    return false;
  }

  if (placeTasks(Array<number>(Math.min(atOnce, Math.max(1, tasks.length))).fill(0), 0)) return starts as number[];
  return tries > MAX_TRIES ? 'unknown' : 'no';
}
