// Writes the due dates and whether the plan meets them, as the first section of a page.
import type { JudgedDue, Recommendation } from '../../model/index.ts';
import { type Block, heading, paragraph } from '../document/document-model.ts';
import { type AssessmentReport, titleOfMeasure } from '../text/assessment-report.ts';
import { formatDate } from '../text/number-format.ts';
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

function dueInWords(
  { id, date, demandedBy, who: demander, state, by = [], end }: JudgedDue,
  report: Planned,
  vocabulary: Vocabulary,
): string {
  const { due: words, numbers } = vocabulary.messages;
  const gap = titleOfGap(id, report, vocabulary);
  const measures = by
    .filter((measure) => measure !== id)
    .map((measure) => numbers.quote(titleOfMeasure(report, measure, vocabulary)));
  const measure = measures.length > 0 ? numbers.and(measures) : undefined;
  const day = end === undefined ? undefined : formatDate(end, numbers);
  const outcome =
    state === 'done'
      ? words.done
      : state === 'open' || day === undefined
        ? words.open({ measure, end: day })
        : (state === 'late' ? words.late : words.met)({ measure, end: day });
  const demand = words.by({ date: formatDate(date, numbers), demander, who: demandedBy });
  const line = words.line({ what: gap ?? titleOfMeasure(report, id, vocabulary), demand, outcome });
  if (demander === undefined || state === 'met') return line;
  return numbers.sentences([line, (state === 'done' ? words.confirm : words.speak)({ demander })]);
}
