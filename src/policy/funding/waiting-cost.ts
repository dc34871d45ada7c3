// What it costs to wait for funding, beside the money that it brings.
import {
  add,
  compare,
  countMonthsBetween,
  divide,
  fromNumber,
  multiply,
  ONE,
  type Rational,
  type Recommendation,
  ZERO,
} from '../../model/index.ts';
import type { Application } from './application-order.ts';
import { readFundingSums } from './funding-tiers.ts';
import { formatExactMoney, parseExactMoney } from './money-text.ts';

const MONTHS_A_YEAR = fromNumber(12);

/** The money of some instruments, and the losses in a month that the measures waiting for it act on; exact amounts. */
export interface WaitingCost {
  readonly grant: string;
  readonly monthlyLoss: string;
  readonly currency: string;
}

/**
 * Compares the money of instruments on the same terms with the losses that go on while their measures wait, by the
 * figures that the enterprise states itself. Undefined if the wait costs no more than the money: the published wait or, if
 * none is published, one month.
 */
export function weighWaiting(
  applications: readonly Application[],
  { asOf, funding, pains = [] }: Pick<Recommendation, 'asOf' | 'funding' | 'pains'>,
): WaitingCost | undefined {
  const [first] = applications;
  if (!first || !funding || first.applyFirst.applied !== undefined) return undefined;
  const { currency } = funding;
  const { measures, from } = first.applyFirst;
  const yearlyLoss = pains
    .filter(({ state, by = [] }) => state !== 'open' && by.some((id) => measures.includes(id)))
    .flatMap(({ figure }) => (figure?.is === 'year' && figure.currency === currency ? [figure.amount] : []))
    .reduce((sum, amount) => add(sum, parseExactMoney(amount)), ZERO);
  const { likely, possible = likely } = readFundingSums(funding);
  const grant = (possible?.instruments ?? [])
    .filter(({ id }) => applications.some((application) => application.id === id))
    .reduce((sum, { money }) => add(sum, parseExactMoney(money)), ZERO);
  const monthlyLoss = divide(yearlyLoss, MONTHS_A_YEAR);
  const wait: Rational = from === undefined ? ONE : countMonthsBetween(asOf, from);
  if (grant.n === 0n || compare(multiply(monthlyLoss, wait), grant) <= 0) return undefined;
  return { grant: formatExactMoney(grant), monthlyLoss: formatExactMoney(monthlyLoss), currency };
}
