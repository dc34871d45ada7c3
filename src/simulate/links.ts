import type { Region } from '../model/generated/types.ts';
import { type Chance, createChance } from './chance.ts';
import type { SimulatedEnterprise, SimulatedLink, SimulatedMembers } from './region.ts';
import type { Roles } from './roles.ts';

/** Of the suppliers of a chain, which part are in the first and in the second tier; the others are in the third. */
const FIRST = 0.08;
const SECOND = 0.32;
/** How often a supplier has a second customer in the chain. */
const SECOND_BUYER = 0.35;
/** What stands for everything that a buyer buys. */
const WHOLE = 100_000;

/** Who buys from whom in a chain: tier by tier below the leader, every supplier from one or two buyers above it. */
export function makeLinks(region: Region, chain: SimulatedMembers, roles: Roles): readonly SimulatedLink[] {
  const chance = createChance(region.seed, 'links', chain.name);
  const [leader, ...others] = chain.members;
  if (!leader) return [];
  const buys = new Map<SimulatedEnterprise, SimulatedEnterprise[]>();
  const tiers = tiersOf(others);
  let above: readonly SimulatedEnterprise[] = [leader];
  for (const tier of tiers) {
    for (const supplier of tier) for (const buyer of chooseBuyers(above, chance)) addTo(buys, buyer, supplier);
    if (tier.length > 0) above = tier;
  }
  const links = [...buys].flatMap(([buyer, suppliers]) => {
    // Whoever is in several chains divides what it buys among them.
    const shares = shareOut(suppliers.length, WHOLE / roles(buyer).chain.length, chance);
    return suppliers.map((supplier, i) => ({ buyer, supplier, share: shares[i] as number }));
  });
  const stated = region.chains?.find(({ id, name = id }) => name === chain.name)?.single ?? 0.1;
  const single = new Set(chance.shuffle(links).slice(0, Math.round(links.length * stated)));
  return links.map((link) => ({ chain: chain.name, cluster: chain.cluster, ...link, isSingle: single.has(link) }));
}

function tiersOf(suppliers: readonly SimulatedEnterprise[]): readonly (readonly SimulatedEnterprise[])[] {
  const first = Math.max(Math.min(3, suppliers.length), Math.round(suppliers.length * FIRST));
  const second = first + Math.round(suppliers.length * SECOND);
  return [suppliers.slice(0, first), suppliers.slice(first, second), suppliers.slice(second)];
}

function chooseBuyers(above: readonly SimulatedEnterprise[], chance: Chance): readonly SimulatedEnterprise[] {
  const one = chance.below(above.length);
  if (above.length === 1 || chance.next() >= SECOND_BUYER) return [above[one] as SimulatedEnterprise];
  const other = (one + 1 + chance.below(above.length - 1)) % above.length;
  return [above[one] as SimulatedEnterprise, above[other] as SimulatedEnterprise];
}

/** Shares of what a buyer buys: between a third and nine tenths of it altogether, the rest from outside of the chain. */
function shareOut(count: number, whole: number, chance: Chance): readonly number[] {
  const total = whole * (0.35 + 0.55 * chance.next());
  const weights = Array.from({ length: count }, () => {
    const uniform = chance.next();
    return 0.05 + uniform * uniform * uniform;
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => Math.max(1, Math.floor((total * weight) / sum)));
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
