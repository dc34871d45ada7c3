import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Signals that end the process: Ctrl+C, a request to terminate, a closed terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const pendingClears = new Set<() => void>();

/**
 * Calls `clear` if a signal ends the process; returns a function that cancels this. Listens for signals only until it
 * is cancelled, because without a listener the system can end the process at any moment, even during a long
 * calculation.
 */
export function clearOnSignal(clear: () => void): () => void {
  // A new function for each call, so that the same `clear` can be registered twice.
  const clearOnce = (): void => clear();
  if (pendingClears.size === 0) for (const signal of SIGNALS) process.on(signal, endBySignal);
  pendingClears.add(clearOnce);
  return () => {
    if (pendingClears.delete(clearOnce) && pendingClears.size === 0) stopListening();
  };
}

/** Calls `clear` when the process ends by itself or because of an error; returns a function that cancels this. */
export function clearAtExit(clear: () => void): () => void {
  process.on('exit', clear);
  return () => process.off('exit', clear);
}

/** Removes a file or folder with its contents if a signal ends the process; returns a function that cancels this. */
export function removeOnSignal(path: string): () => void {
  return clearOnSignal(() => removeAtOnce(path));
}

/** Calls `use` with a new temporary folder, and removes the folder afterwards, or when a signal ends the process. */
export async function withTemporaryFolder<T>(prefix: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const cancelRemoval = removeOnSignal(folder);
  try {
    return await use(folder);
  } finally {
    // Retries, because a process started by `use` may still be writing to the folder.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    cancelRemoval();
  }
}

/** Removes a file or folder with its contents. Retries, in case another thread is writing to the folder. */
export function removeAtOnce(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 10 });
}

/** Clears everything up, then sends the signal again, so that it ends the process as if nobody had listened. */
function endBySignal(signal: NodeJS.Signals): void {
  for (const clearPending of pendingClears) {
    try {
      clearPending();
    } catch {
      // The error can no longer be reported, and the remaining functions must still be called.
    }
  }
  pendingClears.clear();
  stopListening();
  process.kill(process.pid, signal);
}

/**
 * Ends the process at once, as Ctrl+C does without a listener, even if packages listen for the signal and would wait
 * for writes. Functions registered for a signal are called first, but listeners for the end of the process are not.
 */
export function endByInterrupt(): void {
  process.removeAllListeners('SIGINT');
  endBySignal('SIGINT');
}

/** Runs a function during which Ctrl+C ends the process at any moment, even during a long calculation. */
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
  for (const signal of SIGNALS) process.off(signal, endBySignal);
}
