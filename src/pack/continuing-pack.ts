// Finds the pack that takes the place of another: one that continues it, or its variant for another currency.

import { join } from 'node:path';
import type { FormerPack } from '../model/index.ts';
import { continues } from '../versions/index.ts';
import type { World } from '../world.ts';
import { openDocument } from './document-file.ts';
import { findPacks, peekKey } from './find-packs.ts';

/** A pack that continues another under a new id. */
interface ContinuingPack {
  readonly id: string;
  readonly formerly: FormerPack;
}

/** Returns the current id of a recorded pack: its own, unless another pack continues it. */
export type FindPresentId = (recorded: { readonly id: string; readonly version: string }) => string;

/** Returns the id of the variant of a pack that calculates in the given currency; undefined if there is none. */
export async function findVariantIn(
  world: World,
  currency: string,
  pack: string,
  folders: readonly string[] = [],
): Promise<string | undefined> {
  return (await findPacks(world, folders)).packs.find(({ folder }) => {
    const path = join(folder, 'questionnaire.yaml');
    return peekKey(path, 'extends') === pack && peekKey(path, 'currency') === currency;
  })?.id;
}

/**
 * Finds all packs that continue others, and returns a function that looks up current ids. `folders` are searched first.
 */
export async function findPresentIds(world: World, folders: readonly string[] = []): Promise<FindPresentId> {
  const continuing: ContinuingPack[] = [];
  for (const { id, folder } of (await findPacks(world, folders)).packs) {
    const path = join(folder, 'questionnaire.yaml');
    if (peekKey(path, 'formerly') === undefined) continue;
    const formerly = (await openDocument(world, 'questionnaire', path, { pack: folder }))?.document?.formerly;
    if (formerly) continuing.push({ id, formerly });
  }
  return (recorded) => continuing.find(({ formerly }) => continues(recorded, formerly))?.id ?? recorded.id;
}
