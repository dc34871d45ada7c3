import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Moves, Question } from '../../src/model/generated/types.ts';
import { compare, fromNumber, type Rational } from '../../src/model/rational.ts';
import type { AnswerEntry } from '../../src/scoring/answer-set.ts';
import { findDecisiveAnswers } from '../../src/scoring/counterfactuals.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { settledValue } from '../../src/scoring/possible-values.ts';
import { isSample, runs } from '../property-runs.ts';
import { documentsOf, NOT_APPLICABLE, planOf, type Said, type Sketch, sheetOf, UNKNOWN } from './pack-sketch.ts';
import { drawAnswers } from './random/answers.ts';
import { drawSketch, showing } from './random/case.ts';
import { Draw } from './random/draw.ts';

function moves(sketch: Sketch, name: string, said: Said, facts: Said = {}): Moves | undefined {
  const plan = planOf(sketch);
  return findDecisiveAnswers(plan, sheetOf(plan, said, facts), name);
}

const OPTIONS = ['none', 'some', 'all'];
const TWO = {
  questions: [
    { id: 'q', type: 'single', options: OPTIONS },
    { id: 'r', type: 'multiple', options: ['x', 'y', { id: 'nothing', exclusive: true }] },
    { id: 's', type: 'scale', maximum: 4 },
  ],
  points: { q: { none: 0, some: 1, all: 2 }, r: { each: 3 } },
  scores: {
    total: { sum: ['q', 'r'] },
    level: {
      levels: [
        { value: 1, when: { total: { minimum: 4 } } },
        { value: 2, when: { total: { minimum: 8 }, s: { minimum: 2 } } },
      ],
    },
  },
};

describe('the answer that would raise a score most', () => {
  test('the answer that raises a score most is the single change with the largest gain', () => {
    expect(moves(TWO, 'total', { q: 'none', r: ['x'], s: 1 })?.raises).toEqual([
      { question: 'r', from: ['x'], to: ['x', 'y'], subject: 'total', before: { value: 3 }, after: { value: 6 } },
    ]);
  });

  test('no answer raises a score if every answer is at its best', () => {
    expect(moves(TWO, 'total', { q: 'all', r: ['x', 'y'] })).toEqual({ raises: [] });
  });

  test('if two changes of answers raise a score equally, the smaller one is advised', () => {
    const sketch = {
      questions: [{ id: 'q', type: 'scale', maximum: 4 }],
      scores: { total: { of: 'q', steps: { 0: 0, 2: 1 } } },
    };
    expect(moves(sketch, 'total', { q: 1 })?.raises[0]).toMatchObject({ from: 1, to: 2, after: { value: 1 } });
  });

  test('no change is advised for a question that is open, not applicable or not asked', () => {
    const questions = [
      { id: 'a', type: 'scale', maximum: 9 },
      { id: 'b', type: 'scale', maximum: 9, notApplicable: true },
      { id: 'c', type: 'scale', maximum: 9, when: { d: { minimum: 1 } } },
      { id: 'd', type: 'scale', maximum: 0 },
      { id: 'e', type: 'scale', maximum: 2 },
    ];
    const said = { a: UNKNOWN, b: NOT_APPLICABLE, c: 1, d: 0, e: 1 };
    const raises = moves({ questions, scores: { total: { sum: 'all' } } }, 'total', said)?.raises;
    expect(raises).toMatchObject([
      { question: 'e', before: { lowest: 1, highest: 10 }, after: { lowest: 2, highest: 11 } },
    ]);
  });

  test('the derived answer is advised, not the numbers it is derived from', () => {
    const sketch = {
      facts: [
        { id: 'part', type: 'integer' },
        { id: 'whole', type: 'integer' },
      ],
      questions: [
        { id: 'years', type: 'integer', minimum: 0, maximum: 9 },
        {
          id: 'q',
          type: 'single',
          options: OPTIONS,
          derive: { of: { ratio: ['part', 'whole'] }, steps: { 0: 'none', 0.5: 'some', 0.9: 'all' } },
        },
        {
          id: 'r',
          type: 'single',
          options: OPTIONS,
          derive: { of: { ratio: ['years', 'whole'] }, steps: { 0: 'none', 0.5: 'some', 0.9: 'all' } },
        },
      ],
      points: { q: { none: 0, some: 1, all: 2 }, r: { none: 0, some: 1, all: 3 } },
      scores: { total: { sum: ['q', 'r'] } },
    };
    const raises = moves(sketch, 'total', { years: 1 }, { part: 6, whole: 10 })?.raises;
    expect(raises).toMatchObject([
      { question: 'r', from: 'none', to: 'all', before: { value: 1 }, after: { value: 4 } },
    ]);
  });

  test('the best change of a number is found at the bounds it is compared with', () => {
    const sketch = {
      questions: [{ id: 'n', type: 'integer', minimum: 0 }],
      scores: { total: { of: 'n', steps: { 0: 0, 10: 1, 50: 2 } } },
    };
    expect(moves(sketch, 'total', { n: 3 })?.raises[0]).toMatchObject({ from: 3, to: 50, after: { value: 2 } });
  });

  test('no change of an answer is advised for a name that is not a score', () => {
    expect(moves(TWO, 'q', { q: 'none' })).toBeUndefined();
  });
});

describe('the answer that would raise the level', () => {
  test('the answer that raises the level is one that reaches the next level', () => {
    expect(moves(TWO, 'level', { q: 'none', r: ['x'], s: 1 })?.raises).toMatchObject([
      { question: 'q', to: 'some', subject: 'level', before: { value: null }, after: { value: 1 } },
    ]);
  });

  test('the advised answer lets more members of a list pass if the level asks for that', () => {
    const questions = ['a', 'b', 'c'].map((id) => ({ id, type: 'scale', maximum: 4 }));
    const test = { minimum: 3 };
    const levels = [{ value: 1, when: { all: { contains: test, minContains: 3 } } }];
    const sketch = { questions, scores: { total: { sum: 'all' }, level: { levels } } };
    expect(moves(sketch, 'level', { a: 4, b: 1, c: 0 })?.raises).toEqual([
      { question: 'b', from: 1, to: 3, subject: 'all', test, before: { value: 1 }, after: { value: 2 } },
    ]);
    expect(moves(sketch, 'level', { a: 4, b: 3, c: 0 })?.raises).toMatchObject([
      { question: 'c', to: 3, subject: 'level' },
    ]);
    expect(moves(sketch, 'level', { a: 4, b: 1 })?.raises).toMatchObject([
      { question: 'b', subject: 'level', before: { value: null }, after: { lowest: 1, highest: 1, orNothing: true } },
    ]);
  });

  test('the advised answer raises a member score if every member of a list must pass', () => {
    const questions = ['a', 'b', 'c'].map((id) => ({ id, type: 'scale', maximum: 4 }));
    const scores = {
      one: { sum: ['a'] },
      two: { sum: ['b'] },
      level: { levels: [{ value: 1, when: { both: { items: { minimum: 3 } } } }] },
    };
    const sketch = { questions, lists: { both: ['one', 'two'] }, scores };
    expect(moves(sketch, 'level', { a: 1, b: 0, c: 0 })?.raises).toMatchObject([
      { question: 'a', to: 4, subject: 'one', before: { value: 1 }, after: { value: 4 } },
      { question: 'b', to: 4, subject: 'two', before: { value: 0 }, after: { value: 4 } },
    ]);
  });

  test('no answer is advised to raise a score that is already at its best', () => {
    const questions = ['a', 'b'].map((id) => ({ id, type: 'scale', maximum: 1 }));
    const scores = {
      best: { sum: ['a'] },
      other: { sum: ['b'] },
      level: {
        levels: [2, 3].map((value) => ({ value, when: { best: { minimum: 1 }, other: { minimum: value - 1 } } })),
      },
    };
    expect(moves({ questions, scores }, 'best', { a: 1, b: 0 })).toEqual({ raises: [] });
  });

  test('if no single answer reaches the level, the one with the largest gain in a required score is advised', () => {
    expect(moves(TWO, 'level', { q: 'some', r: ['x'], s: 1 })?.raises).toMatchObject([
      { question: 'r', to: ['x', 'y'], subject: 'total', before: { value: 4 }, after: { value: 7 } },
    ]);
  });
});

describe('an answer that no measure leads to is not advised', () => {
  const questions = [
    { id: 'q', type: 'scale', maximum: 4 },
    { id: 'r', type: 'multiple', options: ['x', 'y', 'z'] },
    { id: 'd', type: 'single', options: OPTIONS, derive: { of: 'n', steps: { 0: 'none', 1: 'some', 4: 'all' } } },
  ];
  const sketch = {
    facts: [{ id: 'n', type: 'integer', minimum: 0 }],
    questions,
    points: { r: { each: 3 }, d: { none: 0, some: 1, all: 9 } },
    scores: { number: { sum: ['q'] }, options: { sum: ['r'] }, derived: { sum: ['d'] } },
  };
  const plan = planOf(sketch);
  const sheet = sheetOf(plan, { q: 1, r: ['x', 'y'] }, { n: 1 });
  const raisesWith = (name: string, reached: Record<string, AnswerEntry>): unknown =>
    findDecisiveAnswers(plan, sheet, name, new Map([...sheet, ...Object.entries(reached)]))?.raises.map(({ to }) => to);

  test('a number is advised to change only as far as measures lead', () => {
    expect(raisesWith('number', { q: { state: 'answered', value: fromNumber(3) } })).toEqual([3]);
    expect(raisesWith('number', {})).toEqual([]);
  });

  test('the advised options are those already chosen and those that measures add', () => {
    expect(raisesWith('options', { r: { state: 'answered', value: ['y', 'z'] } })).toEqual([['x', 'y', 'z']]);
    expect(raisesWith('options', { r: { state: 'answered', value: ['x', 'y'] } })).toEqual([]);
  });

  test('an answer derived from a raised number gets its new value, but at least the measure’s target', () => {
    expect(raisesWith('derived', { d: { state: 'unanswered', least: 'all' } })).toEqual(['all']);
    expect(raisesWith('derived', { n: { state: 'answered', value: fromNumber(4) } })).toEqual(['all']);
    expect(raisesWith('derived', { n: { state: 'answered', value: fromNumber(3) } })).toEqual([]);
  });

  test('an open answer may still take any value, even one that no measure leads to', () => {
    const open = sheetOf(plan, {});
    expect(findDecisiveAnswers(plan, open, 'options', open)?.decides).toMatchObject({
      best: { answer: ['x', 'y', 'z'] },
    });
  });
});

describe('the open answer that decides most', () => {
  test('the most decisive open answer is the one whose values move the bounds furthest', () => {
    expect(moves(TWO, 'total', { r: ['x'], q: UNKNOWN })?.decides).toEqual({
      question: 'q',
      subject: 'total',
      before: { lowest: 3, highest: 5 },
      worst: { answer: 'none', after: { value: 3 } },
      best: { answer: 'all', after: { value: 5 } },
    });
    expect(moves(TWO, 'total', {})?.decides).toMatchObject({
      question: 'r',
      worst: { answer: ['nothing'] },
      best: { answer: ['x', 'y'] },
    });
  });

  test('there is no decisive open answer if no answer is open', () => {
    expect(moves(TWO, 'level', { q: 'all', r: ['x'], s: 3 })?.decides).toBeUndefined();
  });
});

test('the best options by points are found for any limit on the number of choices', () => {
  const options = Array.from({ length: 9 }, (_, i) => `o${i}`);
  const points = { q: Object.fromEntries(options.map((id, i) => [id, [3, -1, 2, 0.5, 4, -2, 1, 0, 2.5][i]])) };
  const question = { id: 'q', type: 'multiple', options, most: 3 };
  const sketch = { questions: [question], points, scores: { total: { sum: ['q'] } } };
  expect(moves(sketch, 'total', { q: ['o1'] })?.raises).toMatchObject([
    { to: ['o0', 'o4', 'o8'], after: { value: 9.5 } },
  ]);
  expect(moves(sketch, 'total', {})?.decides).toMatchObject({
    worst: { after: { value: -3 } },
    best: { answer: ['o0', 'o4', 'o8'] },
  });
});

/** Every allowed answer to a question of a small random pack, "not applicable" apart. */
function allAnswers(question: Question, plan: Plan): (string | readonly string[])[] {
  const input = plan.inputs.find(({ name }) => name === question.id);
  const ids = input?.options.map(({ id }) => id) ?? [];
  switch (question.type) {
    case 'boolean':
      return ['true', 'false'];
    case 'single':
      return ids;
    case 'scale':
    case 'integer':
      return Array.from({ length: 9 }, (_, i) => String(i - 2));
    case 'multiple':
      return Array.from({ length: 2 ** ids.length }, (_, bits) => ids.filter((_, i) => bits & (1 << i)));
    default:
      return [];
  }
}

test('no change of one answered question raises a score more than the advised one, in random rubrics', () => {
  let raised = 0;
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const draw = new Draw(value);
      const sketch = drawSketch(draw, { sections: 2, questions: 3, finite: true });
      const pack = documentsOf(sketch);
      const { facts, answers } = drawAnswers(draw, pack, 100);
      showing({ ...sketch, said: { facts, answers } }, () => {
        const plan = planOf(sketch);
        const sheet = sheetOf(plan, answers, facts);
        const before = evaluate(plan, sheet);
        const valueIn = (evaluation: typeof before, node: number): Rational | null | undefined =>
          settledValue(evaluation.values[node] as never) as Rational | null | undefined;
        for (const { name, node } of plan.scores) {
          const best = findDecisiveAnswers(plan, sheet, name)?.raises.find(({ subject }) => subject === name);
          if (!valueIn(before, node)) continue;
          if (best) raised++;
          const reached = Number(best?.after.value ?? best?.after.lowest ?? Number.NEGATIVE_INFINITY);
          for (const question of pack.questionnaire.sections.flatMap(({ questions }) => questions)) {
            const input = plan.nodes.findIndex((one) => one.op === 'input' && one.name === question.id);
            if (before.states[input] !== 'answered' || before.asked[input] !== 'holds') continue;
            for (const answer of allAnswers(question, plan)) {
              const changed = tryChange(
                plan,
                { ...answers, [question.id]: withEvidence(answers[question.id], answer) },
                facts,
              );
              const after = changed && valueIn(changed, node);
              if (!after || compare(after, valueIn(before, node) as Rational) <= 0) continue;
              expect(Number(after.n) / Number(after.d), `${name}: ${question.id} = ${answer}`).toBeLessThanOrEqual(
                reached + 1e-9,
              );
            }
          }
        }
      });
    }),
    runs(40),
  );
  if (isSample) return;
  expect(raised).toBeGreaterThan(20);
});

/** Another answer under the evidence of the first: it can count more with it. */
function withEvidence(given: Said[string] | undefined, answer: Said[string]): Said[string] {
  const evidence = typeof given === 'object' && 'evidence' in given ? { evidence: given.evidence } : {};
  return { value: answer, ...evidence };
}

/** The evaluation of changed answers, if they are allowed. */
function tryChange(plan: Plan, answers: Said, facts: Said): ReturnType<typeof evaluate> | undefined {
  try {
    return evaluate(plan, sheetOf(plan, answers, facts));
  } catch {
    return undefined;
  }
}
