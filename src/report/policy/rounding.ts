import type { CombinedSum, Funding } from '../../model/generated/types.ts';
import { add, compare, type Rational, round, subtract, ZERO } from '../../model/rational.ts';
import { readMoney } from '../../policy/funding/money.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** As money is printed. */
const CENTS = 2;

/** A sum and what it is made of, as both stand in print. */
export interface Printed {
  readonly parts: readonly Rational[];
  readonly sum: Rational;
}

/**
 * What is said, once, where a sum is exact but the amounts that make it, each rounded to the cent, do not add up to it in
 * print; nothing where they do, and where the parts make another sum from the start.
 */
export function roundingNote(printed: readonly Printed[], { messages }: Vocabulary): string[] {
  return printed.some(differsInPrint) ? [messages.funding.sum.rounded] : [];
}

function differsInPrint({ parts, sum }: Printed): boolean {
  const inPrint = parts.map((part) => round(part, CENTS, 'half-away'));
  return isSum(parts, sum) && !isSum(inPrint, round(sum, CENTS, 'half-away'));
}

function isSum(parts: readonly Rational[], sum: Rational): boolean {
  return compare(parts.reduce(add, ZERO), sum) === 0;
}

/** What the instruments of each sum add up to, and what that leaves of the cost. */
export function sumsInPrint({ cost, cautious, ifCombined }: Funding): Printed[] {
  return [cautious, ...(ifCombined ? [ifCombined] : [])].flatMap((sum) => printed(sum, cost));
}

function printed({ total, interest, otherCosts = '0', own, instruments }: CombinedSum, cost: string): Printed[] {
  const less = (text: string): Rational => subtract(ZERO, readMoney(text));
  return [
    { parts: instruments.map(({ money }) => readMoney(money)), sum: readMoney(total) },
    { parts: [readMoney(cost), less(total), readMoney(interest), readMoney(otherCosts)], sum: readMoney(own) },
  ];
}
