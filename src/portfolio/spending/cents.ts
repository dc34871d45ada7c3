import { ceiling, multiply, type Rational } from '../../model/rational.ts';

const CENTS: Rational = { n: 100n, d: 1n };

/** An amount of a currency in whole hundredths of it, rounded up: what is to be paid is never said too low. */
export function toCents(amount: Rational): number {
  return Number(ceiling(multiply(amount, CENTS)));
}

/** Hundredths as an amount of the currency. */
export function fromCents(cents: number): number {
  return cents / 100;
}
