import type { Condition, Test } from '../condition/condition.ts';
import { toNumber } from '../model/rational.ts';
import type { Node, Plan } from '../scoring/plan.ts';

/** The bounds each score, question or fact is compared with anywhere in a plan. */
export type Gates = ReadonlyMap<string, readonly number[]>;

/** Collects every bound of the plan's conditions and steps, under the name of what it is compared with. */
export function collectGates(plan: Plan): Gates {
  const gates = new Map<string, number[]>();
  const names = namesByPosition(plan);
  const add = (name: string, bound: number): void => {
    const known = gates.get(name);
    if (!known) gates.set(name, [bound]);
    else if (!known.includes(bound)) known.push(bound);
  };
  const addTest = (name: string, position: number, test: Test): void => {
    const node = plan.nodes[position];
    for (const bound of boundsOf(test)) {
      add(name, bound);
      if (node?.op === 'list') for (const member of node.members) add(member.name, bound);
    }
  };
  const addCondition = (condition: Condition): void => {
    if (condition.op === 'entry') addTest(condition.name, condition.node, condition.test);
    else for (const part of condition.op === 'not' ? [condition.of] : condition.of) addCondition(part);
  };
  for (const node of plan.nodes) {
    for (const condition of conditionsOf(node)) addCondition(condition);
    if (node.op !== 'steps') continue;
    const name = names.get(node.of);
    if (name !== undefined) for (const { bound } of node.steps) add(name, toNumber(bound));
  }
  return gates;
}

function namesByPosition(plan: Plan): ReadonlyMap<number, string> {
  const names = new Map(plan.scores.map(({ name, node }) => [node, name]));
  plan.nodes.forEach((node, position) => {
    if (node.op === 'input') names.set(position, node.name);
  });
  return names;
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

function boundsOf(test: Test): number[] {
  if ('bound' in test) return [toNumber(test.bound)];
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
