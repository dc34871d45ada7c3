import { parentPort, workerData } from 'node:worker_threads';
import type { Sheet } from '../../scoring/sheet.ts';
import { type AdviceGiven, createAdviser } from './advise-row.ts';

const advise = createAdviser(workerData as AdviceGiven);

// An error ends the thread, and is reported where it was started.
parentPort?.on('message', (sheets: readonly Sheet[]) => {
  parentPort?.postMessage(sheets.map(advise));
});
