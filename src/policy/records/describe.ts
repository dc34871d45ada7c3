import type { RecordedMoney, RecordedSum, RecordSummary } from '../../model/generated/types.ts';
import { moneyText } from '../funding/money.ts';
import type { OnRecord } from './on-record.ts';
import { type InstrumentStanding, standingOfInstruments, standingOfMeasures, type Total } from './standing.ts';

/**
 * What a recommendation says of the records: the measures that are planned or under way, and the money of each
 * instrument. The sums of the policy are worked out without them. Undefined where there is nothing to say.
 */
export function describeRecord({ events }: OnRecord): RecordSummary | undefined {
  const measures = standingOfMeasures(events).flatMap(({ id, states: { planned, started, done } }) => {
    const last = started ?? planned;
    return done || !last ? [] : [{ id, state: started ? ('started' as const) : ('planned' as const), on: last.on }];
  });
  const instruments = standingOfInstruments(events).map(describeMoney);
  if (measures.length + instruments.length === 0) return undefined;
  return { ...(measures.length > 0 ? { measures } : {}), ...(instruments.length > 0 ? { instruments } : {}) };
}

function describeMoney({ id, policy, currency, totals }: InstrumentStanding): RecordedMoney {
  const { applied, granted, paid } = totals;
  return {
    id,
    policy,
    ...(currency === null ? {} : { currency }),
    ...sumOf('applied', applied),
    ...sumOf('granted', granted),
    ...sumOf('paid', paid),
  };
}

function sumOf<State extends string>(
  state: State,
  { amount, unknown, count }: Total,
): Partial<Record<State, RecordedSum>> {
  if (count === 0) return {};
  const sum: RecordedSum = {
    ...(amount === null ? {} : { amount: moneyText(amount) }),
    ...(unknown === 0 ? {} : { unknown }),
  };
  return { [state]: sum } as Partial<Record<State, RecordedSum>>;
}
