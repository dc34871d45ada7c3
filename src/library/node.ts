// Functions of the library that need a disk: `import { readPack, readSolver } from 'matura/node'`.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPack, loadPolicy, loadPolicyOf, POLICIES_FOLDER } from '../pack/index.ts';
import { realWorld } from '../world.ts';
import type { PackTexts } from './index.ts';
import { findOptionFault, NAME_RULE, type OptionRule } from './options.ts';

const FOLDERS_RULE: OptionRule = {
  wanted: 'a list of folders',
  test: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
};

/**
 * The texts of a bundled pack by its id, or of a pack in a folder, with the policy of an id or at a path, else the
 * questionnaire's own, and all that it includes. Rejects where there is no such pack or policy, and with a RangeError
 * named `InvalidOption`, whose `option` names it, for an option that cannot be used.
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
  const { pack, sources } = await loadPack(world, idOrFolder, { packs });
  const ownSources = [...sources.values()].map(({ file, text }) => [baseName(file), text] as const);
  if (!pack) return Object.fromEntries(ownSources);
  const loadedPolicy =
    policy === undefined
      ? await loadPolicyOf(world, pack, packs)
      : await loadPolicy(world, policy, { packs, beside: pack.folder });
  const policies = [...(loadedPolicy?.sources.values() ?? [])].map(
    ({ file, text }) => [`${POLICIES_FOLDER}/${baseName(file)}`, text] as const,
  );
  return Object.fromEntries([...ownSources, ...policies]);
}

/** The bytes of the solver that comes with Matura, for `loadSolver`. */
export async function readSolver(): Promise<Uint8Array> {
  return readFile(join(realWorld().home, 'dist', 'highs.wasm'));
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
