// Writes the days on which money or a duty depends, as a section and for calendar programs.
import { computeDayAfterMonths, fromNumber, type Instrument, type JudgedInstrument } from '../../model/index.ts';
import { type CalendarDay, countryOfFacts, planCalendar } from '../../policy/index.ts';
import {
  type Block,
  createLeftTitles,
  createRowHeading,
  type DocumentCalendar,
  heading,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import {
  findInstrument,
  nameEnterprise,
  type PolicyReport,
  titleOfInstrument,
  titleOfMeasure,
} from '../text/assessment-report.ts';
import { formatDate } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { agreementInWords, demandInWords, titleOfDue } from './due-section.ts';
import { institutionsInWords } from './institution-text.ts';
import { measureTiming, stepsInWords } from './roadmap-section.ts';

/**
 * Documents the calendar: what opens, closes or is due on which day, and by which day each measure must start to be in
 * time. Quotations are listed only if an application needs them; the calendar file lists all.
 */
export function writeCalendar(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { calendar } = vocabulary.messages.funding;
  const { numbers } = vocabulary.messages;
  const allDays = daysOf(report);
  const appliedFor = new Set(allDays.flatMap((day) => (day.kind === 'apply' ? day.measures : [])));
  const days = allDays.filter((day) => day.kind !== 'quotations' || day.measures.some((id) => appliedFor.has(id)));
  const rows = days.map((day) => [
    createRowHeading(formatDate(day.date, numbers)),
    dayInWords(day, report, vocabulary),
    day.kind === 'start' || day.kind === 'apply' ? purposeOf(day, report, vocabulary) : '',
  ]);
  if (rows.length === 0) return [];
  return [
    heading(2, 'calendar', calendar.title),
    ...(days.some(({ kind }) => kind === 'start') ? [paragraph(calendar.note)] : []),
    ...tableOf(createLeftTitles(calendar.day, calendar.what, calendar.for), rows),
  ];
}

/** Builds the days of the calendar for calendar programs, with where and how to apply. */
export function makeCalendar(report: PolicyReport, vocabulary: Vocabulary): DocumentCalendar {
  const { name, key } = nameEnterprise(report);
  const enterprise = key ?? name ?? '';
  return {
    stamp: report.recommendation.asOf,
    events: daysOf(report).map((day) => ({
      id: [enterprise, day.kind, subjectOf(day)].join('.'),
      date: day.date,
      summary: dayInWords(day, report, vocabulary),
      description: describeDay(day, report, vocabulary),
    })),
  };
}

function daysOf({ recommendation, policies = [], result }: PolicyReport): CalendarDay[] {
  return planCalendar(recommendation, policies, countryOfFacts(result.facts));
}

function subjectOf(day: CalendarDay): string {
  switch (day.kind) {
    case 'opens':
    case 'apply':
    case 'closes':
    case 'ends':
      return day.instrument;
    case 'quotations':
      return day.measures.join('+');
    case 'agree':
    case 'due':
      return day.due;
    case 'start':
      return day.measure;
  }
}

function dayInWords(day: CalendarDay, report: PolicyReport, vocabulary: Vocabulary): string {
  const { calendar } = vocabulary.messages.funding;
  switch (day.kind) {
    case 'opens':
    case 'apply':
    case 'closes': {
      const judged = judgedOf(day.instrument, report);
      const remark = judged && institutionsInWords(judged, report, vocabulary, 'remark');
      const name = titleOfOffer(day.instrument, report, vocabulary);
      return calendar[day.kind]({
        name: remark === undefined ? name : vocabulary.messages.numbers.remark(name, remark),
      });
    }
    case 'ends':
      return calendar.ends({ name: titleOfOffer(day.instrument, report, vocabulary) });
    case 'quotations':
      return calendar.quotations({ steps: stepsOfDay(day, report, vocabulary) });
    case 'agree': {
      const due = report.recommendation.due?.find(({ id }) => id === day.due);
      return due ? agreementInWords(due, report, vocabulary) : day.due;
    }
    case 'due':
      return calendar.due({ name: titleOfDue({ id: day.due, date: day.date }, report, vocabulary) });
    case 'start': {
      const begins = beginOf(day.measure, report);
      return calendar.start({
        name: titleOfMeasure(report, day.measure, vocabulary),
        late: begins > day.date ? formatDate(begins, vocabulary.messages.numbers) : undefined,
      });
    }
  }
}

/** Returns the day on which a plan begins a measure. */
function beginOf(id: string, report: PolicyReport): string {
  const { start = 0 } = measureTiming(report).spans.get(id) ?? {};
  return computeDayAfterMonths(report.recommendation.asOf, fromNumber(start));
}

/**
 * Describes a day of the calendar. For the latest start of a measure: the instrument or due date that requires it. For
 * an application: where and how to apply, and with which documents.
 */
function describeDay(day: CalendarDay, report: PolicyReport, vocabulary: Vocabulary): string | undefined {
  const { funding, numbers } = vocabulary.messages;
  if (day.kind === 'start') return numbers.labelled(funding.calendar.for, purposeOf(day, report, vocabulary));
  if (day.kind === 'agree' || day.kind === 'quotations') return undefined;
  if (day.kind === 'due') {
    const texts = demandInWords({ id: day.due, date: day.date }, report, vocabulary);
    return texts.length === 0 ? undefined : numbers.sentences(texts);
  }
  const { apply, documents } = definitionOf(day.instrument, report) ?? {};
  const applicationText = vocabulary.pick(apply?.text);
  const documentTexts = (documents ?? []).flatMap((document) => vocabulary.pick(document) ?? []);
  const lines = [
    ...(applicationText === undefined ? [] : [numbers.labelled(funding.apply, applicationText)]),
    ...(documentTexts.length === 0 ? [] : [numbers.labelled(funding.documents, numbers.items(documentTexts))]),
  ];
  return lines.length === 0 ? undefined : lines.join('\n');
}

function purposeOf(
  day: Extract<CalendarDay, { kind: 'start' | 'apply' }>,
  report: PolicyReport,
  vocabulary: Vocabulary,
): string {
  if (day.kind === 'apply') return stepsOfDay(day, report, vocabulary);
  const { for: purpose } = day;
  return 'instrument' in purpose
    ? titleOfOffer(purpose.instrument, report, vocabulary)
    : titleOfDemand(purpose.due, report, vocabulary);
}

function stepsOfDay(
  { measures }: Extract<CalendarDay, { kind: 'quotations' | 'apply' }>,
  { recommendation }: PolicyReport,
  vocabulary: Vocabulary,
): string {
  const order = recommendation.measures.map(({ id }) => id);
  return stepsInWords(measures, order, vocabulary) ?? '';
}

function judgedOf(id: string, { recommendation }: PolicyReport): JudgedInstrument | undefined {
  return recommendation.instruments.find((judged) => judged.id === id);
}

function definitionOf(id: string, report: PolicyReport): Instrument | undefined {
  const judgedInstrument = judgedOf(id, report);
  return judgedInstrument && findInstrument(report, judgedInstrument)?.instrument;
}

function titleOfOffer(id: string, report: PolicyReport, vocabulary: Vocabulary): string {
  const judgedInstrument = judgedOf(id, report);
  return judgedInstrument ? titleOfInstrument(report, judgedInstrument, vocabulary) : id;
}

function titleOfDemand(id: string, report: PolicyReport, vocabulary: Vocabulary): string {
  const { date = '' } = report.recommendation.due?.find((due) => due.id === id) ?? {};
  return titleOfDue({ id, date }, report, vocabulary);
}
