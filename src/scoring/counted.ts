import { evaluateCondition } from '../condition/evaluate.ts';
import type { Possible } from '../condition/value.ts';
import type { Input, Node, Plan } from './plan.ts';

/** The names of the inputs that some score counts: what stands behind a score that surely is nothing does not. */
export function countedInputs(plan: Plan, read: (node: number) => Possible): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<number>();
  const visit = (position: number): void => {
    if (seen.has(position)) return;
    seen.add(position);
    const node = plan.nodes[position] as Node;
    if (node.op === 'points') names.add((plan.nodes[node.of] as Input).name);
    for (const counted of countedBy(node, read)) visit(counted);
  };
  // A score that others put together counts through them: alone it may be one that another's condition sets aside.
  const inner = new Set(plan.scores.flatMap(({ node }) => countedBy(plan.nodes[node] as Node, () => UNKNOWN)));
  for (const { node } of plan.scores) if (!inner.has(node)) visit(node);
  return names;
}

const UNKNOWN: Possible = { kind: 'any', nothing: true };

/** The positions whose values a node puts together, those aside that its conditions surely set aside. */
function countedBy(node: Node, read: (node: number) => Possible): readonly number[] {
  switch (node.op) {
    case 'guard':
      return evaluateCondition(node.when, read) === 'fails' ? [] : [node.of];
    case 'first':
      return node.cases.filter(({ when }) => !when || evaluateCondition(when, read) !== 'fails').map((one) => one.node);
    case 'sum':
    case 'mean':
    case 'min':
    case 'max':
      return node.members.flatMap(({ node: member, by }) => (by === undefined ? [member] : [member, by]));
    case 'steps':
    case 'linear':
    case 'round':
    case 'scaled':
    case 'share':
      return [node.of];
    case 'cap':
    case 'floor':
      return [node.of, node.bound];
    default:
      return [];
  }
}
