import { itemAt } from '../model/index.ts';
import type { Roster } from './roster.ts';

/** Members grouped by common facts. */
export interface Grouping {
  /** The facts by which members are grouped: one, or several combined. */
  readonly by: readonly string[];
  readonly groupOf: Uint32Array;
  /** The values stated for each fact by the members of each group, sorted; '' means not stated. */
  readonly groups: readonly (readonly string[])[];
}

/** Puts all members into one group. */
export function groupAll(size: number): Grouping {
  return { by: [], groupOf: new Uint32Array(size), groups: [[]] };
}

/** The maximum number of possible groups that are counted in an array; beyond it, a map is used. */
const MAX_TABLE_SIZE = 1 << 22;

export function groupMembers({ facts, size }: Roster, by: readonly string[]): Grouping {
  const columns = by.map((name) => facts.get(name) ?? { codes: new Uint32Array(size), values: [''] });
  const combinationCount = columns.reduce((product, { values }) => product * values.length, 1);
  const find = combinationCount <= MAX_TABLE_SIZE ? createTable(combinationCount) : createMap();
  const places: number[] = [];
  const groupOf = new Uint32Array(size);
  for (let i = 0; i < size; i++) {
    let place = 0;
    for (const { codes, values } of columns) place = place * values.length + (codes[i] as number);
    groupOf[i] = find(place, () => places.push(place));
  }
  const groupNames = places.map((place) => {
    let rest = place;
    return columns
      .toReversed()
      .map(({ values }) => {
        const code = rest % values.length;
        rest = Math.floor(rest / values.length);
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
 * Finds two groupings such that each group of the first lies within one group of the second, such as counties within
 * districts; undefined if there are none. Unstated values and groups with one member do not count as evidence.
 */
export function findNested(
  roster: Roster,
  by: readonly (readonly string[])[],
): readonly [inner: readonly string[], outer: readonly string[]] | undefined {
  const groupings = by.map((terms) => groupMembers(roster, terms));
  for (const inner of groupings)
    for (const outer of groupings)
      if (inner !== outer && isNested(inner, outer, roster.counts)) return [inner.by, outer.by];
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
