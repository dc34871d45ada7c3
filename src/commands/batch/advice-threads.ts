import { Worker } from 'node:worker_threads';
import type { AdviceAsked, AdviceSaid, AdviceWorkerGiven } from './advice-worker.ts';
import type { Advice, NewRow, Past } from './advising.ts';
import type { KeepNew } from './keep-new.ts';

/** Gives the policy of one row after the other, and keeps new enterprises, several at a time. */
export interface Advisers {
  advise(row: NewRow, past: Past): Promise<Advice>;
  readonly keepNew: KeepNew;
  end(): Promise<void>;
}

interface Waiting {
  readonly resolve: (said: AdviceSaid) => void;
  readonly reject: (reason: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  failure: { readonly error: unknown } | undefined;
}

/** Starts threads that advise; what is asked goes to the one with the least before it. */
export function startAdvisers(given: AdviceWorkerGiven, jobs: number): Advisers {
  const threads = Array.from({ length: jobs }, () => startThread(given));
  let next = 0;

  function ask<Said>(question: Question): Promise<Said> {
    return new Promise<AdviceSaid>((resolve, reject) => {
      const thread = threads.reduce((least, one) => (one.waiting.size < least.waiting.size ? one : least));
      if (thread.failure) {
        reject(thread.failure.error);
        return;
      }
      const asked: AdviceAsked = { number: next++, ...question };
      thread.waiting.set(asked.number, { resolve, reject });
      thread.worker.postMessage(asked);
    }) as Promise<Said>;
  }

  return {
    advise: async (row, past) => (await ask<{ readonly advice: Advice }>({ row, past })).advice,
    keepNew: async (rows) => (await ask<{ readonly kept: boolean[] }>({ rows })).kept,
    end: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

type Question = { readonly row: NewRow; readonly past: Past } | { readonly rows: readonly NewRow[] };

function startThread(given: AdviceWorkerGiven): Thread {
  const worker = new Worker(new URL('./advice-worker.js', import.meta.url), {
    workerData: given,
    // A policy leaves much behind that is of no use a moment later: with room for it, little is moved about.
    resourceLimits: { maxYoungGenerationSizeMb: 96 },
  });
  const thread: Thread = { worker, waiting: new Map(), failure: undefined };
  worker.on('message', (said: AdviceSaid) => {
    thread.waiting.get(said.number)?.resolve(said);
    thread.waiting.delete(said.number);
  });
  worker.on('error', (error) => {
    thread.failure = { error };
    for (const { reject } of thread.waiting.values()) reject(error);
    thread.waiting.clear();
  });
  return thread;
}
