import { drawTrend, type TrendPoint } from '../../charts/index.ts';
import { isQuestionNumber } from '../../interview/index.ts';
import { compare, itemAt, toNumber, ZERO } from '../../model/index.ts';
import {
  type AnswerDifference,
  type Difference,
  type IncomparableAssessment,
  type IncomparableReason,
  levelOfResult,
  type MovedGate,
  type RescoredAssessment,
  type Verdict,
  type Verification,
  type VerifiedAnswer,
} from '../../versions/index.ts';
import {
  type Block,
  type Cell,
  type CellContent,
  type Chart,
  createLeftTitles,
  createRightTitles,
  createRowHeading,
  heading,
  listOf,
  numberFigure,
  paragraph,
  type ReportDocument,
  type Tone,
  tableOf,
} from '../document/document-model.ts';
import { writeProgress } from '../policy/progress-section.ts';
import { lostInWords } from '../text/answer-text.ts';
import type { ReportLanguage } from '../text/assessment-report.ts';
import { type TextLine, unmetInWords } from '../text/condition-text.ts';
import { formatDate } from '../text/number-format.ts';
import { levelInWords } from '../text/result-text.ts';
import { makeVocabulary, type Vocabulary } from '../text/vocabulary.ts';
import {
  type ComparisonContext,
  type ComparisonReport,
  drawComparison,
  formatAssessmentDay,
  scoreChange,
  sharesOf,
  writeAssessmentLevel,
  writeAssessmentScore,
  writeSignedPoints,
} from './comparison-figures.ts';
import { writePeers } from './peers-section.ts';
import { answerTexts } from './what-if-terminal.ts';

/** The maximum number of assessments shown side by side: the first one and the latest ones. */
const MAX_ASSESSMENTS_SHOWN = 4;

/** Documents assessments over time: all levels and scores, and what changed from each assessment to the next. */
function writeTrend(context: ComparisonContext): Block[] {
  const { report, vocabulary } = context;
  const { trend, verification, plan } = report;
  const [first, last] = [trend?.appraisals[0], trend?.appraisals.at(-1)];
  if (!trend || !first || !last || first === last) return [];
  const { trend: words } = vocabulary.messages.comparison;
  // The step from the self-assessment to the findings on site has its own section.
  const steps = trend.steps.filter(
    ({ before, after }) => before !== verification?.before || after !== verification.after,
  );
  return [
    heading(2, 'trend', words.title),
    ...writeAssessments(trend.appraisals, context),
    ...drawScoreTrend(trend.appraisals, context),
    heading(3, 'trend-scores', words.scores),
    ...writeScores(trend.appraisals, context),
    ...(steps.length === 0
      ? []
      : drawComparison(
          words.chart,
          { text: words.first, name: 'earlier', shares: sharesOf(plan, first) },
          { text: words.last, name: 'now', shares: sharesOf(plan, last) },
          vocabulary,
        )),
    ...writeProgress(report.progress, vocabulary),
    ...steps.flatMap((step) => writeStep(step, `step-${trend.steps.indexOf(step) + 1}`, context)),
  ];
}

function writeAssessments(
  appraisals: readonly RescoredAssessment[],
  { report, vocabulary }: ComparisonContext,
): Block[] {
  const { comparison, words } = vocabulary.messages;
  const { headline } = report;
  return tableOf(
    [
      ...createLeftTitles(
        comparison.trend.date,
        comparison.trend.kind,
        comparison.trend.assessor,
        vocabulary.titleOf('level'),
      ),
      ...(headline === null ? [] : createRightTitles(vocabulary.titleOf(headline), comparison.trend.change)),
    ],
    appraisals.map((one, i) => {
      const { kind, assessor = '' } = one.recorded;
      const appraisalBefore = appraisals[i - 1];
      return [
        createRowHeading(formatAssessmentDay(one, vocabulary, appraisals)),
        words.kinds[kind],
        assessor,
        writeAssessmentLevel(one, vocabulary),
        ...(headline === null
          ? []
          : [
              writeAssessmentScore(headline, one, vocabulary),
              appraisalBefore ? changeCell(headline, appraisalBefore, one, vocabulary) : { text: [''] },
            ]),
      ];
    }),
  );
}

function writeScores(appraisals: readonly RescoredAssessment[], { report, vocabulary }: ComparisonContext): Block[] {
  const { trend } = vocabulary.messages.comparison;
  const selectedAssessments =
    appraisals.length > MAX_ASSESSMENTS_SHOWN
      ? [itemAt(appraisals, 0), ...appraisals.slice(1 - MAX_ASSESSMENTS_SHOWN)]
      : appraisals;
  const [first, last] = [itemAt(selectedAssessments, 0), selectedAssessments.at(-1) as RescoredAssessment];
  const scores = report.plan.scores.filter(
    ({ name, hidden }) =>
      !hidden && name !== 'level' && selectedAssessments.some(({ assessed }) => assessed.result.scores[name]),
  );
  return [
    ...tableOf(
      [
        ...createLeftTitles(vocabulary.messages.comparison.beside.score),
        ...createRightTitles(
          ...selectedAssessments.map((one) => formatAssessmentDay(one, vocabulary, appraisals)),
          trend.change,
        ),
      ],
      scores.map(({ name }) => [
        createRowHeading(vocabulary.titleOf(name)),
        ...selectedAssessments.map((one) => writeAssessmentScore(name, one, vocabulary)),
        changeCell(name, first, last, vocabulary),
      ]),
    ),
    ...(selectedAssessments.length < appraisals.length
      ? [paragraph(trend.shown({ count: String(appraisals.length) }), 'quiet')]
      : []),
  ];
}

function changeCell(name: string, before: RescoredAssessment, after: RescoredAssessment, vocabulary: Vocabulary): Cell {
  const change = scoreChange(name, before, after, vocabulary);
  if (!change) return { text: [''], tone: 'quiet' };
  const tone = change.text.startsWith('+') ? 'good' : change.text.startsWith('−') ? 'bad' : 'quiet';
  return { text: [change], tone };
}

/** How many members of a list are named at most. */
const MAX_MEMBERS_NAMED = 3;

/**
 * Documents what changed from one assessment to the next: the answers, and the level requirements that depend on them.
 */
function writeStep(difference: Difference, id: string, context: ComparisonContext): Block[] {
  const { vocabulary, report } = context;
  const { comparison } = vocabulary.messages;
  const { trend, gates } = comparison;
  const trendAppraisals = report.trend?.appraisals;
  const [from, to] = [difference.before, difference.after].map((one) =>
    formatAssessmentDay(one, vocabulary, trendAppraisals),
  ) as [string, string];
  return [
    heading(3, id, trend.step({ from, to })),
    ...(difference.answers.length === 0
      ? [paragraph(trend.nothing, 'quiet')]
      : tableOf(
          [
            ...createLeftTitles(vocabulary.messages.report.answers.answer, trend.before, trend.after),
            ...pointsColumn(context),
          ],
          difference.answers.map((answer) => [
            createRowHeading(writeNumberedQuestion(answer.name, vocabulary)),
            ...answerSides(answer, vocabulary),
            ...createPointsCell(answer, context),
          ]),
        )),
    ...writeInteraction(difference, context),
    ...writeGates(gates.lost, difference.lostGates, vocabulary),
    ...writeGates(gates.won, difference.wonGates, vocabulary),
  ];
}

/** Returns the heading of the points column; none if there is no score in which to count points. */
function pointsColumn({ report: { headline }, vocabulary }: ComparisonContext): ReturnType<typeof createRightTitles> {
  return headline === null
    ? []
    : createRightTitles(vocabulary.messages.comparison.trend.points({ score: vocabulary.titleOf(headline) }));
}

/**
 * Writes the points that an answer changes on its own; a remark instead if the answer is derived from other answers.
 */
function createPointsCell({ points, isStated }: AnswerDifference, { report, vocabulary }: ComparisonContext): Cell[] {
  const { headline } = report;
  if (headline === null) return [];
  const { words, comparison } = vocabulary.messages;
  if (!isStated) return [{ text: [comparison.trend.follows], tone: 'quiet' }];
  if (points === undefined) return [{ text: [words.open], tone: 'quiet' }];
  const tone: Tone = points.n > 0n ? 'good' : points.n < 0n ? 'bad' : 'quiet';
  return [{ text: [numberFigure(toNumber(points), writeSignedPoints(points, headline, vocabulary))], tone }];
}

/** Writes the effect that several answers have only together, if there is one. */
function writeInteraction(
  { interplay }: Pick<Difference, 'interplay'>,
  { report, vocabulary }: ComparisonContext,
): Block[] {
  if (interplay === undefined || interplay.n === 0n || report.headline === null) return [];
  const { trend } = vocabulary.messages.comparison;
  return [paragraph(trend.interplay({ points: writeSignedPoints(interplay, report.headline, vocabulary) }), 'quiet')];
}

/** Lists requirements under a title, each with the answers on which it depends. */
function writeGates(title: string, gates: readonly MovedGate[], vocabulary: Vocabulary): Block[] {
  return gates.length === 0
    ? []
    : [paragraph([{ strong: title }]), ...listOf(gates.map((gate) => writeGate(gate, vocabulary)))];
}

function writeGate({ level, title, unmet, hangsOn }: MovedGate, vocabulary: Vocabulary): TextLine {
  const { numbers, comparison } = vocabulary.messages;
  const { gates } = comparison;
  const [line] = unmetInWords([unmet], vocabulary, MAX_MEMBERS_NAMED);
  const hingeTexts = [true, false].flatMap((isAlone) => {
    const names = hangsOn
      .filter(({ alone }) => alone === isAlone)
      .map(({ name }) => writeNumberedQuestion(name, vocabulary));
    if (names.length === 0) return [];
    const role = isAlone ? (names.length === 1 ? gates.alone : gates.eachAlone) : gates.together;
    return [numbers.remark(numbers.items(names), role)];
  });
  return {
    text: numbers.labelled(vocabulary.levelOf(level, title), line?.text ?? ''),
    parts: [
      ...(line?.parts ?? []),
      ...(hingeTexts.length > 0 ? [{ text: numbers.labelled(gates.hangsOn, numbers.list(hingeTexts)) }] : []),
    ],
  };
}

/** Writes a question as people look it up: its number, if any, and its title. */
function writeNumberedQuestion(name: string, vocabulary: Vocabulary): string {
  const title = vocabulary.titleOf(name);
  return isQuestionNumber(name) && title !== name ? `${name} ${title}` : title;
}

/** Writes an answer before and after a change; numbers are written as figures, which keep their values. */
function answerSides(answer: AnswerDifference, vocabulary: Vocabulary): CellContent[] {
  const texts = answerTextsOf(answer, vocabulary);
  return [answer.before, answer.after].map(({ value }, i) =>
    typeof value === 'number' ? numberFigure(value, itemAt(texts, i)) : itemAt(texts, i),
  );
}

/** Writes both sides of a changed answer; of several options, only those that differ, and the number of equal ones. */
function answerTextsOf({ name, before, after, evidence }: AnswerDifference, vocabulary: Vocabulary): [string, string] {
  const { numbers, comparison } = vocabulary.messages;
  const { trend } = comparison;
  const [one, other] = [before.value, after.value];
  if (Array.isArray(one) && Array.isArray(other)) {
    const sharedCount = one.filter((option) => other.includes(option)).length;
    const listOptions = (options: readonly string[], others: readonly string[]): string => {
      const onlyHereOptions = options
        .filter((option) => !others.includes(option))
        .map((option) => vocabulary.valueText(name, option));
      if (sharedCount === 0) return numbers.list(onlyHereOptions) || vocabulary.valueText(name, []);
      return numbers.remark(numbers.list(onlyHereOptions) || '–', trend.same({ count: String(sharedCount) }));
    };
    return [listOptions(one, other), listOptions(other, one)];
  }
  const writeValue = (answer: typeof before): string => numbers.list([answerTexts(name, answer, vocabulary)].flat());
  const [oldValue, newValue] = [writeValue(before), writeValue(after)];
  if (oldValue !== newValue) return [oldValue, newValue];
  const evidenceText = (newValue: boolean): string => (newValue ? trend.withEvidence : trend.withoutEvidence);
  return [
    numbers.remark(oldValue, evidenceText(evidence.before)),
    numbers.remark(newValue, evidenceText(evidence.after)),
  ];
}

const MILLISECONDS_PER_DAY = 86_400_000;
const LOOK_BY_SIDE = { self: 'earlier', onsite: 'now' } as const;

/** Draws the headline score over all assessments; nothing if it has no maximum or is never known. */
function drawScoreTrend(appraisals: readonly RescoredAssessment[], { report, vocabulary }: ComparisonContext): Chart[] {
  const { headline } = report;
  if (headline === null) return [];
  const points = appraisals.flatMap((appraisal) => pointOf(appraisal, headline, vocabulary, appraisals));
  const maximum = Math.max(0, ...appraisals.map(({ assessed }) => assessed.result.scores[headline]?.maximum ?? 0));
  if (points.length < 2 || maximum <= 0) return [];
  const { comparison, numbers, report: words, words: plain } = vocabulary.messages;
  const title = comparison.trend.course({ score: vocabulary.titleOf(headline) });
  const writeNumber = (value: number): string => vocabulary.numberOf(headline, value);
  const kinds = (['self', 'onsite'] as const).filter((kind) => points.some(({ look }) => look === LOOK_BY_SIDE[kind]));
  const isOpen = points.some(({ lowest, highest }) => lowest < highest);
  return [
    {
      kind: 'chart',
      title,
      description: numbers.list(points.map(({ spokenLabel, text }) => numbers.labelled(spokenLabel, text))),
      drawing: drawTrend(points, maximum, { label: title, write: writeNumber }),
      legend: [
        ...kinds.map((kind) => ({ name: `${LOOK_BY_SIDE[kind]} solid`, text: plain.kinds[kind] })),
        ...(isOpen ? [{ name: 'possible', text: words.scores.possible }] : []),
      ],
    },
  ];
}

function pointOf(
  one: RescoredAssessment,
  headline: string,
  vocabulary: Vocabulary,
  trendAppraisals: readonly RescoredAssessment[],
): (TrendPoint & { readonly spokenLabel: string })[] {
  const { recorded, assessed } = one;
  const { scores } = assessed.result;
  const score = Object.hasOwn(scores, headline) ? scores[headline] : undefined;
  if (!score || score.lowest === null || score.highest === null) return [];
  return [
    {
      day: Date.parse(recorded.finishedAt) / MILLISECONDS_PER_DAY,
      lowest: score.lowest,
      highest: score.highest,
      when: formatDate(recorded.finishedAt, vocabulary.messages.numbers),
      spokenLabel: formatAssessmentDay(one, vocabulary, trendAppraisals),
      text: writeAssessmentScore(headline, one, vocabulary).text,
      look: LOOK_BY_SIDE[recorded.kind],
    },
  ];
}

const VERDICTS = ['kind', 'harsh', 'open', 'other'] as const;
const TONE_BY_VERDICT: Readonly<Record<Verdict, Tone>> = { kind: 'bad', harsh: 'good', open: 'warn', other: 'quiet' };

/**
 * Compares a self-assessment with the findings on site: which answers were too favourable, and which results depended
 * on them.
 */
function writeVerification(context: ComparisonContext): Block[] {
  const { report, vocabulary } = context;
  const { verification, plan } = report;
  if (!verification) return [];
  const { comparison, words, numbers } = vocabulary.messages;
  const { before, after, answers, lostGates, wonGates } = verification;
  const { verification: verificationWords, gates } = comparison;
  const describeSide = (kind: 'self' | 'onsite', one: typeof before): string =>
    numbers.labelled(words.kinds[kind], formatAssessmentDay(one, vocabulary, report.trend?.appraisals));
  return [
    heading(2, 'verification', verificationWords.title),
    paragraph(numbers.list([describeSide('self', before), describeSide('onsite', after)]), 'quiet'),
    paragraph(numbers.sentences(describeFindings(verification, context))),
    ...tableOf(
      [
        ...createLeftTitles(
          vocabulary.messages.report.answers.answer,
          verificationWords.claim,
          verificationWords.finding,
          verificationWords.verdict,
        ),
        ...pointsColumn(context),
      ],
      sortFindings(answers).map((answer) => [
        createRowHeading(writeNumberedQuestion(answer.name, vocabulary)),
        ...answerSides(answer, vocabulary),
        { text: [verificationWords.verdicts[answer.verdict]], tone: TONE_BY_VERDICT[answer.verdict] },
        ...createPointsCell(answer, context),
      ]),
    ),
    ...writeInteraction(verification, context),
    ...writeGates(gates.claimed, lostGates, vocabulary),
    ...writeGates(gates.won, wonGates, vocabulary),
    ...drawComparison(
      verificationWords.title,
      { text: verificationWords.claim, name: 'earlier', shares: sharesOf(plan, before) },
      { text: verificationWords.finding, name: 'now', shares: sharesOf(plan, after) },
      vocabulary,
    ),
  ];
}

function describeFindings(
  { before, after, counts }: Verification,
  { report, vocabulary }: ComparisonContext,
): string[] {
  const { numbers, comparison } = vocabulary.messages;
  const { verification: verificationWords } = comparison;
  const [claimed, confirmed] = [before.assessed.result.level, after.assessed.result.level];
  const { headline } = report;
  const change = headline === null ? undefined : scoreChange(headline, before, after, vocabulary);
  const statedCount = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
  const parts = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) =>
    verificationWords.parts[verdict]({ count: String(counts[verdict]) }),
  );
  return [
    ...(claimed && confirmed
      ? [
          verificationWords.claimed({
            level: levelInWords(claimed, vocabulary),
            found: levelInWords(confirmed, vocabulary),
          }),
        ]
      : []),
    ...(headline === null || !change
      ? []
      : [
          verificationWords.score({
            score: vocabulary.titleOf(headline),
            claimed: writeAssessmentScore(headline, before, vocabulary).text,
            found: writeAssessmentScore(headline, after, vocabulary).text,
            difference: change.text,
          }),
        ]),
    statedCount === 0
      ? verificationWords.agrees
      : verificationWords.counts({ count: String(statedCount), parts: numbers.and(parts), n: statedCount }),
  ];
}

/** Sorts the answers that were too favourable to the front, by points, and derived answers to the end. */
function sortFindings(answers: readonly VerifiedAnswer[]): VerifiedAnswer[] {
  return [...answers].sort(
    (a, b) =>
      Number(b.isStated) - Number(a.isStated) ||
      VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
      compare(a.points ?? ZERO, b.points ?? ZERO),
  );
}

/** Builds the document of a comparison, for every format. */
export function makeComparisonDocument(
  report: ComparisonReport,
  { messages, language }: ReportLanguage,
): ReportDocument {
  const { plan, questionnaire, titles, stamp, enterprises } = report;
  const vocabulary = makeVocabulary({ plan, messages, language, languages: questionnaire.languages, titles });
  const context: ComparisonContext = { report, vocabulary };
  return {
    tag: messages.language.tag,
    title: messages.comparison.title,
    cover: [
      ...enterprises.map(({ name, key }) =>
        name === undefined || name === key ? key : messages.numbers.remark(name, key),
      ),
      messages.report.cover.questionnaire({
        title: vocabulary.pick(questionnaire.title) ?? stamp.id,
        version: stamp.version,
      }),
    ],
    blocks: [
      ...writeVerification(context),
      ...writeTrend(context),
      ...writeSideBySide(context),
      ...writePeers(report.peers, vocabulary),
      ...writeVersions(context),
      ...writeObstacles(context),
    ],
    notes: [],
    notesTitle: messages.policy.notes.title,
  };
}

/**
 * Writes which assessments were scored again with this version, their results under their own version, and the answers
 * that were lost.
 */
function writeVersions({ report, vocabulary }: ComparisonContext): Block[] {
  const { stamp, trend, beside } = report;
  const { versions } = vocabulary.messages.comparison;
  const currentPack = `${stamp.id} ${stamp.version}`;
  const rescoredAppraisals = [...(trend?.appraisals ?? []), ...beside].filter(({ isRescored }) => isRescored);
  if (rescoredAppraisals.length === 0) return [];
  return [
    heading(2, 'versions', versions.title),
    ...listOf(
      rescoredAppraisals.map((one) => {
        const { recorded, lost, assessed } = one;
        const [recordedLevel, level] = [recorded.result.level, assessed.result.level];
        const isMoved =
          recordedLevel &&
          level &&
          JSON.stringify(levelOfResult(recorded.result)) !== JSON.stringify(levelOfResult(assessed.result));
        return {
          text: versions.rescored({
            assessment: nameAssessment(one, vocabulary),
            made: `${recorded.pack.id} ${recorded.pack.version}`,
            now: currentPack,
          }),
          parts: [
            ...(isMoved
              ? [
                  {
                    text: versions.was({
                      level: levelInWords(recordedLevel, vocabulary),
                      now: levelInWords(level, vocabulary),
                    }),
                  },
                ]
              : []),
            ...lost.map((one) => {
              const [answer, reason] = lostInWords(one, vocabulary.messages);
              return { text: vocabulary.messages.versions.enterprises.lost({ answer, reason }) };
            }),
          ],
        };
      }),
    ),
  ];
}

/** Lists the assessments that could not be compared, with the reasons. */
function writeObstacles({ report, vocabulary }: ComparisonContext): Block[] {
  const { obstacles, stamp } = report;
  if (obstacles.length === 0) return [];
  const { numbers, comparison } = vocabulary.messages;
  return [
    heading(2, 'obstacles', comparison.obstacles.title),
    ...listOf(
      obstacles.map((obstacle) =>
        numbers.labelled(nameAssessment(obstacle, vocabulary), obstacleInWords(obstacle.obstacle, vocabulary, stamp)),
      ),
    ),
  ];
}

/** Documents the newest assessments of different enterprises, in columns. */
function writeSideBySide({ report, vocabulary }: ComparisonContext): Block[] {
  const { beside, enterprises, plan } = report;
  if (beside.length === 0) return [];
  const { comparison, words } = vocabulary.messages;
  const { trend, beside: besideWords } = comparison;
  const scores = plan.scores.filter(
    ({ name, hidden }) => !hidden && name !== 'level' && beside.some(({ assessed }) => assessed.result.scores[name]),
  );
  const writeRow = (title: string, write: (one: RescoredAssessment) => CellContent): CellContent[] => [
    createRowHeading(title),
    ...beside.map(write),
  ];
  return [
    heading(2, 'beside', besideWords.title),
    { kind: 'paragraph', text: [besideWords.different], tone: 'warn' },
    ...tableOf(createLeftTitles('', ...enterprises.map(({ key, name }) => name ?? key)), [
      writeRow(trend.date, (one) => formatAssessmentDay(one, vocabulary)),
      writeRow(trend.kind, ({ recorded }) => words.kinds[recorded.kind]),
      ...(plan.level === null
        ? []
        : [writeRow(vocabulary.titleOf('level'), (one) => writeAssessmentLevel(one, vocabulary))]),
      ...scores.map(({ name }) =>
        writeRow(vocabulary.titleOf(name), (one) => writeAssessmentScore(name, one, vocabulary)),
      ),
    ]),
  ];
}

/** Writes why an assessment cannot be compared. */
export function obstacleInWords(
  obstacle: IncomparableReason,
  { messages }: Pick<Vocabulary, 'messages'>,
  found: { readonly id: string; readonly version: string },
): string {
  const { obstacles } = messages.comparison;
  switch (obstacle.kind) {
    case 'other-pack':
      return obstacles.otherPack({ pack: obstacle.pack, wanted: found.id });
    case 'later-version':
      return obstacles.laterVersion({ version: obstacle.version, found: found.version });
    case 'refused':
      return obstacles.refused({ names: messages.numbers.items(obstacle.names) });
    case 'nothing-left':
      return obstacles.nothingLeft;
  }
}

function nameAssessment(assessment: RescoredAssessment | IncomparableAssessment, vocabulary: Vocabulary): string {
  const { words, comparison } = vocabulary.messages;
  return comparison.obstacles.assessment({
    date: formatAssessmentDay(assessment, vocabulary),
    kind: words.kinds[assessment.recorded.kind],
  });
}
