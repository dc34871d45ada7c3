import { linkSync, lstatSync, mkdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clearAtExit } from '../signals.ts';
import { FileProblem, systemCode, toFileProblem } from './file-problem.ts';

// In milliseconds. A held lock is touched about every second; one untouched for this long belongs to a killed run. Its
// timestamp may come from a wrong clock, so waiting runs check whether it changes.
const STALE_AFTER_MS = 5000;

// In milliseconds. Windows refuses a name for a moment after its file was removed.
const RETRY_TRANSIENT = 1000;

export interface LockOptions {
  /** Milliseconds to wait for another run. The default outlives the lock of a killed run. */
  readonly wait?: number;
}

/** Runs a function while holding a file's lock. The file's folder must exist. */
export async function withLock<T>(path: string, run: () => Promise<T>, options?: LockOptions): Promise<T> {
  const release = await acquireLock(path, options);
  try {
    return await run();
  } finally {
    await release();
  }
}

/**
 * Runs a short synchronous function while holding a file's lock, waiting for the lock if another process holds it.
 * `fresh` is a file of this run changed a moment ago: where the disk supports it, the lock is a hard link to it, which
 * takes a tenth of the time of creating a folder.
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
      // The lock was lost, or another program has it open for a moment: it goes stale by itself, and the work is done.
    }
  }
}

/** Tries to take the lock without waiting; returns its release function, or undefined if it is not available. */
function tryLock(lockName: string, fresh: string): (() => void) | undefined {
  try {
    linkSync(fresh, lockName);
    return () => unlinkSync(lockName);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return undefined;
  }
  try {
    mkdirSync(lockName);
    return () => rmdirSync(lockName);
  } catch {
    // Waiting for the lock reports the reason.
    return undefined;
  }
}

/** Takes the lock of a file, which need not exist, and returns its release function. */
export async function acquireLock(path: string, { wait = 8000 }: LockOptions = {}): Promise<() => Promise<void>> {
  // Loaded only to take a lock: the package listens for signals, which would make long work uninterruptible.
  const { default: lockfile } = await import('proper-lockfile');
  const start = performance.now();
  const place = lockPath(path);
  // The package's own removal at exit is lost if another package listening for exit stops listening.
  let keepAtExit = (): void => {};
  let lastSeen = { time: Number.NaN, since: start };
  for (;;) {
    try {
      const release = await lockfile.lock(path, {
        lockfilePath: place,
        realpath: false,
        stale: STALE_AFTER_MS,
        update: 1000,
        // Happens after a long sleep of the laptop, and on disks with coarse timestamps. There is no one to tell here:
        // writers check what they replace, and drafts only grow.
        onCompromised: () => keepAtExit(),
      });
      keepAtExit = clearAtExit(() => removeFolder(place));
      return () => {
        keepAtExit();
        // A lost lock cannot be released.
        return release().catch(() => {});
      };
    } catch (error) {
      const time = lstatSync(place, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN;
      const nowMs = performance.now();
      if (time !== lastSeen.time) lastSeen = { time, since: nowMs };
      if (removeStaleLock(place, lastSeen.time, nowMs - lastSeen.since > STALE_AFTER_MS)) continue;
      const waitedMs = nowMs - start;
      if (isHeld(error) && waitedMs >= wait)
        throw new FileProblem('locked', path, { detail: { kind: 'lock', name: place }, cause: error });
      if (!isHeld(error) && !(isTransient(error) && waitedMs < RETRY_TRANSIENT)) throw toFileProblem(error, path);
      // Random, or two waiting runs would keep colliding.
      await sleep(10 + 40 * Math.random());
    }
  }
}

function removeFolder(place: string): void {
  try {
    rmdirSync(place);
  } catch {
    // It is gone already, or goes stale by itself.
  }
}

/**
 * Removes the lock of a killed run in cases the package does not cover: an old lock file, and any lock that has been
 * silent too long although its timestamp is in the future. Synchronous, because another run may take the lock in
 * between. Returns whether it removed the lock.
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

function isHeld(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ELOCKED';
}

function isTransient(error: unknown): boolean {
  const code = systemCode(error);
  // The lock was taken and then removed by a run that had just found the previous one stale.
  const lockIsGone = code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall !== 'mkdir';
  return lockIsGone || code === 'EPERM' || code === 'EBUSY';
}

/** Returns the name of a file's lock: a folder, or briefly a file, that exists while a run holds the lock. */
export function lockPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.lock`);
}
