import { foldKey } from '../../model/key-hash.ts';
import type { SupplierLink } from './link.ts';

/** A purchase between two nodes of a network. */
export interface Purchase {
  readonly buyer: number;
  readonly supplier: number;
  /** Of all that the buyer buys, 0 to 1. */
  readonly share: number;
  readonly isSingle: boolean;
}

/** The enterprises of a chain and who buys from whom; nodes are positions in `keys`. */
export interface Network {
  readonly keys: readonly string[];
  readonly purchases: readonly Purchase[];
  /** By buyer, and by supplier: positions in `purchases`. */
  readonly bySupplier: readonly (readonly number[])[];
  readonly byBuyer: readonly (readonly number[])[];
}

/** The network of links. What a buyer's stated shares leave is divided by the values stated, or evenly where there are none. */
export function buildNetwork(links: readonly SupplierLink[]): Network {
  const places = new Map<string, number>();
  const keys: string[] = [];
  const placeOf = (key: string): number => {
    const folded = foldKey(key);
    const known = places.get(folded);
    if (known !== undefined) return known;
    places.set(folded, keys.length);
    keys.push(key);
    return keys.length - 1;
  };
  const placed = links.map((link) => ({ link, buyer: placeOf(link.buyer), supplier: placeOf(link.supplier) }));
  const ofBuyer = groupBy(placed, ({ buyer }) => buyer, keys.length);
  const shares = new Map<SupplierLink, number>();
  for (const own of ofBuyer)
    divide(
      own.map((at) => (placed[at] as (typeof placed)[number]).link),
      shares,
    );
  const purchases = placed.map(({ link, buyer, supplier }) => ({
    buyer,
    supplier,
    share: shares.get(link) ?? 0,
    isSingle: link.isSingle,
  }));
  return {
    keys,
    purchases,
    byBuyer: ofBuyer,
    bySupplier: groupBy(purchases, ({ supplier }) => supplier, keys.length),
  };
}

function groupBy<T>(things: readonly T[], placeOf: (thing: T) => number, count: number): number[][] {
  const groups = Array.from({ length: count }, (): number[] => []);
  for (const [at, thing] of things.entries()) groups[placeOf(thing)]?.push(at);
  return groups;
}

function divide(links: readonly SupplierLink[], shares: Map<SupplierLink, number>): void {
  const left = Math.max(0, 1 - links.reduce((sum, { share }) => sum + (share ?? 0), 0));
  const silent = links.filter(({ share }) => share === null);
  const values = silent.reduce((sum, { value }) => sum + (value ?? 0), 0);
  for (const link of links) {
    const part = values > 0 ? (link.value ?? 0) / values : 1 / silent.length;
    shares.set(link, link.share ?? left * part);
  }
}
