import { fromNumber, type Rational, round, subtract, toNumber } from '../../model/rational.ts';
import { formatMoney, formatNumber } from '../number.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** Printed numbers differ by no more decimals than they have. */
const MOST_DECIMALS = 15;
const SAME = '=';

/** How far something moves, with its sign. */
export function signedDifference(before: Rational, after: Rational, { messages: { numbers } }: Vocabulary): string {
  const difference = toNumber(subtract(after, before));
  if (difference === 0) return SAME;
  return (difference > 0 ? '+' : '') + formatNumber(difference, { numbers, decimals: MOST_DECIMALS });
}

/** The same of two numbers; nothing where one of them is not known. */
export function differenceOf(before: unknown, after: unknown, vocabulary: Vocabulary): string {
  if (typeof before !== 'number' || typeof after !== 'number') return '';
  return signedDifference(fromNumber(before), fromNumber(after), vocabulary);
}

/** How far an amount of money moves: from one to the other as they are printed, to the cent. The currency stands beside it. */
export function moneyDifference(before: Rational, after: Rational, { messages: { numbers } }: Vocabulary): string {
  const [from, to] = [before, after].map((amount) => round(amount, 2, 'half-away')) as [Rational, Rational];
  const difference = toNumber(subtract(to, from));
  if (difference === 0) return SAME;
  return (difference > 0 ? '+' : '') + formatMoney(difference, '', numbers).trim();
}
