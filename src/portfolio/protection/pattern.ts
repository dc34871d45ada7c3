import type { Joint } from './joint.ts';

/** What of a row is hidden: nothing, its levels, its stages too, or all of it with how many there are. */
export type Hidden = 'none' | 'levels' | 'detail' | 'all';

/**
 * What of a table is hidden so that no count under `least`, and no count in its place, can be worked out from what is
 * shown. Rows are hidden in blocks, and enough of them: whoever subtracts all that is shown from the totals learns what
 * the hidden rows hold together, and nothing of how it is spread. Members could change places among hidden rows without
 * any shown number changing; for every hidden count this moves it by at least `least`.
 */
export interface Pattern {
  readonly rows: readonly Hidden[];
  /** Predicates that no row shows: not even their total may be shown. */
  readonly predicates: readonly boolean[];
  /** Predicates that hold for none, or for all, of the rows whose detail is hidden: that follows, so it may be shown. */
  readonly settled: readonly ('none' | 'all' | null)[];
}

/** Finds what to hide. */
export function findPattern(joint: Joint, predicates: number, least: number): Pattern {
  const { groups, members } = joint;
  const isSmall = (count: number): boolean => count > 0 && count < least;
  const all = Array.from({ length: groups }, (_, g) => g);
  const bySize = all.toSorted((a, b) => (members[a] as number) - (members[b] as number) || a - b);
  const total = sum(all.map((g) => members[g] as number));

  const whole = new Set(all.filter((g) => isSmall(members[g] as number)));
  // Members that nobody counts together: a single hidden row would be the total less the others.
  grow(whole, () => whole.size === 0 || (whole.size > 1 && sizeOf(whole) >= least));

  const totals = Array.from({ length: predicates }, (_, p) => holding(all, p));
  const gone = totals.map((count) => isSmall(count) || isSmall(total - count));
  const shown = totals.flatMap((_, p) => (gone[p] ? [] : [p]));
  const detail = new Set([...whole, ...all.filter((g) => shown.some((p) => isUnclean(g, p)))]);
  grow(detail, () => detail.size === 0 || shown.every((p) => isSafe(detail, p)));

  const levels = new Set([...detail, ...all.filter((g) => slotsOf([g]).some(isSmall))]);
  grow(levels, () => levels.size === 0 || areLevelsSafe(levels));
  if (levels.size > 0 && !areLevelsSafe(levels)) {
    // What stages say of rows stands in the way: without it members can change places whatever they reached.
    for (const g of levels) detail.add(g);
    grow(detail, () => shown.every((p) => isSafe(detail, p)) && areLevelsSafe(levels));
    for (const g of detail) levels.add(g);
  }
  return {
    predicates: gone,
    settled: totals.map((_, p) => {
      const count = holding(detail, p);
      return count === 0 ? 'none' : count === sizeOf(detail) ? 'all' : null;
    }),
    rows: all.map((g) => (whole.has(g) ? 'all' : detail.has(g) ? 'detail' : levels.has(g) ? 'levels' : 'none')),
  };

  function grow(hidden: Set<number>, isEnough: () => boolean): void {
    for (const g of bySize) {
      if (isEnough()) return;
      hidden.add(g);
    }
  }

  function sizeOf(hidden: Iterable<number>): number {
    return sum([...hidden].map((g) => members[g] as number));
  }

  /** How many members of rows a predicate holds for. */
  function holding(rows: Iterable<number>, p: number): number {
    return sum([...rows].flatMap((g) => joint.classes.map((bits, one) => (bits[p] === 1 ? joint.inClass(g, one) : 0))));
  }

  /** Whether a row shows a small count: of those it holds for, of the others, or between two that lie inside each other. */
  function isUnclean(g: number, p: number): boolean {
    const count = holding([g], p);
    if (isSmall(count) || isSmall((members[g] as number) - count)) return true;
    return shown.some((q) => q !== p && isInside(q, p) && isSmall(count - holding([g], q)));
  }

  function isInside(q: number, p: number): boolean {
    return joint.classes.every((bits) => bits[q] === 0 || bits[p] === 1);
  }

  /** Rows whose size is shown, and as one all rows whose size is not. */
  function partsOf(hidden: ReadonlySet<number>): {
    readonly parts: readonly number[][];
    readonly unsized: readonly number[];
  } {
    const unsized = [...hidden].filter((g) => whole.has(g));
    return { unsized, parts: [...hidden].filter((g) => !whole.has(g)).map((g) => [g]) };
  }

  /** Whether every hidden count of a predicate can be anything within `least`; where it is all or none it is no secret. */
  function isSafe(hidden: ReadonlySet<number>, p: number): boolean {
    const [count, size] = [holding(hidden, p), sizeOf(hidden)];
    if (count === 0 || count === size) return true;
    if (count < least || size - count < least) return false;
    return partsOf(hidden).parts.every((part) => size - sizeOf(part) >= least);
  }

  /** How many members of rows are in each slot but the last, which are those not assessed. */
  function slotsOf(rows: Iterable<number>): number[] {
    const counts = new Array<number>(joint.slots - 1).fill(0);
    for (const g of rows) {
      for (let one = 0; one < joint.classes.length; one++) {
        for (let slot = 0; slot < counts.length; slot++) counts[slot] = (counts[slot] as number) + cell(g, one, slot);
      }
    }
    return counts;
  }

  function cell(g: number, one: number, slot: number): number {
    return joint.counts[(g * joint.classes.length + one) * joint.slots + slot] as number;
  }

  function areLevelsSafe(hidden: ReadonlySet<number>): boolean {
    const { parts, unsized } = partsOf(hidden);
    const rows = [...hidden];
    // Where the stages of all hidden rows are hidden too, members change places whatever class they are of.
    const isFree = rows.every((g) => detail.has(g));
    const classes = isFree ? [joint.classes.map((_, one) => one)] : joint.classes.map((_, one) => [one]);
    const counts = slotsOf(rows);
    return counts.every((count, slot) => {
      if (count === 0) return true;
      const pools = classes.map((ones) => ({
        ones,
        size: sum(rows.map((g) => inClasses(g, ones))),
        count: sum(rows.map((g) => inSlot(g, ones, slot))),
      }));
      const reach = (part: readonly number[]): number =>
        sum(
          pools.map((pool) => {
            const size = sum(part.map((g) => inClasses(g, pool.ones)));
            return Math.min(size, pool.count, pool.size - pool.count, pool.size - size);
          }),
        );
      // Of rows without a size all may fall to one of them.
      const most = sum(pools.map((pool) => Math.min(pool.count, sum(unsized.map((g) => inClasses(g, pool.ones))))));
      return (
        (unsized.length === 0 || most >= least) && parts.every((part) => cannotHave(part, slot) || reach(part) >= least)
      );
    });
  }

  /** Whether what is shown says that a row has nobody there: nobody of it was assessed by the slot's pack. */
  function cannotHave(part: readonly number[], slot: number): boolean {
    return part.every(
      (g) => !detail.has(g) && joint.classes.every((_, one) => joint.inClass(g, one) === 0 || !reaches(one, slot)),
    );
  }

  /** Whether anybody of a class is in a slot. */
  function reaches(one: number, slot: number): boolean {
    return all.some((g) => cell(g, one, slot) > 0);
  }

  function inClasses(g: number, ones: readonly number[]): number {
    return sum(ones.map((one) => joint.inClass(g, one)));
  }

  function inSlot(g: number, ones: readonly number[], slot: number): number {
    return sum(ones.map((one) => cell(g, one, slot)));
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
