import type { Range } from '../../tabular/ranges.ts';
import { findTwice } from './find-twice.ts';
import type { Part } from './part.ts';
import type { RangeOutcome, RangeScorer } from './score-range.ts';
import type { Thread } from './thread.ts';

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
export async function findTwiceInThreads(
  pieces: readonly Float64Array[],
  threads: readonly Thread[],
): Promise<ReadonlySet<number>> {
  const shares = threads.length + 1;
  const others = Promise.all(threads.map((thread, i) => thread.findTwice({ pieces, share: i + 1, shares })));
  const ours = findTwice({ pieces, share: 0, shares });
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
