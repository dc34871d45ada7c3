import { nodesOf } from '../condition/condition.ts';
import type { MemberNames } from '../condition/unmet.ts';
import type { Node, Plan } from './plan.ts';

/** The positions a node reads. */
export function readsOf(node: Node): readonly number[] {
  switch (node.op) {
    case 'input':
      return [...(node.derived === null ? [] : [node.derived]), ...(node.when ? nodesOf(node.when) : [])];
    case 'points':
    case 'steps':
    case 'linear':
    case 'round':
    case 'scaled':
      return [node.of];
    case 'guard':
      return [node.of, ...nodesOf(node.when)];
    case 'cap':
    case 'floor':
      return [node.of, node.bound];
    case 'constant':
      return [];
    case 'sum':
    case 'mean':
    case 'min':
    case 'max':
      return node.members.flatMap(({ node: member, by }) => (by === undefined ? [member] : [member, by]));
    case 'share':
      return [node.of, ...node.members.flatMap(({ node: member, by }) => (by === undefined ? [member] : [member, by]))];
    case 'list':
      return node.members.map((member) => member.node);
    case 'first':
      return node.cases.flatMap((one) => [...(one.when ? nodesOf(one.when) : []), one.node]);
    case 'levels':
      return node.levels.flatMap((level) => nodesOf(level.when));
    case 'anyOf':
      return node.conditions.flatMap(nodesOf);
    default:
      return node.operands;
  }
}

/** The positions a node reads for its value, not to find out whether a question is asked or a score applies. */
export function valueReadsOf(node: Node): readonly number[] {
  switch (node.op) {
    case 'input':
      return node.derived === null ? [] : [node.derived];
    case 'guard':
      return [node.of];
    default:
      return readsOf(node);
  }
}

/** By node, the positions of the inputs it reads, near or far, itself included, ascending. */
export function inputsBehind(plan: Plan): readonly (readonly number[])[] {
  const found = INPUTS.get(plan) ?? findInputs(plan);
  INPUTS.set(plan, found);
  return found;
}

/** Many sheets are looked at under the same plan. */
const INPUTS = new WeakMap<Plan, readonly (readonly number[])[]>();

function findInputs(plan: Plan): readonly (readonly number[])[] {
  const behind: (readonly number[])[] = [];
  plan.nodes.forEach((node, at) => {
    const read = new Set(readsOf(node).flatMap((other) => behind[other] as readonly number[]));
    if (node.op === 'input') read.add(at);
    behind.push([...read].sort((a, b) => a - b));
  });
  return behind;
}

/** Names the members of a plan's lists, each in its order; what is no list has none. */
export function memberNamesOf(plan: Plan): MemberNames {
  return (node) => {
    const list = plan.nodes[node];
    return list?.op === 'list' ? list.members.map(({ name }) => name) : [];
  };
}
