// Whether a number surprises, and what was probably meant.

import { compare, divide, fromNumber, multiply, type Rational } from '../model/index.ts';
import type { Input } from './plan.ts';
import { moneyUnitOf } from './unit-factors.ts';

/** A number outside of what is plausible. */
interface ImplausibleNumber {
  readonly stated: Rational;
  /** What it would be had it been given in single units of the currency, or in tens of thousands; where that is plausible. */
  readonly suggested?: Rational;
}

/** 万元 taken for 元, or the other way round. */
const SLIP = 10_000;

/** What is implausible about a number; undefined where nothing is, and where the pack does not say. */
export function findImplausible(input: Input, stated: Rational): ImplausibleNumber | undefined {
  if (isPlausible(input, stated)) return undefined;
  const size = moneyUnitOf(input)?.size;
  const slip = fromNumber(SLIP);
  const meant = size === SLIP ? divide(stated, slip) : size === 1 ? multiply(stated, slip) : undefined;
  const isLess = meant && compare(meant, stated) < 0;
  const { high } = input.plausible ?? {};
  const isTooHigh = Boolean(high && compare(stated, high) > 0);
  return meant && isLess === isTooHigh && isPlausible(input, meant) ? { stated, suggested: meant } : { stated };
}

function isPlausible({ plausible, whole }: Input, number: Rational): boolean {
  if (!plausible) return true;
  const { low, high } = plausible;
  if (whole && number.d !== 1n) return false;
  return (!low || compare(number, low) >= 0) && (!high || compare(number, high) <= 0);
}
