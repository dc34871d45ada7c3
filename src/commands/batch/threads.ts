import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { TableProblem } from '../../tabular/problem.ts';
import type { Range } from '../../tabular/ranges.ts';
import { buffersOf, type Part, type ScoredPart } from './part.ts';
import type { RangeScorer } from './score-range.ts';
import type { WorkerGiven, WorkerSaid, WorkerTask } from './worker.ts';

/** So many ranges lie before each further thread: the one it scores and the one it goes on with. */
const BEFORE_IT = 2;
/** For each thread so many parts may be scored and wait for an earlier one. */
const AHEAD = 3;

/**
 * Scores ranges in several threads, of which this one is the first: it finds the ranges, hands them out, and scores those
 * that no other is free for. Gives what they come to in the order of the file, whatever thread is first. A part holds
 * until the one after the next is asked for.
 */
export async function* scoreInThreads(
  ranges: AsyncIterable<Range>,
  around: WorkerGiven,
  jobs: number,
  scoreHere: RangeScorer,
): AsyncGenerator<ScoredPart> {
  const threads = Array.from({ length: jobs - 1 }, () => startThread(around));
  const waiting: Awaited[] = [];
  // The part that was given last, which may still be looked at, and those before, whose memory threads may use again.
  let given: Part | undefined;
  const spent: Part[] = [];
  const iterator = ranges[Symbol.asyncIterator]();
  try {
    for (let isOver = false; ; ) {
      const free = threads.find(({ load }) => load < BEFORE_IT);
      const [first, isFull] = [waiting[0], isOver || waiting.length >= jobs * AHEAD];
      if (first && (isFull || (first.isThere && !free))) {
        const scored = await first.scored;
        waiting.shift();
        yield scored;
        if (given) spent.push(given);
        given = scored.part;
        continue;
      }
      if (isOver) return;
      const next = await iterator.next();
      if (next.done) {
        isOver = true;
        continue;
      }
      const task = { range: next.value, spent: spent.pop() };
      waiting.push(wait(free ? free.score(task) : scoreHere(task.range, task.spent)));
      // What the others say is heard between two ranges.
      if (!free) await setImmediate();
    }
  } finally {
    await iterator.return?.();
    // They take a while to clear away, which nobody has to wait for.
    for (const thread of threads) thread.end();
  }
}

/** A part that is looked at when its turn comes. */
interface Awaited {
  readonly scored: Promise<ScoredPart>;
  isThere: boolean;
}

function wait(scored: Promise<ScoredPart>): Awaited {
  const awaited = { scored, isThere: false };
  const arrive = (): void => {
    awaited.isThere = true;
  };
  // Until its turn comes it is no unhandled failure.
  scored.then(arrive, arrive);
  return awaited;
}

interface Thread {
  /** How many ranges lie before it. */
  readonly load: number;
  score(task: WorkerTask): Promise<ScoredPart>;
  end(): void;
}

function startThread(given: WorkerGiven): Thread {
  const worker = new Worker(new URL('./batch-worker.js', import.meta.url), {
    workerData: given,
    // Rows leave little behind: a large space for what is young would only take memory.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  // It answers in the order it is asked in.
  const asked: { resolve: (scored: ScoredPart) => void; reject: (reason: unknown) => void }[] = [];
  let failure: unknown;
  worker.on('message', (said: WorkerSaid) => {
    const first = asked.shift();
    if ('scored' in said) first?.resolve(said.scored);
    else first?.reject(new TableProblem(said.fault));
  });
  worker.on('error', (error) => {
    failure = error;
    for (const { reject } of asked.splice(0)) reject(error);
  });
  return {
    get load() {
      return asked.length;
    },
    score: (task) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure);
        asked.push({ resolve, reject });
        worker.postMessage(task, task.spent ? buffersOf(task.spent) : []);
      }),
    end: () => void worker.terminate(),
  };
}
