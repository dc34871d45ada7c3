// Finds the files that a user names: one by one, by patterns that the shell did not expand, or by folder.
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, parse, resolve, sep } from 'node:path';
import { CodedRefusal } from '../i18n/index.ts';
import { findNearestSpelling, Refusal } from '../model/index.ts';
import { FileProblem, toFileProblem } from '../store/index.ts';
import type { World } from '../world.ts';

/** A name with one of these characters is a pattern. */
const WILDCARD_PATTERN = /[*?]/;
/** On Windows, both slashes separate folders and case is ignored in patterns. */
const [SEPARATOR, CASE_FLAG] = sep === '\\' ? [/[\\/]+/, 'i'] : [/\/+/, ''];

/**
 * Replaces patterns by the files and folders that match, ordered by name. Patterns may contain `*`, `?`, and `**` for
 * folders at any depth. A pattern stays as it is if a file with this very name exists, or if nothing matches.
 */
export async function expandPatterns(world: Pick<World, 'cwd'>, paths: readonly string[]): Promise<string[]> {
  const expandedPaths: string[] = [];
  for (const path of paths) {
    const isPattern = WILDCARD_PATTERN.test(path) && !existsSync(resolve(world.cwd, path));
    const matchingPaths = isPattern ? await expandPattern(world.cwd, path) : [];
    expandedPaths.push(...(matchingPaths.length > 0 ? matchingPaths : [path]));
  }
  return expandedPaths;
}

async function expandPattern(cwd: string, pattern: string): Promise<string[]> {
  const { root } = parse(pattern);
  let matches = [root];
  for (const part of pattern.slice(root.length).split(SEPARATOR)) {
    const deeperFolders: string[] = [];
    for (const parent of matches) deeperFolders.push(...(await expandPart(cwd, parent, part)));
    matches = deeperFolders;
  }
  return matches;
}

async function expandPart(cwd: string, parent: string, part: string): Promise<string[]> {
  if (part === '**') return listFolders(cwd, parent);
  if (!WILDCARD_PATTERN.test(part)) return [join(parent, part)].filter((path) => existsSync(resolve(cwd, path)));
  const regex = compilePattern(part);
  const names = await readdir(resolve(cwd, parent)).catch(() => []);
  return names
    .filter((name) => regex.test(name) && (part.startsWith('.') || !name.startsWith('.')))
    .sort()
    .map((name) => join(parent, name));
}

/** Maximum number of files suggested for a name without its ending. */
const MAX_SUGGESTIONS = 3;

/**
 * Finds the existing paths that the user may have meant by a missing one. Each part that does not exist is replaced by
 * the most similar name in its folder, or by the only name with a different ending. If several names differ only in
 * their endings, returns all of them. Empty if nothing is similar.
 */
export async function findNearPaths({ cwd }: Pick<World, 'cwd'>, path: string): Promise<string[]> {
  const { root } = parse(path);
  let actualPath = root;
  const parts = path.slice(root.length).split(SEPARATOR);
  for (const [i, part] of parts.entries()) {
    if (existsSync(resolve(cwd, actualPath, part))) {
      actualPath = join(actualPath, part);
      continue;
    }
    const names = await readdir(resolve(cwd, actualPath)).catch(() => []);
    const visibleNames = names.filter((name) => !name.startsWith('.'));
    const sameStem = visibleNames.filter((name) => parse(name).name === parse(part).name);
    const isLast = i === parts.length - 1;
    if (isLast && sameStem.length > 1 && sameStem.length <= MAX_SUGGESTIONS)
      return sameStem.sort().map((name) => join(actualPath, name));
    const nearestName = sameStem.length === 1 ? sameStem[0] : findNearestSpelling(part, visibleNames);
    if (nearestName === undefined) return [];
    actualPath = join(actualPath, nearestName);
  }
  return [actualPath];
}

/** Lists a folder and all folders below it, except hidden ones and links, which may form a cycle. */
async function listFolders(cwd: string, folder: string): Promise<string[]> {
  const entries = await readdir(resolve(cwd, folder), { withFileTypes: true }).catch(() => []);
  const names = entries.flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith('.') ? [entry.name] : []));
  const subfolders: string[] = [];
  for (const name of names.sort()) subfolders.push(...(await listFolders(cwd, join(folder, name))));
  return [folder, ...subfolders];
}

function compilePattern(part: string): RegExp {
  const source = part.replace(/\*+|[?\\^$.+()[\]{}|]/g, (sign) =>
    sign.startsWith('*') ? '.*' : sign === '?' ? '.' : `\\${sign}`,
  );
  return new RegExp(`^${source}$`, `su${CASE_FLAG}`);
}

interface FolderContents {
  /** Matches the names of the wanted files. */
  readonly ending: RegExp;
  /** Absolute paths of files that are left out, such as the outputs of this run. */
  readonly but?: readonly string[];
  /** Returns the message for a folder without wanted files. */
  empty(given: { readonly path: string }): string;
}

/**
 * Lists the files that paths stand for, as the user would write them; a folder stands for the wanted files in it,
 * ordered by name. A file named twice is listed once. Throws a `Refusal` for a path that does not exist and for a
 * folder without wanted files.
 */
export async function listNamedFiles(
  world: Pick<World, 'cwd'>,
  paths: readonly string[],
  contents: FolderContents,
): Promise<string[]> {
  const filesByPath = new Map<string, string>();
  for (const path of paths) {
    for (const file of path === '-' ? [path] : await listFiles(world.cwd, path, contents)) {
      const fullPath = file === '-' ? file : resolve(world.cwd, file);
      if (!filesByPath.has(fullPath)) filesByPath.set(fullPath, file);
    }
  }
  return [...filesByPath.values()];
}

async function listFiles(cwd: string, path: string, { ending, but = [], empty }: FolderContents): Promise<string[]> {
  // An empty path is probably an unset shell variable; it would mean the whole current folder.
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
  if (files.length === 0) throw new Refusal(3, empty({ path }));
  // Reading from a pipe might never end, and a folder cannot be read as a file, so anything but an ordinary file is
  // refused.
  for (const name of files) {
    const file = join(path, name);
    if (!(await stat(resolve(cwd, file)).catch((error) => refuse(error, file))).isFile())
      throw new FileProblem('not-a-file', file);
  }
  return files.sort().map((name) => join(path, name));
}
