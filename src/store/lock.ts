import { linkSync, lstatSync, mkdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clearAtExit } from '../signals.ts';
import { FileProblem, systemCode, toFileProblem } from './file-problem.ts';

// A lock is touched every second or so while it is held: after this long in silence its run was killed. Its own time may be
// that of a clock which is wrong, so that whoever waits looks whether it changes.
const STALE_AFTER = 5000;

// Windows refuses a name for a moment after what had it was removed.
const RETRY_PASSING = 1000;

export interface LockOptions {
  /** Milliseconds to wait for another run. The default is long enough to outlive the lock of a killed run. */
  readonly wait?: number;
}

/** Runs something while no other process runs anything under the same file's lock. The file's folder must exist. */
export async function withLock<T>(path: string, run: () => Promise<T>, options?: LockOptions): Promise<T> {
  const release = await acquireLock(path, options);
  try {
    return await run();
  } finally {
    await release();
  }
}

/**
 * Runs something that takes no time and never waits, while no other process runs anything under the same file's lock; one
 * that does is waited for. `fresh` is a file of this run's that was changed a moment ago: where the disk can, it gets the
 * lock's name as well, for that takes a tenth of the time of making a folder.
 */
export async function withLockAtOnce<T>(path: string, fresh: string, run: () => T): Promise<T> {
  const release = lockAtOnce(lockPath(path), fresh);
  if (!release) return withLock(path, async () => run());
  try {
    return run();
  } finally {
    try {
      release();
    } catch {
      // It was lost, or another program has it open for a moment: it goes stale by itself, and what was done is done.
    }
  }
}

/** Gives what releases the lock; undefined where that cannot be had at once. */
function lockAtOnce(place: string, fresh: string): (() => void) | undefined {
  try {
    linkSync(fresh, place);
    return () => unlinkSync(place);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return undefined;
  }
  try {
    mkdirSync(place);
    return () => rmdirSync(place);
  } catch {
    // Whoever waits for it says why.
    return undefined;
  }
}

/** Takes the lock of a file, which need not exist, and gives what releases it. */
export async function acquireLock(path: string, { wait = 8000 }: LockOptions = {}): Promise<() => Promise<void>> {
  // Only where something is locked: the package listens for signals, and long work could not be interrupted any more.
  const { default: lockfile } = await import('proper-lockfile');
  const start = performance.now();
  const place = lockPath(path);
  // The package's own removal at the end of a run is lost where another one that listens for it stops listening.
  let keepAtExit = (): void => {};
  let seen = { time: Number.NaN, since: start };
  for (;;) {
    try {
      const release = await lockfile.lock(path, {
        lockfilePath: place,
        realpath: false,
        stale: STALE_AFTER,
        update: 1000,
        // Happens after a long sleep of the laptop, and on disks with coarse times. There is no one to tell here:
        // writers check what they replace, and drafts only grow.
        onCompromised: () => keepAtExit(),
      });
      keepAtExit = clearAtExit(() => removeFolder(place));
      return () => {
        keepAtExit();
        // A lock that was lost is not there to be released.
        return release().catch(() => {});
      };
    } catch (error) {
      const time = lstatSync(place, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN;
      const now = performance.now();
      if (time !== seen.time) seen = { time, since: now };
      if (removeSilent(place, seen.time, now - seen.since > STALE_AFTER)) continue;
      const waited = now - start;
      if (isHeld(error) && waited >= wait)
        throw new FileProblem('locked', path, { detail: { kind: 'lock', name: place }, cause: error });
      if (!isHeld(error) && !(isPassing(error) && waited < RETRY_PASSING)) throw toFileProblem(error, path);
      // Uneven, or two waiting runs would keep meeting.
      await sleep(10 + 40 * Math.random());
    }
  }
}

function removeFolder(place: string): void {
  try {
    rmdirSync(place);
  } catch {
    // It is gone, or goes stale by itself.
  }
}

/**
 * Removes the lock of a killed run where the package does not: a file that is old, and whatever has been silent for so long
 * that it must be, although it is dated ahead. In one go, for another run may take the lock meanwhile. Gives whether it did.
 */
function removeSilent(place: string, time: number, isSilent: boolean): boolean {
  try {
    const found = lstatSync(place);
    const isOldFile = found.isFile() && Date.now() - found.mtimeMs > STALE_AFTER;
    if (found.mtimeMs !== time || !(isOldFile || isSilent)) return false;
    if (found.isFile()) unlinkSync(place);
    else rmdirSync(place);
    return true;
  } catch {
    return false;
  }
}

function isHeld(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ELOCKED';
}

function isPassing(error: unknown): boolean {
  const code = systemCode(error);
  // The lock was made and then removed by a run that had just found the one before it stale.
  const wasTaken = code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall !== 'mkdir';
  return wasTaken || code === 'EPERM' || code === 'EBUSY';
}

/** The name that is taken as long as a run holds the lock of a file: by a folder, or for a moment by a file. */
export function lockPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.lock`);
}
