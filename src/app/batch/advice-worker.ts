import { parentPort, workerData } from 'node:worker_threads';
import { solverFor } from '../highs-solver.ts';
import {
  type Advice,
  type AdviserInput,
  createAdviser,
  createNewFileWriter,
  type EnterpriseHistory,
  type NewRow,
} from './advise-rows.ts';

/** What a thread that advises is given once. */
export interface AdviceWorkerInput {
  readonly given: AdviserInput;
  /** The folder where Matura is installed, and with it the solver. */
  readonly home: string;
}

/** One row to be advised on, or some of new enterprises to be kept as well; what is said of them names the same number. */
export type AdviceRequest = { readonly number: number } & (
  | { readonly row: NewRow; readonly past: EnterpriseHistory }
  | { readonly rows: readonly NewRow[] }
);

/** What a thread says: the advice on a row, which of some rows are kept, or why it could not. */
export type AdviceReply = { readonly number: number } & (
  | { readonly advice: Advice }
  | { readonly kept: readonly boolean[] }
);

const { given, home } = workerData as AdviceWorkerInput;
const advise = await createAdviser(given, await solverFor({ home }, given.settled));
const keepNew = createNewFileWriter(given, advise);

parentPort?.on('message', async (asked: AdviceRequest) => {
  const { number } = asked;
  const said: AdviceReply =
    'rows' in asked ? { number, kept: await keepNew(asked.rows) } : { number, advice: advise(asked.row, asked.past) };
  parentPort?.postMessage(said);
});
