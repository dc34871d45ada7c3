import { didYouMean } from '../../model/closest.ts';
import { CALENDAR_DATE } from '../../model/date.ts';
import type { InstrumentRecord, MeasureRecord, Withdrawal } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';
import { INSTRUMENT_STATES, MEASURE_STATES } from '../../policy/records/standing.ts';
import type { Settled } from '../steps/settle.ts';
import { readAmount } from './amount.ts';

/** What was typed; `true` is an option without its value. */
export interface Typed {
  readonly measure?: string;
  readonly planned?: string | true;
  readonly started?: string | true;
  readonly done?: string | true;
  readonly cost?: string;
  readonly instrument?: string;
  readonly applied?: string | true;
  readonly granted?: string | true;
  readonly paid?: string | true;
  readonly on?: string;
  readonly cancel?: string;
  readonly note?: string;
}

type Unrecorded = 'number' | 'recordedAt' | 'recordedBy';

/** A record about to be added, before it gets its number and who recorded it when. */
export type Draft = Omit<MeasureRecord, Unrecorded> | Omit<InstrumentRecord, Unrecorded> | Omit<Withdrawal, Unrecorded>;

/**
 * Reads what is to be recorded: withdrawals first. `today` is the day where the user is. Throws a `Refusal` for an id
 * the pack and the policy do not have, a day that is none or has not come, and amounts that are none.
 */
export function readRequest(typed: Typed, settled: Settled, today: string): Draft[] {
  const note = typed.note === undefined ? {} : { note: typed.note };
  const drafts = [
    ...readCancel(typed),
    ...readMeasure(typed, settled, today),
    ...readInstrument(typed, settled, today),
  ];
  if (drafts.length === 0)
    throw new Refusal(2, 'what is to be recorded? Name it with --measure, --instrument or --cancel');
  return drafts.map((draft) => ({ ...draft, ...note }));
}

function readCancel({ cancel }: Typed): Draft[] {
  if (cancel === undefined) return [];
  if (/^[1-9]\d{0,8}$/.test(cancel)) return [{ withdraws: Number(cancel) }];
  throw new Refusal(
    2,
    `--cancel: "${cancel}" is not the number of a record`,
    'Without options the records are listed with their numbers.',
  );
}

function readMeasure(typed: Typed, { measures, policies }: Settled, today: string): Draft[] {
  const { measure: id } = typed;
  const states = MEASURE_STATES.filter((state) => typed[state] !== undefined);
  if (id === undefined) {
    refuseWithout('--measure', [...states, ...(typed.cost === undefined ? [] : ['cost'])]);
    return [];
  }
  refuseUnknown(
    'measure',
    id,
    measures.map((measure) => measure.id),
  );
  if (states.length === 0) throw new Refusal(2, `--measure ${id}: is it --planned, --started or --done?`);
  const found = measures.find((measure) => measure.id === id);
  const currency = (found?.cost ?? measures.find(({ cost }) => cost)?.cost)?.currency ?? policies[0]?.document.currency;
  const cost = typed.cost === undefined ? {} : { cost: readAmount('--cost', typed.cost, currency) };
  return states.map((state, i) => {
    const given = typed[state];
    const on = readDay(`--${state}`, given === true ? typed.on : given, today, state === 'planned');
    // What it costs is known best at the last step.
    return { measure: id, state, on, ...(i === states.length - 1 ? cost : {}) };
  });
}

function readInstrument(typed: Typed, { policy }: Settled, today: string): Draft[] {
  const { instrument: id } = typed;
  const states = INSTRUMENT_STATES.filter((state) => typed[state] !== undefined);
  if (id === undefined) {
    refuseWithout('--instrument', states);
    return [];
  }
  refuseUnknown(
    'instrument',
    id,
    policy.instruments.map((instrument) => instrument.id),
  );
  if (states.length === 0) throw new Refusal(2, `--instrument ${id}: is it --applied, --granted or --paid?`);
  const found = policy.instruments.find((instrument) => instrument.id === id);
  const on = readDay('--on', typed.on, today);
  return states.map((state) => {
    const given = typed[state];
    const amount = typeof given === 'string' ? { amount: readAmount(`--${state}`, given, found?.currency) } : {};
    return { instrument: id, policy: found?.policy ?? '', state, on, ...amount };
  });
}

function refuseWithout(option: string, others: readonly string[]): void {
  const [first] = others;
  if (first !== undefined) throw new Refusal(2, `--${first} needs ${option}`);
}

function refuseUnknown(what: 'measure' | 'instrument', id: string, known: readonly string[]): void {
  if (known.includes(id)) return;
  const near = didYouMean(id, known);
  const hint = near === undefined ? '' : `; did you mean "${near}"?`;
  throw new Refusal(
    2,
    `there is no ${what} "${id}"${hint}`,
    known.length === 0 ? undefined : `There are: ${known.join(', ')}`,
  );
}

function readDay(option: string, given: string | undefined, today: string, mayCome = false): string {
  if (given === undefined) return today;
  if (!CALENDAR_DATE.test(given)) throw new Refusal(2, `${option}: "${given}" is not a date like 2026-01-31`);
  if (given > today && !mayCome) {
    throw new Refusal(
      2,
      `${option}: ${given} has not come yet; today is ${today}`,
      'What is meant to happen is recorded with --planned.',
    );
  }
  return given;
}
