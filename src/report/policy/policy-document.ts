import type { Recommendation, ScoreResult } from '../../model/index.ts';
import {
  type Block,
  createLeftTitles,
  createRightTitles,
  createRowHeading,
  type Figure,
  heading,
  listOf,
  numberFigure,
  type Piece,
  paragraph,
  type ReportDocument,
  tableOf,
} from '../document/document-model.ts';
import { levelFigure, scoreFigure } from '../document/figures.ts';
import { renderMarkdown } from '../document/markdown-renderer.ts';
import { warningInWords } from '../text/answer-text.ts';
import {
  type AssessmentReport,
  knownGroupingFacts,
  nameEnterprise,
  type PolicyReport,
  type ReportLanguage,
  shortHash,
  vocabularyOf,
} from '../text/assessment-report.ts';
import { unmetInWords } from '../text/condition-text.ts';
import { formatDate } from '../text/number-format.ts';
import {
  circumstancesInWords,
  consistencyText,
  scoreTargetText,
  writeAnsweredNote,
  writeOuterBoundsNote,
} from '../text/result-text.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { makeCalendar, writeCalendar } from './calendar-section.ts';
import { writeFirstDays } from './first-days-section.ts';
import { writeOnRecord, writeReassess } from './follow-up-section.ts';
import { writeFunding } from './funding-section.ts';
import { writeCards, writeMeasures, writeTiers, writeTrack } from './measures-section.ts';
import {
  type PolicyExtent,
  targetText,
  unverifiedInWords,
  writeChoices,
  writeOtherPayers,
  writePage,
} from './policy-page.ts';
import { writeMethod, writeRoadmap } from './roadmap-section.ts';
import { collectNotes, NO_SOURCE, type Notes } from './source-notes.ts';

type Entries = Extract<Block, { readonly kind: 'facts' }>['entries'];

/** Documents the enterprise, its assessment and the policy used, and the level before and after the plan. */
function writeHead(report: AssessmentReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { numbers, policy } = vocabulary.messages;
  const { result, recommendation } = report;
  const { name, key } = nameEnterprise(report);
  const createRow = (label: string, text: string | Figure): Entries[number] => ({ term: [label], text: [text] });
  const targetFigure = (advice: Recommendation): Figure => ({
    figure: 'level',
    text: targetText(advice, vocabulary),
    value: advice.target.level,
  });
  return [
    {
      kind: 'facts',
      entries: [
        createRow(policy.head.enterprise, name ?? key ?? '–'),
        ...(key === undefined ? [] : [createRow(policy.head.key, key)]),
        ...createSourceEntries(report, notes, vocabulary),
        ...(recommendation ? [createRow(policy.head.date, formatDate(recommendation.asOf, numbers))] : []),
        ...(result.level ? [createRow(policy.head.levelNow, levelFigure(result.level, vocabulary, 'short'))] : []),
        ...(recommendation ? [createRow(policy.head.target, targetFigure(recommendation))] : []),
      ],
    },
  ];
}

/**
 * Lists the facts by which the enterprise is grouped, the questionnaire and the policies used, each with its source.
 */
export function createSourceEntries(report: AssessmentReport, notes: Notes, vocabulary: Vocabulary): Entries {
  const { numbers, policy } = vocabulary.messages;
  const { questionnaire, result, recommendation, policies = [], plan } = report;
  const circumstances = circumstancesInWords(report, vocabulary);
  const title = vocabulary.pick(questionnaire.title) ?? questionnaire.id;
  const createRow = (label: string, text: string, marks: readonly Piece[]): Entries[number] => ({
    term: [label],
    text: [text, ...marks],
  });
  return [
    ...knownGroupingFacts(plan, result).map(({ name, definition }) =>
      createRow(
        vocabulary.titleOf(name),
        vocabulary.valueText(name, result.facts[name] ?? null),
        notes.refer(definition.source),
      ),
    ),
    createRow(
      policy.head.assessment,
      circumstances === '' ? title : numbers.list([title, circumstances]),
      notes.refer(questionnaire.source ?? NO_SOURCE),
    ),
    ...(recommendation ? policies : []).map((source) =>
      createRow(
        policy.head.policy,
        vocabulary.pick(source.title) ?? source.id,
        notes.refer(source.source ?? NO_SOURCE),
      ),
    ),
  ];
}

/** Documents the scores now and after the measures, with remarks. */
export function writeScores(report: AssessmentReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { policy, numbers } = vocabulary.messages;
  const { plan, result, recommendation, rubric, questionnaire } = report;
  const scoresAfter = recommendation && recommendation.measures.length > 0 ? recommendation.target.scores : undefined;
  const shownScores = plan.scores.filter(({ name, hidden }) => !hidden && result.scores[name]);
  const isAimed = shownScores.some(({ name }) => result.scores[name]?.target !== undefined);
  const rows = shownScores.map(({ name }) => {
    const score = result.scores[name] as ScoreResult;
    const scoreAfter = scoresAfter?.[name];
    const { maximum } = score;
    return [
      createRowHeading(vocabulary.titleOf(name)),
      scoreFigure(name, score, vocabulary),
      typeof maximum === 'number' ? numberFigure(maximum, vocabulary.numberOf(name, maximum)) : '',
      ...(isAimed ? [scoreTargetText(name, score, vocabulary)] : []),
      ...(scoresAfter ? [scoreAfter ? scoreFigure(name, scoreAfter, vocabulary) : ''] : []),
    ];
  });
  const marks = rubric && rows.length > 0 ? notes.refer(rubric.source ?? questionnaire.source ?? NO_SOURCE) : [];
  return [
    heading(2, 'standing', policy.now),
    ...tableOf(
      [
        ...createLeftTitles([policy.score, ...marks]),
        ...createRightTitles(policy.points, policy.best),
        ...createRightTitles(...(isAimed ? [policy.head.target] : []), ...(scoresAfter ? [policy.pointsAfter] : [])),
      ],
      rows,
    ),
    ...shownScores.flatMap(({ name, consistencyRatio }) =>
      consistencyRatio === undefined
        ? []
        : [paragraph(numbers.labelled(vocabulary.titleOf(name), consistencyText(consistencyRatio, vocabulary)))],
    ),
    ...[...writeAnsweredNote(report, vocabulary), ...writeOuterBoundsNote(report, vocabulary)].map((text) =>
      paragraph(text),
    ),
    ...writeWarnings(report, vocabulary),
  ];
}

function writeWarnings({ result }: AssessmentReport, vocabulary: Vocabulary): Block[] {
  if (result.warnings.length === 0) return [];
  const lines = result.warnings.map((warning) => ({ text: warningInWords(warning, vocabulary) }));
  return [paragraph([{ strong: vocabulary.messages.summary.warnings }]), ...listOf(lines)];
}

/** Documents the requirements of the next level that the enterprise does not meet. */
export function writeMissing({ result }: AssessmentReport, vocabulary: Vocabulary): Block[] {
  const { policy } = vocabulary.messages;
  if (!result.level) return [];
  const { next } = result.level;
  if (!next) return [paragraph(policy.nothingMissing)];
  const lines = unmetInWords(next.unmet, vocabulary);
  if (lines.length === 0) return [];
  return [
    heading(2, 'missing', policy.missing({ level: vocabulary.levelOf(next.value, next.title) })),
    ...listOf(lines),
  ];
}

/** Builds the policy of an enterprise as a document, for every format. */
export function makePolicyDocument(
  report: PolicyReport,
  reportLanguage: ReportLanguage,
  extent: PolicyExtent = 'whole',
): ReportDocument {
  // The full version is for advisers, who type commands.
  const vocabulary = { ...vocabularyOf(report, reportLanguage), namesOptions: extent === 'whole' };
  const { numbers, policy } = vocabulary.messages;
  const notes = collectNotes(report, vocabulary);
  const { name } = nameEnterprise(report);
  const plan = (): Block[] => [
    {
      kind: 'page',
      blocks: [
        ...writeFirstDays(report, vocabulary),
        ...writeCards(report, vocabulary),
        ...writeChoices(report, vocabulary, { inShort: true }),
        ...writeReassess(report, vocabulary),
        ...writeOnRecord(report, vocabulary),
        ...writeOtherPayers(report, vocabulary),
        ...writeCalendar(report, vocabulary),
        ...writeMethod(report, unverifiedInWords(report, { ...notes, isWhole: false }, vocabulary), vocabulary),
      ],
    },
  ];
  const details = (): Block[] => [
    heading(2, 'details', vocabulary.messages.page.details),
    ...writeHead(report, notes, vocabulary),
    ...writeChoices(report, vocabulary),
    ...writeScores(report, notes, vocabulary),
    ...writeMissing(report, vocabulary),
    ...writeTrack(report, notes, vocabulary),
    ...writeTiers(report, notes, vocabulary),
    ...writeReassess(report, vocabulary),
    ...writeOnRecord(report, vocabulary),
    ...writeFirstDays(report, vocabulary),
    ...writeMeasures(report, notes, vocabulary),
    ...writeRoadmap(report, vocabulary),
    ...writeFunding(report, notes, vocabulary),
    ...writeCalendar(report, vocabulary),
    ...writeMethod(report, unverifiedInWords(report, { ...notes, isWhole: true }, vocabulary), vocabulary),
  ];
  const parts: Readonly<Record<PolicyExtent, () => Block[]>> = { page: () => [], plan, whole: details };
  return {
    tag: reportLanguage.messages.language.tag,
    title: policy.title({ enterprise: name, date: formatDate(report.recommendation.asOf, numbers) }),
    cover: [],
    blocks: [writePage(report, vocabulary, extent), ...parts[extent]()],
    ...notes.written(),
    notesTitle: policy.notes.title,
    colophon: [methodText(report, vocabulary)],
    calendar: makeCalendar(report, vocabulary),
  };
}

function methodText({ result, recommendation }: PolicyReport, { messages }: Vocabulary): string {
  const stampText = ({ id, version, hash }: { id: string; version: string; hash: string }): string =>
    messages.numbers.remark(`${id} ${version}`, `sha256 ${shortHash(hash)}`);
  const { notes } = messages.policy;
  return notes.method({
    pack: stampText(result.pack),
    ...(recommendation.instruments.length > 0 ? { policy: stampText(recommendation.policy) } : {}),
    tool: `Matura ${result.tool}`,
  });
}

/**
 * Renders the policy of an enterprise for the file `KEY.policy.md`: Markdown without HTML, for reading and editing;
 * ends with a newline.
 */
export function renderPolicyMarkdown(
  report: PolicyReport,
  reportLanguage: ReportLanguage,
  extent: PolicyExtent = 'whole',
): string {
  return renderMarkdown(makePolicyDocument(report, reportLanguage, extent));
}
