import { itemAt } from '../model/index.ts';
import type { Roster } from './roster.ts';

/** Members grouped by common facts. */
export interface Grouping {
  /** The facts by which members are grouped: one, or several combined. */
  readonly by: readonly string[];
  readonly groupOf: Uint32Array;
  /** For each group, the value of each fact in `by` that its members state, sorted; '' means not stated. */
  readonly groups: readonly (readonly string[])[];
  /**
   * The group into which small groups were merged, which is always the last one, and how many were merged into it;
   * absent if none were.
   */
  readonly merged?: { readonly group: number; readonly groups: number };
}

/** Puts all members into one group. */
export function groupAll(size: number): Grouping {
  return { by: [], groupOf: new Uint32Array(size), groups: [[]] };
}

/** Groups are counted in an array up to this many possible groups; if there are more, in a map. */
const MAX_TABLE_SIZE = 1 << 22;

export function groupMembers({ facts, size }: Roster, by: readonly string[]): Grouping {
  const columns = by.map((name) => facts.get(name) ?? { codes: new Uint32Array(size), values: [''] });
  const combinationCount = columns.reduce((product, { values }) => product * values.length, 1);
  const findGroup = combinationCount <= MAX_TABLE_SIZE ? createTable(combinationCount) : createMap();
  const foundCombinations: number[] = [];
  const groupOf = new Uint32Array(size);
  for (let i = 0; i < size; i++) {
    let combination = 0;
    for (const { codes, values } of columns) combination = combination * values.length + (codes[i] as number);
    groupOf[i] = findGroup(combination, () => foundCombinations.push(combination));
  }
  const groupNames = foundCombinations.map((combination) => {
    let remainingCode = combination;
    return columns
      .toReversed()
      .map(({ values }) => {
        const code = remainingCode % values.length;
        remainingCode = Math.floor(remainingCode / values.length);
        return itemAt(values, code);
      })
      .reverse();
  });
  const order = groupNames
    .map((_, i) => i)
    .sort((a, b) => compareGroupValues(groupNames[a] ?? [], groupNames[b] ?? []));
  const rank = new Uint32Array(order.length);
  for (const [position, group] of order.entries()) rank[group] = position;
  for (let i = 0; i < size; i++) groupOf[i] = rank[groupOf[i] as number] as number;
  return { by, groupOf, groups: order.map((group) => itemAt(groupNames, group)) };
}

/**
 * Merges the groups with fewer than `minCount` members into one group. As long as the size of a small group could be
 * derived from the sum of all merged groups, the next smallest group is merged as well. The grouping is left as it is
 * if no group is small, or if all groups would be merged. `members` is the number of members of each group; groups
 * without members are not touched.
 */
export function mergeSmallGroups(grouping: Grouping, members: ArrayLike<number>, minCount: number): Grouping {
  const bySize = grouping.groups
    .map((_, group) => ({ group, size: members[group] as number }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => a.size - b.size || a.group - b.group);
  const sizes = bySize.map(({ size }) => size);
  let count = sizes.filter((size) => size < minCount).length;
  if (count === 0) return grouping;
  // Groups of the same size are either all merged or all kept. Otherwise, the order of their names would reveal
  // something about the merged ones.
  while (count < sizes.length && (sizes[count] === sizes[count - 1] || !isVague(sizes, count, minCount))) count += 1;
  if (count === sizes.length) return grouping;
  const mergedGroups = new Set(bySize.slice(0, count).map(({ group }) => group));
  const keptGroups = [...grouping.groups.keys()].filter((group) => !mergedGroups.has(group));
  const newGroupOf = new Map(keptGroups.map((group, place) => [group, place]));
  return {
    by: grouping.by,
    groupOf: grouping.groupOf.map((group) => newGroupOf.get(group) ?? keptGroups.length),
    groups: [...keptGroups.map((group) => itemAt(grouping.groups, group)), []],
    merged: { group: keptGroups.length, groups: mergedGroups.size },
  };
}

/**
 * Whether the sizes of the first `count` groups, in ascending order, remain uncertain although their sum and all other
 * sizes are shown: each small size must be able to be one more or one less, made up for by another size, within what is
 * known about that other size.
 */
function isVague(sizes: readonly number[], count: number, minCount: number): boolean {
  const mergedSizes = sizes.slice(0, count);
  if (count < 2 || mergedSizes.reduce((sum, size) => sum + size - 1, 0) < minCount) return false;
  const nextSize = itemAt(sizes, count);
  const rooms = mergedSizes.map((size) =>
    size < minCount
      ? { isSmall: true, canShrink: size > 1, canGrow: size < minCount - 1 }
      : { isSmall: false, canShrink: size > minCount, canGrow: size < nextSize - 1 },
  );
  return rooms.every(({ isSmall, canShrink, canGrow }, i) => {
    const otherRooms = rooms.filter((_, other) => other !== i);
    return (
      !isSmall ||
      (canShrink && otherRooms.some((other) => other.canGrow)) ||
      (canGrow && otherRooms.some((other) => other.canShrink))
    );
  });
}

/**
 * Finds two of the groupings such that each group of the first lies within one group of the second, as counties lie
 * within districts; undefined if there are none. Values that are not stated, and groups with a single member, prove
 * nothing.
 */
export function findNested(
  roster: Roster,
  by: readonly (readonly string[])[],
): readonly [inner: readonly string[], outer: readonly string[]] | undefined {
  const groupings = by.map((terms) => groupMembers(roster, terms));
  for (const innerGrouping of groupings)
    for (const outerGrouping of groupings)
      if (innerGrouping !== outerGrouping && isNested(innerGrouping, outerGrouping, roster.counts))
        return [innerGrouping.by, outerGrouping.by];
  return undefined;
}

function isNested(inner: Grouping, outer: Grouping, counts: Roster['counts']): boolean {
  const outerGroupOf = new Map<number, number>();
  const isStated = ({ groups }: Grouping, group: number): boolean => !itemAt(groups, group).includes('');
  const places = new Set<number>();
  let isShared = false;
  for (let i = 0; i < inner.groupOf.length; i++) {
    const [innerGroup, outerGroup] = [inner.groupOf[i] as number, outer.groupOf[i] as number];
    if (!isStated(inner, innerGroup) || !isStated(outer, outerGroup)) continue;
    places.add(outerGroup);
    const outerOfInner = outerGroupOf.get(innerGroup);
    if (outerOfInner !== undefined && outerOfInner !== outerGroup) return false;
    if (outerOfInner !== undefined || (counts && (counts[i] as number) > 1)) isShared = true;
    outerGroupOf.set(innerGroup, outerGroup);
  }
  return isShared && places.size > 1;
}

type FindGroup = (place: number, add: () => number) => number;

function createTable(possible: number): FindGroup {
  const table = new Uint32Array(possible);
  return (place, add) => {
    if (table[place] === 0) table[place] = add();
    return (table[place] as number) - 1;
  };
}

function createMap(): FindGroup {
  const groups = new Map<number, number>();
  return (place, add) => {
    const group = groups.get(place);
    if (group !== undefined) return group;
    const addedIndex = add() - 1;
    groups.set(place, addedIndex);
    return addedIndex;
  };
}

/** Compares groups by code units, independently of the locale; unstated values come last. */
function compareGroupValues(a: readonly string[], b: readonly string[]): number {
  for (const [i, text] of a.entries()) {
    const otherPart = itemAt(b, i);
    if (text === otherPart) continue;
    if (text === '' || otherPart === '') return text === '' ? 1 : -1;
    return text < otherPart ? -1 : 1;
  }
  return 0;
}
