// The operators of derivations that calculate with numbers.

import { divide, multiply, ONE, type Rational, subtract, ZERO } from '../../model/index.ts';
import type { End } from '../interval-arithmetic.ts';
import {
  between,
  exactly,
  isNothing,
  NOTHING,
  type Possible,
  type Range,
  rangeOf,
  settledNumber,
} from '../possible-values.ts';
import { mean } from './mean.ts';
import type { ExplainScope, Formula, Operator } from './operator.ts';

interface CalculationNode<Op> {
  readonly op: Op;
  readonly operands: readonly number[];
}

export type RatioNode = CalculationNode<'ratio'>;
export type DifferenceNode = CalculationNode<'difference'>;
export type ChangeNode = CalculationNode<'change'>;
export type MeanOfNode = CalculationNode<'meanOf'>;

export const ratio: Operator<RatioNode> = {
  ...ofTwo(ratioOf, (a, b) => `${a.bracketed} ÷ ${b.bracketed}`),
  explain: explainDivision,
};
export const difference: Operator<DifferenceNode> = ofTwo(differenceOf, (a, b) => `${a.text} − ${b.bracketed}`);
export const change: Operator<ChangeNode> = {
  ...ofTwo(changeOf, (a, b) => `(${a.text} − ${b.bracketed}) ÷ ${b.bracketed}`),
  explain: explainDivision,
};

/** The mean of operands that all count the same. */
export const meanOf: Operator<MeanOfNode> = {
  family: 'calculation',
  writtenIn: ['derivation'],
  operands: ({ operands }) => operands,
  formula: mean.formula as Formula,
  evaluate: ({ operands }, { read }) => mean.combine(operands.map((at) => ({ value: read(at), weight: ONE }))),
};

/** A number of a formula as it is printed, and in brackets where it needs them beside a sign. */
interface PrintedOperand {
  readonly text: string;
  readonly bracketed: string;
}

function ofTwo<Op>(
  calculate: (a: Possible, b: Possible) => Possible,
  write: (a: PrintedOperand, b: PrintedOperand) => string,
): Operator<CalculationNode<Op>> {
  return {
    family: 'calculation',
    writtenIn: ['derivation'],
    operands: ({ operands }) => operands,
    evaluate: ({ operands: [a, b] }, { read }) => calculate(read(a as number), read(b as number)),
    formula: {
      text(terms, _, { bracket }) {
        const [a, b] = terms.map(({ text }): PrintedOperand => ({ text, bracketed: bracket(text) }));
        return a && b && write(a, b);
      },
      value: ([a, b]) => (a && b ? calculate(exactly(a.number), exactly(b.number)) : NOTHING),
    },
  };
}

function explainDivision(
  { operands }: RatioNode | ChangeNode,
  _: number,
  { read, node }: ExplainScope,
): ReturnType<NonNullable<typeof ratio.explain>> {
  const byZero = settledNumber(read(operands[1] as number))?.n === 0n;
  return { parts: operands.map((at) => node(at)), ...(byZero ? { problem: 'division-by-zero' as const } : {}) };
}

/** The quotient of ranges. A divisor that is or may be 0 leaves it unknown: it can be any number. */
export function ratioOf(a: Possible, b: Possible): Possible {
  const [dividend, divisor] = [rangeOf(a), rangeOf(b)];
  if (isNothing(a) || isNothing(b) || !dividend || !divisor) return NOTHING;
  const nothing = a.nothing || b.nothing;
  if (divisor.low && divisor.low.n > 0n) return byPositive(dividend, divisor.low, divisor.high, nothing);
  if (divisor.high && divisor.high.n < 0n) {
    const { low, high } = negated(divisor);
    return byPositive(negated(dividend), low as Rational, high, nothing);
  }
  return between(null, null, nothing);
}

/** A range divided by numbers from a positive least one up. */
function byPositive({ low, high }: Range, least: Rational, most: End, nothing: boolean): Possible {
  const [small, large] = [most ? divide(ONE, most) : ZERO, divide(ONE, least)];
  return between(
    low && multiply(low, low.n < 0n ? large : small),
    high && multiply(high, high.n < 0n ? small : large),
    nothing,
  );
}

function negated({ low, high }: Range): Range {
  return { low: high && subtract(ZERO, high), high: low && subtract(ZERO, low) };
}

/** The difference of ranges. */
export function differenceOf(a: Possible, b: Possible): Possible {
  const [left, right] = [rangeOf(a), rangeOf(b)];
  if (!left || !right) return NOTHING;
  const low = left.low && right.high && subtract(left.low, right.high);
  const high = left.high && right.low && subtract(left.high, right.low);
  return between(low, high, a.nothing || b.nothing);
}

/** (a - b) / b. */
export function changeOf(a: Possible, b: Possible): Possible {
  const quotient = ratioOf(a, b);
  return isNothing(quotient) ? NOTHING : differenceOf(quotient, exactly(ONE));
}
