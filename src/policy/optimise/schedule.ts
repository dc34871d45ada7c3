// The order to take measures in, and when: phase by phase, and within a horizon.
import {
  add,
  compare,
  fraction,
  greatest,
  greatestCommonDivisor,
  type Rational,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';
import { compareIds } from '../measure-cost.ts';
import type { CompiledMeasure } from '../measures.ts';

/** A measure as far as a schedule reads it. */
interface TimedMeasure {
  readonly id: string;
  /** The ids of those it builds on. */
  readonly needs: readonly string[];
  /** How long it takes; null where that is not stated. */
  readonly months: { readonly high: Rational } | null;
  /** Stated where it closes a gap that comes first, or is needed for that. */
  readonly urgency?: Rational | undefined;
}

/** When a measure is done, in months from the beginning. */
export interface ScheduledMeasure<M extends TimedMeasure = CompiledMeasure> {
  readonly measure: M;
  /** 1 for the quick wins and what is urgent; a phase comes after those it builds on, and ends no earlier than the one before. */
  readonly phase: number;
  readonly start: Rational;
  /** The same as the start where no duration is stated. */
  readonly end: Rational;
}

/** Negative, zero or positive as one comes before, with or after the other. */
type Comparator<T> = (a: T, b: T) => number;

/**
 * The order to take measures in: what is needed first, and of what could be next the most urgent, the shortest, the cheapest.
 * Whatever is left out of the list, together with everything that needs it, the order of the rest stays the same.
 */
export function orderMeasures(measures: readonly CompiledMeasure[]): CompiledMeasure[] {
  const listed = new Set(measures.map(({ id }) => id));
  const waiting = [...measures].sort(byUrgency);
  const done = new Set<string>();
  const ordered: CompiledMeasure[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ needs }) => needs.every((id) => done.has(id) || !listed.has(id)));
    // Without a circle there is always one that could be next; compiled measures have none.
    const [measure] = waiting.splice(Math.max(0, next), 1) as [CompiledMeasure];
    ordered.push(measure);
    done.add(measure.id);
  }
  return ordered;
}

/** What closes the weightier gap first, of those that weigh as much the one that is told first; then quick before long and cheap before dear, by the high ends; what is not stated comes last. */
const byUrgency: Comparator<CompiledMeasure> = (a, b) =>
  compare(b.urgency ?? ZERO, a.urgency ?? ZERO) ||
  (a.urgentGap ?? 0) - (b.urgentGap ?? 0) ||
  compareOptional(a.months?.high, b.months?.high) ||
  compareOptional(a.cost?.high, b.cost?.high) ||
  compareIds(a, b);

/** What is not stated counts as more than everything stated: absent is not zero. */
function compareOptional(a: Rational | undefined, b: Rational | undefined): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return compare(a, b);
}

/** Up to so many months a measure that needs no other is a quick win. */
const QUICK = wholeNumber(3);

/** How long a measure takes at most; one without a stated duration takes no time here, which reports mention. */
function durationOf({ months }: TimedMeasure): Rational {
  return months?.high ?? ZERO;
}

/**
 * Sets measures, listed in an order in which each comes after what it needs, to months: phase by phase, each as early as
 * what it needs is done and fewer than `atOnce` others run. Not proven to be the shortest such schedule.
 */
export function scheduleMeasures<M extends TimedMeasure>(
  measures: readonly M[],
  atOnce: number,
): ScheduledMeasure<M>[] {
  const phases = phasesOf(measures);
  const slots: ScheduledMeasure<M>[] = [];
  const inTurn = [...measures].sort((a, b) => (phases.get(a.id) as number) - (phases.get(b.id) as number));
  for (const measure of inTurn) {
    const before = slots.filter(({ measure: { id } }) => measure.needs.includes(id)).map(({ end }) => end);
    const ready = before.reduce(greatest, ZERO);
    const start = earliest(slots, ready, durationOf(measure), atOnce);
    slots.push({ measure, phase: phases.get(measure.id) as number, start, end: add(start, durationOf(measure)) });
  }
  return joinPhases(slots);
}

/** Slots phase by phase; a phase that would be done before the one it comes after is part of that: what it leads to needs both. */
function joinPhases<M extends TimedMeasure>(slots: readonly ScheduledMeasure<M>[]): ScheduledMeasure<M>[] {
  const joined: ScheduledMeasure<M>[][] = [];
  for (const number of [...new Set(slots.map(({ phase }) => phase))].sort((a, b) => a - b)) {
    const phase = slots.filter((slot) => slot.phase === number);
    const before = joined.at(-1);
    if (before && compare(scheduleLength(phase), scheduleLength(before)) < 0) before.push(...phase);
    else joined.push(phase);
  }
  return joined.flatMap((phase, i) => phase.map((slot) => ({ ...slot, phase: i + 1 })));
}

/** When the last measure is done. */
export function scheduleLength(slots: readonly ScheduledMeasure<TimedMeasure>[]): Rational {
  return slots.map(({ end }) => end).reduce(greatest, ZERO);
}

/** The shortest time after which a measure can be done, by itself: that of the longest chain of what it needs. */
export function longestChain(measure: CompiledMeasure, all: ReadonlyMap<string, CompiledMeasure>): Rational {
  const before = measure.needs.flatMap((id) => {
    const need = all.get(id);
    return need ? [longestChain(need, all)] : [];
  });
  return add(before.reduce(greatest, ZERO), durationOf(measure));
}

/** By the measures' ids: quick wins and what is urgent first, then what needs nothing, then what needs those, step by step. */
function phasesOf(measures: readonly TimedMeasure[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const measure of measures) {
    const before = measure.needs.map((id) => ranks.get(id) ?? 0);
    const isQuick = measure.months !== null && compare(measure.months.high, QUICK) <= 0;
    const isFirst = isQuick || measure.urgency !== undefined;
    ranks.set(measure.id, before.length > 0 ? Math.max(...before) + 1 : isFirst ? 1 : 2);
  }
  const used = [...new Set(ranks.values())].sort((a, b) => a - b);
  return new Map([...ranks].map(([id, rank]) => [id, used.indexOf(rank) + 1]));
}

/** The first moment from which on fewer than so many run for so long. */
function earliest(
  slots: readonly ScheduledMeasure<TimedMeasure>[],
  ready: Rational,
  duration: Rational,
  atOnce: number,
): Rational {
  const moments = [ready, ...slots.map(({ end }) => end).filter((end) => compare(end, ready) > 0)].sort(compare);
  const free = moments.find((start) => {
    const end = add(start, duration);
    // How many run changes only where one begins.
    const changes = [
      start,
      ...slots.map((slot) => slot.start).filter((at) => compare(at, start) > 0 && compare(at, end) < 0),
    ];
    return changes.every(
      (at) => slots.filter(({ start, end }) => compare(start, at) <= 0 && compare(at, end) < 0).length < atOnce,
    );
  });
  return free ?? ready;
}

/** When measures are done, and whether that keeps to the horizon. */
interface Schedule<M extends TimedMeasure = CompiledMeasure> {
  readonly slots: readonly ScheduledMeasure<M>[];
  /** `no` where it is proven that no schedule does, `unknown` where the search for one was given up. */
  readonly inTime: 'yes' | 'no' | 'unknown';
}

/** The usual schedule; where that takes longer than the horizon, one that keeps to it, if there is one to be found. */
export function scheduleWithin<M extends TimedMeasure>(
  measures: readonly M[],
  atOnce: number,
  horizon: Rational | null,
): Schedule<M> {
  const usual = scheduleMeasures(measures, atOnce);
  if (!horizon || compare(scheduleLength(usual), horizon) <= 0) return { slots: usual, inTime: 'yes' };
  const fit = fitInto(measures, atOnce, horizon);
  if (typeof fit === 'string') return { slots: usual, inTime: fit };
  const slots = usual.map(({ measure, phase }): ScheduledMeasure<M> => {
    const start = fit.get(measure.id) as Rational;
    return { measure, phase, start, end: add(start, durationOf(measure)) };
  });
  return { slots: joinPhases(slots.sort((a, b) => compare(a.start, b.start))), inTime: 'yes' };
}

/** How many starts are tried before the search is given up. */
const MAX_TRIES = 2000;

/** A measure in whole units of time. */
interface ScheduleTask {
  readonly time: number;
  /** From its beginning to the end of the longest chain that builds on it. */
  readonly tail: number;
  /** The positions of those it builds on. */
  readonly needs: readonly number[];
}

/** When each measure begins, by its id, so that all are done in time. */
function fitInto(
  measures: readonly TimedMeasure[],
  atOnce: number,
  horizon: Rational,
): ReadonlyMap<string, Rational> | 'no' | 'unknown' {
  const times = measures.map(durationOf);
  const unit = [horizon, ...times].reduce((all, { d }) => (all / greatestCommonDivisor(all, d)) * d, 1n);
  const inUnits = ({ n, d }: Rational): number => Number(n * (unit / d));
  const starts = findStarts(tasksOf(measures, times.map(inUnits)), atOnce, inUnits(horizon));
  if (typeof starts === 'string') return starts;
  return new Map(measures.map(({ id }, i) => [id, fraction(BigInt(starts[i] as number), unit)]));
}

/** Measures are listed in an order in which each comes after what it needs. */
function tasksOf(measures: readonly TimedMeasure[], times: readonly number[]): ScheduleTask[] {
  const tails = [...times];
  const needs = measures.map((one) => measures.flatMap(({ id }, at) => (one.needs.includes(id) ? [at] : [])));
  for (let i = tails.length - 1; i >= 0; i--)
    for (const need of needs[i] ?? [])
      tails[need] = Math.max(tails[need] as number, (times[need] as number) + (tails[i] as number));
  return measures.map((_, i) => ({ time: times[i] as number, tail: tails[i] as number, needs: needs[i] ?? [] }));
}

/**
 * When tasks begin so that all are done by a limit. Branch and bound: of those whose needs have their place, each in turn
 * begins next, as soon as it can and not before the one placed last. Nothing is missed by that: a schedule whose tasks are
 * placed anew in the order of their beginnings only moves forward.
 */
function findStarts(
  tasks: readonly ScheduleTask[],
  atOnce: number,
  limit: number,
): readonly number[] | 'no' | 'unknown' {
  const starts: (number | undefined)[] = tasks.map(() => undefined);
  /** States from which nothing was found. */
  const hopeless = new Set<string>();
  let tries = 0;

  const endOf = (i: number): number => (starts[i] as number) + (tasks[i] as ScheduleTask).time;
  const isPlaced = (i: number): boolean => starts[i] !== undefined;

  /** `free`: when each of those that may run at once ends, ascending; `last`: when the one placed last begins. */
  function place(free: readonly number[], last: number): boolean {
    const now = Math.max(last, free[0] as number);
    const open = tasks.flatMap((task, i) => {
      if (isPlaced(i)) return [];
      const before = task.needs.filter(isPlaced);
      const start = before.map(endOf).reduce((a, b) => Math.max(a, b), now);
      return [{ ...task, i, start, isNext: before.length === task.needs.length }];
    });
    if (open.length === 0) return true;
    const busy = free.map((end) => Math.max(end, now));
    const room = busy.reduce((sum, end) => sum + Math.max(0, limit - end), 0);
    if (open.reduce((sum, { time }) => sum + time, 0) > room) return false;
    if (open.some(({ start, tail }) => start + tail > limit)) return false;
    const state = `${open.map(({ i, start }) => `${i}:${start}`)} ${busy}`;
    if (hopeless.has(state)) return false;
    const next = open.filter(({ isNext }) => isNext).sort((a, b) => a.start - b.start || b.tail - a.tail);
    for (const { i, start, time } of next) {
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
    hopeless.add(state);
    return false;
  }

  if (place(Array<number>(Math.min(atOnce, Math.max(1, tasks.length))).fill(0), 0)) return starts as number[];
  return tries > MAX_TRIES ? 'unknown' : 'no';
}
