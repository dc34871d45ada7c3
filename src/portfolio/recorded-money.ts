// Money on record: what enterprises applied for, were granted and were paid.
import { fromNumber, sumRationals, toNumber } from '../model/index.ts';
import { activeRecords, INSTRUMENT_STATES, isInstrumentRecord } from '../policy/index.ts';
import type { DisclosureAudit } from './disclosure/disclosure-audit.ts';
import type { Roster } from './roster.ts';

/** What is on record of money in one state, in one currency. */
export interface MoneyFigures {
  readonly state: (typeof INSTRUMENT_STATES)[number];
  /** Null where the amounts are not known. */
  readonly currency: string | null;
  /** How many enterprises have such a record; null where that is hidden, and the sum with it. */
  readonly enterprises: number | null;
  readonly amount: number | null;
}

/** The money on record of all in scope; null without enterprise files, since nothing else says anything of it. */
export function moneyFigures(roster: Roster, isIn: Uint8Array, audit: DisclosureAudit): MoneyFigures[] | null {
  if (roster.files.size === 0) return null;
  const inScope = [...roster.files].filter(([index]) => isIn[index] === 1);
  const recorded = inScope.flatMap(([index, { records }]) =>
    activeRecords(records)
      .filter(isInstrumentRecord)
      .map(({ state, amount }) => ({ index, state, amount: amount?.amount, currency: amount?.currency ?? null })),
  );
  const currencies = [...new Set(recorded.map(({ currency }) => currency))];
  return currencies.flatMap((currency) =>
    INSTRUMENT_STATES.flatMap((state): MoneyFigures[] => {
      const own = recorded.filter((one) => one.state === state && one.currency === currency);
      if (own.length === 0) return [];
      const members = new Uint8Array(roster.size);
      const sums = new Map<number, number>();
      for (const { index, amount = 0 } of own) {
        members[index] = 1;
        sums.set(index, (sums.get(index) ?? 0) + amount);
      }
      const isShown = audit.admit(() => [members]) && audit.disclosable(Float64Array.from(sums.values())).mean;
      if (!isShown) return [{ state, currency, enterprises: null, amount: null }];
      const sum = currency === null ? null : toNumber(sumRationals(own.map(({ amount = 0 }) => fromNumber(amount))));
      return [{ state, currency, enterprises: sums.size, amount: sum }];
    }),
  );
}
