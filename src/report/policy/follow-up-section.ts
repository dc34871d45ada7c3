// Writes follow-up records: the list on a terminal, and their sections in policies and reports.
import {
  computeDayAfterMonths,
  type FollowUp,
  fromNumber,
  type KeptPlan,
  type Measures,
  type Money,
  type Policy,
  type Reassessment,
  type Recommendation,
  type RecordedMoney,
  type RecordedSum,
  toNumber,
} from '../../model/index.ts';
import {
  type AmountTotal,
  type ExcessAmount,
  INSTRUMENT_STATES,
  isKeptPlan,
  listRecordedInstruments,
  type RecordDoubt,
  type RecordEvent,
  selectActiveRecords,
} from '../../policy/index.ts';
import {
  type Block,
  createLeftTitles,
  createRightTitles,
  groupBlocks,
  heading,
  leadParagraph,
  listOf,
  paragraph,
  type Table,
  tableOf,
} from '../document/document-model.ts';
import { renderTerminalBlocks } from '../document/terminal-renderer.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { quotedValueText } from '../text/answer-text.ts';
import { titleOfInstrument, titleOfMeasure } from '../text/assessment-report.ts';
import type { TextLine } from '../text/condition-text.ts';
import { formatDate, formatMoney } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { moneyInWords } from './amount-text.ts';
import { dayOfKeptPlan, keptPlanInWords } from './kept-plan.ts';

/**
 * Renders for a terminal the records (including withdrawn ones), the sums of money, and the measures and funding of the
 * latest policy; ends with a newline. `example` is a command that adds a record, as the user would type it.
 */
export function renderRecords(
  records: readonly FollowUp[],
  words: RecordWords,
  { example, planned, ...options }: TerminalOptions & { readonly example: string; readonly planned: Planned },
): string {
  const messages = words.vocabulary.messages.records;
  const blocks = [
    ...(records.length === 0
      ? [leadParagraph(messages.none)]
      : [heading(2, 'records', messages.title), logTable(records, words)]),
    ...moneyBlocks(records, words),
    ...plannedBlocks(planned, words),
    paragraph(messages.howTo({ example }), 'quiet'),
  ];
  return renderTerminalBlocks(blocks, options);
}

/** The parts of a policy to which records may refer. */
export type Planned = Pick<Recommendation, 'measures' | 'instruments'>;

/** Lists a policy's measures by number and id and its instruments by id, from which the reader can choose. */
function plannedBlocks({ measures, instruments }: Planned, words: RecordWords): Block[] {
  const { numbers, records } = words.vocabulary.messages;
  const steps = measures.map(({ id }, i) => [
    String(i + 1),
    numbers.remark(titleOfMeasure(words, id, words.vocabulary), id),
  ]);
  const instrumentTexts = instruments
    .filter(({ verdict }) => verdict !== 'refused')
    .map((instrument) => numbers.remark(titleOfInstrument(words, instrument, words.vocabulary), instrument.id));
  return [
    ...(steps.length === 0
      ? []
      : [
          heading(2, 'planned', records.planned),
          ...tableOf([...createRightTitles(''), ...createLeftTitles('')], steps),
        ]),
    ...(instrumentTexts.length === 0
      ? []
      : [heading(2, 'funding', records.funding), ...groupBlocks(instrumentTexts.map((title) => paragraph(title)))]),
  ];
}

function logTable(records: readonly FollowUp[], words: RecordWords): Table {
  const { records: messages, policy } = words.vocabulary.messages;
  const withdrawals = new Map(
    records.flatMap((record) => ('withdraws' in record ? [[record.withdraws, record.number] as const] : [])),
  );
  const rows = records.flatMap((record) => {
    if ('withdraws' in record) return [];
    const cells = [String(record.number), ...cellsOf(record, words)];
    const [remark = '', ...others] = remarksOf(record, withdrawals, words);
    const tone = withdrawals.has(record.number) ? { tone: 'quiet' as const } : {};
    return [
      [
        ...cells.map((text) => ({ text: [text], ...tone })),
        { text: [remark], items: others.map((text) => ({ text: [text] })), ...tone },
      ],
    ];
  });
  const columns = [
    [messages.number, 'right', false],
    [messages.day, 'left', false],
    [messages.what, 'left', true],
    [messages.state, 'left', false],
    [policy.instruments.amount, 'right', false],
    [messages.remark, 'left', true],
  ] as const;
  return { kind: 'table', columns: columns.map(([title, align, wraps]) => ({ title: [title], align, wraps })), rows };
}

/** Writes the day, the subject, the state and the amount of a record. */
function cellsOf(record: RecordEvent | KeptPlan, words: RecordWords): string[] {
  const { numbers, records } = words.vocabulary.messages;
  if (isKeptPlan(record)) return [dayOfKeptPlan(record, words.vocabulary), records.kept.title, records.kept.state, ''];
  const amount = amountOf(record);
  const sum = amount ? moneyText(amount, words) : '';
  return [formatDate(record.on, numbers), titleOfEvent(record, words), records.states[record.state], sum];
}

function remarksOf(
  record: RecordEvent | KeptPlan,
  withdrawals: ReadonlyMap<number, number>,
  { vocabulary, measures }: RecordWords,
): string[] {
  const { records } = vocabulary.messages;
  const withdrawal = withdrawals.get(record.number);
  const note = isKeptPlan(record) ? keptPlanInWords(record, measures, vocabulary) : record.note;
  return [
    ...(withdrawal === undefined ? [] : [records.withdrawn({ by: String(withdrawal) })]),
    ...(note === undefined ? [] : [note]),
    ...(record.recordedBy === undefined ? [] : [records.recordedBy({ name: record.recordedBy })]),
  ];
}

function moneyBlocks(records: readonly FollowUp[], words: RecordWords): Block[] {
  const { money, instrument, states } = words.vocabulary.messages.records;
  const recordedStates = listRecordedInstruments(selectActiveRecords(records));
  if (recordedStates.length === 0) return [];
  const rows = recordedStates.map((sums) => {
    const { applied, granted, paid } = sums.totals;
    const texts = [applied, granted, paid].map((total) => totalText(total, sums.currency, words));
    return [titleOfInstrument(words, sums, words.vocabulary), ...texts];
  });
  const columns = [...createLeftTitles(instrument), ...createRightTitles(states.applied, states.granted, states.paid)];
  return [heading(2, 'money', money), ...tableOf(columns, rows)];
}

/** The catalogue, the policies and the vocabulary that supply the titles for records. */
export interface RecordWords {
  readonly vocabulary: Pick<Vocabulary, 'pick' | 'messages' | 'levelOf'>;
  readonly measures: Measures | undefined;
  readonly policies: readonly Policy[];
}

function titleOfEvent(event: RecordEvent, words: RecordWords): string {
  return 'measure' in event
    ? titleOfMeasure(words, event.measure, words.vocabulary)
    : titleOfInstrument(words, { id: event.instrument, policy: event.policy }, words.vocabulary);
}

/**
 * Writes a record in one line: one of a measure or an instrument as an event, a kept plan by its number of measures and
 * its limits.
 */
export function recordInWords(record: RecordEvent | KeptPlan, words: RecordWords): string {
  if (!isKeptPlan(record)) return eventInWords(record, words);
  const { numbers, records } = words.vocabulary.messages;
  return numbers.labelled(records.kept.title, keptPlanInWords(record, words.measures, words.vocabulary));
}

/** Writes a record in one line: its subject, state, day and amount. */
function eventInWords(event: RecordEvent, words: RecordWords): string {
  const { numbers, records } = words.vocabulary.messages;
  const amount = amountOf(event);
  const parts = [
    records.states[event.state],
    formatDate(event.on, numbers),
    ...(amount ? [moneyText(amount, words)] : []),
  ];
  return numbers.labelled(titleOfEvent(event, words), numbers.clauses(parts));
}

function amountOf(event: RecordEvent): Money | undefined {
  return 'measure' in event ? event.cost : event.amount;
}

function moneyText({ amount, currency }: Money, { vocabulary }: Pick<RecordWords, 'vocabulary'>): string {
  return formatMoney(amount, currency, vocabulary.messages.numbers);
}

/** Writes a sum and the number of unknown amounts; a dash if there are no records. */
export function totalText(
  { amount, unknown, count }: AmountTotal,
  currency: string | null,
  words: Pick<RecordWords, 'vocabulary'>,
): string {
  const { records } = words.vocabulary.messages;
  if (count === 0) return '–';
  if (amount === null || currency === null) return records.unknown;
  const sum = moneyText({ amount: toNumber(amount), currency }, words);
  return unknown === 0 ? sum : records.andUnknown({ amount: sum, count: String(unknown) });
}

/** Writes that more was granted than applied for, or more paid than granted. */
export function excessInWords({ kind, standing }: ExcessAmount, words: RecordWords): string {
  const { applied, granted, paid } = standing.totals;
  const [more, than] = kind === 'granted-over-applied' ? [granted, applied] : [paid, granted];
  const writeSum = (total: AmountTotal): string => totalText(total, standing.currency, words);
  return words.vocabulary.messages.records.excess[kind]({
    instrument: titleOfInstrument(words, standing, words.vocabulary),
    more: writeSum(more),
    than: writeSum(than),
  });
}

/** Writes a request to check a record that is most likely a slip. */
export function recordDoubtInWords(doubt: RecordDoubt, words: RecordWords): string {
  const { numbers, records } = words.vocabulary.messages;
  const event = eventInWords(doubt.event, words);
  switch (doubt.kind) {
    case 'early':
      return records.doubts.early({
        event,
        advised: doubt.isAdvised ? 'yes' : 'no',
        assessed: formatDate(doubt.assessedOn, numbers),
      });
    case 'amount': {
      const currency = amountOf(doubt.event)?.currency ?? '';
      const writeMoney = (value: number): string => formatMoney(value, currency, numbers);
      const { low, high } = doubt;
      return records.doubts.amount({
        event,
        range: low === high ? writeMoney(low) : numbers.range(writeMoney(low), writeMoney(high), false),
      });
    }
    case 'unapplied':
      return records.doubts.unapplied({
        event,
        before: doubt.before,
        instruments: doubt.instruments.map((instrument) => titleOfInstrument(words, instrument, words.vocabulary)),
      });
  }
}

/** The data of a report that sections on records and re-assessments use. */
interface RecordReport {
  readonly recommendation: Recommendation;
  readonly measures?: Measures | undefined;
  readonly policies?: readonly Policy[] | undefined;
}

/** Documents the records, except measures already done; empty if there are no other records. */
export function writeOnRecord(report: RecordReport, vocabulary: Vocabulary): Block[] {
  const { measures = [], instruments = [] } = report.recommendation.onRecord ?? {};
  if (measures.length + instruments.length === 0) return [];
  const { records } = vocabulary.messages;
  const { applied, granted, paid } = records.states;
  const rows = instruments.map((instrument) => [
    titleOfInstrument(report, instrument, vocabulary),
    ...INSTRUMENT_STATES.map((state) => recordedSumInWords(instrument[state], instrument, vocabulary)),
  ]);
  return [
    heading(2, 'on-record', records.title),
    ...listOf(listMeasures(report, vocabulary)),
    ...tableOf([...createLeftTitles(records.instrument), ...createRightTitles(applied, granted, paid)], rows),
    ...(rows.length > 0 ? [paragraph(records.notInSums)] : []),
  ];
}

/** Documents the records in fewer lines, for a summary. */
export function summarizeOnRecord(report: RecordReport, vocabulary: Vocabulary): Block[] {
  const { records } = vocabulary.messages;
  const { lines, hasMoney } = onRecordInWords(report, vocabulary);
  if (lines.length === 0) return [];
  return [
    heading(2, 'on-record', records.title),
    ...groupBlocks([...listOf(lines), ...(hasMoney ? [paragraph(records.notInSums, 'quiet')] : [])]),
  ];
}

/** Lists the measures on record, then the money of each instrument. */
function onRecordInWords(
  report: RecordReport,
  vocabulary: Vocabulary,
): { readonly lines: readonly string[]; readonly hasMoney: boolean } {
  const { instruments = [] } = report.recommendation.onRecord ?? {};
  const { numbers, records } = vocabulary.messages;
  const money = instruments.map((instrument) => {
    const sums = INSTRUMENT_STATES.flatMap((state) =>
      instrument[state]
        ? [`${records.states[state]} ${recordedSumInWords(instrument[state], instrument, vocabulary)}`]
        : [],
    );
    return numbers.labelled(titleOfInstrument(report, instrument, vocabulary), numbers.clauses(sums));
  });
  return { lines: [...listMeasures(report, vocabulary), ...money], hasMoney: money.length > 0 };
}

/** Lists the measures planned, started or excluded, with a note on those that the plan does not contain. */
function listMeasures(report: RecordReport, vocabulary: Vocabulary): string[] {
  const { numbers, records } = vocabulary.messages;
  const { onRecord, measures, asOf } = report.recommendation;
  const startOf = (id: string): string | undefined => {
    const start = measures.find((measure) => measure.id === id)?.start;
    return start === undefined ? undefined : computeDayAfterMonths(asOf, fromNumber(start));
  };
  const advisedIds = new Set(measures.map(({ id }) => id));
  return (onRecord?.measures ?? []).map(({ id, state, on, reason, unmet }) => {
    const start = state === 'planned' && on > asOf ? startOf(id) : undefined;
    const isLeftOut = !advisedIds.has(id) && state !== 'excluded' && unmet === undefined;
    const remarks = [
      records.states[state],
      formatDate(on, numbers),
      ...(reason === undefined ? [] : [reason]),
      ...(unmet === undefined ? [] : [records.unmet[unmet]]),
      ...(start !== undefined && start < on ? [records.begunEarlier({ date: formatDate(start, numbers) })] : []),
      ...(isLeftOut ? [records.notPlanned({ isStarted: state === 'started' })] : []),
    ];
    return numbers.labelled(titleOfMeasure(report, id, vocabulary), numbers.clauses(remarks));
  });
}

function recordedSumInWords(sum: RecordedSum | undefined, { currency }: RecordedMoney, vocabulary: Vocabulary): string {
  const { records } = vocabulary.messages;
  if (!sum) return '–';
  const { amount, unknown } = sum;
  if (amount === undefined || currency === undefined) return records.unknown;
  const sumText = moneyInWords(amount, currency, vocabulary);
  return unknown === undefined ? sumText : records.andUnknown({ amount: sumText, count: String(unknown) });
}

/** Documents the measures already done and the answers to assess again because of them; empty if no measure is done. */
export function writeReassess(report: RecordReport, vocabulary: Vocabulary): Block[] {
  const { numbers, records } = vocabulary.messages;
  const { reassess } = records;
  const { done = [] } = report.recommendation;
  if (done.length === 0) return [];
  return [
    heading(2, 'done', reassess.done),
    ...listOf(
      done.map(({ id, on, cost }) => {
        const remarks = [formatDate(on, numbers), ...(cost ? [formatMoney(cost.amount, cost.currency, numbers)] : [])];
        return numbers.remark(titleOfMeasure(report, id, vocabulary), numbers.clauses(remarks));
      }),
    ),
    ...groupReassessments(report, vocabulary).flatMap(({ lines, remark }, i) => [
      heading(3, i === 0 ? 'reassess' : `reassess-${i + 1}`, reassess.title),
      paragraph(remark),
      ...listOf(lines),
    ]),
  ];
}

/** Documents the answers to assess again in fewer lines, for a summary. */
export function summarizeReassess(report: RecordReport, vocabulary: Vocabulary): Block[] {
  const { reassess } = vocabulary.messages.records;
  return groupReassessments(report, vocabulary).flatMap(({ lines, remark }, i) => [
    heading(2, `reassess-${i + 1}`, reassess.title),
    ...groupBlocks([...listOf(lines), paragraph(remark, 'quiet')]),
  ]);
}

/**
 * Groups the answers to assess again: first the answers that the plan assumes to be raised, then those whose rise a
 * later assessment did not show.
 */
function groupReassessments(
  report: RecordReport,
  vocabulary: Vocabulary,
): { readonly lines: readonly TextLine[]; readonly remark: string }[] {
  const { reassess } = vocabulary.messages.records;
  return [true, false].flatMap((assumed) => {
    const group = (report.recommendation.reassess ?? []).filter((one) => one.assumed === assumed);
    if (group.length === 0) return [];
    const lines = group.map((one) => ({ text: reassessInWords(one, report, vocabulary) }));
    return [{ lines, remark: assumed ? reassess.assumed : reassess.notAssumed }];
  });
}

function reassessInWords(
  { name, to, measure, on }: Reassessment,
  report: RecordReport,
  vocabulary: Vocabulary,
): string {
  const { numbers, records } = vocabulary.messages;
  const sinceText = records.reassess.since({
    measure: numbers.quote(titleOfMeasure(report, measure, vocabulary)),
    date: formatDate(on, numbers),
  });
  const writeValue = (value: string | number | boolean): string => quotedValueText(name, value, vocabulary);
  const title = vocabulary.titleOf(name);
  return Array.isArray(to)
    ? records.reassess.includes({ name: title, options: numbers.and(to.map(writeValue)), since: sinceText })
    : records.reassess.atLeast({ name: title, value: writeValue(to), since: sinceText });
}
