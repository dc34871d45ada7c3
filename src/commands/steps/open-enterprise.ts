import { resolve } from 'node:path';
import { readEnterprise, readEnterpriseFile } from '../../files/enterprise.ts';
import { enterprisePath } from '../../files/enterprise-path.ts';
import type { Assessment, Enterprise } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';
import { normaliseUscc } from '../../model/uscc.ts';
import type { World } from '../../world.ts';
import { openPack, type PackChoice } from './open-pack.ts';
import type { Settled } from './settle.ts';

/** An enterprise and where its file is. */
export interface OpenedEnterprise {
  readonly enterprise: Enterprise;
  /** Absolute. */
  readonly path: string;
}

/** The enterprise of a key in the folder of files; what is no key there is a path. Throws a `Refusal` for neither. */
export async function openEnterprise(world: World, file: string, files: string): Promise<OpenedEnterprise> {
  const root = resolve(world.cwd, files);
  for (const key of [file, normaliseUscc(file)]) {
    const enterprise = await readEnterprise(root, key);
    if (enterprise) return { enterprise, path: enterprisePath(root, key) };
  }
  if (/[/\\]/.test(file) || file.endsWith('.json')) {
    const path = resolve(world.cwd, file);
    return { enterprise: await readEnterpriseFile(path), path };
  }
  throw new Refusal(
    3,
    `there is no file of the enterprise ${file} in ${files}`,
    'Name the folder with --files DIR, or the file itself.',
  );
}

/**
 * Opens the pack of an assessment with the policy its recommendation was made with, or another one; says on stderr
 * where the pack found is not the one it was made with.
 */
export async function openPackOf(
  world: World,
  assessment: Assessment,
  options: Omit<PackChoice, 'pack'>,
): Promise<Settled> {
  const { policy = assessment.recommendation?.policy.id, ...choice } = options;
  const settled = await openPack(world, {
    ...choice,
    pack: assessment.pack.id,
    ...(policy === undefined ? {} : { policy }),
  });
  const { stamp } = settled;
  if (stamp.hash !== assessment.pack.hash) {
    const found = stamp.version === assessment.pack.version ? 'other content of that version' : stamp.version;
    world.stderr.write(
      `The assessment was made with ${stamp.id} ${assessment.pack.version}; ${found} is found here: what follows is worked out anew, the stored result stays as it is.\n`,
    );
  }
  return settled;
}
