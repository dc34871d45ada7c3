/** A fraction for the tests' own arithmetic: nothing of the product's, and never reduced. The bottom is positive. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** Reads `-1.50`, `7` or `1/3`. */
export function fractionOf(decimal: string | number): Fraction {
  const [over = '', under] = String(decimal).split('/');
  if (under !== undefined) return { top: fractionOf(over).top, bottom: BigInt(under) };
  const [whole = '', part = ''] = String(decimal).split('.');
  if (!/^-?\d+$/.test(whole) || !/^\d*$/.test(part)) throw new Error(`not a plain decimal: ${decimal}`);
  return { top: BigInt(whole + part), bottom: 10n ** BigInt(part.length) };
}

export function isFraction(value: unknown): value is Fraction {
  return typeof value === 'object' && value !== null && 'bottom' in value;
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { top: -b.top, bottom: b.bottom });
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.top, bottom: a.bottom * b.bottom };
}

/** a / b; b must not be 0. */
export function over(a: Fraction, b: Fraction): Fraction {
  if (b.top === 0n) throw new Error('division by zero');
  return b.top > 0n
    ? { top: a.top * b.bottom, bottom: a.bottom * b.top }
    : { top: -a.top * b.bottom, bottom: a.bottom * -b.top };
}

/** -1, 0 or 1. */
export function order(a: Fraction, b: Fraction): number {
  const [left, right] = [a.top * b.bottom, b.top * a.bottom];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function same(a: Fraction, b: Fraction): boolean {
  return order(a, b) === 0;
}
