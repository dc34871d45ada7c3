import type { Region, SimulatedChain } from '../model/generated/types.ts';
import { createChance } from './chance.ts';
import type { Complain, SimulatedEnterprise, SimulatedMembers } from './region.ts';

/** The members of every chain; told is where there are not enough enterprises. */
export function makeChains(
  region: Region,
  enterprises: readonly SimulatedEnterprise[],
  complain: Complain,
): readonly SimulatedMembers[] {
  const { seed, chains = [] } = region;
  const taken = new Set<SimulatedEnterprise>();
  const earlier: SimulatedEnterprise[] = [];
  return chains.map((chain, c) => {
    const chance = createChance(seed, 'chain', chain.id);
    const free = (isRegistered: boolean): SimulatedEnterprise[] =>
      chance.shuffle(enterprises.filter((one) => one.isRegistered === isRegistered && !taken.has(one)));
    const take = (
      pool: readonly SimulatedEnterprise[],
      count: number,
      key: 'members' | 'outside' | 'alsoIn',
    ): readonly SimulatedEnterprise[] => {
      if (pool.length < count) complain('M113', ['chains', c, key], { wanted: tooMany(pool.length, key) });
      const found = pool.slice(0, count);
      for (const one of found) taken.add(one);
      return found;
    };
    const { members, outside = 0, alsoIn = 0 } = chain;
    if (alsoIn > members)
      complain('M215', ['chains', c, 'alsoIn'], { found: `${alsoIn}`, wanted: `the ${members} members` });
    const leader = findLeader(chain, members > 0 ? free(true) : free(false));
    if (!leader) {
      const needed =
        members + outside === 0 ? 'at least 1, the leader' : 'met by an enterprise that is in no chain yet';
      complain('M113', ['chains', c, chain.leader && members + outside > 0 ? 'leader' : 'members'], { wanted: needed });
      return { name: nameOf(chain), cluster: chain.cluster, members: [] };
    }
    taken.add(leader);
    const shared = take(chance.shuffle(earlier), alsoIn, 'alsoIn');
    const own = Math.max(0, members - alsoIn - (leader.isRegistered ? 1 : 0));
    const fitting = free(true).filter((one) => meets(one, chain.where));
    const inside = take(fitting, own, 'members');
    const beyond = take(free(false), Math.max(0, outside - (leader.isRegistered ? 0 : 1)), 'outside');
    earlier.push(...inside);
    return {
      name: nameOf(chain),
      cluster: chain.cluster,
      members: [leader, ...chance.shuffle([...shared, ...inside, ...beyond])],
    };
  });
}

function nameOf({ id, name = id }: SimulatedChain): string {
  return name;
}

function findLeader(chain: SimulatedChain, pool: readonly SimulatedEnterprise[]): SimulatedEnterprise | undefined {
  return pool.find((one) => meets(one, chain.leader ?? chain.where));
}

function meets({ values }: SimulatedEnterprise, where: SimulatedChain['where']): boolean {
  return Object.entries(where ?? {}).every(([group, wanted]) => wanted.includes(values.get(group) ?? ''));
}

function tooMany(count: number, key: 'members' | 'outside' | 'alsoIn'): string {
  const which = {
    members: 'so many more enterprises of the registry meet `where` and are in no chain yet',
    outside: 'so many more enterprises are outside and in no chain yet',
    alsoIn: 'so many are suppliers in earlier chains',
  }[key];
  return `less: ${count}, ${which}`;
}
