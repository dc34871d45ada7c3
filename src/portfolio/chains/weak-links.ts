import type { Dependency } from './dependency.ts';
import type { Network } from './network.ts';
import type { ChainStanding } from './standing.ts';

/** A supplier that holds its chain back, with what makes it weak. */
export interface WeakLink {
  readonly node: number;
  /** What is lost: the dependency on it that has no alternative, times what it lacks to the highest level. */
  readonly weakness: number;
  readonly dependency: number;
  readonly level: number;
  /** How many buyers have no other source. */
  readonly singleBuyers: number;
  readonly buyers: number;
  /** Null where the chain is too large to work it out. */
  readonly betweenness: number | null;
  readonly isArticulation: boolean;
}

export interface WeakBasis {
  readonly network: Network;
  readonly standings: readonly ChainStanding[];
  readonly dependency: Dependency;
  readonly betweenness: readonly number[] | null;
  readonly articulation: ReadonlySet<number>;
  readonly top: number;
}

/**
 * The assessed suppliers by weakness, the weakest first; equals by betweenness, then by key. Weakness is
 * Σ over buyers of (what passes through the buyer x the share it buys here x scarcity) x (1 - level / top), where scarcity
 * is 1 for a single source, else 1 divided by the number of the buyer's suppliers.
 */
export function findWeakLinks({
  network,
  standings,
  dependency,
  betweenness,
  articulation,
  top,
}: WeakBasis): readonly WeakLink[] {
  const { keys, purchases, bySupplier, byBuyer } = network;
  return keys
    .flatMap((_, node): WeakLink[] => {
      const own = (bySupplier[node] ?? []).map((at) => purchases[at] as Network['purchases'][number]);
      const level = standings[node]?.level;
      if (!level || own.length === 0) return [];
      const exposed = own.reduce((sum, { buyer, share, isSingle }) => {
        const scarcity = isSingle ? 1 : 1 / (byBuyer[buyer]?.length ?? 1);
        return sum + (dependency.through[buyer] as number) * share * scarcity;
      }, 0);
      const weakness = exposed * (1 - level.lowest / top);
      if (weakness === 0) return [];
      return [
        {
          node,
          weakness,
          dependency: dependency.on[node] as number,
          level: level.lowest,
          singleBuyers: own.filter(({ isSingle }) => isSingle).length,
          buyers: own.length,
          betweenness: betweenness?.[node] ?? null,
          isArticulation: articulation.has(node),
        },
      ];
    })
    .sort(
      (a, b) =>
        b.weakness - a.weakness ||
        (b.betweenness ?? 0) - (a.betweenness ?? 0) ||
        ((keys[a.node] as string) < (keys[b.node] as string) ? -1 : 1),
    );
}
