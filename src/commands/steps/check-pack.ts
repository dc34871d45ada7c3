import type { Problem } from '../../model/problem.ts';
import { findPacks, findPacksBeside } from '../../pack/find.ts';
import { type LoadedPack, loadPackFolder } from '../../pack/load.ts';
import { type LoadedPolicy, loadPolicy } from '../../pack/policy.ts';
import type { Sources } from '../../pack/source.ts';
import type { World } from '../../world.ts';
import { type Settled, settlePack } from './settle.ts';
import { type SettledWith, settlerOf } from './settle-each.ts';

/** What is wrong with documents, and their texts. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly sources: Sources;
}

/** A pack checked with the policy it names; `pack` is null if its documents cannot be read. */
export interface CheckedPack extends Checked {
  readonly pack: LoadedPack | null;
  /** Settles the pack with another policy. */
  readonly settle?: (policy: string | undefined) => Promise<SettledWith>;
}

/** Checks the documents of a pack and the policy it names; not its cases. `folders`: where to look for policies too. */
export async function checkPack(world: World, folder: string, folders: readonly string[]): Promise<CheckedPack> {
  const { pack, problems, sources } = await loadPackFolder(world, folder);
  if (!pack) return { pack, problems, sources };
  const settle = settlerOf(world, pack, folders);
  const own = await settle(undefined);
  return { pack, settle, problems: [...problems, ...own.problems], sources: new Map([...sources, ...own.sources]) };
}

/** A policy checked with all it includes; `policies` is null if one of them cannot be read. */
export interface CheckedPolicy extends Checked {
  readonly policies: readonly LoadedPolicy[] | null;
  /** The policy with a pack it suits; absent where there is none, or something is wrong with the policy. */
  readonly settled?: Settled;
}

/**
 * Checks a policy with all it includes. Its conditions are about what some pack asks: one in the folders given, else
 * one that stands beside it, else any that is found; it is well where one of them suits it.
 */
export async function checkPolicy(
  world: World,
  path: string,
  { packFolders, folders }: { readonly packFolders: Iterable<string>; readonly folders: readonly string[] },
): Promise<CheckedPolicy> {
  const { policies, problems, sources } = await loadPolicy(world, path, { packs: folders });
  if (!policies) return { policies, problems, sources };
  let least: readonly Problem[] | undefined;
  for (const folder of await packsFor(world, path, { packFolders, folders })) {
    const { pack } = await loadPackFolder(world, folder);
    if (!pack) continue;
    const settled = settlePack(pack, policies);
    const found = settled.problems.filter(({ file }) => policies.some((one) => one.file === file));
    if (settled.problems.length === 0) return { policies, settled, problems, sources };
    if (least === undefined || found.length < least.length) least = found;
    if (found.length === 0) break;
  }
  return { policies, problems: [...problems, ...(least ?? [])], sources };
}

async function packsFor(
  world: World,
  policy: string,
  { packFolders, folders }: { readonly packFolders: Iterable<string>; readonly folders: readonly string[] },
): Promise<readonly string[]> {
  const given = [...packFolders];
  if (given.length > 0) return given;
  const beside = await findPacksBeside(policy);
  return (beside.length > 0 ? beside : (await findPacks(world, folders)).packs).map(({ folder }) => folder);
}
