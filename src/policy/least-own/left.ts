import type { Partial } from '../roadmap/outlook.ts';
import { type Bounds, type Line, lineAt, setsTogether } from './bounds.ts';

/** What is left to pay at least while some measures are open, in the units of the bounds; never below 0. */
export function createLeft(bounds: Bounds): (partial: Partial) => number {
  const { costs, savings, grants, shared } = bounds;
  const sets = setsTogether(bounds);

  return (partial) => {
    const saved = savings.reduce(
      (sum, { members, amount }) => (members.every((i) => partial[i] !== false) ? sum + amount : sum),
      0,
    );
    const points = [(i: number) => partial[i] === true, (i: number) => partial[i] !== false];
    const left = sets.map((set) => Math.max(...points.map((is) => leftWith(linesAt(set, is), partial))));
    return Math.max(0, Math.min(...left) - saved);
  };

  /** For each grant of a set, or for several that share a limit, the line that is lowest for some measures. */
  function linesAt(set: readonly number[], is: (measure: number) => boolean): Line[] {
    const lowest = new Map(
      set.map((grant) => {
        const lines = (grants[grant] as (typeof grants)[number]).lines.map((line) => [line, lineAt(line, is)] as const);
        return [grant, lines.reduce((a, b) => (b[1] < a[1] ? b : a))] as const;
      }),
    );
    const together = shared.flatMap(({ of, line }) => {
      const members = of.filter((grant) => lowest.has(grant));
      const apart = members.reduce((sum, grant) => sum + (lowest.get(grant)?.[1] ?? 0), 0);
      if (apart <= lineAt(line, is)) return [];
      for (const grant of members) lowest.delete(grant);
      return [line];
    });
    return [...together, ...[...lowest.values()].map(([line]) => line)];
  }

  /** Each measure that is taken is paid less what the lines bring for it; an open one only where that brings more. */
  function leftWith(lines: readonly Line[], partial: Partial): number {
    return costs.reduce(
      (sum, cost, i) => {
        if (partial[i] === false) return sum;
        const own = lines.reduce((rest, { of }) => rest - (of[i] as number), cost);
        return partial[i] || own < 0 ? sum + own : sum;
      },
      -lines.reduce((sum, { base }) => sum + base, 0),
    );
  }
}
