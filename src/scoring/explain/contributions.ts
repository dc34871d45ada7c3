import type { Possible } from '../../condition/value.ts';
import { ONE } from '../../model/rational.ts';
import { evaluate } from '../evaluate.ts';
import type { Evaluation } from '../pass.ts';
import type { Node, Plan } from '../plan.ts';
import type { Sheet } from '../sheet.ts';

/** An evaluation, and what each member of a combining node brings to it. */
export interface Contributions {
  readonly evaluation: Evaluation;
  /** What the member at an index brings, before its weight: by the rules for missing answers nothing, or a fixed value. */
  of(position: number, index: number): Possible;
}

/**
 * Evaluates a plan together with probes: for each member of a combining node that is an answer's points, a sum of it
 * alone under the same rules. So what is explained is what the evaluation counted, and not a second reading of the rules.
 */
export function evaluateContributions(plan: Plan, sheet: Sheet): Contributions {
  const probes: Node[] = [];
  const places = new Map<string, number>();
  plan.nodes.forEach((node, position) => {
    if (!('missing' in node)) return;
    node.members.forEach(({ name, node: member }, index) => {
      if (plan.nodes[member]?.op !== 'points') return;
      places.set(`${position}/${index}`, plan.nodes.length + probes.length);
      probes.push({ op: 'sum', members: [{ name, node: member, weight: ONE }], missing: node.missing });
    });
  });
  const evaluation = evaluate({ ...plan, nodes: [...plan.nodes, ...probes] }, sheet);
  return {
    evaluation,
    of(position, index) {
      const node = plan.nodes[position] as Extract<Node, { missing: unknown }>;
      const member = node.members[index]?.node as number;
      return evaluation.values[places.get(`${position}/${index}`) ?? member] as Possible;
    },
  };
}
