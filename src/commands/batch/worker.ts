import { parentPort, workerData } from 'node:worker_threads';
import { messagesOf } from '../../i18n/catalogue.ts';
import type { Language } from '../../i18n/messages.ts';
import { type TableFault, TableProblem } from '../../tabular/problem.ts';
import type { Range } from '../../tabular/ranges.ts';
import type { TableShape } from '../../tabular/shape.ts';
import { createBlockScorer, type ScorerGiven } from './block-scorer.ts';
import { buffersOf, type Part, type ScoredPart } from './part.ts';
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

/** What a thread says of a range. */
export type WorkerSaid = { readonly scored: ScoredPart } | { readonly fault: TableFault };

const { given, shape, language } = workerData as WorkerGiven;
const score = createRangeScorer(createBlockScorer(given, messagesOf(language)), shape, given.uses);

// Ranges are scored one after the other, however many are there: they share a scanner.
let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (task: WorkerTask) => {
  last = last.then(() => answer(task));
});

async function answer({ range, spent }: WorkerTask): Promise<void> {
  try {
    const scored = await score(range, spent);
    const said: WorkerSaid = { scored };
    parentPort?.postMessage(said, buffersOf(scored.part));
  } catch (error) {
    // Other errors end the thread, and are reported where it was started.
    if (!(error instanceof TableProblem)) throw error;
    const said: WorkerSaid = { fault: error.fault };
    parentPort?.postMessage(said);
  }
}
