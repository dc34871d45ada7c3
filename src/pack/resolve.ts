import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { didYouMean } from '../model/closest.ts';
import { Refusal } from '../model/refusal.ts';
import type { World } from '../world.ts';
import { type FoundPolicy, findPacks, findPolicies, POLICIES, WHAT_A_PACK_IS } from './find.ts';

/** The folder of a pack that is named by its id or by a path; throws a `Refusal` that names the nearest one. */
export async function resolvePack(world: World, given: string, folders: readonly string[] = []): Promise<string> {
  if (!isPath(given)) {
    const { packs } = await findPacks(world, folders);
    const found = packs.find(({ id }) => id === given);
    if (found) return found.folder;
    if ((await kindOf(join(resolve(world.cwd, given), 'questionnaire.yaml'))) !== 'file') {
      throw unknown('pack', given, packs, 'or a path such as ./my-pack, or --packs DIR');
    }
  }
  const path = resolve(world.cwd, given);
  const kind = await kindOf(path);
  if (kind === undefined) throw new Refusal(3, `${given} does not exist`);
  const folder = kind === 'file' ? dirname(path) : path;
  const files = await Promise.all(['questionnaire.yaml', 'rubric.yaml'].map((name) => kindOf(join(folder, name))));
  if (!files.includes('file')) throw new Refusal(3, `${given} holds no pack`, WHAT_A_PACK_IS);
  return folder;
}

/**
 * The file of a policy that is named by its id or by a path. By its id it may stand in `policies` in the folder
 * `beside` or next to it, or where packs are found. Throws a `Refusal` that names the nearest one.
 */
export async function resolvePolicy(
  world: World,
  given: string,
  { packs = [], beside }: { readonly packs?: readonly string[]; readonly beside?: string } = {},
): Promise<string> {
  if (isPath(given)) {
    const path = resolve(world.cwd, given);
    const kind = await kindOf(path);
    if (kind === undefined) throw new Refusal(3, `${given} does not exist`);
    if (kind === 'folder') throw new Refusal(3, `${given} is a folder; a policy is a file`);
    return path;
  }
  const near = beside === undefined ? [] : policyFolders(beside);
  const policies = await policiesAround(world, near, packs);
  const found = policies.find(({ id }) => id === given);
  if (!found) throw unknown('policy', given, policies, 'or a path such as ./policies/my-city.yaml');
  return found.path;
}

/** Where the policies of a pack are looked for first: in its folder, then beside it. */
export function policyFolders(pack: string): string[] {
  return [join(pack, POLICIES), join(dirname(pack), POLICIES)];
}

/** The policies that an id can mean: those of the folders `near`, then those of wherever packs are found. */
export async function policiesAround(
  world: World,
  near: readonly string[],
  packs: readonly string[] = [],
): Promise<readonly FoundPolicy[]> {
  const found = await Promise.all(near.map((folder) => findPolicies(folder)));
  return [...found.flat(), ...(await findPacks(world, packs)).policies];
}

function isPath(given: string): boolean {
  return /[/\\]/.test(given) || given.endsWith('.yaml') || basename(given).startsWith('.');
}

function unknown(noun: string, given: string, known: readonly { readonly id: string }[], otherwise: string): Refusal {
  const ids = [...new Set(known.map(({ id }) => id))];
  const near = didYouMean(given, ids);
  const list = ids.length === 0 ? `No ${noun} was found` : `Known: ${ids.join(', ')}`;
  return new Refusal(
    3,
    `there is no ${noun} "${given}"${near ? `; did you mean "${near}"?` : ''}`,
    `${list}; ${otherwise}`,
  );
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const there = await stat(path).catch(() => undefined);
  return there && (there.isDirectory() ? 'folder' : 'file');
}
