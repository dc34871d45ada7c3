// `cap` and `floor`: the upper and lower bound of a score, or of an amount such as the most that a voucher pays.

import { greatest, least } from '../../model/index.ts';
import { type Column, leaveSeveral, type NumberColumn, toNumberColumn } from '../columns/column.ts';
import { chooseNumber, compareColumns, type Num } from '../columns/exact-numbers.ts';
import { type FewOutcomes, mapOutcomes, pairOutcomes } from '../columns/outcomes.ts';
import type { Program } from '../columns/program.ts';
import type { Condition } from '../condition.ts';
import { computeMaxEnd, computeMinEnd } from '../interval-arithmetic.ts';
import { createRangeValue, isNothing, type Possible, rangeOf } from '../possible-values.ts';
import { findUnmet } from '../unmet-requirements.ts';
import type { LimitScope, Operator } from './operator.ts';

interface BoundNode<Op> {
  readonly op: Op;
  readonly of: number;
  readonly bound: number;
}

export type CapNode = BoundNode<'cap'>;
export type FloorNode = BoundNode<'floor'>;

/** The lesser of a value and its upper bound. */
export const cap: Operator<CapNode> = {
  ...createBoundOperator('cap'),
  lowerLimit({ of, bound }, at, wanted, scope) {
    requireBound(bound, at, scope);
    return scope.all([scope.limit(of, wanted), scope.limit(bound, wanted)]);
  },
  upperForms: ({ of, bound }, { above, read }) => [...above(of), ...(read(bound).nothing ? [] : above(bound))],
  ladder({ of, bound }, { ladder, scoreName, memberNames }) {
    const name = scoreName(bound) ?? 'cap';
    return ladder(of).map((level) => {
      const test = { keyword: 'minimum', bound: level.value } as const;
      const condition: Condition = { op: 'entry', name, node: bound, test };
      return {
        ...level,
        // If the cap has no value, the value is not limited.
        unmet: (read) => [
          ...level.unmet(read),
          ...(isNothing(read(bound)) ? [] : findUnmet(condition, read, memberNames)),
        ],
      };
    });
  },
};

/** The greater of a value and its lower bound. */
export const floor: Operator<FloorNode> = {
  ...createBoundOperator('floor'),
  lowerLimit({ of, bound }, at, wanted, scope) {
    requireBound(bound, at, scope);
    if (!scope.isSure(of)) scope.refuse(at, 'it may be nothing');
    return scope.any([scope.limit(of, wanted), scope.limit(bound, wanted)]);
  },
  upperForms: ({ of, bound }, { above, greater }) => greater(above(of), above(bound)),
};

function requireBound<A, L>(bound: number, at: number, scope: LimitScope<A, L>): void {
  if (!scope.isSure(bound)) scope.refuse(at, 'a bound that may be nothing');
}

function createBoundOperator<Op extends 'cap' | 'floor'>(op: Op): Operator<BoundNode<Op>> {
  return {
    family: 'modifier',
    operands: ({ of, bound }) => [of, bound],
    evaluate: ({ of, bound }, { read }) => limitValue(op, read(of), read(bound)),
    columns: ({ of, bound }, { program, column }) => boundColumn(program, op, column(of), column(bound)),
    extremes({ of, bound }, scope) {
      const [value, limit] = [scope.extremes(of), scope.extremes(bound)];
      const pick = op === 'cap' ? least : greatest;
      return value && limit && { best: pick(value.best, limit.best), least: pick(value.least, limit.least) };
    },
    mayBeNothing: ({ of }, missing, scope) => scope.mayBeNothing(of, missing),
    isSure: ({ of }, _, scope) => scope.isSure(of),
  };
}

/** Limits a value by the bound of a `cap` or `floor`. If the bound has no value, the value is not limited. */
export function limitValue(op: 'cap' | 'floor', value: Possible, bound: Possible): Possible {
  const [range, limit] = [rangeOf(value), rangeOf(bound)];
  if (isNothing(value) || isNothing(bound) || !range || !limit) return value;
  const pick = op === 'cap' ? computeMinEnd : computeMaxEnd;
  const [low, high] = [pick('low', range, limit), pick('high', range, limit)];
  if (!bound.nothing) return createRangeValue(low, high, value.nothing);
  // If the bound turns out to have no value, the value is not limited.
  return op === 'cap'
    ? createRangeValue(low, range.high, value.nothing)
    : createRangeValue(range.low, high, value.nothing);
}

/** Limits a value by a bound, in all rows of a table. */
function boundColumn(program: Program, op: 'cap' | 'floor', value: Column, bound: Column): NumberColumn {
  const [numbers, limits] = [toNumberColumn(program, value), toNumberColumn(program, bound)];
  // A value that is not limited keeps its set of possible numbers, which says more than a range.
  leaveSeveral(
    program,
    value,
    mapOutcomes(limits.presence, (there) => there === 0),
  );
  const limitColumn = (num: Num, limit: Num, applies: FewOutcomes<boolean>): Num => {
    const isLimited = pairOutcomes(program, compareColumns(program, limit, num), applies, (sign, flag) => {
      return flag && (op === 'cap' ? sign < 0 : sign > 0);
    });
    const hasLimit = pairOutcomes(program, isLimited, numbers.presence, (flag, there) => flag && there !== 0);
    return chooseNumber(program, hasLimit, (flag) => flag, limit, num);
  };
  const mayBeLimited = mapOutcomes(limits.presence, (there) => there !== 0);
  const [nearer, further] = op === 'cap' ? (['low', 'high'] as const) : (['high', 'low'] as const);
  const nearerColumn = limitColumn(numbers[nearer], limits[nearer], mayBeLimited);
  const isPoint = numbers.low === numbers.high && limits.low === limits.high && !limits.presence.outcomes.includes(2);
  // If the bound turns out to have no value, the value is not limited.
  const farColumn = isPoint
    ? nearerColumn
    : limitColumn(
        numbers[further],
        limits[further],
        mapOutcomes(limits.presence, (there) => there === 1),
      );
  const [low, high] = op === 'cap' ? [nearerColumn, farColumn] : [farColumn, nearerColumn];
  return { form: 'number', low, high, presence: numbers.presence };
}
