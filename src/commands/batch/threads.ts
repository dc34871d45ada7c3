import { Worker } from 'node:worker_threads';
import { TableProblem } from '../../tabular/problem.ts';
import type { Range } from '../../tabular/ranges.ts';
import { buffersOf, type Part, type ScoredPart } from './part.ts';
import type { WorkerGiven, WorkerSaid, WorkerTask } from './worker.ts';

/** So many ranges for each thread may be scored and wait for an earlier one. */
const AHEAD = 2;

/**
 * Scores ranges in several threads; gives what they come to in the order of the file, whatever thread is first. A part
 * holds until the one after the next is asked for.
 */
export async function* scoreInThreads(
  ranges: AsyncIterable<Range>,
  around: WorkerGiven,
  jobs: number,
): AsyncGenerator<ScoredPart> {
  const threads = Array.from({ length: jobs }, () => startThread(around));
  const idle = [...threads];
  const waiting: Promise<ScoredPart>[] = [];
  // The part that was given last, which may still be looked at, and those before, whose memory threads may use again.
  let given: Part | undefined;
  const spent: Part[] = [];
  const iterator = ranges[Symbol.asyncIterator]();
  let wake: () => void = () => {};
  try {
    for (let isOver = false; !isOver || waiting.length > 0; ) {
      if (isOver || waiting.length >= jobs * AHEAD) {
        const scored = await (waiting.shift() as Promise<ScoredPart>);
        yield scored;
        if (given) spent.push(given);
        given = scored.part;
        continue;
      }
      const thread = idle.pop();
      if (!thread) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const next = await iterator.next();
      if (next.done) isOver = true;
      else {
        const scored = thread.score({ range: next.value, spent: spent.pop() }).finally(() => {
          idle.push(thread);
          wake();
        });
        // Looked at when its turn comes; until then it is no unhandled failure.
        scored.catch(() => {});
        waiting.push(scored);
      }
    }
  } finally {
    await iterator.return?.();
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

interface Thread {
  score(task: WorkerTask): Promise<ScoredPart>;
  end(): Promise<unknown>;
}

function startThread(given: WorkerGiven): Thread {
  const worker = new Worker(new URL('./batch-worker.js', import.meta.url), {
    workerData: given,
    // Rows leave little behind: a large space for what is young would only take memory.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  let settle: { resolve: (scored: ScoredPart) => void; reject: (reason: unknown) => void } | undefined;
  let failure: unknown;
  worker.on('message', (said: WorkerSaid) => {
    if ('scored' in said) settle?.resolve(said.scored);
    else settle?.reject(new TableProblem(said.fault));
  });
  worker.on('error', (error) => {
    failure = error;
    settle?.reject(error);
  });
  return {
    score: (task) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        if (failure === undefined) worker.postMessage(task, task.spent ? buffersOf(task.spent) : []);
        else reject(failure);
      }),
    end: () => worker.terminate(),
  };
}
