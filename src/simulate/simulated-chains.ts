import type { Phrase, Region, SimulatedChain } from '../model/index.ts';
import { itemAt } from '../model/index.ts';
import { type Chance, createChance } from './chance.ts';
import type { ReportRegionProblem, SimulatedEnterprise, SimulatedLink, SimulatedMembers } from './region-spec.ts';

/** Chooses the members of every chain; reports if there are not enough enterprises. */
export function makeChains(
  region: Region,
  enterprises: readonly SimulatedEnterprise[],
  report: ReportRegionProblem,
): readonly SimulatedMembers[] {
  const { seed, chains = [] } = region;
  const usedEnterprises = new Set<SimulatedEnterprise>();
  const earlierMembers: SimulatedEnterprise[] = [];
  return chains.map((chain, c) => {
    const chance = createChance(seed, 'chain', chain.id);
    const listFree = (isRegistered: boolean): SimulatedEnterprise[] =>
      chance.shuffle(
        enterprises.filter(
          (enterprise) => enterprise.isRegistered === isRegistered && !usedEnterprises.has(enterprise),
        ),
      );
    const takeMembers = (
      pool: readonly SimulatedEnterprise[],
      count: number,
      key: 'members' | 'outside' | 'alsoIn',
    ): readonly SimulatedEnterprise[] => {
      if (pool.length < count)
        report('M113', ['chains', c, key], {
          wanted: { phrase: TOO_FEW_PHRASES[key], count: pool.length },
        });
      const pickedMembers = pool.slice(0, count);
      for (const enterprise of pickedMembers) usedEnterprises.add(enterprise);
      return pickedMembers;
    };
    const { members, outside = 0, alsoIn = 0 } = chain;
    if (alsoIn > members)
      report('M215', ['chains', c, 'alsoIn'], {
        found: `${alsoIn}`,
        wanted: { phrase: 'membersOfChain', count: members },
      });
    const leader = findLeader(chain, members > 0 ? listFree(true) : listFree(false));
    if (!leader) {
      const wantedPhrase: Phrase = { phrase: members + outside === 0 ? 'atLeastLeader' : 'leaderAvailable' };
      report('M113', ['chains', c, chain.leader && members + outside > 0 ? 'leader' : 'members'], {
        wanted: wantedPhrase,
      });
      return { name: nameOf(chain), cluster: chain.cluster, members: [] };
    }
    usedEnterprises.add(leader);
    const sharedMembers = takeMembers(chance.shuffle(earlierMembers), alsoIn, 'alsoIn');
    const ownMembers = Math.max(0, members - alsoIn - (leader.isRegistered ? 1 : 0));
    const fittingEnterprises = listFree(true).filter((enterprise) => meetsCondition(enterprise, chain.where));
    const chainMembers = takeMembers(fittingEnterprises, ownMembers, 'members');
    const outsideMembers = takeMembers(
      listFree(false),
      Math.max(0, outside - (leader.isRegistered ? 0 : 1)),
      'outside',
    );
    earlierMembers.push(...chainMembers);
    return {
      name: nameOf(chain),
      cluster: chain.cluster,
      members: [leader, ...chance.shuffle([...sharedMembers, ...chainMembers, ...outsideMembers])],
    };
  });
}

function nameOf({ id, name = id }: SimulatedChain): string {
  return name;
}

function findLeader(chain: SimulatedChain, pool: readonly SimulatedEnterprise[]): SimulatedEnterprise | undefined {
  return pool.find((enterprise) => meetsCondition(enterprise, chain.leader ?? chain.where));
}

function meetsCondition({ values }: SimulatedEnterprise, where: SimulatedChain['where']): boolean {
  return Object.entries(where ?? {}).every(([group, wanted]) => wanted.includes(values.get(group) ?? ''));
}

/** For each kind of member, the phrase that says that there are too few enterprises. */
const TOO_FEW_PHRASES = { members: 'lessMembers', outside: 'lessBeyond', alsoIn: 'lessShared' } as const;

/**
 * The shares of a chain's suppliers that are in the first and in the second tier; all other suppliers are in the third.
 */
const FIRST_TIER_SHARE = 0.08;
const SECOND_TIER_SHARE = 0.32;
/** The probability that a supplier has a second customer in the chain. */
const SECOND_BUYER = 0.35;
/** The number of units into which all purchases of a buyer are divided. */
const PURCHASE_UNITS = 100_000;

/**
 * Generates the purchases in a chain, tier by tier below the leader; each supplier sells to one or two buyers of the
 * tier above.
 */
export function makeLinks(region: Region, chain: SimulatedMembers, roles: RolesOf): readonly SimulatedLink[] {
  const chance = createChance(region.seed, 'links', chain.name);
  const [leader, ...suppliersBelow] = chain.members;
  if (!leader) return [];
  const suppliersByBuyer = new Map<SimulatedEnterprise, SimulatedEnterprise[]>();
  const tiers = tiersOf(suppliersBelow);
  let upperTier: readonly SimulatedEnterprise[] = [leader];
  for (const tier of tiers) {
    for (const supplier of tier)
      for (const buyer of chooseBuyers(upperTier, chance)) addTo(suppliersByBuyer, buyer, supplier);
    if (tier.length > 0) upperTier = tier;
  }
  const links = [...suppliersByBuyer].flatMap(([buyer, suppliers]) => {
    // A member of several chains divides its purchases among them.
    const shares = splitIntoShares(suppliers.length, PURCHASE_UNITS / roles(buyer).chain.length, chance);
    return suppliers.map((supplier, i) => ({ buyer, supplier, share: itemAt(shares, i) }));
  });
  const singleShare = region.chains?.find(({ id, name = id }) => name === chain.name)?.single ?? 0.1;
  const singleLinks = new Set(chance.shuffle(links).slice(0, Math.round(links.length * singleShare)));
  return links.map((link) => ({ chain: chain.name, cluster: chain.cluster, ...link, isSingle: singleLinks.has(link) }));
}

function tiersOf(suppliers: readonly SimulatedEnterprise[]): readonly (readonly SimulatedEnterprise[])[] {
  const firstTierEnd = Math.max(Math.min(3, suppliers.length), Math.round(suppliers.length * FIRST_TIER_SHARE));
  const secondTierEnd = firstTierEnd + Math.round(suppliers.length * SECOND_TIER_SHARE);
  return [
    suppliers.slice(0, firstTierEnd),
    suppliers.slice(firstTierEnd, secondTierEnd),
    suppliers.slice(secondTierEnd),
  ];
}

function chooseBuyers(above: readonly SimulatedEnterprise[], chance: Chance): readonly SimulatedEnterprise[] {
  const firstBuyer = chance.below(above.length);
  if (above.length === 1 || chance.next() >= SECOND_BUYER) return [itemAt(above, firstBuyer)];
  const secondBuyer = (firstBuyer + 1 + chance.below(above.length - 1)) % above.length;
  return [itemAt(above, firstBuyer), itemAt(above, secondBuyer)];
}

/**
 * Draws the shares of a buyer's purchases from its suppliers in the chain: between 0.35 and 0.9 in total, the rest
 * being bought outside the chain.
 */
function splitIntoShares(count: number, wholeTotal: number, chance: Chance): readonly number[] {
  const totalUnits = wholeTotal * (0.35 + 0.55 * chance.next());
  const weights = Array.from({ length: count }, () => {
    const randomShare = chance.next();
    return 0.05 + randomShare * randomShare * randomShare;
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => Math.max(1, Math.floor((totalUnits * weight) / sum)));
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const members = lists.get(key);
  if (members) members.push(value);
  else lists.set(key, [value]);
}

/** Returns the names of an enterprise's chains, in order, and its role in them. */
export type RolesOf = (enterprise: SimulatedEnterprise) => {
  readonly chain: readonly string[];
  readonly role: 'leader' | 'supplier' | 'none';
};

/** Creates the function that returns the chains and the role of an enterprise. */
export function findRoles(chains: readonly SimulatedMembers[]): RolesOf {
  const names = new Map<SimulatedEnterprise, string[]>();
  for (const { name, members } of chains)
    for (const member of members) names.set(member, [...(names.get(member) ?? []), name]);
  const leaders = new Set(chains.map(({ members: [leader] }) => leader));
  return (enterprise) => {
    const chain = names.get(enterprise) ?? [];
    return { chain, role: leaders.has(enterprise) ? 'leader' : chain.length > 0 ? 'supplier' : 'none' };
  };
}
