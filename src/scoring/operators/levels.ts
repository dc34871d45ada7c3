import { type ExplainedLevel, type Rational, type Text, toNumber } from '../../model/index.ts';
import { type Condition, evaluateCondition, type NodeReader, surelyImplies } from '../condition.ts';
import { spanOf } from '../interval-arithmetic.ts';
import { exactly, join, NOTHING, type Possible } from '../possible-values.ts';
import { findUnmet, judgeCondition } from '../unmet-requirements.ts';
import { type ExplainScope, type Operator, reaches } from './operator.ts';

/** Ascending values; each needs all lower ones. */
export interface LevelsNode {
  readonly op: 'levels';
  readonly levels: readonly PlanLevel[];
}

export interface PlanLevel {
  readonly value: Rational;
  readonly title: Text | undefined;
  readonly when: Condition;
}

export const levels: Operator<LevelsNode> = {
  family: 'choice',
  writtenIn: ['score'],
  operands: () => [],
  conditions: (node) => node.levels.map(({ when }) => when),
  evaluate: (node, { read }) => evaluateLevels(node.levels, read),
  outcomes: (node) => node.levels.map(({ value }) => value),
  extremes: (node) => spanOf(node.levels.map(({ value }) => value)),
  ladder: (node, { memberNames }) =>
    node.levels.map(({ value, title, when }) => ({
      value,
      title,
      unmet: (read) => findUnmet(when, read, memberNames),
    })),
  amount: ({ levels }, at, side, scope) =>
    scope.stepped(
      at,
      levels.map(({ value }) => value),
      side,
    ),
  lowerLimit({ levels }, _, bound, scope) {
    const wanted = levels.findIndex(({ value }) => reaches(value, bound));
    if (wanted < 0) return scope.never;
    const whens = levels.slice(0, wanted + 1).map(({ when }) => when);
    // Most often a level asks for more of the same, and so implies the lower ones.
    const decisive = whens.filter((when, i) => !whens.slice(i + 1).some((higher) => surelyImplies(higher, when)));
    return scope.all(decisive.map((when) => scope.condition(when, 'holds')));
  },
  isSure: ({ levels: [first] }, _, scope) =>
    first !== undefined && scope.isAlways(scope.condition(first.when, 'holds')),
  explain: ({ levels }, _, scope) => ({
    levels: explainLevels(levels, scope),
    reads: scope.reads(levels.map(({ when }) => when)),
  }),
};

function evaluateLevels(levels: readonly PlanLevel[], read: NodeReader): Possible {
  let reached: Possible = NOTHING;
  let stopped: Possible | undefined;
  for (const { value, when } of levels) {
    const truth = evaluateCondition(when, read);
    if (truth !== 'holds') stopped = stopped ? join(stopped, reached) : reached;
    if (truth === 'fails') return stopped as Possible;
    reached = exactly(value);
  }
  return stopped ? join(stopped, reached) : reached;
}

/** Each level with what it asks for; a level is reached with all lower ones only. */
function explainLevels(levels: readonly PlanLevel[], { read, memberNames }: ExplainScope): ExplainedLevel[] {
  let reached: ExplainedLevel['reached'] = 'holds';
  return levels.map(({ value, when }) => {
    const judged = judgeCondition(when, read, memberNames);
    if (judged.truth === 'fails' || (judged.truth === 'undecided' && reached === 'holds')) reached = judged.truth;
    return { value: toNumber(value), reached, ...judged };
  });
}
