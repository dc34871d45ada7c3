import { Worker } from 'node:worker_threads';
import type { Sheet } from '../../scoring/sheet.ts';
import { type AdviceGiven, type Advised, createAdviser } from './advise-row.ts';

/** Advises on rows, in this thread or in others. */
export interface Advisers {
  advise(sheets: readonly Sheet[]): Promise<readonly Advised[]>;
  end(): Promise<void>;
}

/**
 * Starts so many threads that work out policies, which takes much longer than writing them; none for one, because this
 * thread can do it itself. Writing stays here: locks end with the process that took them.
 */
export function startAdvisers(given: AdviceGiven, jobs: number): Advisers {
  if (jobs === 1) {
    const advise = createAdviser(given);
    return { advise: async (sheets) => sheets.map(advise), end: async () => {} };
  }
  const threads = Array.from({ length: jobs }, () => startThread(given));
  return {
    advise(sheets) {
      const [least, ...others] = threads as [Thread, ...Thread[]];
      return others.reduce((best, one) => (one.waiting < best.waiting ? one : best), least).advise(sheets);
    },
    async end() {
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

interface Thread {
  /** What it was given and has not answered. */
  readonly waiting: number;
  advise(sheets: readonly Sheet[]): Promise<readonly Advised[]>;
  end(): Promise<unknown>;
}

function startThread(given: AdviceGiven): Thread {
  const worker = new Worker(new URL('./advice-worker.js', import.meta.url), { workerData: given });
  const waiting: { resolve: (advised: readonly Advised[]) => void; reject: (reason: unknown) => void }[] = [];
  let failure: { readonly error: unknown } | undefined;
  // Answers come in the order of what was asked.
  worker.on('message', (advised: readonly Advised[]) => waiting.shift()?.resolve(advised));
  worker.on('error', (error) => {
    failure = { error };
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  return {
    get waiting() {
      return waiting.length;
    },
    advise: (sheets) =>
      new Promise((resolve, reject) => {
        if (failure) {
          reject(failure.error);
          return;
        }
        waiting.push({ resolve, reject });
        worker.postMessage(sheets);
      }),
    end: () => worker.terminate(),
  };
}
