import {
  type IncomparableAssessment,
  type IncomparableReason,
  levelOfResult,
  type RescoredAssessment,
} from '../../versions/index.ts';
import { type Block, heading, listOf, type ReportDocument, tableOf } from '../document/document-model.ts';
import { lostInWords } from '../text/answer-text.ts';
import type { ReportLanguage } from '../text/assessment-report.ts';
import { levelInWords } from '../text/result-text.ts';
import { makeVocabulary, type Vocabulary } from '../text/vocabulary.ts';
import {
  assessmentDay,
  assessmentLevel,
  assessmentScore,
  type ComparisonContext,
  type ComparisonReport,
} from './comparison-figures.ts';
import { writeTrend, writeVerification } from './comparison-sections.ts';
import { writePeers } from './peers-section.ts';

/** A comparison as a document, for every format. */
export function makeComparisonDocument(
  report: ComparisonReport,
  { messages, language }: ReportLanguage,
): ReportDocument {
  const { plan, questionnaire, titles, stamp, enterprises } = report;
  const vocabulary = makeVocabulary({ plan, messages, language, languages: questionnaire.languages, titles });
  const writing: ComparisonContext = { report, vocabulary };
  return {
    tag: messages.language.tag,
    title: messages.comparison.title,
    cover: [
      ...enterprises.map(({ name, key }) =>
        name === undefined || name === key ? key : messages.numbers.remark(name, key),
      ),
      messages.report.cover.questionnaire(vocabulary.pick(questionnaire.title) ?? stamp.id, stamp.version),
    ],
    blocks: [
      ...writeVerification(writing),
      ...writeTrend(writing),
      ...writeSideBySide(writing),
      ...writePeers(report.peers, vocabulary),
      ...writeVersions(writing),
      ...writeObstacles(writing),
    ],
    notes: [],
    notesTitle: messages.policy.notes.title,
  };
}

/** Which assessments were worked out anew under this version, what they came to under their own, and what was lost. */
function writeVersions({ report, vocabulary }: ComparisonContext): Block[] {
  const { stamp, trend, beside } = report;
  const { versions } = vocabulary.messages.comparison;
  const now = `${stamp.id} ${stamp.version}`;
  const rescored = [...(trend?.appraisals ?? []), ...beside].filter(({ isRescored }) => isRescored);
  if (rescored.length === 0) return [];
  return [
    heading(2, 'versions', versions.title),
    ...listOf(
      rescored.map((one) => {
        const { recorded, lost, assessed } = one;
        const [then, level] = [recorded.result.level, assessed.result.level];
        const isMoved =
          then &&
          level &&
          JSON.stringify(levelOfResult(recorded.result)) !== JSON.stringify(levelOfResult(assessed.result));
        return {
          text: versions.rescored(nameAssessment(one, vocabulary), `${recorded.pack.id} ${recorded.pack.version}`, now),
          parts: [
            ...(isMoved
              ? [{ text: versions.was(levelInWords(then, vocabulary), levelInWords(level, vocabulary)) }]
              : []),
            ...lost.map((answer) => ({ text: versions.lost(...lostInWords(answer, vocabulary.messages)) })),
          ],
        };
      }),
    ),
  ];
}

/** What could not be compared, and why. */
function writeObstacles({ report, vocabulary }: ComparisonContext): Block[] {
  const { obstacles, stamp } = report;
  if (obstacles.length === 0) return [];
  const { numbers, comparison } = vocabulary.messages;
  return [
    heading(2, 'obstacles', comparison.obstacles.title),
    ...listOf(
      obstacles.map((left) => ({
        text: numbers.labelled(
          nameAssessment(left, vocabulary),
          obstacleInWords(left.obstacle, vocabulary, { id: stamp.id, version: stamp.version }),
        ),
      })),
    ),
  ];
}

/** The newest assessments of different enterprises in columns. */
function writeSideBySide({ report, vocabulary }: ComparisonContext): Block[] {
  const { beside, enterprises, plan } = report;
  if (beside.length === 0) return [];
  const { comparison, words } = vocabulary.messages;
  const { trend, beside: own } = comparison;
  const scores = plan.scores.filter(
    ({ name, hidden }) => !hidden && name !== 'level' && beside.some(({ assessed }) => assessed.result.scores[name]),
  );
  const row = (
    title: string,
    say: (one: RescoredAssessment) => string,
  ): (string | { text: [string]; isHeading: true })[] => [{ text: [title], isHeading: true }, ...beside.map(say)];
  return [
    heading(2, 'beside', own.title),
    { kind: 'paragraph', text: [own.different], tone: 'warn' },
    ...tableOf(
      [['', 'left'], ...enterprises.map(({ key, name }) => [name ?? key, 'left'] as const)],
      [
        row(trend.date, (one) => assessmentDay(one, vocabulary)),
        row(trend.kind, ({ recorded }) => words.kinds[recorded.kind]),
        ...(plan.level === null ? [] : [row(vocabulary.titleOf('level'), (one) => assessmentLevel(one, vocabulary))]),
        ...scores.map(({ name }) => row(vocabulary.titleOf(name), (one) => assessmentScore(name, one, vocabulary))),
      ],
    ),
  ];
}

/** Why an assessment cannot be compared, in words. */
export function obstacleInWords(
  obstacle: IncomparableReason,
  { messages }: Pick<Vocabulary, 'messages'>,
  found: { readonly id: string; readonly version: string },
): string {
  const { obstacles } = messages.comparison;
  switch (obstacle.kind) {
    case 'other-pack':
      return obstacles.otherPack(obstacle.pack, found.id);
    case 'later-version':
      return obstacles.laterVersion(obstacle.version, found.version);
    case 'refused':
      return obstacles.refused(messages.numbers.items(obstacle.names));
    case 'nothing-left':
      return obstacles.nothingLeft;
  }
}

function nameAssessment(one: RescoredAssessment | IncomparableAssessment, vocabulary: Vocabulary): string {
  const { words, comparison } = vocabulary.messages;
  return comparison.obstacles.assessment(assessmentDay(one, vocabulary), words.kinds[one.recorded.kind]);
}
