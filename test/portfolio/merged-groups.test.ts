import { expect, test } from 'vitest';
import { type Grouping, mergeSmallGroups } from '../../src/portfolio/member-groups.ts';

/** Groups named a, b, c and so on; their members are listed in `groupOf` in turn. */
function groupingOf(sizes: readonly number[]): Grouping {
  return {
    by: ['district'],
    groupOf: Uint32Array.from(sizes.flatMap((size, group) => Array.from({ length: size }, () => group))),
    groups: sizes.map((_, group) => [String.fromCharCode(97 + group)]),
  };
}

/** What readers see: the sizes of the groups that are named, and how many groups with how many members are merged. */
function published(sizes: readonly number[], minCount: number): string {
  const { groupOf, groups, merged } = mergeSmallGroups(groupingOf(sizes), sizes, minCount);
  const shownSizes = groups.map(([name], group) => [name, groupOf.filter((one) => one === group).length]);
  return JSON.stringify([shownSizes, merged?.groups]);
}

test.each([
  // Two small groups that are enough together, and a large one.
  { sizes: [4, 12, 3, 2], minCount: 5, named: ['b'], merged: 3, members: 9 },
  // A single small group: the next smallest joins.
  { sizes: [9, 12, 3], minCount: 5, named: ['b'], merged: 2, members: 12 },
  // No small group; a group without members in scope is not one.
  { sizes: [9, 12, 0], minCount: 5, named: ['a', 'b', 'c'], merged: undefined, members: 0 },
  // Three times the most that a small group may have: each size would follow, so the next joins.
  { sizes: [4, 4, 4, 8, 20], minCount: 5, named: ['e'], merged: 4, members: 20 },
  // Everything would be merged: nothing is.
  { sizes: [3, 9], minCount: 5, named: ['a', 'b'], merged: undefined, members: 0 },
])('small groups are merged: $sizes', ({ sizes, minCount, named, merged, members }) => {
  const grouping = mergeSmallGroups(groupingOf(sizes), sizes, minCount);
  expect(grouping.groups.flat()).toEqual(named);
  expect(grouping.merged?.groups).toBe(merged);
  const { merged: last } = grouping;
  if (last) expect(grouping.groupOf.filter((group) => group === last.group)).toHaveLength(members);
});

test.each([
  [3, 9],
  [4, 10],
])('no group size below %i can be derived from the figures shown, for every table of four groups', (minCount, most) => {
  const sizesByOutput = new Map<string, number[][]>();
  for (let code = 0; code < most ** 4; code++) {
    const sizes = [0, 1, 2, 3].map((place) => 1 + (Math.floor(code / most ** place) % most));
    const output = published(sizes, minCount);
    sizesByOutput.set(output, [...(sizesByOutput.get(output) ?? []), sizes]);
  }
  let mergedTables = 0;
  for (const [output, tables] of sizesByOutput) {
    const [shown] = JSON.parse(output) as [[string | null, number][]];
    if (!shown.some(([name]) => (name ?? null) === null)) continue;
    mergedTables += tables.length;
    const names = new Set(shown.map(([name]) => name));
    for (const [group, name] of ['a', 'b', 'c', 'd'].entries()) {
      if (names.has(name)) continue;
      const possibleSizes = new Set(tables.map((sizes) => sizes[group]));
      const isSecret = tables.some((sizes) => (sizes[group] as number) < minCount);
      if (isSecret) expect(possibleSizes.size, output).toBeGreaterThan(1);
    }
  }
  expect(mergedTables).toBeGreaterThan(1000);
});
