import { parentPort, workerData } from 'node:worker_threads';
import { solverFor } from '../steps/load-solver.ts';
import { type Advice, type AdvisingGiven, createAdviser, type NewRow, type Past } from './advising.ts';
import { createKeeper } from './keep-new.ts';

/** What a thread that advises is given once. */
export interface AdviceWorkerGiven {
  readonly given: AdvisingGiven;
  /** The folder where Matura is installed, and with it the solver. */
  readonly home: string;
}

/** One row to be advised on, or some of new enterprises to be kept as well; what is said of them names the same number. */
export type AdviceAsked = { readonly number: number } & (
  | { readonly row: NewRow; readonly past: Past }
  | { readonly rows: readonly NewRow[] }
);

/** What a thread says: the advice on a row, which of some rows are kept, or why it could not. */
export type AdviceSaid = { readonly number: number } & (
  | { readonly advice: Advice }
  | { readonly kept: readonly boolean[] }
);

const { given, home } = workerData as AdviceWorkerGiven;
const advise = await createAdviser(given, await solverFor({ home }, given.settled));
const keepNew = createKeeper(given, advise);

parentPort?.on('message', async (asked: AdviceAsked) => {
  const { number } = asked;
  const said: AdviceSaid =
    'rows' in asked ? { number, kept: await keepNew(asked.rows) } : { number, advice: advise(asked.row, asked.past) };
  parentPort?.postMessage(said);
});
