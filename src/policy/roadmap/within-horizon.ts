import { add, compare, fraction, greatestCommonDivisor, type Rational } from '../../model/rational.ts';
import type { CompiledMeasure } from '../measures.ts';
import { durationOf, joinPhases, lengthOf, type Slot, scheduleMeasures, type Timed } from './schedule.ts';

/** When measures are done, and whether that keeps to the horizon. */
export interface Schedule<M extends Timed = CompiledMeasure> {
  readonly slots: readonly Slot<M>[];
  /** `no` where it is proven that no schedule does, `unknown` where the search for one was given up. */
  readonly inTime: 'yes' | 'no' | 'unknown';
}

/** The usual schedule; where that takes longer than the horizon, one that keeps to it, if there is one to be found. */
export function scheduleWithin<M extends Timed>(
  measures: readonly M[],
  atOnce: number,
  horizon: Rational | null,
): Schedule<M> {
  const usual = scheduleMeasures(measures, atOnce);
  if (!horizon || compare(lengthOf(usual), horizon) <= 0) return { slots: usual, inTime: 'yes' };
  const fit = fitInto(measures, atOnce, horizon);
  if (typeof fit === 'string') return { slots: usual, inTime: fit };
  const slots = usual.map(({ measure, phase }): Slot<M> => {
    const start = fit.get(measure.id) as Rational;
    return { measure, phase, start, end: add(start, durationOf(measure)) };
  });
  return { slots: joinPhases(slots.sort((a, b) => compare(a.start, b.start))), inTime: 'yes' };
}

/** So many beginnings are tried before the search is given up. */
const MOST_TRIES = 2000;

/** A measure in whole units of time. */
interface Task {
  readonly time: number;
  /** From its beginning to the end of the longest chain that builds on it. */
  readonly tail: number;
  /** The positions of those it builds on. */
  readonly needs: readonly number[];
}

/** When each measure begins, by its id, so that all are done in time. */
function fitInto(
  measures: readonly Timed[],
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
function tasksOf(measures: readonly Timed[], times: readonly number[]): Task[] {
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
function findStarts(tasks: readonly Task[], atOnce: number, limit: number): readonly number[] | 'no' | 'unknown' {
  const starts: (number | undefined)[] = tasks.map(() => undefined);
  /** States from which nothing was found. */
  const hopeless = new Set<string>();
  let tries = 0;

  const endOf = (i: number): number => (starts[i] as number) + (tasks[i] as Task).time;
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
      if (++tries > MOST_TRIES) return false;
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
  return tries > MOST_TRIES ? 'unknown' : 'no';
}
