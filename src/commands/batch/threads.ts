import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Range } from '../../tabular/ranges.ts';
import { buffersOf, type Part } from './part.ts';
import type { RangeOutcome, RangeScorer } from './score-range.ts';
import type { WorkerGiven, WorkerTask } from './worker.ts';

/** So many ranges lie before each further thread: the one it scores and the one it goes on with. */
const BEFORE_IT = 2;
/** For each thread so many parts may be scored and wait for an earlier one. */
const AHEAD = 3;

/** A range and what it has come to. */
export interface ScoredRange {
  readonly range: Range;
  readonly outcome: RangeOutcome;
}

/**
 * Scores ranges in several threads, of which this one is the first: it hands them out, and scores those that no other is
 * free for, in the memory of spent parts. Gives what they come to in the order of the file, whatever thread is first.
 */
export async function* scoreInThreads(
  ranges: AsyncIterable<Range>,
  around: WorkerGiven,
  jobs: number,
  scoreHere: RangeScorer,
  spent: Part[],
): AsyncGenerator<ScoredRange> {
  const threads = Array.from({ length: jobs - 1 }, () => startThread(around));
  const waiting: Awaited[] = [];
  const iterator = ranges[Symbol.asyncIterator]();
  try {
    for (let isOver = false; ; ) {
      const free = threads.find(({ load }) => load < BEFORE_IT);
      const [first, isFull] = [waiting[0], isOver || waiting.length >= jobs * AHEAD];
      if (first && (isFull || (first.isThere && !free))) {
        const outcome = await first.outcome;
        waiting.shift();
        yield { range: first.range, outcome };
        continue;
      }
      if (isOver) return;
      const next = await iterator.next();
      if (next.done) {
        isOver = true;
        continue;
      }
      const task = { range: next.value, spent: spent.pop() };
      waiting.push(wait(task.range, free ? free.score(task) : scoreHere(task.range, task.spent)));
      // What the others say is heard between two ranges.
      if (!free) await setImmediate();
    }
  } finally {
    await iterator.return?.();
    // They take a while to clear away, which nobody has to wait for.
    for (const thread of threads) thread.end();
  }
}

/** A range that is looked at when its turn comes. */
interface Awaited {
  readonly range: Range;
  readonly outcome: Promise<RangeOutcome>;
  isThere: boolean;
}

function wait(range: Range, outcome: Promise<RangeOutcome>): Awaited {
  const awaited = { range, outcome, isThere: false };
  const arrive = (): void => {
    awaited.isThere = true;
  };
  // Until its turn comes it is no unhandled failure.
  outcome.then(arrive, arrive);
  return awaited;
}

interface Thread {
  /** How many ranges lie before it. */
  readonly load: number;
  score(task: WorkerTask): Promise<RangeOutcome>;
  end(): void;
}

function startThread(given: WorkerGiven): Thread {
  const worker = new Worker(new URL('./batch-worker.js', import.meta.url), {
    workerData: given,
    // Rows leave little behind: a large space for what is young would only take memory.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  // It answers in the order it is asked in.
  const asked: { resolve: (outcome: RangeOutcome) => void; reject: (reason: unknown) => void }[] = [];
  let failure: unknown;
  worker.on('message', (outcome: RangeOutcome) => asked.shift()?.resolve(outcome));
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
