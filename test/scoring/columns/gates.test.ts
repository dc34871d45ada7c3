import { expect, test } from 'vitest';
import { fromNumber } from '../../../src/model/rational.ts';
import type { AnswerEntry } from '../../../src/scoring/answer-set.ts';
import { createKernel } from '../../../src/scoring/columns/kernel.ts';
import { createColumnEngine } from '../../../src/table/column-engine.ts';
import { planOf } from '../pack-sketch.ts';
import { expectRow } from './expect-row.ts';
import { rowsOf } from './random-rows.ts';

/** Weights and thirds whose sums doubles miss: 0.1 + 0.2 is not 0.3 to them. */
const SKETCH = {
  questions: ['a', 'b', 'c', 'd'].map((id) => ({ id, type: 'scale', maximum: 3 })),
  missing: { unanswered: 'exclude' },
  scores: {
    tenths: { sum: { a: 0.1, b: 0.2, c: 0.7 } },
    thirds: { mean: ['a', 'b', 'c'] },
    both: { mean: { tenths: 0.3, thirds: 0.1 } },
    rounded: { mean: ['a', 'b', 'c', 'd'], round: { decimals: 0, mode: 'half-even' } },
    stepped: { of: 'tenths', steps: { 0.3: '1', 0.6: '2', 0.9: '3' }, edge: 'above' },
    level: {
      levels: [
        { value: 1, when: { tenths: { minimum: 0.3 } } },
        { value: 2, when: { thirds: { minimum: 1 }, tenths: { exclusiveMinimum: 0.8 } } },
        { value: 3, when: { both: { minimum: 1.5 }, rounded: { enum: ['2', '3'] } } },
      ],
    },
  },
};

test('rows exactly on a gate’s bound, or just beside it, give the same results as exact arithmetic', () => {
  const plan = planOf(SKETCH);
  const kernel = createKernel(plan, createColumnEngine);
  const answers: readonly (number | null)[] = [null, 0, 1, 2, 3];
  const entry = (answer: number | null): AnswerEntry =>
    answer === null ? { state: 'unanswered' } : { state: 'answered', value: fromNumber(answer) };
  const sheets = answers.flatMap((a) =>
    answers.flatMap((b) =>
      answers.flatMap((c) =>
        answers.map((d) => new Map(Object.entries({ a: entry(a), b: entry(b), c: entry(c), d: entry(d) }))),
      ),
    ),
  );
  const { columns } = rowsOf(plan, sheets);
  const outcome = kernel.score(columns);
  sheets.forEach((sheet, row) => {
    expectRow(plan, kernel, outcome, row, sheet);
  });
  const tenths = outcome.scores[plan.scores.findIndex(({ name }) => name === 'tenths')];
  const onGate = [...(tenths?.value ?? [])].filter((value) => [0.3, 0.6, 0.8, 0.9].includes(value));
  expect(onGate.length).toBeGreaterThan(40);
  expect(outcome.left).toBe(0);
});

test('numbers of many digits are compared and divided exactly', () => {
  const plan = planOf({
    facts: [
      { id: 'part', type: 'decimal' },
      { id: 'whole', type: 'decimal' },
      { id: 'share', type: 'percent', derive: { ratio: ['part', 'whole'] } },
    ],
    questions: [{ id: 'q', type: 'boolean' }],
    points: { q: { each: 1 } },
    scores: {
      reached: { of: 'share', steps: { 0: '0', 10: '1', 33.3333333333333: '2', 50: '3' } },
      added: { sum: ['part', 'whole'] },
      level: { levels: [{ value: 1, when: { share: { minimum: 10 } } }] },
    },
  });
  const kernel = createKernel(plan, createColumnEngine);
  const pairs = [
    [0.1, 1],
    [0.0999999999999999, 1],
    [1, 3],
    [0.333333333333333, 1],
    [99999999999999.9, 199999999999999.8],
    [0.1, 0.2],
    [0.3, 0.1],
    [-1, 7],
    [1, 0],
    [1e-7, 2e-7],
    [1e300, 1e300],
    [123456789012345, 0.000123],
  ] as const;
  const sheets = pairs.map(([part, whole]) => {
    const entry = (value: number): AnswerEntry => ({ state: 'answered', value: fromNumber(value) });
    return new Map([
      ['part', entry(part)],
      ['whole', entry(whole)],
    ]);
  });
  const outcome = kernel.score(rowsOf(plan, sheets).columns);
  sheets.forEach((sheet, row) => {
    expectRow(plan, kernel, outcome, row, sheet);
  });
});
