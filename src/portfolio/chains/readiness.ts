import type { ChainStanding } from './standing.ts';

/** How ready a chain is, 0 to 1: the levels of its suppliers, as parts of the highest, weighted by what depends on them. */
export interface Readiness {
  /** Of those assessed; null where nothing depends on any of them. */
  readonly value: number | null;
  /** If whoever is not assessed had no level, and the highest; open levels at their ends. */
  readonly lowest: number;
  readonly highest: number;
  /** Of the whole dependency, the share on enterprises that are assessed. */
  readonly covered: number;
}

/** Σ dependency x level / top, divided by Σ dependency. Null where nothing depends on anybody. */
export function readinessOf(
  standings: readonly ChainStanding[],
  dependency: ArrayLike<number>,
  top: number,
): Readiness | null {
  let [all, known, value, lowest, highest] = [0, 0, 0, 0, 0];
  for (const [node, { level }] of standings.entries()) {
    const weight = dependency[node] as number;
    all += weight;
    lowest += weight * ((level?.lowest ?? 0) / top);
    highest += weight * ((level?.highest ?? top) / top);
    if (!level) continue;
    known += weight;
    value += weight * (level.lowest / top);
  }
  if (all === 0) return null;
  return {
    value: known === 0 ? null : value / known,
    lowest: lowest / all,
    highest: highest / all,
    covered: known / all,
  };
}
