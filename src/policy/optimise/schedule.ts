// The order in which to take measures, and the time of each: phase by phase, and within a horizon.
import {
  add,
  compare,
  fraction,
  greatest,
  greatestCommonDivisor,
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

/** The part of a measure that a schedule reads. */
interface TimedMeasure {
  readonly id: string;
  /** The ids of the measures that must be done before it. */
  readonly needs: readonly string[];
  /** The ids of the measures that feed it, which come before it if that makes nothing late. */
  readonly after?: readonly string[] | undefined;
  /** The duration; null if none is stated. */
  readonly months: { readonly high: Rational } | null;
  /** The most urgent gap that the measure deals with by itself. */
  readonly heaviestGap?: OpenGap | undefined;
  /** Set if the measure was started already, so that it is placed before all others. */
  readonly isUnderWay?: true | undefined;
  /** The months to keep for quotations before it starts; absent if nothing is bought. */
  readonly quotationMonths?: Rational | undefined;
  /**
   * The months for which the measure should wait, because quotations are missing or because funding would be lost; 0 if
   * absent.
   */
  readonly notBefore?: Rational | undefined;
}

/** The time of a measure, in months from the beginning. */
export interface ScheduledMeasure<M extends TimedMeasure = CompiledMeasure> {
  readonly measure: M;
  /**
   * Phase 1 has quick wins and urgent measures. A phase comes after those it depends on, and ends no earlier than the
   * previous one.
   */
  readonly phase: number;
  readonly start: Rational;
  /** Equal to the start if no duration is stated. */
  readonly end: Rational;
}

/** A deadline: at least one of these measures must be done by then. */
export interface Deadline {
  readonly anyOf: readonly string[];
  /** The number of months from the beginning. */
  readonly by: Rational;
}

/** Returns a negative number, zero or a positive number if `a` comes before, with or after `b`. */
type Comparator<T> = (a: T, b: T) => number;

/**
 * Orders the measures of a plan: needs first; of those that could be next, the one due first, then the most urgent,
 * then the shortest, then the cheapest. A deadline and the urgency of a measure also apply to the measures that it
 * needs.
 */
export function orderMeasures(
  measures: readonly CompiledMeasure[],
  deadlines: readonly Deadline[] = [],
): CompiledMeasure[] {
  const compareDeadlines = byDeadline(latestEnds(measures, deadlines));
  const compareUrgencies = byUrgency(judgeUrgency(measures));
  return putNeedsFirst([...measures].sort((a, b) => compareDeadlines(a, b) || compareUrgencies(a, b)));
}

/** Moves measures after their needs; otherwise they keep their order. */
function putNeedsFirst<M extends TimedMeasure>(measures: readonly M[]): M[] {
  const listedIds = new Set(measures.map(({ id }) => id));
  const waitingMeasures = [...measures];
  const doneIds = new Set<string>();
  const orderedMeasures: M[] = [];
  while (waitingMeasures.length > 0) {
    const nextIndex = waitingMeasures.findIndex(({ needs }) =>
      needs.every((id) => doneIds.has(id) || !listedIds.has(id)),
    );
    // The needs have no cycle, so some measure can always be next.
    const [measure] = waitingMeasures.splice(Math.max(0, nextIndex), 1) as [M];
    orderedMeasures.push(measure);
    doneIds.add(measure.id);
  }
  return orderedMeasures;
}

/**
 * Returns when each measure must end, by id, so that the measures that need it end in time. Only measures on which a
 * deadline depends have an entry. If several measures meet a deadline, the one that can be done first counts; if even
 * that one is too late, it is due as soon as it can be done.
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

/** Orders measures by their latest end; those without one come last. */
const byDeadline =
  (latest: ReadonlyMap<string, Rational>): Comparator<TimedMeasure> =>
  (a, b) =>
    compareOptional(latest.get(a.id), latest.get(b.id), compare);

/**
 * Returns, by id, the most urgent gap that a measure deals with, itself or through a measure that needs it. Measures
 * that deal with none have no entry.
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

/** Returns the most urgent gap; undefined if there is none. */
export function heaviestOf(gaps: readonly OpenGap[]): OpenGap | undefined {
  return [...gaps].sort(compareGaps)[0];
}

/**
 * Orders gaps: those that are closed before those that are only eased in part, then by weight, then by what is saved of
 * stated losses, then by position.
 */
function compareGaps(a: OpenGap, b: OpenGap): number {
  const byWeight = Number(a.isPart ?? false) - Number(b.isPart ?? false) || compare(b.weight, a.weight);
  return byWeight || compare(b.saving ?? ZERO, a.saving ?? ZERO) || a.place - b.place;
}

/**
 * Orders measures by the gap that makes them urgent; then by duration and by cost, each by its high end, ascending.
 * Measures without the value come last.
 */
const byUrgency =
  (urgencies: ReadonlyMap<string, OpenGap>): Comparator<CompiledMeasure> =>
  (a, b) =>
    compareOptional(urgencies.get(a.id), urgencies.get(b.id), compareGaps) ||
    compareOptional(a.months?.high, b.months?.high, compare) ||
    compareOptional(a.cost?.high, b.cost?.high, compare) ||
    compareIds(a, b);

/** Orders missing values after all others: an unstated value is not zero. */
function compareOptional<T>(a: T | undefined, b: T | undefined, compareValues: Comparator<T>): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return compareValues(a, b);
}

/** A measure without needs is a quick win if it takes at most this many months. */
const QUICK_MONTHS = wholeNumber(3);

/** Returns the longest duration of a measure; 0 if it states none, which reports point out. */
function durationOf({ months }: TimedMeasure): Rational {
  return months?.high ?? ZERO;
}

/**
 * Schedules measures by month. In `measures`, each comes after its needs. Those under way are placed first, then
 * those with a deadline, then the urgent ones in the given order, then the quick wins, then the others phase by phase, those on which the longest
 * chain depends first; each as soon as its needs are done, its wait is over and fewer than `atOnce` others run. The
 * schedule is not proven to be the shortest.
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
  // Quick wins keep the given order. If only one measure runs at a time, all orders take equally long.
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
 * Lists slots phase by phase. A phase that would end before the previous one is merged into it, because later phases
 * need both.
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
 * Returns measures in the order in which work on them begins. If something is bought, the work begins with the
 * quotations. Measures that begin together stay in the given order.
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

/** Returns when the last measure is done. */
export function scheduleLength(slots: readonly Pick<ScheduledMeasure, 'end'>[]): Rational {
  return slots.map(({ end }) => end).reduce(greatest, ZERO);
}

/**
 * Returns the shortest time after which a measure can be done, ignoring the limit on parallel measures: the duration of
 * its longest chain of needs.
 */
export function longestChain(measure: TimedMeasure, all: ReadonlyMap<string, TimedMeasure>): Rational {
  const chainsBefore = measure.needs.flatMap((id) => {
    const need = all.get(id);
    return need ? [longestChain(need, all)] : [];
  });
  return add(chainsBefore.reduce(greatest, ZERO), durationOf(measure));
}

/** Returns, by id, the duration of the longest chain that begins with a measure: itself and those that need it. */
function longestChainsFrom(measures: readonly TimedMeasure[]): ReadonlyMap<string, Rational> {
  const chains = new Map<string, Rational>();
  // Backwards, because a measure comes after its needs.
  for (const measure of [...measures].reverse()) {
    const chainsAfter = measures.flatMap(({ id, needs }) =>
      needs.includes(measure.id) ? [chains.get(id) as Rational] : [],
    );
    chains.set(measure.id, add(durationOf(measure), chainsAfter.reduce(greatest, ZERO)));
  }
  return chains;
}

/**
 * Numbers the phases by measure id. The first phase has quick wins, urgent measures and measures with a deadline, the
 * next one other measures without needs, and later ones the measures that need those before, step by step.
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

/** Returns the first time from which fewer than `atOnce` measures run throughout the duration. */
function findEarliestStart(
  slots: readonly ScheduledMeasure<TimedMeasure>[],
  ready: Rational,
  duration: Rational,
  atOnce: number,
): Rational {
  const moments = [ready, ...slots.map(({ end }) => end).filter((end) => compare(end, ready) > 0)].sort(compare);
  const freeMoment = moments.find((start) => {
    const end = add(start, duration);
    // The number of running measures rises only when one starts, so only these times are checked.
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
  /** `no` if it is proven that no schedule is in time, `unknown` if the search for one was given up. */
  readonly inTime: 'yes' | 'no' | 'unknown';
}

/** The limits that a schedule must keep. */
interface TimeLimits {
  readonly horizon: Rational | null;
  readonly deadlines?: readonly Deadline[];
}

/**
 * Returns a schedule that also puts measures after those that feed them. If this would make a measure miss its deadline or
 * the horizon, or start before its wait is over, the feeders are ignored: first for measures with a deadline, then for all.
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

/** Whether a schedule of measures by their needs is within the horizon and the deadlines, see `Schedule`. */
export function judgeTime(
  measures: readonly CompiledMeasure[],
  atOnce: number,
  limits: TimeLimits,
): Schedule['inTime'] {
  return scheduleByNeeds(measures, atOnce, limits).inTime;
}

/**
 * Returns a schedule within the horizon and the deadlines if one can be found. Measures wait for quotations and funding if
 * all then end in time; otherwise only those that have time for it, or only those without a deadline, or none. If a
 * deadline cannot be met at all, what makes nothing later than starting at once still waits.
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
 * Returns the choices of measures that may wait for quotations and funding: all of them; those with enough time; those
 * without a deadline.
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

/** The number of starts that are tried before the search is given up. */
const MAX_TRIES = 2000;

/** A measure in whole units of time. */
interface ScheduleTask {
  readonly time: number;
  /** The latest possible end, so that every measure that needs this one can still end in time. */
  readonly latest: number;
  /** The indexes of the tasks that must be done before it. */
  readonly needs: readonly number[];
}

/** Finds when each measure starts, by its id, so that all end within the horizon and by their deadlines. */
function fitInto(
  measures: readonly TimedMeasure[],
  atOnce: number,
  horizon: Rational | null,
  latest: ReadonlyMap<string, Rational>,
): ReadonlyMap<string, Rational> | 'no' | 'unknown' {
  const times = measures.map(durationOf);
  // If tasks run one after another, they all fit into the sum of their durations, so this limit excludes no useful
  // schedule.
  const limit = horizon ?? times.reduce(add, ZERO);
  const unit = [limit, ...times, ...latest.values()].reduce(
    (all, { d }) => (all / greatestCommonDivisor(all, d)) * d,
    1n,
  );
  const inUnits = ({ n, d }: Rational): number => Number(n * (unit / d));
  const ends = measures.map(({ id }) => inUnits(least(limit, latest.get(id) ?? limit)));
  const starts = findStarts(tasksOf(measures, times.map(inUnits), ends), atOnce, inUnits(limit));
  if (typeof starts === 'string') return starts;
  return new Map(measures.map(({ id }, i) => [id, fraction(BigInt(itemAt(starts, i)), unit)]));
}

/** Turns measures into tasks; each measure must be listed after its needs. */
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
 * Finds when tasks start so that all are done by a limit, by branch and bound. Each task whose needs are placed is
 * tried as the next one; it starts as soon as it can, but not before the one placed last. This misses no schedule:
 * placing the tasks of any schedule in the order of their starts can only move them earlier.
 */
function findStarts(
  tasks: readonly ScheduleTask[],
  atOnce: number,
  limit: number,
): readonly number[] | 'no' | 'unknown' {
  const starts: (number | undefined)[] = tasks.map(() => undefined);
  /** Search states from which no schedule is possible. */
  const deadStates = new Set<string>();
  let tries = 0;

  const endOf = (i: number): number => (starts[i] as number) + itemAt(tasks, i).time;
  const isPlaced = (i: number): boolean => starts[i] !== undefined;

  /**
   * Places the remaining tasks. `free` lists when each of the parallel slots becomes free, ascending; `last` is the
   * start of the task placed last.
   */
  function place(free: readonly number[], last: number): boolean {
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
        place(
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

  if (place(Array<number>(Math.min(atOnce, Math.max(1, tasks.length))).fill(0), 0)) return starts as number[];
  return tries > MAX_TRIES ? 'unknown' : 'no';
}
