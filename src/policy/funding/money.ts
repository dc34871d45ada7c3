import {
  add,
  compare,
  fraction,
  isDecimal,
  parseDecimal,
  type Rational,
  subtract,
  toDecimalText,
  ZERO,
} from '../../model/rational.ts';

/** An exact amount as documents hold it: decimal text, or a fraction such as `1000/3` where that has no end. */
export function moneyText(amount: Rational): string {
  if (!isDecimal(amount)) return `${amount.n}/${amount.d}`;
  return toDecimalText(amount, decimalsOf(amount));
}

/** How many decimals a fraction with a finite expansion has: its denominator divides that power of ten. */
function decimalsOf({ d }: Rational): number {
  let decimals = 0;
  for (let scale = 1n; scale % d !== 0n; scale *= 10n) decimals += 1;
  return decimals;
}

/** Reads what `moneyText` writes; throws a RangeError for anything else. */
export function readMoney(text: string): Rational {
  const [, n, d] = /^(-?\d+)\/(\d+)$/.exec(text) ?? [];
  if (n !== undefined && d !== undefined) return fraction(BigInt(n), BigInt(d));
  const decimal = parseDecimal(text);
  if (!decimal) throw new RangeError(`no amount of money: ${text}`);
  return decimal;
}

/**
 * An amount in parts of whole cents that add up to it exactly: each gets the cents of its exact share, those left over
 * go one by one to the greatest remainders, of equal ones to the first. Shares are never negative and not all 0; of
 * an amount that is no whole number of cents, the rest that is less than a cent goes with the last of these.
 */
export function splitMoney(amount: Rational, shares: readonly Rational[]): Rational[] {
  const whole = shares.reduce(add, ZERO);
  if (compare(whole, ZERO) <= 0) throw new RangeError('nothing to split by');
  const exact = shares.map((share) => fraction(amount.n * share.n * whole.d, amount.d * share.d * whole.n));
  const parts = exact.map(wholeCents);
  const remainders = exact.map((part, i) => subtract(part, parts[i] as Rational));
  const order = parts
    .map((_, i) => i)
    .sort((a, b) => compare(remainders[b] as Rational, remainders[a] as Rational) || a - b);
  let left = subtract(amount, parts.reduce(add, ZERO));
  for (const i of order) {
    if (compare(left, ZERO) <= 0) break;
    const cent = compare(left, CENT) < 0 ? left : CENT;
    parts[i] = add(parts[i] as Rational, cent);
    left = subtract(left, cent);
  }
  return parts;
}

const CENT: Rational = { n: 1n, d: 100n };

function wholeCents({ n, d }: Rational): Rational {
  return fraction((n * 100n) / d, 100n);
}
