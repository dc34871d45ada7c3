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

/** Names the members of a plan's lists, each in its order; what is no list has none. */
export function memberNamesOf(plan: Plan): MemberNames {
  return (node) => {
    const list = plan.nodes[node];
    return list?.op === 'list' ? list.members.map(({ name }) => name) : [];
  };
}
