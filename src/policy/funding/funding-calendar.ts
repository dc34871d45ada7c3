// The days on which money or an obligation depends, and the last day to start each measure if it is to be finished in
// time for them.
import {
  addMonths,
  computeLastDayOfMonths,
  findLastWorkingDay,
  fromDayNumber,
  fromNumber,
  type Instrument,
  type JudgedDue,
  type JudgedInstrument,
  type Policy,
  type Rational,
  type Recommendation,
  type RecommendedMeasure,
  toDayNumber,
} from '../../model/index.ts';
import { listStartedMeasures } from '../follow-up-records.ts';
import { lastDayAfterMeasures, lastDayOfUse } from '../instruments.ts';
import { isPlaceOpen } from '../policy-place.ts';
import { isRequested, listApplications } from './application-order.ts';
import { readTier } from './funding-tiers.ts';

/** The reason why a measure must be finished by a day: an instrument or a due date, by its id. */
type Purpose = { readonly instrument: string } | { readonly due: string };

/** A day of the calendar. */
export type CalendarDay =
  /**
   * `opens`: the first day to apply; `closes`: the last day to apply; `ends`: the last day on which the instrument is
   * in force or can be used.
   */
  | { readonly kind: 'opens' | 'closes' | 'ends'; readonly date: string; readonly instrument: string }
  /** The day by which the quotations for these measures are needed. */
  | { readonly kind: 'quotations'; readonly date: string; readonly measures: readonly string[] }
  /** The last day to apply if the first of these measures is to begin as planned without losing the money. */
  | { readonly kind: 'apply'; readonly date: string; readonly instrument: string; readonly measures: readonly string[] }
  /** The day of the plan, if it misses what somebody demands by a day and has to agree on a later one. */
  | { readonly kind: 'agree'; readonly date: string; readonly due: string }
  /** The day by which a measure must be done or a gap closed; `due` is the id of the measure or gap. */
  | { readonly kind: 'due'; readonly date: string; readonly due: string }
  /**
   * The last day to start a measure that has not begun yet, if the measure and those that need it are to be finished in
   * time.
   */
  | { readonly kind: 'start'; readonly date: string; readonly measure: string; readonly for: Purpose };

/**
 * Lists the days that matter to a plan, from the day of the recommendation on, the earliest first. Days on which an
 * instrument ends are left out if they come long after the plan is done. Each measure is listed once, with the earliest
 * day that any purpose sets for its start. `country` is the one whose holidays are no working days.
 */
export function planCalendar(
  recommendation: Recommendation,
  policies: readonly Policy[],
  country?: string,
): CalendarDay[] {
  const { asOf, instruments, due = [] } = recommendation;
  const definitionOf = ({ id, policy }: JudgedInstrument): Instrument | undefined =>
    policies.find((one) => one.id === policy)?.instruments?.find((one) => one.id === id);
  const offers = instruments.flatMap((judged) => {
    // An instrument for a place in which the enterprise may not be adds no days.
    const isOffer = readTier(judged) !== undefined && !isPlaceOpen(judged);
    const definition = isOffer ? definitionOf(judged) : undefined;
    return definition ? [{ judged, definition }] : [];
  });
  const days = [
    ...offers
      .flatMap(({ judged, definition }) => instrumentDays(definition, isRequested(judged, recommendation)))
      .filter(({ kind, date }) => kind !== 'ends' || isPressing(date, recommendation)),
    ...quotationDays(recommendation),
    ...applicationDays(recommendation),
    ...due.filter(isToAgree).map(({ id }): CalendarDay => ({ kind: 'agree', date: asOf, due: id })),
    ...due.flatMap(({ id, date, state }): CalendarDay[] => (state === 'done' ? [] : [{ kind: 'due', date, due: id }])),
  ];
  const startedIds = listStartedMeasures(recommendation);
  const measures = new Map(
    recommendation.measures.filter(({ id }) => !startedIds.has(id)).map((measure) => [measure.id, measure]),
  );
  const starts = new Map<string, LatestStart>();
  for (const { judged, definition } of offers) {
    // Work may go on after the last day to apply and after the end of the programme, unless the application needs its
    // results.
    const last = definition.after ? lastDayAfterMeasures(definition) : lastDayOfUse(definition);
    if (last === undefined || definition.otherCosts || !isPressing(last, recommendation)) continue;
    for (const id of measuresFor(judged, definition, recommendation))
      addLatestStarts(id, last, { instrument: judged.id }, measures, starts);
  }
  for (const { id, date, state, by = [] } of due)
    if (state !== 'done') for (const measure of by) addLatestStarts(measure, date, { due: id }, measures, starts);
  const lastDays = [...starts].flatMap(([measure, start]): CalendarDay[] =>
    measures.get(measure)?.months
      ? [
          {
            kind: 'start',
            measure,
            ...start,
            date: start.date < asOf ? start.date : findLastWorkingDay(start.date, asOf, country),
          },
        ]
      : [],
  );
  return [...days, ...lastDays].filter(({ date }) => date >= asOf).sort(compareDays);
}

/**
 * Lists the days by which quotations are needed, after the day of the plan: those needed at once have no day of their
 * own.
 */
function quotationDays({ asOf, measures }: Recommendation): CalendarDay[] {
  const idsByDay = new Map<string, string[]>();
  for (const { id, quotationsBy = asOf } of measures)
    if (quotationsBy > asOf) idsByDay.set(quotationsBy, [...(idsByDay.get(quotationsBy) ?? []), id]);
  return [...idsByDay].map(([date, ids]): CalendarDay => ({ kind: 'quotations', date, measures: ids }));
}

/** The number of months after the end of a plan in which an expiring instrument still matters. */
const MARGIN_MONTHS = 12;

/**
 * Whether the last day of an instrument can matter to a plan: it must not be more than a year after the plan is done.
 * If the plan has no roadmap, every day can matter.
 */
function isPressing(day: string, { asOf, roadmap }: Pick<Recommendation, 'asOf' | 'roadmap'>): boolean {
  return roadmap === undefined || day <= addMonths(asOf, Math.ceil(roadmap.months) + MARGIN_MONTHS);
}

/** Whether a plan misses what somebody demands by a day, so that a later day has to be agreed on with them. */
export function isToAgree({ state, who }: JudgedDue): boolean {
  return who !== undefined && (state === 'late' || state === 'open');
}

const EVENT_KINDS = [
  'agree',
  'quotations',
  'opens',
  'apply',
  'start',
  'closes',
  'ends',
  'due',
] as const satisfies readonly CalendarDay['kind'][];

function compareDays(a: CalendarDay, b: CalendarDay): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return EVENT_KINDS.indexOf(a.kind) - EVENT_KINDS.indexOf(b.kind);
}

/**
 * Lists the days that an instrument itself states. If the enterprise has already applied or has a grant, the first and
 * last days to apply are left out.
 */
function instrumentDays({ id, type, valid, apply, useBy }: Instrument, needsNoApplication: boolean): CalendarDay[] {
  const createDays = (kind: 'opens' | 'closes' | 'ends', date: string | null | undefined): CalendarDay[] =>
    typeof date === 'string' ? [{ kind, date, instrument: id }] : [];
  const lastDays = [valid?.to, useBy].filter((date) => date !== undefined).sort();
  const end = type === 'voucher' && useBy !== undefined ? useBy : lastDays[0];
  return [
    ...(needsNoApplication ? [] : [...createDays('opens', apply?.from), ...createDays('closes', apply?.to)]),
    ...(end === apply?.to && !needsNoApplication ? [] : createDays('ends', end)),
  ];
}

/** Lists, for each instrument that must be applied for before its measures begin, the last day to apply. */
function applicationDays(recommendation: Recommendation): CalendarDay[] {
  return listApplications(recommendation).flatMap(({ id, applyFirst: { measures, by } }): CalendarDay[] =>
    by === undefined ? [] : [{ kind: 'apply', date: by, instrument: id, measures }],
  );
}

/**
 * Returns the measures that must be finished in time for an instrument: the ones it pays for or, if it requires a state
 * of the enterprise, the ones that lead to this state.
 */
function measuresFor(
  { covers = [], ready }: JudgedInstrument,
  { after }: Instrument,
  { asOf, measures, roadmap }: Recommendation,
): readonly string[] {
  if (!after) return covers;
  // The enterprise meets the requirement today, without any measures.
  if (ready !== undefined && ready <= asOf) return [];
  if (ready === undefined || !roadmap) return measures.map(({ id }) => id);
  return roadmap.phases.flatMap((phase) =>
    phase.measures.flatMap(({ id, start, end = start }) =>
      computeLastDayOfMonths(asOf, fromNumber(end)) <= ready ? [id] : [],
    ),
  );
}

/** The last day to start a measure, and what the measure must be finished for. */
interface LatestStart {
  readonly date: string;
  readonly for: Purpose;
}

/**
 * Records in `starts` the last day to start a measure that must be finished on `finished`, and the last days to start
 * the measures that it needs; an earlier day already recorded is kept. A measure without a stated duration is taken to
 * need no time.
 */
function addLatestStarts(
  id: string,
  finished: string,
  purpose: Purpose,
  measures: ReadonlyMap<string, RecommendedMeasure>,
  starts: Map<string, LatestStart>,
): void {
  const measure = measures.get(id);
  if (!measure) return;
  const date = measure.months ? latestStart(finished, fromNumber(measure.months.high)) : finished;
  const cachedDay = starts.get(id);
  if (cachedDay && cachedDay.date <= date) return;
  starts.set(id, { date, for: purpose });
  const neededBy = measure.months ? fromDayNumber(toDayNumber(date) - 1) : finished;
  for (const need of measure.needs ?? []) addLatestStarts(need, neededBy, purpose, measures, starts);
}

/**
 * Returns the last day to start something that takes a number of months and must end on or before the day `finished`.
 */
function latestStart(finished: string, months: Rational): string {
  const wholeMonths = Number(months.n / months.d) + (months.n % months.d === 0n ? 0 : 1);
  let day = toDayNumber(addMonths(finished, -wholeMonths));
  while (computeLastDayOfMonths(fromDayNumber(day + 1), months) <= finished) day += 1;
  return fromDayNumber(day);
}
