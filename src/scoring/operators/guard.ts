import { type Condition, evaluateCondition } from '../condition.ts';
import { isNothing, NOTHING, orNothing } from '../possible-values.ts';
import { findUnmet, judgeCondition } from '../unmet-requirements.ts';
import type { Operator } from './operator.ts';

/** The score, or nothing where its condition fails. */
export interface GuardNode {
  readonly op: 'guard';
  readonly of: number;
  readonly when: Condition;
}

export const guard: Operator<GuardNode> = {
  family: 'modifier',
  operands: ({ of }) => [of],
  conditions: ({ when }) => [when],
  reached: ({ of, when }, read) => (evaluateCondition(when, read) === 'fails' ? [] : [of]),
  evaluate({ of, when }, { read }) {
    const truth = evaluateCondition(when, read);
    if (truth === 'fails') return NOTHING;
    return truth === 'holds' ? read(of) : orNothing(read(of));
  },
  extremes: ({ of }, scope) => scope.extremes(of),
  ladder: ({ of, when }, { ladder, memberNames }) =>
    ladder(of).map((level) => ({
      ...level,
      unmet: (read) => [...level.unmet(read), ...findUnmet(when, read, memberNames)],
    })),
  lowerLimit: ({ of, when }, _, bound, scope) => scope.all([scope.condition(when, 'holds'), scope.limit(of, bound)]),
  upperForms: ({ of }, { above }) => above(of),
  explain: ({ of, when }, at, { read, memberNames, node, reads }) => ({
    when: judgeCondition(when, read, memberNames),
    parts: isNothing(read(at)) ? [] : [node(of)],
    reads: reads([when]),
  }),
};
