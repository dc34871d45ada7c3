import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { asFileProblem } from '../../files/problem.ts';
import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/refusal.ts';
import type { World } from '../../world.ts';

/**
 * The files that paths mean, as a user would write them: a folder means the JSON files in it, in the order of their
 * names. A file named twice counts once. Throws a `Refusal` for a path that is not there and a folder without any.
 */
export async function findAnswerFiles(
  world: World,
  paths: readonly string[],
  messages: Messages['imports'],
): Promise<string[]> {
  const found = new Map<string, string>();
  for (const path of paths) {
    for (const file of await filesAt(world, path, messages)) {
      const place = file === '-' ? file : resolve(world.cwd, file);
      if (!found.has(place)) found.set(place, file);
    }
  }
  return [...found.values()];
}

async function filesAt(world: World, path: string, messages: Messages['imports']): Promise<string[]> {
  if (path === '-') return [path];
  const absolute = resolve(world.cwd, path);
  const refuse = (error: unknown): never => {
    throw asFileProblem(error, path);
  };
  if (!(await stat(absolute).catch(refuse)).isDirectory()) return [path];
  const entries = await readdir(absolute, { withFileTypes: true }).catch(refuse);
  const names = entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && /^[^.].*\.json$/i.test(entry.name))
    .map(({ name }) => name)
    .sort();
  if (names.length === 0) throw new Refusal(3, messages.emptyFolder(path));
  return names.map((name) => join(path, name));
}
