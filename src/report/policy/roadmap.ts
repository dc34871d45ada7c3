import { drawGantt } from '../../charts/gantt.ts';
import type { Roadmap } from '../../model/generated/types.ts';
import { heading, paragraph, tableOf } from '../document/blocks.ts';
import type { Block, Chart } from '../document/document.ts';
import { barText, stretchOf } from '../roadmap/bars.ts';
import {
  bestOf,
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

/** Of a timeline in text. */
const CELLS = 24;

/** When to take the measures: phases, a timeline, what each is for, and what every level costs. */
export function writeRoadmap(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { roadmap: plan } = report.recommendation;
  if (!plan) return [];
  const { roadmap } = vocabulary.messages;
  const drawn: Drawn = { report, recommendation: report.recommendation, roadmap: plan, vocabulary };
  return [
    heading(2, 'roadmap', roadmap.title),
    ...remarks(drawn).map((text) => paragraph(text)),
    ...writePhases(drawn, plan),
    ...writeTimeline(drawn, plan),
    ...writeStairs(drawn, plan),
  ];
}

function writePhases(drawn: Drawn, { phases }: Roadmap): Block[] {
  const { roadmap, numbers } = drawn.vocabulary.messages;
  const rows = phases.map((phase, i) => [
    String(i + 1),
    numbers.items(phase.measures.map(({ id }) => measureTitle(drawn, id))),
    spanText(phase.start, phase.end, drawn),
    phaseCost(phase, drawn) ?? '–',
    levelText(phase.levelAfter, drawn),
  ]);
  return tableOf(
    [
      [roadmap.phaseTitle, 'right'],
      [roadmap.measure, 'left'],
      [roadmap.monthsTitle, 'left'],
      [roadmap.cost, 'right'],
      [roadmap.levelAfter, 'left'],
    ],
    rows,
  );
}

function writeTimeline(drawn: Drawn, { phases, months }: Roadmap): Block[] {
  if (phases.length === 0) return [];
  const { roadmap } = drawn.vocabulary.messages;
  const rows = phases.flatMap(({ measures }) =>
    measures.map(({ id, start, end }) => [
      measureTitle(drawn, id),
      barText(stretchOf(start, end ?? start, months, CELLS), CELLS),
      spanText(start, end, drawn),
      missedText(id, drawn) || '–',
    ]),
  );
  return [
    heading(3, 'timeline', roadmap.timeline),
    drawTimeline(drawn, phases, months),
    ...tableOf(
      [
        [roadmap.measure, 'left'],
        [roadmap.scale(monthsText(months, drawn)), 'left', 'in-text'],
        [roadmap.monthsTitle, 'left'],
        [roadmap.missed, 'left'],
      ],
      rows,
    ),
  ];
}

function drawTimeline(drawn: Drawn, phases: Roadmap['phases'], months: number): Chart {
  const { roadmap, numbers } = drawn.vocabulary.messages;
  const groups = phases.map((phase, i) => ({
    title: roadmap.phase(String(i + 1), spanText(phase.start, phase.end, drawn), phaseCost(phase, drawn)),
    rows: phase.measures.map(({ id, start, end }) => ({ title: measureTitle(drawn, id), start, end: end ?? start })),
  }));
  const described = phases.flatMap(({ measures }) =>
    measures.map(({ id, start, end }) => numbers.labelled(measureTitle(drawn, id), spanText(start, end, drawn))),
  );
  const title = roadmap.scale(monthsText(months, drawn));
  return {
    kind: 'chart',
    title,
    description: numbers.list(described),
    drawing: drawGantt(groups, months, title),
    isTabled: true,
  };
}

function writeStairs(drawn: Drawn, plan: Roadmap): Block[] {
  const { stairs } = plan;
  if (stairs.length === 0) return [];
  const { roadmap } = drawn.vocabulary.messages;
  const rows = stairs.map((stair) => [
    drawn.vocabulary.levelOf(stair.level),
    stairText(stair, drawn),
    stair.reached ? monthsText(stair.months ?? 0, drawn) : '–',
    stair.reached ? String(stair.measures?.length ?? 0) : '–',
  ]);
  return [
    heading(3, 'stairs', bestOf(plan, drawn.vocabulary).stairs),
    ...tableOf(
      [
        [roadmap.level, 'left'],
        [roadmap.cost, 'right'],
        [roadmap.monthsTitle, 'right'],
        [roadmap.measures, 'right'],
      ],
      rows,
    ),
  ];
}
