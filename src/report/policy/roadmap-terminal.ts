import type { Recommendation, Roadmap } from '../../model/index.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { item, makeTerminalPage, section, type TerminalPage } from '../terminal/terminal-page.ts';
import { drawTerminalTable } from '../terminal/terminal-table.ts';
import { padEnd, padStart, sanitizeLine, wrapText } from '../terminal/terminal-text.ts';
import { type AssessmentReport, nameEnterprise, type ReportLanguage, vocabularyOf } from '../text/assessment-report.ts';
import { unmetInWords } from '../text/condition-text.ts';
import { formatDate } from '../text/number-format.ts';
import { levelOrNone } from '../text/result-text.ts';
import { dueDatesInWords } from './due-section.ts';
import { onRecordLines } from './follow-up-section.ts';
import { costSources, measureReasons, outcomeInWords, rolesInWords } from './measures-section.ts';
import { changesInWords, prioritiesInWords } from './priorities-section.ts';
import {
  leastMessages,
  levelCostText,
  measureTitle,
  monthsText,
  nearLevels,
  phaseCost,
  type RoadmapContext,
  roadmapRemarks,
  spanText,
  timelineSpan,
  timelineText,
} from './roadmap-section.ts';

/** Cells of a timeline, enough to tell apart the months of two years. */
const CELLS = 24;
const GAP = '  ';

/**
 * Renders a roadmap for a terminal: its phases as a table with bars, why each measure is in it, and what every level
 * costs.
 */
export function renderRoadmap(
  report: AssessmentReport & { readonly recommendation: Recommendation & { readonly roadmap: Roadmap } },
  options: ReportLanguage & TerminalOptions,
): string {
  const vocabulary = vocabularyOf(report, options);
  const page = makeTerminalPage(options);
  const { recommendation } = report;
  const context: RoadmapContext = { report, recommendation, roadmap: recommendation.roadmap, vocabulary };
  const lines = [
    ...section(
      page,
      roadmapTitle(context),
      [policyUsed(context), ...roadmapRemarks(context), ...costSourcesLine(context), ...outcomeLines(context)].flatMap(
        (text) => item(page, '', text),
      ),
    ),
    '',
    ...listUnder(vocabulary.messages.due.title, dueDatesInWords(report, vocabulary), page),
    ...listUnder(vocabulary.messages.priorities.title, prioritiesInWords(report, vocabulary), page),
    ...listUnder(vocabulary.messages.priorities.changes, changesInWords(report, vocabulary), page),
    ...onRecordLines(report, vocabulary, page),
    ...phaseLines(context, page),
    ...levelCostLines(context, page),
  ];
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

/** Lists sentences under a heading; nothing without sentences. */
function listUnder(title: string, sentences: readonly string[], page: TerminalPage): string[] {
  if (sentences.length === 0) return [];
  return [
    ...section(
      page,
      title,
      sentences.flatMap((text) => item(page, '• ', text)),
    ),
    '',
  ];
}

/** Names the policy used: its title in the report's language, its id and version. */
function policyUsed({ report: { policies = [] }, recommendation, vocabulary }: RoadmapContext): string {
  const { numbers, policy } = vocabulary.messages;
  const { id, version } = recommendation.policy;
  const title = vocabulary.pick(policies.find((one) => one.id === id)?.title);
  return numbers.labelled(policy.head.policy, numbers.remark(title ?? id, `${id} ${version}`));
}

/** Names what the costs that depend on facts were calculated from. */
function costSourcesLine({ report, recommendation, vocabulary }: RoadmapContext): string[] {
  const { numbers, policy } = vocabulary.messages;
  const sources = costSources(recommendation.measures, report, vocabulary);
  return sources === undefined ? [] : [numbers.labelled(policy.measures.costFrom, sources)];
}

/** Says where the measures lead, and what is still missing then. */
function outcomeLines({ recommendation, vocabulary }: RoadmapContext): string[] {
  const { target, measures } = recommendation;
  if (target.level === null || (target.reached && measures.length === 0)) return [];
  const missing = target.reached ? [] : unmetInWords(target.unmet ?? [], vocabulary).map(({ text }) => text);
  return [outcomeInWords(recommendation, target.level, vocabulary), ...missing];
}

function phaseLines(context: RoadmapContext, page: TerminalPage): string[] {
  const { roadmap: plan, vocabulary, report, recommendation } = context;
  const { roadmap, policy } = vocabulary.messages;
  const reasons = measureReasons({ ...report, recommendation }, recommendation.measures, vocabulary);
  const titleWidth = Math.max(20, page.width - CELLS - 3 * GAP.length - 12);
  return plan.phases.flatMap((phase, i) => {
    const span = spanText(phase.start, phase.end, context);
    const heading = roadmap.phase({ number: String(i + 1), months: span, cost: phaseCost(phase, context) });
    const rows = phase.measures.flatMap(({ id, start, end }) => {
      const title = vocabulary.messages.numbers.remark(measureTitle(context, id), id);
      const [first = '', ...others] = wrapText(sanitizeLine(title), titleWidth);
      const bar = timelineText(timelineSpan(start, end ?? start, plan.months, CELLS), CELLS);
      const months = end === undefined ? '?' : `${monthsText(start, context)}–${monthsText(end, context)}`;
      const measure = context.recommendation.measures.find((one) => one.id === id);
      const details = [
        [policy.measures.why, measure && reasons.why(measure)],
        [policy.measures.who, rolesInWords(id, report, vocabulary)],
      ] as const;
      return [
        `${GAP}${padEnd(first, titleWidth)}${GAP}${page.paint.cyan(bar)}${GAP}${padStart(months, 7)}`,
        ...others.map((line) => `${GAP}${line}`),
        ...details.flatMap(([label, text]) =>
          text === undefined ? [] : item(page, '  ', vocabulary.messages.numbers.labelled(label, text), page.paint.dim),
        ),
      ];
    });
    return [
      ...section(page, heading, rows),
      ...item(page, '→ ', roadmap.after({ level: levelOrNone(phase.levelAfter, vocabulary) })),
      '',
    ];
  });
}

function levelCostLines(context: RoadmapContext, page: TerminalPage): string[] {
  const { roadmap: plan, vocabulary } = context;
  if (plan.stairs.length === 0) return [];
  const { roadmap, policy, words } = vocabulary.messages;
  const rows = plan.stairs.map((stair) => ({
    cells: [
      vocabulary.levelOf(stair.level, undefined, 'short'),
      levelCostText(stair, context),
      stair.reached ? monthsText(stair.months ?? 0, context) : '',
      stair.reached ? String(stair.measures?.length ?? 0) : '',
    ],
  }));
  const titles = [words.level, policy.measures.cost, roadmap.monthsTitle, policy.measures.title];
  const head = { cells: titles, paint: page.paint.dim };
  const columns = head.cells.map((_, i) => ({ title: '', align: i === 0 ? 'left' : 'right' }) as const);
  return section(page, leastMessages(plan, context.recommendation, vocabulary).stairs, [
    ...drawTerminalTable(page, columns, [head, ...rows]),
    ...nearLevels(context).flatMap((text) => item(page, '', text)),
  ]);
}

/** Writes the heading: the roadmap, whose it is, its target level and its day. */
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
