import { drawStretch } from '../../../charts/stretch.ts';
import type { Cost, CostTotal, Funding } from '../../../model/generated/types.ts';
import type { Work } from '../../../model/remember.ts';
import { findMeasure } from '../../assessment.ts';
import { heading, listOf, paragraph, tableOf } from '../../document/blocks.ts';
import type { Block, Cell, Inline } from '../../document/document.ts';
import { formatMoneyRange, formatNumber } from '../../number.ts';
import { barText, stretchOf } from '../../roadmap/bars.ts';
import { type LevelShown, levelInWords, levelShown } from '../../summary/level.ts';
import type { Vocabulary } from '../../vocabulary.ts';
import { unmetInWords } from '../../words/unmet.ts';
import { doubtsOnSums } from '../doubts.ts';
import { outcomeInWords, savedInWords } from '../measures.ts';
import type { CollectedNotes } from '../notes.ts';
import type { PolicyReport } from '../report.ts';
import { type Ground, writeOnce } from '../write-once.ts';
import { comingNext, nextSteps } from './next.ts';
import { rankPayers, writePayers } from './payers.ts';
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
export function writePage(report: PolicyReport, { unverified }: CollectedNotes, vocabulary: Vocabulary): Block {
  const { result, recommendation } = report;
  const { measures, target, cost, funding, roadmap } = recommendation;
  const timing = timeSteps(report, vocabulary);
  const payers = rankPayers(report);
  const once = <About>(part: Work<Ground, About, readonly Block[]>, about: About): readonly Block[] =>
    writeOnce(part, report, vocabulary, about);
  return {
    kind: 'page',
    blocks: [
      ...writeAim(report, vocabulary),
      ...once(writeFacts, {
        level: result.level && levelShown(result.level),
        ...{ target: target.level, cost, funding, isPlan: measures.length > 0 },
        ...{ months: timing.months, atOnce: timing.atOnce },
      }),
      ...once(writeSteps, { timing, measures: measures.map(({ id, cost }) => ({ id, cost })), total: cost }),
      ...once(writePayers, { payers, funding }),
      ...once(nextSteps, comingNext(report, payers, timing, vocabulary)),
      ...once(uncertainties, {
        ...{ unverified, payers: payers.map(({ id }) => id) },
        isIllustrative: measures.some(({ cost }) => cost?.illustrative),
        unproven: roadmap?.proven === false ? roadmap : undefined,
        doubts: doubtsOnSums(report, vocabulary),
      }),
    ],
  };
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

/** What the facts on the page are about. */
interface Facts {
  readonly level: LevelShown | undefined;
  /** The level aimed at. */
  readonly target: number | null;
  /** How long the measures take, and how many are taken at once. */
  readonly months: number;
  readonly atOnce: number;
  readonly cost: CostTotal | undefined;
  readonly funding: Funding | undefined;
  /** Whether there are measures. */
  readonly isPlan: boolean;
}

function writeFacts({ level, target, months, atOnce, cost, funding, isPlan }: Facts, { vocabulary }: Ground): Block[] {
  const { numbers, page, policy } = vocabulary.messages;
  const own = isPlan ? ownShare(funding, vocabulary) : undefined;
  const length = formatNumber(months, { numbers, decimals: 1 });
  const money = cost && formatMoneyRange(cost.low, cost.high, cost.currency, numbers);
  const row = (term: string, text: string): { term: Inline; text: Inline } => ({ term: [term], text: [text] });
  const entries = [
    ...(level ? [row(policy.head.levelNow, levelInWords(level, vocabulary, 'short'))] : []),
    row(policy.head.target, target === null ? policy.head.highest : vocabulary.levelOf(target, undefined, 'short')),
    ...(isPlan ? [row(page.duration, page.length(numbers.months(length, months === 1), String(atOnce)))] : []),
    ...(money === undefined
      ? []
      : [row(policy.measures.cost, cost?.illustrative ? numbers.remark(money, policy.measures.illustrative) : money)]),
    ...(own === undefined ? [] : [row(page.funding, fundingSum(funding, vocabulary)), row(page.own, own)]),
  ];
  return [{ kind: 'facts', entries }];
}

/** What the steps on the page are about. */
interface Steps {
  readonly timing: Timing;
  readonly measures: readonly { readonly id: string; readonly cost: Cost | undefined }[];
  readonly total: CostTotal | undefined;
}

function writeSteps({ timing, measures, total }: Steps, ground: Ground): Block[] {
  const { vocabulary } = ground;
  const { page, policy } = vocabulary.messages;
  if (measures.length === 0) return [];
  const rows: (string | Cell)[][] = measures
    .slice(0, MOST_STEPS)
    .map((measure, i) => [
      String(i + 1),
      vocabulary.pick(findMeasure(ground, measure.id)?.title) ?? measure.id,
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
    ...(total ? savedInWords(total, vocabulary).map((text) => paragraph(text)) : []),
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

function costOf({ cost }: Steps['measures'][number], { messages }: Vocabulary): string {
  if (!cost) return messages.policy.measures.costNotStated;
  return formatMoneyRange(cost.low, cost.high, cost.currency, messages.numbers);
}
