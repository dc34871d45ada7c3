// Builds the figures of a portfolio from a roster, suppressing small counts.
import { fromNumber, itemAt, sumRationals, type Text, toNumber } from '../model/index.ts';
import { activeRecords, INSTRUMENT_STATES, isInstrumentRecord } from '../policy/index.ts';
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
 * The figures of many enterprises, for all output formats. If the figures are to leave the office, `minCell` is the
 * smallest count shown; a figure is then null if it is hidden because it is small or because small counts would follow
 * from it.
 */
export interface Portfolio {
  readonly schemaVersion: 1;
  /** The day of the report, YYYY-MM-DD. */
  readonly asOf: string;
  /** Null if everything is shown. */
  readonly minCell: number | null;
  readonly sources: readonly (Source & { readonly read: number | null })[];
  /** Assessments and rows superseded by others, and unreadable rows and files; null means fewer than `minCell`. */
  readonly leftOut: {
    readonly older: number | null;
    readonly sameDay: number | null;
    /** The numbers of assessments and of records dated after the day of the report. */
    readonly later: number | null;
    readonly laterRecords: number | null;
    readonly registeredTwice: number | null;
    readonly unreadable: number | null;
  };
  /** The number of enterprises in scope: registered ones, or all without a registry; null if fewer than `minCell`. */
  readonly enterprises: number | null;
  /**
   * Null without a registry. Counts enterprises outside the registry, and enterprises that the registry lists without a
   * key; neither are in scope. A count is null if it is below `minCell`.
   */
  readonly registry: { readonly outside: number | null; readonly withoutKey: number | null } | null;
  readonly levelOf: LevelOf;
  readonly stages: readonly Nullable<StageFigures, 'holds' | 'undecided' | 'outside' | 'undated'>[];
  readonly overlaps: readonly Nullable<Overlap, 'both' | 'first' | 'second'>[];
  /**
   * Excludes packs with fewer than `minCell` assessments, because even their names would reveal that they were used.
   */
  readonly packs: readonly PackFigures[];
  readonly groups: readonly GroupTable[];
  /** Money recorded in enterprise files; null if there are no files, or fewer enterprises than `minCell`. */
  readonly money: readonly MoneyFigures[] | null;
  readonly peers: readonly PeerRanking[];
}

/** `T` with some properties nullable. */
type Nullable<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: T[P] | null };

/** The figures of assessments with one pack. */
export interface PackFigures {
  /** Null if no source states the pack. */
  readonly id: string | null;
  /** Versions with the number of assessments of each; versions with fewer than `minCell` are left out. */
  readonly versions: readonly { readonly version: string; readonly n: number | null }[];
  /** The number of assessments without a stated pack that are attributed to this pack. */
  readonly assumed: number | null;
  /** Bands of levels, ascending; levels are merged into one band if their counts are too small to be shown. */
  readonly bands: readonly (readonly number[])[];
  /** Whether the lowest band includes enterprises without a settled level. */
  readonly holdsUnsettled: boolean;
  /** Undefined for merged levels. */
  readonly titles: readonly (Text | undefined)[];
  /** Null if all but a few enterprises were assessed with this pack, or if small counts could be derived. */
  readonly total: LevelFigures | null;
  readonly outside: LevelFigures | null;
  /**
   * The number of enterprises certain to have at least this level, using the lower bounds of open levels; null if
   * hidden.
   */
  readonly advanced: { readonly level: number; readonly n: number | null } | null;
  readonly scores: readonly ScoreFigures[];
  /** The number of scores hidden because small counts could be derived from them. */
  readonly hiddenScores: number;
  readonly difference: OnsiteDifference | null;
  readonly sections: readonly SectionFigures[];
  readonly questions: readonly QuestionFigures[];
  /**
   * The members of the rubric's lists, such as scenes, with their mean scaled from 0 at the minimum to 1 at the
   * maximum; the weakest first. `size` is the full number of members, including hidden ones and those without answers.
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
   * True if the registry does not state one of these facts. Enterprises that were not assessed are then in no group,
   * and the share of a group that was assessed is unknown.
   */
  readonly partial?: true;
}

interface GroupRow {
  /** The value of each fact that its enterprises share; '' means not stated. Empty if small groups are merged here. */
  readonly values: readonly string[];
  /** How many small groups are merged into this one; absent in all other rows. */
  readonly merged?: number;
  /** The figures that are hidden besides individual stages: nothing, the levels, or everything including the size. */
  readonly hidden: 'none' | 'levels' | 'all';
  readonly members: number | null;
  /** By stage, the number of members that have reached it. */
  readonly stages: readonly (number | null)[];
  /** By pack, the levels; null if hidden. */
  readonly levels: readonly (LevelFigures | null)[];
  /** By pack, the rank by mean level (no level counts as 0) among the groups shown. */
  readonly ranks: readonly (Rank | null)[];
  /**
   * By pack, the differences between on-site and self-assessed levels; null if counts are hidden or there are no pairs.
   */
  readonly differences: readonly (LevelDifference | null)[];
}

/** Information about a pack besides its results. */
export interface PackDescription {
  readonly id: string;
  readonly levelTitles: ReadonlyMap<number, Text>;
  /** The ids of the scores to show, in order. */
  readonly scores: readonly string[];
  /** The score that sums up the others; null if there is none. */
  readonly headline: string | null;
  readonly best: ReadonlyMap<string, number>;
  readonly inputs: readonly Input[];
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** The parameters of a portfolio besides its members. */
export interface PortfolioRequest {
  /** YYYY-MM-DD. */
  readonly asOf: string;
  readonly levelOf: LevelOf;
  /** Groupings, each by one fact or by several combined. */
  readonly by: readonly (readonly string[])[];
  readonly stages: readonly CompiledStage[];
  /** The pack of assessments that do not state one. */
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
  // Rows that represent several enterprises do not show which of these were assessed twice.
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
  const shownCount = (count: number): number | null => (minCell === null ? count : suppressCount(count, minCell));
  return {
    schemaVersion: 1,
    asOf,
    minCell,
    // Hidden, because the number of rows minus the number of superseded rows would reveal the number of enterprises
    // assessed.
    sources: roster.sources.map((source, at) => ({ ...source, read: minCell === null ? (read[at] ?? 0) : null })),
    leftOut: {
      older: shownCount(older),
      sameDay: shownCount(sameDay),
      later: shownCount(later),
      laterRecords: shownCount(laterRecords),
      registeredTwice: shownCount(registeredTwice),
      unreadable: shownCount(request.unreadable),
    },
    enterprises: shownCount(size),
    registry: isSampled ? { outside: shownCount(outsideCount), withoutKey: shownCount(withoutKey) } : null,
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
    // Computed after the packs, whose figures take precedence if both together would reveal small counts.
    money: shownCount(size) === null ? null : sumMoney(roster, isIn, totals?.audit ?? OPEN_AUDIT),
    peers: [],
  };
}

/** Builds the tables of all groupings. A total that one table requires to be hidden is hidden in all tables. */
function buildTables(by: PortfolioRequest['by'], source: GroupSource): ReturnType<typeof buildGroups>[] {
  const tables = by.map((terms) => buildGroups(terms, source));
  const suppressedStages = (tables[0]?.suppressed ?? []).map((_, p) => tables.some((table) => table.suppressed[p]));
  const isSettled = tables.every((table) =>
    suppressedStages.every((isSuppressed, p) => isSuppressed === table.suppressed[p]),
  );
  return isSettled ? tables : buildTables(by, { ...source, suppressed: suppressedStages });
}

/** Leaves out stages that only say how enterprises were assessed, if none was assessed in that way. */
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
 * Whether at least `least` enterprises were assessed: in scope or, if no enterprise in scope was assessed, outside it.
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
 * Builds the figures of a pack. A hidden pack has none: together with its size, any figure would reveal how few
 * enterprises were assessed with it, or how few were not.
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
    // The counts include members outside the scope.
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
  // Rows that represent several enterprises do not show which of these gave which answers.
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

/** Returns the members of a list with their shares, lowest share first; members without a share are left out. */
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

/** Counts the members at an advanced level; an open level counts if its lower bound is advanced, as for stages. */
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
 * Puts counts in the order of `levels`. Levels that are not among these are not listed, but still count in the mean.
 */
function alignLevels(levels: readonly number[], ownLevels: readonly number[], figures: LevelFigures): LevelFigures {
  return { ...figures, counts: levels.map((level) => figures.counts[ownLevels.indexOf(level)] ?? 0) };
}

/** The input for the tables of groups. */
interface GroupSource extends Omit<PackSource, 'scope'> {
  readonly isIn: Weights;
  readonly packs: readonly CountedPack[];
  readonly reaches: readonly StageTruth[];
  /** By stage and then by pack, whether it is hidden everywhere for reasons other than this table. */
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

  /** Whether all rows are hidden and the number of rows would nearly reveal their sizes, so that no row is listed. */
  function isTableHidden(): boolean {
    const occupiedGroups = [...members].filter((count) => count > 0);
    const otherCount = occupiedGroups.reduce((sum, count) => sum + count - 1, 0);
    return minCell !== null && otherCount < minCell && members.every((count, group) => count === 0 || isWhole(group));
  }

  /**
   * Whether a count is shown. If the count over all hidden rows is 0, or if it includes all of their members, the count
   * of each of these rows follows from that and is not secret.
   */
  function isCountShown(counts: Uint32Array, stage: number, group: number): boolean {
    const hiddenOfStage = pattern?.stages[stage];
    if (!hiddenOfStage?.[group]) return true;
    if (pattern?.suppressed[stage]) return false;
    const hiddenSum = (numbers: Uint32Array): number =>
      numbers.reduce((sum, n, g) => sum + (hiddenOfStage[g] ? n : 0), 0);
    const hiddenCount = hiddenSum(counts);
    return hiddenCount === 0 || (hiddenCount === hiddenSum(members) && !isWhole(group));
  }
}

/** Counts members by group, each with its weight. */
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

/** Counts the members in scope jointly by group, by stages and packs, and by the shown levels. */
function joinAll(grouping: Grouping, { counting, isIn, packs, reaches }: GroupSource): JointCounts {
  const predicates = [...reaches.map(markMembersHolding), ...packs.map(({ part }) => part.inside)];
  return countJointly(grouping, { isIn, predicates, ...placeInSlots(packs, counting, () => false) });
}

/** Returns, for each member, 1 if a stage holds. */
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
 * Suppresses the figures of stages and overlaps that would reveal small counts, and creates the audit that checks all
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
  const zeroOnly = (count: number): number | null => (count === 0 ? 0 : null);
  const outsideFigures = zeroOnly(stage.outside);
  if (isSuppressed)
    return {
      ...stage,
      // Without data, no member counts; this fact is hidden here.
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
  return { ...stage, undecided: zeroOnly(stage.undecided), outside: outsideFigures, ...trend, target };
}

/** The recorded money in one state and currency. */
interface MoneyFigures {
  readonly state: (typeof INSTRUMENT_STATES)[number];
  /** Null if the amounts are unknown. */
  readonly currency: string | null;
  /** The number of enterprises with such a record; null, like the sum, if hidden. */
  readonly enterprises: number | null;
  readonly amount: number | null;
}

/** Sums the recorded money in scope; null without enterprise files, because only they record money. */
function sumMoney(roster: Roster, isIn: Weights, audit: DisclosureAudit): MoneyFigures[] | null {
  if (!roster.sources.some(({ form }) => form === 'files')) return null;
  const inScope = [...roster.files].filter(([index]) => isIn[index] === 1);
  const recordedEntries = inScope.flatMap(([index, { records }]) =>
    activeRecords(records)
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
