import type { Funding, JudgedInstrument, Recommendation } from '../../model/generated/types.ts';
import type { Rational } from '../../model/rational.ts';
import type { Basis } from '../basis.ts';
import { costTogether, type Estimate } from '../cost.ts';
import { judgeInstrument } from '../instruments.ts';
import type { CompiledMeasure } from '../measures.ts';
import { foreseeSure, type Prospect } from '../outcome.ts';
import {
  combineOffers,
  describeFunding,
  type FundingBasis,
  knownOffers,
  type Offers,
  splitTotal,
  workOutOffers,
} from './funding.ts';
import { moneyText } from './money.ts';
import { seenOf } from './seen.ts';
import { describeAmount, describeLoan } from './worked.ts';

/** What is said of every instrument, with its amount, and the sums. */
export function describeMoney(
  basis: Basis,
  chosen: readonly CompiledMeasure[],
  outcome: Prospect,
): Pick<Recommendation, 'instruments' | 'funding'> {
  const funding = fundingBasis(basis, chosen, outcome, basis.estimate ?? 'high');
  const seen = seenOf(basis, chosen, outcome);
  let worked: Offers | undefined;
  const workOut = (): Offers => {
    worked ??= workOutOffers(funding);
    return worked;
  };
  const instruments = basis.policy.instruments.map(
    (_, i) => seen.instruments[i]?.(() => describeInstrument(funding, i, workOut())) as JudgedInstrument,
  );
  const sums = seen.sums(() => {
    const described = describeFunding(funding, workOut());
    return described && { ...described, ...ownLowOf(funding, described) };
  });
  return { instruments, ...(sums ? { funding: sums } : {}) };
}

/** What the same measures would leave to pay by the low estimate of their costs, where that is something else. */
function ownLowOf(funding: FundingBasis, { cautious }: Funding): Pick<Funding, 'ownLow'> {
  if (funding.ground.estimate === 'low') return {};
  const ownLow = moneyText(ownShareOf({ ...funding, ground: { ...funding.ground, estimate: 'low' } }));
  return ownLow === cautious.own ? {} : { ownLow };
}

function describeInstrument(
  { judged: all, ground }: FundingBasis,
  i: number,
  { offers, values }: Offers,
): JudgedInstrument {
  const judged = all[i] as JudgedInstrument;
  const offer = offers.find(({ instrument }) => instrument.id === judged.id);
  if (!offer) return judged;
  const { currency } = offer.instrument;
  const amount = describeAmount(offer, currency, values, ground);
  const loan = describeLoan(offer, currency, ground);
  // What is paid to someone else depends on figures of theirs that nobody asks the enterprise for.
  if (judged.verdict === 'office') return amount.state === 'settled' ? { ...judged, amount } : judged;
  return { ...judged, amount, ...(loan ? { loan } : {}) };
}

function fundingBasis(
  { plan, assessed, judged = assessed, policy, asOf }: Basis,
  chosen: readonly CompiledMeasure[],
  outcome: Prospect,
  estimate: Estimate,
): FundingBasis {
  const around = { plan, today: judged.evaluation, outcome, measures: chosen, asOf };
  let all: readonly JudgedInstrument[] | undefined;
  return {
    policy,
    ground: { plan, amounts: policy.amounts, sheet: outcome.sureSheet, evaluation: outcome.sure, estimate },
    measures: chosen,
    // Not looked at where all that is said of them is known.
    get judged() {
      all ??= policy.instruments.map((instrument) => judgeInstrument(instrument, around));
      return all;
    },
  };
}

/**
 * What funding leaves to pay of the stated costs of any set of measures: with the best lawful combination of what the
 * enterprise is surely eligible for once they are done. The order of measures says nothing.
 */
export function ownShareFor(basis: Basis): (measures: readonly CompiledMeasure[]) => Rational {
  return (measures) =>
    ownShareOf(fundingBasis(basis, measures, foreseeSure(basis, measures), basis.estimate ?? 'high'));
}

/** What the best lawful combination leaves to pay, with nothing combined that no source says may be; loans and services aside. */
function ownShareOf(funding: FundingBasis): Rational {
  const worked = workOutOffers(funding);
  const known = knownOffers(funding, worked);
  const { combination } = combineOffers(known, false, { basis: funding, ...worked });
  const cost = costTogether(funding.measures, funding.ground.estimate);
  return splitTotal(combination, known, cost).own;
}
