import { parentPort, workerData } from 'node:worker_threads';
import type { Assessment } from '../../model/generated/types.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import { solverFor } from '../steps/load-solver.ts';
import { type Advice, type AdvisingGiven, createAdviser } from './advising.ts';

/** What a thread that advises is given once. */
export interface AdviceWorkerGiven {
  readonly given: AdvisingGiven;
  /** The folder where Matura is installed, and with it the solver. */
  readonly home: string;
}

/** One row to be advised on; what is said of it names the same number. */
export interface AdviceAsked {
  readonly number: number;
  readonly sheet: Sheet;
  readonly assessments: readonly Assessment[];
}

/** What a thread says of a row. */
export interface AdviceSaid {
  readonly number: number;
  readonly advice: Advice;
}

const { given, home } = workerData as AdviceWorkerGiven;
const advise = createAdviser(given, await solverFor({ home }, given.settled));

parentPort?.on('message', ({ number, sheet, assessments }: AdviceAsked) => {
  const said: AdviceSaid = { number, advice: advise(sheet, assessments) };
  parentPort?.postMessage(said);
});
