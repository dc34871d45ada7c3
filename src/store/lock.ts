import { linkSync, lstatSync, mkdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clearAtExit } from '../signals.ts';
import { FileProblem, readSystemCode, toFileProblem } from './file-problem.ts';

// A lock is left from a killed run if it was not touched for this many milliseconds: a live run touches its lock about
// every second.
const STALE_AFTER_MS = 5000;

// For how many milliseconds to retry. For a moment after a file was removed, Windows refuses to create another with its
// name.
const RETRY_TRANSIENT_MS = 1000;

export interface LockOptions {
  /**
   * How long to wait for another run, in milliseconds. The default exceeds the time after which a killed run's lock
   * expires.
   */
  readonly wait?: number;
}

/** Runs a function while holding the lock of a file. The folder of the file must exist. */
export async function withLock<T>(path: string, run: () => Promise<T>, options?: LockOptions): Promise<T> {
  const release = await acquireLock(path, options);
  try {
    return await run();
  } finally {
    await release();
  }
}

/**
 * Runs a short synchronous function while holding the lock of a file, waiting if another process holds it. `fresh` is a
 * file that this run has just changed: the lock is a hard link to it where the disk supports that, which takes a tenth
 * of the time of creating a folder.
 */
export async function withLockAtOnce<T>(path: string, fresh: string, run: () => T): Promise<T> {
  const release = tryLock(lockPath(path), fresh);
  if (!release) return withLock(path, async () => run());
  try {
    return run();
  } finally {
    try {
      release();
    } catch {
      // The lock is lost, or another program has it open. The work is done, and the lock expires by itself.
    }
  }
}

/**
 * Tries to take the lock without waiting; returns the function that releases it, or undefined if the lock could not be
 * taken.
 */
function tryLock(lockName: string, fresh: string): (() => void) | undefined {
  try {
    linkSync(fresh, lockName);
    return () => unlinkSync(lockName);
  } catch (error) {
    if (readSystemCode(error) === 'EEXIST') return undefined;
  }
  try {
    mkdirSync(lockName);
    return () => rmdirSync(lockName);
  } catch {
    // The caller then waits for the lock, which reports the reason if that fails.
    return undefined;
  }
}

/** Takes the lock of a file, whether the file exists or not, and returns the function that releases it. */
export async function acquireLock(path: string, { wait = 8000 }: LockOptions = {}): Promise<() => Promise<void>> {
  // Loaded only when needed: the package listens for signals, and long work could then not be interrupted.
  const { default: lockfile } = await import('proper-lockfile');
  const start = performance.now();
  const lockFile = lockPath(path);
  // The package removes locks at exit, but that stops working if another package removes its own exit listeners.
  let cancelRemoval = (): void => {};
  let lastSeen = { time: Number.NaN, since: start };
  for (;;) {
    try {
      const release = await lockfile.lock(path, {
        lockfilePath: lockFile,
        realpath: false,
        stale: STALE_AFTER_MS,
        update: 1000,
        // Called if the lock is lost, for example by long sleep. Nothing to do: writers check what they replace.
        onCompromised: () => cancelRemoval(),
      });
      cancelRemoval = clearAtExit(() => removeFolder(lockFile));
      return () => {
        cancelRemoval();
        // Releasing a lost lock fails, which does no harm.
        return release().catch(() => {});
      };
    } catch (error) {
      const time = lstatSync(lockFile, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN;
      const nowMs = performance.now();
      if (time !== lastSeen.time) lastSeen = { time, since: nowMs };
      if (removeStaleLock(lockFile, lastSeen.time, nowMs - lastSeen.since > STALE_AFTER_MS)) continue;
      const waitedMs = nowMs - start;
      if (isLockHeld(error) && waitedMs >= wait)
        throw new FileProblem('locked', path, { detail: { kind: 'lock', name: lockFile }, cause: error });
      if (!isLockHeld(error) && !(isTransient(error) && waitedMs < RETRY_TRANSIENT_MS))
        throw toFileProblem(error, path);
      // A random time: otherwise two waiting runs would keep colliding.
      await sleep(10 + 40 * Math.random());
    }
  }
}

function removeFolder(place: string): void {
  try {
    rmdirSync(place);
  } catch {
    // The lock is already gone, or will expire by itself.
  }
}

/**
 * Removes the lock of a killed run in two cases that the package does not cover: an old lock that is a file, and a lock
 * that was not touched for too long although its timestamp is in the future. Returns whether the lock was removed.
 * Synchronous, so that no other run takes the lock between the check and the removal.
 */
function removeStaleLock(place: string, time: number, isSilent: boolean): boolean {
  try {
    const stats = lstatSync(place);
    const isOldFile = stats.isFile() && Date.now() - stats.mtimeMs > STALE_AFTER_MS;
    if (stats.mtimeMs !== time || !(isOldFile || isSilent)) return false;
    if (stats.isFile()) unlinkSync(place);
    else rmdirSync(place);
    return true;
  } catch {
    return false;
  }
}

function isLockHeld(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ELOCKED';
}

function isTransient(error: unknown): boolean {
  const code = readSystemCode(error);
  // Another run found the previous lock stale, took the lock and released it meanwhile.
  const lockIsGone = code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall !== 'mkdir';
  return lockIsGone || code === 'EPERM' || code === 'EBUSY';
}

/** Returns the path of a file's lock: a folder, or for short work a file, that exists while a run holds the lock. */
export function lockPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.lock`);
}
