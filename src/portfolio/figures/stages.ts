import type { Text } from '../../model/generated/types.ts';
import { dateOfDay, dayNumber, UNDATED } from '../day.ts';
import type { CompiledStage } from '../stages/compile.ts';
import { FAILS, HOLDS, type Reach, UNDECIDED } from '../stages/reach.ts';

/** How far a programme is in one of its stages. */
export interface StageFigures {
  readonly id: string;
  readonly title?: Text;
  /** Of those in scope: for whom it holds, and for whom it is undecided. */
  readonly holds: number;
  readonly undecided: number;
  /** For whom it holds outside of the registry. */
  readonly outside: number;
  /** Of those in scope for whom it holds: how many at no known day. */
  readonly undated: number;
  /** From the first quarter in which someone reached it to that of the report, or the last one. */
  readonly quarters: readonly Quarter[];
  readonly target: TargetFigures | null;
  /** Facts that it asks whether they are stated, and that no input has: nobody counts by them. */
  readonly neverStated: readonly string[];
}

/** A quarter, such as 2026Q1. */
export interface Quarter {
  readonly quarter: string;
  /** Who reached the stage in it. */
  readonly reached: number;
  /** All who had at its end, those at no known day included. */
  readonly total: number;
  /**
   * What the straight line from what had been reached before the first quarter, thus at no known day, to the target says
   * for its end; null without a target.
   */
  readonly line: number | null;
}

/** How far a stage shall be. */
export interface TargetFigures {
  readonly count: number;
  /** The last day, YYYY-MM-DD. */
  readonly by: string;
  /** How many are missing. */
  readonly missing: number;
  /** How many have to reach it in each quarter that is left; null where none is left. */
  readonly needed: number | null;
  /** How many did on average in the four quarters before that of the report; null where that is hidden. */
  readonly recent: number | null;
}

/** A quarter of a year of the Gregorian calendar, in days. */
const QUARTER_DAYS = 365.2425 / 4;

/** Counts a stage over the members in scope. */
export function stageFigures(
  { stage }: CompiledStage,
  { truth, day }: Reach,
  scope: {
    readonly isIn: Uint8Array;
    readonly size: number;
    readonly asOf: string;
    readonly neverStated: readonly string[];
  },
): StageFigures {
  let [holds, undecided, outside, undated] = [0, 0, 0, 0];
  const reached = new Map<number, number>();
  for (let i = 0; i < truth.length; i++) {
    if (truth[i] === FAILS) continue;
    if (scope.isIn[i] === 0) {
      if (truth[i] === HOLDS) outside += 1;
      continue;
    }
    if (truth[i] === UNDECIDED) {
      undecided += 1;
      continue;
    }
    holds += 1;
    if (day[i] === UNDATED) undated += 1;
    else {
      const quarter = quarterOf(day[i] as number);
      reached.set(quarter, (reached.get(quarter) ?? 0) + 1);
    }
  }
  const { target } = stage;
  const count = target && ('share' in target ? Math.ceil(target.share * scope.size - 1e-9) : target.count);
  const goal = target && count !== undefined ? { count, by: target.by } : null;
  const now = quarterOf(dayNumber(scope.asOf));
  return {
    id: stage.id,
    ...(stage.title !== undefined && { title: stage.title }),
    holds,
    undecided,
    outside,
    undated,
    quarters: quartersOf(reached, undated, now, goal),
    neverStated: scope.neverStated,
    target: goal && { ...goal, ...paceOf(goal, holds, scope.asOf, reached, now) },
  };
}

function quartersOf(
  reached: ReadonlyMap<number, number>,
  undated: number,
  now: number,
  goal: { count: number; by: string } | null,
): Quarter[] {
  if (reached.size === 0) return [];
  const first = Math.min(...reached.keys());
  const last = Math.max(now, ...reached.keys());
  const start = firstDayOf(first);
  // Where it was reached before anything is dated, nothing is left to rise.
  const begin = Math.min(undated, goal?.count ?? undated);
  let total = undated;
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const quarter = first + i;
    const own = reached.get(quarter) ?? 0;
    total += own;
    const end = firstDayOf(quarter + 1);
    const way = goal && Math.min(1, (end - start) / Math.max(1, dayNumber(goal.by) + 1 - start));
    const line = goal && way !== null ? begin + (goal.count - begin) * way : null;
    return { quarter: nameOf(quarter), reached: own, total, line };
  });
}

function paceOf(
  { count, by }: { count: number; by: string },
  holds: number,
  asOf: string,
  reached: ReadonlyMap<number, number>,
  now: number,
): Pick<TargetFigures, 'missing' | 'needed' | 'recent'> {
  const missing = Math.max(0, count - holds);
  const left = (dayNumber(by) - dayNumber(asOf)) / QUARTER_DAYS;
  const lately = [1, 2, 3, 4].map((back) => reached.get(now - back) ?? 0);
  const recent = lately.reduce((sum, one) => sum + one, 0) / lately.length;
  return { missing, needed: left > 0 ? missing / left : null, recent };
}

/** Quarters counted from the year 0. */
function quarterOf(day: number): number {
  const date = dateOfDay(day) as string;
  return Number(date.slice(0, 4)) * 4 + Math.floor((Number(date.slice(5, 7)) - 1) / 3);
}

function nameOf(quarter: number): string {
  return `${Math.floor(quarter / 4)}Q${(quarter % 4) + 1}`;
}

/** A quarter by its name, counted from the year 0. */
export function quarterNamed(name: string): number {
  return Number(name.slice(0, -2)) * 4 + Number(name.at(-1)) - 1;
}

/** The last day of a quarter by its name, in days. */
export function endOfQuarter(name: string): number {
  return firstDayOf(quarterNamed(name) + 1) - 1;
}

function firstDayOf(quarter: number): number {
  const month = String((quarter % 4) * 3 + 1).padStart(2, '0');
  return dayNumber(`${String(Math.floor(quarter / 4)).padStart(4, '0')}-${month}-01`);
}

/** How many of those in scope have reached both of two stages, by the pair of their places, the lower one first. */
export interface Overlap {
  readonly stages: readonly [string, string];
  readonly both: number;
  /** That reached the first only, and the second only. */
  readonly first: number;
  readonly second: number;
}

/** Counts every pair of stages. */
export function overlapsOf(ids: readonly string[], reaches: readonly Reach[], isIn: Uint8Array): Overlap[] {
  return ids.flatMap((id, a) =>
    ids.slice(a + 1).map((other, rest): Overlap => {
      const [one, two] = [(reaches[a] as Reach).truth, (reaches[a + 1 + rest] as Reach).truth];
      let [both, first, second] = [0, 0, 0];
      for (let i = 0; i < isIn.length; i++) {
        if (isIn[i] === 0) continue;
        if (one[i] === HOLDS && two[i] === HOLDS) both += 1;
        else if (one[i] === HOLDS) first += 1;
        else if (two[i] === HOLDS) second += 1;
      }
      return { stages: [id, other], both, first, second };
    }),
  );
}
