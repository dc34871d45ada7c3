import type { FollowUp, Measures, Money, Policy } from '../../model/generated/types.ts';
import { toNumber } from '../../model/rational.ts';
import type { Event } from '../../policy/records/active.ts';
import type { Excess } from '../../policy/records/consistency.ts';
import type { InstrumentStanding, Total } from '../../policy/records/standing.ts';
import { formatDate, formatMoney } from '../number.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** What gives words to records: the catalogue and the policies they are about. */
export interface RecordWords {
  readonly vocabulary: Pick<Vocabulary, 'pick' | 'messages'>;
  readonly measures: Measures | undefined;
  readonly policies: readonly Policy[];
}

export function titleOfMeasure(id: string, { measures, vocabulary }: RecordWords): string {
  return vocabulary.pick(measures?.measures.find((measure) => measure.id === id)?.title) ?? id;
}

export function titleOfInstrument(id: string, policy: string, { policies, vocabulary }: RecordWords): string {
  const held = policies.find((one) => one.id === policy)?.instruments?.find((instrument) => instrument.id === id);
  return vocabulary.pick(held?.title) ?? id;
}

export function titleOfEvent(event: Event, words: RecordWords): string {
  return 'measure' in event
    ? titleOfMeasure(event.measure, words)
    : titleOfInstrument(event.instrument, event.policy, words);
}

/** What a record is about, its state, day and amount, in one line. */
export function eventInWords(event: Event, words: RecordWords): string {
  const { numbers, records } = words.vocabulary.messages;
  const amount = amountOf(event);
  const parts = [
    records.states[event.state],
    formatDate(event.on, numbers),
    ...(amount ? [moneyText(amount, words)] : []),
  ];
  return numbers.labelled(titleOfEvent(event, words), numbers.clauses(parts));
}

export function amountOf(event: Event): Money | undefined {
  return 'measure' in event ? event.cost : event.amount;
}

export function moneyText({ amount, currency }: Money, { vocabulary }: RecordWords): string {
  return formatMoney(amount, currency, vocabulary.messages.numbers);
}

/** A sum, with how many amounts nobody knows; a dash where there is no record. */
export function totalText({ amount, unknown, count }: Total, currency: string | null, words: RecordWords): string {
  const { records } = words.vocabulary.messages;
  if (count === 0) return '–';
  if (amount === null || currency === null) return records.unknown;
  const sum = moneyText({ amount: toNumber(amount), currency }, words);
  return unknown === 0 ? sum : records.andUnknown(sum, String(unknown));
}

/** That more was granted than applied for, or more paid than granted. */
export function excessInWords({ kind, standing }: Excess, words: RecordWords): string {
  const { applied, granted, paid } = standing.totals;
  const [more, than] = kind === 'granted-over-applied' ? [granted, applied] : [paid, granted];
  const sum = (total: Total): string => totalText(total, standing.currency, words);
  return words.vocabulary.messages.records.excess[kind](titleOf(standing, words), sum(more), sum(than));
}

export function titleOf({ id, policy }: InstrumentStanding, words: RecordWords): string {
  return titleOfInstrument(id, policy, words);
}

/** The numbers of the records that withdraw others, by the number of what they withdraw. */
export function withdrawalsIn(records: readonly FollowUp[]): ReadonlyMap<number, number> {
  return new Map(records.flatMap((one) => ('withdraws' in one ? [[one.withdraws, one.number] as const] : [])));
}
