import { nodesOf } from '../condition/condition.ts';
import type { Node } from './plan.ts';

/** The positions a node reads. */
export function readsOf(node: Node): readonly number[] {
  switch (node.op) {
    case 'input':
      return [...(node.derived === null ? [] : [node.derived]), ...(node.when ? nodesOf(node.when) : [])];
    case 'points':
    case 'steps':
      return [node.of];
    case 'guard':
      return [node.of, ...nodesOf(node.when)];
    case 'cap':
      return [node.of, node.cap];
    case 'constant':
      return [];
    case 'sum':
    case 'mean':
    case 'min':
    case 'max':
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
