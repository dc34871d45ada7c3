// What a policy's instruments pay one enterprise: amounts, the best lawful combination, and what is left to pay.
import {
  type CombinedSum,
  compare,
  type Funding,
  type JudgedInstrument,
  type Rational,
  type Recommendation,
  subtract,
  sumRationals,
  ZERO,
} from '../../model/index.ts';
import { type Possible, settledNumber } from '../../scoring/index.ts';
import { isForEnterprise, judgeInstrument } from '../instruments.ts';
import { combinedCost, costOf, type Estimate } from '../measure-cost.ts';
import { type ProjectedEvaluation, projectSureOutcome } from '../measure-outcome.ts';
import { type CompiledMeasure, coveredBy } from '../measures.ts';
import type { CompiledInstrument, CompiledPolicy } from '../policy.ts';
import type { RecommendInput } from '../recommend-input.ts';
import { possibleAmount } from './amount-rule.ts';
import {
  type Combination,
  ceilingLimits,
  countLimits,
  cutOf,
  findCombination,
  type Grant,
  groupLimits,
  type PayingInstrument,
  paysForMeasures,
  stackingRelation,
} from './combination.ts';
import {
  type AmountContext,
  type AmountInput,
  describeAmount,
  describeLoan,
  evaluateAmounts,
} from './instrument-amounts.ts';
import { evaluateLoan } from './loan.ts';
import { formatExactMoney } from './money-text.ts';

/** Describes the verdict on every instrument with its amount, and the sums. */
export function describeInstruments(
  basis: RecommendInput,
  chosen: readonly CompiledMeasure[],
  outcome: ProjectedEvaluation,
): Pick<Recommendation, 'instruments' | 'funding'> {
  const funding = fundingBasis(basis, chosen, outcome, basis.estimate ?? 'high');
  const worked = evaluateOffers(funding);
  const instruments = funding.judged.map((judged) => describeInstrument(judged, funding, worked));
  const sums = describeFunding(funding, worked);
  return { instruments, ...(sums ? { funding: { ...sums, ...ownLowOf(funding, sums) } } : {}) };
}

/** Returns what the same measures would leave to pay by the low estimate of their costs, if that differs. */
function ownLowOf(funding: FundingInput, { cautious }: Funding): Pick<Funding, 'ownLow'> {
  if (funding.ground.estimate === 'low') return {};
  const ownLow = formatExactMoney(ownShareOf({ ...funding, ground: { ...funding.ground, estimate: 'low' } }));
  return ownLow === cautious.own ? {} : { ownLow };
}

function describeInstrument(
  judged: JudgedInstrument,
  { ground }: FundingInput,
  { offers, values }: EvaluatedOffers,
): JudgedInstrument {
  const offer = offers.find(({ instrument }) => instrument.id === judged.id);
  if (!offer) return judged;
  const amount = describeAmount(offer, values, ground);
  const loan = describeLoan(offer, ground);
  return { ...judged, amount, ...(loan ? { loan } : {}) };
}

function fundingBasis(
  { plan, assessed, judged = assessed, policy, asOf }: RecommendInput,
  chosen: readonly CompiledMeasure[],
  outcome: ProjectedEvaluation,
  estimate: Estimate,
): FundingInput {
  const around = { plan, today: judged.evaluation, outcome, measures: chosen, asOf };
  return {
    policy,
    ground: { plan, amounts: policy.amounts, sheet: outcome.sureSheet, evaluation: outcome.sure, estimate },
    measures: chosen,
    judged: policy.instruments
      .filter(({ definition }) => isForEnterprise(definition))
      .map((instrument) => judgeInstrument(instrument, around)),
  };
}

/**
 * Creates a function that returns what funding leaves to pay of the stated costs of any set of measures, with the best
 * lawful combination of what the enterprise is surely eligible for once they are done. The order of the measures makes
 * no difference.
 */
export function ownShareFor(basis: RecommendInput): (measures: readonly CompiledMeasure[]) => Rational {
  return (measures) =>
    ownShareOf(fundingBasis(basis, measures, projectSureOutcome(basis, measures), basis.estimate ?? 'high'));
}

/**
 * Returns what the best lawful combination leaves to pay. Instruments are combined only if a source allows it; loans
 * and services do not count.
 */
function ownShareOf(funding: FundingInput): Rational {
  const worked = evaluateOffers(funding);
  const known = knownOffers(funding, worked);
  const { combination } = combineOffers(known, false, { basis: funding, ...worked });
  const cost = combinedCost(funding.measures, funding.ground.estimate);
  return splitTotal(combination, known, cost).own;
}

/** The input of an enterprise's sums. */
interface FundingInput {
  readonly policy: Pick<CompiledPolicy, 'instruments' | 'groups' | 'ceilings'>;
  readonly ground: AmountContext;
  readonly measures: readonly CompiledMeasure[];
  /** The instruments that concern the enterprise, as judged. */
  readonly judged: readonly JudgedInstrument[];
}

/** An instrument with the input of its amount. */
interface InstrumentOffer extends AmountInput, PayingInstrument {
  readonly judged: JudgedInstrument;
}

/** Offers with the value of every node that their amounts read. */
interface EvaluatedOffers {
  readonly offers: readonly InstrumentOffer[];
  readonly values: readonly Possible[];
  /** The caps of the policy's groups, by group id; null if the cap is open. */
  readonly caps: ReadonlyMap<string, Rational | null>;
}

/** Collects the input of each instrument's amount, and evaluates it. */
function evaluateOffers({ policy, ground, measures, judged }: FundingInput): EvaluatedOffers {
  const read = (node: number): Possible => ground.evaluation.values[node] as Possible;
  const offers = judged.flatMap((judgement): InstrumentOffer[] => {
    const instrument = policy.instruments.find(({ id }) => id === judgement.id);
    if (!instrument) return [];
    const { amount, currency, terms } = instrument;
    const covered = coveredBy(instrument.definition.covers, measures);
    const principal = amount.kind === 'fixed' ? amount.value : null;
    return [
      { judged: judgement, instrument, currency, covered, amount, loan: terms && evaluateLoan(terms, principal, read) },
    ];
  });
  const caps = policy.groups.flatMap(({ id, currency, cap }) =>
    cap ? [{ id, amount: cap, currency, covered: measures, loan: null }] : [],
  );
  const values = evaluateAmounts([...offers, ...caps], ground);
  return {
    offers: offers.map((offer) => withPrincipal(offer, values, read)),
    values,
    caps: new Map(caps.map(({ id, amount }) => [id, knownAmount(amount, values)])),
  };
}

/** Sets the principal of a loan whose amount follows a rule. */
function withPrincipal(
  offer: InstrumentOffer,
  values: readonly Possible[],
  read: (node: number) => Possible,
): InstrumentOffer {
  const { instrument, amount, loan } = offer;
  if (!loan || !instrument.terms || instrument.definition.type !== 'loan' || amount.kind !== 'rule') return offer;
  return { ...offer, loan: evaluateLoan(instrument.terms, knownAmount(amount, values), read) };
}

function knownAmount(amount: AmountInput['amount'], values: readonly Possible[]): Rational | null {
  const possible = possibleAmount(amount, values);
  return (possible && settledNumber(possible)) ?? null;
}

/** Whether the enterprise is surely eligible and nothing about the offer must be clarified. */
function isCertain({ judged: { verdict, doubts } }: InstrumentOffer): boolean {
  return verdict === 'eligible' && !doubts;
}

/** The types that pay money, as opposed to lending it or providing a service. */
const PAYING: readonly CompiledInstrument['definition']['type'][] = ['voucher', 'subsidy', 'award', 'interest-subsidy'];

/** Describes the sums: the best lawful combination of what is surely open, and what they leave out. */
function describeFunding(basis: FundingInput, { offers, values, caps }: EvaluatedOffers): Funding | undefined {
  const { ground, measures, policy } = basis;
  const currency = currencyOf(basis);
  if (currency === undefined) return undefined;
  const open = offers.filter(isCertain);
  const openAs = (types: readonly InstrumentOffer['instrument']['definition']['type'][]): InstrumentOffer[] =>
    open.filter(({ instrument }) => types.includes(instrument.definition.type));
  const eligible = openAs(PAYING);
  const known = knownOffers(basis, { offers, values });
  const ids = (list: readonly InstrumentOffer[]): string[] => list.map(({ instrument }) => instrument.id);
  const inCurrency = eligible.filter(({ instrument }) => instrument.currency === currency);
  const unknown = ids(inCurrency.filter((offer) => !known.includes(offer)));
  const undecided = ids(
    offers.filter((offer) => ['eligible', 'undecided'].includes(offer.judged.verdict) && !isCertain(offer)),
  );
  const otherCurrency = ids(eligible.filter((offer) => !inCurrency.includes(offer)));
  const combine = (unclear: boolean): CombinedOffers => combineOffers(known, unclear, { basis, values, caps });
  const [cautious, hopeful] = [combine(false), combine(true)];
  const worth = known.filter((offer) => compare(knownAmount(offer.amount, values) ?? ZERO, ZERO) > 0);
  const unclear = worth.flatMap((a, i) =>
    worth
      .slice(i + 1)
      .flatMap((b): [string, string][] =>
        stackingRelation(a.instrument, b.instrument, policy.groups) === 'unknown'
          ? [[a.instrument.id, b.instrument.id]]
          : [],
      ),
  );
  const withoutCost = measures.filter((measure) => costOf(measure, ground.estimate) === null).map(({ id }) => id);
  return {
    currency,
    estimate: ground.estimate,
    cost: formatExactMoney(combinedCost(measures, ground.estimate)),
    ...(measures.some(({ cost }) => cost?.illustrative) ? { illustrative: true } : {}),
    ...listed({ withoutCost }),
    cautious: describeSum(cautious, known, basis),
    ...(compare(hopeful.combination.total, cautious.combination.total) > 0
      ? { ifCombined: describeSum(hopeful, known, basis) }
      : {}),
    ...(unclear.length > 0 ? { unclear } : {}),
    ...listed({ unknown }),
    ...listed({ undecided }),
    ...listed({ loans: ids(openAs(['loan'])) }),
    ...listed({ services: ids(openAs(['service'])) }),
    ...listed({ otherCurrency }),
  };
}

function listed<K extends string>(lists: Record<K, string[]>): Partial<Record<K, string[]>> {
  return Object.fromEntries(Object.entries<string[]>(lists).filter(([, list]) => list.length > 0)) as Partial<
    Record<K, string[]>
  >;
}

/** Returns the currency of the measures' costs; without one, that of the first instrument. */
function currencyOf({ measures, policy }: FundingInput): string | undefined {
  return measures.find(({ cost }) => cost)?.cost?.currency ?? policy.instruments[0]?.currency;
}

function isKnown({ amount }: InstrumentOffer, values: readonly Possible[]): boolean {
  const possible = possibleAmount(amount, values);
  return possible !== undefined && settledNumber(possible) !== undefined;
}

/** A combination with the grants it was chosen from. */
interface CombinedOffers {
  readonly combination: Combination;
  readonly grants: readonly Grant[];
}

/**
 * Finds the best lawful combination of offers with known amounts; `unclear` allows combining pairs on which the sources
 * are silent.
 */
function combineOffers(
  known: readonly InstrumentOffer[],
  unclear: boolean,
  { basis, values, caps }: Pick<EvaluatedOffers, 'values' | 'caps'> & { readonly basis: FundingInput },
): CombinedOffers {
  const { policy, measures, ground } = basis;
  const grants = known.map(({ instrument, amount }) => ({
    id: instrument.id,
    money: knownAmount(amount, values) ?? ZERO,
  }));
  const instruments = new Map(known.map(({ instrument }) => [instrument.id, instrument]));
  const groups = policy.groups.map((group) => ({ group, cap: caps.get(group.id) ?? null }));
  const combination = findCombination(grants, {
    mayCombine(a, b) {
      const [first, second] = [instruments.get(a), instruments.get(b)];
      const relation = first && second ? stackingRelation(first, second, policy.groups) : 'unknown';
      return relation === 'stated' || (relation === 'unknown' && unclear);
    },
    limits: [...groupLimits(groups, known), ...ceilingLimits(policy.ceilings, known, measures, ground.estimate)],
    counts: countLimits(policy.groups, known),
  });
  return { combination, grants };
}

/** Returns the paying instruments that the enterprise is surely eligible for and whose money is known. */
function knownOffers(
  basis: FundingInput,
  { offers, values }: Pick<EvaluatedOffers, 'offers' | 'values'>,
): InstrumentOffer[] {
  const currency = currencyOf(basis);
  return offers.filter(
    (offer) =>
      isCertain(offer) &&
      PAYING.includes(offer.instrument.definition.type) &&
      offer.instrument.currency === currency &&
      isKnown(offer, values),
  );
}

/** How the money of a combination is used, and what is left of the cost to pay. */
interface Split {
  readonly grants: Rational;
  readonly interest: Rational;
  readonly otherCosts: Rational;
  readonly own: Rational;
}

/**
 * Splits a combination by use. What is left to pay is the cost less vouchers, subsidies and awards for it, never below
 * 0.
 */
function splitTotal({ granted }: Combination, known: readonly InstrumentOffer[], cost: Rational): Split {
  const money = (counts: (instrument: CompiledInstrument) => boolean): Rational =>
    sumRationals(known.flatMap(({ instrument }) => (counts(instrument) ? [granted.get(instrument.id) ?? ZERO] : [])));
  const paysInterest = ({ definition }: CompiledInstrument): boolean => definition.type === 'interest-subsidy';
  const grants = money(paysForMeasures);
  const rest = subtract(cost, grants);
  return {
    grants,
    interest: money(paysInterest),
    otherCosts: money((instrument) => !paysForMeasures(instrument) && !paysInterest(instrument)),
    own: compare(rest, ZERO) > 0 ? rest : ZERO,
  };
}

function describeSum(
  { combination, grants }: CombinedOffers,
  known: readonly InstrumentOffer[],
  basis: FundingInput,
): CombinedSum {
  const {
    grants: paid,
    interest,
    otherCosts,
    own,
  } = splitTotal(combination, known, combinedCost(basis.measures, basis.ground.estimate));
  return {
    total: formatExactMoney(combination.total),
    grants: formatExactMoney(paid),
    interest: formatExactMoney(interest),
    ...(otherCosts.n === 0n ? {} : { otherCosts: formatExactMoney(otherCosts) }),
    own: formatExactMoney(own),
    instruments: grants.flatMap((grant) => {
      const money = combination.granted.get(grant.id);
      if (!money) return [];
      const cut = cutOf(grant, combination);
      return [
        { id: grant.id, money: formatExactMoney(money), ...(cut.n === 0n ? {} : { cut: formatExactMoney(cut) }) },
      ];
    }),
    ...(combination.binding.length > 0 ? { limits: [...combination.binding] } : {}),
  };
}
