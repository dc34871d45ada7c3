// Writes the due dates and whether the plan meets them, as the first section of a page.
import type { JudgedDue, Recommendation } from '../../model/index.ts';
import { isToAgree } from '../../policy/index.ts';
import { type Block, heading, paragraph } from '../document/document-model.ts';
import { type AssessmentReport, titleOfMeasure } from '../text/assessment-report.ts';
import { formatDate, formatMoney } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { titleOfGap } from './priorities-section.ts';

type Planned = AssessmentReport & { readonly recommendation: Recommendation };

/** Writes the due dates as a separate section; empty if there are none. Dates that the plan misses are emphasised. */
export function writeDueDates(report: Planned, vocabulary: Vocabulary): Block[] {
  const dates = sortDates(report);
  if (dates.length === 0) return [];
  return [
    heading(3, 'due', vocabulary.messages.due.title),
    ...dates.map((due) =>
      paragraph(dueInWords(due, report, vocabulary), due.state === 'met' || due.state === 'done' ? undefined : 'bad'),
    ),
  ];
}

/** Writes one sentence for each due date. */
export function dueDatesInWords(report: Planned, vocabulary: Vocabulary): string[] {
  return sortDates(report).map((due) => dueInWords(due, report, vocabulary));
}

function sortDates({ recommendation: { due = [] } }: Planned): JudgedDue[] {
  return [...due].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function dueInWords(due: JudgedDue, report: Planned, vocabulary: Vocabulary): string {
  const { id, date, demandedBy, who: demander, state, by = [], end } = due;
  const { due: words, numbers } = vocabulary.messages;
  const measures = by
    .filter((measure) => measure !== id)
    .map((measure) => numbers.quote(titleOfMeasure(report, measure, vocabulary)));
  const measure = measures.length > 0 ? numbers.and(measures) : undefined;
  const day = end === undefined ? undefined : formatDate(end, numbers);
  const outcome =
    state === 'done'
      ? words.done({ measure })
      : state === 'open' || day === undefined
        ? due.instead
          ? words.absent
          : words.open({ measure, end: day })
        : (state === 'late' ? words.late : words.met)({ measure, end: day });
  const demand = words.by({ date: formatDate(date, numbers), demander, who: demandedBy });
  const line = words.line({ what: titleOfDue(due, report, vocabulary), demand, outcome });
  const next = state === 'done' ? words.confirm : words.speak;
  return numbers.sentences([
    line,
    ...demandInWords(due, report, vocabulary),
    ...(due.instead ? [insteadInWords(due.date, due.instead, report, vocabulary)] : []),
    ...(demander === undefined || state === 'met' ? [] : [next({ demander })]),
  ]);
}

/** Writes with whom to agree on a later day, in one sentence for each due date that the plan misses. */
export function agreementsInWords(report: Planned, vocabulary: Vocabulary): string[] {
  return sortDates(report)
    .filter(isToAgree)
    .map((due) => agreementInWords(due, report, vocabulary));
}

export function agreementInWords(due: JudgedDue, report: Planned, vocabulary: Vocabulary): string {
  const { due: words, numbers } = vocabulary.messages;
  return numbers.labelled(titleOfDue(due, report, vocabulary), words.speak({ demander: due.who ?? '' }));
}

/** Names what is due: as the catalogue names the demand, or else the gap to close or the measure to complete. */
export function titleOfDue(
  due: Pick<JudgedDue, 'id' | 'date'>,
  report: Pick<Planned, 'measures'>,
  vocabulary: Vocabulary,
): string {
  return (
    vocabulary.pick(findDemand(due, report)?.title) ??
    titleOfGap(due.id, report, vocabulary) ??
    titleOfMeasure(report, due.id, vocabulary)
  );
}

/** Finds the demand of the catalogue that is due on a day. */
function findDemand({ id, date }: Pick<JudgedDue, 'id' | 'date'>, { measures }: Pick<Planned, 'measures'>) {
  const definition = measures?.priorities?.find((one) => one.id === id)?.due;
  return (definition ? [definition].flat() : []).find((one) => one.date === date);
}

/**
 * Writes the demand behind a due date in the words of the catalogue, the open facts on which the date depends, and the
 * source if it is unverified.
 */
export function demandInWords(
  { id, date, clarify = [] }: Pick<JudgedDue, 'id' | 'date' | 'clarify'>,
  report: Pick<Planned, 'measures'>,
  vocabulary: Vocabulary,
): string[] {
  const { due: words, numbers } = vocabulary.messages;
  const stated = findDemand({ id, date }, report);
  const text = vocabulary.pick(stated?.text);
  const { document, verified } = stated?.source ?? {};
  const names = clarify.map((name) => numbers.quote(vocabulary.titleOf(name)));
  return [
    ...(text === undefined ? [] : [text]),
    ...(names.length > 0 ? [words.dependsOn({ names: numbers.and(names) })] : []),
    ...(document === undefined || verified ? [] : [words.unverified({ document })]),
  ];
}

/** Writes why the plan does not contain the measures for a due date, and how to include them. */
function insteadInWords(
  date: string,
  { why, by, end, excludedBy = [], budget, currency }: NonNullable<JudgedDue['instead']>,
  report: Planned,
  vocabulary: Vocabulary,
): string {
  const { due: words, numbers } = vocabulary.messages;
  const joinTitles = (ids: readonly string[]): string =>
    numbers.and(ids.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary))));
  const options = {
    rival: excludedBy.map((id) => `--exclude ${id}`),
    excluded: by.map((id) => `--require ${id}`),
    budget: [`--budget ${budget}`],
  }[why];
  return words[why]({
    measure: joinTitles(by),
    others: joinTitles(excludedBy),
    cost: budget === undefined || currency === undefined ? '' : formatMoney(Number(budget), currency, numbers),
    end: formatDate(end, numbers),
    way: end > date ? 'none' : vocabulary.namesOptions ? 'option' : 'words',
    option: options.join(' '),
  });
}
