// Builds the figures of a portfolio from a roster, suppressing small counts.
import { fromNumber, itemAt, sumRationals, type Text, toNumber } from '../model/index.ts';
import { INSTRUMENT_STATES, isInstrumentRecord, selectActiveRecords } from '../policy/index.ts';
import type { Input } from '../scoring/index.ts';
import {
  type ChosenAssessments,
  chooseAssessments,
  type LevelOf,
  type PackMembers,
  partitionByPack,
} from './chosen-assessment.ts';
import {
  createDisclosureAudit,
  type DisclosureAudit,
  isSmall,
  OPEN_AUDIT,
  suppressCount,
} from './disclosure/disclosure-audit.ts';
import { countJointly, type JointCounts, sumCounts } from './disclosure/joint-counts.ts';
import { findHiddenTotals, findShownOverlaps, type StageTrend, suppressTrends } from './disclosure/shown-totals.ts';
import { planSuppression } from './disclosure/suppression-plan.ts';
import type { Source } from './member.ts';
import { type Grouping, groupAll, groupMembers, mergeSmallGroups } from './member-groups.ts';
import {
  computeDifferencesByGroup,
  findPairs,
  type LevelDifference,
  type OnsiteDifference,
  type PairedChanges,
  summariseOnsiteDifference,
} from './onsite-difference.ts';
import { type PeerRanking, type Rank, rankValues } from './peer-ranking.ts';
import { computeQuestionFigures, type QuestionFigures, type SectionFigures } from './question-figures.ts';
import { type Roster, type Weights, weighScope } from './roster.ts';
import {
  bandLevels,
  buildSettledDistribution,
  computeLevelFigures,
  computeScoreFigures,
  convertToBands,
  countLevels,
  type LevelCounts,
  type LevelFigures,
  placeInSlots,
  type ScoreFigures,
  type ShownLevels,
} from './score-figures.ts';
import { findNeverStated, hasNoStatements } from './stage-variables.ts';
import {
  type CompiledStage,
  countOverlaps,
  countStage,
  evaluateStage,
  HOLDS,
  type Overlap,
  type StageFigures,
  type StageTruth,
} from './stages.ts';

/**
 * The figures of many enterprises, for all output formats. If they are to leave the office, `minCell` is the smallest
 * count that is shown. A figure is then null if it is small or if small counts would follow from it.
 */
export interface Portfolio {
  readonly schemaVersion: 1;
  /** The day of the report, YYYY-MM-DD. */
  readonly asOf: string;
  /** The smallest count that is shown; null if everything is shown. */
  readonly minCell: number | null;
  readonly sources: readonly (Source & { readonly read: number | null })[];
  /**
   * How many assessments and rows were superseded by others, and how many rows and files are unreadable; null means
   * fewer than `minCell`.
   */
  readonly leftOut: {
    readonly older: number | null;
    readonly sameDay: number | null;
    /** How many assessments, and how many records, are dated after the day of the report. */
    readonly later: number | null;
    readonly laterRecords: number | null;
    readonly registeredTwice: number | null;
    readonly unreadable: number | null;
  };
  /** The number of enterprises in scope: registered ones, or all without a registry; null if fewer than `minCell`. */
  readonly enterprises: number | null;
  /**
   * The number of enterprises outside the registry, and of those that the registry lists without a key; neither are in
   * scope. A number is null if it is below `minCell`. Null as a whole without a registry.
   */
  readonly registry: { readonly outside: number | null; readonly withoutKey: number | null } | null;
  readonly levelOf: LevelOf;
  readonly stages: readonly Nullable<StageFigures, 'holds' | 'undecided' | 'outside' | 'undated'>[];
  readonly overlaps: readonly Nullable<Overlap, 'both' | 'first' | 'second'>[];
  /**
   * The figures of each pack. A pack with fewer than `minCell` assessments is left out, because even its name would
   * reveal that somebody was assessed with it.
   */
  readonly packs: readonly PackFigures[];
  readonly groups: readonly GroupTable[];
  /** The money recorded in enterprise files; null if there are no files, or fewer than `minCell` enterprises. */
  readonly money: readonly MoneyFigures[] | null;
  readonly peers: readonly PeerRanking[];
}

/** The type `T`, in which the properties `K` may also be null. */
type Nullable<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: T[P] | null };

/** The figures of assessments with one pack. */
export interface PackFigures {
  /** The id of the pack; null if no source states the pack. */
  readonly id: string | null;
  /** Versions with the number of assessments of each; versions with fewer than `minCell` are left out. */
  readonly versions: readonly { readonly version: string; readonly n: number | null }[];
  /** The number of assessments without a stated pack that are attributed to this pack. */
  readonly assumed: number | null;
  /**
   * The levels in ascending order, each in a band of its own, or together with others if their counts are too small to
   * be shown.
   */
  readonly bands: readonly (readonly number[])[];
  /** Whether the lowest band includes enterprises without a settled level. */
  readonly holdsUnsettled: boolean;
  /** The title of each band; undefined for a band of several levels. */
  readonly titles: readonly (Text | undefined)[];
  /**
   * The levels of all enterprises in scope; null if nearly all of them were assessed with this pack, or if small counts
   * could be derived.
   */
  readonly total: LevelFigures | null;
  readonly outside: LevelFigures | null;
  /**
   * How many enterprises are certain to have at least the level `level`; for open levels, the lower bound counts. Null
   * if hidden.
   */
  readonly advanced: { readonly level: number; readonly n: number | null } | null;
  readonly scores: readonly ScoreFigures[];
  /** The number of scores hidden because small counts could be derived from them. */
  readonly hiddenScores: number;
  readonly difference: OnsiteDifference | null;
  readonly sections: readonly SectionFigures[];
  readonly questions: readonly QuestionFigures[];
  /**
   * The members of each list in the rubric, such as scenes, with the mean of their scores on a scale from 0 (minimum)
   * to 1 (maximum); the weakest member comes first. `size` is the number of all members of the list, including hidden
   * ones and those without answers.
   */
  readonly lists: readonly {
    readonly id: string;
    readonly size: number;
    readonly members: readonly { readonly id: string; readonly n: number; readonly share: number }[];
  }[];
}

/** Figures of enterprises grouped by common facts. */
export interface GroupTable {
  readonly by: readonly string[];
  readonly rows: readonly GroupRow[];
  /**
   * True if the registry does not state one of the facts by which the table groups. Enterprises that were not assessed
   * are then in no group, so the assessed share of a group is unknown.
   */
  readonly partial?: true;
}

interface GroupRow {
  /**
   * For each fact of the grouping, the value that the enterprises of this row share; '' means not stated. Empty in the
   * row of merged small groups.
   */
  readonly values: readonly string[];
  /** How many small groups are merged into this row; absent in all other rows. */
  readonly merged?: number;
  /**
   * What is hidden besides the counts of individual stages: nothing, the levels, or everything including the number of
   * members.
   */
  readonly hidden: 'none' | 'levels' | 'all';
  readonly members: number | null;
  /** For each stage, the number of members that have reached it; null if hidden. */
  readonly stages: readonly (number | null)[];
  /** For each pack, the levels of the row's members; null if hidden. */
  readonly levels: readonly (LevelFigures | null)[];
  /** For each pack, the rank of this row among the rows shown, by mean level (no level counts as 0). */
  readonly ranks: readonly (Rank | null)[];
  /** For each pack, how on-site and self-assessed levels differ; null if counts are hidden or there are no pairs. */
  readonly differences: readonly (LevelDifference | null)[];
}

/** Information about a pack besides its results. */
export interface PackDescription {
  readonly id: string;
  readonly levelTitles: ReadonlyMap<number, Text>;
  /** The ids of the scores to show, in order. */
  readonly scores: readonly string[];
  /** The score that sums up all other scores; null if the pack has no such score. */
  readonly headline: string | null;
  readonly best: ReadonlyMap<string, number>;
  readonly inputs: readonly Input[];
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** The parameters of a portfolio besides its members. */
export interface PortfolioRequest {
  /** The day of the report, YYYY-MM-DD. */
  readonly asOf: string;
  readonly levelOf: LevelOf;
  /** The groupings to tabulate, each by one fact or by several combined. */
  readonly by: readonly (readonly string[])[];
  readonly stages: readonly CompiledStage[];
  /** The pack to which assessments are attributed if they state none. */
  readonly pack: string | undefined;
  readonly findPack: (id: string | null) => PackDescription | undefined;
  /** Whether to compute the quality of questions. */
  readonly questions: boolean;
  /** The smallest count that is shown; null shows all. */
  readonly minCell: number | null;
  /** The maximum number of days between a self-assessment and a diagnosis that are compared. */
  readonly pairedWithin: number;
  readonly unreadable: number;
  /** The facts that the registry states; undefined without a registry. */
  readonly registryFacts?: readonly string[] | undefined;
}

/** Computes all figures except peer rankings, which use these figures and are added afterwards. */
export function buildPortfolio(roster: Roster, request: PortfolioRequest): Portfolio {
  const { asOf, levelOf, minCell } = request;
  const isIn = weighScope(roster);
  const size = sumCounts(isIn);
  const countedAssessments = chooseAssessments(roster, levelOf);
  const { parts, packOf } = partitionByPack(roster, countedAssessments, isIn, request.pack);
  const isSampled = roster.registrySize !== null;
  // If rows stand for several enterprises each, it is unknown which enterprises were assessed twice.
  const pairs = roster.counts === null ? findPairs(roster, countedAssessments, packOf, request.pairedWithin) : null;
  const packSource = { roster, counting: countedAssessments, scope: size, isSampled, minCell, pairs };
  const packs = parts.map((part) => countPack(part, packSource));
  const reaches = request.stages.map((stage) => evaluateStage(roster, stage));
  const stages = request.stages.map((stage, at) =>
    countStage(stage, itemAt(reaches, at), {
      isIn,
      size,
      asOf,
      neverStated: findNeverStated(stage.reads, roster),
      isStatedNowhere: hasNoStatements(stage.reads, roster),
    }),
  );
  const overlaps = countOverlaps(
    request.stages.map(({ stage }) => stage.id),
    reaches,
    isIn,
  );
  const { registryFacts } = request;
  const source = {
    roster,
    counting: countedAssessments,
    isIn,
    packs,
    reaches,
    isSampled,
    minCell,
    pairs,
    registryFacts,
  };
  const guardedTotals = minCell === null ? null : findGuardedTotals(source, request, minCell);
  const tables = buildTables(request.by, { ...source, suppressed: guardedTotals ?? [] });
  const suppressedStages = tables[0]?.suppressed ?? guardedTotals ?? [];
  const totals =
    minCell === null ? null : suppressTotals({ ...source, suppressed: suppressedStages }, stages, overlaps, minCell);
  const outsideCount = roster.size - size;
  const { older, sameDay, later, laterRecords, registeredTwice, withoutKey, read } = roster.intake;
  const suppressSmallCount = (count: number): number | null =>
    minCell === null ? count : suppressCount(count, minCell);
  return {
    schemaVersion: 1,
    asOf,
    minCell,
    // Hidden, because the number of rows read, less those superseded, would reveal how many enterprises were assessed.
    sources: roster.sources.map((source, at) => ({ ...source, read: minCell === null ? (read[at] ?? 0) : null })),
    leftOut: {
      older: suppressSmallCount(older),
      sameDay: suppressSmallCount(sameDay),
      later: suppressSmallCount(later),
      laterRecords: suppressSmallCount(laterRecords),
      registeredTwice: suppressSmallCount(registeredTwice),
      unreadable: suppressSmallCount(request.unreadable),
    },
    enterprises: suppressSmallCount(size),
    registry: isSampled
      ? { outside: suppressSmallCount(outsideCount), withoutKey: suppressSmallCount(withoutKey) }
      : null,
    levelOf,
    stages: totals?.stages ?? stages,
    overlaps: totals?.overlaps ?? overlaps,
    packs: packs.flatMap((pack, p) => {
      if (!pack.isNamed) return [];
      const { findPack: find, questions } = request;
      const [audit, isSuppressed] = [totals?.audit ?? OPEN_AUDIT, suppressedStages[reaches.length + p] ?? false];
      return [buildPack(pack, { ...packSource, find, questions, audit, isSuppressed })];
    }),
    groups: tables.map(({ table }) => table),
    // Computed after the figures of packs, which take precedence if small counts would follow from both together.
    money: suppressSmallCount(size) === null ? null : sumMoney(roster, isIn, totals?.audit ?? OPEN_AUDIT),
    peers: [],
  };
}

/**
 * Builds the tables of all groupings. If one table requires a total to be hidden, that total is hidden in all tables.
 */
function buildTables(by: PortfolioRequest['by'], source: GroupSource): ReturnType<typeof buildGroups>[] {
  const tables = by.map((terms) => buildGroups(terms, source));
  const suppressedStages = (tables[0]?.suppressed ?? []).map((_, p) => tables.some((table) => table.suppressed[p]));
  const isSettled = tables.every((table) =>
    suppressedStages.every((isSuppressed, p) => isSuppressed === table.suppressed[p]),
  );
  return isSettled ? tables : buildTables(by, { ...source, suppressed: suppressedStages });
}

/** Leaves out stages about one kind of assessment if no enterprise was assessed in that way. */
export function removeUnusedKinds(portfolio: Portfolio, compiledStages: readonly CompiledStage[]): Portfolio {
  const isUsed = portfolio.stages.map(
    ({ holds, undecided, outside }, at) =>
      holds !== 0 ||
      undecided !== 0 ||
      (outside ?? 0) > 0 ||
      compiledStages[at]?.reads.some((name) => !name.startsWith('assessed.')) === true,
  );
  const stages = portfolio.stages.filter((_, at) => isUsed[at]);
  const ids = new Set(stages.map(({ id }) => id));
  return {
    ...portfolio,
    stages,
    overlaps: portfolio.overlaps.filter((overlap) => overlap.stages.every((id) => ids.has(id))),
    groups: portfolio.groups.map((table) => ({
      ...table,
      rows: table.rows.map((row) => ({ ...row, stages: row.stages.filter((_, at) => isUsed[at]) })),
    })),
  };
}

export function addPeers(portfolio: Portfolio, peers: readonly PeerRanking[]): Portfolio {
  return { ...portfolio, peers };
}

/** A pack with its overall levels and the data for counting its groups. */
interface CountedPack extends ShownLevels {
  readonly total: LevelFigures;
  /** Whether output may reveal that anyone was assessed with this pack. */
  readonly isNamed: boolean;
}

/** The input for the figures of packs. */
interface PackSource {
  readonly roster: Roster;
  readonly counting: ChosenAssessments;
  readonly scope: number;
  readonly isSampled: boolean;
  readonly minCell: number | null;
  readonly pairs: PairedChanges | null;
}

/** Counts the levels of the assessments with one pack. */
function countPack(part: PackMembers, { counting, scope, isSampled, minCell }: PackSource): CountedPack {
  const { levels, rows } = countAll(counting, part.inside);
  const row = itemAt(rows, 0);
  const bandedLevels = bandLevels(row, minCell);
  const totalFigures = computeLevelFigures(
    levels,
    row,
    isSampled && row.reduce((sum, count) => sum + count, 0) < scope,
  );
  const isNamed =
    minCell === null || (!isSmall(scope, minCell) && isLargeEnough(totalFigures.n, part.outside, minCell));
  return {
    part,
    levels,
    banding: bandedLevels,
    total: convertToBands(totalFigures, levels, bandedLevels, minCell),
    isNamed,
  };
}

/**
 * Whether at least `least` enterprises were assessed. If no enterprise in scope was, those outside the scope are
 * counted.
 */
function isLargeEnough(inside: number, outside: Weights, least: number): boolean {
  return (inside === 0 ? sumCounts(outside) : inside) >= least;
}

/** The figures of a hidden pack. */
const HIDDEN_FIGURES = {
  bands: [],
  holdsUnsettled: false,
  titles: [],
  scores: [],
  sections: [],
  questions: [],
  lists: [],
  total: null,
  outside: null,
  difference: null,
  advanced: null,
  hiddenScores: 0,
} satisfies Partial<PackFigures>;

/**
 * Builds the figures of a pack. A hidden pack gets none: together with the number of its enterprises, any figure would
 * reveal how few of them were assessed, or how few were not.
 */
function buildPack(
  { part, levels, banding, total }: CountedPack,
  source: PackSource & {
    readonly find: (id: string | null) => PackDescription | undefined;
    readonly questions: boolean;
    readonly audit: DisclosureAudit;
    readonly isSuppressed: boolean;
  },
): PackFigures {
  const { roster, counting, minCell, audit, pairs } = source;
  const description = source.find(part.id);
  const shownPart = {
    id: part.id,
    versions: part.versions
      .filter(({ n }) => minCell === null || !isSmall(n, minCell))
      .map(({ version, n }) => ({ version, n: minCell === null ? n : null })),
    // Not shown if small counts are hidden, because it includes members outside the scope.
    assumed: minCell === null || part.assumed === 0 ? part.assumed : null,
  };
  if (source.isSuppressed) return { ...shownPart, ...HIDDEN_FIGURES };
  const outsideCount = countAll(counting, part.outside);
  const outsideFigures = computeLevelFigures(outsideCount.levels, itemAt(outsideCount.rows, 0), false);
  const scores = description
    ? new Map(
        description.scores.flatMap((id) =>
          counting.scores.has(id) ? [[id, counting.scores.get(id) as Float64Array] as const] : [],
        ),
      )
    : counting.scores;
  // If rows stand for several enterprises each, it is unknown which of them gave which answers.
  const answerQuality =
    source.questions && description && roster.counts === null
      ? computeQuestionFigures(description.inputs, counting, part.inside, audit)
      : undefined;
  const questions = answerQuality?.questions ?? [];
  const { shown: scored, hidden: hiddenScores } = computeScoreFigures(
    scores,
    part.inside,
    { best: description?.best ?? new Map(), headline: description?.headline ?? null },
    audit,
  );
  const difference = pairs && summariseOnsiteDifference(pairs, part.inside, scores, audit);
  return {
    ...shownPart,
    bands: banding.bands.map((band) => band.map((place) => itemAt(levels, place))),
    holdsUnsettled: banding.isFolded,
    titles: banding.bands.map((band) =>
      band.length > 1 ? undefined : description?.levelTitles.get(itemAt(levels, itemAt(band, 0))),
    ),
    total,
    outside:
      minCell !== null || outsideFigures.n === 0 ? null : alignLevels(levels, outsideCount.levels, outsideFigures),
    scores: scored,
    hiddenScores,
    difference,
    advanced: countAdvanced(counting, part.inside, audit),
    sections: answerQuality?.sections ?? [],
    questions,
    lists: [...(description?.lists ?? [])].flatMap(([id, members]) => {
      const rankedMembers = rankMembers(members, questions);
      return rankedMembers.length < 2 ? [] : [{ id, size: members.length, members: rankedMembers }];
    }),
  };
}

/**
 * Returns the members of a list, the one with the lowest share of its maximum first; members without a value are left
 * out.
 */
function rankMembers(
  members: readonly string[],
  questions: readonly QuestionFigures[],
): PackFigures['lists'][number]['members'] {
  return questions
    .flatMap(({ id, answered: n, share }) => (members.includes(id) && share !== null ? [{ id, n, share }] : []))
    .sort((a, b) => a.share - b.share);
}

/** The lowest level that counts as advanced. */
const MIN_ADVANCED_LEVEL = 2;

/**
 * Counts the members at an advanced level. If a level is open, its lower bound must be advanced, as it is for stages.
 */
function countAdvanced(
  { level, answers }: ChosenAssessments,
  inside: Weights,
  audit: DisclosureAudit,
): PackFigures['advanced'] {
  const isAdvanced = (i: number): boolean => {
    const settledLevel = level[i] as number;
    return (Number.isNaN(settledLevel) ? (answers(i).lowest[i] as number) : settledLevel) >= MIN_ADVANCED_LEVEL;
  };
  const members = inside.map((weight, i) => (weight !== 0 && isAdvanced(i) ? weight : 0));
  return { level: MIN_ADVANCED_LEVEL, n: audit.admit(() => [members]) ? sumCounts(members) : null };
}

function countAll(counting: ChosenAssessments, includes: Weights): LevelCounts {
  return countLevels(counting, { groupOf: new Uint32Array(includes.length), groups: 1, includes });
}

/**
 * Arranges the counts of levels in the order of `levels`. Any other levels are not listed, but still count in the mean.
 */
function alignLevels(levels: readonly number[], ownLevels: readonly number[], figures: LevelFigures): LevelFigures {
  return { ...figures, counts: levels.map((level) => figures.counts[ownLevels.indexOf(level)] ?? 0) };
}

/** The input for the tables of groups. */
interface GroupSource extends Omit<PackSource, 'scope'> {
  readonly isIn: Weights;
  readonly packs: readonly CountedPack[];
  readonly reaches: readonly StageTruth[];
  /**
   * For each stage, then for each pack, whether its figures are hidden in every table for reasons outside this table.
   */
  readonly suppressed: readonly boolean[];
  readonly registryFacts: readonly string[] | undefined;
}

const NO_LEVELS = { counts: [], none: 0 };

/** Builds the table of a grouping, and determines the stages and packs whose totals must be hidden because of it. */
function buildGroups(
  by: readonly string[],
  source: GroupSource,
): { readonly table: GroupTable; readonly suppressed: readonly boolean[] } {
  const { roster, counting, isIn, packs, reaches, isSampled, minCell, pairs, registryFacts } = source;
  const statedGroups = groupMembers(roster, by);
  const statedSizes = countByGroup(statedGroups, isIn, () => true);
  const grouping = minCell === null ? statedGroups : mergeSmallGroups(statedGroups, statedSizes, minCell);
  const groups = grouping.groups.length;
  const members = countByGroup(grouping, isIn, () => true);
  const stages = reaches.map(({ truth }) => countByGroup(grouping, isIn, (i) => truth[i] === HOLDS));
  const byPack = packs.map(({ part, levels }) => {
    const levelCounts = countLevels(counting, { groupOf: grouping.groupOf, groups, includes: part.inside });
    return levelCounts.rows.map((row, group) => {
      const n = row.reduce((sum, count) => sum + count, 0);
      return computeLevelFigures(levels, row, isSampled && n < (members[group] as number));
    });
  });
  const pattern =
    minCell === null
      ? undefined
      : planSuppression(joinAll(grouping, source), reaches.length, minCell, source.suppressed);
  const isWhole = (group: number): boolean => pattern?.whole[group] ?? false;
  const hasLevels = (group: number): boolean => !pattern?.levels[group];
  const namedPacks = [...packs.keys()].filter((p) => packs[p]?.isNamed);
  const shownLevels = namedPacks.map((p) => {
    const { levels, banding, total } = itemAt(packs, p);
    return itemAt(byPack, p).map((figures, group): LevelFigures | null => {
      if (!hasLevels(group) || pattern?.suppressed[reaches.length + p]) return null;
      return total.n === 0 ? null : convertToBands(figures, levels, banding, minCell);
    });
  });
  const ranks = shownLevels.map((figures, at) => {
    const { levels } = itemAt(packs, itemAt(namedPacks, at));
    return rankValues(
      figures.map((groupFigures, group) => {
        return grouping.merged?.group === group
          ? null
          : groupFigures && (groupFigures.meanWithNone ?? groupFigures.meanWithNoneRange);
      }),
      figures.map((groupFigures) => buildSettledDistribution(groupFigures ?? NO_LEVELS, levels)),
    );
  });
  const groupDifferences = namedPacks.map((p) =>
    pairs && minCell === null ? computeDifferencesByGroup(pairs, grouping, itemAt(packs, p).part.inside) : [],
  );
  const rows = grouping.groups.map((values, group): GroupRow => {
    return {
      values,
      ...(grouping.merged?.group === group && { merged: grouping.merged.groups }),
      hidden: isWhole(group) ? 'all' : hasLevels(group) ? 'none' : 'levels',
      members: isWhole(group) ? null : (members[group] as number),
      stages: stages.map((counts, s) => (isCountShown(counts, s, group) ? (counts[group] as number) : null)),
      levels: shownLevels.map((figures) => figures[group] ?? null),
      ranks: ranks.map((ranksOfPack) => ranksOfPack[group] ?? null),
      differences: groupDifferences.map((differencesOfPack) => differencesOfPack[group] ?? null),
    };
  });
  const listedRows = isTableHidden() ? [] : rows.filter((_, group) => members[group] !== 0);
  const isPartial =
    by.some((fact) => registryFacts?.includes(fact) === false) && listedRows.some(({ values }) => values.includes(''));
  return {
    table: { by, rows: listedRows, ...(isPartial && { partial: true }) },
    suppressed: pattern?.suppressed ?? [],
  };

  /**
   * Whether no row is listed at all: all of them are hidden, and their number alone would nearly reveal how many
   * members they have.
   */
  function isTableHidden(): boolean {
    const occupiedGroups = [...members].filter((count) => count > 0);
    const otherCount = occupiedGroups.reduce((sum, count) => sum + count - 1, 0);
    return minCell !== null && otherCount < minCell && members.every((count, group) => count === 0 || isWhole(group));
  }

  /**
   * Whether the count of a stage in a row is shown. A count in a hidden row is not secret if the counts of all hidden
   * rows add up to 0 or to all of their members, because it then follows from this sum.
   */
  function isCountShown(counts: Uint32Array, stage: number, group: number): boolean {
    const hiddenOfStage = pattern?.stages[stage];
    if (!hiddenOfStage?.[group]) return true;
    if (pattern?.suppressed[stage]) return false;
    const sumHidden = (numbers: Uint32Array): number =>
      numbers.reduce((sum, n, g) => sum + (hiddenOfStage[g] ? n : 0), 0);
    const hiddenCount = sumHidden(counts);
    return hiddenCount === 0 || (hiddenCount === sumHidden(members) && !isWhole(group));
  }
}

/** Counts members by group; each member counts with its weight. */
function countByGroup(
  { groupOf, groups }: Grouping,
  weights: Weights,
  isCounted: (index: number) => boolean,
): Uint32Array {
  const counts = new Uint32Array(groups.length);
  for (const [i, group] of groupOf.entries()) {
    if (isCounted(i)) counts[group] = (counts[group] as number) + (weights[i] as number);
  }
  return counts;
}

/**
 * Counts the members in scope by the combination of their group, the stages they reached, their pack and their shown
 * level.
 */
function joinAll(grouping: Grouping, { counting, isIn, packs, reaches }: GroupSource): JointCounts {
  const predicates = [...reaches.map(markMembersHolding), ...packs.map(({ part }) => part.inside)];
  return countJointly(grouping, { isIn, predicates, ...placeInSlots(packs, counting, () => false) });
}

/** Returns, for each member, 1 if the member has reached a stage, otherwise 0. */
function markMembersHolding({ truth }: StageTruth): Uint8Array {
  return truth.map((state) => (state === HOLDS ? 1 : 0));
}

type TotalSource = Omit<GroupSource, 'suppressed'>;

/**
 * Determines which totals must be hidden whichever groups are shown: first those of the stages, then those of the
 * packs. A stage that reads a fact used for grouping needs special care, because its total would equal the total of a
 * group.
 */
function findGuardedTotals(
  source: TotalSource,
  { by, stages }: { readonly by: readonly (readonly string[])[]; readonly stages: readonly CompiledStage[] },
  least: number,
): boolean[] {
  const facts = by.flat().flatMap((name) => [name, `${name}.stated`]);
  const guardedFacts = [
    ...stages.map(({ reads }) => reads.some((name) => facts.includes(name))),
    ...source.packs.map(() => false),
  ];
  return findHiddenTotals(
    joinAll(groupAll(source.roster.size), { ...source, suppressed: [] }),
    stages.length,
    least,
    guardedFacts,
  );
}

/**
 * Suppresses the figures of stages and overlaps that would reveal small counts. Also creates the audit that checks all
 * other overall figures.
 */
function suppressTotals(
  source: GroupSource,
  stages: readonly StageFigures[],
  overlaps: readonly Overlap[],
  least: number,
): { readonly audit: DisclosureAudit } & Pick<Portfolio, 'stages' | 'overlaps'> {
  const { isIn, counting, packs, reaches, suppressed } = source;
  const pairs = findShownOverlaps(joinAll(groupAll(source.roster.size), source), stages.length, least, suppressed);
  const reachedMembers = reaches.map(markMembersHolding);
  const reachedBoth = pairs.map(([one, other]) =>
    itemAt(reachedMembers, one).map((bit, i) => bit & (reachedMembers[other]?.[i] ?? 0)),
  );
  const slots = placeInSlots(packs, counting, (p) => suppressed[stages.length + p] ?? false);
  const sets = [...reachedMembers.filter((_, s) => !suppressed[s]), ...reachedBoth];
  const audit = createDisclosureAudit({ isIn, ...slots, sets }, least);
  const trends = suppressTrends(stages, reaches, { suppressed, isIn, least, audit });
  const names = new Set(pairs.map((pair) => pair.map((s) => stages[s]?.id).join()));
  return {
    audit,
    stages: stages.map((stage, s) => suppressStage(stage, itemAt(trends, s), suppressed[s] ?? false)),
    overlaps: overlaps.map((overlap) =>
      names.has(overlap.stages.join()) ? overlap : { stages: overlap.stages, both: null, first: null, second: null },
    ),
  };
}

/**
 * Suppresses the figures of a stage that would reveal small counts. The number of undecided members is shown only if it
 * is 0, because the members undecided for one stage can be a subset of those undecided for another; the same applies to
 * members outside the registry.
 */
function suppressStage(
  stage: StageFigures,
  trend: StageTrend,
  isSuppressed: boolean,
): Nullable<StageFigures, 'holds' | 'undecided' | 'outside' | 'undated'> {
  const hideUnlessZero = (count: number): number | null => (count === 0 ? 0 : null);
  const outsideFigures = hideUnlessZero(stage.outside);
  if (isSuppressed)
    return {
      ...stage,
      // Whether there are any data about the stage is hidden here as well, because without data no member counts.
      hasData: true,
      holds: null,
      undecided: null,
      outside: outsideFigures,
      undated: null,
      quarters: [],
      target: null,
    };
  const isWhole = trend.quarters.length === stage.quarters.length && trend.undated !== null;
  const target = stage.target && (isWhole ? stage.target : { ...stage.target, recent: null });
  return { ...stage, undecided: hideUnlessZero(stage.undecided), outside: outsideFigures, ...trend, target };
}

/** The sum of the money recorded in one state, such as granted, and one currency. */
interface MoneyFigures {
  readonly state: (typeof INSTRUMENT_STATES)[number];
  /** The currency; null if the amounts are unknown. */
  readonly currency: string | null;
  /** The number of enterprises with such a record; null, like the amount, if hidden. */
  readonly enterprises: number | null;
  readonly amount: number | null;
}

/** Sums the recorded money in scope; null without enterprise files, because no other source records money. */
function sumMoney(roster: Roster, isIn: Weights, audit: DisclosureAudit): MoneyFigures[] | null {
  if (!roster.sources.some(({ form }) => form === 'files')) return null;
  const inScope = [...roster.files].filter(([index]) => isIn[index] === 1);
  const recordedEntries = inScope.flatMap(([index, { records }]) =>
    selectActiveRecords(records)
      .filter(isInstrumentRecord)
      .map(({ state, amount }) => ({ index, state, amount: amount?.amount, currency: amount?.currency ?? null })),
  );
  const currencies = [...new Set(recordedEntries.map(({ currency }) => currency))];
  return currencies.flatMap((currency) =>
    INSTRUMENT_STATES.flatMap((state): MoneyFigures[] => {
      const matchingEntries = recordedEntries.filter((entry) => entry.state === state && entry.currency === currency);
      if (matchingEntries.length === 0) return [];
      const members = new Uint8Array(roster.size);
      const sums = new Map<number, number>();
      for (const { index, amount = 0 } of matchingEntries) {
        members[index] = 1;
        sums.set(index, (sums.get(index) ?? 0) + amount);
      }
      const isShown = audit.admit(() => [members]) && audit.disclosable(Float64Array.from(sums.values())).mean;
      if (!isShown) return [{ state, currency, enterprises: null, amount: null }];
      const sum =
        currency === null ? null : toNumber(sumRationals(matchingEntries.map(({ amount = 0 }) => fromNumber(amount))));
      return [{ state, currency, enterprises: sums.size, amount: sum }];
    }),
  );
}
