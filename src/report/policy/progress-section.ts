// Writes what became of a plan by the records: measures in time or late, what was spent, and the money of instruments.
import { type Measures, type Policy, toNumber } from '../../model/index.ts';
import { INSTRUMENT_STATES, type MeasureProgress, type PlanProgress, totalAsJson } from '../../policy/index.ts';
import {
  type Block,
  type CellContent,
  createLeftTitles,
  createRightTitles,
  createRowHeading,
  heading,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { costFigure, moneyFigure } from '../document/figures.ts';
import { titleOfInstrument, titleOfMeasure } from '../text/assessment-report.ts';
import { formatCost, formatDate, formatMoney } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { totalText } from './follow-up-section.ts';

/** What became of a plan, with the catalogue and the policies that supply the titles. */
export interface ProgressReport {
  readonly progress: PlanProgress;
  readonly measures?: Measures | undefined;
  readonly policies?: readonly Policy[] | undefined;
}

/** Documents what became of a plan: a sentence with the counts, the measures, and the money of the instruments. */
export function writeProgress(report: ProgressReport | undefined, vocabulary: Vocabulary): Block[] {
  if (!report) return [];
  const { numbers, progress: words, records } = vocabulary.messages;
  const { asOf, measures, instruments } = report.progress;
  // Only if there is a new plan can a step have a new end, by which its delay shows.
  const showsNow = measures.some(({ now }) => now !== undefined);
  const rows = measures.map(
    ({ id, state, on, due, now, isLate, isUnrecorded, cost, planned, isOver }): CellContent[] => [
      createRowHeading(titleOfMeasure(report, id, vocabulary)),
      {
        text: [
          numbers.clauses([
            state === 'open' ? words.open : numbers.remark(records.states[state], on ? formatDate(on, numbers) : ''),
            ...(isLate ? [words.late] : []),
          ]),
        ],
        tone: isLate || isUnrecorded ? 'warn' : state === 'done' ? 'good' : 'quiet',
      },
      due === undefined ? '–' : formatDate(due, numbers),
      ...(showsNow ? [writeNewEnd(due, now, vocabulary)] : []),
      cost ? { text: [moneyFigure(cost.amount, cost.currency, vocabulary)], ...(isOver ? { tone: 'warn' } : {}) } : '–',
      planned ? costFigure(planned, vocabulary) : '–',
    ],
  );
  const { applied, granted, paid } = records.states;
  const money = instruments.map((sums) => [
    createRowHeading(titleOfInstrument(report, sums, vocabulary)),
    ...INSTRUMENT_STATES.map((state) => totalText(sums.totals[state], sums.currency, { vocabulary })),
  ]);
  return [
    heading(2, 'progress', words.title({ date: formatDate(asOf, numbers) })),
    paragraph(numbers.sentences(summarize(report, vocabulary))),
    ...tableOf(
      [
        ...createLeftTitles(words.measure, records.state, words.due, ...(showsNow ? [words.now] : [])),
        ...createRightTitles(words.spent, words.planned),
      ],
      rows,
    ),
    ...tableOf([...createLeftTitles(records.instrument), ...createRightTitles(applied, granted, paid)], money),
  ];
}

/** Writes by which day the new plan finishes a measure, marked if this is later than in the old plan. */
function writeNewEnd(due: string | undefined, now: string | undefined, { messages }: Vocabulary): CellContent {
  if (now === undefined) return '–';
  return { text: [formatDate(now, messages.numbers)], ...(due !== undefined && now > due ? { tone: 'warn' } : {}) };
}

/**
 * Writes how many measures are done, under way, planned and without a record, and how many of each are late, asks for the missing records, and states the
 * recorded cost next to the planned cost.
 */
function summarize(report: ProgressReport, vocabulary: Vocabulary): string[] {
  const { measures, total } = report.progress;
  const { numbers, progress: words } = vocabulary.messages;
  const count = (state: string): number => measures.filter((one) => one.state === state).length;
  const countLate = (state: string): string | undefined => {
    const late = measures.filter((one) => one.state === state && one.isLate).length;
    return late > 0 ? String(late) : undefined;
  };
  const [done, started] = [count('done'), count('started')];
  const planned = count('planned');
  const listUnrecorded = (state: MeasureProgress['state']): string[] =>
    measures.flatMap((one) =>
      one.isUnrecorded && one.state === state ? [numbers.quote(titleOfMeasure(report, one.id, vocabulary))] : [],
    );
  const [unrecorded, overdue] = [listUnrecorded('open'), listUnrecorded('planned')];
  return [
    words.counts({
      ...{ done: String(done), of: String(measures.length), lateDone: countLate('done') },
      ...{ started: String(started), lateStarted: countLate('started') },
      ...(planned > 0 ? { planned: String(planned), latePlanned: countLate('planned') } : {}),
      open: String(count('open')),
    }),
    ...(unrecorded.length > 0 ? [words.ask({ measures: numbers.and(unrecorded), n: unrecorded.length })] : []),
    ...(overdue.length > 0 ? [words.askPlanned({ measures: numbers.and(overdue), n: overdue.length })] : []),
    ...(total
      ? [
          words.total({
            spent: formatMoney(toNumber(total.spent), total.currency, numbers),
            planned: formatCost(
              { low: toNumber(total.low), high: toNumber(total.high), currency: total.currency },
              numbers,
            ),
          }),
        ]
      : []),
  ];
}

/** Returns what became of a plan as plain JSON. */
export function plainProgress({ asOf, measures, instruments, total }: PlanProgress): object {
  return {
    asOf,
    measures,
    instruments: instruments.map(({ id, policy, currency, totals }) => ({
      id,
      policy,
      currency,
      ...Object.fromEntries(INSTRUMENT_STATES.map((state) => [state, totalAsJson(totals[state])])),
    })),
    total: total
      ? {
          currency: total.currency,
          spent: toNumber(total.spent),
          planned: { low: toNumber(total.low), high: toNumber(total.high) },
        }
      : null,
  };
}
