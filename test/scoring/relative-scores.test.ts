import { expect, test } from 'vitest';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { rateAnswers } from '../../src/scoring/relative-scores.ts';
import { NOT_APPLICABLE, planOf, type Said, sheetOf, UNKNOWN } from './pack-sketch.ts';

/**
 * By hand: options of 0, 2 and 8 points; a scale from 1 to 5 that counts its number; a question of which
 * every answer counts nothing; a scale that counts nowhere.
 */
const PLAN = planOf({
  questions: [
    { id: 'points', type: 'single', options: ['low', 'mid', 'high'] },
    { id: 'ladder', type: 'scale', minimum: 1, maximum: 5, notApplicable: true },
    { id: 'nothing', type: 'single', options: ['x', 'y'] },
    { id: 'follow', type: 'scale', maximum: 4, when: { points: { const: 'high' } } },
  ],
  points: { points: { low: 0, mid: 2, high: 8 }, nothing: { x: 0, y: 0 } },
  scores: { total: { sum: ['points', 'ladder', 'nothing'] } },
});

function rated(answers: Said): Record<string, number> {
  const sheet = sheetOf(PLAN, answers);
  return Object.fromEntries(
    rateAnswers(PLAN, sheet, evaluate(PLAN, sheet)).map(({ input, share }) => [input.name, share]),
  );
}

test('an answer is rated by its share of the best points, or by its position on a scale without points', () => {
  expect(rated({ points: 'mid', ladder: 4 })).toEqual({ points: 0.25, ladder: 0.8 });
  expect(rated({ points: 'high', ladder: 1, follow: 3 })).toEqual({ points: 1, ladder: 0.2, follow: 0.75 });
});

test('an answer that is open, not applicable, not asked or without points to gain is not rated', () => {
  expect(rated({})).toEqual({});
  expect(rated({ points: UNKNOWN, ladder: NOT_APPLICABLE, nothing: 'y', follow: 3 })).toEqual({});
  expect(rated({ points: 'low', follow: 4 })).toEqual({ points: 0 });
});
