// Writes the scores of an enterprise: profile chart (with numbers from scoring/relative-scores.ts), table and gauge.

import { drawGauge, drawProfile as drawProfileChart, type GaugeSegment } from '../../charts/index.ts';
import type { Interview } from '../../interview/index.ts';
import { itemAt, type KeptPlan, type Recommendation, toNumber } from '../../model/index.ts';
import type { PlanProgress } from '../../policy/index.ts';
import { findDimensions, listLevelRequirements, type RelativeScore } from '../../scoring/index.ts';
import type { PeerPosition } from '../comparison/comparison-figures.ts';
import { listPeerMedians } from '../comparison/peers-section.ts';
import type { Block, Chart } from '../document/document-model.ts';
import { writeMissing, writeScores } from '../policy/policy-document.ts';
import type { CollectedNotes } from '../policy/source-notes.ts';
import type { AssessmentReport } from '../text/assessment-report.ts';
import { formatNumber, formatRange, formatShare } from '../text/number-format.ts';
import { levelInWords } from '../text/result-text.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

/** The kept plans that matter to a report; at most one of the first three is set. */
interface PlanBasis {
  /** The plan that the report shows. */
  readonly kept?: KeptPlan | undefined;
  /** A plan kept for this assessment, if options of the report ask for another plan. */
  readonly keptOther?: KeptPlan | undefined;
  /** The last plan kept for an earlier assessment. */
  readonly keptEarlier?: KeptPlan | undefined;
  /**
   * Set only together with `kept`: the plan that would be made now with the standard options, if its measures differ.
   */
  readonly fresh?: Recommendation | undefined;
}

/** The data of an enterprise's report. */
export interface EnterpriseReport extends AssessmentReport {
  /** The answers in the order of the questionnaire, with their evaluation. */
  readonly interview: Interview;
  /** The pack version with which the answers were given, if another one is used now. */
  readonly made?: string | undefined;
  readonly peers?: PeerPosition | undefined;
  /** The newest assessment, if the report is about an earlier one. */
  readonly newest?: { readonly kind: 'self' | 'onsite'; readonly date: string } | undefined;
  /** The recommendation on file, which the enterprise's policy document shows, if this report uses a different one. */
  readonly onFile?: Recommendation | undefined;
  /** Which plan the report shows: one that was kept, or a plan made anew; absent without a plan. */
  readonly basis?: PlanBasis | undefined;
  /** What became of the plan before this assessment; absent without a plan or records. */
  readonly progress?: PlanProgress | undefined;
  /** The names of the answers that some measure changes or addresses; absent without a catalogue. */
  readonly improvable?: ReadonlySet<string> | undefined;
}

/** A report with the vocabulary and notes for its texts. */
export interface EnterpriseContext {
  readonly report: EnterpriseReport;
  readonly vocabulary: Vocabulary;
  /** Notes on unverified data, numbered in the order of first reference. */
  readonly notes: CollectedNotes;
}

/** Documents the current scores: the dimensions as a chart, every score in a table, and remarks. */
export function writeScoreProfile(writing: EnterpriseContext): Block[] {
  const { report, vocabulary, notes } = writing;
  const [title, ...others] = writeScores(report, notes, vocabulary);
  return [...(title ? [title] : []), ...drawProfile(writing), ...others];
}

function drawProfile({ report, vocabulary }: EnterpriseContext): Chart[] {
  const { dimensions, isOpen, target } = readProfile(report);
  if (dimensions.length === 0) return [];
  const { numbers, report: reportMessages } = vocabulary.messages;
  const { scores: words } = reportMessages;
  const medians = mediansFor(dimensions, report.peers);
  const areas = [
    ...(isOpen ? [{ name: 'possible', text: words.possible, shares: dimensions.map(({ highest }) => highest) }] : []),
    ...(target ? [{ name: 'target', text: words[target.kind], shares: target.shares }] : []),
    ...(medians ? [{ name: 'peers', text: words.peers, shares: medians }] : []),
    { name: 'now', text: words.now, shares: dimensions.map(({ lowest }) => lowest), dotted: true },
  ];
  const titles = dimensions.map(({ name }) => vocabulary.titleOf(name));
  const listedAreas = areas.toReversed();
  const descriptions = listedAreas.map(({ text, shares }) => {
    const axes = shares.map((share, i) => numbers.labelled(itemAt(titles, i), formatShare(share, numbers)));
    return numbers.labelled(text, numbers.items(axes));
  });
  return [
    {
      kind: 'chart',
      title: words.radar,
      description: numbers.list(descriptions),
      drawing: drawProfileChart(titles, areas, words.radar),
      legend: listedAreas.map(({ name, text }) => ({ name, text })),
    },
  ];
}

/** Returns the peers' medians if every axis has one. */
function mediansFor(
  dimensions: readonly { readonly name: string }[],
  peers: PeerPosition | undefined,
): readonly number[] | undefined {
  const medians = peers && listPeerMedians(peers);
  const shares = dimensions.flatMap(({ name }) => medians?.get(name) ?? []);
  return shares.length === dimensions.length ? shares : undefined;
}

/** The dimensions of a report: the shares now, and after the measures or with the target answers. */
interface Profile {
  readonly dimensions: readonly RelativeScore[];
  readonly isOpen: boolean;
  /** Shares from 0 to 1, one for each dimension. */
  readonly target?: { readonly kind: 'afterMeasures' | 'aimedAt'; readonly shares: readonly number[] };
}

/** Determines the profile of a report; its dimensions are empty if the pack has no comparable scores. */
export function readProfile({ plan, result, recommendation }: EnterpriseReport): Profile {
  const dimensions = findDimensions(plan, result);
  const isOpen = dimensions.some(({ lowest, highest }) => lowest !== highest);
  const scoresAfter = recommendation && recommendation.measures.length > 0 ? recommendation.target.scores : undefined;
  const hasTargets = dimensions.some(({ name }) => typeof result.scores[name]?.target === 'number');
  if (!hasTargets && !scoresAfter) return { dimensions, isOpen };
  const shares = dimensions.map(({ name, lowest }) => {
    const score = result.scores[name];
    const value = hasTargets ? score?.target : (scoresAfter?.[name]?.value ?? scoresAfter?.[name]?.lowest);
    const maximum = score?.maximum ?? 0;
    return typeof value === 'number' && maximum > 0 ? Math.min(1, Math.max(0, value / maximum)) : lowest;
  });
  return { dimensions, isOpen, target: { kind: hasTargets ? 'aimedAt' : 'afterMeasures', shares } };
}

/**
 * Documents what the next level requires. Empty for a level without requirements of its own, such as a level that is
 * the lowest of several others.
 */
export function writeLacking({ report, vocabulary }: EnterpriseContext): Block[] {
  const { level } = report.result;
  return level?.next || listLevelRequirements(report.plan).length > 0 ? writeMissing(report, vocabulary) : [];
}

/** Draws the scale of levels, with the level reached and the target. */
export function drawLadder({ report, vocabulary }: EnterpriseContext): Chart[] {
  const { plan, result, recommendation } = report;
  const { level } = result;
  const rungs = listLevelRequirements(plan);
  if (!level || rungs.length === 0) return [];
  const { numbers, report: reportMessages } = vocabulary.messages;
  const [certain, possible] = [level.lowest ?? Number.NEGATIVE_INFINITY, level.highest ?? Number.NEGATIVE_INFINITY];
  const target = level.target ?? recommendation?.target.level ?? undefined;
  const writeNumber = (value: number): string => formatNumber(value, { numbers, decimals: 6 });
  const segments = rungs.map(({ value }): GaugeSegment => {
    const level = toNumber(value);
    const state = level <= certain ? 'reached' : level <= possible ? 'possible' : 'ahead';
    return { title: writeNumber(level), state, isTarget: level === target };
  });
  const figure =
    level.value === undefined
      ? (formatRange(level.lowest ?? 0, level.highest ?? 0, { numbers, write: writeNumber }) ?? '')
      : level.value === null
        ? '–'
        : writeNumber(level.value);
  const states = new Set(segments.map(({ state }) => state));
  const titles = rungs.map(({ value, title }) => vocabulary.levelOf(toNumber(value), title));
  const levelText = levelInWords(level, vocabulary);
  const title = level.value === undefined ? reportMessages.level.notSettled : (vocabulary.pick(level.title) ?? '');
  return [
    {
      kind: 'chart',
      title: reportMessages.level.scale,
      description: reportMessages.level.shows({ level: levelText, ladder: numbers.items(titles) }),
      drawing: drawGauge(
        segments,
        figure,
        level.value === null ? vocabulary.messages.words.noLevel : title,
        reportMessages.level.scale,
      ),
      legend: [
        ...(states.has('reached') ? [{ name: 'now solid', text: reportMessages.level.reached }] : []),
        ...(states.has('possible') ? [{ name: 'possible', text: reportMessages.scores.possible }] : []),
        ...(segments.some(({ isTarget }) => isTarget) ? [{ name: 'target', text: reportMessages.level.target }] : []),
      ],
    },
  ];
}
