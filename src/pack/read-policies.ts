import type { Policy } from '../model/index.ts';
import type { World } from '../world.ts';
import { openDocument } from './document-file.ts';
import { findPoliciesAround, policyFolders } from './find-packs.ts';

/** All policies that an id can mean for the pack in a folder (absolute), each id once; what cannot be read is left out. */
export async function readPolicies(world: World, folder: string, packs: readonly string[] = []): Promise<Policy[]> {
  const known = new Map<string, Policy>();
  for (const { id, path } of await findPoliciesAround(world, policyFolders(folder), packs)) {
    if (known.has(id)) continue;
    const document = (await openDocument(world, 'policy', path))?.document;
    if (document) known.set(id, document);
  }
  return [...known.values()];
}
