import path from 'node:path';
import { loadSolver } from '../../src/commands/steps/load-solver.ts';

/** HiGHS as it is shipped; needs a build. */
export const solver = await loadSolver({ home: path.join(import.meta.dirname, '..', '..') });
