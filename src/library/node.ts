// The part of the library that reads from the disk: `import { readPack, readSolver } from 'matura/node'`.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPack, loadPolicy, loadPolicyOf, POLICIES_FOLDER } from '../pack/index.ts';
import { realWorld } from '../world.ts';
import type { PackTexts } from './index.ts';
import { findOptionFault, NAME_RULE, type OptionRule } from './options.ts';

const FOLDERS_RULE: OptionRule = {
  wanted: 'a list of folders',
  test: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

/**
 * Reads the texts of a pack: one that comes with Matura, by its id, or one in a folder. They include the texts of a
 * policy (given by id or path; by default the one that the questionnaire names) and of the policies that it includes.
 * Rejects if the pack or policy does not exist. For an unknown or invalid option, rejects with a RangeError whose
 * `name` is `InvalidOption` and whose `option` is the option's name.
 */
export async function readPack(
  idOrFolder: string,
  options: { readonly policy?: string; readonly packs?: readonly string[] } = {},
): Promise<PackTexts> {
  const fault = findOptionFault(options, { policy: NAME_RULE, packs: FOLDERS_RULE });
  if (fault)
    throw Object.assign(new RangeError(`${fault.option}: ${fault.message}`), {
      name: 'InvalidOption',
      option: fault.option,
    });
  const { policy, packs = [] } = options;
  const world = realWorld();
  const { pack, texts } = await loadPack(world, idOrFolder, { packs });
  const ownSources = Object.entries(texts).map(([name, { text }]) => [name, text] as const);
  if (!pack) return Object.fromEntries(ownSources);
  const loadedPolicy =
    policy === undefined
      ? await loadPolicyOf(world, pack, packs)
      : await loadPolicy(world, policy, { packs, beside: pack.folder });
  const policies = [...(loadedPolicy?.sources.values() ?? [])].map(
    ({ file, text }) => [`${POLICIES_FOLDER}/${baseNameOf(file)}`, text] as const,
  );
  return Object.fromEntries([...ownSources, ...policies]);
}

/** Reads the bytes of the solver that comes with Matura, for `loadSolver`. */
export async function readSolver(): Promise<Uint8Array> {
  return readFile(join(realWorld().home, 'dist', 'highs.wasm'));
}

function baseNameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
