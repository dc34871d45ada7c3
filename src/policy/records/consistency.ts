import type { InstrumentRecord, MeasureRecord } from '../../model/generated/types.ts';
import { compare } from '../../model/rational.ts';
import { type Event, isOfMeasure } from './active.ts';
import { INSTRUMENT_STATES, type InstrumentStanding, standingOfInstruments } from './standing.ts';

/** Two records that cannot both be true; `earlier` is the one that must come first, or the one there already. */
export interface Contradiction {
  readonly kind: 'backwards' | 'twice' | 'other-currency';
  readonly earlier: Event;
  readonly later: Event;
}

/** More money than the step before allows: nothing is wrong for certain, but it is said. */
export interface Excess {
  readonly kind: 'granted-over-applied' | 'paid-over-granted';
  readonly standing: InstrumentStanding;
}

/** What happens to a measure in this order; a plan is only a plan, and may be for any day. */
const HAPPENING: readonly MeasureRecord['state'][] = ['started', 'done'];

/**
 * Finds what cannot be: a measure done before it was started, money paid before the first grant or granted before the
 * first application, a measure started or done twice, amounts of one instrument in two currencies. A step that is not on
 * record is no contradiction: what is done need not have been recorded as started.
 */
export function findContradictions(active: readonly Event[]): Contradiction[] {
  return active.flatMap((later, i) => {
    const before = active.slice(0, i);
    return isOfMeasure(later)
      ? contradictionsOfMeasure(later, before)
      : contradictionsOfInstrument(later, before.filter(isOfInstrument));
  });
}

function contradictionsOfMeasure(record: MeasureRecord, before: readonly Event[]): Contradiction[] {
  const others = before.filter(isOfMeasure).filter(({ measure }) => measure === record.measure);
  if (!HAPPENING.includes(record.state)) return [];
  return others.flatMap((other): Contradiction[] => {
    if (!HAPPENING.includes(other.state)) return [];
    if (other.state === record.state) return [{ kind: 'twice', earlier: other, later: record }];
    const [started, done] = record.state === 'done' ? [other, record] : [record, other];
    return done.on < started.on ? [{ kind: 'backwards', earlier: started, later: done }] : [];
  });
}

/** Money may come in parts: each state begins no earlier than the one before it began. */
function contradictionsOfInstrument(record: InstrumentRecord, before: readonly InstrumentRecord[]): Contradiction[] {
  const others = before.filter(
    ({ instrument, policy }) => instrument === record.instrument && policy === record.policy,
  );
  const currency = others.find(({ amount }) => amount && record.amount && amount.currency !== record.amount.currency);
  const first = new Map<string, InstrumentRecord>();
  for (const one of [...others, record]) {
    const known = first.get(one.state);
    if (!known || one.on < known.on) first.set(one.state, one);
  }
  const backwards = INSTRUMENT_STATES.flatMap((state, i) =>
    INSTRUMENT_STATES.slice(i + 1).flatMap((next): Contradiction[] => {
      const [earlier, later] = [first.get(state), first.get(next)];
      // Reported once: with the record that brings it about.
      if (!earlier || !later || later.on >= earlier.on || (earlier !== record && later !== record)) return [];
      return [{ kind: 'backwards', earlier, later }];
    }),
  );
  return [...(currency ? [{ kind: 'other-currency', earlier: currency, later: record } as const] : []), ...backwards];
}

/** Finds where more was granted than applied for, or more paid than granted, as far as all amounts are known. */
export function findExcess(active: readonly Event[]): Excess[] {
  return standingOfInstruments(active).flatMap((standing): Excess[] => {
    const { applied, granted, paid } = standing.totals;
    return [
      ...(exceeds(granted, applied) ? [{ kind: 'granted-over-applied', standing } as const] : []),
      ...(exceeds(paid, granted) ? [{ kind: 'paid-over-granted', standing } as const] : []),
    ];
  });
}

function exceeds(more: InstrumentStanding['totals']['paid'], than: InstrumentStanding['totals']['paid']): boolean {
  return more.amount !== null && than.amount !== null && than.unknown === 0 && compare(more.amount, than.amount) > 0;
}

function isOfInstrument(record: Event): record is InstrumentRecord {
  return !isOfMeasure(record);
}
