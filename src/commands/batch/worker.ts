import { parentPort, workerData } from 'node:worker_threads';
import { messagesOf } from '../../i18n/catalogue.ts';
import type { Language } from '../../i18n/messages.ts';
import type { Range } from '../../tabular/ranges.ts';
import type { TableShape } from '../../tabular/shape.ts';
import { createBlockScorer, type ScorerGiven } from './block-scorer.ts';
import { buffersOf, type Part } from './part.ts';
import { createRangeScorer } from './score-range.ts';

/** What a thread is given once. */
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

const { given, shape, language } = workerData as WorkerGiven;
const score = createRangeScorer(createBlockScorer(given, messagesOf(language)), shape, given.uses);

// Other errors end the thread, and are reported where it was started.
parentPort?.on('message', async ({ range, spent }: WorkerTask) => {
  const outcome = await score(range, spent);
  parentPort?.postMessage(outcome, outcome.part ? buffersOf(outcome.part) : []);
});
