/** An exact fraction in lowest terms; the denominator is positive. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

export function wholeNumber(value: number | bigint): Rational {
  return { n: BigInt(value), d: 1n };
}

const DECIMAL_PATTERN = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Up to this limit a double represents every whole number exactly, and dividing doubles is faster than dividing
 * bigints.
 */
const SAFE_INTEGER_LIMIT = 2n ** 53n;

/** Returns the greatest common divisor; `b` is positive. */
export function computeGreatestCommonDivisor(a: bigint, b: bigint): bigint {
  const size = a < 0n ? -a : a;
  if (size <= SAFE_INTEGER_LIMIT && b <= SAFE_INTEGER_LIMIT) {
    let x = Number(size);
    let y = Number(b);
    while (y !== 0) {
      const remainder = x % y;
      x = y;
      y = remainder;
    }
    return BigInt(x);
  }
  let [x, y] = [size, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Returns the fraction n/d in lowest terms; throws a RangeError if d is 0. */
export function fraction(n: bigint, d: bigint): Rational {
  if (d === 0n) throw new RangeError('division by zero');
  if (d === 1n) return { n, d };
  const divisor = computeGreatestCommonDivisor(n, d < 0n ? -d : d) * (d < 0n ? -1n : 1n);
  if (divisor === 1n) return { n, d };
  return { n: n / divisor, d: d / divisor };
}

/** Parses decimal text such as `-1.50` or `1e3` exactly; undefined if it is not a decimal number. */
export function parseDecimal(text: string): Rational | undefined {
  // Most numbers of packs are whole, and testing for that with a regular expression takes four times as long.
  const smallNumber = Number(text);
  if (Number.isSafeInteger(smallNumber) && String(smallNumber) === text) return { n: BigInt(smallNumber), d: 1n };
  const match = DECIMAL_PATTERN.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', part = '', exponent = '0'] = match;
  const digits = BigInt(whole + part) * (sign === '-' ? -1n : 1n);
  const shift = Number(exponent) - part.length;
  return shift >= 0 ? { n: digits * 10n ** BigInt(shift), d: 1n } : fraction(digits, 10n ** BigInt(-shift));
}

const FRACTION_PATTERN = /^(-?[0-9]{1,15})\/([1-9][0-9]{0,14})$/;

/** Parses a number of a rubric exactly: a decimal, or a fraction such as `1/3`; undefined for any other text. */
export function parseExact(stated: number | string): Rational | undefined {
  const text = String(stated);
  const [, n, d] = (text.includes('/') && FRACTION_PATTERN.exec(text)) || [];
  return n === undefined || d === undefined ? parseDecimal(text) : fraction(BigInt(n), BigInt(d));
}

/**
 * Returns the decimal number that a double was read from: the shortest text that gives the same double. Decimals of up
 * to 15 significant digits survive this exactly, which is why documents may not contain longer ones.
 */
export function fromNumber(value: number): Rational {
  const exactNumber = parseDecimal(String(value));
  if (!exactNumber) throw new RangeError(`not a finite number: ${value}`);
  return exactNumber;
}

/**
 * Parses a number that a program wrote from a double with 16 or 17 digits, such as `0.30000000000000004` or
 * `0.29999999999999999`. Returns undefined if no double is written with exactly these digits, because reading it would
 * lose some; also for whole numbers, because with so many digits they are codes, not amounts.
 */
export function parseWrittenDouble(text: string): number | undefined {
  const number = Number(text);
  const exactNumber = Number.isFinite(number) && !Number.isInteger(number) ? parseDecimal(text) : undefined;
  if (!exactNumber) return undefined;
  const forms = [String(number), number.toPrecision(16), number.toPrecision(17)];
  return forms.some((form) => compare(parseDecimal(form) as Rational, exactNumber) === 0) ? number : undefined;
}

/** Every double is a whole multiple of 2^-1074. */
const MAX_BINARY_DIGITS = 1074;

/** Returns the double nearest to a fraction; if two are equally near, the one whose last binary digit is 0. */
export function toNumber({ n, d }: Rational): number {
  if (d === 1n) return Number(n);
  const magnitude = n < 0n ? -n : n;
  // Both are exact as doubles, so their quotient is rounded only once.
  if (magnitude <= SAFE_INTEGER_LIMIT && d <= SAFE_INTEGER_LIMIT) return Number(n) / Number(d);
  // The quotient is rounded only once, to as many binary places as a double of its size has.
  let binaryDigits = Math.min(MAX_BINARY_DIGITS, 53 + countBits(d) - countBits(magnitude));
  if (findNearestMultiple(magnitude, d, binaryDigits) > 2n ** 53n) binaryDigits--;
  const value = Number(findNearestMultiple(magnitude, d, binaryDigits)) * 2 ** -binaryDigits;
  return n < 0n ? -value : value;
}

/** Returns n/d as a multiple of 2^-`places`, rounded half to even. */
function findNearestMultiple(n: bigint, d: bigint, places: number): bigint {
  const [top, bottom] = places >= 0 ? [n << BigInt(places), d] : [n, d << BigInt(-places)];
  const quotient = top / bottom;
  const twiceRest = (top - quotient * bottom) * 2n;
  const roundsAwayFromZero = twiceRest > bottom || (twiceRest === bottom && quotient % 2n === 1n);
  return roundsAwayFromZero ? quotient + 1n : quotient;
}

function countBits(value: bigint): number {
  const hex = value.toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex.charAt(0), 16)) + 28;
}

export function add(a: Rational, b: Rational): Rational {
  if (a.n === 0n) return b;
  if (b.n === 0n) return a;
  return a.d === b.d ? fraction(a.n + b.n, a.d) : fraction(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function absolute({ n, d }: Rational): Rational {
  return n < 0n ? { n: -n, d } : { n, d };
}

export function sumRationals(values: Iterable<Rational>): Rational {
  let sum = ZERO;
  for (const value of values) sum = add(sum, value);
  return sum;
}

export function negate({ n, d }: Rational): Rational {
  return { n: -n, d };
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, negate(b));
}

export function multiply(a: Rational, b: Rational): Rational {
  if (a.n === 1n && a.d === 1n) return b;
  if (b.n === 1n && b.d === 1n) return a;
  return fraction(a.n * b.n, a.d * b.d);
}

/** Returns a / b; throws a RangeError if b is 0. */
export function divide(a: Rational, b: Rational): Rational {
  return fraction(a.n * b.d, a.d * b.n);
}

/** Returns a negative number, zero or a positive number if a is less than, equal to or greater than b. */
export function compare(a: Rational, b: Rational): number {
  if (a === b) return 0;
  const haveSameDenominator = a.d === b.d;
  const [x, y] = haveSameDenominator ? [a.n, b.n] : [a.n * b.d, b.n * a.d];
  return x < y ? -1 : x > y ? 1 : 0;
}

export function least(a: Rational, b: Rational): Rational {
  return compare(a, b) <= 0 ? a : b;
}

export function greatest(a: Rational, b: Rational): Rational {
  return compare(a, b) >= 0 ? a : b;
}

/** The most decimals that a number in an answer or an export has; a difference of two such numbers has no more. */
export const MAX_DECIMALS = 15;

/** Formats a decimal with at most `decimals` decimals, rounded half away from zero, without trailing zeros. */
export function toDecimalText({ n, d }: Rational, decimals: number): string {
  const isNegative = n < 0n;
  const scale = 10n ** BigInt(decimals);
  const rounded = ((isNegative ? -n : n) * scale * 2n + d) / (d * 2n);
  const digits = rounded.toString().padStart(decimals + 1, '0');
  const wholeDigits = digits.slice(0, digits.length - decimals);
  const part = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${isNegative && rounded !== 0n ? '-' : ''}${wholeDigits}${part ? `.${part}` : ''}`;
}

/** Returns the smallest whole number that is at least a fraction. */
export function ceiling({ n, d }: Rational): bigint {
  const quotient = n / d;
  return n > 0n && n % d !== 0n ? quotient + 1n : quotient;
}

/**
 * How a number is rounded that has more decimals than wanted: an exact half up, to the even digit, or away from zero;
 * or every number down or up.
 */
export type RoundingMode = 'half-up' | 'half-even' | 'half-away' | 'down' | 'up';

/** Rounds a number to the given number of decimals. */
export function round(number: Rational, decimals: number, mode: RoundingMode): Rational {
  const scale = 10n ** BigInt(decimals);
  const scaledNumerator = number.n * scale;
  const remainder = ((scaledNumerator % number.d) + number.d) % number.d;
  const flooredQuotient = (scaledNumerator - remainder) / number.d;
  return fraction(
    roundsUp(flooredQuotient, remainder * 2n, number.d, mode) ? flooredQuotient + 1n : flooredQuotient,
    scale,
  );
}

function roundsUp(flooredQuotient: bigint, twiceRest: bigint, one: bigint, mode: RoundingMode): boolean {
  if (twiceRest === 0n || mode === 'down') return false;
  if (mode === 'up' || twiceRest !== one) return mode === 'up' || twiceRest > one;
  // The number is exactly halfway between `flooredQuotient` and the next one.
  return mode === 'half-up' || (mode === 'half-even' ? flooredQuotient % 2n !== 0n : flooredQuotient >= 0n);
}

/** Whether the fraction has a finite decimal expansion. */
export function isDecimal({ d }: Rational): boolean {
  let rest = d;
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  return rest === 1n;
}

/**
 * A whole number of any size. It is a double as long as that represents it and its neighbours exactly, because adding
 * and multiplying doubles is many times faster; otherwise it is a bigint. Each number has only one form, so equal
 * numbers are equal by `===`.
 */
export type Whole = number | bigint;

export function toWhole(value: bigint): Whole {
  const asDouble = Number(value);
  return Number.isSafeInteger(asDouble) ? asDouble : value;
}

export function addWhole(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    // If the exact sum is beyond the safe range, the rounded sum is as well.
    if (Number.isSafeInteger(sum)) return sum;
  }
  return toWhole(BigInt(a) + BigInt(b));
}

export function multiplyWhole(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product;
  }
  return toWhole(BigInt(a) * BigInt(b));
}

/** Divides a number by one of its divisors. */
export function divideWhole(a: Whole, divisor: Whole): Whole {
  if (divisor === 1) return a;
  if (typeof a === 'number' && typeof divisor === 'number') return a / divisor;
  return toWhole(BigInt(a) / BigInt(divisor));
}

/**
 * Returns the smallest whole number that is at least n/d; with `isAbove`, the smallest that is greater. The denominator
 * is positive.
 */
export function roundWholeUp(n: Whole, d: Whole, isAbove: boolean): Whole {
  const [whole, rest] = divideWithRest(n, d);
  return rest > 0 || (rest === 0 && isAbove) ? addWhole(whole, 1) : whole;
}

/** Divides with truncation towards 0; the remainder has the sign of the dividend. */
function divideWithRest(n: Whole, d: Whole): readonly [whole: Whole, rest: Whole] {
  if (typeof n === 'number' && typeof d === 'number') {
    const remainder = n % d;
    return [(n - remainder) / d, remainder + 0];
  }
  const [top, bottom] = [BigInt(n), BigInt(d)];
  return [toWhole(top / bottom), toWhole(top % bottom)];
}

/** Returns the greatest common divisor; `b` is not negative. */
export function computeCommonDivisor(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    let [x, y] = [Math.abs(a), b];
    while (y !== 0) [x, y] = [y, x % y];
    return x;
  }
  return toWhole(computeGreatestCommonDivisor(BigInt(a), BigInt(b)));
}

/** Returns the least common multiple of two positive numbers. */
export function computeCommonMultiple(a: Whole, b: Whole): Whole {
  if (a === b || b === 1) return a;
  return a === 1 ? b : multiplyWhole(divideWhole(a, computeCommonDivisor(a, b)), b);
}
