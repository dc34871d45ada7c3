import type { InstrumentRecord, MeasureRecord } from '../../model/generated/types.ts';

/** What became of a policy. All arguments are words or written numbers. */
export interface RecordMessages {
  readonly states: Readonly<Record<MeasureRecord['state'] | InstrumentRecord['state'], string>>;
  readonly title: string;
  readonly none: string;
  /** How to record something, with an example as it is typed. */
  howTo(example: string): string;
  readonly number: string;
  readonly day: string;
  readonly what: string;
  readonly state: string;
  readonly amount: string;
  readonly remark: string;
  withdrawn(by: string): string;
  recordedBy(name: string): string;
  /** The table that adds the amounts up. */
  readonly money: string;
  readonly instrument: string;
  readonly unknown: string;
  /** An amount, and further records without one. */
  andUnknown(amount: string, count: string): string;
  recorded(number: string, text: string): string;
  cancelled(number: string, text: string): string;
  readonly alreadyThere: string;
  readonly excess: Readonly<
    Record<'granted-over-applied' | 'paid-over-granted', (instrument: string, more: string, than: string) => string>
  >;
  /** Of a measure planned or begun that the plan does without. */
  readonly notPlanned: string;
  /** That the sums of a policy leave the money on record aside. */
  readonly notInSums: string;
  /** Money that the sums count and that was granted before. */
  grantedBefore(instruments: string): string;
  readonly reassess: ReassessMessages;
}

/** Where an answer should have changed by a measure that is done. */
export interface ReassessMessages {
  readonly title: string;
  readonly done: string;
  doneOn(measure: string, date: string): string;
  atLeast(name: string, value: string, since: string): string;
  includes(name: string, options: string, since: string): string;
  since(measure: string, date: string): string;
  /** Why the measures count on it already. */
  readonly assumed: string;
  /** Why they do not. */
  readonly notAssumed: string;
}
