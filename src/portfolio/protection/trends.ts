import { UNDATED } from '../day.ts';
import { endOfQuarter, type Quarter, type StageFigures } from '../figures/stages.ts';
import { HOLDS, type Reach } from '../stages/reach.ts';
import { findDerived } from './derived.ts';
import { joinMembers } from './joint.ts';
import { countKinds, indicate } from './kinds.ts';
import type { Ledger } from './ledger.ts';
import { isSmall } from './small.ts';

/** What is shown of how a stage came to be reached. */
export interface Trend {
  readonly quarters: readonly Quarter[];
  readonly undated: number | null;
}

const NOTHING: Trend = { quarters: [], undated: null };

/**
 * Trends of stages, those that more have reached first. A quarter is shown where nobody few follows from the totals of all
 * stages at its end, nor from what came since any quarter shown before. Those that are hidden are told with the next ones.
 * Of two stages of which one lies inside of the other, or that are apart, both have a whole trend, or the smaller one none:
 * what is hidden of one could not be more, or less, than what is shown of the other leaves.
 */
export function concealTrends(
  stages: readonly StageFigures[],
  reaches: readonly Reach[],
  { gone, isIn, least, ledger }: { gone: readonly boolean[]; isIn: Uint8Array; least: number; ledger: Ledger },
): Trend[] {
  const trends = stages.map(() => NOTHING);
  const atEnd = new Map<string, Uint8Array[]>();
  const order = [...stages.keys()].filter((s) => !gone[s]);
  order.sort((a, b) => (stages[b] as StageFigures).holds - (stages[a] as StageFigures).holds || a - b);
  for (const [place, s] of order.entries()) {
    const tied = order
      .slice(0, place)
      .filter((other) => (trends[other] as Trend).quarters.length > 0 && areTied(s, other));
    if (!tied.every(isWhole)) continue;
    trends[s] = concealTrend(stages[s] as StageFigures, reaches[s] as Reach);
    if (tied.length > 0 && !isWhole(s)) trends[s] = NOTHING;
  }
  return trends;

  function isWhole(s: number): boolean {
    const { quarters, undated } = trends[s] as Trend;
    return undated !== null && quarters.length === stages[s]?.quarters.length;
  }

  /** Whether nobody has reached both, or only the one, or only the other, or neither. */
  function areTied(s: number, other: number): boolean {
    const [one, two] = [(reaches[s] as Reach).truth, (reaches[other] as Reach).truth];
    const seen = new Set<number>();
    for (let i = 0; i < isIn.length; i++)
      if (isIn[i] === 1) seen.add((one[i] === HOLDS ? 1 : 0) + (two[i] === HOLDS ? 2 : 0));
    return seen.size < 4;
  }

  function concealTrend(stage: StageFigures, { truth, day }: Reach): Trend {
    const until = (end: number): Uint8Array =>
      truth.map((one, i) => (one === HOLDS && (day[i] as number) <= end ? 1 : 0));
    const undated = truth.map((one, i) => (one === HOLDS && day[i] === UNDATED ? 1 : 0));
    const isUndatedShown = stage.undated === 0 || ledger.admit(() => [undated]);
    const sets: Uint8Array[] = isUndatedShown && stage.undated > 0 ? [undated] : [];
    const shown: Quarter[] = [];
    let last = isUndatedShown ? stage.undated : 0;
    for (const quarter of stage.quarters) {
      const set = until(endOfQuarter(quarter.quarter));
      const others = atEnd.get(quarter.quarter) ?? [];
      const isNews = shown.length === 0 || quarter.total !== last;
      const since = (): Uint8Array[] => sets.map((before) => set.map((one, i) => one & ~(before[i] as number)));
      if (tells([...others, set]) || (isNews && !ledger.admit(() => [set, ...since()]))) continue;
      if (isNews) sets.push(set);
      atEnd.set(quarter.quarter, [...others, set]);
      // The line begins before the first quarter: where that is hidden, or how many were there before, the line would tell.
      const isLineShown = isUndatedShown && (shown[0] ?? quarter).quarter === stage.quarters[0]?.quarter;
      shown.push({ ...quarter, reached: quarter.total - last, line: isLineShown ? quarter.line : null });
      last = quarter.total;
    }
    return { quarters: shown, undated: isUndatedShown ? stage.undated : null };
  }

  /** Whether few follow from the last of some sets and others of them. */
  function tells(predicates: readonly Uint8Array[]): boolean {
    const groupOf = new Uint32Array(isIn.length);
    const none = new Uint16Array(isIn.length);
    const joint = joinMembers({ by: [], groupOf, groups: [[]] }, { isIn, predicates, slotOf: none, slots: 1 });
    const columns = predicates.map((_, p) => indicate(joint, p));
    const kinds = { columns, slotOf: none.subarray(0, joint.classes.length), slots: 1 };
    return findDerived(kinds, { last: true }).some(({ holds }) =>
      isSmall(countKinds(joint, holds)[0] as number, least),
    );
  }
}
