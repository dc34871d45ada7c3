import { type Column, type Presence, toNumberColumn } from '../columns/column.ts';
import { type FewOutcomes, isSettledHere, pairOutcomes } from '../columns/outcomes.ts';
import type { Program } from '../columns/program.ts';
import { type Condition, evaluateCondition, type Truth } from '../condition.ts';
import { addNothing, isNothing, NOTHING, type Possible } from '../possible-values.ts';
import { findUnmet, judgeCondition } from '../unmet-requirements.ts';
import type { Operator } from './operator.ts';

/** A value that exists only if a condition holds. */
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
    return truth === 'fails' ? NOTHING : applyGuard(truth, read(of));
  },
  columns: ({ of, when }, { program, column, truth }) => guardColumn(program, column(of), truth(when)),
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

function applyGuard(truth: Truth, value: Possible): Possible {
  if (truth === 'fails') return NOTHING;
  return truth === 'holds' ? value : addNothing(value);
}

/** Removes the value in all rows of a table in which the condition fails. */
function guardColumn(program: Program, value: Column, truth: FewOutcomes<Truth>): Column {
  if (value.form === 'few') return { form: 'few', few: pairOutcomes(program, truth, value.few, applyGuard) };
  const { low, high, presence } = toNumberColumn(program, value);
  const isSettled = isSettledHere(program, truth, (holds) => holds === 'undecided');
  const guardedPresence = pairOutcomes(program, truth, presence, (holds, own): Presence => {
    if (holds === 'fails') return 0;
    return holds === 'undecided' && own === 1 && !isSettled ? 2 : own;
  });
  return { form: 'number', low, high, presence: guardedPresence };
}
