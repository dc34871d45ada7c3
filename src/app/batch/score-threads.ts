import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Place, type Range, type TableFault, TableProblem } from '../../table/index.ts';
import { findDuplicateHashes, type HashShare } from './duplicate-keys.ts';
import type { RangeOutcome, RangeScorer } from './score-rows.ts';
import type { WorkerInput, WorkerTask } from './score-worker.ts';
import { buffersOf, type Part, renumber, type ScoredPart } from './scored-part.ts';

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
  threads: readonly Thread[],
  scoreHere: RangeScorer,
  spent: Part[],
): AsyncGenerator<ScoredRange> {
  const waiting: Awaited[] = [];
  const iterator = ranges[Symbol.asyncIterator]();
  try {
    for (let isOver = false; ; ) {
      const free = threads.find(({ load }) => load < BEFORE_IT);
      const [first, isFull] = [waiting[0], isOver || waiting.length >= (threads.length + 1) * AHEAD];
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
      const outcome = free ? free.score(task) : scoreHere(task.range, task.spent);
      waiting.push(wait(task.range, outcome));
      // Else more would be begun here than is done. A failure is told when its turn comes.
      if (!free) await outcome.catch(() => {});
    }
  } finally {
    await iterator.return?.();
  }
}

/** The hashes that occur more than once, each thread looking for a share of them; ends the threads. */
export async function findDuplicatesInThreads(
  pieces: readonly Float64Array[],
  threads: readonly Thread[],
): Promise<ReadonlySet<number>> {
  const shares = threads.length + 1;
  const others = Promise.all(threads.map((thread, i) => thread.findTwice({ pieces, share: i + 1, shares })));
  const ours = findDuplicateHashes({ pieces, share: 0, shares });
  const found = new Set([ours, ...(await others)].flatMap((some) => [...some]));
  for (const thread of threads) thread.end();
  return found;
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

/** A thread besides this one. */
export interface Thread {
  /** How many ranges lie before it. */
  readonly load: number;
  /** Says what is scored; before anything else. */
  begin(given: WorkerInput): void;
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

/**
 * Makes what ranges come to what the whole table does. The first of them begins at a row; each further one does exactly if
 * the one before it does not end within quotes. Where it does end there, it is scored again together with the next one, and
 * if need be with twice as many each time, so that nothing is read more than a few times. Lines and records are counted on
 * from a place. A part holds until the next one is asked for; its memory is spent then.
 */
export async function* joinRanges(
  ranges: AsyncGenerator<ScoredRange>,
  scoreAgain: RangeScorer,
  from: Place,
  spent: Part[],
): AsyncGenerator<ScoredPart> {
  let { line, record } = from;
  try {
    for (;;) {
      const next = await ranges.next();
      if (next.done) return;
      let { range, outcome } = next.value;
      for (let more = 1; outcome.part && outcome.totals.isOpen; more *= 2) {
        const end = await skip(ranges, more, spent);
        if (end === undefined) break;
        range = { start: range.start, end };
        outcome = await scoreAgain(range, outcome.part);
      }
      if (!outcome.part) throw new TableProblem(behind(outcome.fault, line));
      const { part, totals } = outcome;
      yield { part: renumber(part, { line, record }), blanks: totals.blanks, end: range.end };
      spent.push(part);
      line += totals.lines;
      record += totals.records;
    }
  } finally {
    await ranges.return(undefined);
  }
}

/** Leaves out up to so many ranges, and gives where the last of them ends; undefined where there are none any more. */
async function skip(ranges: AsyncGenerator<ScoredRange>, count: number, spent: Part[]): Promise<number | undefined> {
  let end: number | undefined;
  for (let i = 0; i < count; i++) {
    const next = await ranges.next();
    if (next.done) break;
    const { range, outcome } = next.value;
    if (outcome.part) spent.push(outcome.part);
    end = range.end;
  }
  return end;
}

/** A fault whose line was counted from a later one. */
function behind(fault: TableFault, line: number): TableFault {
  return 'line' in fault ? { ...fault, line: fault.line + line } : fault;
}
