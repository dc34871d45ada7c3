import { expect, test } from 'vitest';
import {
  addWhole,
  ceiling,
  computeCommonDivisor,
  computeCommonMultiple,
  divideWhole,
  fraction,
  multiplyWhole,
  roundWholeUp,
  toWhole,
  type Whole,
} from '../../src/model/rational.ts';

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Small ones, the last that a double holds for certain with what is around it, and ones far beyond. */
const NUMBERS = [0n, 1n, 2n, 3n, 12n, 97n, 2n ** 26n, 2n ** 27n + 1n, SAFE - 2n, SAFE - 1n, SAFE, SAFE + 1n, SAFE + 2n]
  .concat([2n ** 60n, 3n * 2n ** 60n, 10n ** 30n + 1n])
  .flatMap((one) => (one === 0n ? [one] : [one, -one]));

const PAIRS = NUMBERS.flatMap((a) => NUMBERS.map((b) => [a, b] as const));

test('a whole number is stored as a double if, and only if, a double holds it exactly', () => {
  for (const one of NUMBERS) {
    expect(typeof toWhole(one)).toBe(one <= SAFE && one >= -SAFE ? 'number' : 'bigint');
    expect(BigInt(toWhole(one))).toBe(one);
  }
});

test.each<[name: string, of: (a: Whole, b: Whole) => Whole, exactly: (a: bigint, b: bigint) => bigint | undefined]>([
  ['sum', addWhole, (a, b) => a + b],
  ['product', multiplyWhole, (a, b) => a * b],
  ['quotient without a rest', divideWhole, (a, b) => (b !== 0n && a % b === 0n ? a / b : undefined)],
  ['greatest common divisor', computeCommonDivisor, (a, b) => (b < 0n ? undefined : divisor(a, b))],
  ['least common multiple', computeCommonMultiple, (a, b) => (a > 0n && b > 0n ? (a / divisor(a, b)) * b : undefined)],
  ['ceiling', (a, b) => roundWholeUp(a, b, false), (a, b) => (b > 0n ? ceiling(fraction(a, b)) : undefined)],
  ['next whole number', (a, b) => roundWholeUp(a, b, true), (a, b) => (b > 0n ? floor(a, b) + 1n : undefined)],
])('the %s is exact within and beyond the range of doubles', (_, of, exactly) => {
  for (const [a, b] of PAIRS) {
    const wanted = exactly(a, b);
    if (wanted === undefined) continue;
    const found = of(toWhole(a), toWhole(b));
    // One form for each number; 0 and -0 are equal.
    expect(found === toWhole(wanted), `${a} and ${b}: ${found}, not ${wanted}`).toBe(true);
  }
});

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : divisor(b, a % b);
}

function floor(n: bigint, d: bigint): bigint {
  const whole = n / d;
  return n % d < 0n ? whole - 1n : whole;
}
