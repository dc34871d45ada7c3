import {
  ceiling,
  compare,
  fraction,
  greatestCommonDivisor,
  type Rational,
  subtract,
  ZERO,
} from '../../model/rational.ts';
import { type Linear, variableOf } from './linear.ts';
import { NotLinear } from './program.ts';

/** What variables of 0 and 1 must meet, or an expression of it. */
export type Requirement =
  | { readonly op: 'constant'; readonly value: boolean }
  /** A sum of whole multiples is at least a whole number. */
  | { readonly op: 'sum'; readonly terms: ReadonlyMap<number, bigint>; readonly least: bigint }
  | { readonly op: 'all' | 'any'; readonly of: readonly Requirement[] };

export const ALWAYS: Requirement = { op: 'constant', value: true };
export const NEVER: Requirement = { op: 'constant', value: false };

/** Above this a double no longer tells a difference of one from an error. */
const LARGEST = 10n ** 9n;

/** That an expression is at least a bound, or above it: in lowest terms, so that the next sum below differs by one. */
export function requireLeast(of: Linear, bound: Rational, strict = false): Requirement {
  const rest = subtract(bound, of.constant);
  if (of.terms.size === 0) {
    const distance = compare(ZERO, rest);
    return distance > 0 || (distance === 0 && !strict) ? ALWAYS : NEVER;
  }
  const [only] = of.terms;
  if (only && of.terms.size === 1) return requireOne(only, rest, strict);
  const scale = [...of.terms.values()].map(({ d }) => d).reduce(leastCommonMultiple, 1n);
  const whole = new Map([...of.terms].map(([variable, { n, d }]) => [variable, (n * scale) / d]));
  const unit = [...whole.values()].reduce((all, value) => greatestCommonDivisor(value, all), 0n);
  const terms = new Map([...whole].map(([variable, value]) => [variable, value / unit]));
  const exact = fraction(rest.n * scale, rest.d * unit);
  const isWhole = exact.d === 1n;
  const least = strict && isWhole ? exact.n + 1n : ceiling(exact);
  const [low, high] = rangeOfSum(terms);
  if (low >= least) return ALWAYS;
  if (high < least) return NEVER;
  if (high - low > LARGEST) throw new NotLinear('numbers too fine to be told apart');
  return { op: 'sum', terms, least };
}

/** The same for a multiple of one variable. */
function requireOne([variable, { n, d }]: readonly [number, Rational], rest: Rational, strict: boolean): Requirement {
  const isPositive = n > 0n;
  const exact = fraction(rest.n * d, rest.d * (isPositive ? n : -n));
  const least = strict && exact.d === 1n ? exact.n + 1n : ceiling(exact);
  const [low, high] = isPositive ? [0n, 1n] : [-1n, 0n];
  if (low >= least) return ALWAYS;
  return high < least ? NEVER : { op: 'sum', terms: new Map([[variable, isPositive ? 1n : -1n]]), least };
}

/** The least and the greatest that a sum can come to. */
export function rangeOfSum(terms: ReadonlyMap<number, bigint>): [low: bigint, high: bigint] {
  let [low, high] = [0n, 0n];
  for (const value of terms.values()) {
    if (value < 0n) low += value;
    else high += value;
  }
  return [low, high];
}

export function requireAll(of: readonly Requirement[]): Requirement {
  return joined('all', of, NEVER, ALWAYS);
}

export function requireAny(of: readonly Requirement[]): Requirement {
  return joined('any', of, ALWAYS, NEVER);
}

/** `decisive` alone settles it; `neutral` says nothing. */
function joined(
  op: 'all' | 'any',
  of: readonly Requirement[],
  decisive: Requirement,
  neutral: Requirement,
): Requirement {
  if (of.includes(decisive)) return decisive;
  const rest = of.filter((one) => one !== neutral);
  const [only] = rest;
  if (!only) return neutral;
  return rest.length === 1 ? only : { op, of: rest };
}

export function negated(requirement: Requirement): Requirement {
  switch (requirement.op) {
    case 'constant':
      return requirement.value ? NEVER : ALWAYS;
    case 'sum': {
      const terms = new Map([...requirement.terms].map(([variable, value]) => [variable, -value]));
      return { op: 'sum', terms, least: 1n - requirement.least };
    }
    case 'all':
      return requireAny(requirement.of.map(negated));
    case 'any':
      return requireAll(requirement.of.map(negated));
  }
}

/** The expression that is 1 exactly where a sum of one variable is enough; undefined for any other sum. */
export function literalOf({ terms, least }: Extract<Requirement, { op: 'sum' }>): Linear | undefined {
  const [only] = terms;
  if (!only || terms.size > 1) return undefined;
  const [variable, value] = only;
  if (value > 0n) return value >= least && least > 0n ? variableOf(variable) : undefined;
  if (least > 0n || value >= least) return undefined;
  return { constant: { n: 1n, d: 1n }, terms: new Map([[variable, { n: -1n, d: 1n }]]) };
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  return (a / greatestCommonDivisor(a, b)) * b;
}
