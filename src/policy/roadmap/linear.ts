import { add, multiply, ONE, type Rational, ZERO } from '../../model/rational.ts';

/** A constant and exact multiples of variables, by their numbers. */
export interface Linear {
  readonly constant: Rational;
  readonly terms: ReadonlyMap<number, Rational>;
}

export function constantOf(constant: Rational): Linear {
  return { constant, terms: new Map() };
}

export function variableOf(variable: number): Linear {
  return { constant: ZERO, terms: new Map([[variable, ONE]]) };
}

/** The sum of expressions, each times its factor; what cancels out is gone. */
export function sumLinear(parts: readonly (readonly [Linear, Rational])[]): Linear {
  let constant = ZERO;
  const terms = new Map<number, Rational>();
  for (const [part, factor] of parts) {
    const times = (value: Rational): Rational => (factor === ONE ? value : multiply(value, factor));
    if (part.constant.n !== 0n) constant = add(constant, times(part.constant));
    for (const [variable, coefficient] of part.terms) {
      const known = terms.get(variable);
      terms.set(variable, known ? add(known, times(coefficient)) : times(coefficient));
    }
  }
  for (const [variable, { n }] of terms) if (n === 0n) terms.delete(variable);
  return { constant, terms };
}

export const MINUS_ONE: Rational = { n: -1n, d: 1n };

/** One minus an expression: what is so where a yes or no is not. */
export function complementOf(of: Linear): Linear {
  return sumLinear([
    [constantOf(ONE), ONE],
    [of, MINUS_ONE],
  ]);
}
