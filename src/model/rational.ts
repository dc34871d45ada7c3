/** An exact fraction in lowest terms; the denominator is positive. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The fraction n/d in lowest terms; throws a RangeError when d is 0. */
export function fraction(n: bigint, d: bigint): Rational {
  if (d === 0n) throw new RangeError('division by zero');
  if (d === 1n) return { n, d };
  const divisor = greatestCommonDivisor(n, d < 0n ? -d : d) * (d < 0n ? -1n : 1n);
  return { n: n / divisor, d: d / divisor };
}

/** Reads decimal text such as `-1.50` or `1e3` exactly; undefined when it is not a decimal number. */
export function parseDecimal(text: string): Rational | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', part = '', exponent = '0'] = match;
  const digits = BigInt(whole + part) * (sign === '-' ? -1n : 1n);
  const shift = Number(exponent) - part.length;
  return shift >= 0 ? { n: digits * 10n ** BigInt(shift), d: 1n } : fraction(digits, 10n ** BigInt(-shift));
}

/**
 * The decimal number a double was read from: the shortest text that gives the same double. Decimals of up to
 * 15 significant digits survive this exactly, which is why documents may not hold longer ones.
 */
export function fromNumber(value: number): Rational {
  const exact = parseDecimal(String(value));
  if (!exact) throw new RangeError(`not a finite number: ${value}`);
  return exact;
}

/** The double nearest to the fraction. */
export function toNumber({ n, d }: Rational): number {
  if (d === 1n) return Number(n);
  const negative = n < 0n;
  const magnitude = negative ? -n : n;
  // Scaled so that the quotient has at least 64 significant bits; the last one is made sticky for correct rounding.
  const shift = Math.max(0, 64 + bitLength(d) - bitLength(magnitude));
  const scaled = magnitude << BigInt(shift);
  const quotient = scaled / d;
  const sticky = quotient * d === scaled ? quotient : quotient | 1n;
  const value = scaleDown(Number(sticky), shift);
  return negative ? -value : value;
}

function bitLength(value: bigint): number {
  return value.toString(16).length * 4;
}

/** Divides by a power of two in steps that do not overflow. */
function scaleDown(value: number, shift: number): number {
  let [result, left] = [value, shift];
  while (left > 1000) [result, left] = [result / 2 ** 1000, left - 1000];
  return result / 2 ** left;
}

export function add(a: Rational, b: Rational): Rational {
  return a.d === b.d && a.d === 1n ? { n: a.n + b.n, d: 1n } : fraction(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, { n: -b.n, d: b.d });
}

export function multiply(a: Rational, b: Rational): Rational {
  return fraction(a.n * b.n, a.d * b.d);
}

/** a / b; throws a RangeError when b is 0. */
export function divide(a: Rational, b: Rational): Rational {
  return fraction(a.n * b.d, a.d * b.n);
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function least(a: Rational, b: Rational): Rational {
  return compare(a, b) <= 0 ? a : b;
}

export function greatest(a: Rational, b: Rational): Rational {
  return compare(a, b) >= 0 ? a : b;
}

/** Decimal text with at most so many decimals, rounded half away from zero, without trailing zeros. */
export function toDecimalText({ n, d }: Rational, decimals: number): string {
  const negative = n < 0n;
  const scale = 10n ** BigInt(decimals);
  const rounded = ((negative ? -n : n) * scale * 2n + d) / (d * 2n);
  const digits = rounded.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const part = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${negative && rounded !== 0n ? '-' : ''}${whole}${part ? `.${part}` : ''}`;
}

/** Whether the fraction has a finite decimal expansion. */
export function isDecimal({ d }: Rational): boolean {
  let rest = d;
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  return rest === 1n;
}
