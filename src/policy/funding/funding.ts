import type { Possible } from '../../condition/value.ts';
import type { CombinedSum, Funding, JudgedInstrument } from '../../model/generated/types.ts';
import { compare, type Rational, subtract, ZERO } from '../../model/rational.ts';
import { costOf, costTogether } from '../cost.ts';
import type { CompiledMeasure } from '../measures.ts';
import type { CompiledInstrument, CompiledPolicy } from '../policy.ts';
import { evaluateAmounts, type Given, type Ground, possibleAmount } from './amounts.ts';
import { settledNumber } from './arithmetic.ts';
import { type Combination, cutOf, findCombination, type Grant } from './combination.ts';
import { sumOf } from './linear.ts';
import { moneyText } from './money.ts';
import { paysForMeasures } from './pays-for.ts';
import { ceilingLimits, countLimits, groupLimits, type Paying, relationOf } from './stacking.ts';
import { findLoan } from './terms.ts';

/** What the sums of an enterprise are made from. */
export interface FundingBasis {
  readonly policy: Pick<CompiledPolicy, 'instruments' | 'groups' | 'ceilings'>;
  readonly ground: Ground;
  readonly measures: readonly CompiledMeasure[];
  /** Each instrument that concerns the enterprise, as judged. */
  readonly judged: readonly JudgedInstrument[];
}

/** An instrument with what its amount is worked out from. */
export interface Offer extends Given, Paying {
  readonly judged: JudgedInstrument;
}

/** Offers with the value of every node that their amounts read. */
export interface Offers {
  readonly offers: readonly Offer[];
  readonly values: readonly Possible[];
  /** The caps of the policy's groups; null where one is open. */
  readonly caps: ReadonlyMap<string, Rational | null>;
}

/** Puts together what each instrument's amount is worked out from, and works it out. */
export function workOutOffers({ policy, ground, measures, judged }: FundingBasis): Offers {
  const read = (node: number): Possible => ground.evaluation.values[node] as Possible;
  const offers = judged.flatMap((one): Offer[] => {
    const instrument = policy.instruments.find(({ id }) => id === one.id);
    if (!instrument) return [];
    const { amount, terms } = instrument;
    const { covers } = instrument.definition;
    const covered = measures.filter(({ tags }) => !covers || tags.some((tag) => covers.includes(tag)));
    const principal = amount.kind === 'fixed' ? amount.value : null;
    return [{ judged: one, instrument, covered, amount, loan: terms && findLoan(terms, principal, read) }];
  });
  const caps = policy.groups.flatMap(({ id, cap }) =>
    cap ? [{ id, amount: cap, covered: measures, loan: null }] : [],
  );
  const values = evaluateAmounts([...offers, ...caps], ground);
  return {
    offers: offers.map((offer) => withPrincipal(offer, values, read)),
    values,
    caps: new Map(caps.map(({ id, amount }) => [id, settled(amount, values)])),
  };
}

/** A loan whose amount follows a rule has that as its principal. */
function withPrincipal(offer: Offer, values: readonly Possible[], read: (node: number) => Possible): Offer {
  const { instrument, amount, loan } = offer;
  if (!loan || !instrument.terms || instrument.definition.type !== 'loan' || amount.kind !== 'rule') return offer;
  return { ...offer, loan: findLoan(instrument.terms, settled(amount, values), read) };
}

function settled(amount: Given['amount'], values: readonly Possible[]): Rational | null {
  const possible = possibleAmount(amount, values);
  return (possible && settledNumber(possible)) ?? null;
}

/** What pays money, as opposed to what lends it or is done for the enterprise. */
const PAYING: readonly CompiledInstrument['definition']['type'][] = ['voucher', 'subsidy', 'award', 'interest-subsidy'];

/** The sums: the best lawful combination of what is surely open, and what stays out of them. */
export function describeFunding(basis: FundingBasis, { offers, values, caps }: Offers): Funding | undefined {
  const { ground, measures, policy } = basis;
  const currency = currencyOf(basis);
  if (currency === undefined) return undefined;
  const open = offers.filter(({ judged }) => judged.verdict === 'eligible');
  const openAs = (types: readonly Offer['instrument']['definition']['type'][]): Offer[] =>
    open.filter(({ instrument }) => types.includes(instrument.definition.type));
  const eligible = openAs(PAYING);
  const known = knownOffers(basis, { offers, values });
  const ids = (list: readonly Offer[]): string[] => list.map(({ instrument }) => instrument.id);
  const inCurrency = eligible.filter(({ instrument }) => instrument.currency === currency);
  const unknown = ids(inCurrency.filter((offer) => !known.includes(offer)));
  const undecided = ids(offers.filter(({ judged }) => judged.verdict === 'undecided'));
  const otherCurrency = ids(eligible.filter((offer) => !inCurrency.includes(offer)));
  const combine = (unclear: boolean): Combined => combineOffers(known, unclear, { basis, values, caps });
  const [cautious, hopeful] = [combine(false), combine(true)];
  const worth = known.filter((offer) => compare(settled(offer.amount, values) ?? ZERO, ZERO) > 0);
  const unclear = worth.flatMap((a, i) =>
    worth
      .slice(i + 1)
      .flatMap((b): [string, string][] =>
        relationOf(a.instrument, b.instrument, policy.groups) === 'unknown' ? [[a.instrument.id, b.instrument.id]] : [],
      ),
  );
  const withoutCost = measures.filter((measure) => costOf(measure, ground.estimate) === null).map(({ id }) => id);
  return {
    currency,
    estimate: ground.estimate,
    cost: moneyText(costTogether(measures, ground.estimate)),
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

/** The currency of the measures' costs; without one, that of the first instrument. */
function currencyOf({ measures, policy }: FundingBasis): string | undefined {
  return measures.find(({ cost }) => cost)?.cost?.currency ?? policy.instruments[0]?.currency;
}

function isKnown({ amount }: Offer, values: readonly Possible[]): boolean {
  const possible = possibleAmount(amount, values);
  return possible !== undefined && settledNumber(possible) !== undefined;
}

/** A combination with the grants it was chosen from. */
export interface Combined {
  readonly combination: Combination;
  readonly grants: readonly Grant[];
}

/** The best lawful combination of offers whose amounts are known; `unclear` says whether unknown pairs may combine. */
export function combineOffers(
  known: readonly Offer[],
  unclear: boolean,
  { basis, values, caps }: Pick<Offers, 'values' | 'caps'> & { readonly basis: FundingBasis },
): Combined {
  const { policy, measures, ground } = basis;
  const grants = known.map(({ instrument, amount }) => ({ id: instrument.id, money: settled(amount, values) ?? ZERO }));
  const instruments = new Map(known.map(({ instrument }) => [instrument.id, instrument]));
  const groups = policy.groups.map((group) => ({ group, cap: caps.get(group.id) ?? null }));
  const combination = findCombination(grants, {
    mayCombine(a, b) {
      const [one, other] = [instruments.get(a), instruments.get(b)];
      const relation = one && other ? relationOf(one, other, policy.groups) : 'unknown';
      return relation === 'stated' || (relation === 'unknown' && unclear);
    },
    limits: [...groupLimits(groups, known), ...ceilingLimits(policy.ceilings, known, measures, ground.estimate)],
    counts: countLimits(policy.groups, known),
  });
  return { combination, grants };
}

/** The instruments that the enterprise is surely eligible for, whose money is known. */
export function knownOffers(basis: FundingBasis, { offers, values }: Pick<Offers, 'offers' | 'values'>): Offer[] {
  const currency = currencyOf(basis);
  return offers.filter(
    (offer) =>
      offer.judged.verdict === 'eligible' &&
      PAYING.includes(offer.instrument.definition.type) &&
      offer.instrument.currency === currency &&
      isKnown(offer, values),
  );
}

/** What the money of a combination pays for, and what is left of the cost. */
interface Split {
  readonly grants: Rational;
  readonly interest: Rational;
  readonly otherCosts: Rational;
  readonly own: Rational;
}

/** What is left of the cost after vouchers, subsidies and awards for it; what exceeds the cost is not owed to anyone. */
export function splitTotal({ granted }: Combination, known: readonly Offer[], cost: Rational): Split {
  const money = (isOne: (instrument: CompiledInstrument) => boolean): Rational =>
    sumOf(known.flatMap(({ instrument }) => (isOne(instrument) ? [granted.get(instrument.id) ?? ZERO] : [])));
  const paysInterest = ({ definition }: CompiledInstrument): boolean => definition.type === 'interest-subsidy';
  const grants = money(paysForMeasures);
  const rest = subtract(cost, grants);
  return {
    grants,
    interest: money(paysInterest),
    otherCosts: money((one) => !paysForMeasures(one) && !paysInterest(one)),
    own: compare(rest, ZERO) > 0 ? rest : ZERO,
  };
}

function describeSum({ combination, grants }: Combined, known: readonly Offer[], basis: FundingBasis): CombinedSum {
  const {
    grants: paid,
    interest,
    otherCosts,
    own,
  } = splitTotal(combination, known, costTogether(basis.measures, basis.ground.estimate));
  return {
    total: moneyText(combination.total),
    grants: moneyText(paid),
    interest: moneyText(interest),
    ...(otherCosts.n === 0n ? {} : { otherCosts: moneyText(otherCosts) }),
    own: moneyText(own),
    instruments: grants.flatMap((grant) => {
      const money = combination.granted.get(grant.id);
      if (!money) return [];
      const cut = cutOf(grant, combination);
      return [{ id: grant.id, money: moneyText(money), ...(cut.n === 0n ? {} : { cut: moneyText(cut) }) }];
    }),
    ...(combination.binding.length > 0 ? { limits: [...combination.binding] } : {}),
  };
}
