import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './matura.ts';

/**
 * Writes the policy of Chengdu into a folder for `MATURA_PACKS`, as if all of it had been compared with the originals: only
 * then is its money in a sum. Gives its id.
 */
export async function writeVerifiedPolicy(folder: string): Promise<string> {
  const text = await readFile(path.join(ROOT, 'questionnaires/policies/chengdu.yaml'), 'utf8');
  await mkdir(path.join(folder, 'policies'), { recursive: true });
  await writeFile(
    path.join(folder, 'policies/verified.yaml'),
    text.replace('id: chengdu', 'id: verified').replaceAll('verified: false', 'verified: true'),
  );
  return 'verified';
}
