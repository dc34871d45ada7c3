import {
  add,
  type Doubt,
  type FollowUp,
  fromNumber,
  type InstrumentRecord,
  type JudgedInstrument,
  type Rational,
  type Recommendation,
  type WorkedAmount,
  ZERO,
} from '../model/index.ts';
import { type AmountTotal, INSTRUMENT_STATES, isInstrumentRecord, selectActiveRecords } from './follow-up-records.ts';
import { parseExactMoney } from './funding/money-text.ts';
import { mayBeLikely } from './instruments.ts';

/** What one enterprise contributes to the demand for instruments. */
export interface DemandSource {
  readonly recommendation?: Pick<Recommendation, 'instruments'> | undefined;
  readonly records?: readonly FollowUp[] | undefined;
}

/** The demand for one instrument over all enterprises. */
export interface InstrumentDemand {
  readonly id: string;
  /** The id of the funding programme that contains the instrument. */
  readonly policy: string;
  /** The currency of the amounts; null if no amount is known. */
  readonly currency: string | null;
  /** The number of enterprises that are eligible for the instrument, undecided, or refused. */
  readonly verdicts: Readonly<Record<'eligible' | 'undecided' | 'refused', number>>;
  /**
   * The total that the instrument would pay to the eligible enterprises. Each enterprise counts once; enterprises
   * without a known amount are counted separately.
   */
  readonly demand: AmountTotal;
  /**
   * The total for enterprises that meet the conditions although there are doubts about the instrument's money.
   * `verdicts` counts these enterprises as undecided.
   */
  readonly doubtful: AmountTotal & { readonly doubts: readonly Doubt[] };
  readonly records: Readonly<Record<InstrumentRecord['state'], AmountTotal & { readonly enterprises: number }>>;
}

/** Adds up the demand of many enterprises, which are added one at a time. */
export interface DemandTally {
  add(enterprise: DemandSource): void;
  /** Returns the demand for each instrument, in the order in which the instruments first occurred. */
  finish(): InstrumentDemand[];
}

interface Sum {
  amount: Rational | null;
  unknown: number;
  count: number;
  enterprises: number;
}

interface Line {
  readonly id: string;
  readonly policy: string;
  currency: string | null;
  readonly verdicts: { eligible: number; undecided: number; refused: number };
  readonly demand: Sum;
  readonly doubtful: Sum & { doubts: Doubt[] };
  readonly records: Record<InstrumentRecord['state'], Sum>;
}

/**
 * Adds up the demand for each instrument, and what was applied for, granted and paid. Instruments whose money goes to
 * others than the enterprise are left out.
 */
export function tallyDemand(): DemandTally {
  const lines = new Map<string, Line>();
  const lineOf = (id: string, policy: string): Line => {
    const key = `${policy} ${id}`;
    const line = lines.get(key) ?? createDemandLine(id, policy);
    lines.set(key, line);
    return line;
  };
  return {
    add({ recommendation, records = [] }) {
      for (const judgedInstrument of recommendation?.instruments ?? []) {
        const { id, policy, verdict, doubts, amount } = judgedInstrument;
        // Only files of earlier versions contain instruments that are paid to others.
        if (verdict === 'office') continue;
        const line = lineOf(id, policy);
        // An enterprise whose amount alone is unknown still counts as eligible. If there are doubts about the
        // instrument's money, it counts as undecided.
        const isDoubtful = verdict === 'eligible' && isDoubted(judgedInstrument);
        line.verdicts[isDoubtful ? 'undecided' : verdict] += 1;
        if (verdict !== 'eligible') continue;
        addTo(line, line[isDoubtful ? 'doubtful' : 'demand'], amount && { ...amount, exact: exactOf(amount) });
        if (isDoubtful) line.doubtful.doubts = [...new Set([...line.doubtful.doubts, ...(doubts ?? [])])].sort();
      }
      const instrumentRecords = selectActiveRecords(records).filter(isInstrumentRecord);
      for (const { instrument, policy, state, amount } of instrumentRecords) {
        const line = lineOf(instrument, policy);
        addTo(line, line.records[state], amount && { ...amount, exact: fromNumber(amount.amount) });
      }
      for (const [key, line] of lines) {
        for (const state of INSTRUMENT_STATES) {
          const isOnRecord = instrumentRecords.some(
            (record) => record.state === state && `${record.policy} ${record.instrument}` === key,
          );
          if (isOnRecord) line.records[state].enterprises += 1;
        }
      }
    },
    finish: () => [...lines.values()].map((line) => structuredClone(line)),
  };
}

/** Whether an instrument's money is at best possible, not likely, because of doubts about it. */
function isDoubted({ tier, doubts }: Pick<JudgedInstrument, 'tier' | 'doubts'>): boolean {
  return tier === undefined ? doubts !== undefined : !mayBeLikely(doubts);
}

/** Returns the exact amount of an instrument; undefined if the amount is not settled. */
function exactOf({ state, value }: WorkedAmount): Rational | undefined {
  if (state === 'nothing') return ZERO;
  return state === 'settled' && value !== undefined ? parseExactMoney(value) : undefined;
}

/** Adds an amount to a sum. An amount that is unknown, or not in the currency of the other amounts, is only counted. */
function addTo(
  line: Line,
  createEmptySum: Sum,
  money: { readonly currency: string; readonly exact: Rational | undefined } | undefined,
): void {
  createEmptySum.count += 1;
  if (money?.exact) line.currency ??= money.currency;
  if (!money?.exact || money.currency !== line.currency) createEmptySum.unknown += 1;
  else createEmptySum.amount = add(createEmptySum.amount ?? ZERO, money.exact);
}

function createDemandLine(id: string, policy: string): Line {
  const createEmptySum = (): Sum => ({ amount: null, unknown: 0, count: 0, enterprises: 0 });
  return {
    id,
    policy,
    currency: null,
    verdicts: { eligible: 0, undecided: 0, refused: 0 },
    demand: createEmptySum(),
    doubtful: { ...createEmptySum(), doubts: [] },
    records: { applied: createEmptySum(), granted: createEmptySum(), paid: createEmptySum() },
  };
}
