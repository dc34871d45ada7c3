import {
  addMonths,
  type CombinedSum,
  type Funding,
  type FundingTier,
  type JudgedInstrument,
  sumRationals,
  toNumber,
} from '../../model/index.ts';
import { formatExactMoney, isRequested, parseExactMoney, readFundingSums } from '../../policy/index.ts';
import {
  type Block,
  type CellContent,
  createLeftTitles,
  createRightTitles,
  createRowHeading,
  type Figure,
  heading,
  listOf,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { moneyFigure } from '../document/figures.ts';
import {
  findInstrument,
  offersFunding,
  type PolicyReport,
  titleOfInstrument,
  titleOfMeasure,
} from '../text/assessment-report.ts';
import { formatDate } from '../text/number-format.ts';
import { isQuestionText, type Vocabulary } from '../text/vocabulary.ts';
import { collectPrintedSums, moneyInWords, writeRoundingNote } from './amount-text.ts';
import { warnAboutOrder } from './apply-first-section.ts';
import {
  amountRemarks,
  amountText,
  elsewhereInWords,
  highestAmount,
  inferredInWords,
  listedInstruments,
  sortByMoney,
  standingOf,
  tabulateInstruments,
  writeInstrumentDetails,
} from './instruments-section.ts';
import { measureTiming } from './roadmap-section.ts';
import type { Notes } from './source-notes.ts';

interface Context {
  readonly report: PolicyReport;
  readonly funding: Funding;
  readonly vocabulary: Vocabulary;
}

/**
 * Documents the funding: the sums, the questions to settle and the money that depends on them, then every instrument
 * once with its money, its reasons and sources.
 */
export function writeFunding(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { funding, asOf } = report.recommendation;
  const instruments = listedInstruments(report.recommendation);
  if (instruments.length === 0 && (!funding || !offersFunding(report))) return [];
  const { instruments: words } = vocabulary.messages.policy;
  return [
    heading(2, 'funding', words.title),
    ...(instruments.length === 0
      ? []
      : [paragraph(words.introduction({ date: formatDate(asOf, vocabulary.messages.numbers) }))]),
    ...[...elsewhereInWords(report, vocabulary), ...inferredInWords(report, vocabulary)].map((text) => paragraph(text)),
    ...(funding ? writeSums({ report, funding, vocabulary }) : []),
    ...writeOpenQuestions(report, instruments, vocabulary),
    ...tabulateInstruments(report, instruments, notes, vocabulary),
    ...writeInstrumentDetails(report, instruments, vocabulary),
  ];
}

/** Writes, for each tier, its money and the own share that it leaves, then what the sums exclude. */
function writeSums(context: Context): Block[] {
  const { report, funding, vocabulary } = context;
  const words = vocabulary.messages.funding.sum;
  const { certainty } = vocabulary.messages.funding;
  const { numbers, page, policy } = vocabulary.messages;
  const tiers = listTiers(funding);
  // If no tier but the possible one has money, certain and likely money are mentioned together, in one row.
  const hasNoMoney = tiers.every(([tier, { instruments }]) => tier === 'possible' || instruments.length === 0);
  const shownTiers = hasNoMoney ? tiers.filter(([tier]) => tier !== 'certain') : tiers;
  const rows: CellContent[][] = shownTiers.map(([tier, sum]) => [
    createRowHeading(hasNoMoney && tier === 'likely' ? certainty.certainOrLikely : certainty[tier]),
    figureOf(sum.total, context),
    figureOf(sum.own, context),
  ]);
  const cost = createRowHeading(words.cost({ estimate: words.estimates[funding.estimate] }));
  const excludedLines = uncountedInWords(context);
  const hasCertain = tiers.some(([tier, { instruments }]) => tier === 'certain' && instruments.length > 0);
  return [
    ...tableOf(
      [...createLeftTitles(''), ...createRightTitles(policy.instruments.amount, page.own)],
      [[cost, figureOf(funding.cost, context), ''], ...rows],
    ),
    ...tiers
      .flatMap(([tier, sum]) => [
        ...(sum.instruments.length > 0 || tier === 'likely'
          ? [
              numbers.labelled(
                certainty[tier],
                tier === 'likely' ? certainty.restsOn.likely({ hasCertain }) : certainty.restsOn[tier],
              ),
            ]
          : []),
        ...sumRemarks(sum, context),
      ])
      .map((text) => paragraph(text, 'quiet')),
    ...writeRoundingNote(collectPrintedSums(funding), vocabulary).map((text) => paragraph(text)),
    ...writeUnclear(context),
    ...(excludedLines.length > 0 ? [paragraph(words.notIncluded), ...listOf(excludedLines)] : []),
    ...writeDoubtsOnSums(report, vocabulary).map((text) => paragraph(text)),
  ];
}

/** Writes which part of a sum does not reduce the own share, and by how much limits reduce the sum. */
function sumRemarks(sum: CombinedSum, context: Context): string[] {
  const { funding, numbers } = context.vocabulary.messages;
  const words = funding.sum;
  const cutAmounts = sum.instruments.flatMap(({ cut }) => (cut === undefined ? [] : [parseExactMoney(cut)]));
  const limits = (sum.limits ?? []).map((id) => limitTitle(id, context));
  return [
    ...(parseExactMoney(sum.interest).n === 0n
      ? []
      : [words.ofWhichInterest({ money: writeMoney(sum.interest, context) })]),
    ...(sum.otherCosts === undefined ? [] : [words.ofWhichOther({ money: writeMoney(sum.otherCosts, context) })]),
    ...(cutAmounts.length > 0
      ? [
          words.cut({
            money: writeMoney(formatExactMoney(sumRationals(cutAmounts)), context),
            limits: numbers.items(limits),
          }),
        ]
      : []),
  ];
}

/** Lists the questions to settle, each once with the money that depends on its answer, the most money first. */
function writeOpenQuestions(
  report: PolicyReport,
  instruments: readonly JudgedInstrument[],
  vocabulary: Vocabulary,
): Block[] {
  const decidedInstruments = new Map<string, JudgedInstrument[]>();
  for (const judged of instruments) {
    if (standingOf(judged) === 'refused') continue;
    const { clarify = [], amount, loan } = judged;
    for (const name of new Set([...clarify, ...(amount?.clarify ?? []), ...(loan?.clarify ?? [])]))
      decidedInstruments.set(name, [...(decidedInstruments.get(name) ?? []), judged]);
  }
  // Questions on which the same money depends are listed together, so that no sum appears twice.
  const groups: { readonly questions: string[]; instruments: readonly JudgedInstrument[] }[] = [];
  for (const [name, all] of decidedInstruments) {
    const joinedGroups = groups.filter(({ instruments: others }) => others.some((one) => all.includes(one)));
    const questions = [...joinedGroups.flatMap((group) => group.questions), vocabulary.promptOf(name)];
    const instrumentsTogether = sortByMoney([
      ...new Set([...joinedGroups.flatMap((group) => group.instruments), ...all]),
    ]);
    for (const group of joinedGroups) groups.splice(groups.indexOf(group), 1);
    groups.push({ questions, instruments: instrumentsTogether });
  }
  const highestMoney = ({ instruments: [first] }: { readonly instruments: readonly JudgedInstrument[] }): number =>
    first ? highestAmount(first) : 0;
  const { funding, numbers } = vocabulary.messages;
  const lines = groups
    .sort((a, b) => highestMoney(b) - highestMoney(a))
    .map(({ questions, instruments: all }) => ({
      text: questions.every(isQuestionText) ? numbers.sentences(questions) : numbers.list(questions),
      parts: all.map((judged) => ({
        text: numbers.labelled(
          titleOfInstrument(report, judged, vocabulary),
          numbers.clauses([amountText(judged, report, vocabulary), ...amountRemarks(judged, report, vocabulary)]),
        ),
      })),
    }));
  if (lines.length === 0) return [];
  return [heading(3, 'find-out', funding.findOut), ...listOf(lines)];
}

/**
 * Lists the sums of a recommendation by tier, the most certain first. If there is certain money and no other is likely,
 * the likely tier would repeat it and is left out.
 */
function listTiers(funding: Funding): (readonly [FundingTier, CombinedSum])[] {
  const sums = readFundingSums(funding);
  const certainCount = sums.certain?.instruments.length ?? 0;
  const hasOnlyCertain = certainCount > 0 && sums.likely?.instruments.length === certainCount;
  return (['certain', 'likely', 'possible'] as const).flatMap((tier) => {
    const sum = sums[tier];
    if (tier === 'likely' && hasOnlyCertain) return [];
    return sum ? [[tier, sum] as const] : [];
  });
}

/** The maximum number of instruments that a sentence about a tier names. */
const NAMED_LIMIT = 3;

/**
 * A tier of funding in words: its name, and a clause with its money, the instruments with their last days, and the own
 * share that it leaves.
 */
export interface TierText {
  readonly title: string;
  readonly text: string;
}

/**
 * Writes for each tier its money, the instruments with their last days, and the own share that it leaves; empty if no
 * sum is known. With `inShort`, a certain tier without money is left out, because the text of the likely tier covers
 * the whole cost.
 */
export function tiersInWords(report: PolicyReport, vocabulary: Vocabulary, { inShort = false } = {}): TierText[] {
  const { funding } = report.recommendation;
  if (!funding || !offersFunding(report)) return [];
  const context: Context = { report, funding, vocabulary };
  const { certainty: words } = vocabulary.messages.funding;
  const { numbers } = vocabulary.messages;
  const isShown = ([tier, { instruments }]: readonly [FundingTier, CombinedSum]): boolean =>
    !inShort || tier !== 'certain' || instruments.length > 0;
  const tiers = listTiers(funding).filter(isShown);
  const [first, second, ...others] = tiers;
  // If neither certain nor likely money exists, one sentence covers both tiers.
  const hasNoMoney = [first, second].every(
    (shown) => shown && shown[0] !== 'possible' && shown[1].instruments.length === 0,
  );
  const noMoneyRows =
    hasNoMoney && first
      ? [{ title: words.certainOrLikely, text: words.nothing({ own: writeMoney(first[1].own, context) }) }]
      : [];
  return [
    ...noMoneyRows,
    ...(hasNoMoney ? others : tiers).map(([tier, sum]) => {
      const [total, own] = [writeMoney(sum.total, context), writeMoney(sum.own, context)];
      const ids = sum.instruments.map(({ id }) => id);
      const omittedCount = ids.length - NAMED_LIMIT;
      const namedOffers = ids
        .slice(0, omittedCount === 1 ? ids.length : NAMED_LIMIT)
        .map((id) => withLastDay(id, context));
      const instruments = numbers.items(
        omittedCount > 1 ? [...namedOffers, words.more({ count: String(omittedCount) })] : namedOffers,
      );
      const writeClause = (): string => {
        if (ids.length === 0) return words.nothing({ own });
        return tier === 'possible' ? words.upTo({ money: total, own }) : words.sum({ money: total, own, instruments });
      };
      return { title: words[tier], text: writeClause() };
    }),
  ];
}

/**
 * Writes the title of an instrument with its last day to apply or, if it has none, its last day in force; an instrument
 * that is granted or applied for without a day.
 */
function withLastDay(id: string, context: Context): string {
  const { report, vocabulary } = context;
  const { funding, numbers } = vocabulary.messages;
  const instrument = instrumentTitle(id, context);
  const judgedInstrument = report.recommendation.instruments.find((one) => one.id === id);
  if (!judgedInstrument || isRequested(judgedInstrument, report.recommendation)) return instrument;
  const { apply, valid } = findInstrument(report, judgedInstrument)?.instrument ?? {};
  if (typeof apply?.to === 'string') return funding.certainty.by({ instrument, date: formatDate(apply.to, numbers) });
  if (valid?.to !== undefined) return funding.certainty.until({ instrument, date: formatDate(valid.to, numbers) });
  return instrument;
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

function uncountedInWords(context: Context): string[] {
  const { funding, numbers } = context.vocabulary.messages;
  const { otherCurrency, withoutCost } = context.funding;
  const listTitles = (ids: readonly string[]): string => numbers.items(ids.map((id) => instrumentTitle(id, context)));
  const listMeasureTitles = (ids: readonly string[]): string =>
    numbers.items(ids.map((id) => titleOfMeasure(context.report, id, context.vocabulary)));
  return [
    ...(otherCurrency ? [funding.sum.otherCurrency({ instruments: listTitles(otherCurrency) })] : []),
    ...(withoutCost ? [funding.sum.withoutCost({ measures: listMeasureTitles(withoutCost) })] : []),
  ];
}

function figureOf(text: string, { funding, vocabulary }: Context): Figure {
  return moneyFigure(toNumber(parseExactMoney(text)), funding.currency, vocabulary);
}

function writeMoney(text: string, { funding, vocabulary }: Context): string {
  return moneyInWords(text, funding.currency, vocabulary);
}

function instrumentTitle(id: string, { report, vocabulary }: Context): string {
  const judgedInstrument = report.recommendation.instruments.find((one) => one.id === id);
  return judgedInstrument ? titleOfInstrument(report, judgedInstrument, vocabulary) : id;
}

function limitTitle(id: string, { report, vocabulary }: Context): string {
  const limits = (report.policies ?? []).flatMap(({ groups = [], ceilings = [] }) => [...groups, ...ceilings]);
  return vocabulary.pick(limits.find((limit) => limit.id === id)?.title) ?? id;
}

/**
 * Lists the doubts about money that only the authority can resolve: an earlier grant, or an instrument that ends too
 * early. Instruments that end too early are also listed if their money is left out because of doubts.
 */
export function writeDoubtsOnSums(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { funding } = report.recommendation;
  const { numbers, records } = vocabulary.messages;
  const sums = funding ? listTiers(funding) : [];
  const payingIds = new Set(sums.flatMap(([, sum]) => sum.instruments).map(({ id }) => id));
  const grantedBefore = report.recommendation.instruments
    .filter(({ doubts = [] }) => doubts.includes('granted-before'))
    .map((judged) => titleOfInstrument(report, judged, vocabulary));
  return [
    ...warnAboutOrder(report, vocabulary),
    ...(grantedBefore.length === 0 ? [] : [records.grantedBefore({ instruments: numbers.items(grantedBefore) })]),
    ...noteEarlyEnds(
      report.recommendation.instruments.filter(
        (judged) => payingIds.has(judged.id) || (judged.verdict === 'eligible' && judged.doubts),
      ),
      report,
      vocabulary,
    ),
  ];
}

/**
 * Writes that instruments end before the plan has completed the work that they pay for or require, with one sentence
 * for all instruments with the same days.
 */
function noteEarlyEnds(
  offers: readonly JudgedInstrument[],
  report: PolicyReport,
  vocabulary: Vocabulary,
): readonly string[] {
  const { funding, numbers } = vocabulary.messages;
  const titlesByDays = new Map<string, { readonly ends: string; readonly done: string; readonly titles: string[] }>();
  for (const judged of offers) {
    const days = findEarlyEnd(judged, report);
    if (!days) continue;
    const key = `${days.ends} ${days.done}`;
    const alike = titlesByDays.get(key) ?? { ...days, titles: [] };
    alike.titles.push(titleOfInstrument(report, judged, vocabulary));
    titlesByDays.set(key, alike);
  }
  return [...titlesByDays.values()].map(({ ends, done, titles }) =>
    funding.sum.endsTooEarly({
      instruments: numbers.and(titles),
      n: titles.length,
      ends: formatDate(ends, numbers),
      done: formatDate(done, numbers),
    }),
  );
}

/**
 * Finds when an instrument ends and when the plan has completed the work that it pays for or requires; undefined if the
 * instrument ends late enough.
 */
function findEarlyEnd(
  judged: JudgedInstrument,
  report: PolicyReport,
): { readonly ends: string; readonly done: string } | undefined {
  const { instrument } = findInstrument(report, judged) ?? {};
  const { valid, apply, after, otherCosts } = instrument ?? {};
  // If the instrument requires finished measures, the application also has to wait for them.
  const earliestEnd = [valid?.to, after ? apply?.to : undefined].filter((day) => typeof day === 'string').sort()[0];
  // An instrument for other costs than those of the measures need not wait for the measures.
  if (earliestEnd === undefined || (otherCosts && !after)) return undefined;
  const { asOf } = report.recommendation;
  const { spans, months } = measureTiming(report);
  const last = after ? months : Math.max(0, ...(judged.covers ?? []).map((id) => spans.get(id)?.end ?? 0));
  const doneBy = addMonths(asOf, Math.ceil(last));
  return last === 0 || doneBy <= earliestEnd ? undefined : { ends: earliestEnd, done: doneBy };
}
