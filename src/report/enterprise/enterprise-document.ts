import type { Funding } from '../../model/index.ts';
import { writePeers } from '../comparison/peers-section.ts';
import { type Block, heading, listOf, paragraph, type ReportDocument } from '../document/document-model.ts';
import { moneyInWords } from '../policy/amount-text.ts';
import { writeOnRecord, writeReassess } from '../policy/follow-up-section.ts';
import { writeFunding } from '../policy/funding-section.ts';
import { writeInstruments } from '../policy/instruments-section.ts';
import { writeMeasures, writeTiers, writeTrack } from '../policy/measures-section.ts';
import { writeHead } from '../policy/policy-head.ts';
import type { PolicyReport } from '../policy/policy-report.ts';
import { prioritiesInWords } from '../policy/priorities-section.ts';
import { writeRoadmap, writeTimeline } from '../policy/roadmap-section.ts';
import { collectNotes } from '../policy/source-notes.ts';
import { nameEnterprise, type ReportLanguage, shortHash, vocabularyOf } from '../text/assessment-report.ts';
import { unmetInWords } from '../text/condition-text.ts';
import { formatCost, formatDate, formatMonths, formatShare } from '../text/number-format.ts';
import { circumstancesInWords, levelInWords, openAnswersNote } from '../text/result-text.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { writeAnswers, writeHeatMap, writeStrengthsAndGaps } from './answer-sections.ts';
import {
  type EnterpriseContext,
  type EnterpriseReport,
  readProfile,
  writeLevel,
  writeScoreProfile,
} from './score-profile.ts';

/** The report of one enterprise as a document, for every format. */
export function makeReportDocument(report: EnterpriseReport, speech: ReportLanguage): ReportDocument {
  const vocabulary = vocabularyOf(report, speech);
  const notes = collectNotes(report, vocabulary);
  const writing: EnterpriseContext = { report, vocabulary, notes };
  const { messages } = vocabulary;
  const blocks = [
    ...writeSummary(writing),
    ...writeLevel(writing),
    ...writeScoreProfile(writing),
    ...writePeers(report.peers, vocabulary),
    ...writeHeatMap(writing),
    ...writeStrengthsAndGaps(writing),
    ...writePlan(writing),
    ...writeAnswers(writing),
    ...writeMethod(writing),
  ];
  return {
    tag: speech.messages.language.tag,
    title: messages.report.title,
    cover: coverLines(writing),
    contentsTitle: messages.report.contents,
    blocks,
    notes: notes.texts(),
    notesTitle: messages.policy.notes.title,
    colophon: [messages.report.method.tool(`Matura ${report.result.tool}`)],
  };
}

/** What to do, when, and what pays for it: the policy of the enterprise. */
function writePlan({ report, vocabulary, notes }: EnterpriseContext): Block[] {
  const { recommendation } = report;
  if (!recommendation) return [];
  const advised = { ...report, recommendation };
  return [
    ...writeTrack(advised, notes, vocabulary),
    ...writeTiers(advised, notes, vocabulary),
    ...writeGaps(advised, vocabulary),
    ...writeReassess(advised, vocabulary),
    ...writeOnRecord(advised, vocabulary),
    ...writeMeasures(advised, notes, vocabulary),
    ...writeRoadmap(advised, vocabulary),
    ...writeTimeline(advised, vocabulary),
    ...writeInstruments(advised, notes, vocabulary),
    ...writeFunding(advised, vocabulary),
  ];
}

/** What comes first, and what closes it. */
function writeGaps(advised: PolicyReport, vocabulary: Vocabulary): Block[] {
  const sentences = prioritiesInWords(advised, vocabulary);
  if (sentences.length === 0) return [];
  return [heading(2, 'first', vocabulary.messages.priorities.title), ...listOf(sentences.map((text) => ({ text })))];
}

/** Who was assessed, when, by whom and with what, a line each. */
function coverLines({ report, vocabulary }: EnterpriseContext): string[] {
  const { numbers, report: own } = vocabulary.messages;
  const { questionnaire, result, recommendation } = report;
  const { name, key } = nameEnterprise(report);
  const lines = [
    name,
    key,
    circumstancesInWords(report, vocabulary),
    own.cover.questionnaire(vocabulary.pick(questionnaire.title) ?? questionnaire.id, result.pack.version),
    recommendation && own.cover.asOf(formatDate(recommendation.asOf, numbers)),
  ];
  return lines.filter((line) => line !== undefined && line !== '') as string[];
}

/** Some sentences: where the enterprise stands, what is strong and what weak, what to find out first, and what comes next. */
function writeSummary(writing: EnterpriseContext): Block[] {
  const { report: subject, vocabulary, notes } = writing;
  const { numbers, report } = vocabulary.messages;
  const sentences = [
    positionSentence(writing),
    extremesSentence(writing),
    ...openAnswersNote(subject, vocabulary),
    nextSentence(writing),
  ];
  return [
    heading(2, 'summary', report.summary.title),
    paragraph(numbers.sentences(sentences.filter((one) => one !== undefined))),
    ...writeHead(subject, notes, vocabulary),
  ];
}

function positionSentence({ report, vocabulary }: EnterpriseContext): string {
  const { numbers, report: own } = vocabulary.messages;
  const { result, assessment } = report;
  const { name, key } = nameEnterprise(report);
  const who = name ?? key ?? own.summary.enterprise;
  const by = own.summary.by[assessment?.kind ?? 'self'](formatDate(assessment?.date ?? '', numbers));
  const { level } = result;
  if (!level) return own.summary.assessed(who, by);
  if (level.value === undefined) return own.summary.open(who, levelInWords(level, vocabulary), by);
  if (level.value === null) return own.summary.none(who, by);
  return own.summary.reached(who, levelInWords(level, vocabulary), by);
}

function extremesSentence({ report, vocabulary }: EnterpriseContext): string | undefined {
  const { numbers, report: own } = vocabulary.messages;
  const { dimensions } = readProfile(report);
  const ranked = [...dimensions].sort((a, b) => b.lowest - a.lowest);
  const [best, worst] = [ranked[0], ranked.at(-1)];
  const { answeredCount: settled } = report;
  const areCertain = dimensions.every(({ lowest, highest }) => lowest === highest);
  if (!best || !worst || !areCertain) return settled && own.summary.settled(String(settled.count), String(settled.of));
  const share = ({ lowest }: typeof best): string => formatShare(lowest, numbers);
  if (best.lowest === worst.lowest) return own.summary.even(share(best));
  return own.summary.extremes(vocabulary.titleOf(best.name), share(best), vocabulary.titleOf(worst.name), share(worst));
}

function nextSentence({ report, vocabulary }: EnterpriseContext): string | undefined {
  const { numbers, report: own } = vocabulary.messages;
  const { result, recommendation } = report;
  if (recommendation && recommendation.target.level !== null && recommendation.measures.length > 0) {
    const { cost, roadmap, measures, target, funding } = recommendation;
    return own.summary.plan(
      vocabulary.levelOf(target.level as number),
      own.summary.measures(measures.length),
      cost && formatCost(cost, numbers),
      roadmap && roadmap.months > 0
        ? numbers.months(formatMonths(roadmap.months, numbers), roadmap.months === 1)
        : undefined,
      funding && paidInWords(funding, vocabulary),
    );
  }
  if (!result.level) return undefined;
  const { next: above } = result.level;
  if (!above) return own.summary.highest;
  const lacking = unmetInWords(
    above.unmet.filter(({ truth }) => truth === 'fails'),
    vocabulary,
  );
  if (lacking.length === 0) return undefined;
  return own.summary.lacks(vocabulary.levelOf(above.value, above.title), lacking.length);
}

/** How much of the cost is surely paid, and by which estimate; undefined where that is nothing. */
function paidInWords({ cautious, cost, currency, estimate }: Funding, vocabulary: Vocabulary): string | undefined {
  const { numbers, page } = vocabulary.messages;
  if (cautious.grants === '0') return undefined;
  // What exceeds the cost pays nothing of it.
  const paid = cautious.own === '0' ? cost : cautious.grants;
  return numbers.remark(moneyInWords(paid, currency, vocabulary), page.estimates[estimate]);
}

/** How the result came about: by which content, by what, and how numbers are printed. */
function writeMethod({ report, vocabulary }: EnterpriseContext): Block[] {
  const { numbers, report: own } = vocabulary.messages;
  const { result, recommendation, policies = [], questionnaire, made } = report;
  const { pack } = result;
  const title = vocabulary.pick(questionnaire.title) ?? pack.id;
  const [policy] = policies;
  const lines = [
    own.method.questionnaire(title, pack.version, shortHash(pack.hash)),
    ...(made === undefined ? [] : [own.method.otherVersion(made)]),
    ...(recommendation
      ? [
          own.method.policy(
            vocabulary.pick(policy?.title) ?? recommendation.policy.id,
            recommendation.policy.version,
            shortHash(recommendation.policy.hash),
            formatDate(recommendation.asOf, numbers),
          ),
        ]
      : []),
    own.method.exact,
    own.method.open,
  ];
  const purpose = vocabulary.pick(questionnaire.text);
  return [
    heading(2, 'method', own.method.title),
    ...(purpose === undefined ? [] : [paragraph(purpose)]),
    ...listOf(lines.map((text) => ({ text }))),
  ];
}
