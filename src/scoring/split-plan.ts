import { itemAt, ONE } from '../model/index.ts';
import { memoizeByPlan } from './node-dependencies.ts';
import type { CombineMember } from './operators/operator.ts';
import type { Plan } from './plan.ts';

/** A plan in which each answer that a score counts has a node of its own for what it contributes to this score. */
export interface SplitPlan {
  readonly plan: Plan;
  /** Returns the position of what a member contributes to a score, before weighting. */
  partOf(combining: number, member: number): number;
}

/**
 * Adds a node for each answer that a score counts: a sum of this one member, under the score's rules for missing
 * answers.
 */
export const splitPlan = memoizeByPlan((plan): SplitPlan => {
  const nodes = [...plan.nodes];
  const parts = new Map<string, number>();
  plan.nodes.forEach((node, at) => {
    if (!('missing' in node)) return;
    const { missing } = node;
    node.members.forEach(({ name, node: member }, i) => {
      if (plan.nodes[member]?.op !== 'points') return;
      parts.set(`${at} ${i}`, nodes.push({ op: 'sum', members: [{ name, node: member, weight: ONE }], missing }) - 1);
    });
  });
  return {
    plan: { ...plan, nodes },
    partOf(combining, member) {
      const { members } = nodes[combining] as { readonly members: readonly CombineMember[] };
      return parts.get(`${combining} ${member}`) ?? itemAt(members, member).node;
    },
  };
});
