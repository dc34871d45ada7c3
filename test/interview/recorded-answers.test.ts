import { expect, test } from 'vitest';
import { readRecordedAnswers, recordAnswerSet } from '../../src/interview/answer-log.ts';
import type { AnswerEntry, AnswerSet } from '../../src/scoring/answer-set.ts';
import { planOf, type Sketch } from '../scoring/pack-sketch.ts';

const SKETCH: Sketch = {
  facts: [{ id: 'district', text: 'Where is it?', type: 'text' }],
  questions: [{ id: 'staff', text: 'How many?', type: 'decimal' }],
};

const number = (n: bigint, d = 1n): AnswerEntry => ({ state: 'answered', value: { n, d } });
const text = (value: string): AnswerEntry => ({ state: 'answered', value });

test('recorded answers are read back unchanged', () => {
  const plan = planOf(SKETCH);
  const sheet: AnswerSet = new Map([
    ['district', text(' unknown')],
    ['staff', number(1n)],
  ]);
  const recorded = recordAnswerSet(plan, sheet);
  expect(readRecordedAnswers(plan, recorded)).toEqual({ sheet, lost: [] });
});
