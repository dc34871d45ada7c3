// The one-page policy: aim, steps, payers, next steps, uncertainties.
import { drawTimeSpan } from '../../charts/index.ts';
import type { Messages } from '../../i18n/index.ts';
import type { CombinedSum, Cost, CostTotal, Funding, JudgedInstrument, Roadmap } from '../../model/index.ts';
import {
  type Block,
  type Cell,
  heading,
  type Inline,
  left,
  listOf,
  paragraph,
  right,
  tableOf,
} from '../document/document-model.ts';
import { findInstrument, titleOfInstrument, titleOfMeasure } from '../text/assessment-report.ts';
import { unmetInWords } from '../text/condition-text.ts';
import { formatCost, formatDate, formatMonths } from '../text/number-format.ts';
import { type LevelValue, levelInWords, levelValueOf, openAnswersNote } from '../text/result-text.ts';
import { factLabel, isQuestionText, type Vocabulary } from '../text/vocabulary.ts';
import { amountInWords, moneyInWords, printedSums, roundingNote } from './amount-text.ts';
import { doubtsOnSums } from './funding-section.ts';
import { knownAmountInWords } from './instruments-section.ts';
import { costOf, outcomeInWords, savedInWords } from './measures-section.ts';
import { type PolicyContext, type PolicyReport, policyContextOf } from './policy-context.ts';
import { leastMessages, type MeasureTiming, measureTiming, timelineSpan, timelineText } from './roadmap-section.ts';
import type { CollectedNotes, Unverified } from './source-notes.ts';

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
  const timing = measureTiming(report);
  const payers = rankPayers(report);
  const ground = policyContextOf(report, vocabulary);
  return {
    kind: 'page',
    blocks: [
      ...writeAim(report, vocabulary),
      ...writeFacts(
        {
          level: result.level && levelValueOf(result.level),
          ...{ target: target.level, cost, funding, isPlan: measures.length > 0 },
          ...{ months: timing.months, atOnce: timing.atOnce },
        },
        ground,
      ),
      ...writeSteps({ timing, measures: measures.map(({ id, cost }) => ({ id, cost })), total: cost }, ground),
      ...writePayers({ payers, funding }, ground),
      ...writeNextSteps(nextStepsInput(report, payers, timing, vocabulary), ground),
      ...writeUncertainties(
        {
          ...{ unverified, payers: payers.map(({ id }) => id) },
          isIllustrative: measures.some(({ cost }) => cost?.illustrative),
          unproven: roadmap?.proven === false ? roadmap : undefined,
          doubts: doubtsOnSums(report, vocabulary),
        },
        ground,
      ),
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
  readonly level: LevelValue | undefined;
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

function writeFacts(
  { level, target, months, atOnce, cost, funding, isPlan }: Facts,
  { vocabulary }: PolicyContext,
): Block[] {
  const { numbers, page, policy } = vocabulary.messages;
  const own = isPlan ? ownShare(funding, vocabulary) : undefined;
  const length = formatMonths(months, numbers);
  const money = cost && formatCost(cost, numbers);
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
  readonly timing: MeasureTiming;
  readonly measures: readonly { readonly id: string; readonly cost: Cost | undefined }[];
  readonly total: CostTotal | undefined;
}

function writeSteps({ timing, measures, total }: Steps, ground: PolicyContext): Block[] {
  const { vocabulary } = ground;
  const { page, policy } = vocabulary.messages;
  if (measures.length === 0) return [];
  const rows: (string | Cell)[][] = measures
    .slice(0, MOST_STEPS)
    .map((measure, i) => [
      String(i + 1),
      titleOfMeasure(ground, measure.id, vocabulary),
      barOf(measure.id, timing),
      spanOf(measure.id, timing, vocabulary),
      costOf(measure, vocabulary),
    ]);
  const rest = measures.length - rows.length;
  if (rest > 0) rows.push(['', page.more(String(rest)), '', '', '']);
  return [
    heading(3, 'to-do', page.steps),
    ...tableOf([...right(''), ...left(policy.measures.measure, ''), ...right(page.months, policy.measures.cost)], rows),
    ...(total ? savedInWords(total, vocabulary).map((text) => paragraph(text)) : []),
  ];
}

function barOf(id: string, { spans, months }: MeasureTiming): Cell {
  const { start = 0, end = start } = spans.get(id) ?? {};
  return {
    text: [timelineText(timelineSpan(start, end, months, CELLS), CELLS)],
    drawing: drawTimeSpan(timelineSpan(start, end, months, STEPS), STEPS),
  };
}

function spanOf(id: string, { spans }: MeasureTiming, { messages }: Vocabulary): string {
  const { numbers } = messages;
  const { start, end } = spans.get(id) ?? {};
  return start === undefined || end === undefined
    ? '–'
    : numbers.range(formatMonths(start, numbers), formatMonths(end, numbers), false);
}

/** So many are named on a page; the others stand in the details. */
const MOST_PAYERS = 6;

/** What a table of payers is about. */
interface PayersInput {
  readonly payers: readonly JudgedInstrument[];
  readonly funding: Funding | undefined;
}

/** Who may pay, the surest first. */
function writePayers({ payers, funding }: PayersInput, ground: PolicyContext): Block[] {
  if (payers.length === 0) return [];
  const { page } = ground.vocabulary.messages;
  const shown = payers.slice(0, MOST_PAYERS);
  const rows: (readonly string[])[] = shown.map((judged) => {
    const paid = funding?.cautious.instruments.find(({ id }) => id === judged.id)?.money;
    return writePayer({ judged, paid }, ground);
  });
  const rest = payers.length - shown.length;
  return [
    heading(3, 'payers', page.payers),
    ...tableOf(
      [...left(page.funding), ...right(page.amount), ...left(page.needed)],
      rest > 0 ? [...rows, [page.more(String(rest)), '', '']] : rows,
    ),
    ...(funding ? roundingNote(printedSums(funding), ground.vocabulary).map((text) => paragraph(text)) : []),
  ];
}

/** Who may pay. */
interface Payer {
  readonly judged: JudgedInstrument;
  /** How much of what surely pays is from it; undefined where it is not counted. */
  readonly paid: string | undefined;
}

function writePayer(payer: Payer, ground: PolicyContext): string[] {
  const { numbers } = ground.vocabulary.messages;
  return [
    titleOfInstrument(ground, payer.judged, ground.vocabulary),
    amountOf(payer, ground),
    numbers.clauses(neededFor(payer, ground)),
  ];
}

/** Instruments that may pay the enterprise: what is counted, what is open, then what is to be clarified, known sums first, nothing last. */
function rankPayers({ recommendation }: PolicyReport): JudgedInstrument[] {
  const { funding, instruments } = recommendation;
  const counted = new Set(funding?.cautious.instruments.map(({ id }) => id));
  const rank = ({ id, verdict, amount }: JudgedInstrument): number => {
    if (counted.has(id)) return 0;
    if (amount?.value === '0') return 5;
    if (verdict === 'eligible') return 1;
    return amount?.state === 'settled' ? 2 : amount?.state === 'open' ? 3 : 4;
  };
  return instruments
    .filter(({ verdict }) => verdict === 'eligible' || verdict === 'undecided')
    .sort((a, b) => rank(a) - rank(b));
}

function amountOf({ judged, paid }: Payer, ground: PolicyContext): string {
  const { vocabulary } = ground;
  const { amount } = judged;
  if (paid !== undefined && amount) return moneyInWords(paid, amount.currency, vocabulary);
  const { funding, page } = vocabulary.messages;
  if (amount?.state === 'unpublished') return funding.unpublished;
  if (amount?.state === 'open' && amount.highest !== undefined)
    return page.upTo(moneyInWords(amount.highest, amount.currency, vocabulary));
  if (amount) return knownAmountInWords(amount, vocabulary);
  const found = findInstrument(ground, judged);
  return found ? amountInWords(found.instrument.amount, found.policy.currency, vocabulary) : '–';
}

function neededFor({ judged, paid }: Payer, ground: PolicyContext): string[] {
  const { vocabulary } = ground;
  const { numbers, page } = vocabulary.messages;
  const { apply, valid } = findInstrument(ground, judged)?.instrument ?? {};
  const isKnown = judged.amount?.state === 'settled' && judged.amount.value !== '0';
  const standing =
    judged.verdict === 'undecided'
      ? page.clarify(numbers.items((judged.clarify ?? []).map(vocabulary.titleOf)))
      : paid !== undefined
        ? page.counted
        : isKnown
          ? page.notCombined
          : page.open;
  const day = apply?.to ?? undefined;
  return [
    standing,
    ...(day !== undefined
      ? [page.applyBy(formatDate(day, numbers))]
      : valid?.to !== undefined
        ? [page.inForceUntil(formatDate(valid.to, numbers))]
        : []),
  ];
}

/** Questions that are asked on a page; the others stand with their instruments. */
const MOST_QUESTIONS = 3;

/** What is to be known to say what comes next. */
interface NextStepsInput {
  readonly payers: readonly JudgedInstrument[];
  /** What is to be found out, no more than a page asks. */
  readonly open: readonly string[];
  /** The measures to begin with, by their ids. */
  readonly first: readonly string[];
  /** How long the measures take; undefined where there are none. */
  readonly months: number | undefined;
  /** What is said first where open answers can still change the level. */
  readonly answerFirst: readonly string[];
}

/** What of a policy says what comes next. */
function nextStepsInput(
  report: PolicyReport,
  payers: readonly JudgedInstrument[],
  { spans, months }: MeasureTiming,
  vocabulary: Vocabulary,
): NextStepsInput {
  const { measures, clarify = [] } = report.recommendation;
  const open = new Set([...payers.flatMap((judged) => judged.clarify ?? []), ...clarify]);
  return {
    payers,
    open: [...open].slice(0, MOST_QUESTIONS),
    first: measures.flatMap(({ id }) => (spans.get(id)?.start === 0 ? [id] : [])),
    months: measures.length > 0 ? months : undefined,
    answerFirst: openAnswersNote(report, vocabulary),
  };
}

/** What to do tomorrow: answer what is open, find out, mind the first closing day, begin; a sentence each. */
function writeNextSteps({ payers, open, first, months, answerFirst }: NextStepsInput, ground: PolicyContext): Block[] {
  const { vocabulary } = ground;
  const { numbers, page } = vocabulary.messages;
  const questions = open.map((name) => factLabel(vocabulary.promptOf(name)));
  const join = questions.every(isQuestionText) ? numbers.sentences : numbers.list;
  const titles = first.map((id) => numbers.quote(titleOfMeasure(ground, id, vocabulary)));
  const steps = [
    ...answerFirst,
    ...(questions.length > 0 ? [page.find(join(questions))] : []),
    ...deadline(payers, ground),
    ...(titles.length > 0 ? [page.begin(numbers.and(titles))] : []),
    ...(months === undefined ? [] : [page.reassess(formatMonths(months, numbers))]),
  ];
  if (steps.length === 0) return [];
  const items = steps.map((text) => ({ text: [text] }));
  return [heading(3, 'next', page.next), { kind: 'list', ordered: true, items }];
}

/** The first day on which something can no longer be applied for, or is no longer in force. */
function deadline(payers: readonly JudgedInstrument[], ground: PolicyContext): string[] {
  const { numbers, page } = ground.vocabulary.messages;
  if (payers.length === 0) return [];
  const days = payers.flatMap((judged) => {
    const { apply, valid } = findInstrument(ground, judged)?.instrument ?? {};
    const day = apply?.to ?? valid?.to;
    return day === undefined ? [] : [{ judged, day }];
  });
  const first = days.map(({ day }) => day).sort()[0];
  if (first === undefined) return [page.noDeadline];
  const titles = days
    .filter(({ day }) => day === first)
    .map(({ judged }) => titleOfInstrument(ground, judged, ground.vocabulary));
  return [page.deadline(formatDate(first, numbers), numbers.items(titles))];
}

/** What surely pays, and what would where no source says that it may not. */
function fundingSum(funding: Funding | undefined, vocabulary: Vocabulary): string {
  const { page } = vocabulary.messages;
  const { cautious, ifCombined } = funding ?? {};
  if ((ifCombined ?? cautious)?.instruments.length === 0) return page.nothingCertain;
  return bothSums(funding, vocabulary, ({ total }) => total) ?? page.nothingCertain;
}

/** What is left to pay, by which estimate of the costs, and by the low one; undefined where no sum is known. */
function ownShare(funding: Funding | undefined, vocabulary: Vocabulary): string | undefined {
  const { numbers, page } = vocabulary.messages;
  if (!funding) return undefined;
  const own = bothSums(funding, vocabulary, (sum) => sum.own);
  if (own === undefined) return undefined;
  const stated = numbers.remark(own, page.estimates[funding.estimate]);
  return funding.ownLow === undefined
    ? stated
    : page.ownLow(stated, moneyInWords(funding.ownLow, funding.currency, vocabulary));
}

function bothSums(
  funding: Funding | undefined,
  vocabulary: Vocabulary,
  read: (sum: CombinedSum) => string,
): string | undefined {
  if (!funding) return undefined;
  const money = (sum: CombinedSum): string => moneyInWords(read(sum), funding.currency, vocabulary);
  const { cautious, ifCombined } = funding;
  if (!ifCombined) return money(cautious);
  return vocabulary.messages.page.ifCombined(money(cautious), money(ifCombined));
}

/** What is to be known to say what is not certain. */
interface UncertaintyInput {
  readonly unverified: readonly Unverified[];
  /** Who may pay, by their ids. */
  readonly payers: readonly string[];
  /** Whether a cost is illustrative. */
  readonly isIllustrative: boolean;
  /** One of which it is not proven that there is no better. */
  readonly unproven: Pick<Roadmap, 'least'> | undefined;
  /** Of what the sums count, a sentence each. */
  readonly doubts: readonly string[];
}

/** What the page rests on without being certain, a sentence each. */
function writeUncertainties(
  { unverified, payers, isIllustrative, unproven, doubts }: UncertaintyInput,
  { vocabulary }: PolicyContext,
): Block[] {
  const { numbers, page, policy } = vocabulary.messages;
  const counts = new Map<keyof Messages['policy']['notes']['kinds'], number>();
  const paying = new Set(payers);
  for (const { kind, id } of unverified) {
    if (kind !== 'instrument' || paying.has(id)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].map(([kind, count]) => page.kinds[kind](count));
  const lines = [
    ...doubts,
    ...(isIllustrative ? [policy.notes.illustrative] : []),
    ...(kinds.length > 0 ? [page.unverified(numbers.and(kinds))] : []),
    ...(paying.size > 0 ? [page.notAmong] : []),
    ...(unproven ? [leastMessages(unproven, vocabulary).notProven] : []),
  ];
  if (lines.length === 0) return [];
  return [heading(3, 'uncertain', page.uncertain), ...listOf(lines.map((text) => ({ text })))];
}
