import { expect, it } from 'vitest';
import { ONE } from '../../../src/model/rational.ts';
import { preferenceFor } from '../../../src/policy/measure-cost.ts';
import { compileMeasures } from '../../../src/policy/measures.ts';
import { createLevelGoals } from '../../../src/policy/optimise/encode-level.ts';
import { createSelectionTask } from '../../../src/policy/optimise/selection-task.ts';
import { findOptimum } from '../../../src/policy/optimise/solve.ts';
import { evaluate } from '../../../src/scoring/evaluate.ts';
import { compile, sheetOf } from '../../scoring/pack-sketch.ts';
import { solver } from '../load-test-solver.ts';

/** So many ways of one answer, and of several together, are looked up: those of two, but not those of six. */
const MOST_WAYS = 5;
const QUESTIONS = ['a', 'b', 'c', 'd', 'e', 'f'];

/**
 * The best measures for level 1, where each question has one that raises it from 0 to 1: how many, and how they are found. A
 * part of the score is there on a condition, which no program says by itself.
 */
function findBest(condition: object): unknown {
  const compiled = compile({
    questions: QUESTIONS.map((id) => ({ id, type: 'scale', maximum: 4 })),
    scores: {
      ab: { sum: ['a', 'b'], ...condition },
      cd: { sum: ['c', 'd'] },
      ef: { sum: ['e', 'f'] },
      parts: { mean: ['ab', 'cd', 'ef'] },
      total: { sum: ['parts'] },
      level: { levels: [{ value: 1, when: { total: { minimum: 1 } } }] },
    },
  });
  const { plan } = compiled;
  const stated = QUESTIONS.map((id) => ({
    id,
    title: id,
    achieves: { [id]: '1' },
    cost: { low: 1, high: 1, currency: 'CNY' },
  }));
  const document = { kind: 'measures', measures: stated } as never;
  const { measures } = compileMeasures({ file: 'measures.yaml', document }, compiled);
  const sheet = sheetOf(plan, Object.fromEntries(QUESTIONS.map((id) => [id, 0])));
  const task = createSelectionTask(measures, preferenceFor([]), 'high');
  const aims = createLevelGoals(plan, sheet, evaluate(plan, sheet), task.measures, MOST_WAYS);
  const { optimum } = findOptimum(task, aims(ONE), solver);
  return optimum && { taken: optimum.taken.filter(Boolean).length, by: optimum.by, because: optimum.because };
}

it.each([
  ['there', { when: { a: { minimum: 0 } } }, 3],
  ['not there', { when: { a: { minimum: 4 } } }, 2],
])('that a part of a mean is always %s is known once the ways its answers can be are looked up', (_, when, least) => {
  expect(findBest(when)).toEqual({ taken: least, by: 'program' });
});
