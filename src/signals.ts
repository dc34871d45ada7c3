import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Signals that end a run: Ctrl-C, a request to terminate, a closed terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const pendingClears = new Set<() => void>();

/**
 * Has something cleared away should a signal end the run; gives what ends that. Only meanwhile is a signal listened for:
 * else the system ends a run at any moment, however long it computes without a pause.
 */
export function clearOnSignal(clear: () => void): () => void {
  // Each time another one, so that the same clearing may be asked for twice.
  const clearOnce = (): void => clear();
  if (pendingClears.size === 0) for (const signal of SIGNALS) process.on(signal, end);
  pendingClears.add(clearOnce);
  return () => {
    if (pendingClears.delete(clearOnce) && pendingClears.size === 0) stopListening();
  };
}

/** Has something cleared away when the run ends by itself, or by an error; gives what ends that. */
export function clearAtExit(clear: () => void): () => void {
  process.on('exit', clear);
  return () => process.off('exit', clear);
}

/** Has a file or folder removed with all that is in it should a signal end the run; gives what ends that. */
export function removeOnSignal(path: string): () => void {
  return clearOnSignal(() => removeAtOnce(path));
}

/** Gives `use` a new temporary folder, which is removed afterwards, also when a signal ends the run. */
export async function withTemporaryFolder<T>(prefix: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const keep = removeOnSignal(folder);
  try {
    return await use(folder);
  } finally {
    // A process that was started for it may still be writing there.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    keep();
  }
}

/** Removes a file or folder with all that is in it, also what another thread puts there at the same moment. */
export function removeAtOnce(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 10 });
}

/** Clears everything away, and lets the signal do what it does where nobody listens. */
function end(signal: NodeJS.Signals): void {
  for (const clear of pendingClears) {
    try {
      clear();
    } catch {
      // There is nobody left to tell, and others to clear away.
    }
  }
  pendingClears.clear();
  stopListening();
  process.kill(process.pid, signal);
}

/**
 * Ends the run at once as Ctrl+C does where nobody listens, even if packages listen for it and wait for writes. What is
 * to be cleared away is, but nothing runs that waits for the end.
 */
export function endByInterrupt(): void {
  process.removeAllListeners('SIGINT');
  end('SIGINT');
}

/** Lets Ctrl+C end the run at any moment of `run`, however long it computes without a pause. */
export async function interruptible<T>(run: () => Promise<T>): Promise<T> {
  const listeners = process.rawListeners('SIGINT') as NodeJS.SignalsListener[];
  process.removeAllListeners('SIGINT');
  try {
    return await run();
  } finally {
    for (const listener of listeners) process.on('SIGINT', listener);
  }
}

function stopListening(): void {
  for (const signal of SIGNALS) process.off(signal, end);
}
