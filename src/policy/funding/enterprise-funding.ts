// The funding of one enterprise by a policy's instruments: amounts, the best lawful combination, and the own share.
import {
  type ApplyFirst,
  add,
  type CombinedSum,
  compare,
  type Funding,
  type FundingTier,
  type JudgedInstrument,
  type Rational,
  type Recommendation,
  subtract,
  sumRationals,
  type WorkedAmount,
  ZERO,
} from '../../model/index.ts';
import { type Possible, rangeOf, settledNumber, valueAt } from '../../scoring/index.ts';
import { deadlinesOf, listLegalDues } from '../due-dates.ts';
import { findOpenGrant, type OpenGrant } from '../follow-up-records.ts';
import { type Coverage, findCoverage, isForEnterprise, judgeInstrument, mayBeLikely } from '../instruments.ts';
import { combineCosts, costOf } from '../measure-cost.ts';
import { type ProjectedEvaluation, projectSureOutcome } from '../measure-outcome.ts';
import { type CompiledMeasure, selectCovered } from '../measures.ts';
import type { ScheduledMeasure } from '../optimise/schedule.ts';
import type { CompiledInstrument, CompiledPolicy } from '../policy.ts';
import { countryOfFacts, isPlaceOpen } from '../policy-place.ts';
import type { DueDate, RecommendInput } from '../recommend-input.ts';
import { possibleAmount } from './amount-rule.ts';
import { describeApplyFirst, findEarlierInstruments, isGrantedBefore } from './application-order.ts';
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
  reduceLimit,
  stackingRelation,
} from './combination.ts';
import { createPlanTiming, type PlanTiming } from './completion-dates.ts';
import { splitIntoAreas } from './funding-areas.ts';
import {
  type AmountContext,
  type AmountInput,
  describeAmount,
  describeLoan,
  evaluateAmounts,
} from './instrument-amounts.ts';
import { evaluateLoan } from './loan.ts';
import { formatExactMoney } from './money-text.ts';

/**
 * Describes the verdict on each instrument with its amount, and the totals of the funding. `slots` is the schedule of
 * the measures.
 */
export function describeInstruments(
  basis: RecommendInput,
  chosen: readonly CompiledMeasure[],
  outcome: ProjectedEvaluation,
  slots?: readonly ScheduledMeasure[],
): Pick<Recommendation, 'instruments' | 'funding'> {
  const planTiming = createPlanTiming(basis, chosen, slots);
  const basisForFunding = createFundingBasis(basis, chosen, outcome, planTiming, listLegalDues(basis));
  const evaluatedOffers = evaluateOffers(basisForFunding);
  const instruments = basisForFunding.judged.map((judged) =>
    describeInstrument(judged, basisForFunding, evaluatedOffers),
  );
  const sums = describeFunding(basisForFunding, evaluatedOffers);
  return { instruments, ...(sums ? { funding: { ...sums, ...lowEstimateOwnShare(basisForFunding, sums) } } : {}) };
}

/**
 * Returns the own share of the enterprise if all costs are at their low estimate; empty if that is the same as its own
 * share in the plan.
 */
function lowEstimateOwnShare(funding: FundingInput, { likely }: Funding): Pick<Funding, 'ownLow'> {
  if (funding.ground.estimate === 'low') return {};
  const ownLow = formatExactMoney(ownShareOf({ ...funding, ground: { ...funding.ground, estimate: 'low' } }));
  return ownLow === likely?.own ? {} : { ownLow };
}

function describeInstrument(
  judged: JudgedInstrument,
  { ground, applyFirst }: FundingInput,
  { offers, values, openCaps }: EvaluatedOffers,
): JudgedInstrument {
  const offer = offers.find(({ instrument }) => instrument.id === judged.id);
  if (!offer) return judged;
  const amount = askForCaps(describeAmount(offer, values, ground), offer, openCaps);
  const loan = describeLoan(offer, ground);
  const tier = tierOf(offer, values);
  const isSettled = tier === undefined || tier === 'certain' || needsNewApplication(offer);
  const first = isSettled ? undefined : applyFirst(offer);
  return {
    ...judged,
    ...(tier ? { tier } : {}),
    ...(first ? { applyFirst: first } : {}),
    amount,
    ...(loan ? { loan } : {}),
  };
}

/** Adds to an amount, as facts to find out, the open facts on which the caps of the instrument's groups depend. */
function askForCaps(
  amount: WorkedAmount,
  { instrument }: InstrumentOffer,
  openCaps: EvaluatedOffers['openCaps'],
): WorkedAmount {
  const names = (instrument.definition.stack?.groups ?? []).flatMap((group) => openCaps.get(group) ?? []);
  if (names.length === 0 || amount.state === 'nothing') return amount;
  return { ...amount, clarify: [...new Set([...(amount.clarify ?? []), ...names])] };
}

function createFundingBasis(
  basis: RecommendInput,
  chosen: readonly CompiledMeasure[],
  outcome: ProjectedEvaluation,
  timing: PlanTiming,
  legalDues: readonly DueDate[],
): FundingInput {
  const { plan, sheet, assessed, judged = assessed, policy, measures, asOf, record, estimate = 'high' } = basis;
  const { awaited = new Set() } = basis;
  const grantFor = (instrument: CompiledInstrument): OpenGrant | undefined =>
    record && findOpenGrant(record, instrument, selectCovered(instrument.definition.covers, measures), chosen);
  const judgement = {
    plan,
    today: judged.evaluation,
    awaited,
    outcome,
    measures: chosen,
    timing,
    asOf,
    record,
    legalDeadlines: deadlinesOf(basis, chosen, legalDues),
    isGranted: (instrument: CompiledInstrument) => grantFor(instrument) !== undefined,
    isGrantedBefore: (instrument: CompiledInstrument) => isGrantedBefore(instrument, record, measures, chosen),
    estimate,
  };
  const judgedInstruments = policy.instruments
    .filter(({ definition }) => isForEnterprise(definition))
    .map((instrument) => judgeInstrument(instrument, judgement));
  return {
    policy,
    coverageOf: (instrument) => findCoverage(instrument, judgement),
    applyFirst: ({ instrument, covered, begun, urgent }) =>
      describeApplyFirst(instrument, {
        covered,
        begun,
        urgent,
        record,
        startOf: timing.startOf,
        asOf,
        country: countryOfFacts(Object.fromEntries(sheet)),
        after: findEarlierInstruments(instrument, judgedInstruments, record),
      }),
    grantFor,
    ground: { plan, amounts: policy.amounts, sheet: outcome.sureSheet, evaluation: outcome.sure, estimate },
    measures: chosen,
    judged: judgedInstruments,
  };
}

/**
 * Creates a function that returns the own share of the enterprise for any set of measures: their stated costs, less the
 * best lawful combination of the funding for which the enterprise is surely eligible once these measures are done. The
 * order of the measures makes no difference.
 */
export function ownShareFor(basis: RecommendInput): (measures: readonly CompiledMeasure[]) => Rational {
  const legalDues = listLegalDues(basis);
  return (measures) =>
    ownShareOf(
      createFundingBasis(
        basis,
        measures,
        projectSureOutcome(basis, measures),
        createPlanTiming(basis, measures),
        legalDues,
      ),
    );
}

/**
 * Returns what the enterprise pays if it gets all money that is certain or likely. Instruments are combined only if a
 * source allows it; loans and services do not count.
 */
function ownShareOf(funding: FundingInput): Rational {
  const evaluatedOffers = evaluateOffers(funding);
  const likelyOffers = knownOffers(LIKELY_TIERS, funding, evaluatedOffers);
  const { combination } = combineOffers(likelyOffers, false, { basis: funding, ...evaluatedOffers });
  const cost = combineCosts(funding.measures, funding.ground.estimate);
  return splitTotal(combination, likelyOffers, cost).own;
}

/** The input from which the funding of one enterprise is added up. */
interface FundingInput {
  readonly policy: Pick<CompiledPolicy, 'instruments' | 'groups' | 'ceilings'>;
  readonly ground: AmountContext;
  readonly measures: readonly CompiledMeasure[];
  /** Returns the measures of the plan that an instrument pays for, and those that begin too early for it. */
  readonly coverageOf: (instrument: CompiledInstrument) => Coverage;
  /** Returns what the enterprise must not begin before it has applied for an instrument. */
  readonly applyFirst: (offer: InstrumentOffer) => ApplyFirst | undefined;
  /** Returns the grants on record for an instrument that count towards this plan. */
  readonly grantFor: (instrument: CompiledInstrument) => OpenGrant | undefined;
  /** The verdicts on the instruments that concern the enterprise. */
  readonly judged: readonly JudgedInstrument[];
}

/** A judged instrument with the data from which its amount is calculated. */
interface InstrumentOffer extends AmountInput, PayingInstrument {
  readonly judged: JudgedInstrument;
  /** The measures that the instrument no longer pays for because they began before the application. */
  readonly begun: readonly CompiledMeasure[];
  /** The measures that the instrument does not pay for because they cannot wait for it. */
  readonly urgent: readonly CompiledMeasure[];
  /** The grant on record, if it is for measures of this plan. */
  readonly grant: OpenGrant | undefined;
}

/** The offers, and the value of every node in the plan that calculates their amounts. */
interface EvaluatedOffers {
  readonly offers: readonly InstrumentOffer[];
  readonly values: readonly Possible[];
  /**
   * The most that the instruments of each group may pay together, by group id. While a fact is open, this is the
   * greatest possible cap; null if there is no upper limit.
   */
  readonly caps: ReadonlyMap<string, Rational | null>;
  /** The open facts on which the caps of the policy's groups depend, by group id. */
  readonly openCaps: ReadonlyMap<string, readonly string[]>;
}

/** Collects the input for the amount of each instrument, and calculates the amounts. */
function evaluateOffers({ policy, ground, measures, coverageOf, grantFor, judged }: FundingInput): EvaluatedOffers {
  const readNode = (node: number): Possible => valueAt(ground.evaluation, node);
  const offers = judged.flatMap((judgement): InstrumentOffer[] => {
    const instrument = policy.instruments.find(({ id }) => id === judgement.id);
    if (!instrument) return [];
    const { amount, currency, terms } = instrument;
    const { covered, begun, urgent } = coverageOf(instrument);
    const principal = amount.kind === 'fixed' ? amount.value : null;
    const loan = terms && evaluateLoan(terms, principal, readNode);
    // If the instrument covers no measure of this plan, its grant on record was for something else.
    const grant = covered.length > 0 || !instrument.definition.covers ? grantFor(instrument) : undefined;
    const { areas: definedAreas } = instrument.definition;
    const areas = definedAreas && splitIntoAreas(definedAreas, covered);
    return [{ judged: judgement, instrument, currency, covered, begun, urgent, areas, amount, loan, grant }];
  });
  const caps = policy.groups.flatMap(({ id, currency, cap }) =>
    cap ? [{ id, amount: cap, currency, covered: measures, loan: null }] : [],
  );
  const values = evaluateAmounts([...offers, ...caps], ground);
  return {
    offers: offers.map((offer) => withPrincipal(offer, values, readNode)),
    values,
    caps: new Map(caps.map(({ id, amount }) => [id, highestAmountOf(amount, values)])),
    openCaps: new Map(caps.map((cap) => [cap.id, describeAmount(cap, values, ground).clarify ?? []] as const)),
  };
}

/** If the amount of a loan is calculated by a rule, makes this amount the principal of the loan. */
function withPrincipal(
  offer: InstrumentOffer,
  values: readonly Possible[],
  readNode: (node: number) => Possible,
): InstrumentOffer {
  const { instrument, amount, loan } = offer;
  if (!loan || !instrument.terms || instrument.definition.type !== 'loan' || amount.kind !== 'rule') return offer;
  return { ...offer, loan: evaluateLoan(instrument.terms, knownAmount(amount, values), readNode) };
}

function knownAmount(amount: AmountInput['amount'], values: readonly Possible[]): Rational | null {
  const amountRange = possibleAmount(amount, values);
  return (amountRange && settledNumber(amountRange)) ?? null;
}

/** Returns the most that an amount may be; null if it has no upper end. */
function highestAmountOf(amount: AmountInput['amount'], values: readonly Possible[]): Rational | null {
  const amountRange = possibleAmount(amount, values);
  return (amountRange && rangeOf(amountRange)?.high) ?? null;
}

/** The types of instruments that pay money, rather than lend it or provide a service. */
const PAYING_TYPES: readonly CompiledInstrument['definition']['type'][] = [
  'voucher',
  'subsidy',
  'award',
  'interest-subsidy',
];

/** For each of the three totals, the tiers whose money it includes. */
const CERTAIN_TIERS: readonly FundingTier[] = ['certain'];
const LIKELY_TIERS: readonly FundingTier[] = ['certain', 'likely'];
const POSSIBLE_TIERS: readonly FundingTier[] = ['certain', 'likely', 'possible'];

/**
 * Whether the enterprise is surely eligible for an instrument and no doubt prevents its money from counting as likely.
 */
function isLikelyEligible({ judged: { verdict, doubts } }: InstrumentOffer): boolean {
  return verdict === 'eligible' && mayBeLikely(doubts);
}

/** Whether the money granted for an instrument was for earlier work only, so that new work needs a new application. */
function needsNewApplication({ judged: { doubts = [] } }: InstrumentOffer): boolean {
  return doubts.includes('granted-before');
}

/** Returns how certain the money of an instrument is; undefined if the instrument is refused. */
function tierOf(offer: InstrumentOffer, values: readonly Possible[]): FundingTier | undefined {
  if (offer.grant) return 'certain';
  if (offer.judged.verdict === 'refused') return undefined;
  const isSettled = !isPaying(offer) || isAmountKnown(offer, values);
  return isLikelyEligible(offer) && isSettled ? 'likely' : 'possible';
}

function isPaying({ instrument }: InstrumentOffer): boolean {
  return PAYING_TYPES.includes(instrument.definition.type);
}

/** Describes the totals of the three tiers, each with the measures and instruments that it leaves out. */
function describeFunding(basis: FundingInput, { offers, values, caps }: EvaluatedOffers): Funding | undefined {
  const { ground, measures, policy } = basis;
  const currency = currencyOf(basis);
  if (currency === undefined) return undefined;
  const openOffers = offers.filter((offer) => isLikelyEligible(offer) || offer.grant);
  const openAs = (types: readonly InstrumentOffer['instrument']['definition']['type'][]): InstrumentOffer[] =>
    openOffers.filter(({ instrument }) => types.includes(instrument.definition.type));
  const eligible = openAs(PAYING_TYPES);
  const likelyOffers = knownOffers(LIKELY_TIERS, basis, { offers, values });
  const grantedOffers = knownOffers(CERTAIN_TIERS, basis, { offers, values });
  const possibleOffers = knownOffers(POSSIBLE_TIERS, basis, { offers, values });
  const listIds = (list: readonly InstrumentOffer[]): string[] => list.map(({ instrument }) => instrument.id);
  const inCurrency = eligible.filter(({ instrument }) => instrument.currency === currency);
  const unknownIds = listIds(inCurrency.filter((offer) => !likelyOffers.includes(offer)));
  const undecidedIds = listIds(
    offers.filter(
      (offer) => ['eligible', 'undecided'].includes(offer.judged.verdict) && !isLikelyEligible(offer) && !offer.grant,
    ),
  );
  const otherCurrency = listIds(eligible.filter((offer) => !inCurrency.includes(offer)));
  const certainSums = combineOffers(grantedOffers, false, { basis, values, caps });
  const likelySums = combineOffers(likelyOffers, false, { basis, values, caps });
  const possibleSums = combineOffers(possibleOffers, true, { basis, values, caps });
  const payingOffers = likelyOffers.filter((offer) => compare(moneyOf(offer, values) ?? ZERO, ZERO) > 0);
  const unclearPairs = payingOffers.flatMap((a, i) =>
    payingOffers
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
    cost: formatExactMoney(combineCosts(measures, ground.estimate)),
    ...(measures.some(({ cost }) => cost?.illustrative) ? { illustrative: true } : {}),
    ...filledLists({ withoutCost }),
    certain: describeSum(certainSums, grantedOffers, basis),
    likely: describeSum(likelySums, likelyOffers, basis),
    ...(compare(possibleSums.combination.total, likelySums.combination.total) > 0
      ? { possible: describeSum(possibleSums, possibleOffers, basis) }
      : {}),
    ...(unclearPairs.length > 0 ? { unclear: unclearPairs } : {}),
    ...filledLists({ unknown: unknownIds }),
    ...filledLists({ undecided: undecidedIds }),
    ...filledLists({ loans: listIds(openAs(['loan'])) }),
    ...filledLists({ services: listIds(openAs(['service'])) }),
    ...filledLists({ otherCurrency }),
  };
}

function filledLists<K extends string>(lists: Record<K, string[]>): Partial<Record<K, string[]>> {
  return Object.fromEntries(Object.entries<string[]>(lists).filter(([, list]) => list.length > 0)) as Partial<
    Record<K, string[]>
  >;
}

/** Returns the currency of the measures' costs; without one, the currency of the first instrument. */
function currencyOf({ measures, policy }: FundingInput): string | undefined {
  return measures.find(({ cost }) => cost)?.cost?.currency ?? policy.instruments[0]?.currency;
}

/** Whether the amount of an offer is settled, even if it is settled that there is none. */
function isAmountKnown({ amount }: InstrumentOffer, values: readonly Possible[]): boolean {
  const amountRange = possibleAmount(amount, values);
  return amountRange !== undefined && settledNumber(amountRange) !== undefined;
}

/**
 * Returns the money of an offer: the amount granted or, if no granted amount is known, the amount calculated by its
 * rule; null if neither is known.
 */
function moneyOf(offer: InstrumentOffer, values: readonly Possible[]): Rational | null {
  return offer.grant?.amount ?? knownAmount(offer.amount, values);
}

/** A combination, and the grants from which it was chosen. */
interface CombinedOffers {
  readonly combination: Combination;
  readonly grants: readonly Grant[];
}

/**
 * Finds the best lawful combination of offers with known amounts. With `unclear`, two instruments may also be combined
 * if the sources do not say whether that is allowed. Grants on record are kept in full: they use up part of the limits,
 * and exclude instruments that may not be combined with them.
 */
function combineOffers(
  known: readonly InstrumentOffer[],
  unclear: boolean,
  { basis, values, caps }: Pick<EvaluatedOffers, 'values' | 'caps'> & { readonly basis: FundingInput },
): CombinedOffers {
  const { policy, measures, ground } = basis;
  const mayCombine = (a: InstrumentOffer, b: InstrumentOffer): boolean => {
    const relation = stackingRelation(a.instrument, b.instrument, policy.groups);
    return relation === 'stated' || (relation === 'unknown' && unclear);
  };
  const keptGrants = known.filter((offer) => offer.grant?.amount);
  const counts = countLimits(policy.groups, known).map(({ id, of, most }) => ({
    id,
    of,
    most: most - keptGrants.filter(({ instrument }) => of.has(instrument.id)).length,
  }));
  const isLimitReached = ({ instrument }: InstrumentOffer): boolean =>
    counts.some(({ of, most }) => most <= 0 && of.has(instrument.id));
  const remainingOffers = known.filter(
    (offer) =>
      !keptGrants.includes(offer) &&
      !isLimitReached(offer) &&
      keptGrants.every((granted) => mayCombine(granted, offer)),
  );
  const grantsOf = (offers: readonly InstrumentOffer[]): Grant[] =>
    offers.map((offer) => ({ id: offer.instrument.id, money: moneyOf(offer, values) ?? ZERO }));
  const byId = new Map(remainingOffers.map((offer) => [offer.instrument.id, offer]));
  const groups = policy.groups.map((group) => ({ group, cap: caps.get(group.id) ?? null }));
  const usedByGrant = new Map(grantsOf(keptGrants).map(({ id, money }) => [id, money]));
  const countingOffers = [...keptGrants, ...remainingOffers];
  const combination = findCombination(grantsOf(remainingOffers), {
    mayCombine(a, b) {
      const [first, second] = [byId.get(a), byId.get(b)];
      return first !== undefined && second !== undefined && mayCombine(first, second);
    },
    limits: [
      ...groupLimits(groups, countingOffers),
      ...ceilingLimits(policy.ceilings, countingOffers, measures, ground.estimate),
    ].map((limit) => reduceLimit(limit, usedByGrant)),
    counts,
  });
  const isGranted = (id: string): boolean => usedByGrant.has(id) || combination.granted.has(id);
  return {
    combination: {
      total: add(combination.total, sumRationals(usedByGrant.values())),
      granted: new Map(
        known.flatMap(({ instrument: { id } }) =>
          isGranted(id) ? [[id, usedByGrant.get(id) ?? (combination.granted.get(id) as Rational)] as const] : [],
        ),
      ),
      binding: combination.binding,
    },
    grants: grantsOf(known),
  };
}

/**
 * Returns the offers of the given tiers that pay money of a known amount. For the certain total, only granted amounts
 * count, not amounts calculated by a rule.
 */
function knownOffers(
  tiers: readonly FundingTier[],
  basis: FundingInput,
  { offers, values }: Pick<EvaluatedOffers, 'offers' | 'values'>,
): InstrumentOffer[] {
  const currency = currencyOf(basis);
  return offers.filter((offer) => {
    const tier = tierOf(offer, values);
    // An enterprise is in only one place, so money for places in which it may not be must not be added up.
    const isCounted = tier !== undefined && tiers.includes(tier) && isPaying(offer) && !isPlaceOpen(offer.judged);
    if (needsNewApplication(offer)) return false;
    const hasMoney = offer.grant?.amount || (tiers !== CERTAIN_TIERS && isAmountKnown(offer, values));
    return isCounted && offer.instrument.currency === currency && hasMoney;
  });
}

/** The money from a combination of instruments, by kind, and the part of the cost that the enterprise still pays. */
interface FundingSplit {
  readonly grants: Rational;
  readonly interest: Rational;
  readonly otherCosts: Rational;
  readonly own: Rational;
}

/**
 * Splits the money of a combination by what it pays for. The own share is the cost of the measures less the vouchers,
 * subsidies and awards for them, but never below 0.
 */
function splitTotal({ granted }: Combination, known: readonly InstrumentOffer[], cost: Rational): FundingSplit {
  const sumMoney = (counts: (instrument: CompiledInstrument) => boolean): Rational =>
    sumRationals(known.flatMap(({ instrument }) => (counts(instrument) ? [granted.get(instrument.id) ?? ZERO] : [])));
  const paysInterest = ({ definition }: CompiledInstrument): boolean => definition.type === 'interest-subsidy';
  const grants = sumMoney(paysForMeasures);
  const remainingCost = subtract(cost, grants);
  return {
    grants,
    interest: sumMoney(paysInterest),
    otherCosts: sumMoney((instrument) => !paysForMeasures(instrument) && !paysInterest(instrument)),
    own: compare(remainingCost, ZERO) > 0 ? remainingCost : ZERO,
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
  } = splitTotal(combination, known, combineCosts(basis.measures, basis.ground.estimate));
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
