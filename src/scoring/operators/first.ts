import type { ExplainedCase } from '../../model/index.ts';
import { type Condition, evaluateCondition, type NodeReader } from '../condition.ts';
import { agreedExtremes } from '../interval-arithmetic.ts';
import { join, NOTHING, orNothing, type Possible } from '../possible-values.ts';
import { explainedEnds, failingOf, judgeCondition } from '../unmet-requirements.ts';
import type { ExplainScope, Operator } from './operator.ts';

/** The value of the first case that holds. */
export interface FirstNode {
  readonly op: 'first';
  readonly cases: readonly PlanCase[];
}

export interface PlanCase {
  readonly when: Condition | null;
  readonly node: number;
}

export const first: Operator<FirstNode> = {
  family: 'choice',
  writtenIn: ['score', 'derivation'],
  operands: ({ cases }) => cases.map(({ node }) => node),
  conditions: ({ cases }) => cases.flatMap(({ when }) => (when ? [when] : [])),
  reached: reachedCases,
  evaluate: ({ cases }, { read }) => evaluateCases(cases, read),
  extremes: ({ cases }, scope) => agreedExtremes(cases.map(({ node }) => scope.extremes(node))),
  lowerLimit: ({ cases }, _, bound, scope) =>
    cases.reduceRight((later, { when, node }) => {
      if (!when) return scope.limit(node, bound);
      const here = scope.all([scope.limit(node, bound), scope.any([scope.condition(when, 'holds'), later])]);
      return scope.any([here, scope.all([scope.condition(when, 'fails'), later])]);
    }, scope.never),
  isSure: ({ cases }, _, scope) => cases.at(-1)?.when === null && cases.every(({ node }) => scope.isSure(node)),
  upperForms(node, { above, greater, read }) {
    const [one, ...others] = reachedCases(node, read).map(above);
    return one ? others.reduce(greater, one) : [];
  },
  explain: (node, _, scope) => explainCases(node, scope),
};

function reachedCases({ cases }: FirstNode, read: NodeReader): number[] {
  return cases.filter(({ when }) => !when || evaluateCondition(when, read) !== 'fails').map(({ node }) => node);
}

function evaluateCases(cases: readonly PlanCase[], read: NodeReader): Possible {
  let possible: Possible | undefined;
  for (const { when, node } of cases) {
    const truth = when ? evaluateCondition(when, read) : 'holds';
    if (truth === 'fails') continue;
    possible = possible ? join(possible, read(node)) : read(node);
    if (truth === 'holds') return possible;
  }
  return possible ? orNothing(possible) : NOTHING;
}

/** Each case up to the one that decides; the value is explained where it is that of a score or question. */
function explainCases({ cases }: FirstNode, scope: ExplainScope): ReturnType<NonNullable<typeof first.explain>> {
  const { read, memberNames } = scope;
  const explained: ExplainedCase[] = [];
  const possible: number[] = [];
  const looked: Condition[] = [];
  let decided = false;
  for (const { when, node } of cases) {
    const shown = explainedEnds(read(node));
    if (decided) {
      explained.push({ truth: 'skipped', ...shown, met: [], unmet: [] });
      continue;
    }
    const judged = when ? judgeCondition(when, read, memberNames) : ({ truth: 'holds', met: [], unmet: [] } as const);
    if (when) looked.push(when);
    explained.push({
      truth: judged.truth,
      ...shown,
      ...(when ? {} : { otherwise: true }),
      met: [...judged.met],
      unmet: when ? failingOf({ ...judged, met: [], unmet: [...judged.unmet] }) : [],
    });
    decided = judged.truth === 'holds';
    if (judged.truth !== 'fails') possible.push(node);
  }
  const parts = [...new Set(possible)].filter((node) => !scope.isConstant(node));
  return { cases: explained, parts: parts.map((at) => scope.node(at)), reads: scope.reads(looked) };
}
