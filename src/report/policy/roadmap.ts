import type { Roadmap } from '../../model/generated/types.ts';
import { escapeMarkdown, escapeStart } from '../markdown/escape.ts';
import { drawTable } from '../markdown/table.ts';
import { barText, stretchOf } from '../roadmap/bars.ts';
import {
  type Drawn,
  levelText,
  measureTitle,
  missedText,
  monthsText,
  phaseCost,
  remarks,
  spanText,
  stairText,
} from '../roadmap/words.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { PolicyReport } from './report.ts';

const CELLS = 24;

/** When to take the measures: phases, a timeline in text, what each is for, and what every level costs. Markdown lines. */
export function drawRoadmap(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { roadmap: plan } = report.recommendation;
  if (!plan) return [];
  const { roadmap } = vocabulary.messages;
  const drawn: Drawn = { report, recommendation: report.recommendation, roadmap: plan, vocabulary };
  return [
    `## ${roadmap.title}`,
    '',
    ...remarks(drawn).flatMap((text) => [escapeStart(text), '']),
    ...drawPhases(drawn, plan),
    ...drawTimeline(drawn, plan),
    ...drawStairs(drawn, plan),
  ];
}

function drawPhases(drawn: Drawn, { phases }: Roadmap): string[] {
  if (phases.length === 0) return [];
  const { roadmap } = drawn.vocabulary.messages;
  const rows = phases.map((phase, i) => [
    String(i + 1),
    escapeMarkdown(drawn.vocabulary.messages.numbers.items(phase.measures.map(({ id }) => measureTitle(drawn, id)))),
    spanText(phase.start, phase.end, drawn),
    phaseCost(phase, drawn) ?? '–',
    escapeMarkdown(levelText(phase.levelAfter, drawn)),
  ]);
  const head = [roadmap.phaseTitle, roadmap.measure, roadmap.monthsTitle, roadmap.cost, roadmap.levelAfter];
  return [...drawTable(head, rows, ['right', 'left', 'left', 'right', 'left']), ''];
}

function drawTimeline(drawn: Drawn, { phases, months }: Roadmap): string[] {
  if (phases.length === 0) return [];
  const { roadmap } = drawn.vocabulary.messages;
  const rows = phases.flatMap(({ measures }) =>
    measures.map(({ id, start, end }) => [
      escapeMarkdown(measureTitle(drawn, id)),
      barText(stretchOf(start, end ?? start, months, CELLS), CELLS),
      spanText(start, end, drawn),
      escapeMarkdown(missedText(id, drawn)) || '–',
    ]),
  );
  const head = [roadmap.measure, roadmap.scale(monthsText(months, drawn)), roadmap.monthsTitle, roadmap.missed];
  return [`### ${roadmap.timeline}`, '', ...drawTable(head, rows, ['left', 'left', 'left', 'left']), ''];
}

function drawStairs(drawn: Drawn, { stairs }: Roadmap): string[] {
  if (stairs.length === 0) return [];
  const { roadmap } = drawn.vocabulary.messages;
  const rows = stairs.map((stair) => [
    escapeMarkdown(drawn.vocabulary.levelOf(stair.level)),
    stairText(stair, drawn),
    stair.reached ? monthsText(stair.months ?? 0, drawn) : '–',
    stair.reached ? String(stair.measures?.length ?? 0) : '–',
  ]);
  const head = [roadmap.level, roadmap.cost, roadmap.monthsTitle, roadmap.measures];
  return [`### ${roadmap.stairs}`, '', ...drawTable(head, rows, ['left', 'right', 'right', 'right']), ''];
}
