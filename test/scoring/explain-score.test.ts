import { describe, expect, test } from 'vitest';
import type { ExplainedNode } from '../../src/model/generated/types.ts';
import { checkAnswers } from '../../src/scoring/check-answers.ts';
import { explain } from '../../src/scoring/explain-score.ts';
import { NOT_APPLICABLE, planOf, type Said, type Sketch, sheetOf, UNKNOWN } from './pack-sketch.ts';

function explained(sketch: Sketch, name: string, said: Said = {}, facts: Said = {}): ExplainedNode {
  const plan = planOf(sketch);
  return explain(plan, sheetOf(plan, said, facts), name) as ExplainedNode;
}

describe('an explanation', () => {
  test('there is no explanation for an unknown name', () => {
    const plan = planOf({ questions: [{ id: 'q', type: 'boolean' }], points: { all: { each: 1 } } });
    expect(explain(plan, sheetOf(plan, {}), 'elsewhere')).toBeUndefined();
  });

  test('an explanation has the consistency ratio of comparisons in pairs', () => {
    const questions = ['a', 'b', 'c'].map((id) => ({ id, type: 'scale', maximum: 4 }));
    const scores = {
      pairs: { mean: ['a', 'b', 'c'], pairwise: { a: { b: 3, c: 5 }, b: { c: 2 } } },
      total: { mean: ['pairs', 'a'] },
    };
    const root = explained({ questions, scores }, 'total', { a: 4, b: 0, c: 0 });
    expect(root).not.toHaveProperty('consistencyRatio');
    expect(root.parts[0]?.consistencyRatio).toBeCloseTo(0.0032, 4);
  });

  test('an explanation repeats an already explained score by name only, without its parts', () => {
    const questions = [{ id: 'q', type: 'scale', maximum: 4 }];
    const scores = { inner: { sum: { q: 2 } }, total: { sum: { inner: 1, again: { weight: 1, max: ['inner'] } } } };
    const { parts } = explained({ questions, scores }, 'total', { q: 3 });
    expect(parts[0]).toMatchObject({ name: 'inner', value: 6, parts: [{ name: 'q', value: 3, weight: 2 }] });
    expect(parts[1]?.parts[0]).toMatchObject({ name: 'inner', value: 6, repeated: true, parts: [] });
  });
});

test('the explanation of a target score leads to the target answers, shown beside the current ones', () => {
  const questions = [
    { id: 'a', type: 'scale', maximum: 4 },
    { id: 'b', type: 'scale', maximum: 4 },
  ];
  const scores = { now: { sum: 'all' }, aim: { target: 'now' }, gap: { sum: { aim: 1, now: -1 } } };
  const plan = planOf({ questions, scores });
  const { sheet } = checkAnswers(plan, { answers: { a: '1', b: '2' }, targets: { a: '4' } }, { file: 'answers.yaml' });
  const given = { name: 'now', value: 3, parts: [{ answer: { value: 1 } }, { answer: { value: 2 } }] };
  const aimed = { name: 'now', value: 6, parts: [{ answer: { value: 4 } }, { answer: { value: 2 } }] };
  expect(explain(plan, sheet, 'gap')).toMatchObject({
    value: 3,
    parts: [{ name: 'aim', value: 6, parts: [aimed] }, given],
  });
});

describe('explanations of what does not count', () => {
  const questions = [
    { id: 'a', type: 'scale', maximum: 4, notApplicable: true },
    { id: 'b', type: 'scale', maximum: 4 },
    { id: 'c', type: 'scale', maximum: 4, when: { b: { minimum: 3 } } },
  ];

  test.each([
    [
      'not applicable',
      { a: NOT_APPLICABLE, b: 3, c: 1 },
      { notApplicable: 'exclude' },
      [{ name: 'a', reason: 'notApplicable' }],
    ],
    [
      'unknown, excluded by the rubric',
      { a: UNKNOWN, b: 3, c: 1 },
      { unknown: 'exclude' },
      [{ name: 'a', reason: 'unknown' }],
    ],
    [
      'unanswered, excluded by the rubric',
      { b: 3, c: 1 },
      { unanswered: 'exclude' },
      [{ name: 'a', reason: 'unanswered' }],
    ],
  ])('an explanation names what does not count, with the reason: %s', (_, said, missing, excluded) => {
    const root = explained({ questions, scores: { total: { mean: 'all', missing } } }, 'total', said);
    expect(root.excluded).toEqual(excluded);
    expect(root.parts.map(({ name }) => name)).toEqual(['b', 'c']);
    expect(root.value).toBe(2);
  });

  test('an explanation names a question that is not asked, with the condition for asking it', () => {
    const root = explained({ questions, scores: { total: { sum: 'all' } } }, 'total', { a: 1, b: 2 });
    expect(root.excluded).toEqual([
      { name: 'c', reason: 'notAsked', unmet: [{ name: 'b', keyword: 'minimum', truth: 'fails', needs: 3, has: 2 }] },
    ]);
  });

  test('an explanation names a member that is asked but left out, without a condition', () => {
    const scores = { total: { sum: 'all', missing: { unknown: 'exclude' } } };
    const root = explained({ questions, scores }, 'total', { a: 1, b: 3, c: UNKNOWN });
    expect(root.excluded).toEqual([{ name: 'c', reason: 'unknown' }]);
  });

  test('an explanation names a member of weight 0 in a mean, and a score without a value', () => {
    const scores = { none: { sum: ['a'] }, total: { mean: { none: 1, b: 0, c: 2 } } };
    const root = explained({ questions, scores }, 'total', { a: NOT_APPLICABLE, b: 3, c: 4 });
    expect(root.excluded).toEqual([
      { name: 'none', reason: 'nothing' },
      { name: 'b', reason: 'weight' },
    ]);
  });

  test('an explanation reports weights that add up to 0', () => {
    const facts = [{ id: 'w', type: 'integer' }];
    const scores = { total: { mean: { b: 'w', c: 2 } } };
    const total = (w: number): ExplainedNode => explained({ facts, questions, scores }, 'total', { b: 3, c: 4 }, { w });
    expect(total(-2)).toMatchObject({ value: null, problem: 'no-weight', parts: [{ weight: -2 }, { weight: 2 }] });
    expect(total(2)).toMatchObject({
      value: 3.5,
      parts: [{ name: 'b', weight: 2, weighedBy: { value: 2 } }, {}],
    });
    expect(total(2).problem).toBeUndefined();
    const sum = { total: { sum: { b: 'w', c: 2 } } };
    expect(explained({ facts, questions, scores: sum }, 'total', { b: 3, c: 4 }, { w: -2 }).problem).toBeUndefined();
  });

  test.each([
    ['zero', 0],
    ['full', 4],
  ])('an explanation shows the rule that gives a missing answer its value: %s', (rule, value) => {
    const scores = { total: { sum: 'all', missing: { unanswered: rule } } };
    const { parts } = explained({ questions, scores }, 'total', { b: 3, c: 1 });
    expect(parts[0]).toMatchObject({ name: 'a', value, rule, answer: { state: 'unanswered' } });
  });
});

describe('explanations of conditions', () => {
  const facts = [
    { id: 'sector', type: 'single', options: ['industry', 'software'] },
    { id: 'staff', type: 'integer', minimum: 0 },
    {
      id: 'size',
      first: [
        { value: 'large', when: { sector: { const: 'industry' }, staff: { minimum: 1000 } } },
        { value: 'medium', when: { staff: { minimum: 300 } } },
        { value: 'small', when: { staff: { minimum: 20 } } },
        { value: 'micro' },
      ],
    },
  ];
  const questions = [{ id: 'q', type: 'scale', maximum: 4 }];

  test('the explanation of cases shows which failed and why, which holds, and which were not evaluated', () => {
    const { answer, parts } = explained({ facts, questions }, 'size', {}, { staff: 326 });
    expect(answer).toEqual({ state: 'answered', value: 'medium', source: 'derived' });
    expect(parts[0]?.cases).toEqual([
      {
        truth: 'fails',
        value: 'large',
        met: [],
        // The sector is open, but would change nothing.
        unmet: [{ name: 'staff', keyword: 'minimum', truth: 'fails', needs: 1000, has: 326 }],
      },
      { truth: 'holds', value: 'medium', met: [{ name: 'staff', test: { minimum: 300 }, has: 326 }], unmet: [] },
      { truth: 'skipped', value: 'small', met: [], unmet: [] },
      { truth: 'skipped', value: 'micro', met: [], unmet: [] },
    ]);
  });

  test('the explanation of cases includes only the values that are still possible', () => {
    const first = [
      { value: 'q', when: { staff: { minimum: 300 } } },
      { value: 'r', when: { staff: { minimum: 20 }, sector: { const: 'industry' } } },
      { value: 's', when: { staff: { maximum: 100 } } },
      { value: 'q' },
    ];
    const scales = ['q', 'r', 's'].map((id) => ({ id, type: 'scale', maximum: 4 }));
    const sketch = { facts, questions: scales, scores: { total: { first } } };
    const valuesFor = (staff: number): unknown =>
      explained(sketch, 'total', { q: 1, r: 2, s: 3 }, { staff }).parts.map(({ value }) => value);
    expect(valuesFor(326)).toEqual([1]);
    expect(valuesFor(50)).toEqual([2, 3]);
    expect(valuesFor(150)).toEqual([2, 1]);
  });

  test('the explanation of undecided cases names the answers that decide them', () => {
    const cases = explained({ facts, questions }, 'size').parts[0]?.cases;
    expect(cases?.map(({ truth }) => truth)).toEqual(['undecided', 'undecided', 'undecided', 'holds']);
    expect(cases?.[3]).toMatchObject({ value: 'micro', otherwise: true });
    expect(cases?.[1]?.unmet).toEqual([
      { name: 'staff', keyword: 'minimum', truth: 'undecided', needs: 300, lowest: 0, highest: null },
    ]);
  });

  test.each([
    [{ contains: { const: 'a' } }, ['b'], 'minContains', 1, { has: 0 }],
    [{ contains: { enum: ['a', 'b'] }, minContains: 2 }, ['a', 'c'], 'minContains', 2, { has: 1 }],
    [{ contains: { enum: ['a', 'b'] }, maxContains: 1 }, ['a', 'b'], 'maxContains', 1, { has: 2 }],
  ])('the explanation of %j shows that %j has too few or too many members', (when, chosen, keyword, needs, has) => {
    const several = [{ id: 'm', type: 'multiple', options: ['a', 'b', 'c'] }, ...questions];
    const scores = { total: { sum: ['q'], when: { m: when } } };
    const { when: condition } = explained({ facts, questions: several, scores }, 'total', { q: 2, m: chosen });
    expect(condition?.unmet).toMatchObject([{ name: 'm', truth: 'fails', keyword, needs, ...has }]);
  });

  test('the condition of a score is explained even if the score does not count', () => {
    const scores = { total: { sum: ['q'], when: { staff: { minimum: 10 }, sector: { const: 'software' } } } };
    const root = explained({ facts, questions, scores }, 'total', { q: 2 }, { staff: 12, sector: 'industry' });
    expect(root).toMatchObject({ op: 'guard', value: null, parts: [] });
    expect(root.when?.truth).toBe('fails');
    expect(root.when?.met).toEqual([{ name: 'staff', test: { minimum: 10 }, has: 12 }]);
    expect(root.when?.unmet).toMatchObject([{ name: 'sector', has: 'industry', needs: 'software' }]);
  });

  test('the explanation of a negation shows the value that meets it; of alternatives, one met is enough', () => {
    const scores = {
      total: {
        sum: ['q'],
        when: { not: { staff: { maximum: 9 } }, anyOf: [{ q: { minimum: 4 } }, { q: { minimum: 1 } }] },
      },
    };
    const root = explained({ facts, questions, scores }, 'total', { q: 2 }, { staff: 12 });
    expect(root.when?.met).toEqual([
      { name: 'staff', test: { not: { maximum: 9 } }, has: 12 },
      { name: 'q', test: { minimum: 1 }, has: 2 },
    ]);
  });

  test('the explanation of levels stops above an unreached one, even if a higher condition holds', () => {
    const levels = [
      { value: 1, when: { q: { minimum: 3 } } },
      { value: 2, when: { staff: { minimum: 5 } } },
    ];
    const root = explained({ facts, questions, scores: { level: { levels } } }, 'level', { q: 2 }, { staff: 12 });
    expect(root.levels).toMatchObject([
      { value: 1, reached: 'fails', truth: 'fails' },
      { value: 2, reached: 'fails', truth: 'holds', met: [{ name: 'staff', has: 12 }] },
    ]);
    expect(root.reads?.map(({ name }) => name)).toEqual(['q', 'staff']);
  });

  test('the explanation of a list counts its members', () => {
    const two = [...questions, { id: 'r', type: 'scale', maximum: 4 }];
    const levels = [{ value: 1, when: { all: { contains: { minimum: 2 } } } }];
    const root = explained({ questions: two, scores: { level: { levels } } }, 'level', { q: 1, r: 3 });
    expect(root.levels?.[0]?.met).toEqual([{ name: 'all', test: { contains: { minimum: 2 } }, has: 1 }]);
    expect(root.reads).toMatchObject([{ op: 'list', name: 'all', parts: [{ name: 'q' }, { name: 'r' }] }]);
  });
});

describe('explanations of answers', () => {
  const facts = [
    { id: 'part', type: 'integer', minimum: 0 },
    { id: 'whole', type: 'integer', minimum: 0 },
    { id: 'rate', type: 'decimal', minimum: 0, maximum: 1, derive: { ratio: ['part', 'whole'] } },
  ];
  const questions = [
    { id: 'q', type: 'single', options: ['low', 'high'], derive: { of: 'rate', steps: { 0: 'low', 0.5: 'high' } } },
    { id: 'm', type: 'multiple', options: ['x', 'y', 'z'] },
  ];
  const sketch = { facts, questions, points: { q: { low: 0, high: 3 }, m: { x: 1, y: 2, z: 4 } } };

  test('an answer’s explanation leads to the raw numbers from which it is derived', () => {
    const root = explained(sketch, 'q', {}, { part: 3, whole: 4 });
    expect(root).toMatchObject({ op: 'points', value: 3, answer: { value: 'high', source: 'derived' } });
    expect(root.parts[0]).toMatchObject({
      op: 'steps',
      value: 'high',
      edge: 'below',
      parts: [{ name: 'rate', value: 0.75 }],
    });
    expect(root.parts[0]?.parts[0]?.parts).toMatchObject([
      {
        op: 'ratio',
        value: 0.75,
        parts: [
          { name: 'part', value: 3 },
          { name: 'whole', value: 4 },
        ],
      },
    ]);
  });

  test('the explanation of an answer shows that the raw numbers give another value, or an impossible one', () => {
    expect(explained(sketch, 'q', { q: 'low' }, { part: 3, whole: 4 }).answer).toEqual({
      state: 'answered',
      value: 'low',
      source: 'stated',
      figures: 'high',
    });
    expect(explained(sketch, 'rate', {}, { part: 6, whole: 4 }).answer).toEqual({ state: 'unanswered', figures: 1.5 });
  });

  test('the explanation of an answer derived from several conditions shows which of them hold', () => {
    const either = [{ part: { minimum: 5 } }, { whole: { minimum: 2 } }];
    const yes = { id: 'yes', type: 'boolean', derive: { anyOf: either } };
    const root = explained(
      { ...sketch, questions: [...questions, yes], points: { ...sketch.points, yes: { true: 1, false: 0 } } },
      'yes',
      {},
      { part: 3, whole: 4 },
    );
    expect(root.parts[0]).toMatchObject({
      op: 'anyOf',
      value: true,
      alternatives: [
        { truth: 'fails', unmet: [{ name: 'part', needs: 5, has: 3 }] },
        { truth: 'holds', met: [{ name: 'whole', has: 4 }] },
      ],
      reads: [
        { name: 'part', value: 3 },
        { name: 'whole', value: 4 },
      ],
    });
  });

  test('the explanation of an answer shows that a divisor is 0', () => {
    expect(explained(sketch, 'rate', {}, { part: 6, whole: 0 }).parts[0]?.problem).toBe('division-by-zero');
  });

  test('the explanation of a multiple choice shows the points of each option', () => {
    expect(explained(sketch, 'm', { m: ['x', 'z'] })).toMatchObject({
      value: 5,
      options: [
        { id: 'x', points: 1 },
        { id: 'z', points: 4 },
      ],
    });
  });
});
