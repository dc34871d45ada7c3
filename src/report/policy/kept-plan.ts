// Writes which plan an enterprise was given: its limits, and how a plan made now would differ.
import type { KeptPlan, Measures } from '../../model/index.ts';
import { titleOfMeasure } from '../text/assessment-report.ts';
import { formatDate, formatMoney, formatMonths, formatShare } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { titleOfGap } from './priorities-section.ts';

/** Writes the limits that the user set for a plan in one phrase, or that none were set. */
export function limitsInWords(
  { target, budget, due = [], estimate, least, tolerance, horizon, atOnce }: KeptPlan['limits'],
  measures: Measures | undefined,
  vocabulary: Pick<Vocabulary, 'pick' | 'messages' | 'levelOf'>,
): string {
  const { numbers, records } = vocabulary.messages;
  const words = records.kept.limits;
  const phrases = [
    ...(target === undefined ? [] : [words.target({ level: vocabulary.levelOf(target) })]),
    ...(budget === undefined ? [] : [words.budget({ money: formatMoney(budget.amount, budget.currency, numbers) })]),
    ...(horizon === undefined ? [] : [words.horizon({ n: horizon, months: formatMonths(horizon, numbers) })]),
    ...due.map(({ id, date }) => {
      const what = titleOfGap(id, { measures }, vocabulary) ?? titleOfMeasure({ measures }, id, vocabulary);
      return words.due({ what: numbers.quote(what), date: formatDate(date, numbers) });
    }),
    ...(atOnce === undefined ? [] : [words.atOnce({ n: atOnce, count: String(atOnce) })]),
    ...(estimate === undefined ? [] : [words.estimate({ estimate })]),
    ...(least === undefined ? [] : [words.least]),
    ...(tolerance === undefined ? [] : [words.tolerance({ share: formatShare(tolerance, numbers) })]),
  ];
  return phrases.length === 0 ? words.none : numbers.clauses(phrases);
}

/** Returns the day on which a plan was kept, as people write it. */
export function dayOfKeptPlan({ recordedAt }: KeptPlan, { messages }: Pick<Vocabulary, 'messages'>): string {
  return formatDate(recordedAt.slice(0, 'YYYY-MM-DD'.length), messages.numbers);
}

/** Writes a kept plan in one line: its number of measures and its limits. */
export function keptPlanInWords(
  { recommendation, limits }: KeptPlan,
  measures: Measures | undefined,
  vocabulary: Pick<Vocabulary, 'pick' | 'messages' | 'levelOf'>,
): string {
  const { records } = vocabulary.messages;
  return records.kept.line({
    n: recommendation.measures.length,
    date: formatDate(recommendation.asOf, vocabulary.messages.numbers),
    limits: limitsInWords(limits, measures, vocabulary),
  });
}
