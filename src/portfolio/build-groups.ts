import type { CountedPack } from './build-packs.ts';
import type { Counting } from './counting.ts';
import { countLevels, type LevelFigures, levelFigures } from './figures/levels.ts';
import { rankValues } from './figures/ranking.ts';
import { type Grouping, groupMembers } from './grouping.ts';
import type { GroupRow, GroupTable } from './portfolio.ts';
import { joinLevels, spreadSettled } from './protection/banding.ts';
import { type Joint, joinMembers } from './protection/joint.ts';
import { findPattern } from './protection/pattern.ts';
import { slotMembers } from './protection/slots.ts';
import type { Roster } from './roster.ts';
import { HOLDS, type Reach } from './stages/reach.ts';
import { meanOf } from './statistics/distribution.ts';

/** What tables of groups are made of. */
export interface GroupSource {
  readonly roster: Roster;
  readonly counting: Counting;
  readonly isIn: Uint8Array;
  readonly packs: readonly CountedPack[];
  readonly reaches: readonly Reach[];
  readonly isSampled: boolean;
  readonly minCell: number | null;
  /** Stages, then packs, that may be shown nowhere for other reasons than this table. */
  readonly gone: readonly boolean[];
}

const NO_LEVELS = { counts: [], none: 0 };

/** The table of a grouping, with the stages and packs that may not even show a total because of it. */
export function buildGroups(
  by: readonly string[],
  source: GroupSource,
): { readonly table: GroupTable; readonly gone: readonly boolean[] } {
  const { roster, counting, isIn, packs, reaches, isSampled, minCell } = source;
  const grouping = groupMembers(roster, by);
  const groups = grouping.groups.length;
  const members = new Uint32Array(groups);
  for (let i = 0; i < roster.size; i++) {
    const group = grouping.groupOf[i] as number;
    if (isIn[i] === 1) members[group] = (members[group] as number) + 1;
  }
  const stages = reaches.map(({ truth }) => {
    const counts = new Uint32Array(groups);
    for (let i = 0; i < roster.size; i++) {
      const group = grouping.groupOf[i] as number;
      if (isIn[i] === 1 && truth[i] === HOLDS) counts[group] = (counts[group] as number) + 1;
    }
    return counts;
  });
  const byPack = packs.map(({ part, levels }) => {
    const counted = countLevels(counting, { groupOf: grouping.groupOf, groups, includes: part.inside });
    return counted.rows.map((row, group) => {
      const n = row.reduce((sum, one) => sum + one, 0);
      return levelFigures(levels, row, isSampled && n < (members[group] as number));
    });
  });
  const pattern =
    minCell === null ? undefined : findPattern(joinAll(grouping, source), reaches.length, minCell, source.gone);
  const isWhole = (group: number): boolean => pattern?.whole[group] ?? false;
  const hasLevels = (group: number): boolean => !pattern?.levels[group];
  const named = [...packs.keys()].filter((p) => packs[p]?.isNamed);
  const shownLevels = named.map((p) => {
    const { levels, banding, total } = packs[p] as CountedPack;
    return (byPack[p] as LevelFigures[]).map((one, group): LevelFigures | null => {
      if (!hasLevels(group) || pattern?.gone[reaches.length + p]) return null;
      return total.n === 0 ? null : joinLevels(one, levels, banding, minCell);
    });
  });
  const ranks = shownLevels.map((figures, at) => {
    const { levels, banding } = packs[named[at] as number] as CountedPack;
    const spreads = figures.map((one) => spreadSettled(one ?? NO_LEVELS, levels, banding));
    return rankValues(
      spreads.map((spread) => (spread.values.length === 0 ? null : meanOf(spread))),
      spreads,
    );
  });
  const rows = grouping.groups.map((values, group): GroupRow => {
    return {
      values,
      hidden: isWhole(group) ? 'all' : hasLevels(group) ? 'none' : 'levels',
      members: isWhole(group) ? null : (members[group] as number),
      stages: stages.map((counts, s) => (isTold(counts, s, group) ? (counts[group] as number) : null)),
      levels: shownLevels.map((figures) => figures[group] ?? null),
      ranks: ranks.map((own) => own[group] ?? null),
    };
  });
  const listed = isBare() ? [] : rows.filter((_, group) => members[group] !== 0);
  return { table: { by, rows: listed }, gone: pattern?.gone ?? [] };

  /** Whether all rows are hidden, and their number would nearly tell how many are in each: then none is named. */
  function isBare(): boolean {
    const occupied = [...members].filter((count) => count > 0);
    const others = occupied.reduce((sum, count) => sum + count - 1, 0);
    return minCell !== null && others < minCell && members.every((count, group) => count === 0 || isWhole(group));
  }

  /** Whether a count is shown: what holds for none, or for all, of the hidden rows follows and is no secret. */
  function isTold(counts: Uint32Array, stage: number, group: number): boolean {
    const hidden = pattern?.stages[stage];
    if (!hidden?.[group]) return true;
    if (pattern?.gone[stage]) return false;
    const over = (numbers: Uint32Array): number => numbers.reduce((sum, n, g) => sum + (hidden[g] ? n : 0), 0);
    const held = over(counts);
    return held === 0 || (held === over(members) && !isWhole(group));
  }
}

/** The members in scope by group, by stages and packs, and by what is shown of levels. */
export function joinAll(grouping: Grouping, { counting, isIn, packs, reaches }: GroupSource): Joint {
  const reached = reaches.map(({ truth }) => truth.map((one) => (one === HOLDS ? 1 : 0)));
  const predicates = [...reached, ...packs.map(({ part }) => part.inside)];
  return joinMembers(grouping, { isIn, predicates, ...slotMembers(packs, counting, () => false) });
}
