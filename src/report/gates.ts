import { toNumber } from '../model/rational.ts';
import { boundsIn } from '../scoring/bounds.ts';
import type { Plan } from '../scoring/plan.ts';

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
  for (const node of plan.nodes) {
    for (const { node: position, name, bound } of boundsIn(node)) {
      const compared = plan.nodes[position];
      add(name, toNumber(bound));
      if (compared?.op === 'list') for (const member of compared.members) add(member.name, toNumber(bound));
    }
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
