import type { Counting } from './counting.ts';
import { differenceOf } from './figures/difference.ts';
import { countLevels, type LevelCounts, type LevelFigures, levelFigures } from './figures/levels.ts';
import { questionFigures } from './figures/questions.ts';
import { scoreFigures } from './figures/scores.ts';
import type { PackKnowledge } from './pack-knowledge.ts';
import type { PackPart } from './pack-partition.ts';
import type { PackFigures } from './portfolio.ts';
import { type Banding, bandLevels, joinLevels } from './protection/banding.ts';
import { concealCount, concealDifference, concealQuestion } from './protection/conceal.ts';
import type { Roster } from './roster.ts';

/** A pack with its figures over all, and what its groups are counted with. */
export interface BuiltPack {
  readonly part: PackPart;
  readonly figures: PackFigures;
  readonly levels: readonly number[];
  readonly banding: Banding;
}

/** What the figures of packs are made of. */
export interface PackSource {
  readonly roster: Roster;
  readonly counting: Counting;
  readonly packOf: (code: number) => string | null;
  readonly find: (id: string | null) => PackKnowledge | undefined;
  /** How many are in scope. */
  readonly scope: number;
  readonly isSampled: boolean;
  readonly questions: boolean;
  readonly minCell: number | null;
}

/** The figures of what was assessed by one pack. */
export function buildPack(part: PackPart, source: PackSource): BuiltPack {
  const { roster, counting, scope, isSampled, minCell } = source;
  const known = source.find(part.id);
  const least = minCell ?? 0;
  const count = (includes: Uint8Array): LevelCounts =>
    countLevels(counting, { groupOf: new Uint32Array(roster.size), groups: 1, includes });
  const { levels, rows } = count(part.inside);
  const row = rows[0] as Uint32Array;
  const banding = bandLevels(row, minCell);
  const total = levelFigures(levels, row, isSampled && row.reduce((sum, one) => sum + one, 0) < scope);
  const outside = count(part.outside);
  const outsideFigures = levelFigures(outside.levels, outside.rows[0] as Uint32Array, false);
  const scores = known
    ? new Map(
        known.scores.flatMap((id) =>
          counting.scores.has(id) ? [[id, counting.scores.get(id) as Float64Array] as const] : [],
        ),
      )
    : counting.scores;
  const quality = source.questions && known ? questionFigures(known.inputs, counting, part.inside) : undefined;
  const questions = (quality?.questions ?? []).filter(({ n }) => n >= least);
  const difference = differenceOf(roster, part.inside, source.packOf);
  // Who lacks a figure that others have would follow from how many were assessed.
  const isTold = (n: number): boolean => n >= least && concealCount(total.n - n, least) !== null;
  return {
    part,
    levels,
    banding,
    figures: {
      id: part.id,
      versions: part.versions.map(({ version, n }) => ({ version, n: minCell === null ? n : null })),
      assumed: minCell === null || isTold(part.assumed) || part.assumed === 0 ? part.assumed : null,
      bands: banding.bands.map((band) => band.map((place) => levels[place] as number)),
      titles: banding.bands.map(([place]) => known?.levelTitles.get(levels[place as number] as number)),
      total: joinLevels(total, levels, banding, minCell),
      outside: minCell !== null || outsideFigures.n === 0 ? null : spreadOver(levels, outside.levels, outsideFigures),
      scores: scoreFigures(scores, part.inside, known?.best ?? new Map()).filter(({ n }) => isTold(n)),
      difference: difference && isTold(difference.n) ? concealDifference(difference, least) : null,
      sections: (quality?.sections ?? []).filter(({ complete }) => complete >= least),
      questions: questions.map((question) => concealQuestion(question, least)),
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
    },
  };
}

/** Counts at other levels in the order of these; levels nobody has inside are left to the mean. */
function spreadOver(levels: readonly number[], own: readonly number[], figures: LevelFigures): LevelFigures {
  return { ...figures, counts: levels.map((level) => figures.counts[own.indexOf(level)] ?? 0) };
}
