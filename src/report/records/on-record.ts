import type {
  JudgedInstrument,
  Measures,
  Policy,
  Recommendation,
  RecordedMoney,
  RecordedSum,
} from '../../model/generated/types.ts';
import { INSTRUMENT_STATES } from '../../policy/records/standing.ts';
import { heading, listOf, paragraph, tableOf } from '../document/blocks.ts';
import type { Block } from '../document/document.ts';
import { formatDate } from '../number.ts';
import { bulletLines } from '../summary/level.ts';
import { item, type Page, section } from '../terminal/page.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { moneyInWords } from '../words/arithmetic.ts';
import { titleOfInstrument, titleOfMeasure } from './record.ts';

/** What a report of what is on record is made from. */
export interface RecordReport {
  readonly recommendation: Recommendation;
  readonly measures?: Measures | undefined;
  readonly policies?: readonly Policy[] | undefined;
}

/** What is on record beside measures that are done; nothing where nothing is. */
export function writeOnRecord(report: RecordReport, vocabulary: Vocabulary): Block[] {
  const { measures = [], instruments = [] } = report.recommendation.onRecord ?? {};
  if (measures.length + instruments.length === 0) return [];
  const { records } = vocabulary.messages;
  const { applied, granted, paid } = records.states;
  const rows = instruments.map((one) => [
    titleOfMoney(one, report, vocabulary),
    ...INSTRUMENT_STATES.map((state) => sumInWords(one[state], one, vocabulary)),
  ]);
  return [
    heading(2, 'on-record', records.title),
    ...listOf(underWay(report, vocabulary).map((text) => ({ text }))),
    ...tableOf(
      [
        [records.instrument, 'left'],
        [applied, 'right'],
        [granted, 'right'],
        [paid, 'right'],
      ],
      rows,
    ),
    ...(rows.length > 0 ? [paragraph(records.notInSums)] : []),
  ];
}

/** The same for a terminal. */
export function onRecordLines(report: RecordReport, vocabulary: Vocabulary, page: Page): string[] {
  const { instruments = [] } = report.recommendation.onRecord ?? {};
  const { numbers, records } = vocabulary.messages;
  const money = instruments.map((one) => {
    const sums = INSTRUMENT_STATES.flatMap((state) =>
      one[state] ? [`${records.states[state]} ${sumInWords(one[state], one, vocabulary)}`] : [],
    );
    return numbers.labelled(titleOfMoney(one, report, vocabulary), numbers.clauses(sums));
  });
  const lines = [...underWay(report, vocabulary), ...money];
  if (lines.length === 0) return [];
  return [
    ...section(
      page,
      records.title,
      bulletLines(
        lines.map((text) => ({ text })),
        page,
      ),
    ),
    ...(money.length > 0 ? item(page, '', records.notInSums, page.paint.dim) : []),
    '',
  ];
}

/** The measures planned or begun, and which of them the plan does without. */
function underWay(report: RecordReport, vocabulary: Vocabulary): string[] {
  const { numbers, records } = vocabulary.messages;
  const { onRecord, measures } = report.recommendation;
  const advised = new Set(measures.map(({ id }) => id));
  return (onRecord?.measures ?? []).map(({ id, state, on }) => {
    const clauses = [records.states[state], formatDate(on, numbers)];
    const said = advised.has(id) ? clauses : [...clauses, records.notPlanned];
    return numbers.labelled(titleOfMeasure(id, wordsOf(report, vocabulary)), numbers.clauses(said));
  });
}

/** Those of some instruments that are granted or paid already, by name; undefined where none is. */
export function grantedBefore(
  report: RecordReport,
  among: readonly Pick<JudgedInstrument, 'id' | 'policy'>[],
  vocabulary: Vocabulary,
): string | undefined {
  const { instruments = [] } = report.recommendation.onRecord ?? {};
  const isAmong = (one: RecordedMoney): boolean =>
    among.some(({ id, policy }) => id === one.id && policy === one.policy);
  const before = instruments.filter((one) => (one.granted || one.paid) && isAmong(one));
  if (before.length === 0) return undefined;
  return vocabulary.messages.numbers.items(before.map((one) => titleOfMoney(one, report, vocabulary)));
}

function titleOfMoney({ id, policy }: RecordedMoney, report: RecordReport, vocabulary: Vocabulary): string {
  return titleOfInstrument(id, policy, wordsOf(report, vocabulary));
}

function wordsOf({ measures, policies = [] }: RecordReport, vocabulary: Vocabulary) {
  return { vocabulary, measures, policies };
}

function sumInWords(sum: RecordedSum | undefined, { currency }: RecordedMoney, vocabulary: Vocabulary): string {
  const { records } = vocabulary.messages;
  if (!sum) return '–';
  const { amount, unknown } = sum;
  if (amount === undefined || currency === undefined) return records.unknown;
  const known = moneyInWords(amount, currency, vocabulary);
  return unknown === undefined ? known : records.andUnknown(known, String(unknown));
}
