// Writes the pains that the enterprise states: their cost by its own figures, and what the plan does about them.
import {
  computeDayAfterMonths,
  fromNumber,
  type JudgedPain,
  type Measure,
  type Pain,
  type PlanBenefit,
  type RecommendedMeasure,
} from '../../model/index.ts';
import { findMeasure, type PolicyReport, titleOfMeasure } from '../text/assessment-report.ts';
import { formatCost, formatDate, formatLastMonth, formatMonths } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { moneyInWords } from './amount-text.ts';
import { collectNames, quoteNotes, whyOpenInWords } from './priorities-section.ts';
import { type MeasureTiming, measureTiming, stepsInWords } from './roadmap-section.ts';

/**
 * Writes a sentence for each pain, for at most `limit` of them, and what the measures against all of them bring. Quotes
 * each note once. A pain with a deadline is left out here, because it is listed with the due dates.
 */
export function painsInWords(report: PolicyReport, vocabulary: Vocabulary, limit?: number): string[] {
  const { due = [], pains = [] } = report.recommendation;
  const { numbers, pains: words, policy } = vocabulary.messages;
  const quotedNotes = new Set<string>();
  const sentences = pains
    .filter(({ id }) => !due.some((one) => one.id === id))
    .slice(0, limit)
    .map((judged) => {
      const pain = findPain(report, judged.id);
      const { figure } = judged;
      const parts = [
        ...(figure ? [words[figure.is]({ money: moneyInWords(figure.amount, figure.currency, vocabulary) })] : []),
        outcomeOf(judged, report, vocabulary),
        ...savingsInWords(judged, report, vocabulary),
        ...(judged.better ? [words.better({ why: whyOpenInWords(judged.better, report, vocabulary) })] : []),
        ...delayInWords(judged, report, vocabulary),
      ];
      const names = pain ? [...collectNames(pain.when), ...(pain.figure ? [pain.figure.of] : [])] : [];
      return numbers.sentences([
        numbers.labelled(titleOfPain(judged.id, report, vocabulary), policy.measures.sentence({ parts })),
        ...quoteNotes(names, report, vocabulary, quotedNotes),
      ]);
    });
  return [...sentences, ...benefitInWords(report, vocabulary)];
}

/**
 * Writes what the measures against yearly losses cost, what they save per year, and when the savings have paid for the
 * cost.
 */
function benefitInWords(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { benefit } = report.recommendation;
  if (!benefit) return [];
  const { numbers, pains, policy } = vocabulary.messages;
  const { brings: words } = pains;
  const { cost, running, saving, currency, loss } = benefit;
  const rangeOf = ({ low, high }: { low: string; high: string }): string =>
    formatCost({ low: Number(low), high: Number(high), currency }, numbers);
  const parts = [
    words.cost({
      n: benefit.pains.length,
      cost: rangeOf(cost),
      running: running && rangeOf(running),
      loss: moneyInWords(loss, currency, vocabulary),
    }),
    ...(saving
      ? [
          words.saves({ experience: saving.experience, money: rangeOf(roundSaving(saving, loss)) }),
          paybackInWords(benefit, report, vocabulary),
        ]
      : []),
  ];
  return [numbers.labelled(words.title, policy.measures.sentence({ parts }))];
}

/**
 * Rounds a saving to two significant digits, because the shares from which it is calculated are no more exact. A saving
 * is never more than the loss.
 */
function roundSaving({ low, high }: { low: string; high: string }, loss: string): { low: string; high: string } {
  const [roundedLow, roundedHigh] = [low, high].map((end) =>
    String(Math.min(Number(Number(end).toPrecision(2)), Number(loss))),
  );
  return { low: roundedLow ?? low, high: roundedHigh ?? high };
}

/**
 * Writes when savings have paid for a cost: by the middle figures, and by the most and the least favourable ones. The time
 * counts from the end of the last measure, because only then is everything saved.
 */
function paybackInWords(
  { years = {}, measures, running }: PlanBenefit,
  report: PolicyReport,
  vocabulary: Vocabulary,
): string {
  const { messages } = vocabulary;
  const { brings: words } = messages.pains;
  const { low, middle, high } = years;
  if (low === undefined) return words.never;
  const { spans } = measureTiming(report);
  const ends = measures.flatMap((id) => spans.get(id)?.end ?? []);
  const write = (time: number): string => payTimeInWords(time, vocabulary);
  const isSame = high !== undefined && write(low) === write(high);
  return words.from({
    years:
      middle === undefined || high === undefined
        ? words.perhaps({ low: write(low), middle: middle === undefined ? undefined : write(middle) })
        : words.years({ low: write(low), middle: write(middle), high: write(high), isSame }),
    n: measures.length,
    month: ends.length < measures.length ? undefined : formatLastMonth(Math.max(...ends), messages.numbers),
    running: running !== undefined,
  });
}

/** Writes a time as people say it: months below a year, half years below five years, then years. */
function payTimeInWords(years: number, { messages }: Vocabulary): string {
  const { numbers, pains } = messages;
  const months = Math.max(1, Math.round(years * 12));
  const roundedYears = years < 5 ? Math.max(1, Math.round(years * 2) / 2) : Math.round(years);
  const [count, unit] = months < 12 ? ([months, 'months'] as const) : ([roundedYears, 'years'] as const);
  return pains.brings.time({ count, number: formatMonths(count, numbers), unit });
}

function outcomeOf(judged: JudgedPain, report: PolicyReport, vocabulary: Vocabulary): string {
  const { numbers, pains: words } = vocabulary.messages;
  const { id, state, by = [] } = judged;
  if (state === 'open') return words.open({ why: whyOpenInWords(judged, report, vocabulary) });
  const titles = by.map((measure) => numbers.quote(titleOfMeasure(report, measure, vocabulary)));
  return words[state]({ isDemand: isDemand(id, report), measures: numbers.and(titles) });
}

/**
 * Writes the yearly saving from measures that ease a pain: the enterprise's own figure times the shares that published
 * sources state.
 */
function savingsInWords({ id, by = [], figure }: JudgedPain, report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { numbers, pains: words } = vocabulary.messages;
  if (figure?.is !== 'year') return [];
  return by.flatMap((measure) => {
    const easedShare = findMeasure(report, measure)?.eases?.[id];
    if (easedShare === undefined || typeof easedShare === 'string' || !easedShare.source) return [];
    const [low, high] = [easedShare.low, easedShare.high].map((percent) => (Number(figure.amount) * percent) / 100);
    const { share } = shareInWords(easedShare, vocabulary);
    return [
      words.saves({
        measure: numbers.quote(titleOfMeasure(report, measure, vocabulary)),
        share,
        money: formatCost({ low: low ?? 0, high: high ?? 0, currency: figure.currency }, numbers),
      }),
    ];
  });
}

/**
 * Writes when the first measure against a pain begins, and because of what: the day that the enterprise planned, or the
 * steps before it. Empty if it begins at once.
 */
function delayInWords({ state, by = [] }: JudgedPain, report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { asOf, measures, onRecord } = report.recommendation;
  const { numbers, pains: words } = vocabulary.messages;
  const timing = measureTiming(report);
  const first = measures.find(({ id }) => state !== 'open' && by.includes(id));
  const start = first && timing.spans.get(first.id)?.start;
  if (!first || !start) return [];
  const planned = onRecord?.measures?.find(({ id, state: recorded }) => id === first.id && recorded === 'planned');
  if (planned && computeDayAfterMonths(asOf, fromNumber(start)) === planned.on)
    return [words.planned({ date: formatDate(planned.on, numbers) })];
  const ids = measures.map(({ id }) => id);
  const steps = stepsInWords(collectPredecessors(first, report, timing), ids, vocabulary);
  const isQuoting = first.quotationsBy !== undefined && start === report.measures?.quotationMonths;
  const month = String(Math.floor(start) + 1);
  return [words.later({ month, isQuoting, ...(steps ? { steps } : {}) })];
}

/**
 * Returns the ids of the measures of a plan for which a measure waits, directly or indirectly: those it needs, and those
 * that it comes after and that end before it begins.
 */
function collectPredecessors(
  { id, needs = [] }: RecommendedMeasure,
  report: PolicyReport,
  timing: MeasureTiming,
): string[] {
  const start = timing.spans.get(id)?.start ?? 0;
  const feeders = (findMeasure(report, id)?.after ?? []).filter((feeder) => {
    const end = timing.spans.get(feeder)?.end;
    return end !== undefined && end <= start;
  });
  return report.recommendation.measures.flatMap((measure) =>
    needs.includes(measure.id) || feeders.includes(measure.id)
      ? [measure.id, ...collectPredecessors(measure, report, timing)]
      : [],
  );
}

/** Writes how much of each stated pain a measure of a plan takes away. */
export function easedInWords(id: string, report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { numbers, pains: words } = vocabulary.messages;
  const { eases = {} } = findMeasure(report, id) ?? {};
  return (report.recommendation.pains ?? []).flatMap((judged) => {
    const statedShare = judged.state !== 'open' && Object.hasOwn(eases, judged.id) ? eases[judged.id] : undefined;
    if (statedShare === undefined) return [];
    const pain = numbers.quote(titleOfPain(judged.id, report, vocabulary));
    const share = shareInWords(statedShare, vocabulary);
    return [(isDemand(judged.id, report) ? words.meets : words.share)({ ...share, pain })];
  });
}

function shareInWords(
  easedShare: NonNullable<Measure['eases']>[string],
  { messages: { numbers } }: Vocabulary,
): { share: string; experience: boolean } {
  if (typeof easedShare === 'string') return { share: easedShare, experience: true };
  const range = numbers.range(formatMonths(easedShare.low, numbers), formatMonths(easedShare.high, numbers), false);
  return { share: range, experience: easedShare.source === undefined };
}

/** Returns the catalogue's title of a pain; its id if the catalogue does not have the pain. */
function titleOfPain(id: string, report: PolicyReport, { pick }: Vocabulary): string {
  return pick(findPain(report, id)?.title) ?? id;
}

/** Whether a pain is a demand by somebody, such as a customer. */
export function isDemand(id: string, report: PolicyReport): boolean {
  return findPain(report, id)?.demand !== undefined;
}

function findPain({ measures }: PolicyReport, id: string): Pain | undefined {
  return measures?.pains?.find((pain) => pain.id === id);
}
