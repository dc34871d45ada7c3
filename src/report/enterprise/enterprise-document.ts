import type { Recommendation, ScoreResult } from '../../model/index.ts';
import { headlineScore } from '../../versions/index.ts';
import { placeInWords, writePeers } from '../comparison/peers-section.ts';
import { type Block, createFoldedHeading, listOf, paragraph, type ReportDocument } from '../document/document-model.ts';
import { writeOnRecord, writeReassess } from '../policy/follow-up-section.ts';
import { writeFunding } from '../policy/funding-section.ts';
import { dayOfKeptPlan, limitsInWords } from '../policy/kept-plan.ts';
import { outcomeInWords, writeMeasures, writeTiers, writeTrack } from '../policy/measures-section.ts';
import { createSourceEntries } from '../policy/policy-document.ts';
import { listMissing, writeDecision } from '../policy/policy-page.ts';
import { prioritiesInWords } from '../policy/priorities-section.ts';
import { writeProgress } from '../policy/progress-section.ts';
import { writeRoadmap, writeTimeline } from '../policy/roadmap-section.ts';
import { collectNotes } from '../policy/source-notes.ts';
import {
  nameEnterprise,
  type PolicyReport,
  type ReportLanguage,
  shortHash,
  vocabularyOf,
} from '../text/assessment-report.ts';
import { unmetInWords } from '../text/condition-text.ts';
import { formatDate, formatMoney, formatShare } from '../text/number-format.ts';
import { circumstancesInWords, levelInWords, openAnswersNote, scoreText } from '../text/result-text.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { writeAnswers, writeHeatMap, writeStrengthsAndGaps } from './answer-sections.ts';
import {
  drawLadder,
  type EnterpriseContext,
  type EnterpriseReport,
  readProfile,
  writeLacking,
  writeScoreProfile,
} from './score-profile.ts';

/** Builds the report of one enterprise as a document, for every format. */
export function makeReportDocument(report: EnterpriseReport, speech: ReportLanguage): ReportDocument {
  const vocabulary = vocabularyOf(report, speech);
  const notes = collectNotes(report, vocabulary);
  const context: EnterpriseContext = { report, vocabulary, notes };
  const { messages } = vocabulary;
  const blocks: readonly Block[] = [
    writeFront(context),
    ...writeScoreProfile(context),
    ...writeLacking(context),
    ...writePeers(report.peers, vocabulary),
    ...(report.progress ? writeProgress({ ...report, progress: report.progress }, vocabulary) : []),
    ...writeHeatMap(context),
    ...writeStrengthsAndGaps(context),
    ...writePlan(context),
    ...writeAnswers(context),
    ...writeMethod(context),
    ...writeStatement(context),
    { kind: 'paragraph', text: [messages.report.signature], signature: 'standard' },
  ];
  return {
    tag: speech.messages.language.tag,
    title: writeHeadline(context),
    kind: messages.report.title,
    cover: coverLines(context),
    contentsTitle: messages.report.contents,
    blocks,
    ...notes.written(),
    notesTitle: messages.policy.notes.title,
    colophon: [messages.report.method.tool({ name: `Matura ${report.result.tool}` })],
  };
}

/** Writes the result as the title in the largest letters: the level, and the score that decides it. */
function writeHeadline({ report, vocabulary }: EnterpriseContext): string {
  const { headline } = vocabulary.messages.report;
  const { level, scores } = report.result;
  const name = headlineName(report);
  const score = name !== undefined && Object.hasOwn(scores, name) ? scores[name] : undefined;
  const standingText =
    level &&
    (level.value === undefined
      ? headline.open
      : level.value === null
        ? headline.none
        : headline.level({ level: levelInWords(level, vocabulary, 'short') }));
  const writtenScore = name !== undefined && score ? scoreInHeadline(name, score, vocabulary) : undefined;
  if (standingText !== undefined && writtenScore !== undefined)
    return headline.both({ standing: standingText, score: writtenScore });
  return standingText ?? writtenScore ?? vocabulary.messages.report.title;
}

/** Returns the name of the overall score; undefined if there is none. */
function headlineName({ rubric }: EnterpriseReport): string | undefined {
  const name = rubric && headlineScore(rubric);
  return typeof name === 'string' ? name : undefined;
}

/** Writes a score with its maximum, unless the score has a unit of its own, such as percent. */
function scoreInHeadline(name: string, score: ScoreResult, vocabulary: Vocabulary): string {
  const { headline } = vocabulary.messages.report;
  const { value, maximum } = score;
  const text = scoreText(name, score, vocabulary);
  const isPlainNumber = typeof value === 'number' && text === vocabulary.numberOf(name, value);
  return isPlainNumber && typeof maximum === 'number'
    ? headline.scoreOf({ score: text, maximum: vocabulary.numberOf(name, maximum) })
    : headline.score({ score: text });
}

/** Documents the enterprise's plan: what to do, when, and which instruments pay for it. */
function writePlan({ report, vocabulary, notes }: EnterpriseContext): Block[] {
  const { recommendation } = report;
  if (!recommendation) return [];
  const advisedReport = { ...report, recommendation };
  return [
    ...writeTrack(advisedReport, notes, vocabulary),
    ...writeTiers(advisedReport, notes, vocabulary),
    ...writeGaps(advisedReport, vocabulary),
    ...writeReassess(advisedReport, vocabulary),
    ...writeOnRecord(advisedReport, vocabulary),
    ...writeMeasures(advisedReport, notes, vocabulary),
    ...writeRoadmap(advisedReport, vocabulary),
    ...writeTimeline(advisedReport, vocabulary),
    ...writeFunding(advisedReport, notes, vocabulary),
  ];
}

function writeGaps(advised: PolicyReport, vocabulary: Vocabulary): Block[] {
  const sentences = prioritiesInWords(advised, vocabulary);
  if (sentences.length === 0) return [];
  return [createFoldedHeading('first', vocabulary.messages.priorities.title), ...listOf(sentences)];
}

/** Writes the statement that the pack asks the enterprise to confirm, and who has confirmed it. */
function writeStatement({ report, vocabulary }: EnterpriseContext): Block[] {
  const statement = vocabulary.pick(report.questionnaire.statement);
  if (statement === undefined) return [];
  const { kind, assessor: name } = report.assessment ?? {};
  const isConfirmed = kind === 'self' && name !== undefined;
  return [paragraph(isConfirmed ? vocabulary.messages.report.confirmed({ statement, name }) : statement)];
}

/** Writes the lines of the cover: the enterprise, the day, the assessors and the questionnaire. */
function coverLines({ report, vocabulary }: EnterpriseContext): string[] {
  const { numbers, report: reportMessages } = vocabulary.messages;
  const { questionnaire, result, recommendation } = report;
  const { name, key } = nameEnterprise(report);
  const lines = [
    name,
    numbers.list([key ?? '', circumstancesInWords(report, vocabulary)].filter((part) => part !== '')),
    reportMessages.cover.questionnaire({
      title: vocabulary.pick(questionnaire.title) ?? questionnaire.id,
      version: result.pack.version,
    }),
    recommendation &&
      reportMessages.cover.policy({
        title: nameOfPolicy(report, recommendation, vocabulary),
        version: recommendation.policy.version,
        date: formatDate(recommendation.asOf, numbers),
      }),
  ];
  return lines.filter((line) => line !== undefined && line !== '') as string[];
}

/** Builds the front page for decision makers: the result and the next steps, in a few lines. */
function writeFront(context: EnterpriseContext): Block {
  const { report, vocabulary } = context;
  const { numbers } = vocabulary.messages;
  const { recommendation } = report;
  const targetLevel = recommendation?.target.level ?? undefined;
  const ladder = drawLadder(context);
  const hasOutcome = recommendation && targetLevel !== undefined && recommendation.measures.length > 0;
  const outcome = hasOutcome
    ? [outcomeInWords({ ...report, recommendation }, targetLevel, vocabulary)]
    : [extremesSentence(context), nextSentence(context)];
  const missing = hasOutcome ? listMissing(recommendation, vocabulary) : [];
  const standing = [
    placeInWords(report.peers, headlineName(report) ?? '', vocabulary),
    ...openAnswersNote(report, vocabulary),
  ];
  // If a list of what is missing follows, the sentence that introduces it comes last.
  const position = openPositionSentence(context);
  const sentences = missing.length > 0 ? [position, ...standing, ...outcome] : [position, ...outcome, ...standing];
  return {
    kind: 'page',
    blocks: [
      ...writeOthers(context),
      ...[numbers.sentences(sentences.filter((sentence) => sentence !== undefined))]
        .filter((text) => text !== '')
        .map((text) => paragraph(text)),
      ...missing,
      ...ladder,
      ...(recommendation ? writeDecision({ ...report, recommendation }, vocabulary, ladder.length > 0) : []),
    ],
  };
}

/** Writes a warning that a newer assessment or another plan is on file, so that the documents are not confused. */
function writeOthers({ report, vocabulary }: EnterpriseContext): Block[] {
  const { newest, onFile } = report;
  const { numbers, report: reportMessages } = vocabulary.messages;
  const texts = [
    ...(newest
      ? [
          reportMessages.others.newer({
            by: reportMessages.summary.by[newest.kind]({ date: formatDate(newest.date, numbers) }),
          }),
        ]
      : []),
    ...(onFile
      ? [
          reportMessages.others.policy({
            id: onFile.policy.id,
            version: onFile.policy.version,
            date: formatDate(onFile.asOf, numbers),
          }),
        ]
      : []),
  ];
  return [
    ...texts.map((text) => paragraph(text, 'warn')),
    ...keptPlansInWords(report, vocabulary).map((text) => paragraph(text)),
  ];
}

/** Writes which plan the report shows if one was kept, and how a plan made now would differ. */
function keptPlansInWords({ basis, measures, recommendation }: EnterpriseReport, vocabulary: Vocabulary): string[] {
  const {
    numbers,
    report: { others },
  } = vocabulary.messages;
  const { fresh } = basis ?? {};
  const sentences = (['kept', 'keptOther', 'keptEarlier'] as const).flatMap((which) => {
    const keptPlan = basis?.[which];
    if (!keptPlan) return [];
    const limits = limitsInWords(keptPlan.limits, measures, vocabulary);
    const date = dayOfKeptPlan(keptPlan, vocabulary);
    if (which === 'kept' && recommendation && recommendation.asOf > keptPlan.recommendation.asOf)
      return [others.continued({ date, limits, asOf: formatDate(recommendation.asOf, numbers) })];
    return [others[which]({ date, limits })];
  });
  if (!fresh) return sentences;
  const cost = fresh.cost && formatMoney(fresh.cost.high, fresh.cost.currency, numbers);
  return [numbers.sentences([...sentences, others.fresh({ n: fresh.measures.length, cost })])];
}

/** Writes which result is certain and which is possible, if answers are open; the headline has no space for this. */
function openPositionSentence({ report, vocabulary }: EnterpriseContext): string | undefined {
  const { numbers, report: reportMessages } = vocabulary.messages;
  const { result, assessment } = report;
  const { level } = result;
  if (!level || level.value !== undefined) return undefined;
  const assessedBy = reportMessages.summary.by[assessment?.kind ?? 'self']({
    date: formatDate(assessment?.date ?? '', numbers),
  });
  // The cover already has the name of the enterprise.
  return reportMessages.summary.open({
    name: reportMessages.summary.enterprise,
    standing: levelInWords(level, vocabulary),
    by: assessedBy,
  });
}

function extremesSentence({ report, vocabulary }: EnterpriseContext): string | undefined {
  const { numbers, report: reportMessages } = vocabulary.messages;
  const { dimensions } = readProfile(report);
  const rankedDimensions = [...dimensions].sort((a, b) => b.lowest - a.lowest);
  const [best, worst] = [rankedDimensions[0], rankedDimensions.at(-1)];
  const { answeredCount: settled } = report;
  const areCertain = dimensions.every(({ lowest, highest }) => lowest === highest);
  if (!best || !worst || !areCertain)
    return (
      settled &&
      reportMessages.summary.settled({ count: String(settled.count), of: String(settled.of), n: settled.count })
    );
  const writeShare = ({ lowest }: typeof best): string => formatShare(lowest, numbers);
  if (best.lowest === worst.lowest) return reportMessages.summary.even({ share: writeShare(best) });
  return reportMessages.summary.extremes({
    best: vocabulary.titleOf(best.name),
    bestShare: writeShare(best),
    worst: vocabulary.titleOf(worst.name),
    worstShare: writeShare(worst),
  });
}

function nextSentence({ report, vocabulary }: EnterpriseContext): string | undefined {
  const { report: reportMessages } = vocabulary.messages;
  const { result } = report;
  if (!result.level) return undefined;
  const { next: above } = result.level;
  if (!above) return vocabulary.messages.summary.highest;
  const lackingTexts = unmetInWords(
    above.unmet.filter(({ truth }) => truth === 'fails'),
    vocabulary,
  );
  if (lackingTexts.length === 0) return undefined;
  return reportMessages.summary.lacks({
    level: vocabulary.levelOf(above.value, above.title),
    count: lackingTexts.length,
  });
}

/** Documents how the result was calculated: the pack and program used, and how numbers are rounded. */
function writeMethod({ report, vocabulary, notes }: EnterpriseContext): Block[] {
  const { numbers, report: reportMessages } = vocabulary.messages;
  const { result, recommendation, questionnaire, made } = report;
  const { pack } = result;
  const title = vocabulary.pick(questionnaire.title) ?? pack.id;
  const lines = [
    reportMessages.method.questionnaire({ title, version: pack.version, hash: shortHash(pack.hash) }),
    ...(made === undefined ? [] : [reportMessages.method.otherVersion({ made })]),
    ...(recommendation
      ? [
          reportMessages.method.policy({
            title: nameOfPolicy(report, recommendation, vocabulary),
            version: recommendation.policy.version,
            hash: shortHash(recommendation.policy.hash),
            date: formatDate(recommendation.asOf, numbers),
          }),
        ]
      : []),
    ...(recommendation?.roadmap && !report.basis?.kept
      ? [
          reportMessages.method.assumed({
            estimate: recommendation.roadmap.estimate,
            n: recommendation.roadmap.atOnce,
            count: String(recommendation.roadmap.atOnce),
          }),
        ]
      : []),
    reportMessages.method.exact,
    reportMessages.method.open,
  ];
  const purpose = vocabulary.pick(questionnaire.text);
  return [
    createFoldedHeading('method', reportMessages.method.title),
    ...(purpose === undefined ? [] : [paragraph(purpose)]),
    { kind: 'facts', entries: createSourceEntries(report, notes, vocabulary) },
    ...listOf(lines),
  ];
}

function nameOfPolicy({ policies = [] }: EnterpriseReport, { policy }: Recommendation, { pick }: Vocabulary): string {
  return pick(policies[0]?.title) ?? policy.id;
}
