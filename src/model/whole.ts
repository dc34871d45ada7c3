import { greatestCommonDivisor } from './rational.ts';

/**
 * A whole number, however large: a double as long as that holds it and its neighbours exactly, for doubles are added and
 * multiplied many times as fast, else a bigint. Of each number there is one form only, so equal ones are equal by `===`.
 */
export type Whole = number | bigint;

export function wholeOf(value: bigint): Whole {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value;
}

export function addWhole(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    // What is beyond is rounded to something beyond.
    if (Number.isSafeInteger(sum)) return sum;
  }
  return wholeOf(BigInt(a) + BigInt(b));
}

export function multiplyWhole(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product;
  }
  return wholeOf(BigInt(a) * BigInt(b));
}

/** The quotient of a number that the divisor divides without a rest. */
export function divideWhole(a: Whole, divisor: Whole): Whole {
  if (divisor === 1) return a;
  if (typeof a === 'number' && typeof divisor === 'number') return a / divisor;
  return wholeOf(BigInt(a) / BigInt(divisor));
}

/** The least whole number that is not below a fraction, or that is above it; the denominator is positive. */
export function ceilingOf(n: Whole, d: Whole, isAbove: boolean): Whole {
  const [whole, rest] = divideWithRest(n, d);
  return rest > 0 || (rest === 0 && isAbove) ? addWhole(whole, 1) : whole;
}

/** Cut off towards 0; the rest has the sign of what is divided. */
function divideWithRest(n: Whole, d: Whole): readonly [whole: Whole, rest: Whole] {
  if (typeof n === 'number' && typeof d === 'number') {
    const rest = n % d;
    return [(n - rest) / d, rest + 0];
  }
  const [top, bottom] = [BigInt(n), BigInt(d)];
  return [wholeOf(top / bottom), wholeOf(top % bottom)];
}

/** The greatest divisor of both; `b` is not negative. */
export function commonDivisor(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    let [x, y] = [Math.abs(a), b];
    while (y !== 0) [x, y] = [y, x % y];
    return x;
  }
  return wholeOf(greatestCommonDivisor(BigInt(a), BigInt(b)));
}

/** The least multiple of both, which are positive. */
export function commonMultiple(a: Whole, b: Whole): Whole {
  if (a === b || b === 1) return a;
  return a === 1 ? b : multiplyWhole(divideWhole(a, commonDivisor(a, b)), b);
}
