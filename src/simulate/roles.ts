import type { SimulatedEnterprise, SimulatedMembers } from './region.ts';

/** An enterprise's chains by name, in their order, and what it is in them. */
export type Roles = (enterprise: SimulatedEnterprise) => {
  readonly chain: readonly string[];
  readonly role: 'leader' | 'supplier' | 'none';
};

/** Looks up the chains of enterprises. */
export function findRoles(chains: readonly SimulatedMembers[]): Roles {
  const names = new Map<SimulatedEnterprise, string[]>();
  for (const { name, members } of chains)
    for (const member of members) names.set(member, [...(names.get(member) ?? []), name]);
  const leaders = new Set(chains.map(({ members: [leader] }) => leader));
  return (enterprise) => {
    const chain = names.get(enterprise) ?? [];
    return { chain, role: leaders.has(enterprise) ? 'leader' : chain.length > 0 ? 'supplier' : 'none' };
  };
}
