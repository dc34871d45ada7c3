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
import { FileProblem, readSystemCode, toFileProblem } from './file-problem.ts';

/**
 * Throws a `FileProblem` if the folder of a file that the user named does not exist: a typing error in a path must not
 * create a folder.
 */
export async function requireFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch((error) => {
    throw readSystemCode(error) === 'ENOENT' ? new FileProblem('no-folder', folder) : toFileProblem(error, folder);
  });
  if (!stats.isDirectory()) throw new FileProblem('not-a-folder', folder);
}

/**
 * Creates a folder and its missing ancestors. Below `root`, which the user chose, a link that leads out of `root` is
 * refused.
 */
export async function makeFolder(folder: string, root: string): Promise<void> {
  try {
    const topmost = await makeMissing(resolve(folder));
    if (folder !== root) resolveInside(folder, root);
    if (topmost === undefined) return;
    // The name of a new folder is only safely on disk once its parent folder has been synced.
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
 * Creates a folder and its missing ancestors, and returns the topmost folder created. Node's own recursive `mkdir`
 * would retry for ever where the system allows no folders, for example below /proc.
 */
async function makeMissing(folder: string): Promise<string | undefined> {
  // The folder usually exists, and testing for it is faster than a failing `mkdir`.
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) return undefined;
  try {
    await mkdir(folder);
    return folder;
  } catch (error) {
    const existingStat = await stat(folder).catch(() => undefined);
    if (existingStat?.isDirectory()) return undefined;
    const parent = dirname(folder);
    if (readSystemCode(error) !== 'ENOENT' || parent === folder || (await stat(parent).catch(() => undefined)))
      throw error;
    const topmost = await makeMissing(parent);
    await mkdir(folder).catch((retryError) => {
      if (readSystemCode(retryError) !== 'EEXIST') throw retryError;
    });
    return topmost ?? folder;
  }
}

/**
 * Returns the target of a path that is a link, and any other path unchanged. A link that leads out of `root` is
 * refused.
 */
export function resolveInside(path: string, root: string): string {
  return statLink(path)?.isSymbolicLink() ? followLink(path, root) : path;
}

/** The path to write to, and the permissions of the file that exists there. */
export interface WriteTarget {
  readonly path: string;
  readonly mode: number | undefined;
}

/** Resolves the path to write to. A link is followed as in `resolveInside`; if the path is a folder, it is refused. */
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
    // The link leads nowhere.
  }
  if (target?.startsWith(realRoot + (realRoot.endsWith(sep) ? '' : sep))) return target;
  throw new FileProblem('link-outside', path);
}

/**
 * Reads a file, or at most its last `maxBytes` bytes; undefined if it does not exist. Links are refused, because the
 * path was resolved before and may have been replaced since.
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

/** The size limit of files, in bytes; far more than thousands of assessments need. */
const MAX_FILE_BYTES = 1 << 26;

/**
 * Reads a file synchronously, because thousands of small files then take half the time. Anything but a regular file is
 * refused, because reading a pipe, for example, might never end.
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
    if (readSystemCode(error) === 'ENOENT') return undefined;
    // Opening a socket causes ENXIO.
    throw readSystemCode(error) === 'ENXIO' ? new FileProblem('not-a-file', path) : toFileProblem(error, path);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

// Windows and some network disks cannot sync a folder; they keep the order of renames even so.
const SYNC_UNSUPPORTED = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF', 'ENOSYS'];

/**
 * Syncs a folder, so that the names in it are on disk; does nothing where the platform cannot sync folders.
 * Synchronous, so that it can be called while a lock is held. Throws a `FileProblem` on failure.
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
    if (!SYNC_UNSUPPORTED.includes(readSystemCode(error) ?? '')) throw toFileProblem(error, folder);
  }
}

/** Whether a file looks like an enterprise file: JSON with assessments. False for an unreadable file. */
export async function isEnterpriseFile(path: string): Promise<boolean> {
  if (!path.toLowerCase().endsWith('.json')) return false;
  try {
    // For values that are not objects, `in` throws, which counts as false as well.
    return 'assessments' in JSON.parse(readBytes(path).toString());
  } catch {
    return false;
  }
}
