import type { Derived } from './derived.ts';
import { createExchange } from './exchange.ts';
import type { Joint } from './joint.ts';
import { countKinds, derivedOf, indicate, restOf, slotsShown, smallestOf } from './kinds.ts';
import { isSmall } from './small.ts';
import { findGone } from './totals.ts';

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
export function findPattern(joint: Joint, stages: number, least: number, given: readonly boolean[]): Pattern {
  const { groups, members } = joint;
  const all = Array.from({ length: groups }, (_, g) => g);
  const bySize = all.toSorted((a, b) => (members[a] as number) - (members[b] as number) || a - b);
  const gone = findGone(joint, stages, least, given);
  const derived = derivedOf(joint, stages, gone);
  const counts = new Map(derived.map((one) => [one, countKinds(joint, one.holds)]));
  const totals = Array.from({ length: stages }, (_, s) => sum(countKinds(joint, indicate(joint, s))));

  const whole = new Set(all.filter((g) => isSmall(members[g] as number, least)));
  // Members that nobody counts together: a single hidden row would be the total less the others. A row that is listed has
  // one at least, which leaves to chance only where the others are.
  for (const g of bySize) {
    const others = sum([...whole].map((one) => (members[one] as number) - 1));
    if (whole.size === 0 || (whole.size > 1 && others >= least)) break;
    whole.add(g);
  }

  const exchange = createExchange(joint, { stages, gone, whole });
  const hasLevels = gone.slice(stages).some((isGone) => !isGone);
  const columns = Array.from({ length: stages + 1 }, (_, column) => column);
  const shown = columns.filter((column) => (column < stages ? !gone[column] : hasLevels));
  const every = shown.reduce((mask, column) => mask | (1 << column), 0);
  // What a column counts itself, and what would follow from it and others.
  const slots = slotsShown(joint, stages, gone);
  const packs = gone.flatMap((isGone, p) => (p < stages || isGone ? [] : [indicate(joint, p)]));
  const told = columns.map((column) => (column < stages ? [indicate(joint, column)] : [...slots, ...packs]));
  const following = columns.map((column) =>
    derived.filter(({ of, usesLevels }) => of.includes(column) && (of.length > 1 || usesLevels)),
  );
  const slotCounts = [...slots, restOf(slots)].map((holds) => countKinds(joint, holds));
  const hidden = Array.from({ length: stages + 1 }, () => new Set(whole));
  for (const g of all) hideSmall(g);
  const free = hidden.map((_, column) => 1 << column);
  while (shown.map(settle).some((hasChanged) => hasChanged));
  const lost = shown.find((column) => !isSafe(column, free[column] as number, hidden[column] as Set<number>));
  if (lost !== undefined) {
    const more = gone.map((isGone, p) => isGone || Math.min(p, stages) === lost);
    return findPattern(joint, stages, least, more);
  }

  return {
    whole: all.map((g) => whole.has(g)),
    levels: all.map((g) => hidden[stages]?.has(g) ?? false),
    stages: Array.from({ length: stages }, (_, s) => all.map((g) => gone[s] === true || (hidden[s]?.has(g) ?? false))),
    gone,
  };

  /** Hides what is small itself, and of what would follow from several counts the smallest stage. */
  function hideSmall(g: number): void {
    const isHidden = (column: number): boolean => hidden[column]?.has(g) ?? false;
    if (slotCounts.some((own) => isSmall(own[g] as number, least))) hidden[stages]?.add(g);
    for (const one of derived) {
      if (!isSmallIn(one, g) || one.of.some(isHidden) || (one.usesLevels && isHidden(stages))) continue;
      hidden[smallestOf(one.of, totals)]?.add(g);
    }
  }

  function isSmallIn(one: Derived, g: number): boolean {
    return isSmall(counts.get(one)?.[g] as number, least);
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

  /**
   * Whether every count of a column in hidden rows could be another by `least`, also by way of rows that show nothing; and
   * so every small one that follows from it.
   */
  function isSafe(column: number, mask: number, rows: ReadonlySet<number>): boolean {
    const bare = [...rows].filter((g) => shown.every((other) => hidden[other]?.has(g) || (mask >> other) & 1));
    const list = [...rows];
    const hasWhole = list.some((g) => whole.has(g));
    const isOpen = (counted: Uint8Array, asked: ReadonlySet<number> | undefined): boolean => {
      const spans = exchange.spans(counted, mask, list);
      const isFar = (g: number, i: number): boolean =>
        (asked?.has(g) ?? true) === false || (spans[i] as number) >= least;
      if (list.every(isFar)) return true;
      const further = new Map(exchange.spans(counted, every, bare).map((span, i) => [bare[i], span]));
      return list.every((g, i) => isFar(g, i) || (further.get(g) ?? 0) >= least);
    };
    // Where it is not shown how many there are, the others do not follow from those counted.
    const asked = (told[column] as Uint8Array[]).flatMap((own) => (hasWhole ? [own, restOf([own])] : [own]));
    if (!asked.every((counted) => isOpen(counted, undefined))) return false;
    return (following[column] as Derived[]).every((one) => {
      const small = new Set(list.filter((g) => isSmallIn(one, g)));
      return small.size === 0 || isOpen(one.holds, small);
    });
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const one of numbers) total += one;
  return total;
}
