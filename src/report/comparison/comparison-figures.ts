// The data of a comparison, and its figures as text.

import { type DumbbellEnds, drawDumbbell } from '../../charts/index.ts';
import {
  type Assessment,
  fromNumber,
  MAX_DECIMALS,
  type PackStamp,
  type Questionnaire,
  type Rational,
  subtract,
  type Text,
  toNumber,
} from '../../model/index.ts';
import { findDimensions, type Plan, type RelativeScore } from '../../scoring/index.ts';
import type {
  AssessmentTrend,
  Difference,
  IncomparableAssessment,
  MovedGate,
  PeerComparison,
  PeerRank,
  Quartiles,
  RescoredAssessment,
  Verification,
} from '../../versions/index.ts';
import { type Chart, type Figure, numberFigure } from '../document/document-model.ts';
import { levelFigure, scoreFigure } from '../document/figures.ts';
import { type ProgressReport, plainProgress } from '../policy/progress-section.ts';
import { formatDate, formatNumber, formatShare } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

interface NamedEnterprise {
  readonly key: string;
  readonly name: string | undefined;
}

/** The data of a comparison. */
export interface ComparisonReport {
  readonly plan: Plan;
  readonly questionnaire: Questionnaire;
  readonly titles: Readonly<Record<string, Text>> | undefined;
  /** The pack version with which all assessments were scored. */
  readonly stamp: PackStamp;
  /** The id of the score in which points are counted. */
  readonly headline: string | null;
  /** The enterprise; several in a side-by-side comparison. */
  readonly enterprises: readonly NamedEnterprise[];
  readonly trend: AssessmentTrend | undefined;
  readonly verification: Verification | undefined;
  /** What became of the plan before the newest assessment; absent without a plan or records. */
  readonly progress?: ProgressReport | undefined;
  readonly peers: PeerPosition | undefined;
  /** The newest assessments of different enterprises, in the order of `enterprises`. */
  readonly beside: readonly RescoredAssessment[];
  readonly obstacles: readonly IncomparableAssessment[];
}

/** A comparison and the vocabulary for its texts. */
export interface ComparisonContext {
  readonly report: ComparisonReport;
  readonly vocabulary: Vocabulary;
}

/** Why enterprises do not count as peers, or count only after scoring them again. */
export type PeerExclusion =
  | 'otherGroup'
  | 'otherPack'
  | 'unassessed'
  | 'otherKind'
  | 'incomparable'
  | 'unreadable'
  | 'rescored';

/** An enterprise among its peers, and the number of enterprises that could not be counted, by reason. */
export interface PeerPosition {
  readonly own: Pick<RescoredAssessment, 'assessed'>;
  readonly found: PeerComparison;
  readonly left: Readonly<Record<PeerExclusion, number>>;
}

const NO_VALUE_MARK = '–';

/**
 * Writes the day of an assessment; if several of the assessments shown are of that day, also the number of this one
 * among them.
 */
export function formatAssessmentDay(
  { recorded }: Pick<RescoredAssessment, 'recorded'>,
  { messages }: Vocabulary,
  among: readonly RescoredAssessment[] = [],
): string {
  const dayOf = ({ finishedAt }: Assessment): string => finishedAt.slice(0, 'YYYY-MM-DD'.length);
  const sameDay = among.filter((appraisal) => dayOf(appraisal.recorded) === dayOf(recorded));
  const day = formatDate(recorded.finishedAt, messages.numbers);
  const number = sameDay.findIndex((assessment) => assessment.recorded === recorded) + 1;
  return sameDay.length > 1 ? messages.comparison.trend.ofDay({ date: day, number: String(number) }) : day;
}

/** Writes the level of an assessment; a dash if the pack has no levels. */
export function writeAssessmentLevel({ assessed }: RescoredAssessment, vocabulary: Vocabulary): Figure {
  const { level } = assessed.result;
  return level ? levelFigure(level, vocabulary, 'short') : { figure: 'level', text: NO_VALUE_MARK, value: null };
}

/** Writes a score of an assessment; a dash if the assessment does not have it. */
export function writeAssessmentScore(
  name: string,
  { assessed }: Pick<RescoredAssessment, 'assessed'>,
  vocabulary: Vocabulary,
): Figure {
  const score = Object.hasOwn(assessed.result.scores, name) ? assessed.result.scores[name] : undefined;
  return score ? scoreFigure(name, score, vocabulary) : { figure: 'score', text: NO_VALUE_MARK, value: null };
}

/** Writes the change of a score, which is rounded only once; undefined if either number is open. */
export function scoreChange(
  name: string,
  before: RescoredAssessment,
  after: RescoredAssessment,
  vocabulary: Vocabulary,
): Figure | undefined {
  const [oldValue, newValue] = [before, after].map(({ assessed }) => assessed.result.scores[name]?.value);
  if (typeof oldValue !== 'number' || typeof newValue !== 'number') return undefined;
  const difference = subtract(fromNumber(newValue), fromNumber(oldValue));
  return numberFigure(toNumber(difference), writeSignedPoints(difference, name, vocabulary));
}

/** Writes points with their sign and with as many decimals as the pack prints. */
export function writeSignedPoints(points: Rational, name: string, vocabulary: Vocabulary): string {
  return writeSigned(vocabulary.roundOf(name, toNumber(points), [0]), vocabulary);
}

function writeSigned(difference: Rational, { messages }: Vocabulary): string {
  const text = formatNumber(toNumber(difference), { numbers: messages.numbers, decimals: MAX_DECIMALS });
  return difference.n > 0n ? `+${text}` : difference.n === 0n ? '±0' : text;
}

/** One side of a chart: its name, its look, and its share in each dimension, from 0 to 1. */
interface ChartSide {
  readonly text: string;
  readonly name: string;
  readonly shares: ReadonlyMap<string, RelativeScore>;
}

/** Returns the dimensions of an assessment as shares of their maximum, from 0 to 1. */
export function sharesOf(
  plan: Plan,
  { assessed }: Pick<RescoredAssessment, 'assessed'>,
): ReadonlyMap<string, RelativeScore> {
  return new Map(findDimensions(plan, assessed.result).map((dimension) => [dimension.name, dimension]));
}

/**
 * Draws, for each dimension, the lowest value that each side has for certain; no chart if the sides have too few
 * dimensions in common.
 */
export function drawComparison(title: string, before: ChartSide, after: ChartSide, vocabulary: Vocabulary): Chart[] {
  const { comparison, numbers, versions } = vocabulary.messages;
  const rows = [...before.shares].flatMap(([name, from]) => {
    const shareAfter = after.shares.get(name);
    return shareAfter === undefined
      ? []
      : [{ title: vocabulary.titleOf(name), from: from.lowest, to: shareAfter.lowest }];
  });
  if (rows.length < 2) return [];
  const writePercent = (share: number): string => formatShare(share, numbers);
  const endNames: DumbbellEnds = { from: before.name, to: after.name };
  const describeSide = ({ text, shares }: ChartSide): string =>
    [...shares.values()].some(({ lowest, highest }) => lowest < highest)
      ? comparison.trend.atLeast({ side: text })
      : text;
  const descriptions = rows.map((row) =>
    numbers.labelled(row.title, versions.step({ before: writePercent(row.from), after: writePercent(row.to) })),
  );
  return [
    {
      kind: 'chart',
      title,
      description: `${numbers.labelled(versions.step({ before: describeSide(before), after: describeSide(after) }), numbers.list(descriptions))}`,
      drawing: drawDumbbell(rows, endNames, { label: title, percent: writePercent }),
      legend: [before, after].map((side) => ({ name: `${side.name} solid`, text: describeSide(side) })),
    },
  ];
}

/** Returns a comparison as plain JSON: unrounded values, ids instead of words. Null means open, or absent. */
export function comparisonAsJson(report: ComparisonReport, tool: string): object {
  const { stamp, headline, enterprises, trend, verification, peers, beside, obstacles } = report;
  return {
    schemaVersion: 1,
    tool,
    pack: stamp,
    headline,
    enterprises: enterprises.map(({ key, name }) => ({ key, name: name ?? null })),
    assessments: (trend?.appraisals ?? beside).map(appraisalAsJson),
    progress: report.progress ? plainProgress(report.progress.progress) : null,
    steps: trend?.steps.map(differenceAsJson) ?? [],
    verification: verification
      ? {
          ...differenceAsJson(verification),
          counts: verification.counts,
          verdicts: Object.fromEntries(verification.answers.map(({ name, verdict }) => [name, verdict])),
        }
      : null,
    peers: peers ? { ...peersAsJson(peers.found), left: peers.left } : null,
    obstacles: obstacles.map(({ recorded, obstacle }) => ({ ...headOf(recorded), obstacle })),
  };
}

function headOf({ kind, finishedAt, assessor, pack }: RescoredAssessment['recorded']): object {
  return { kind, finishedAt, assessor: assessor ?? null, pack };
}

function appraisalAsJson({ recorded, assessed, isRescored, renamed, lost }: RescoredAssessment): object {
  const { result } = assessed;
  const recordedResult = isRescored
    ? { recorded: { level: recorded.result.level ?? null, scores: recorded.result.scores } }
    : {};
  return {
    ...headOf(recorded),
    isRescored,
    ...recordedResult,
    level: result.level ?? null,
    scores: result.scores,
    renamed,
    lost,
  };
}

function differenceAsJson({ before, after, answers, scores, level, movement, ...rest }: Difference): object {
  return {
    from: headOf(before.recorded),
    to: headOf(after.recorded),
    level: level ?? null,
    movement: plainNumber(movement),
    interplay: plainNumber(rest.interplay),
    answers: answers.map(({ name, before: oldValue, after: newValue, isStated, points }) => ({
      name,
      before: oldValue,
      after: newValue,
      isStated,
      points: plainNumber(points),
    })),
    scores,
    lostGates: rest.lostGates.map(gateAsJson),
    wonGates: rest.wonGates.map(gateAsJson),
  };
}

function gateAsJson({ level, unmet, hangsOn }: MovedGate): object {
  return { level, unmet, hangsOn };
}

function peersAsJson({ level, scores, ...rest }: PeerComparison): object {
  return {
    ...rest,
    level: level ? { own: level.own ?? null, placing: placingAsJson(level.placing), shares: level.shares } : null,
    scores: scores.map(({ name, own, count: settled, placing, quartiles }) => ({
      name,
      own: own ?? null,
      count: settled,
      placing: placingAsJson(placing),
      quartiles: quartilesAsJson(quartiles),
    })),
  };
}

function placingAsJson(placing: PeerRank | undefined): object | null {
  return placing ? { ...placing, percentile: toNumber(placing.percentile) } : null;
}

function quartilesAsJson(quartiles: Quartiles): object {
  return Object.fromEntries(
    Object.entries(quartiles).map(([name, value]: [string, Rational]) => [name, toNumber(value)]),
  );
}

function plainNumber(value: Rational | undefined): number | null {
  return value === undefined ? null : toNumber(value);
}
