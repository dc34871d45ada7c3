// The operators with which derivations calculate.

import { divide, itemAt, multiply, ONE, type Rational, subtract, ZERO } from '../../model/index.ts';
import { type NumberColumn, type Presence, toNumberColumn } from '../columns/column.ts';
import {
  addExact,
  chooseNumber,
  createConstantColumn,
  type Exact,
  isEndless,
  multiplyWholes,
  type Num,
  regionsOf,
  toExact,
} from '../columns/exact-numbers.ts';
import { createConstantOutcome, deferTrue, type FewOutcomes, mapOutcomes, pairOutcomes } from '../columns/outcomes.ts';
import { addNumbers, countBounds, type Program, selectNumbers } from '../columns/program.ts';
import type { End } from '../interval-arithmetic.ts';
import {
  createExactValue,
  createRangeValue,
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
  ...createBinaryOperator(divideRanges, ratioColumn, (a, b) => `${a.bracketed} ÷ ${b.bracketed}`),
  explain: explainDivision,
};
export const difference: Operator<DifferenceNode> = createBinaryOperator(
  subtractRanges,
  differenceColumn,
  (a, b) => `${a.text} − ${b.bracketed}`,
);
export const change: Operator<ChangeNode> = {
  ...createBinaryOperator(computeChange, changeColumn, (a, b) => `(${a.text} − ${b.bracketed}) ÷ ${b.bracketed}`),
  explain: explainDivision,
};

/** The mean of the operands, all with equal weight. */
export const meanOf: Operator<MeanOfNode> = {
  family: 'calculation',
  isDerivation: true,
  operands: ({ operands }) => operands,
  formula: mean.formula as Formula,
  columns: ({ operands }, { program, column }) =>
    mean.combineColumns(
      program,
      operands.map((at) => ({ value: column(at), weight: ONE, by: null })),
    ),
  evaluate: ({ operands }, { read }) => mean.combine(operands.map((at) => ({ value: read(at), weight: ONE }))),
};

/**
 * An operand in a printed formula: its text by itself, and its text next to a sign such as ×, with brackets if they are
 * needed there.
 */
interface PrintedOperand {
  readonly text: string;
  readonly bracketed: string;
}

function createBinaryOperator<Op>(
  calculate: (a: Possible, b: Possible) => Possible,
  columns: (program: Program, a: NumberColumn, b: NumberColumn) => NumberColumn,
  write: (a: PrintedOperand, b: PrintedOperand) => string,
): Operator<CalculationNode<Op>> {
  return {
    family: 'calculation',
    isDerivation: true,
    operands: ({ operands }) => operands,
    columns: ({ operands }, { program, column }) => {
      const [a, b] = operands.map((at) => toNumberColumn(program, column(at)));
      return columns(program, a as NumberColumn, b as NumberColumn);
    },
    evaluate: ({ operands: [a, b] }, { read }) => calculate(read(a as number), read(b as number)),
    formula: {
      text(terms, _, { bracket }) {
        const [a, b] = terms.map(({ text }): PrintedOperand => ({ text, bracketed: bracket(text) }));
        return a && b && write(a, b);
      },
      value: ([a, b]) => (a && b ? calculate(createExactValue(a.number), createExactValue(b.number)) : NOTHING),
    },
  };
}

function explainDivision(
  { operands }: RatioNode | ChangeNode,
  _: number,
  { read, node }: ExplainScope,
): ReturnType<NonNullable<typeof ratio.explain>> {
  const isDivisorZero = settledNumber(read(itemAt(operands, 1)))?.n === 0n;
  return { parts: operands.map((at) => node(at)), ...(isDivisorZero ? { problem: 'division-by-zero' as const } : {}) };
}

/** Divides two ranges. If the divisor is or may be 0, the quotient may be any number. */
export function divideRanges(a: Possible, b: Possible): Possible {
  const [dividend, divisor] = [rangeOf(a), rangeOf(b)];
  if (isNothing(a) || isNothing(b) || !dividend || !divisor) return NOTHING;
  const nothing = a.nothing || b.nothing;
  if (divisor.low && divisor.low.n > 0n) return divideByPositive(dividend, divisor.low, divisor.high, nothing);
  if (divisor.high && divisor.high.n < 0n) {
    const { low, high } = negateRange(divisor);
    return divideByPositive(negateRange(dividend), low as Rational, high, nothing);
  }
  return createRangeValue(null, null, nothing);
}

/** Divides a range by the range from `least`, which must be positive, to `most`. */
function divideByPositive({ low, high }: Range, least: Rational, most: End, nothing: boolean): Possible {
  const [small, large] = [most ? divide(ONE, most) : ZERO, divide(ONE, least)];
  return createRangeValue(
    low && multiply(low, low.n < 0n ? large : small),
    high && multiply(high, high.n < 0n ? small : large),
    nothing,
  );
}

function negateRange({ low, high }: Range): Range {
  return { low: high && subtract(ZERO, high), high: low && subtract(ZERO, low) };
}

/** Subtracts the range `b` from the range `a`. */
export function subtractRanges(a: Possible, b: Possible): Possible {
  const [left, right] = [rangeOf(a), rangeOf(b)];
  if (!left || !right) return NOTHING;
  const low = left.low && right.high && subtract(left.low, right.high);
  const high = left.high && right.low && subtract(left.high, right.low);
  return createRangeValue(low, high, a.nothing || b.nothing);
}

/** Computes the relative change (a - b) / b. */
export function computeChange(a: Possible, b: Possible): Possible {
  const quotient = divideRanges(a, b);
  return isNothing(quotient) ? NOTHING : subtractRanges(quotient, createExactValue(ONE));
}

function computePresenceOfBoth(program: Program, a: NumberColumn, b: NumberColumn): FewOutcomes<Presence> {
  return pairOutcomes(program, a.presence, b.presence, (first, second): Presence => {
    return first === 0 || second === 0 ? 0 : first === 1 && second === 1 ? 1 : 2;
  });
}

function differenceColumn(program: Program, a: NumberColumn, b: NumberColumn): NumberColumn {
  const presence = computePresenceOfBoth(program, a, b);
  const subtractColumns = (x: Num, y: Num): Num => addExact(program, toExact(program, x), toExact(program, y), -1);
  const low = subtractColumns(a.low, b.high);
  return {
    form: 'number',
    low,
    high: a.low === a.high && b.low === b.high ? low : subtractColumns(a.high, b.low),
    presence,
  };
}

/** Computes the quotient in all rows of a table. If the divisor is or may be 0, the quotient may be any number. */
function ratioColumn(program: Program, a: NumberColumn, b: NumberColumn): NumberColumn {
  const presence = computePresenceOfBoth(program, a, b);
  const sign = signOf(program, b);
  const [al, bl] = [toExact(program, a.low), toExact(program, b.low)];
  const [ah, bh] = [a.low === a.high ? al : toExact(program, a.high), b.low === b.high ? bl : toExact(program, b.high)];
  const withSignOf = (num: Exact, other: Exact): Exact =>
    sign.outcomes.includes(-1)
      ? (chooseNumber(program, sign, (signum) => signum < 0, negateNumber(program, other), num) as Exact)
      : num;
  const endNearerZero = withSignOf(bl, bh);
  const farColumn = bl === bh ? endNearerZero : withSignOf(bh, bl);
  const isUnknown = pairOutcomes(program, presence, sign, (there, signum) => there !== 0 && signum === 0);
  const isPositive = (a.isPositive && b.isPositive) ?? false;
  const quotientEnd = (num: Exact, below: Exact, above: Exact, endless: number): Num => {
    const isNegative = isPositive
      ? createConstantOutcome(false)
      : mapOutcomes(regionsOf(program, num, [ZERO]), (region) => region === 0);
    const divisorEnd = chooseNumber(program, isNegative, (flag) => flag, below, above) as Exact;
    const quotient = dividePositive(program, num, divisorEnd);
    const unbounded: Exact = { ...quotient, n: program.constant(endless), d: program.constant(1) };
    return chooseNumber(program, isUnknown, (flag) => flag, unbounded, quotient);
  };
  if (al === ah && bl === bh) {
    // Rows with a divisor of 0 are rare enough to be left to the row-by-row evaluator.
    deferTrue(program, isUnknown);
    const quotient = quotientEnd(withSignOf(al, al), endNearerZero, endNearerZero, 0);
    return { form: 'number', low: quotient, high: quotient, presence, isPositive };
  }
  const low = quotientEnd(withSignOf(al, ah), endNearerZero, farColumn, Number.NEGATIVE_INFINITY);
  return {
    form: 'number',
    low,
    high: quotientEnd(withSignOf(ah, al), farColumn, endNearerZero, Number.POSITIVE_INFINITY),
    presence,
  };
}

/** Returns, for each row, 1 if a number is certainly positive, -1 if it is certainly negative, otherwise 0. */
function signOf(program: Program, { low, high, isPositive }: NumberColumn): FewOutcomes<number> {
  const first = regionsOf(program, low, [ZERO]);
  if (isPositive) return mapOutcomes(first, (region) => (region === 2 ? 1 : 0));
  if (low === high) return mapOutcomes(first, (region) => region - 1);
  return pairOutcomes(program, first, regionsOf(program, high, [ZERO]), (from, to) => {
    return from === 2 ? 1 : to === 0 ? -1 : 0;
  });
}

function negateNumber(program: Program, num: Exact): Exact {
  const { unreduced, ...scaling } = num;
  return { ...scaling, n: addNumbers(program, program.constant(0), num.n, { sign: -1 }) };
}

/** Divides by a positive number; dividing by infinity gives 0. */
function dividePositive(program: Program, a: Exact, b: Exact): Exact {
  const top = multiplyWholes(program, { n: a.n, most: a.mostN }, { n: b.d, most: b.mostD });
  const bottom = multiplyWholes(program, { n: a.d, most: a.mostD }, { n: b.n, most: b.mostN });
  // The engine's loop only divides by positive finite numbers, so 0 and infinity are replaced first.
  const fixedDivisor = program.constantIn(bottom.n);
  const [none, one] = [program.constant(0), program.constant(1)];
  const scaling = { scale: divide(a.scale, b.scale), mostN: top.most, mostD: bottom.most };
  if (fixedDivisor !== undefined) {
    if (fixedDivisor > 0 && Number.isFinite(fixedDivisor)) return { n: top.n, d: bottom.n, ...scaling };
    return { n: fixedDivisor > 0 ? none : top.n, d: one, ...scaling };
  }
  const sign = countBounds(program, bottom.n, [0, Number.POSITIVE_INFINITY]);
  // If the dividend is 0 or infinite, the quotient is the same whatever the divisor is.
  const isSame = program.constantIn(top.n) === 0 || isEndless(program, a);
  return {
    n: selectNumbers(program, sign, [false, false, false, true], none, top.n),
    d: isSame ? one : selectNumbers(program, sign, [false, false, true, false], bottom.n, one),
    ...scaling,
  };
}

function changeColumn(program: Program, a: NumberColumn, b: NumberColumn): NumberColumn {
  const oneColumn = createConstantColumn(program, ONE);
  return differenceColumn(program, ratioColumn(program, a, b), {
    form: 'number',
    low: oneColumn,
    high: oneColumn,
    presence: createConstantOutcome(1),
  });
}
