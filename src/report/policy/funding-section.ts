import {
  addMonths,
  type CombinedSum,
  type Funding,
  type JudgedInstrument,
  sumRationals,
  toNumber,
} from '../../model/index.ts';
import { formatExactMoney, parseExactMoney } from '../../policy/index.ts';
import {
  type Block,
  type CellContent,
  type Figure,
  heading,
  left,
  listOf,
  paragraph,
  right,
  tableOf,
} from '../document/document-model.ts';
import { moneyFigure } from '../document/figures.ts';
import { findInstrument, type PolicyReport, titleOfInstrument, titleOfMeasure } from '../text/assessment-report.ts';
import { formatDate } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { calculationInWords, moneyInWords, printedSums, roundingNote } from './amount-text.ts';
import { grantedBefore } from './follow-up-section.ts';
import { measureTiming } from './roadmap-section.ts';

interface Context {
  readonly report: PolicyReport;
  readonly funding: Funding;
  readonly vocabulary: Vocabulary;
}

/** Documents what the instruments add up to, what is left to pay, and what the sums exclude. */
export function writeFunding(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { funding } = report.recommendation;
  if (!funding) return [];
  const context: Context = { report, funding, vocabulary };
  const words = vocabulary.messages.funding.sum;
  const { cautious, ifCombined } = funding;
  const outside = outsideLines(context);
  return [
    heading(2, 'sums', words.title),
    paragraph(words.cost({ money: money(funding.cost, context), estimate: words.estimates[funding.estimate] })),
    ...writeSum(cautious, ifCombined ? words.cautious : words.total, context),
    ...(ifCombined ? writeSum(ifCombined, words.hopeful, context) : []),
    ...roundingNote(printedSums(funding), vocabulary).map((text) => paragraph(text)),
    ...writeUnclear(context),
    ...(outside.length > 0 ? [paragraph(words.notIncluded), ...listOf(outside)] : []),
    ...doubtsOnSums(report, vocabulary).map((text) => paragraph(text)),
  ];
}

function writeSum(sum: CombinedSum, headline: (given: { money: string }) => string, context: Context): Block[] {
  const { funding, numbers, policy } = context.vocabulary.messages;
  const words = funding.sum;
  if (sum.instruments.length === 0)
    return [paragraph(words.nothing), paragraph(words.own({ money: money(sum.own, context) }))];
  const cuts = sum.instruments.flatMap(({ cut }) => (cut === undefined ? [] : [parseExactMoney(cut)]));
  const limits = (sum.limits ?? []).map((id) => limitTitle(id, context));
  const rows = sum.instruments.flatMap(({ id, money: paid }): CellContent[][] => {
    const calculation = calculationOf(id, context);
    return [
      [{ text: [{ strong: instrumentTitle(id, context) }], isHeading: true }, moneyFigureOf(paid, context)],
      ...(calculation === undefined ? [] : [[{ text: [`↳ ${calculation}`], tone: 'quiet' } as const, '']]),
    ];
  });
  const remarks = [
    ...(parseExactMoney(sum.interest).n === 0n ? [] : [words.ofWhichInterest({ money: money(sum.interest, context) })]),
    ...(sum.otherCosts === undefined ? [] : [words.ofWhichOther({ money: money(sum.otherCosts, context) })]),
    words.own({ money: money(sum.own, context) }),
    ...(cuts.length > 0
      ? [words.cut({ money: money(formatExactMoney(sumRationals(cuts)), context), limits: numbers.items(limits) })]
      : []),
  ];
  return [
    paragraph(headline({ money: money(sum.total, context) })),
    ...tableOf([...left(policy.instruments.title), ...right(words.money)], rows),
    paragraph(numbers.sentences(remarks)),
  ];
}

function writeUnclear(context: Context): Block[] {
  const { funding, numbers } = context.vocabulary.messages;
  const { unclear = [] } = context.funding;
  if (unclear.length === 0) return [];
  const pairs = unclear.map(([one = '', other = '']) =>
    funding.sum.pair({ one: instrumentTitle(one, context), other: instrumentTitle(other, context) }),
  );
  return [paragraph(funding.sum.unclear({ pairs: numbers.list(pairs) }))];
}

function outsideLines(context: Context): string[] {
  const { funding, numbers } = context.vocabulary.messages;
  const { unknown, undecided, loans, services, otherCurrency, withoutCost } = context.funding;
  const titles = (ids: readonly string[]): string => numbers.items(ids.map((id) => instrumentTitle(id, context)));
  const measures = (ids: readonly string[]): string =>
    numbers.items(ids.map((id) => titleOfMeasure(context.report, id, context.vocabulary)));
  return [
    ...(unknown ? [funding.sum.unknown({ instruments: titles(unknown) })] : []),
    ...(undecided ? [funding.sum.undecided({ instruments: titles(undecided) })] : []),
    ...(loans ? [funding.sum.loans({ instruments: titles(loans) })] : []),
    ...(services ? [funding.sum.services({ instruments: titles(services) })] : []),
    ...(otherCurrency ? [funding.sum.otherCurrency({ instruments: titles(otherCurrency) })] : []),
    ...(withoutCost ? [funding.sum.withoutCost({ measures: measures(withoutCost) })] : []),
  ];
}

function moneyFigureOf(text: string, { funding, vocabulary }: Context): Figure {
  return moneyFigure(toNumber(parseExactMoney(text)), funding.currency, vocabulary);
}

function money(text: string, { funding, vocabulary }: Context): string {
  return moneyInWords(text, funding.currency, vocabulary);
}

function calculationOf(id: string, { report, vocabulary }: Context): string | undefined {
  const amount = report.recommendation.instruments.find((one) => one.id === id)?.amount;
  return amount && calculationInWords(amount, vocabulary);
}

function instrumentTitle(id: string, { report, vocabulary }: Context): string {
  const judged = report.recommendation.instruments.find((one) => one.id === id);
  return judged ? titleOfInstrument(report, judged, vocabulary) : id;
}

function limitTitle(id: string, { report, vocabulary }: Context): string {
  const limits = (report.policies ?? []).flatMap(({ groups = [], ceilings = [] }) => [...groups, ...ceilings]);
  return vocabulary.pick(limits.find((limit) => limit.id === id)?.title) ?? id;
}

/**
 * Lists the doubts about counted money that only the office can resolve: a grant made before, or an instrument that
 * ends too early. The latter is also listed for money left out because of its doubts.
 */
export function doubtsOnSums(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { cautious, ifCombined } = report.recommendation.funding ?? {};
  const paying = new Set([cautious, ifCombined].flatMap((sum) => sum?.instruments ?? []).map(({ id }) => id));
  const counted = report.recommendation.instruments.filter(({ id }) => paying.has(id));
  const before = grantedBefore(report, counted, vocabulary);
  return [
    ...(before === undefined ? [] : [vocabulary.messages.records.grantedBefore({ instruments: before })]),
    ...report.recommendation.instruments
      .filter((judged) => paying.has(judged.id) || (judged.verdict === 'eligible' && judged.doubts))
      .flatMap((judged) => noteEarlyEnd(judged, report, vocabulary)),
  ];
}

/** Says that an instrument ends before the plan has done what it pays for or requires. */
function noteEarlyEnd(judged: JudgedInstrument, report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { instrument } = findInstrument(report, judged) ?? {};
  const { valid, apply, after } = instrument ?? {};
  // If the instrument requires finished measures, one can only apply after them.
  const ends = [valid?.to, after ? apply?.to : undefined].filter((day) => typeof day === 'string').sort()[0];
  if (ends === undefined) return [];
  const { asOf } = report.recommendation;
  const { spans, months } = measureTiming(report);
  const last = after ? months : Math.max(0, ...(judged.covers ?? []).map((id) => spans.get(id)?.end ?? 0));
  const done = addMonths(asOf, Math.ceil(last));
  if (last === 0 || done <= ends) return [];
  const { funding, numbers } = vocabulary.messages;
  const title = titleOfInstrument(report, judged, vocabulary);
  return [
    funding.sum.endsTooEarly({ instrument: title, ends: formatDate(ends, numbers), done: formatDate(done, numbers) }),
  ];
}
