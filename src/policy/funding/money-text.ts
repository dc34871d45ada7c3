import { fraction, isDecimal, parseDecimal, type Rational, toDecimalText } from '../../model/index.ts';

/** Formats an exact amount for documents: decimal text, or a fraction such as `1000/3` if the decimals do not end. */
export function formatExactMoney(amount: Rational): string {
  if (!isDecimal(amount)) return `${amount.n}/${amount.d}`;
  return toDecimalText(amount, decimalsOf(amount));
}

/**
 * Returns the number of decimals of a fraction that has finitely many: the lowest power of ten that its denominator
 * divides.
 */
function decimalsOf({ d }: Rational): number {
  let decimals = 0;
  for (let scale = 1n; scale % d !== 0n; scale *= 10n) decimals += 1;
  return decimals;
}

/** Parses what `formatExactMoney` writes; throws a RangeError for anything else. */
export function parseExactMoney(text: string): Rational {
  const [, n, d] = /^(-?\d+)\/(\d+)$/.exec(text) ?? [];
  if (n !== undefined && d !== undefined) return fraction(BigInt(n), BigInt(d));
  const decimal = parseDecimal(text);
  if (!decimal) throw new RangeError(`no amount of money: ${text}`);
  return decimal;
}
