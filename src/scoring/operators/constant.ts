import { parseExact, ZERO } from '../../model/index.ts';
import { createConstantOutcome } from '../columns/outcomes.ts';
import { type Atom, createExactValue, isNumber } from '../possible-values.ts';
import type { Operator } from './operator.ts';

export interface ConstantNode {
  readonly op: 'constant';
  readonly value: Atom;
}

export const constant: Operator<ConstantNode> = {
  family: 'constant',
  key: 'value',
  compileRule: ({ value = 0 }, { add }) => add<ConstantNode>({ op: 'constant', value: parseExact(value) ?? ZERO }),
  operands: () => [],
  evaluate: ({ value }) => createExactValue(value),
  columns: ({ value }) => ({ form: 'few', few: createConstantOutcome(createExactValue(value)) }),
  outcomes: ({ value }) => [value],
  extremes: ({ value }) => (isNumber(value) ? { best: value, least: value } : undefined),
  mayBeNothing: () => false,
};
