import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { FileProblem, systemCode, toFileProblem } from './file-problem.ts';

/** Throws a `FileProblem` unless the folder of a file that somebody named is there: a slip in its path makes no folder. */
export async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error) => {
    throw systemCode(error) === 'ENOENT' ? new FileProblem('no-folder', folder) : toFileProblem(error, folder);
  });
  if (!found.isDirectory()) throw new FileProblem('not-a-folder', folder);
}

/** Makes a folder and those above it; below `root`, which the user chose, a link that leaves `root` is refused. */
export async function makeFolder(folder: string, root: string): Promise<void> {
  try {
    const first = await makeMissing(resolve(folder));
    if (folder !== root) resolveInside(folder, root);
    if (first === undefined) return;
    // A new folder is only safe once the folder above it is.
    for (let made = resolve(folder); made.length >= resolve(first).length; made = dirname(made)) {
      syncFolder(dirname(made));
    }
  } catch (error) {
    throw toFileProblem(error, folder);
  }
}

/**
 * Makes a folder and those missing above it; gives the topmost one made. Node's own recursive `mkdir` tries for ever
 * where the system makes no folders, as below /proc.
 */
async function makeMissing(folder: string): Promise<string | undefined> {
  // Most often it is there, and to ask is quicker than to fail.
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) return undefined;
  try {
    await mkdir(folder);
    return folder;
  } catch (error) {
    const there = await stat(folder).catch(() => undefined);
    if (there?.isDirectory()) return undefined;
    const above = dirname(folder);
    if (systemCode(error) !== 'ENOENT' || above === folder || (await stat(above).catch(() => undefined))) throw error;
    const first = await makeMissing(above);
    await mkdir(folder).catch((again) => {
      if (systemCode(again) !== 'EEXIST') throw again;
    });
    return first ?? folder;
  }
}

/** The file or folder a path means: itself, or where a link leads. A link that leaves `root` is refused. */
export function resolveInside(path: string, root: string): string {
  return statLink(path)?.isSymbolicLink() ? followLink(path, root) : path;
}

/** Where a file shall be written, and the permissions of the one that is there. */
export interface WriteTarget {
  readonly path: string;
  readonly mode: number | undefined;
}

/** Where a file shall be written: a link is followed as in `resolveInside`, and a folder in its place is refused. */
export function resolveTarget(path: string, root: string): WriteTarget {
  const found = statLink(path);
  const isLink = found?.isSymbolicLink() ?? false;
  const target = isLink ? followLink(path, root) : path;
  const there = isLink ? statSync(target, { throwIfNoEntry: false }) : found;
  if (there?.isDirectory()) throw new FileProblem('not-a-file', path);
  return { path: target, mode: there && there.mode & 0o777 };
}

function statLink(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw toFileProblem(error, path);
  }
}

function followLink(path: string, root: string): string {
  const inside = realpathSync(root);
  let target: string | undefined;
  try {
    target = realpathSync(path);
  } catch {
    // It leads nowhere.
  }
  if (target?.startsWith(inside + (inside.endsWith(sep) ? '' : sep))) return target;
  throw new FileProblem('link-outside', path);
}

/**
 * The bytes of a file, or its last ones, at most so many; undefined where there is none. What has become a link since its path
 * was resolved is refused.
 */
export function readIfThere(path: string, last?: number): Buffer | undefined {
  return readAt(path, constants.O_NOFOLLOW ?? 0, last);
}

/** The bytes of a file that must be there; it may be a link. */
export function readBytes(path: string): Buffer {
  const bytes = readAt(path, 0);
  if (!bytes) throw new FileProblem('missing', path);
  return bytes;
}

/** More than thousands of assessments take, in bytes. */
const MOST_BYTES = 1 << 26;

/**
 * At once: thousands of small files are read in half the time without a thread for each step. What is no file, such as a
 * pipe, might never end, and is not waited for.
 */
function readAt(path: string, flags: number, last?: number): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | flags);
    const found = fstatSync(file);
    if (!found.isFile()) throw new FileProblem('not-a-file', path);
    if (found.size > MOST_BYTES) throw new FileProblem('too-large', path);
    if (last === undefined || found.size <= last) return readFileSync(file);
    const end = Buffer.alloc(last);
    return end.subarray(0, readSync(file, end, 0, last, found.size - last));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    // A socket cannot even be opened.
    throw systemCode(error) === 'ENXIO' ? new FileProblem('not-a-file', path) : toFileProblem(error, path);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

// Windows and some network disks cannot sync a folder; they keep renames in order without it.
const CANNOT_SYNC = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF', 'ENOSYS'];

/**
 * Waits until the names in a folder are on the disk, where the platform can. Nothing else gets a turn meanwhile, so that it
 * can be done under a lock. Throws a `FileProblem` where it fails.
 */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if (!CANNOT_SYNC.includes(systemCode(error) ?? '')) throw toFileProblem(error, folder);
  }
}
