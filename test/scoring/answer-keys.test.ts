import { expect, it } from 'vitest';
import { MAX_KEYS_PER_INPUT, numberAnswers } from '../../src/scoring/answer-cache.ts';
import type { AnswerEntry } from '../../src/scoring/answer-set.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import type { AnswerValue } from '../../src/scoring/possible-values.ts';
import { planOf } from './pack-sketch.ts';

const number = (n: number, d = 1) => ({ n: BigInt(n), d: BigInt(d) });
const answered = (value: AnswerValue): AnswerEntry => ({ state: 'answered', value });
const proof = { evidence: ['a photo'] };

const onePlan = (): Plan => planOf({ questions: [{ id: 'q', type: 'integer' }] });

/** The number of an answer to the only question of a plan. */
function numberOf(plan: Plan, entry: AnswerEntry): number {
  return numberAnswers(plan, new Map([['q', entry]]))(plan.nodes.findIndex(({ op }) => op === 'input'));
}

it('answers on which a score differs get different keys', () => {
  const plan = onePlan();
  const entries: AnswerEntry[] = [
    ...['unknown', '1', number(1), number(1, 2), true, [], ['1'], ['1', '2']].map(answered),
    { ...answered('1'), ...proof },
    { ...answered(number(1)), ...proof },
    { state: 'unknown' },
    { state: 'unknown', ...proof },
    { state: 'unknown', least: '1' },
    { state: 'unknown', least: number(1) },
    { state: 'unanswered' },
    { state: 'unanswered', least: ['1', '2'] },
    { state: 'notApplicable' },
  ];
  const numbers = entries.map((entry) => numberOf(plan, entry));
  expect(Math.min(...numbers)).toBe(0);
  expect(new Set(numbers).size).toBe(entries.length);
  expect(entries.map((entry) => numberOf(plan, entry))).toEqual(numbers);
});

it('answers on which no score differs get the same key', () => {
  const plan = onePlan();
  const alike: AnswerEntry[][] = [
    [answered('1'), { ...answered('1'), note: 'so they say', evidence: [] }],
    [
      { ...answered('1'), ...proof },
      { ...answered('1'), evidence: ['a contract', 'a visit'] },
    ],
    [{ state: 'unknown' }, { state: 'unknown', value: '1' }],
  ];
  for (const entries of alike) expect(new Set(entries.map((entry) => numberOf(plan, entry))).size).toBe(1);
});

it('further answers get no number once the key’s maximum of numbers is used up', () => {
  const plan = onePlan();
  for (let i = 0; i < MAX_KEYS_PER_INPUT; i++) expect(numberOf(plan, answered(number(i)))).toBe(i);
  for (const entry of [answered(number(MAX_KEYS_PER_INPUT)), { state: 'unknown' } as const])
    expect(numberOf(plan, entry)).toBe(-1);
  expect(numberOf(plan, answered(number(5)))).toBe(5);
});
