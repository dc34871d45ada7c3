import type { Money } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';

const AMOUNT = /^(\d+(?:\.(\d+))?)(?:\s*([A-Za-z]{3}))?$/;
/** As many digits as a number of a file keeps exactly. */
const MOST_DIGITS = 15;
const DECIMALS = 2;

/**
 * An amount as typed: digits, a point and at most two decimals, and after it the currency or nothing. Nothing is
 * rounded: what has more decimals is refused, and so is another currency than the one amounts are in here.
 */
export function readAmount(option: string, given: string, currency: string | undefined): Money {
  const [, number = '', decimals = '', stated] = AMOUNT.exec(given.trim()) ?? [];
  if (number === '') throw new Refusal(2, `${option}: "${given}" is not an amount like 350000 or 350000.50`);
  if (decimals.length > DECIMALS) {
    throw new Refusal(2, `${option}: "${given}" has more than two decimals; amounts are exact, so it is not rounded`);
  }
  if (number.replace('.', '').replace(/^0+/, '').length > MOST_DIGITS) {
    throw new Refusal(2, `${option}: "${given}" has more than ${MOST_DIGITS} digits`);
  }
  const written = stated?.toUpperCase() ?? currency;
  if (written === undefined)
    throw new Refusal(2, `${option}: the pack names no currency; write it after the amount, as in "${number} CNY"`);
  if (currency !== undefined && written !== currency) {
    throw new Refusal(2, `${option}: the amounts are in ${currency} here, not in ${written}`);
  }
  return { amount: Number(number), currency: written };
}
