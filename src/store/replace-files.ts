// Replaces several small files together, and only if none of them has changed since it was read.
import {
  closeSync,
  fchmodSync,
  fsync,
  futimesSync,
  lstatSync,
  openSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { removeOnSignal } from '../signals.ts';
import { createTemporaryPath, replaceFile } from './atomic-write.ts';
import { toFileProblem } from './file-problem.ts';
import { readIfThere, resolveTarget, syncFolder } from './folder.ts';
import { withLockAtOnce } from './lock.ts';

/** A file in the state in which it was read. */
export interface FoundFile {
  readonly path: string;
  /** The path of the content: the target if `path` is a link, otherwise `path` itself. */
  readonly target: string;
  /** The content of the file; undefined if there is no file. */
  readonly bytes: Buffer | undefined;
  readonly mode: number | undefined;
}

/** A file and its new content. */
export interface FileChange {
  readonly found: FoundFile;
  readonly content: string | Buffer;
  /** Whether the renamed file must be on disk before the next file is renamed. */
  readonly isFirstOnDisk?: boolean;
}

/** Reads a file that may not exist. Throws a `FileProblem` if a file could not be written at this path. */
export function findFile(path: string, root: string): FoundFile {
  const { path: target, mode } = resolveTarget(path, root);
  return { path, target, bytes: mode === undefined ? undefined : readIfThere(target), mode };
}

/**
 * Writes the new contents to temporary files, syncs them, and then renames them one after the other while holding the
 * lock of `path`. Returns false, without replacing anything, if one of the files has changed since it was read. The
 * caller must sync the folders afterwards, so that the new names are on disk. Throws a `FileProblem` on failure.
 */
export async function replaceFiles(path: string, changes: readonly FileChange[]): Promise<boolean> {
  const stagedFiles: StagedReplacement[] = [];
  try {
    // Synchronous: each step takes microseconds, less than handing it to a thread. Only syncing is slow.
    for (const change of changes) stagedFiles.push(writeBeside(change));
    await Promise.all(stagedFiles.map(({ file }) => syncFile(file)));
    const lastFile = stagedFiles.at(-1) as StagedReplacement;
    // The lock will be a link to this file and have its timestamp, which would be too old after a slow sync.
    const currentTime = new Date();
    futimesSync(lastFile.file, currentTime, currentTime);
    for (const file of stagedFiles) close(file);
    return await withLockAtOnce(path, lastFile.temporary, () => renameAll(stagedFiles));
  } catch (error) {
    throw toFileProblem(error, path);
  } finally {
    for (const file of stagedFiles) discardStaged(file);
  }
}

const syncFile = promisify(fsync);

/** A temporary file with new content, which has not been renamed yet. */
interface StagedReplacement {
  readonly change: FileChange;
  readonly temporary: string;
  readonly file: number;
  isOpen: boolean;
  isNamed: boolean;
  /** From this call on, a signal no longer removes the temporary file. */
  readonly keep: () => void;
}

function writeBeside(change: FileChange): StagedReplacement {
  const { found, content } = change;
  const temporary = createTemporaryPath(found.target);
  const file = openSync(temporary, 'wx');
  const stagedFile = { change, temporary, file, isOpen: true, isNamed: false, keep: removeOnSignal(temporary) };
  try {
    // A user who made a file private wants its next version to be private as well.
    if (found.mode !== undefined) fchmodSync(file, found.mode);
    writeFileSync(file, content);
    return stagedFile;
  } catch (error) {
    discardStaged(stagedFile);
    throw toFileProblem(error, found.path);
  }
}

function renameAll(staged: readonly StagedReplacement[]): boolean {
  if (!staged.every(({ change }) => isAsFound(change.found))) return false;
  for (const file of staged) {
    const { found, isFirstOnDisk = false } = file.change;
    try {
      replaceFile(file.temporary, found.target);
      file.isNamed = true;
      if (isFirstOnDisk) syncFolder(dirname(found.target));
    } catch (error) {
      throw toFileProblem(error, found.path);
    }
  }
  return true;
}

/**
 * Whether a file still has the content that was read. An editor takes no lock, and what it has written since must not
 * be overwritten.
 */
function isAsFound({ path, target, bytes }: FoundFile): boolean {
  if (path !== target && !leadsTo(path, target)) return false;
  // There must be nothing at the path, not even a broken link.
  if (!bytes) return lstatSync(target, { throwIfNoEntry: false }) === undefined;
  return readIfThere(target)?.equals(bytes) ?? false;
}

function leadsTo(path: string, target: string): boolean {
  try {
    return realpathSync(path) === target;
  } catch {
    return false;
  }
}

function close(staged: StagedReplacement): void {
  staged.isOpen = false;
  closeSync(staged.file);
}

/** Removes a temporary file that was not renamed. */
function discardStaged(staged: StagedReplacement): void {
  try {
    if (staged.isOpen) close(staged);
    if (!staged.isNamed) rmSync(staged.temporary, { force: true });
  } catch {
    // Another program has the temporary file open. Nobody reads that file, and this error must not replace the result.
  }
  staged.keep();
}
