// Writes the tasks of the first 90 days for measures that start then: figures, data, quotations and acceptance.
import {
  add,
  compare,
  computeDayAfterMonths,
  computeLastDayOfMonths,
  findLastWorkingDay,
  fromDayNumber,
  fromNumber,
  type Rational,
  type RecommendedMeasure,
  toDayNumber,
  toNumber,
  ZERO,
} from '../../model/index.ts';
import { type Application, countryOfFacts, listApplications, listStartedMeasures } from '../../policy/index.ts';
import {
  type Block,
  createLeftTitles,
  createRowHeading,
  heading,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { findMeasure, type PolicyReport, titleOfInstrument } from '../text/assessment-report.ts';
import { formatDate, formatMonths } from '../text/number-format.ts';
import { roleInWords } from '../text/role-text.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { isAfterOthers } from './apply-first-section.ts';
import { inChargeOf, measureCost, titleOfRole } from './measures-section.ts';
import { measureTiming, remarkedSteps, stepsInWords } from './roadmap-section.ts';

/**
 * The days up to which the sheet groups tasks, counted from the day of the plan. A task that is due before the first of
 * them has a day of its own.
 */
const SHEET_DAYS = [30, 60, 90] as const;
const [FIRST_DAY, MIDDLE_DAY, LAST_DAY] = SHEET_DAYS;

/**
 * Documents the first 90 days as a table of days, tasks and people, for every measure that starts in them; empty if none
 * does. For measures under way, tasks before the start are left out.
 */
export function writeFirstDays(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { firstDays: words, numbers } = vocabulary.messages;
  const { measures, asOf } = report.recommendation;
  const { spans } = measureTiming(report);
  const startsBefore = (days: number, { id }: RecommendedMeasure): boolean => {
    const start = spans.get(id)?.start;
    return (
      start !== undefined && toDayNumber(computeDayAfterMonths(asOf, fromNumber(start))) < toDayNumber(asOf) + days
    );
  };
  const begun = measures.filter((measure) => startsBefore(LAST_DAY, measure));
  if (begun.length === 0) return [];
  const dayAfter = (days: number): string => dateOfSheetDay(days, report);
  const daysTo = (date: string): number => toDayNumber(date) - toDayNumber(asOf);
  const isShortMeasure = ({ id }: RecommendedMeasure): boolean => {
    const end = spans.get(id)?.end;
    return end !== undefined && computeLastDayOfMonths(asOf, fromNumber(end)) <= dayAfter(LAST_DAY);
  };
  const short = begun.filter(isShortMeasure);
  // A measure that starts in the last third of the 90 days is too young for a review at their end.
  const long = begun.filter((measure) => !isShortMeasure(measure) && startsBefore(MIDDLE_DAY, measure));
  const underWay = listStartedMeasures(report.recommendation);
  const ahead = begun.filter(({ id }) => !underWay.has(id));
  const tasks: readonly DatedTask[] = [
    ...preparationTasks(ahead, report, vocabulary).map((task) => ({ ...task, day: FIRST_DAY })),
    ...reserveDays(begun, report, vocabulary).map((task) => ({ ...task, day: FIRST_DAY })),
    ...datedQuotations(ahead, report, vocabulary),
    ...applicationTasks(begun, report, vocabulary),
    ...describeAcceptance(short, long, report, vocabulary).map((task) => ({ ...task, day: LAST_DAY })),
  ].sort((a, b) => a.day - b.day);
  const rows = tasks.map(({ day, what, who }, i) => [
    tasks[i - 1]?.day === day
      ? ''
      : createRowHeading(words.by({ days: daysTo(dayAfter(day)), date: formatDate(dayAfter(day), numbers) })),
    what,
    who,
  ]);
  return [
    heading(2, 'first-days', words.title),
    paragraph(words.note),
    ...tableOf(createLeftTitles(words.day, words.what, vocabulary.messages.policy.measures.who), rows),
  ];
}

/** Returns the date `days` days after the day of the plan, or the last working day before it. */
function dateOfSheetDay(days: number, { recommendation: { asOf }, result }: PolicyReport): string {
  return findLastWorkingDay(fromDayNumber(toDayNumber(asOf) + days), asOf, countryOfFacts(result.facts));
}

/**
 * Returns the last day of the sheet that is not after a date or, for a date before the first day of the sheet, the
 * number of days from the plan to that date.
 */
function sheetDayFor(date: string, report: PolicyReport): number {
  const days = toDayNumber(date) - toDayNumber(report.recommendation.asOf);
  return SHEET_DAYS.findLast((day) => dateOfSheetDay(day, report) <= date) ?? Math.max(0, days);
}

/** Groups values by the day of the sheet by which they must be dealt with. */
function groupByDay<T>(
  values: readonly T[],
  dateOf: (value: T) => string,
  report: PolicyReport,
): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const value of values) {
    const day = sheetDayFor(dateOf(value), report);
    groups.set(day, [...(groups.get(day) ?? []), value]);
  }
  return groups;
}

/**
 * Returns the tasks of obtaining quotations, each with its last day: after it, an application that needs them or the
 * measure itself would be late.
 */
function datedQuotations(
  begun: readonly RecommendedMeasure[],
  report: PolicyReport,
  vocabulary: Vocabulary,
): DatedTask[] {
  const { spans } = measureTiming(report);
  const boughtMeasures = begun.filter(({ id }) => !findMeasure(report, id)?.inHouse);
  const dateOf = ({ id, quotationsBy }: RecommendedMeasure): string =>
    quotationsBy ?? computeDayAfterMonths(report.recommendation.asOf, fromNumber(spans.get(id)?.start ?? 0));
  return [...groupByDay(boughtMeasures, dateOf, report)].flatMap(([day, some]) =>
    quotationTasks(some, report, vocabulary).map((task) => ({ ...task, day })),
  );
}

/** Returns the tasks of applying for the funding that some measures would lose if they began first. */
function applicationTasks(
  some: readonly RecommendedMeasure[],
  report: PolicyReport,
  vocabulary: Vocabulary,
): DatedTask[] {
  const { applyFirst: words } = vocabulary.messages.funding;
  const { numbers } = vocabulary.messages;
  const { recommendation } = report;
  const paidBy = ({ applyFirst: { measures } }: Application): readonly RecommendedMeasure[] =>
    some.filter(({ id }) => measures.includes(id));
  const applications = listApplications(recommendation).filter(
    (application) =>
      application.applyFirst.applied === undefined && !isAfterOthers(application) && paidBy(application).length > 0,
  );
  const dateOf = ({ applyFirst: { by } }: Application): string => by ?? recommendation.asOf;
  return [...groupByDay(applications, dateOf, report)].map(([day, group]) => ({
    day,
    what: numbers.labelled(
      words.label,
      numbers.items([...new Set(group.map((judged) => titleOfInstrument(report, judged, vocabulary)))]),
    ),
    // The management applies for the enterprise, because those who carry out a measure cannot do so.
    who: roleInWords('management', report.measures, vocabulary),
  }));
}

interface Task {
  readonly what: string;
  readonly who: string;
}

interface DatedTask extends Task {
  /** The day by which the task must be done, counted from the day of the plan. */
  readonly day: number;
}

/** Returns the tasks before measures start: record the baseline figures, and put the data in order. */
function preparationTasks(begun: readonly RecommendedMeasure[], report: PolicyReport, vocabulary: Vocabulary): Task[] {
  const { firstDays: words, numbers } = vocabulary.messages;
  const measuredSteps = begun.filter(({ id }) => findMeasure(report, id)?.kpi);
  const kpis = measuredSteps.map(({ id }) => numbers.quote(vocabulary.pick(findMeasure(report, id)?.kpi?.title) ?? id));
  const withData = begun.filter(({ id }) => !findMeasure(report, id)?.inHouse && !findMeasure(report, id)?.paper);
  return [
    ...(kpis.length > 0
      ? [{ what: words.baseline({ kpis: numbers.and(kpis) }), who: describeRoles(measuredSteps, report, vocabulary) }]
      : []),
    ...(withData.length > 0
      ? [
          {
            what: words.clean({ steps: numberSteps(withData, report, vocabulary) }),
            who: describeRoles(withData, report, vocabulary),
          },
        ]
      : []),
  ];
}

/**
 * Returns the task of keeping days free for work by the enterprise's own people; none if no days are stated by role.
 */
function reserveDays(begun: readonly RecommendedMeasure[], report: PolicyReport, vocabulary: Vocabulary): Task[] {
  const ownWorkByRole = sumOwnDaysByRole(begun, report, vocabulary);
  return ownWorkByRole === undefined ? [] : [{ what: vocabulary.messages.firstDays.days, who: ownWorkByRole }];
}

/**
 * Returns the tasks of asking for quotations: several quotations above the catalogue's threshold of cost, otherwise one
 * price.
 */
function quotationTasks(some: readonly RecommendedMeasure[], report: PolicyReport, vocabulary: Vocabulary): Task[] {
  const { firstDays: words } = vocabulary.messages;
  const pricedMeasures = some.filter(({ cost }) => cost && cost.high > 0);
  const quotationsFrom = report.measures?.quotationsFrom ?? 0;
  const needsQuotations = ({ cost }: RecommendedMeasure): boolean => (cost?.high ?? 0) >= quotationsFrom;
  const ask = (measures: readonly RecommendedMeasure[], write: (steps: string) => string): Task[] => {
    if (measures.length === 0) return [];
    const costOf = (measure: RecommendedMeasure): string => measureCost(measure, vocabulary).text;
    const steps = remarkedSteps(measures, report.recommendation, costOf, vocabulary);
    return [{ what: write(steps), who: describeRoles(measures, report, vocabulary) }];
  };
  const expensiveMeasures = pricedMeasures.filter(needsQuotations);
  const hasTest = expensiveMeasures.every(({ id }) => findMeasure(report, id)?.acceptance);
  return [
    ...ask(expensiveMeasures, (steps) => words.quotations({ steps, hasTest })),
    ...ask(
      pricedMeasures.filter((measure) => !needsQuotations(measure)),
      (steps) => words.price({ steps }),
    ),
  ];
}

/**
 * Returns the last tasks: accept short measures, check long ones half-way, and compare the figures with the baseline.
 */
function describeAcceptance(
  short: readonly RecommendedMeasure[],
  long: readonly RecommendedMeasure[],
  report: PolicyReport,
  vocabulary: Vocabulary,
): Task[] {
  const { firstDays: words } = vocabulary.messages;
  const judge = (some: readonly RecommendedMeasure[], write: typeof words.accept): Task[] => {
    const testedMeasures = some.filter(({ id }) => findMeasure(report, id)?.acceptance);
    if (testedMeasures.length === 0) return [];
    const tasksText = write({ steps: numberSteps(testedMeasures, report, vocabulary) });
    return [{ what: tasksText, who: describeRoles(testedMeasures, report, vocabulary) }];
  };
  const measuredSteps = [...short, ...long].filter(({ id }) => findMeasure(report, id)?.kpi);
  return [
    ...judge(short, words.accept),
    ...judge(long, words.check),
    ...(measuredSteps.length > 0
      ? [{ what: words.compare, who: describeRoles(measuredSteps, report, vocabulary) }]
      : []),
  ];
}

/** Writes measures by their numbers in the plan; their titles are on the front page and on the cards. */
function numberSteps(
  some: readonly RecommendedMeasure[],
  { recommendation }: PolicyReport,
  vocabulary: Vocabulary,
): string {
  const numbered = recommendation.measures.map(({ id }) => id);
  const ids = some.map(({ id }) => id);
  return stepsInWords(ids, numbered, vocabulary) ?? '';
}

/**
 * How many roles are named with their days at most. The days of all other roles are written as one sum, because the
 * cards of the measures name these roles.
 */
const MAX_ROLES = 3;

/**
 * Lists the roles with the total days that some measures need of each role, the role with most days first; undefined if
 * no days are stated by role.
 */
function sumOwnDaysByRole(
  some: readonly RecommendedMeasure[],
  report: PolicyReport,
  vocabulary: Vocabulary,
): string | undefined {
  const { firstDays: words, numbers, policy } = vocabulary.messages;
  const byRole = new Map<string, Rational>();
  for (const { effort } of some) {
    if (typeof effort !== 'object') continue;
    for (const [role, days] of Object.entries(effort))
      byRole.set(role, add(byRole.get(role) ?? ZERO, fromNumber(days)));
  }
  if (byRole.size === 0) return undefined;
  const withDays = (people: string, sum: Rational): string => {
    const days = toNumber(sum);
    return numbers.remark(people, policy.measures.days({ count: days, days: formatMonths(days, numbers) }));
  };
  const ranked = [...byRole].sort(([, a], [, b]) => compare(b, a));
  // If only one role is left over, it is named as well, which is no longer than "1 other".
  const named = ranked.length === MAX_ROLES + 1 ? ranked : ranked.slice(0, MAX_ROLES);
  const others = ranked.slice(named.length);
  return numbers.items([
    ...named.map(([role, sum]) => withDays(titleOfRole(role, report, vocabulary), sum)),
    ...(others.length > 0
      ? [withDays(words.others({ count: others.length }), others.map(([, sum]) => sum).reduce(add, ZERO))]
      : []),
  ]);
}

/** Lists the people in charge of some measures, each once. */
function describeRoles(some: readonly RecommendedMeasure[], report: PolicyReport, vocabulary: Vocabulary): string {
  const peopleTexts = some.flatMap((measure) => inChargeOf(measure, report, vocabulary) ?? []);
  return vocabulary.messages.numbers.items([...new Set(peopleTexts)]);
}
