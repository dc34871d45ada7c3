import { drawStretch } from '../../../charts/stretch.ts';
import type { RecommendedMeasure } from '../../../model/generated/types.ts';
import { findMeasure } from '../../assessment.ts';
import { heading, listOf, paragraph, tableOf } from '../../document/blocks.ts';
import type { Block, Cell } from '../../document/document.ts';
import { formatMoneyRange, formatNumber } from '../../number.ts';
import { barText, stretchOf } from '../../roadmap/bars.ts';
import { levelInWords } from '../../summary/level.ts';
import type { Vocabulary } from '../../vocabulary.ts';
import { unmetInWords } from '../../words/unmet.ts';
import { outcomeInWords } from '../measures.ts';
import type { PolicyReport } from '../report.ts';
import { nextSteps } from './next.ts';
import { writePayers } from './payers.ts';
import { fundingSum, ownShare } from './sums.ts';
import { type Timing, timeSteps } from './timing.ts';
import { uncertainties } from './uncertain.ts';

/** Of a line of the timeline in text, and of a drawn one. */
const CELLS = 12;
const STEPS = 120;
/** Of what is still missing, so much is named on a page. */
const MOST_MISSING = 3;
/** So many steps fit the sheet; the rest stand in the policy behind it. */
const MOST_STEPS = 20;

/** The policy on one page, for who decides: where it leads, what to do when, who pays, what is next, what is not certain. */
export function writePage(report: PolicyReport, vocabulary: Vocabulary): Block {
  const { page } = vocabulary.messages;
  const timing = timeSteps(report);
  const next = nextSteps(report, timing, vocabulary);
  const payers = writePayers(report, vocabulary);
  const uncertain = uncertainties(report, vocabulary);
  return {
    kind: 'page',
    blocks: [
      ...writeAim(report, vocabulary),
      {
        kind: 'facts',
        entries: factsOf(report, timing, vocabulary).map(([term, text]) => ({ term: [term], text: [text] })),
      },
      ...writeSteps(report, timing, vocabulary),
      ...(payers.length === 0 ? [] : [heading(3, 'payers', page.payers), ...payers]),
      ...(next.length === 0
        ? []
        : [heading(3, 'next', page.next), ...listOf(next.map((text) => ({ text }))).map(ordered)]),
      ...(uncertain.length === 0
        ? []
        : [heading(3, 'uncertain', page.uncertain), ...listOf(uncertain.map((text) => ({ text })))]),
    ],
  };
}

function ordered(block: Block): Block {
  return block.kind === 'list' ? { ...block, ordered: true } : block;
}

function writeAim({ recommendation }: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { policy, roadmap } = vocabulary.messages;
  const { target, measures } = recommendation;
  if (target.level === null) return [paragraph([{ strong: policy.nothingMissing }])];
  if (target.reached && measures.length === 0) return [paragraph([{ strong: roadmap.nothingToDo }])];
  const missing = target.reached ? [] : unmetInWords(target.unmet ?? [], vocabulary, MOST_MISSING);
  return [
    paragraph([{ strong: outcomeInWords(recommendation, target.level, vocabulary) }]),
    ...listOf(missing.slice(0, MOST_MISSING)),
  ];
}

function factsOf(report: PolicyReport, timing: Timing, vocabulary: Vocabulary): [string, string][] {
  const { numbers, page, policy } = vocabulary.messages;
  const { result, recommendation } = report;
  const { target, cost, measures } = recommendation;
  const own = ownShare(report, vocabulary);
  const months = formatNumber(timing.months, { numbers, decimals: 1 });
  const money = cost && formatMoneyRange(cost.low, cost.high, cost.currency, numbers);
  return [
    ...(result.level
      ? [[policy.head.levelNow, levelInWords(result.level, vocabulary, 'short')] as [string, string]]
      : []),
    [
      policy.head.target,
      target.level === null ? policy.head.highest : vocabulary.levelOf(target.level, undefined, 'short'),
    ],
    ...(measures.length === 0
      ? []
      : [
          [page.duration, page.length(numbers.months(months, timing.months === 1), String(timing.atOnce))] as [
            string,
            string,
          ],
        ]),
    ...(money === undefined
      ? []
      : [
          [policy.measures.cost, cost?.illustrative ? numbers.remark(money, policy.measures.illustrative) : money] as [
            string,
            string,
          ],
        ]),
    ...(own === undefined
      ? []
      : ([
          [page.funding, fundingSum(report, vocabulary)],
          [page.own, own],
        ] as [string, string][])),
  ];
}

function writeSteps(report: PolicyReport, timing: Timing, vocabulary: Vocabulary): Block[] {
  const { page, policy } = vocabulary.messages;
  const { measures } = report.recommendation;
  if (measures.length === 0) return [];
  const rows: (string | Cell)[][] = measures
    .slice(0, MOST_STEPS)
    .map((measure, i) => [
      String(i + 1),
      vocabulary.pick(findMeasure(report, measure.id)?.title) ?? measure.id,
      barOf(measure.id, timing),
      spanOf(measure.id, timing, vocabulary),
      costOf(measure, vocabulary),
    ]);
  const rest = measures.length - rows.length;
  if (rest > 0) rows.push(['', page.more(String(rest)), '', '', '']);
  return [
    heading(3, 'to-do', page.steps),
    ...tableOf(
      [
        ['', 'right'],
        [policy.measures.measure, 'left'],
        ['', 'left'],
        [page.months, 'right'],
        [policy.measures.cost, 'right'],
      ],
      rows,
    ),
  ];
}

function barOf(id: string, { spans, months }: Timing): Cell {
  const { start = 0, end = start } = spans.get(id) ?? {};
  return {
    text: [barText(stretchOf(start, end, months, CELLS), CELLS)],
    drawing: drawStretch(stretchOf(start, end, months, STEPS), STEPS),
  };
}

function spanOf(id: string, { spans }: Timing, { messages }: Vocabulary): string {
  const { numbers } = messages;
  const write = (months: number): string => formatNumber(months, { numbers, decimals: 1 });
  const { start, end } = spans.get(id) ?? {};
  return start === undefined || end === undefined ? '–' : numbers.range(write(start), write(end), false);
}

function costOf({ cost }: RecommendedMeasure, { messages }: Vocabulary): string {
  if (!cost) return messages.policy.measures.costNotStated;
  return formatMoneyRange(cost.low, cost.high, cost.currency, messages.numbers);
}
