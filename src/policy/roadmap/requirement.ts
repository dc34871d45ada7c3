import type { Rational } from '../../model/rational.ts';
import {
  addWhole,
  ceilingOf,
  commonDivisor,
  divideWhole,
  multiplyWhole,
  type Whole,
  wholeOf,
} from '../../model/whole.ts';
import { complementOf, type Linear, variableOf } from './linear.ts';
import { NotLinear } from './program.ts';

/** What variables of 0 and 1 must meet, or an expression of it. */
export type Requirement =
  | { readonly op: 'constant'; readonly value: boolean }
  | AtLeast
  | { readonly op: 'all' | 'any'; readonly of: readonly Requirement[] };

/** A sum of whole multiples of variables is at least a whole number. All are small. */
export interface AtLeast {
  readonly op: 'sum';
  readonly variables: readonly number[];
  readonly factors: readonly number[];
  readonly least: number;
}

export const ALWAYS: Requirement = { op: 'constant', value: true };
export const NEVER: Requirement = { op: 'constant', value: false };

/** Above this a double no longer tells a difference of one from an error. */
const LARGEST = 10 ** 9;

/** That an expression is at least a bound, or above it: in lowest terms, so that the next sum below differs by one. */
export function requireLeast(
  { over, constant, variables, factors }: Linear,
  { n, d }: Rational,
  strict = false,
): Requirement {
  const below = wholeOf(d);
  const rest = addWhole(multiplyWhole(wholeOf(n), over), multiplyWhole(multiplyWhole(constant, below), -1));
  if (variables.length === 0) return rest < 0 || (rest === 0 && !strict) ? ALWAYS : NEVER;
  const unit = factors.reduce<Whole>((all, factor) => commonDivisor(factor, all), 0);
  const whole = unit === 1 ? factors : factors.map((factor) => divideWhole(factor, unit));
  const least = ceilingOf(rest, multiplyWhole(below, unit), strict);
  const [low, high] = rangeOf(whole);
  if (low >= least) return ALWAYS;
  if (high < least) return NEVER;
  if (addWhole(high, multiplyWhole(low, -1)) > LARGEST) throw new NotLinear('numbers too fine to be told apart');
  // All lie within that range, so all are doubles.
  return { op: 'sum', variables, factors: whole as readonly number[], least: least as number };
}

function rangeOf(factors: readonly Whole[]): [low: Whole, high: Whole] {
  let [low, high]: [Whole, Whole] = [0, 0];
  for (const factor of factors) {
    if (factor < 0) low = addWhole(low, factor);
    else high = addWhole(high, factor);
  }
  return [low, high];
}

/** The least and the greatest that a sum can come to. */
export function rangeOfSum({ factors }: AtLeast): [low: number, high: number] {
  return rangeOf(factors) as [number, number];
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
    case 'sum':
      return { ...requirement, factors: requirement.factors.map((one) => -one), least: 1 - requirement.least };
    case 'all':
      return requireAny(requirement.of.map(negated));
    case 'any':
      return requireAll(requirement.of.map(negated));
  }
}

/** The expression that is 1 exactly where a sum of one variable is enough; undefined for any other sum. */
export function literalOf({ variables, factors, least }: AtLeast): Linear | undefined {
  const [variable, value] = [variables[0] as number, factors[0] as number];
  if (variables.length > 1) return undefined;
  if (value > 0) return value >= least && least > 0 ? variableOf(variable) : undefined;
  return least > 0 || value >= least ? undefined : complementOf(variableOf(variable));
}
