import type { CombinedSum, Funding, JudgedInstrument } from '../../model/generated/types.ts';
import { sumOf } from '../../policy/funding/linear.ts';
import { moneyText, readMoney } from '../../policy/funding/money.ts';
import { findInstrument, findMeasure } from '../assessment.ts';
import { heading, listOf, paragraph, tableOf } from '../document/blocks.ts';
import type { Block, Cell } from '../document/document.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { calculationInWords, moneyInWords } from '../words/arithmetic.ts';
import { doubtsOnSums } from './doubts.ts';
import type { PolicyReport } from './report.ts';
import { roundingNote, sumsInPrint } from './rounding.ts';
import { type Ground, writeOnce } from './write-once.ts';

/** What the sums are about. */
interface About {
  readonly funding: Funding;
  readonly instruments: readonly JudgedInstrument[];
}

interface Context extends About {
  readonly ground: Ground;
  readonly vocabulary: Vocabulary;
}

/** What the instruments add up to, what is left to pay, and what is not in the sums. */
export function writeFunding(report: PolicyReport, vocabulary: Vocabulary): readonly Block[] {
  const { funding, instruments } = report.recommendation;
  if (!funding) return [];
  return [
    ...writeOnce(writeSums, report, vocabulary, { funding, instruments }),
    ...doubtsOnSums(report, vocabulary).map((text) => paragraph(text)),
  ];
}

function writeSums({ funding, instruments }: About, ground: Ground): Block[] {
  const { vocabulary } = ground;
  const context: Context = { funding, instruments, ground, vocabulary };
  const words = vocabulary.messages.funding.sum;
  const { cautious, ifCombined } = funding;
  const outside = outsideLines(context);
  return [
    heading(2, 'sums', words.title),
    paragraph(words.cost(money(funding.cost, context), words.estimates[funding.estimate])),
    ...writeSum(cautious, ifCombined ? words.cautious : words.total, context),
    ...(ifCombined ? writeSum(ifCombined, words.hopeful, context) : []),
    ...roundingNote(sumsInPrint(funding), vocabulary).map((text) => paragraph(text)),
    ...writeUnclear(context),
    ...(outside.length > 0 ? [paragraph(words.notIncluded), ...listOf(outside.map((text) => ({ text })))] : []),
  ];
}

function writeSum(sum: CombinedSum, headline: (money: string) => string, context: Context): Block[] {
  const { funding, numbers } = context.vocabulary.messages;
  const words = funding.sum;
  if (sum.instruments.length === 0) return [paragraph(words.nothing), paragraph(words.own(money(sum.own, context)))];
  const cuts = sum.instruments.flatMap(({ cut }) => (cut === undefined ? [] : [readMoney(cut)]));
  const limits = (sum.limits ?? []).map((id) => limitTitle(id, context));
  const rows = sum.instruments.flatMap(({ id, money: paid }): (string | Cell)[][] => {
    const calculation = calculationOf(id, context);
    return [
      [{ text: [{ strong: instrumentTitle(id, context) }], isHeading: true }, money(paid, context)],
      ...(calculation === undefined ? [] : [[{ text: [`↳ ${calculation}`], tone: 'quiet' } as const, '']]),
    ];
  });
  const remarks = [
    ...(readMoney(sum.interest).n === 0n ? [] : [words.ofWhichInterest(money(sum.interest, context))]),
    ...(sum.otherCosts === undefined ? [] : [words.ofWhichOther(money(sum.otherCosts, context))]),
    words.own(money(sum.own, context)),
    ...(cuts.length > 0 ? [words.cut(money(moneyText(sumOf(cuts)), context), numbers.items(limits))] : []),
  ];
  return [
    paragraph(headline(money(sum.total, context))),
    ...tableOf(
      [
        [words.instrument, 'left'],
        [words.money, 'right'],
      ],
      rows,
    ),
    paragraph(numbers.sentences(remarks)),
  ];
}

function writeUnclear(context: Context): Block[] {
  const { funding, numbers } = context.vocabulary.messages;
  const { unclear = [] } = context.funding;
  if (unclear.length === 0) return [];
  const pairs = unclear.map(([one = '', other = '']) =>
    funding.sum.pair(instrumentTitle(one, context), instrumentTitle(other, context)),
  );
  return [paragraph(funding.sum.unclear(numbers.list(pairs)))];
}

function outsideLines(context: Context): string[] {
  const { funding, numbers } = context.vocabulary.messages;
  const { unknown, undecided, loans, services, otherCurrency, withoutCost } = context.funding;
  const titles = (ids: readonly string[]): string => numbers.items(ids.map((id) => instrumentTitle(id, context)));
  const measures = (ids: readonly string[]): string =>
    numbers.items(ids.map((id) => context.vocabulary.pick(findMeasure(context.ground, id)?.title) ?? id));
  return [
    ...(unknown ? [funding.sum.unknown(titles(unknown))] : []),
    ...(undecided ? [funding.sum.undecided(titles(undecided))] : []),
    ...(loans ? [funding.sum.loans(titles(loans))] : []),
    ...(services ? [funding.sum.services(titles(services))] : []),
    ...(otherCurrency ? [funding.sum.otherCurrency(titles(otherCurrency))] : []),
    ...(withoutCost ? [funding.sum.withoutCost(measures(withoutCost))] : []),
  ];
}

function money(text: string, { funding, vocabulary }: Context): string {
  return moneyInWords(text, funding.currency, vocabulary);
}

function calculationOf(id: string, { instruments, vocabulary }: Context): string | undefined {
  const amount = instruments.find((one) => one.id === id)?.amount;
  return amount && calculationInWords(amount, vocabulary);
}

function instrumentTitle(id: string, { instruments, ground, vocabulary }: Context): string {
  const judged = instruments.find((one) => one.id === id);
  const found = judged && findInstrument(ground, judged);
  return vocabulary.pick(found?.instrument.title) ?? id;
}

function limitTitle(id: string, { ground, vocabulary }: Context): string {
  const limits = (ground.policies ?? []).flatMap(({ groups = [], ceilings = [] }) => [...groups, ...ceilings]);
  return vocabulary.pick(limits.find((limit) => limit.id === id)?.title) ?? id;
}
