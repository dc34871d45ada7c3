import type { Recommendation, Roadmap } from '../../model/index.ts';
import {
  type Block,
  createLeftTitles,
  createRightTitles,
  groupBlocks,
  heading,
  listOf,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { renderTerminalBlocks } from '../document/terminal-renderer.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { type AssessmentReport, nameEnterprise, type ReportLanguage, vocabularyOf } from '../text/assessment-report.ts';
import { onOneLine, unmetInWords } from '../text/condition-text.ts';
import { formatDate } from '../text/number-format.ts';
import { writeLevelOrNone } from '../text/result-text.ts';
import { applyFirstInWords } from './apply-first-section.ts';
import { cautionsInWords } from './cautions-section.ts';
import { collectCostSources } from './cost-sources.ts';
import { displacedInWords } from './displaced-section.ts';
import { dueDatesInWords } from './due-section.ts';
import { summarizeOnRecord } from './follow-up-section.ts';
import { tiersInWords } from './funding-section.ts';
import { refusedInShort, writeNoFundingOpen } from './instruments-section.ts';
import { limitInWords } from './limit-section.ts';
import {
  documentOnlyNote,
  feedersInWords,
  measureReasons,
  outcomeInWords,
  rolesInWords,
  runningInWords,
  spentInWords,
} from './measures-section.ts';
import { painsInWords } from './pains-section.ts';
import { changesInWords, prioritiesInWords } from './priorities-section.ts';
import {
  begunInWords,
  levelCostText,
  measureTitle,
  methodInWords,
  monthRange,
  monthsText,
  phaseCost,
  type RoadmapContext,
  spanText,
  unprovenInWords,
  writeLeastMessages,
  writeNearLevels,
  writeRoadmapRemarks,
} from './roadmap-section.ts';

/**
 * Renders a roadmap for a terminal: its phases as a table with bars, the reason for each measure, and the cost of every
 * level.
 */
export function renderRoadmap(
  report: AssessmentReport & { readonly recommendation: Recommendation & { readonly roadmap: Roadmap } },
  options: ReportLanguage & TerminalOptions,
): string {
  const vocabulary = { ...vocabularyOf(report, options), namesOptions: true };
  const { recommendation } = report;
  const { due, pains, priorities, method } = vocabulary.messages;
  const context: RoadmapContext = { report, recommendation, roadmap: recommendation.roadmap, vocabulary };
  const remarks = [
    writePolicyUsed(context),
    ...writeRoadmapRemarks(context),
    ...altogetherSentences(context),
    ...costSourcesSentence(context),
    ...outcomeSentences(context),
  ];
  const blocks = [
    heading(2, 'roadmap', roadmapTitle(context)),
    ...groupBlocks(remarks.map((text) => paragraph(text))),
    ...listUnder('due', due.title, dueDatesInWords(report, vocabulary)),
    ...listUnder('pains', pains.title, painsInWords(report, vocabulary)),
    ...listUnder('cautions', vocabulary.messages.policy.cautions, cautionsInWords(report, vocabulary)),
    ...listUnder('displaced', vocabulary.messages.displaced.title, displacedInWords(report, vocabulary)),
    ...listUnder('later', vocabulary.messages.later.title, limitInWords(report, vocabulary)),
    ...listUnder('priorities', priorities.title, prioritiesInWords(report, vocabulary)),
    ...listUnder('changes', priorities.changes, changesInWords(report, vocabulary)),
    ...summarizeOnRecord(report, vocabulary),
    ...phaseBlocks(context),
    ...listUnder('funding', vocabulary.messages.policy.instruments.title, fundingSentences(context)),
    ...levelCostBlocks(context),
    ...listUnder('method', method.title, [
      ...methodInWords(recommendation, vocabulary),
      ...unprovenInWords(recommendation, vocabulary),
    ]),
  ];
  return renderTerminalBlocks(blocks, options);
}

/**
 * Writes what to apply for before the work begins, the money of each tier with the own share that it leaves, and which
 * instruments are not available. Empty without measures.
 */
function fundingSentences({ report, recommendation, vocabulary }: RoadmapContext): string[] {
  if (recommendation.measures.length === 0) return [];
  const { labelled } = vocabulary.messages.numbers;
  const policyReport = { ...report, recommendation };
  return [
    ...applyFirstInWords(policyReport, vocabulary),
    ...tiersInWords(policyReport, vocabulary).map(({ title, text }) => labelled(title, text)),
    ...writeNoFundingOpen(policyReport, vocabulary),
    ...refusedInShort(policyReport, vocabulary),
  ];
}

/** Lists sentences under a heading; empty without sentences. */
function listUnder(id: string, title: string, sentences: readonly string[]): Block[] {
  return sentences.length === 0 ? [] : [heading(2, id, title), ...listOf(sentences)];
}

/** Writes the policy used: its title in the report's language, its id and version. */
function writePolicyUsed({ report: { policies = [] }, recommendation, vocabulary }: RoadmapContext): string {
  const { numbers, policy } = vocabulary.messages;
  const { id, version } = recommendation.policy;
  const title = vocabulary.pick(policies.find((one) => one.id === id)?.title);
  return numbers.labelled(policy.head.policy, numbers.remark(title ?? id, `${id} ${version}`));
}

/** Writes what measures that are done and those of the plan cost together; empty if none is done. */
function altogetherSentences({ report, recommendation, vocabulary }: RoadmapContext): string[] {
  if (!recommendation.altogether) return [];
  const { numbers, page } = vocabulary.messages;
  return [
    ...spentInWords({ ...report, recommendation }, vocabulary).map((text) => numbers.labelled(page.spent, text)),
    ...runningInWords(recommendation, vocabulary).map((text) => numbers.labelled(page.running, text)),
  ];
}

/** Writes from which figures the costs that depend on facts were calculated. */
function costSourcesSentence({ report, recommendation, vocabulary }: RoadmapContext): string[] {
  const { numbers, policy } = vocabulary.messages;
  const sources = collectCostSources(recommendation, report, vocabulary);
  return sources === undefined ? [] : [numbers.labelled(policy.measures.costFrom, sources)];
}

/** Writes the level that the measures lead to, and what is missing after them. */
function outcomeSentences({ report, recommendation, vocabulary }: RoadmapContext): string[] {
  const { target, measures } = recommendation;
  if (target.level === null || (target.reached && measures.length === 0)) return [];
  const { numbers } = vocabulary.messages;
  const missingTexts = target.reached
    ? []
    : unmetInWords(target.unmet ?? [], vocabulary).map((line) => onOneLine(line, numbers));
  return [outcomeInWords({ ...report, recommendation }, target.level, vocabulary), ...missingTexts];
}

function phaseBlocks(context: RoadmapContext): Block[] {
  const { roadmap: plan, vocabulary, report, recommendation } = context;
  const { roadmap, policy, numbers } = vocabulary.messages;
  const reasons = measureReasons({ ...report, recommendation }, recommendation.measures, vocabulary);
  return plan.phases.flatMap((phase, i) => {
    const months = spanText(phase.start, phase.end, context);
    const title = roadmap.phase({ number: String(i + 1), months, cost: phaseCost(phase, context) });
    const rows = phase.measures.map(({ id, start, end }) => {
      const measure = recommendation.measures.find((one) => one.id === id);
      const details = [
        [policy.measures.why, measure && reasons.why(measure)],
        [policy.measures.feeders.label, measure && feedersInWords(measure, { ...report, recommendation }, vocabulary)],
        [policy.measures.who, measure && rolesInWords(measure, report, vocabulary)],
      ] as const;
      return {
        title: numbers.remark(measureTitle(context, id), id),
        start,
        end: end ?? start,
        period: end === undefined ? '?' : monthRange(start, end, context.vocabulary),
        details: [
          ...begunInWords(id, recommendation, vocabulary),
          ...details.flatMap(([label, text]) => (text === undefined ? [] : [numbers.labelled(label, text)])),
          ...documentOnlyNote(id, report, vocabulary),
        ],
      };
    });
    const levelAfterText = roadmap.after({ level: writeLevelOrNone(phase.levelAfter, vocabulary) });
    return [
      heading(2, `phase-${i + 1}`, title),
      ...groupBlocks([
        { kind: 'timeline', rows, months: plan.months },
        { kind: 'list', items: [{ text: [levelAfterText], sign: '→' }] },
      ]),
    ];
  });
}

function levelCostBlocks(context: RoadmapContext): Block[] {
  const { roadmap: plan, vocabulary } = context;
  if (plan.stairs.length === 0) return [];
  const { roadmap, policy, words } = vocabulary.messages;
  const rows = plan.stairs.map((stair) => [
    vocabulary.levelOf(stair.level, undefined, 'short'),
    levelCostText(stair, context),
    stair.reached ? monthsText(stair.months ?? 0, context) : '',
    stair.reached ? String(stair.measures?.length ?? 0) : '',
  ]);
  const columns = [
    ...createLeftTitles(words.level),
    ...createRightTitles(policy.measures.cost, roadmap.monthsTitle, policy.measures.title),
  ];
  return [
    heading(2, 'stairs', writeLeastMessages(plan, context.recommendation, vocabulary).stairs),
    ...groupBlocks([...tableOf(columns, rows), ...writeNearLevels(context).map((text) => paragraph(text))]),
  ];
}

/** Writes the heading: the word for a roadmap, the enterprise, the target level and the day. */
function roadmapTitle({ report, recommendation, vocabulary }: RoadmapContext): string {
  const { numbers, roadmap } = vocabulary.messages;
  const { name, key } = nameEnterprise(report);
  const { level } = recommendation.target;
  const parts = [
    name ?? key,
    ...(level === null ? [] : [vocabulary.levelOf(level)]),
    formatDate(recommendation.asOf, numbers),
  ];
  return `${roadmap.title} · ${parts.filter((part) => part !== undefined).join(' · ')}`;
}
