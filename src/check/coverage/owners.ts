import type { Plan } from '../../scoring/plan.ts';
import { valueReadsOf } from '../../scoring/reads.ts';

/**
 * Whose rule each position belongs to: the score, question or fact whose value is worked out there. Members that `by`
 * makes belong to their score.
 */
export function ownersOf(plan: Plan): ReadonlyMap<number, string> {
  const roots = new Map<number, string>();
  for (const { name, node } of plan.scores) if (!roots.has(node)) roots.set(node, name.split('/')[0] ?? name);
  for (const { name, derived, matrix } of plan.inputs) {
    if (derived !== null && !roots.has(derived)) roots.set(derived, matrix ?? name);
  }
  const owners = new Map<number, string>();
  const claim = (position: number, owner: string): void => {
    const node = plan.nodes[position];
    if (!node || node.op === 'input' || owners.has(position)) return;
    owners.set(position, owner);
    for (const below of valueReadsOf(node)) if (!roots.has(below)) claim(below, owner);
  };
  for (const [position, owner] of roots) claim(position, owner);
  return owners;
}
