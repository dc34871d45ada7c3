import type { Condition, Test } from '../condition/condition.ts';
import type { Rational } from '../model/rational.ts';
import type { Node } from './plan.ts';

/** A bound that a position is compared with in a condition; of a list it is its members that are. */
export interface ComparedBound {
  readonly node: number;
  readonly name: string;
  readonly bound: Rational;
}

/** Every bound in the conditions of a node. */
export function boundsIn(node: Node): ComparedBound[] {
  return conditionsOf(node).flatMap(boundsOfCondition);
}

function boundsOfCondition(condition: Condition): ComparedBound[] {
  if (condition.op === 'entry') {
    const { node, name, test } = condition;
    return boundsOf(test).map((bound) => ({ node, name, bound }));
  }
  return (condition.op === 'not' ? [condition.of] : condition.of).flatMap(boundsOfCondition);
}

function conditionsOf(node: Node): readonly Condition[] {
  switch (node.op) {
    case 'input':
      return node.when ? [node.when] : [];
    case 'levels':
      return node.levels.map(({ when }) => when);
    case 'first':
      return node.cases.flatMap(({ when }) => (when ? [when] : []));
    case 'guard':
      return [node.when];
    case 'anyOf':
      return node.conditions;
    default:
      return [];
  }
}

function boundsOf(test: Test): Rational[] {
  if ('bound' in test) return [test.bound];
  switch (test.keyword) {
    case 'contains':
    case 'items':
    case 'not':
      return boundsOf(test.of);
    case 'allOf':
    case 'anyOf':
      return test.of.flatMap(boundsOf);
    default:
      return [];
  }
}
