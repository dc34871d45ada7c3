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

const ENTRIES: readonly (readonly [district: AnswerEntry | undefined, staff: AnswerEntry | undefined])[] = [
  [text('unknown'), number(1n)],
  [{ state: 'unknown' }, { state: 'unknown' }],
  [text(' unknown'), number(1n, 2n)],
  [text('1'), { state: 'unknown', note: 'asked twice' }],
  [undefined, { state: 'unknown' }],
  [{ state: 'unanswered' }, { state: 'unanswered', note: 'not at home' }],
  [text('1'), { state: 'unknown', value: { n: 1n, d: 1n } }],
  [
    { state: 'answered', value: '1', note: 'by letter' },
    { state: 'answered', value: { n: 1n, d: 1n }, evidence: ['a'] },
  ],
  [{ state: 'answered', value: '1', evidence: [] }, number(1n)],
  [text('1'), { state: 'answered', value: { n: 1n, d: 1n }, evidence: ['b'] }],
];

test('what many sheets say of a plan is recorded as what each says under a plan of its own', () => {
  const shared = planOf(SKETCH);
  for (const [district, staff] of [...ENTRIES, ...ENTRIES.toReversed()]) {
    const sheet: AnswerSet = new Map([
      ...(district ? [['district', district] as const] : []),
      ...(staff ? [['staff', staff] as const] : []),
    ]);
    expect(recordAnswerSet(shared, sheet)).toEqual(recordAnswerSet(planOf(SKETCH), sheet));
  }
});

test('what is shared cannot be changed, and is read back as it was', () => {
  const plan = planOf(SKETCH);
  const sheet: AnswerSet = new Map([
    ['district', text(' unknown')],
    ['staff', number(1n)],
  ]);
  recordAnswerSet(plan, new Map([['district', { state: 'unknown' }]]));
  const recorded = recordAnswerSet(plan, sheet);
  expect(Object.values({ ...recorded.facts, ...recorded.answers }).every(Object.isFrozen)).toBe(true);
  expect(readRecordedAnswers(plan, recorded)).toEqual({ sheet, lost: [] });
});
