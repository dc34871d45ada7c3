import { parentPort, workerData } from 'node:worker_threads';
import { type PlainData, restoreForms } from '../../scoring/index.ts';
import { FileProblem } from '../../store/index.ts';
import { loadSolverIfNeeded } from '../highs-solver.ts';
import {
  createRowWriter,
  type NewRow,
  type PlainProblem,
  type RowOutcome,
  type RowWriterInput,
  toPlainProblem,
} from './write-rows.ts';

type AdvisedPacks = Pick<RowWriterInput, 'pack' | 'packs'>;

/** What a thread needs to give advice on rows and write their files, as plain data. */
export interface AdviceWorkerInput {
  readonly writerInput: Omit<RowWriterInput, keyof AdvisedPacks>;
  readonly packs: PlainData<AdvisedPacks>;
  /** The folder where Matura is installed; the solver is loaded from it. */
  readonly home: string;
}

/** Rows to add to enterprise files. The reply has the same `number` as its request. */
export interface AdviceRequest {
  readonly number: number;
  readonly rows: readonly NewRow[];
}

/** A thread's reply as plain data: the outcome of each row, or the file that could not be used. */
export type AdviceReply = { readonly number: number } & (
  | { readonly outcomes: readonly RowOutcome[] }
  | { readonly problem: PlainProblem }
);

const { writerInput, packs, home } = workerData as AdviceWorkerInput;
const restoredPacks = restoreForms(packs);
const write = await createRowWriter(
  { ...writerInput, ...restoredPacks },
  await loadSolverIfNeeded({ home }, restoredPacks.pack),
);

async function computeAdvice({ number, rows }: AdviceRequest): Promise<AdviceReply> {
  try {
    return { number, outcomes: await write(rows) };
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return { number, problem: toPlainProblem(error) };
  }
}

parentPort?.on('message', async (asked: AdviceRequest) => {
  parentPort?.postMessage(await computeAdvice(asked));
});
