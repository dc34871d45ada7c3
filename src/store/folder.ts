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

/**
 * Throws a `FileProblem` unless the folder of a file that the user named exists: a typo in its path must not create a
 * folder.
 */
export async function requireFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch((error) => {
    throw systemCode(error) === 'ENOENT' ? new FileProblem('no-folder', folder) : toFileProblem(error, folder);
  });
  if (!stats.isDirectory()) throw new FileProblem('not-a-folder', folder);
}

/**
 * Creates a folder and its missing ancestors; below `root`, which the user chose, a link that leaves `root` is refused.
 */
export async function makeFolder(folder: string, root: string): Promise<void> {
  try {
    const topmost = await makeMissing(resolve(folder));
    if (folder !== root) resolveInside(folder, root);
    if (topmost === undefined) return;
    // A new folder is only durable once its parent is synced.
    for (
      let createdFolder = resolve(folder);
      createdFolder.length >= resolve(topmost).length;
      createdFolder = dirname(createdFolder)
    ) {
      syncFolder(dirname(createdFolder));
    }
  } catch (error) {
    throw toFileProblem(error, folder);
  }
}

/**
 * Creates a folder and its missing ancestors and returns the topmost one created. Node's own recursive `mkdir` retries
 * for ever where the system does not allow folders, such as below /proc.
 */
async function makeMissing(folder: string): Promise<string | undefined> {
  // It usually exists, and asking is faster than failing.
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) return undefined;
  try {
    await mkdir(folder);
    return folder;
  } catch (error) {
    const existing = await stat(folder).catch(() => undefined);
    if (existing?.isDirectory()) return undefined;
    const parent = dirname(folder);
    if (systemCode(error) !== 'ENOENT' || parent === folder || (await stat(parent).catch(() => undefined))) throw error;
    const topmost = await makeMissing(parent);
    await mkdir(folder).catch((retryError) => {
      if (systemCode(retryError) !== 'EEXIST') throw retryError;
    });
    return topmost ?? folder;
  }
}

/** Resolves a path if it is a link. A link that leaves `root` is refused. */
export function resolveInside(path: string, root: string): string {
  return statLink(path)?.isSymbolicLink() ? followLink(path, root) : path;
}

/** The path to write to, and the permissions of the existing file. */
export interface WriteTarget {
  readonly path: string;
  readonly mode: number | undefined;
}

/** Resolves the path to write to: a link is followed as in `resolveInside`, and a folder in its place is refused. */
export function resolveTarget(path: string, root: string): WriteTarget {
  const linkStats = statLink(path);
  const isLink = linkStats?.isSymbolicLink() ?? false;
  const target = isLink ? followLink(path, root) : path;
  const stats = isLink ? statSync(target, { throwIfNoEntry: false }) : linkStats;
  if (stats?.isDirectory()) throw new FileProblem('not-a-file', path);
  return { path: target, mode: stats && stats.mode & 0o777 };
}

function statLink(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw toFileProblem(error, path);
  }
}

function followLink(path: string, root: string): string {
  const realRoot = realpathSync(root);
  let target: string | undefined;
  try {
    target = realpathSync(path);
  } catch {
    // The link is broken.
  }
  if (target?.startsWith(realRoot + (realRoot.endsWith(sep) ? '' : sep))) return target;
  throw new FileProblem('link-outside', path);
}

/**
 * Reads a file, or at most its last `maxBytes` bytes; undefined if there is none. A path that has become a link since
 * it was resolved is refused.
 */
export function readIfThere(path: string, maxBytes?: number): Buffer | undefined {
  return readRegularFile(path, constants.O_NOFOLLOW ?? 0, maxBytes);
}

/** Reads an existing file, which may be a link. */
export function readBytes(path: string): Buffer {
  const bytes = readRegularFile(path, 0);
  if (!bytes) throw new FileProblem('missing', path);
  return bytes;
}

/** In bytes; more than thousands of assessments need. */
const MAX_FILE_BYTES = 1 << 26;

/**
 * Reads synchronously: thousands of small files then take half the time. Anything but a regular file, such as a pipe,
 * is refused because reading it might never end.
 */
function readRegularFile(path: string, flags: number, maxBytes?: number): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | flags);
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new FileProblem('not-a-file', path);
    if (stats.size > MAX_FILE_BYTES) throw new FileProblem('too-large', path);
    if (maxBytes === undefined || stats.size <= maxBytes) return readFileSync(file);
    const end = Buffer.alloc(maxBytes);
    return end.subarray(0, readSync(file, end, 0, maxBytes, stats.size - maxBytes));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    // Opening a socket fails.
    throw systemCode(error) === 'ENXIO' ? new FileProblem('not-a-file', path) : toFileProblem(error, path);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

// Windows and some network disks cannot sync a folder; they keep renames in order without it.
const SYNC_UNSUPPORTED = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF', 'ENOSYS'];

/**
 * Syncs a folder, where the platform can, so that the names in it are on disk. Synchronous, so that it can be done
 * under a lock. Throws a `FileProblem` on failure.
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
    if (!SYNC_UNSUPPORTED.includes(systemCode(error) ?? '')) throw toFileProblem(error, folder);
  }
}

/** Whether a file looks like an enterprise file: JSON with assessments. False for an unreadable file. */
export async function isEnterpriseFile(path: string): Promise<boolean> {
  if (!path.toLowerCase().endsWith('.json')) return false;
  try {
    // Values that are not objects throw as well.
    return 'assessments' in JSON.parse(readBytes(path).toString());
  } catch {
    return false;
  }
}
