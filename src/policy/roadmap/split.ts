import type { CombineMember, MissingRules, Node, Plan } from '../../scoring/plan.ts';
import { onceForPlan } from '../../scoring/reads.ts';

/** A plan with what each answer brings to each score standing by itself, so that it can be looked up. */
export interface SplitPlan {
  readonly plan: Plan;
  /** Where what a member of a score brings stands, before its weight. */
  partOf(combining: number, member: number): number;
}

/** The members of a node that puts others together, and what missing ones count; undefined for any other. */
export function combinedBy(node: Node): { members: readonly CombineMember[]; missing: MissingRules } | undefined {
  return node.op === 'sum' || node.op === 'mean' || node.op === 'min' || node.op === 'max' || node.op === 'share'
    ? node
    : undefined;
}

/** Adds, after all others, the sum of one for every answer that a score counts: it is what that answer brings. */
export const splitPlan = onceForPlan((plan): SplitPlan => {
  const nodes = [...plan.nodes];
  const parts = new Map<string, number>();
  plan.nodes.forEach((node, at) => {
    const { members, missing } = combinedBy(node) ?? { members: [], missing: undefined };
    members.forEach(({ name, node: member }, i) => {
      if (plan.nodes[member]?.op !== 'points' || !missing) return;
      parts.set(
        `${at} ${i}`,
        nodes.push({ op: 'sum', members: [{ name, node: member, weight: { n: 1n, d: 1n } }], missing }) - 1,
      );
    });
  });
  return {
    plan: { ...plan, nodes },
    partOf(combining, member) {
      const own = combinedBy(nodes[combining] as Node)?.members[member]?.node as number;
      return parts.get(`${combining} ${member}`) ?? own;
    },
  };
});
