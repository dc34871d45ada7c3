import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { HashShare } from './find-twice.ts';
import { buffersOf } from './part.ts';
import type { RangeOutcome } from './score-range.ts';
import type { WorkerGiven, WorkerTask } from './worker.ts';

/** A thread besides this one. */
export interface Thread {
  /** How many ranges lie before it. */
  readonly load: number;
  /** Says what is scored; before anything else. */
  begin(given: WorkerGiven): void;
  score(task: WorkerTask): Promise<RangeOutcome>;
  /** As the function of this name does. */
  findTwice(share: HashShare): Promise<Float64Array>;
  /** It takes a while to clear away, which nobody has to wait for. */
  end(): void;
}

/** Below this size in bytes starting threads takes longer than it saves. */
const WORTH_THREADS = 1 << 24;

/**
 * Starts the threads that are worth it besides this one: `jobs` is how many there are to be in all. They load what scoring
 * takes while it is settled here what is scored.
 */
export async function startThreads(path: string, jobs: number | undefined): Promise<readonly Thread[]> {
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : 0),
    () => 0,
  );
  const wanted = size === 0 ? 1 : (jobs ?? (size < WORTH_THREADS ? 1 : availableParallelism()));
  return Array.from({ length: wanted - 1 }, startThread);
}

function startThread(): Thread {
  const worker = new Worker(new URL('./batch-worker.js', import.meta.url), {
    // Rows leave little behind: a large space for what is young would only take memory.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  // It answers in the order it is asked in.
  const asked: { resolve: (said: unknown) => void; reject: (reason: unknown) => void }[] = [];
  let failure: unknown;
  worker.on('message', (said) => asked.shift()?.resolve(said));
  worker.on('error', (error) => {
    failure = error;
    for (const { reject } of asked.splice(0)) reject(error);
  });
  function ask<Said>(task: WorkerTask | HashShare, moved: ArrayBuffer[]): Promise<Said> {
    return new Promise((resolve, reject) => {
      if (failure !== undefined) return reject(failure);
      asked.push({ resolve: resolve as (said: unknown) => void, reject });
      worker.postMessage(task, moved);
    });
  }
  return {
    get load() {
      return asked.length;
    },
    begin: (given) => worker.postMessage(given),
    score: (task) => ask(task, task.spent ? buffersOf(task.spent) : []),
    findTwice: (share) => ask(share, []),
    end: () => void worker.terminate(),
  };
}
