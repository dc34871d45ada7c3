import { createExchange } from './exchange.ts';
import type { Joint } from './joint.ts';

/**
 * What of a table is hidden so that no count under `least`, and no count in its place, can be worked out from what is
 * shown: for every hidden count members can change places so that it differs by at least `least`, and no shown number does.
 */
export interface Pattern {
  /** By row: not even how many there are is shown. */
  readonly whole: readonly boolean[];
  /** By row: nothing is said of levels. */
  readonly levels: readonly boolean[];
  /** By stage and row. */
  readonly stages: readonly (readonly boolean[])[];
  /** Predicates of which no row, and no total, may be shown. */
  readonly gone: readonly boolean[];
}

/** Of so many rows each is tried alone before several are hidden. */
const TRIED = 100;

/**
 * Finds what to hide; the first `stages` predicates are stages, the others say by which pack a member was assessed. Those
 * `given` are shown nowhere. Where hiding all rows is not enough, because there are few, totals go as well.
 */
export function findPattern(
  joint: Joint,
  stages: number,
  predicates: number,
  least: number,
  given: readonly boolean[],
): Pattern {
  const { groups, members, classes } = joint;
  const isSmall = (count: number): boolean => count > 0 && count < least;
  const all = Array.from({ length: groups }, (_, g) => g);
  const bySize = all.toSorted((a, b) => (members[a] as number) - (members[b] as number) || a - b);
  const total = sum(members);
  const holding = all.map((g) =>
    Array.from({ length: predicates }, (_, p) =>
      classes.reduce((count, bits, one) => count + (bits[p] === 1 ? joint.inClass(g, one) : 0), 0),
    ),
  );
  const gone = Array.from({ length: predicates }, (_, p) => {
    const count = sum(holding.map((row) => row[p] as number));
    return given[p] || isSmall(count) || isSmall(total - count);
  });

  const whole = new Set(all.filter((g) => isSmall(members[g] as number)));
  // Members that nobody counts together: a single hidden row would be the total less the others.
  for (const g of bySize) {
    if (whole.size === 0 || (whole.size > 1 && sum([...whole].map((one) => members[one] as number)) >= least)) break;
    whole.add(g);
  }

  const exchange = createExchange(joint, { stages, gone, whole });
  const hasLevels = gone.slice(stages).some((isGone) => !isGone);
  const columns = Array.from({ length: stages + 1 }, (_, column) => column);
  const shown = columns.filter((column) => (column < stages ? !gone[column] : hasLevels));
  const every = shown.reduce((mask, column) => mask | (1 << column), 0);
  const hidden = Array.from({ length: stages + 1 }, () => new Set(whole));
  for (const g of all) hideSmall(g);
  const free = hidden.map((_, column) => 1 << column);
  while (shown.map(settle).some((hasChanged) => hasChanged));
  const lost = shown.find((column) => !isSafe(column, free[column] as number, hidden[column] as Set<number>));
  if (lost !== undefined) {
    const more = gone.map((isGone, p) => isGone || Math.min(p, stages) === lost);
    return findPattern(joint, stages, predicates, least, more);
  }

  return {
    whole: all.map((g) => whole.has(g)),
    levels: all.map((g) => hidden[stages]?.has(g) ?? false),
    stages: Array.from({ length: stages }, (_, s) => all.map((g) => gone[s] === true || (hidden[s]?.has(g) ?? false))),
    gone,
  };

  /** Hides what is small itself: of those for whom it holds, of the others, and of what lies between two columns. */
  function hideSmall(g: number): void {
    const [row, size] = [holding[g] as number[], members[g] as number];
    const columnOf = (p: number): number => Math.min(p, stages);
    const hide = (p: number): unknown => hidden[columnOf(p)]?.add(g);
    const isHidden = (p: number): boolean => gone[p] === true || (hidden[columnOf(p)]?.has(g) ?? false);
    for (const [p, count] of row.entries()) if (!gone[p] && (isSmall(count) || isSmall(size - count))) hide(p);
    if (slotsOf(g).some(isSmall)) hidden[stages]?.add(g);
    for (const [p, count] of row.entries())
      for (const [q, other] of row.entries()) {
        if (p === q || isHidden(p) || isHidden(q)) continue;
        const isBetween = isInside(q, p) && isSmall(count - other);
        if (isBetween || (isApart(p, q) && isSmall(size - count - other))) hide(Math.min(p, q));
      }
  }

  function isInside(q: number, p: number): boolean {
    return classes.every((bits) => bits[q] === 0 || bits[p] === 1);
  }

  function isApart(p: number, q: number): boolean {
    return classes.every((bits) => bits[q] === 0 || bits[p] === 0);
  }

  /** How many members of a row are in each slot but the last, which are those not assessed. */
  function slotsOf(g: number): number[] {
    return Array.from({ length: joint.slots - 1 }, (_, slot) =>
      classes.reduce(
        (count, _bits, one) => count + (joint.counts[(g * classes.length + one) * joint.slots + slot] as number),
        0,
      ),
    );
  }

  /** Hides more of a column, and of others with it, until no count of it is told; says whether it had to. */
  function settle(column: number): boolean {
    const own = hidden[column] as Set<number>;
    let hasChanged = false;
    // More than all cannot be hidden.
    if (own.size === groups && free[column] === every) return false;
    while (own.size > 0 && !isSafe(column, free[column] as number, own)) {
      hasChanged = true;
      if (isSafe(column, free[column] as number, new Set(all))) hideRows(column, own);
      else if (free[column] === every) for (const g of all) own.add(g);
      else free[column] = widen(column);
      for (const other of shown)
        if (((free[column] as number) >> other) & 1) for (const g of own) hidden[other]?.add(g);
      if (own.size === groups && free[column] === every) return hasChanged;
    }
    return hasChanged;
  }

  /** The smallest row that is enough by itself, else the next smallest ones. */
  function hideRows(column: number, own: Set<number>): void {
    const others = bySize.filter((g) => !own.has(g));
    const enough = others.slice(0, TRIED).find((g) => isSafe(column, free[column] as number, new Set([...own, g])));
    const more = enough === undefined ? others.slice(0, Math.ceil(own.size / 8)) : [enough];
    for (const g of more) own.add(g);
  }

  /** One column more within which members may differ that change places: one that is enough, else all. */
  function widen(column: number): number {
    const masks = shown.map((other) => (free[column] as number) | (1 << other));
    return masks.find((mask) => mask !== free[column] && isSafe(column, mask, new Set(all))) ?? every;
  }

  /** Whether every count of a column in hidden rows could be another by `least`, also by way of rows that show nothing. */
  function isSafe(column: number, mask: number, rows: ReadonlySet<number>): boolean {
    const bare = [...rows].filter((g) => shown.every((other) => hidden[other]?.has(g) || (mask >> other) & 1));
    const list = [...rows];
    for (let which = 0; which < exchange.told(column); which++) {
      const spans = exchange.spans(column, which, mask, list);
      if (spans.every((span) => span >= least)) continue;
      const further = new Map(exchange.spans(column, which, every, bare).map((span, i) => [bare[i], span]));
      if (list.some((g, i) => Math.max(spans[i] as number, further.get(g) ?? 0) < least)) return false;
    }
    return true;
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const one of numbers) total += one;
  return total;
}
