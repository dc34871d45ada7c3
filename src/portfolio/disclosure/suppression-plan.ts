import { itemAt } from '../../model/index.ts';
import { isSmall } from './disclosure-audit.ts';
import {
  countKinds,
  type DerivedCount,
  findKindsWith,
  type JointCounts,
  listDerivedCounts,
  listShownSlots,
  restOf,
  smallestOf,
  sumCounts,
} from './joint-counts.ts';
import { findHiddenTotals } from './shown-totals.ts';

/**
 * The parts of a table to hide, so that what is shown reveals neither a count below `minCount` nor how many members are
 * not counted. Each hidden count could differ by at least `minCount` without any shown number changing, because members
 * can be exchanged between rows.
 */
interface SuppressionPlan {
  /** For each row, whether even the number of its members is hidden. */
  readonly whole: readonly boolean[];
  /** For each row, whether its levels are hidden. */
  readonly levels: readonly boolean[];
  /** For each stage and row, whether the number of members that reached the stage is hidden. */
  readonly stages: readonly (readonly boolean[])[];
  /** For each predicate (stage or pack), whether its figures are hidden in every row and in the total. */
  readonly suppressed: readonly boolean[];
}

/** The maximum number of rows that are tried one by one; if none of them is enough, several rows are hidden at once. */
const MAX_TRIED_SINGLY = 100;

/**
 * Plans what to hide. The first `stages` predicates are stages, the rest are the packs with which members were
 * assessed; predicates in `hiddenAnyway` are hidden everywhere. If there are too few rows, so that hiding all of them
 * is not enough, totals are hidden as well.
 */
export function planSuppression(
  joint: JointCounts,
  stages: number,
  minCount: number,
  hiddenAnyway: readonly boolean[],
): SuppressionPlan {
  const hiddenTotals = findHiddenTotals(joint, stages, minCount, hiddenAnyway);
  const table = describeTable(joint, stages, minCount, hiddenTotals);
  const hiddenParts = hideSmallCounts(joint, table);
  while (table.columns.map((column) => hideUntilSafe(table, hiddenParts, column)).some((hasChanged) => hasChanged));
  const lostColumn = table.columns.find((column) => !isSafe(table, hiddenParts, column));
  if (lostColumn !== undefined) {
    const hiddenOrLost = hiddenTotals.map((isGone, p) => isGone || Math.min(p, stages) === lostColumn);
    return planSuppression(joint, stages, minCount, hiddenOrLost);
  }
  return {
    whole: table.rows.map((row) => table.wholeRows.has(row)),
    levels: table.rows.map((row) => hiddenParts.rows[stages]?.has(row) ?? false),
    stages: Array.from({ length: stages }, (_, s) =>
      table.rows.map((row) => hiddenTotals[s] === true || (hiddenParts.rows[s]?.has(row) ?? false)),
    ),
    suppressed: hiddenTotals,
  };
}

/**
 * The table of which parts are to be hidden. It has a row for each group and a column for each stage, followed by one
 * column for everything about levels.
 */
interface SuppressedTable {
  readonly stages: number;
  readonly minCount: number;
  readonly rows: readonly number[];
  readonly rowsBySize: readonly number[];
  /** The rows of which even the number of members is hidden. */
  readonly wholeRows: ReadonlySet<number>;
  /** The columns that are not hidden as a whole. */
  readonly columns: readonly number[];
  /** A bit mask in which the bits of all `columns` are set. */
  readonly everyColumn: number;
  /** The counts that follow from shown ones, each with its value in every row. */
  readonly derivedCounts: ReadonlyMap<DerivedCount, readonly number[]>;
  /** For each column, the counts that it shows, each as the set of the kinds of members counted. */
  readonly ownCounts: readonly (readonly Uint8Array[])[];
  /** The kinds of members at each shown level. */
  readonly slots: readonly Uint8Array[];
  readonly exchange: CountExchange;
}

/** What is hidden so far. More is hidden step by step, until nothing hidden can be derived. */
interface HiddenParts {
  /** For each column, the rows in which it is hidden. */
  readonly rows: readonly Set<number>[];
  /** For each column, a bit mask of the columns in which members that are exchanged for one another may differ. */
  readonly freeColumns: number[];
}

function describeTable(
  joint: JointCounts,
  stages: number,
  minCount: number,
  hiddenTotals: readonly boolean[],
): SuppressedTable {
  const { groups, members } = joint;
  const rows = Array.from({ length: groups }, (_, row) => row);
  const rowsBySize = rows.toSorted((a, b) => (members[a] as number) - (members[b] as number) || a - b);
  const wholeRows = findWholeRows(members, rowsBySize, minCount);
  const hasLevels = hiddenTotals.slice(stages).some((isGone) => !isGone);
  const allColumns = Array.from({ length: stages + 1 }, (_, column) => column);
  const columns = allColumns.filter((column) => (column < stages ? !hiddenTotals[column] : hasLevels));
  const slots = listShownSlots(joint, stages, hiddenTotals);
  const packs = hiddenTotals.flatMap((isGone, p) => (p < stages || isGone ? [] : [findKindsWith(joint, p)]));
  return {
    stages,
    minCount,
    rows,
    rowsBySize,
    wholeRows,
    columns,
    everyColumn: columns.reduce((mask, column) => mask | (1 << column), 0),
    derivedCounts: new Map(
      listDerivedCounts(joint, stages, hiddenTotals).map((derivedCount) => [
        derivedCount,
        countKinds(joint, derivedCount.holds),
      ]),
    ),
    ownCounts: allColumns.map((column) => (column < stages ? [findKindsWith(joint, column)] : [...slots, ...packs])),
    slots,
    exchange: createExchange(joint, { stages, suppressed: hiddenTotals, whole: wholeRows }),
  };
}

/**
 * Finds the rows of which even the number of members is hidden: the small rows, and as many others as are needed to
 * keep these numbers from following from the total.
 */
function findWholeRows(
  members: ArrayLike<number>,
  rowsBySize: readonly number[],
  minCount: number,
): ReadonlySet<number> {
  const wholeRows = new Set(rowsBySize.filter((row) => isSmall(members[row] as number, minCount)));
  // A single hidden number would follow from the total and the numbers of the other rows. Everyone knows that each
  // listed row has at least one member, so only its further members are uncertain.
  for (const row of rowsBySize) {
    const otherMembers = sumCounts([...wholeRows].map((whole) => (members[whole] as number) - 1));
    if (wholeRows.size === 0 || (wholeRows.size > 1 && otherMembers >= minCount)) break;
    wholeRows.add(row);
  }
  return wholeRows;
}

/**
 * Hides the small counts of all rows. If a small count can be derived from several stages of a row, hides the smallest
 * of these stages in this row.
 */
function hideSmallCounts(joint: JointCounts, table: SuppressedTable): HiddenParts {
  const { stages, minCount, wholeRows } = table;
  const totals = Array.from({ length: stages }, (_, s) => sumCounts(countKinds(joint, findKindsWith(joint, s))));
  const slotCounts = [...table.slots, restOf(table.slots)].map((holds) => countKinds(joint, holds));
  const hiddenRows = Array.from({ length: stages + 1 }, () => new Set(wholeRows));
  for (const row of table.rows) {
    const isHidden = (column: number): boolean => hiddenRows[column]?.has(row) ?? false;
    if (slotCounts.some((own) => isSmall(itemAt(own, row), minCount))) hiddenRows[stages]?.add(row);
    for (const count of table.derivedCounts.keys()) {
      if (!isSmallIn(table, count, row) || count.of.some(isHidden) || (count.usesLevels && isHidden(stages))) continue;
      hiddenRows[smallestOf(count.of, totals)]?.add(row);
    }
  }
  return { rows: hiddenRows, freeColumns: hiddenRows.map((_, column) => 1 << column) };
}

function isSmallIn({ derivedCounts, minCount }: SuppressedTable, count: DerivedCount, row: number): boolean {
  return isSmall(derivedCounts.get(count)?.[row] as number, minCount);
}

/**
 * Hides a column in further rows, and other columns as well, until none of the column's hidden counts can be derived.
 * Returns whether anything had to be hidden.
 */
function hideUntilSafe(table: SuppressedTable, hidden: HiddenParts, column: number): boolean {
  const { rows, columns, everyColumn } = table;
  const { freeColumns } = hidden;
  const hiddenRows = itemAt(hidden.rows, column);
  const isAllHidden = (): boolean => hiddenRows.size === rows.length && freeColumns[column] === everyColumn;
  let hasChanged = false;
  if (isAllHidden()) return false;
  while (hiddenRows.size > 0 && !isSafe(table, hidden, column)) {
    hasChanged = true;
    if (isSafe(table, hidden, column, { rows: new Set(rows) })) hideRows(table, hidden, column);
    else if (freeColumns[column] === everyColumn) for (const row of rows) hiddenRows.add(row);
    else freeColumns[column] = widenMask(table, hidden, column);
    for (const other of columns)
      if ((itemAt(freeColumns, column) >> other) & 1) for (const row of hiddenRows) hidden.rows[other]?.add(row);
    if (isAllHidden()) return hasChanged;
  }
  return hasChanged;
}

/**
 * Hides the column in the smallest row with which it becomes safe; if no single row is enough, in several of the
 * smallest rows.
 */
function hideRows(table: SuppressedTable, hidden: HiddenParts, column: number): void {
  const hiddenRows = itemAt(hidden.rows, column);
  const shownRows = table.rowsBySize.filter((row) => !hiddenRows.has(row));
  const safeRow = shownRows
    .slice(0, MAX_TRIED_SINGLY)
    .find((row) => isSafe(table, hidden, column, { rows: new Set([...hiddenRows, row]) }));
  const rowsToHide = safeRow === undefined ? shownRows.slice(0, Math.ceil(hiddenRows.size / 8)) : [safeRow];
  for (const row of rowsToHide) hiddenRows.add(row);
}

/**
 * Frees a further column, in which exchanged members may then differ: one that is enough by itself or, if there is
 * none, all columns.
 */
function widenMask(table: SuppressedTable, hidden: HiddenParts, column: number): number {
  const ownMask = itemAt(hidden.freeColumns, column);
  const rows = new Set(table.rows);
  const masks = table.columns.map((other) => ownMask | (1 << other));
  return masks.find((mask) => mask !== ownMask && isSafe(table, hidden, column, { mask, rows })) ?? table.everyColumn;
}

/**
 * Whether every count of a column in hidden rows, and every small count derived from this column, could differ by at
 * least `minCount`. Members may also be exchanged through rows that show nothing. Unless `mask` or `rows` is given,
 * this is checked for what is hidden so far.
 */
function isSafe(
  table: SuppressedTable,
  hidden: HiddenParts,
  column: number,
  {
    mask = itemAt(hidden.freeColumns, column),
    rows = itemAt(hidden.rows, column),
  }: { readonly mask?: number; readonly rows?: ReadonlySet<number> } = {},
): boolean {
  const { minCount, columns, everyColumn, exchange } = table;
  const hiddenRows = [...rows];
  const bareRows = hiddenRows.filter((row) =>
    columns.every((other) => hidden.rows[other]?.has(row) || (mask >> other) & 1),
  );
  const hasWhole = hiddenRows.some((row) => table.wholeRows.has(row));
  const isOpen = (counted: Uint8Array, asked: ReadonlySet<number> | undefined): boolean => {
    const spans = exchange.spans(counted, mask, hiddenRows);
    const canDifferEnough = (row: number, i: number): boolean =>
      (asked?.has(row) ?? true) === false || itemAt(spans, i) >= minCount;
    if (hiddenRows.every(canDifferEnough)) return true;
    const spanByRow = new Map(exchange.spans(counted, everyColumn, bareRows).map((span, i) => [bareRows[i], span]));
    return hiddenRows.every((row, i) => canDifferEnough(row, i) || (spanByRow.get(row) ?? 0) >= minCount);
  };
  // If the number of members of a row is hidden, how many of them are not counted does not follow from the count, so it
  // is checked that this number is uncertain as well.
  const askedCounts = itemAt(table.ownCounts, column).flatMap((own) => (hasWhole ? [own, restOf([own])] : [own]));
  if (!askedCounts.every((counted) => isOpen(counted, undefined))) return false;
  const followingCounts = [...table.derivedCounts.keys()].filter(
    ({ of, usesLevels }) => of.includes(column) && (of.length > 1 || usesLevels),
  );
  return followingCounts.every((count) => {
    const smallRows = new Set(hiddenRows.filter((row) => isSmallIn(table, count, row)));
    return smallRows.size === 0 || isOpen(count.holds, smallRows);
  });
}

/**
 * Calculates by how much counts could change if members were exchanged between rows of the table. Each row has a column
 * for each stage, followed by one column for everything about levels.
 */
interface CountExchange {
  /**
   * Returns, for each of `rows`, by how much its count of some kinds of members could differ if members of these rows
   * were exchanged and nothing but the columns in `free` (a bit mask) changed. `Infinity` if the shown numbers already
   * imply that all members of the row are counted, or none, which is then not a secret.
   */
  readonly spans: (counted: Uint8Array, free: number, rows: readonly number[]) => readonly number[];
}

/**
 * Prepares the exchange of members. Two members may swap rows if they are equal in all columns that are not free,
 * because no other number and no total then changes. All members who may swap with each other form a pool; those of
 * them who are counted may be in any row of the pool. Rows in `whole` do not show how many members they have, so they
 * are treated as one row, and any of them may have all of its members. Predicates in `gone` are not shown anywhere.
 */
function createExchange(
  joint: JointCounts,
  {
    stages,
    suppressed,
    whole,
  }: { readonly stages: number; readonly suppressed: readonly boolean[]; readonly whole: ReadonlySet<number> },
): CountExchange {
  const { classes, slots, counts } = joint;
  const kinds = classes.length * slots;
  const packs = (classes[0]?.length ?? stages) - stages;
  const bitOf = (kind: number, predicate: number): number => classes[Math.floor(kind / slots)]?.[predicate] ?? 0;
  const pools = new Map<number, { readonly poolOf: Uint32Array; readonly size: number }>();

  function findPools(free: number): { readonly poolOf: Uint32Array; readonly size: number } {
    const cachedPools = pools.get(free);
    if (cachedPools) return cachedPools;
    const poolByName = new Map<string, number>();
    const poolOf = Uint32Array.from({ length: kinds }, (_, kind) => {
      const keptBits = Array.from({ length: stages + packs }, (_, p) =>
        suppressed[p] || (free >> Math.min(p, stages)) & 1 ? '' : bitOf(kind, p),
      );
      const name = `${keptBits.join()} ${(free >> stages) & 1 ? '' : kind % slots}`;
      const poolIndex = poolByName.get(name) ?? poolByName.size;
      poolByName.set(name, poolIndex);
      return poolIndex;
    });
    const newPools = { poolOf, size: poolByName.size };
    pools.set(free, newPools);
    return newPools;
  }

  return {
    spans(isCounted, free, rows) {
      const { poolOf, size } = findPools(free);
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
          const n = (isWhole ? wholeRowCounts : itemAt(ownSpans, i))[pool] as number;
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
