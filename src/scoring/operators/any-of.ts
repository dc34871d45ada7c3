import { type Condition, evaluateCondition } from '../condition.ts';
import { exactly } from '../possible-values.ts';
import { judgeCondition } from '../unmet-requirements.ts';
import type { Operator } from './operator.ts';

/** True where one of the conditions holds. */
export interface AnyOfNode {
  readonly op: 'anyOf';
  readonly conditions: readonly Condition[];
}

export const anyOf: Operator<AnyOfNode> = {
  family: 'choice',
  writtenIn: ['derivation'],
  operands: () => [],
  conditions: ({ conditions }) => conditions,
  evaluate({ conditions }, { read }) {
    const truth = evaluateCondition({ op: 'any', of: conditions }, read);
    return truth === 'undecided' ? { kind: 'atoms', atoms: [false, true], nothing: false } : exactly(truth === 'holds');
  },
  explain: ({ conditions }, _, { read, memberNames, reads }) => ({
    alternatives: conditions.map((condition) => judgeCondition(condition, read, memberNames)),
    reads: reads(conditions),
  }),
};
