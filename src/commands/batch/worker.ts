import { parentPort } from 'node:worker_threads';
import { messagesOf } from '../../i18n/catalogue.ts';
import type { Language } from '../../i18n/messages.ts';
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

let score: RangeScorer | undefined;

// Other errors end the thread, and are reported where it was started.
parentPort?.on('message', async (told: WorkerGiven | WorkerTask | HashShare) => {
  if ('given' in told) {
    const { given, shape, language } = told;
    score = createRangeScorer(createBlockScorer(given, messagesOf(language)), shape, given.uses);
    return;
  }
  if ('pieces' in told) {
    parentPort?.postMessage(findTwice(told));
    return;
  }
  const outcome = await (score as RangeScorer)(told.range, told.spent);
  parentPort?.postMessage(outcome, outcome.part ? buffersOf(outcome.part) : []);
});
