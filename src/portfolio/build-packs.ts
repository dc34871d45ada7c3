import type { Counting } from './counting.ts';
import { differenceOf } from './figures/difference.ts';
import { countLevels, type LevelCounts, type LevelFigures, levelFigures } from './figures/levels.ts';
import { questionFigures } from './figures/questions.ts';
import { scoreFigures } from './figures/scores.ts';
import type { PackKnowledge } from './pack-knowledge.ts';
import type { PackPart } from './pack-partition.ts';
import type { PackFigures } from './portfolio.ts';
import { bandLevels, joinLevels } from './protection/banding.ts';
import type { Ledger } from './protection/ledger.ts';
import type { ShownLevels } from './protection/slots.ts';
import { isSmall } from './protection/small.ts';
import type { Roster } from './roster.ts';

/** A pack with its levels over all, and what its groups are counted with. */
export interface CountedPack extends ShownLevels {
  readonly total: LevelFigures;
  /** Whether it may be said that anybody was assessed by it. */
  readonly isNamed: boolean;
}

/** What the figures of packs are made of. */
export interface PackSource {
  readonly roster: Roster;
  readonly counting: Counting;
  /** How many are in scope. */
  readonly scope: number;
  readonly isSampled: boolean;
  readonly minCell: number | null;
}

/** Counts the levels of what was assessed by one pack. */
export function countPack(part: PackPart, { counting, scope, isSampled, minCell }: PackSource): CountedPack {
  const { levels, rows } = countAll(counting, part.inside);
  const row = rows[0] as Uint32Array;
  const banding = bandLevels(row, minCell);
  const total = levelFigures(levels, row, isSampled && row.reduce((sum, one) => sum + one, 0) < scope);
  const isNamed = minCell === null || (!isSmall(scope, minCell) && isTold(total.n, part.outside, minCell));
  return { part, levels, banding, total: joinLevels(total, levels, banding, minCell), isNamed };
}

/** Whether enough were assessed; where nobody in scope was, enough outside. */
function isTold(inside: number, outside: Uint8Array, least: number): boolean {
  return inside === 0 ? outside.reduce((sum, one) => sum + one, 0) >= least : inside >= least;
}

/** The figures of a pack. Of one that is gone nothing is told: every figure with its size would tell how few there are, or lack. */
export function buildPack(
  { part, levels, banding, total }: CountedPack,
  source: PackSource & {
    readonly packOf: (code: number) => string | null;
    readonly find: (id: string | null) => PackKnowledge | undefined;
    readonly questions: boolean;
    readonly ledger: Ledger;
    readonly isGone: boolean;
  },
): PackFigures {
  const { roster, counting, minCell, ledger } = source;
  const known = source.find(part.id);
  const shown = {
    id: part.id,
    versions: part.versions
      .filter(({ n }) => minCell === null || !isSmall(n, minCell))
      .map(({ version, n }) => ({ version, n: minCell === null ? n : null })),
    // Those outside are among them.
    assumed: minCell === null || part.assumed === 0 ? part.assumed : null,
  };
  if (source.isGone) {
    const none = { bands: [], holdsUnsettled: false, titles: [], scores: [], sections: [], questions: [], lists: [] };
    return { ...shown, ...none, total: null, outside: null, difference: null };
  }
  const outside = countAll(counting, part.outside);
  const outsideFigures = levelFigures(outside.levels, outside.rows[0] as Uint32Array, false);
  const scores = known
    ? new Map(
        known.scores.flatMap((id) =>
          counting.scores.has(id) ? [[id, counting.scores.get(id) as Float64Array] as const] : [],
        ),
      )
    : counting.scores;
  const quality = source.questions && known ? questionFigures(known.inputs, counting, part.inside, ledger) : undefined;
  const questions = quality?.questions ?? [];
  return {
    ...shown,
    bands: banding.bands.map((band) => band.map((place) => levels[place] as number)),
    holdsUnsettled: banding.isFolded,
    titles: banding.bands.map((band) =>
      band.length > 1 ? undefined : known?.levelTitles.get(levels[band[0] as number] as number),
    ),
    total,
    outside: minCell !== null || outsideFigures.n === 0 ? null : spreadOver(levels, outside.levels, outsideFigures),
    scores: scoreFigures(scores, part.inside, known?.best ?? new Map(), ledger),
    difference: differenceOf(roster, part.inside, source.packOf, ledger),
    sections: quality?.sections ?? [],
    questions,
    lists: [...(known?.lists ?? [])].flatMap(([id, members]) => {
      const own = questions.filter((question) => members.includes(question.id) && question.share !== null);
      const sorted = own.sort((a, b) => (a.share as number) - (b.share as number));
      return own.length < 2
        ? []
        : [
            {
              id,
              members: sorted.map(({ id: name, answered, share }) => ({
                id: name,
                n: answered,
                share: share as number,
              })),
            },
          ];
    }),
  };
}

function countAll(counting: Counting, includes: Uint8Array): LevelCounts {
  return countLevels(counting, { groupOf: new Uint32Array(includes.length), groups: 1, includes });
}

/** Counts at other levels in the order of these; levels nobody has inside are left to the mean. */
function spreadOver(levels: readonly number[], own: readonly number[], figures: LevelFigures): LevelFigures {
  return { ...figures, counts: levels.map((level) => figures.counts[own.indexOf(level)] ?? 0) };
}
