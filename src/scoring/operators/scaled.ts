import { divide, fromNumber, multiply, type Rational, toNumber } from '../../model/index.ts';
import { type Column, mapEnds, toNumberColumn } from '../columns/column.ts';
import { scaleNumber } from '../columns/exact-numbers.ts';
import type { ColumnMember } from '../columns/members.ts';
import { mapOutcomes } from '../columns/outcomes.ts';
import type { Program } from '../columns/program.ts';
import { scaleValue } from '../interval-arithmetic.ts';
import { createExactValue, NOTHING, type Possible } from '../possible-values.ts';
import type { Operator } from './operator.ts';

/** A value as a share of a stated best value, times `to`. */
export interface ScaledNode {
  readonly op: 'scaled';
  readonly of: number;
  readonly to: Rational;
  readonly best: Rational;
}

export const scaled: Operator<ScaledNode> = {
  family: 'modifier',
  // Derivations use this operator for ratios of type `percent`, which it multiplies by 100.
  isDerivation: true,
  operands: ({ of }) => [of],
  evaluate: ({ of, to, best }, { read }) => scaleValue(read(of), divide(to, best)),
  columns: ({ of, to, best }, { program, column }) => scaleColumn(program, column(of), divide(to, best)) as Column,
  extremes({ of, to, best }, scope) {
    const value = scope.extremes(of);
    const scale = (number: Rational): Rational => divide(multiply(number, to), best);
    return value && { best: scale(value.best), least: scale(value.least) };
  },
  mayBeNothing: ({ of }, missing, scope) => scope.mayBeNothing(of, missing),
  amount: ({ of, to, best }, _, side, scope) => scope.sum([[scope.amount(of, side), divide(to, best)]]),
  isSure: ({ of }, _, scope) => scope.isSure(of),
  upperForms({ of, to, best }, { above, scale }) {
    const factor = divide(to, best);
    return factor.n < 0n ? [] : above(of).map((form) => scale(form, factor));
  },
  formula: {
    text([term], { to = 1, best = 1 }, { bracket, number }) {
      const text = bracket(term?.text ?? '');
      const dividedText = best === 1 ? text : `${text} ÷ ${number(fromNumber(best))}`;
      return to === 1 ? dividedText : `${dividedText} × ${number(fromNumber(to))}`;
    },
    value: ([term], { to = 1, best = 1 }) =>
      term ? scaleValue(createExactValue(term.number), divide(fromNumber(to), fromNumber(best))) : NOTHING,
  },
  explain: ({ of, to, best }, _, { node }) => ({ to: toNumber(to), best: toNumber(best), parts: [node(of)] }),
};

/** Multiplies a column by a positive factor. Outcomes in which a missing answer is refused stay refused. */
export function scaleColumn(program: Program, value: ColumnMember['value'], factor: Rational): ColumnMember['value'] {
  if (value.form !== 'few')
    return mapEnds(program, toNumberColumn(program, value), (num) => scaleNumber(program, num, factor));
  return {
    form: 'few',
    few: mapOutcomes<Possible | null, Possible | null>(
      value.few,
      (possible) => possible && scaleValue(possible, factor),
    ),
  };
}
