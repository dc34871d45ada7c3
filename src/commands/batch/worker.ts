import { parentPort } from 'node:worker_threads';
import { type Language, loadMessages } from '../../i18n/index.ts';
import type { Range } from '../../tabular/ranges.ts';
import type { TableShape } from '../../tabular/shape.ts';
import { createBlockScorer, type ScorerGiven } from './block-scorer.ts';
import { findTwice, type HashShare } from './find-twice.ts';
import { buffersOf, type Part } from './part.ts';
import { createRangeScorer, type RangeScorer } from './score-range.ts';

/** What a thread is given first, once. */
export interface WorkerGiven {
  readonly given: ScorerGiven;
  readonly shape: TableShape;
  readonly language: Language;
}

/** What a thread is to score, in the memory of a part that nobody needs any more. */
export interface WorkerTask {
  readonly range: Range;
  readonly spent: Part | undefined;
}

let scorer: Promise<RangeScorer> | undefined;

// Other errors end the thread, and are reported where it was started.
parentPort?.on('message', async (told: WorkerGiven | WorkerTask | HashShare) => {
  if ('given' in told) {
    scorer = makeScorer(told);
    return;
  }
  if ('pieces' in told) {
    parentPort?.postMessage(findTwice(told));
    return;
  }
  const score = await (scorer as Promise<RangeScorer>);
  const outcome = await score(told.range, told.spent);
  parentPort?.postMessage(outcome, outcome.part ? buffersOf(outcome.part) : []);
});

async function makeScorer({ given, shape, language }: WorkerGiven): Promise<RangeScorer> {
  return createRangeScorer(createBlockScorer(given, await loadMessages(language)), shape, given.uses);
}
