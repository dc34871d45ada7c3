// Gives an enterprise its official code, after it was filed under a provisional key.
import { CodedRefusal } from '../i18n/index.ts';
import { renameEnterprise } from '../store/index.ts';
import type { World } from '../world.ts';
import { resolveAsOf } from './common-options.ts';
import { formatPath } from './console.ts';

/**
 * Files an enterprise under its code instead of its provisional key; returns the path of its file. Throws a `Refusal`
 * if there is already a file under the code.
 */
export async function giveCode(world: World, root: string, key: string, code: string): Promise<string> {
  const renameResult = await renameEnterprise(root, key, code, resolveAsOf(world, undefined));
  if (renameResult.outcome === 'taken')
    throw new CodedRefusal(3, 'codeTaken', { code, path: formatPath(world, renameResult.path) });
  return renameResult.path;
}
