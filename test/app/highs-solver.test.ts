import path from 'node:path';
import { expect, test } from 'vitest';
import { loadSolverIfNeeded, searchWithSolver } from '../../src/app/highs-solver.ts';
import type { IntegerProgram, Solver } from '../../src/policy/optimise/linear-program.ts';

const HOME = path.join(import.meta.dirname, '../..');
const PACK = { measures: Array.from({ length: 9 }), policies: ['one'] };

/** At least one of two, the second of which is cheaper. */
const PROGRAM: IntegerProgram = {
  whole: [true, true],
  hasShares: false,
  rows: [
    {
      terms: [
        [0, 1],
        [1, 1],
      ],
      low: 1,
      high: null,
    },
  ],
  objective: [
    [0, 3],
    [1, 2],
  ],
};

test('a search that never asks for the solver does not load it', async () => {
  expect(await searchWithSolver({ home: '/nowhere' }, PACK, () => 'found')).toBe('found');
});

test('a search restarted after loading the solver gives the same result as one started with it loaded', async () => {
  const begun: (Solver | null)[] = [];
  const found = await searchWithSolver({ home: HOME }, PACK, (solver) => {
    begun.push(solver);
    return solver?.(PROGRAM);
  });
  expect(begun).toHaveLength(2);
  expect(found).toEqual([0, 1]);
  expect(found).toEqual((await loadSolverIfNeeded({ home: HOME }, PACK))?.(PROGRAM));
});

test('an error in the search, other than a missing solver, is rethrown unchanged', async () => {
  const search = searchWithSolver({ home: HOME }, PACK, () => {
    throw new RangeError('no such level');
  });
  await expect(search).rejects.toThrow('no such level');
});

test.each([
  ['few measures', { measures: PACK.measures.slice(1), policies: PACK.policies }],
  ['no policy', { measures: PACK.measures, policies: [] }],
])('for a pack with %s, the search uses no solver', async (_, pack) => {
  expect(await searchWithSolver({ home: '/nowhere' }, pack, (solver) => solver)).toBeNull();
  expect(await loadSolverIfNeeded({ home: '/nowhere' }, pack)).toBeNull();
});
