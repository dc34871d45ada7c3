// The files that a user names: one by one, by patterns that no shell has expanded, or by their folder.
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, parse, resolve, sep } from 'node:path';
import { CodedRefusal } from '../i18n/index.ts';
import { Refusal } from '../model/index.ts';
import { FileProblem, toFileProblem } from '../store/index.ts';
import type { World } from '../world.ts';

/** Signs that make a name a pattern. */
const PATTERN = /[*?]/;
/** On Windows, where no shell expands patterns, folders are separated by either sign and capitals are alike. */
const [SEPARATOR, CAPITALS] = sep === '\\' ? [/[\\/]+/, 'i'] : [/\/+/, ''];

/**
 * Paths in which patterns are the files and folders they fit, in the order of their names: `*`, `?`, and `**` for folders at
 * any depth. What is there by that very name, or fits nothing, stays as it is.
 */
export async function expandPatterns(world: Pick<World, 'cwd'>, paths: readonly string[]): Promise<string[]> {
  const expanded: string[] = [];
  for (const path of paths) {
    const isPattern = PATTERN.test(path) && !existsSync(resolve(world.cwd, path));
    const found = isPattern ? await expandPattern(world.cwd, path) : [];
    expanded.push(...(found.length > 0 ? found : [path]));
  }
  return expanded;
}

async function expandPattern(cwd: string, pattern: string): Promise<string[]> {
  const { root } = parse(pattern);
  let found = [root];
  for (const part of pattern.slice(root.length).split(SEPARATOR)) {
    const next: string[] = [];
    for (const above of found) next.push(...(await expandPart(cwd, above, part)));
    found = next;
  }
  return found;
}

async function expandPart(cwd: string, above: string, part: string): Promise<string[]> {
  if (part === '**') return listFolders(cwd, above);
  if (!PATTERN.test(part)) return [join(above, part)].filter((path) => existsSync(resolve(cwd, path)));
  const fits = compilePattern(part);
  const names = await readdir(resolve(cwd, above)).catch(() => []);
  return names
    .filter((name) => fits.test(name) && (part.startsWith('.') || !name.startsWith('.')))
    .sort()
    .map((name) => join(above, name));
}

/** A folder and all those below it, but for hidden ones and links, which may lead in a circle. */
async function listFolders(cwd: string, folder: string): Promise<string[]> {
  const entries = await readdir(resolve(cwd, folder), { withFileTypes: true }).catch(() => []);
  const names = entries.flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith('.') ? [entry.name] : []));
  const below: string[] = [];
  for (const name of names.sort()) below.push(...(await listFolders(cwd, join(folder, name))));
  return [folder, ...below];
}

function compilePattern(part: string): RegExp {
  const source = part.replace(/\*+|[?\\^$.+()[\]{}|]/g, (sign) =>
    sign.startsWith('*') ? '.*' : sign === '?' ? '.' : `\\${sign}`,
  );
  return new RegExp(`^${source}$`, `su${CAPITALS}`);
}

interface FolderContents {
  /** How the names of the files end. */
  readonly ending: RegExp;
  /** Files that are passed over, absolute: those that the run itself writes. */
  readonly but?: readonly string[];
  /** What is said of a folder without any. */
  empty(folder: string): string;
}

/**
 * The files that paths mean, as a user would write them: a folder means those in it, in the order of their names. A file
 * named twice counts once. Throws a `Refusal` for a path that is not there and a folder without any.
 */
export async function listNamedFiles(
  world: Pick<World, 'cwd'>,
  paths: readonly string[],
  contents: FolderContents,
): Promise<string[]> {
  const found = new Map<string, string>();
  for (const path of paths) {
    for (const file of path === '-' ? [path] : await listFiles(world.cwd, path, contents)) {
      const place = file === '-' ? file : resolve(world.cwd, file);
      if (!found.has(place)) found.set(place, file);
    }
  }
  return [...found.values()];
}

async function listFiles(cwd: string, path: string, { ending, but = [], empty }: FolderContents): Promise<string[]> {
  // As of a variable that is not set: it would be the whole current folder.
  if (path === '') throw new CodedRefusal(2, 'emptyPath');
  const absolute = resolve(cwd, path);
  const refuse = (error: unknown, place = path): never => {
    throw toFileProblem(error, place);
  };
  if (!(await stat(absolute).catch(refuse)).isDirectory()) return [path];
  const names = await readdir(absolute).catch(refuse);
  const files = names.filter(
    (name) => !/^[.~]/.test(name) && ending.test(name) && !but.includes(resolve(absolute, name)),
  );
  if (files.length === 0) throw new Refusal(3, empty(path));
  // A pipe might never end; a folder would be none of the files that are counted.
  for (const name of files) {
    const file = join(path, name);
    if (!(await stat(resolve(cwd, file)).catch((error) => refuse(error, file))).isFile())
      throw new FileProblem('not-a-file', file);
  }
  return files.sort().map((name) => join(path, name));
}
