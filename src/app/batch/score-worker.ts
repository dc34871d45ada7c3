import { parentPort } from 'node:worker_threads';
import { type Language, loadMessages } from '../../i18n/index.ts';
import type { Range, TableShape } from '../../table/index.ts';
import { findDuplicateHashes, type HashShare } from './duplicate-keys.ts';
import { createBlockScorer, createRangeScorer, type RangeScorer, type ScorerInput } from './score-rows.ts';
import { buffersOf, type Part } from './scored-part.ts';

/** What a thread is given first, once. */
export interface WorkerInput {
  readonly given: ScorerInput;
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
parentPort?.on('message', async (told: WorkerInput | WorkerTask | HashShare) => {
  if ('given' in told) {
    scorer = makeScorer(told);
    return;
  }
  if ('pieces' in told) {
    parentPort?.postMessage(findDuplicateHashes(told));
    return;
  }
  const score = await (scorer as Promise<RangeScorer>);
  const outcome = await score(told.range, told.spent);
  parentPort?.postMessage(outcome, outcome.part ? buffersOf(outcome.part) : []);
});

async function makeScorer({ given, shape, language }: WorkerInput): Promise<RangeScorer> {
  return createRangeScorer(createBlockScorer(given, await loadMessages(language)), shape, given.uses);
}
