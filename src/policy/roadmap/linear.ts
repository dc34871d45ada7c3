import { ONE, type Rational } from '../../model/rational.ts';
import { addWhole, commonMultiple, divideWhole, multiplyWhole, type Whole, wholeOf } from '../../model/whole.ts';

/** A constant and exact multiples of variables, in whole units of one by `over`. */
export interface Linear {
  /** Positive. */
  readonly over: Whole;
  readonly constant: Whole;
  /** Each once. */
  readonly variables: readonly number[];
  /** Of each variable how many units; never 0. */
  readonly factors: readonly Whole[];
}

export function constantOf({ n, d }: Rational): Linear {
  return { over: wholeOf(d), constant: wholeOf(n), variables: [], factors: [] };
}

export function variableOf(variable: number): Linear {
  return { over: 1, constant: 0, variables: [variable], factors: [1] };
}

/** The sum of expressions, each times its factor; what cancels out is gone. */
export function sumLinear(parts: readonly (readonly [Linear, Rational])[]): Linear {
  let over: Whole = 1;
  for (const [part, { d }] of parts) over = commonMultiple(over, unitsOf(part, d));
  let constant: Whole = 0;
  const variables: number[] = [];
  const factors: Whole[] = [];
  let [latest, cancelled] = [-1, false];
  for (const [part, factor] of parts) {
    const times = unitsIn(over, part, factor);
    if (part.constant !== 0) constant = addWhole(constant, multiplyWhole(part.constant, times));
    for (const [i, variable] of part.variables.entries()) {
      const units = multiplyWhole(part.factors[i] as Whole, times);
      // Most often variables come one after the other.
      const at = variable > latest ? -1 : variables.indexOf(variable);
      if (at < 0) {
        variables.push(variable);
        factors.push(units);
        latest = Math.max(latest, variable);
      } else factors[at] = addWhole(factors[at] as Whole, units);
      cancelled ||= factors[at < 0 ? factors.length - 1 : at] === 0;
    }
  }
  return cancelled ? withoutNone({ over, constant, variables, factors }) : { over, constant, variables, factors };
}

function unitsOf({ over }: Linear, d: bigint): Whole {
  return d === 1n ? over : multiplyWhole(over, wholeOf(d));
}

/** How many units of a sum one unit of a part is. */
function unitsIn(over: Whole, part: Linear, factor: Rational): Whole {
  const units = divideWhole(over, unitsOf(part, factor.d));
  return factor === ONE ? units : multiplyWhole(units, wholeOf(factor.n));
}

function withoutNone(sum: Linear): Linear {
  const isLeft = (_: unknown, i: number): boolean => sum.factors[i] !== 0;
  return { ...sum, variables: sum.variables.filter(isLeft), factors: sum.factors.filter(isLeft) };
}

export const MINUS_ONE: Rational = { n: -1n, d: 1n };

/** One minus an expression: what is so where a yes or no is not. */
export function complementOf(of: Linear): Linear {
  return sumLinear([
    [constantOf(ONE), ONE],
    [of, MINUS_ONE],
  ]);
}
