import { setTimeout as sleep } from 'node:timers/promises';
import { lockPlace } from './lock-place.ts';
import { asFileProblem, FileProblem, systemCode } from './problem.ts';

// A lock is touched every second or so while it is held: after this long in silence its run was killed.
const STALE = 5000;

// Windows refuses a name for a moment after what had it was removed.
const PASSES = 1000;

export interface LockOptions {
  /** Milliseconds to wait for another run. The default is long enough to outlive the lock of a killed run. */
  readonly wait?: number;
}

/** Runs something while no other process runs anything under the same file's lock. The file's folder must exist. */
export async function withLock<T>(path: string, run: () => Promise<T>, options?: LockOptions): Promise<T> {
  const release = await takeLock(path, options);
  try {
    return await run();
  } finally {
    await release();
  }
}

/** Takes the lock of a file, which need not exist, and gives what releases it. */
export async function takeLock(path: string, { wait = 8000 }: LockOptions = {}): Promise<() => Promise<void>> {
  // Only where something is locked: the package listens for signals, and long work could not be interrupted any more.
  const { default: lockfile } = await import('proper-lockfile');
  const start = performance.now();
  for (;;) {
    try {
      const release = await lockfile.lock(path, {
        lockfilePath: lockPlace(path),
        realpath: false,
        stale: STALE,
        update: 1000,
        // Happens after a long sleep of the laptop, and on disks with coarse times. There is no one to tell here:
        // writers check what they replace, and drafts only grow.
        onCompromised: () => {},
      });
      // A lock that was lost is not there to be released.
      return () => release().catch(() => {});
    } catch (error) {
      const waited = performance.now() - start;
      if (isHeld(error) && waited >= wait) throw new FileProblem('locked', path, { cause: error });
      if (!isHeld(error) && !(isPassing(error) && waited < PASSES)) throw asFileProblem(error, path);
      // Uneven, or two waiting runs would keep meeting.
      await sleep(10 + 40 * Math.random());
    }
  }
}

function isHeld(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ELOCKED';
}

function isPassing(error: unknown): boolean {
  const code = systemCode(error);
  // The lock was made and then removed by a run that had just found the one before it stale.
  const wasTaken = code === 'ENOENT' && error instanceof Error && 'syscall' in error && error.syscall !== 'mkdir';
  return wasTaken || code === 'EPERM' || code === 'EBUSY';
}
