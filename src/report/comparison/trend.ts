import type { Appraisal } from '../../comparison/appraise.ts';
import { heading, paragraph, tableOf } from '../document/blocks.ts';
import type { Block, Cell } from '../document/document.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { compareInChart, sharesOf } from './chart.ts';
import { drawCourse } from './course.ts';
import { changeIn, dayIn, levelIn, scoreIn } from './figures.ts';
import type { Writing } from './report.ts';
import { writeStep } from './step.ts';

/** Assessments that stand beside each other at most: the first, and the latest of them. */
const MOST_BESIDE = 4;

/** Assessments over time: all with their level, the scores, and what changed from each to the next. */
export function writeTrend(writing: Writing): Block[] {
  const { report, vocabulary } = writing;
  const { trend, verification, plan } = report;
  const [first, last] = [trend?.appraisals[0], trend?.appraisals.at(-1)];
  if (!trend || !first || !last || first === last) return [];
  const { trend: words } = vocabulary.messages.comparison;
  // What was found on site is said by itself.
  const told = trend.steps.filter(
    ({ before, after }) => before !== verification?.before || after !== verification.after,
  );
  return [
    heading(2, 'trend', words.title),
    ...writeAssessments(trend.appraisals, writing),
    ...drawCourse(trend.appraisals, writing),
    heading(3, 'trend-scores', words.scores),
    ...writeScores(trend.appraisals, writing),
    ...(told.length === 0
      ? []
      : compareInChart(
          words.chart,
          { text: words.first, name: 'earlier', shares: sharesOf(plan, first) },
          { text: words.last, name: 'now', shares: sharesOf(plan, last) },
          vocabulary,
        )),
    ...told.flatMap((step) => writeStep(step, `step-${trend.steps.indexOf(step) + 1}`, writing)),
  ];
}

function writeAssessments(appraisals: readonly Appraisal[], { report, vocabulary }: Writing): Block[] {
  const { comparison, words } = vocabulary.messages;
  const { headline } = report;
  return tableOf(
    [
      [comparison.trend.date, 'left'],
      [comparison.trend.kind, 'left'],
      [comparison.trend.assessor, 'left'],
      [vocabulary.titleOf('level'), 'left'],
      ...(headline === null
        ? []
        : ([
            [vocabulary.titleOf(headline), 'right'],
            [comparison.trend.change, 'right'],
          ] as const)),
    ],
    appraisals.map((one, i) => {
      const { kind, assessor = '' } = one.recorded;
      const before = appraisals[i - 1];
      return [
        { text: [dayIn(one, vocabulary, appraisals)], isHeading: true },
        words.kinds[kind],
        assessor,
        levelIn(one, vocabulary),
        ...(headline === null
          ? []
          : [
              scoreIn(headline, one, vocabulary),
              before ? changeCell(headline, before, one, vocabulary) : { text: [''] },
            ]),
      ];
    }),
  );
}

function writeScores(appraisals: readonly Appraisal[], { report, vocabulary }: Writing): Block[] {
  const { trend } = vocabulary.messages.comparison;
  const shown =
    appraisals.length > MOST_BESIDE ? [appraisals[0] as Appraisal, ...appraisals.slice(1 - MOST_BESIDE)] : appraisals;
  const [first, last] = [shown[0] as Appraisal, shown.at(-1) as Appraisal];
  const scores = report.plan.scores.filter(
    ({ name, hidden }) => !hidden && name !== 'level' && shown.some(({ assessed }) => assessed.result.scores[name]),
  );
  return [
    ...tableOf(
      [
        [vocabulary.messages.comparison.beside.score, 'left'],
        ...shown.map((one) => [dayIn(one, vocabulary, appraisals), 'right'] as const),
        [trend.change, 'right'],
      ],
      scores.map(({ name }) => [
        { text: [vocabulary.titleOf(name)], isHeading: true },
        ...shown.map((one) => scoreIn(name, one, vocabulary)),
        changeCell(name, first, last, vocabulary),
      ]),
    ),
    ...(shown.length < appraisals.length ? [paragraph(trend.shown(String(appraisals.length)), 'quiet')] : []),
  ];
}

function changeCell(name: string, before: Appraisal, after: Appraisal, vocabulary: Vocabulary): Cell {
  const text = changeIn(name, before, after, vocabulary);
  const tone = text.startsWith('+') ? 'good' : text.startsWith('−') ? 'bad' : 'quiet';
  return { text: [text], tone };
}
