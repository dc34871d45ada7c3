// Replaces small files together, and only if none of them has changed since it was read.
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
import { replaceFile, temporaryPath } from './atomic-write.ts';
import { toFileProblem } from './file-problem.ts';
import { readIfThere, resolveTarget, syncFolder } from './folder.ts';
import { withLockAtOnce } from './lock.ts';

/** A file as it was when read. */
export interface FoundFile {
  readonly path: string;
  /** The path of its content: the same as `path` unless that is a link. */
  readonly target: string;
  /** Undefined if there is no file. */
  readonly bytes: Buffer | undefined;
  readonly mode: number | undefined;
}

/** A file and its new content. */
export interface FileChange {
  readonly found: FoundFile;
  readonly content: string | Buffer;
  /** Whether its rename must be on disk before the next file is renamed. */
  readonly isFirstOnDisk?: boolean;
}

/** Reads a file that may not exist. Throws a `FileProblem` if it could not be written there. */
export function findFile(path: string, root: string): FoundFile {
  const { path: target, mode } = resolveTarget(path, root);
  return { path, target, bytes: mode === undefined ? undefined : readIfThere(target), mode };
}

/**
 * Writes the new contents to temporary files, syncs them, and then renames them one after the other under the lock of
 * `path`. Returns false, having replaced nothing, if one of the files is not as it was read. The caller syncs the
 * folders, which makes the names durable. Throws a `FileProblem` on failure.
 */
export async function replaceFiles(path: string, changes: readonly FileChange[]): Promise<boolean> {
  const stagedFiles: Staged[] = [];
  try {
    // Steps of microseconds are not worth a thread; only the disk is waited for.
    for (const change of changes) stagedFiles.push(writeBeside(change));
    await Promise.all(stagedFiles.map(({ file }) => sync(file)));
    const last = stagedFiles.at(-1) as Staged;
    // The lock shares this file's timestamp, and syncing may have taken longer than a lock stays valid.
    const currentTime = new Date();
    futimesSync(last.file, currentTime, currentTime);
    for (const file of stagedFiles) close(file);
    return await withLockAtOnce(path, last.temporary, () => nameAll(stagedFiles));
  } catch (error) {
    throw toFileProblem(error, path);
  } finally {
    for (const file of stagedFiles) discard(file);
  }
}

const sync = promisify(fsync);

/** New content in a temporary file. */
interface Staged {
  readonly change: FileChange;
  readonly temporary: string;
  readonly file: number;
  isOpen: boolean;
  isNamed: boolean;
  /** Stops removing the temporary file on a signal. */
  readonly keep: () => void;
}

function writeBeside(change: FileChange): Staged {
  const { found, content } = change;
  const temporary = temporaryPath(found.target);
  const file = openSync(temporary, 'wx');
  const stagedFile = { change, temporary, file, isOpen: true, isNamed: false, keep: removeOnSignal(temporary) };
  try {
    // A user who made a file private wants its next version to be private as well.
    if (found.mode !== undefined) fchmodSync(file, found.mode);
    writeFileSync(file, content);
    return stagedFile;
  } catch (error) {
    discard(stagedFile);
    throw toFileProblem(error, found.path);
  }
}

function nameAll(staged: readonly Staged[]): boolean {
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

/** Whether a file is unchanged: an editor takes no lock, and what was written since must not be lost. */
function isAsFound({ path, target, bytes }: FoundFile): boolean {
  if (path !== target && !leadsTo(path, target)) return false;
  // Not even a broken link.
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

function close(staged: Staged): void {
  staged.isOpen = false;
  closeSync(staged.file);
}

/** Removes a temporary file that was not renamed. */
function discard(staged: Staged): void {
  try {
    if (staged.isOpen) close(staged);
    if (!staged.isNamed) rmSync(staged.temporary, { force: true });
  } catch {
    // Another program has it open. Nobody reads the file, and this error must not replace the result.
  }
  staged.keep();
}
