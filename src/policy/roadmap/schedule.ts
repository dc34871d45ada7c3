import { add, compare, greatest, type Rational, ZERO } from '../../model/rational.ts';
import type { CompiledMeasure } from '../measures.ts';

/** What a schedule asks of a measure. */
export interface Timed {
  readonly id: string;
  /** The ids of those it builds on. */
  readonly needs: readonly string[];
  /** How long it takes; null where that is not stated. */
  readonly months: { readonly high: Rational } | null;
}

/** When a measure is done, in months from the beginning. */
export interface Slot<M extends Timed = CompiledMeasure> {
  readonly measure: M;
  /** 1 for the quick wins; a phase comes after those it builds on, and ends no earlier than the one before. */
  readonly phase: number;
  readonly start: Rational;
  /** The same as the start where no duration is stated. */
  readonly end: Rational;
}

/** Up to so many months a measure that needs no other is a quick win. */
const QUICK: Rational = { n: 3n, d: 1n };

/** How long a measure takes at most; what is not stated takes no time here, and reports say so. */
export function durationOf({ months }: Timed): Rational {
  return months?.high ?? ZERO;
}

/**
 * Sets measures, listed in an order in which each comes after what it needs, to months: phase by phase, each as early as
 * what it needs is done and fewer than `atOnce` others run. Not proven to be the shortest such schedule.
 */
export function scheduleMeasures<M extends Timed>(measures: readonly M[], atOnce: number): Slot<M>[] {
  const phases = phasesOf(measures);
  const slots: Slot<M>[] = [];
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
export function joinPhases<M extends Timed>(slots: readonly Slot<M>[]): Slot<M>[] {
  const joined: Slot<M>[][] = [];
  for (const number of [...new Set(slots.map(({ phase }) => phase))].sort((a, b) => a - b)) {
    const phase = slots.filter((slot) => slot.phase === number);
    const before = joined.at(-1);
    if (before && compare(lengthOf(phase), lengthOf(before)) < 0) before.push(...phase);
    else joined.push(phase);
  }
  return joined.flatMap((phase, i) => phase.map((slot) => ({ ...slot, phase: i + 1 })));
}

/** When the last measure is done. */
export function lengthOf(slots: readonly Slot<Timed>[]): Rational {
  return slots.map(({ end }) => end).reduce(greatest, ZERO);
}

/** The shortest time after which a measure can be done, by itself: that of the longest chain of what it needs. */
export function chainOf(measure: CompiledMeasure, all: ReadonlyMap<string, CompiledMeasure>): Rational {
  const before = measure.needs.flatMap((id) => {
    const need = all.get(id);
    return need ? [chainOf(need, all)] : [];
  });
  return add(before.reduce(greatest, ZERO), durationOf(measure));
}

/** By the measures' ids: quick wins first, then what needs nothing, then what needs those, step by step. */
function phasesOf(measures: readonly Timed[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const measure of measures) {
    const before = measure.needs.map((id) => ranks.get(id) ?? 0);
    const isQuick = measure.months !== null && compare(measure.months.high, QUICK) <= 0;
    ranks.set(measure.id, before.length > 0 ? Math.max(...before) + 1 : isQuick ? 1 : 2);
  }
  const used = [...new Set(ranks.values())].sort((a, b) => a - b);
  return new Map([...ranks].map(([id, rank]) => [id, used.indexOf(rank) + 1]));
}

/** The first moment from which on fewer than so many run for so long. */
function earliest(slots: readonly Slot<Timed>[], ready: Rational, duration: Rational, atOnce: number): Rational {
  const moments = [ready, ...slots.map(({ end }) => end).filter((end) => compare(end, ready) > 0)].sort(compare);
  const free = moments.find((start) => {
    const end = add(start, duration);
    // How many run changes only where one begins.
    const changes = [
      start,
      ...slots.map((slot) => slot.start).filter((at) => compare(at, start) > 0 && compare(at, end) < 0),
    ];
    return changes.every((at) => slots.filter((slot) => runsAt(slot, at)).length < atOnce);
  });
  return free ?? ready;
}

function runsAt({ start, end }: Slot<Timed>, at: Rational): boolean {
  return compare(start, at) <= 0 && compare(at, end) < 0;
}
