import { loadPack } from '../../pack/load.ts';
import { loadPolicy, loadPolicyOf } from '../../pack/policy.ts';
import type { World } from '../../world.ts';
import { refuseProblems } from './refuse.ts';
import { type Settled, settlePack } from './settle.ts';

/** What a command was told about the pack to work with. */
export interface PackChoice {
  /** A pack's id or a path. */
  readonly pack: string;
  /** A policy's id or a path; without it, the questionnaire's own. */
  readonly policy?: string | undefined;
  /** Folders to look for packs in first. */
  readonly packs?: readonly string[] | undefined;
  readonly color?: boolean;
}

/**
 * Opens a pack and its policy, ready to be worked with. With problems in them nothing can be done: they are shown, and
 * a `Refusal` is thrown.
 */
export async function openPack(world: World, { pack: given, policy, packs = [], color }: PackChoice): Promise<Settled> {
  const colored = color === undefined ? {} : { color };
  const { pack, problems, sources } = await loadPack(world, given, { packs });
  if (!pack || problems.length > 0) {
    return refuseProblems(world, problems, sources, { what: `the pack ${given} cannot be used as it is`, ...colored });
  }
  const chosen =
    policy === undefined
      ? await loadPolicyOf(world, pack, packs)
      : await loadPolicy(world, policy, { packs, beside: pack.folder });
  const settled = settlePack(pack, chosen?.policies ?? []);
  const all = [...(chosen?.problems ?? []), ...settled.problems];
  if (all.length > 0) {
    const everything = new Map([...sources, ...(chosen?.sources ?? [])]);
    const what = `the pack ${given}${policy === undefined ? '' : ` with the policy ${policy}`} cannot be used as it is`;
    return refuseProblems(world, all, everything, { what, ...colored });
  }
  return settled;
}
