// Finds implausible numbers, and suggests the number that was probably meant.

import { compare, divide, fromNumber, multiply, type Rational } from '../model/index.ts';
import type { Input } from './plan.ts';
import { moneyUnitOf } from './unit-factors.ts';

/** A number outside the plausible range. */
interface ImplausibleNumber {
  readonly stated: Rational;
  /**
   * The number that was probably meant: the stated one, converted from single units of the currency to tens of
   * thousands or the reverse. Only present if it is plausible.
   */
  readonly suggested?: Rational;
}

/** The factor between 元 and 万元, which are often confused. */
const UNIT_SLIP = 10_000;

/**
 * Returns an implausible number with a suggestion; undefined if the number is plausible, or if the pack states no
 * range.
 */
export function findImplausible(input: Input, stated: Rational): ImplausibleNumber | undefined {
  if (isPlausible(input, stated)) return undefined;
  const size = moneyUnitOf(input)?.size;
  const factor = fromNumber(UNIT_SLIP);
  const suggestedNumber =
    size === UNIT_SLIP ? divide(stated, factor) : size === 1 ? multiply(stated, factor) : undefined;
  const isLess = suggestedNumber && compare(suggestedNumber, stated) < 0;
  const { high } = input.plausible ?? {};
  const isTooHigh = Boolean(high && compare(stated, high) > 0);
  return suggestedNumber && isLess === isTooHigh && isPlausible(input, suggestedNumber)
    ? { stated, suggested: suggestedNumber }
    : { stated };
}

function isPlausible({ plausible, whole }: Input, number: Rational): boolean {
  if (!plausible) return true;
  const { low, high } = plausible;
  if (whole && number.d !== 1n) return false;
  return (!low || compare(number, low) >= 0) && (!high || compare(number, high) <= 0);
}
