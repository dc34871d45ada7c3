import { mapOutcomes } from '../columns/outcomes.ts';
import { type Condition, evaluateCondition, type Truth } from '../condition.ts';
import { createExactValue, type Possible } from '../possible-values.ts';
import { judgeCondition } from '../unmet-requirements.ts';
import type { Operator } from './operator.ts';

/** True if at least one of the conditions holds. */
export interface AnyOfNode {
  readonly op: 'anyOf';
  readonly conditions: readonly Condition[];
}

export const anyOf: Operator<AnyOfNode> = {
  family: 'choice',
  isDerivation: true,
  operands: () => [],
  conditions: ({ conditions }) => conditions,
  evaluate({ conditions }, { read }) {
    return truthAsValue(evaluateCondition({ op: 'any', of: conditions }, read));
  },
  columns: ({ conditions }, { truth }) => ({
    form: 'few',
    few: mapOutcomes(truth({ op: 'any', of: conditions }), truthAsValue),
  }),
  explain: ({ conditions }, _, { read, memberNames, reads }) => ({
    alternatives: conditions.map((condition) => judgeCondition(condition, read, memberNames)),
    reads: reads(conditions),
  }),
};

function truthAsValue(truth: Truth): Possible {
  return truth === 'undecided'
    ? { kind: 'atoms', atoms: [false, true], nothing: false }
    : createExactValue(truth === 'holds');
}
