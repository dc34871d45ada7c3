import type { Problem } from '../../model/problem.ts';
import type { LoadedPack } from '../../pack/load.ts';
import { loadPolicy, loadPolicyOf } from '../../pack/policy.ts';
import type { Sources } from '../../pack/source.ts';
import type { World } from '../../world.ts';
import { type Settled, settlePack } from './settle.ts';

/** A pack settled with one policy, and everything that is wrong with the two. */
export interface SettledWith {
  readonly settled: Settled;
  readonly problems: readonly Problem[];
  readonly sources: Sources;
}

/**
 * Settles a pack with any policy its cases name, each once; undefined is the questionnaire's own. A policy that does
 * not exist throws a `Refusal`.
 */
export function settlerOf(
  world: World,
  pack: LoadedPack,
  packs: readonly string[],
): (policy: string | undefined) => Promise<SettledWith> {
  const known = new Map<string | undefined, Promise<SettledWith>>();
  const settle = async (policy: string | undefined): Promise<SettledWith> => {
    const loading =
      policy === undefined
        ? await loadPolicyOf(world, pack, packs)
        : await loadPolicy(world, policy, { packs, beside: pack.folder });
    const settled = settlePack(pack, loading?.policies ?? []);
    return {
      settled,
      problems: [...(loading?.problems ?? []), ...settled.problems],
      sources: loading?.sources ?? new Map(),
    };
  };
  return (policy) => {
    const found = known.get(policy) ?? settle(policy);
    known.set(policy, found);
    return found;
  };
}
