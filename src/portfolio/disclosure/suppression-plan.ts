import { isSmall } from './disclosure-audit.ts';
import {
  countKinds,
  type DerivedCount,
  derivedCounts,
  type JointCounts,
  kindsWith,
  restOf,
  slotsShown,
  smallestOf,
  sumCounts,
} from './joint-counts.ts';
import { findHiddenTotals } from './shown-totals.ts';

/**
 * The parts of a table to hide so that neither a count below `minCount` nor the number of members not counted can be
 * derived from what is shown. For every hidden count, members can be exchanged between rows so that it changes by at
 * least `minCount` while no shown number changes.
 */
interface SuppressionPlan {
  /** By row, whether even its size is hidden. */
  readonly whole: readonly boolean[];
  /** By row, whether its levels are hidden. */
  readonly levels: readonly boolean[];
  /** By stage and row, whether the number that reached the stage is hidden. */
  readonly stages: readonly (readonly boolean[])[];
  /** By predicate, whether it is hidden in every row and in total. */
  readonly gone: readonly boolean[];
}

/** The maximum number of rows that are tried individually; after that, several rows are hidden at once. */
const MAX_TRIED_SINGLY = 100;

/**
 * Plans what to hide. The first `stages` predicates are stages, the others the packs with which members were assessed;
 * those in `hiddenAnyway` are hidden everywhere. If hiding all rows is not enough, because there are too few, totals
 * are hidden too.
 */
export function planSuppression(
  joint: JointCounts,
  stages: number,
  minCount: number,
  hiddenAnyway: readonly boolean[],
): SuppressionPlan {
  const { groups, members } = joint;
  const allGroups = Array.from({ length: groups }, (_, g) => g);
  const groupsBySize = allGroups.toSorted((a, b) => (members[a] as number) - (members[b] as number) || a - b);
  const hiddenTotals = findHiddenTotals(joint, stages, minCount, hiddenAnyway);
  const derivedFromShown = derivedCounts(joint, stages, hiddenTotals);
  const counts = new Map(derivedFromShown.map((one) => [one, countKinds(joint, one.holds)]));
  const totals = Array.from({ length: stages }, (_, s) => sumCounts(countKinds(joint, kindsWith(joint, s))));

  const smallGroups = new Set(allGroups.filter((g) => isSmall(members[g] as number, minCount)));
  // A single hidden size would be the total less the others. A listed row has a member, so only its others are unsure.
  for (const g of groupsBySize) {
    const otherMembers = sumCounts([...smallGroups].map((row) => (members[row] as number) - 1));
    if (smallGroups.size === 0 || (smallGroups.size > 1 && otherMembers >= minCount)) break;
    smallGroups.add(g);
  }

  const exchange = createExchange(joint, { stages, gone: hiddenTotals, whole: smallGroups });
  const hasLevels = hiddenTotals.slice(stages).some((isGone) => !isGone);
  const columns = Array.from({ length: stages + 1 }, (_, column) => column);
  const shownColumns = columns.filter((column) => (column < stages ? !hiddenTotals[column] : hasLevels));
  const everyColumn = shownColumns.reduce((mask, column) => mask | (1 << column), 0);
  // For each column, its own counts and the counts that would follow from it and other columns.
  const slots = slotsShown(joint, stages, hiddenTotals);
  const packs = hiddenTotals.flatMap((isGone, p) => (p < stages || isGone ? [] : [kindsWith(joint, p)]));
  const publishedRows = columns.map((column) => (column < stages ? [kindsWith(joint, column)] : [...slots, ...packs]));
  const followingCounts = columns.map((column) =>
    derivedFromShown.filter(({ of, usesLevels }) => of.includes(column) && (of.length > 1 || usesLevels)),
  );
  const slotCounts = [...slots, restOf(slots)].map((holds) => countKinds(joint, holds));
  const hiddenGroups = Array.from({ length: stages + 1 }, () => new Set(smallGroups));
  for (const g of allGroups) hideSmall(g);
  const freeBits = hiddenGroups.map((_, column) => 1 << column);
  while (shownColumns.map(hideUntilSafe).some((hasChanged) => hasChanged));
  const lostColumn = shownColumns.find(
    (column) => !isSafe(column, freeBits[column] as number, hiddenGroups[column] as Set<number>),
  );
  if (lostColumn !== undefined) {
    const hiddenOrLost = hiddenTotals.map((isGone, p) => isGone || Math.min(p, stages) === lostColumn);
    return planSuppression(joint, stages, minCount, hiddenOrLost);
  }

  return {
    whole: allGroups.map((g) => smallGroups.has(g)),
    levels: allGroups.map((g) => hiddenGroups[stages]?.has(g) ?? false),
    stages: Array.from({ length: stages }, (_, s) =>
      allGroups.map((g) => hiddenTotals[s] === true || (hiddenGroups[s]?.has(g) ?? false)),
    ),
    gone: hiddenTotals,
  };

  /** Hides the small counts of a row and, for each small derived count, the smallest stage from which it is derived. */
  function hideSmall(g: number): void {
    const isHidden = (column: number): boolean => hiddenGroups[column]?.has(g) ?? false;
    if (slotCounts.some((own) => isSmall(own[g] as number, minCount))) hiddenGroups[stages]?.add(g);
    for (const count of derivedFromShown) {
      if (!isSmallIn(count, g) || count.of.some(isHidden) || (count.usesLevels && isHidden(stages))) continue;
      hiddenGroups[smallestOf(count.of, totals)]?.add(g);
    }
  }

  function isSmallIn(count: DerivedCount, g: number): boolean {
    return isSmall(counts.get(count)?.[g] as number, minCount);
  }

  /**
   * Hides more of a column, and of others with it, until none of its hidden counts can be derived; returns whether that
   * was necessary.
   */
  function hideUntilSafe(column: number): boolean {
    const hiddenRows = hiddenGroups[column] as Set<number>;
    let hasChanged = false;
    // Everything is hidden already.
    if (hiddenRows.size === groups && freeBits[column] === everyColumn) return false;
    while (hiddenRows.size > 0 && !isSafe(column, freeBits[column] as number, hiddenRows)) {
      hasChanged = true;
      if (isSafe(column, freeBits[column] as number, new Set(allGroups))) hideRows(column, hiddenRows);
      else if (freeBits[column] === everyColumn) for (const g of allGroups) hiddenRows.add(g);
      else freeBits[column] = widenMask(column);
      for (const otherGroup of shownColumns)
        if (((freeBits[column] as number) >> otherGroup) & 1)
          for (const g of hiddenRows) hiddenGroups[otherGroup]?.add(g);
      if (hiddenRows.size === groups && freeBits[column] === everyColumn) return hasChanged;
    }
    return hasChanged;
  }

  /** Hides the smallest row that alone is enough or, if there is none, the next smallest rows. */
  function hideRows(column: number, hiddenRows: Set<number>): void {
    const shownRows = groupsBySize.filter((g) => !hiddenRows.has(g));
    const safeRow = shownRows
      .slice(0, MAX_TRIED_SINGLY)
      .find((g) => isSafe(column, freeBits[column] as number, new Set([...hiddenRows, g])));
    const rowsToHide = safeRow === undefined ? shownRows.slice(0, Math.ceil(hiddenRows.size / 8)) : [safeRow];
    for (const g of rowsToHide) hiddenRows.add(g);
  }

  /** Adds a column in which exchanged members may differ: one that alone is enough or, if there is none, all. */
  function widenMask(column: number): number {
    const masks = shownColumns.map((other) => (freeBits[column] as number) | (1 << other));
    return masks.find((mask) => mask !== freeBits[column] && isSafe(column, mask, new Set(allGroups))) ?? everyColumn;
  }

  /**
   * Whether every count of a column in hidden rows, and every small count derived from it, could differ by at least
   * `minCount`; exchanges through rows that show nothing are allowed too.
   */
  function isSafe(column: number, mask: number, rows: ReadonlySet<number>): boolean {
    const bareGroups = [...rows].filter((g) =>
      shownColumns.every((other) => hiddenGroups[other]?.has(g) || (mask >> other) & 1),
    );
    const list = [...rows];
    const hasWhole = list.some((g) => smallGroups.has(g));
    const isOpen = (counted: Uint8Array, asked: ReadonlySet<number> | undefined): boolean => {
      const spans = exchange.spans(counted, mask, list);
      const canDifferEnough = (g: number, i: number): boolean =>
        (asked?.has(g) ?? true) === false || (spans[i] as number) >= minCount;
      if (list.every(canDifferEnough)) return true;
      const spanByGroup = new Map(
        exchange.spans(counted, everyColumn, bareGroups).map((span, i) => [bareGroups[i], span]),
      );
      return list.every((g, i) => canDifferEnough(g, i) || (spanByGroup.get(g) ?? 0) >= minCount);
    };
    // If the size of a row is hidden, its other members cannot be derived from a count, so they are checked too.
    const askedColumns = (publishedRows[column] as Uint8Array[]).flatMap((own) =>
      hasWhole ? [own, restOf([own])] : [own],
    );
    if (!askedColumns.every((counted) => isOpen(counted, undefined))) return false;
    return (followingCounts[column] as DerivedCount[]).every((one) => {
      const smallRows = new Set(list.filter((g) => isSmallIn(one, g)));
      return smallRows.size === 0 || isOpen(one.holds, smallRows);
    });
  }
}

/**
 * Calculates how counts could change if members were exchanged between rows. Rows have a column for each stage,
 * followed by one for everything about levels.
 */
interface CountExchange {
  /**
   * Returns, for each row, by how much the count of some kinds of members could differ if members of `rows` were
   * exchanged and only the columns in `free` (a bit mask) changed. `Infinity` if the shown numbers already imply that
   * all or none are counted, which is not a secret.
   */
  readonly spans: (counted: Uint8Array, free: number, rows: readonly number[]) => readonly number[];
}

/**
 * Prepares the exchange of members. Two members may swap rows if they are equal in all columns that are not free, so
 * that every other number and every total stays the same. Within such a pool, the counted members may be in any of its
 * rows. Rows in `whole` show no size, so they count as one row, and any of them may have all of its members. Predicates
 * in `gone` are not shown anywhere.
 */
function createExchange(
  joint: JointCounts,
  {
    stages,
    gone,
    whole,
  }: { readonly stages: number; readonly gone: readonly boolean[]; readonly whole: ReadonlySet<number> },
): CountExchange {
  const { classes, slots, counts } = joint;
  const kinds = classes.length * slots;
  const packs = (classes[0]?.length ?? stages) - stages;
  const bitOf = (kind: number, predicate: number): number => classes[Math.floor(kind / slots)]?.[predicate] ?? 0;
  const pools = new Map<number, { readonly poolOf: Uint32Array; readonly size: number }>();

  function poolsFor(free: number): { readonly poolOf: Uint32Array; readonly size: number } {
    const cachedPools = pools.get(free);
    if (cachedPools) return cachedPools;
    const places = new Map<string, number>();
    const poolOf = Uint32Array.from({ length: kinds }, (_, kind) => {
      const keptBits = Array.from({ length: stages + packs }, (_, p) =>
        gone[p] || (free >> Math.min(p, stages)) & 1 ? '' : bitOf(kind, p),
      );
      const name = `${keptBits.join()} ${(free >> stages) & 1 ? '' : kind % slots}`;
      const place = places.get(name) ?? places.size;
      places.set(name, place);
      return place;
    });
    const newPools = { poolOf, size: places.size };
    pools.set(free, newPools);
    return newPools;
  }

  return {
    spans(isCounted, free, rows) {
      const { poolOf, size } = poolsFor(free);
      const [all, counted] = [new Float64Array(size), new Float64Array(size)];
      const ownSpans = rows.map((row) => {
        const sizes = new Float64Array(size);
        for (let kind = 0; kind < kinds; kind++) {
          const [pool, n] = [poolOf[kind] as number, counts[row * kinds + kind] as number];
          sizes[pool] = (sizes[pool] as number) + n;
          all[pool] = (all[pool] as number) + n;
          if (isCounted[kind] === 1) counted[pool] = (counted[pool] as number) + n;
        }
        return sizes;
      });
      const wholeRowCounts = new Float64Array(size);
      for (const [i, row] of rows.entries())
        if (whole.has(row))
          for (let pool = 0; pool < size; pool++)
            wholeRowCounts[pool] = (wholeRowCounts[pool] as number) + (ownSpans[i]?.[pool] ?? 0);
      return rows.map((row, i) => {
        const isWhole = whole.has(row);
        let [low, high, members] = [0, 0, 0];
        for (let pool = 0; pool < size; pool++) {
          const n = (isWhole ? wholeRowCounts : (ownSpans[i] as Float64Array))[pool] as number;
          const poolCount = counted[pool] as number;
          members += n;
          high += Math.min(n, poolCount);
          if (!isWhole) low += Math.max(0, poolCount - ((all[pool] as number) - n));
        }
        return high === 0 || low === members ? Number.POSITIVE_INFINITY : high - low;
      });
    },
  };
}
