import path from 'node:path';
import { loadSolver } from '../../src/app/highs-solver.ts';

/** HiGHS as it is shipped; needs a build. */
export const solver = await loadSolver({ home: path.join(import.meta.dirname, '..', '..') });
