// Small files that get their new contents together, and only while all of them are as they were read.
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

/** A file as it was when it was read. */
export interface FoundFile {
  readonly path: string;
  /** Where its content is: the same path unless that is a link. */
  readonly target: string;
  /** Undefined where there is none. */
  readonly bytes: Buffer | undefined;
  /** Its permissions. */
  readonly mode: number | undefined;
}

/** A file, and what it is to hold. */
export interface FileChange {
  readonly found: FoundFile;
  readonly content: string | Buffer;
  /** Whether its name must be on the disk before the next file gets its own. */
  readonly isFirstOnDisk?: boolean;
}

/** Reads a file in a folder, whether it is there or not. Throws a `FileProblem` where none could be written there. */
export function findFile(path: string, root: string): FoundFile {
  const { path: target, mode } = resolveTarget(path, root);
  return { path, target, bytes: mode === undefined ? undefined : readIfThere(target), mode };
}

/**
 * Writes the new contents beside their places, waits until they are on the disk, and then gives them their names, one after
 * the other under the lock of `path`. False, and nothing replaced, where one of the files is not as it was found. A name is
 * safe on the disk once its folder is synced, which is for whoever calls. Throws a `FileProblem` where it cannot.
 */
export async function replaceFiles(path: string, changes: readonly FileChange[]): Promise<boolean> {
  const staged: Staged[] = [];
  try {
    // Steps that take microseconds each are not worth a thread of their own; only the disk is waited for.
    for (const change of changes) staged.push(writeBeside(change));
    await Promise.all(staged.map(({ file }) => sync(file)));
    const last = staged.at(-1) as Staged;
    // The lock shares its time, and the disk may have taken longer than a lock counts.
    const now = new Date();
    futimesSync(last.file, now, now);
    for (const one of staged) close(one);
    return await withLockAtOnce(path, last.temporary, () => nameAll(staged));
  } catch (error) {
    throw toFileProblem(error, path);
  } finally {
    for (const one of staged) discard(one);
  }
}

const sync = promisify(fsync);

/** A content that was written beside its place. */
interface Staged {
  readonly change: FileChange;
  readonly temporary: string;
  readonly file: number;
  isOpen: boolean;
  isNamed: boolean;
  /** From now on a signal leaves it. */
  readonly keep: () => void;
}

function writeBeside(change: FileChange): Staged {
  const { found, content } = change;
  const temporary = temporaryPath(found.target);
  const file = openSync(temporary, 'wx');
  const staged = { change, temporary, file, isOpen: true, isNamed: false, keep: removeOnSignal(temporary) };
  try {
    // Who made a file private wants its next version private, too.
    if (found.mode !== undefined) fchmodSync(file, found.mode);
    writeFileSync(file, content);
    return staged;
  } catch (error) {
    discard(staged);
    throw toFileProblem(error, found.path);
  }
}

function nameAll(staged: readonly Staged[]): boolean {
  if (!staged.every(({ change }) => isAsFound(change.found))) return false;
  for (const one of staged) {
    const { found, isFirstOnDisk = false } = one.change;
    try {
      replaceFile(one.temporary, found.target);
      one.isNamed = true;
      if (isFirstOnDisk) syncFolder(dirname(found.target));
    } catch (error) {
      throw toFileProblem(error, found.path);
    }
  }
  return true;
}

/** An editor takes no lock: what was written since the file was read must not be lost. */
function isAsFound({ path, target, bytes }: FoundFile): boolean {
  if (path !== target && !leadsTo(path, target)) return false;
  // Not even a link that leads nowhere.
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

/** Leaves no trace of what has no name yet. */
function discard(staged: Staged): void {
  try {
    if (staged.isOpen) close(staged);
    if (!staged.isNamed) rmSync(staged.temporary, { force: true });
  } catch {
    // Another program has it open. Nobody reads it, and the result must not be replaced by this.
  }
  staged.keep();
}
