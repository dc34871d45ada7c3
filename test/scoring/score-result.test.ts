import { describe, expect, test } from 'vitest';
import { type Rational, toNumber } from '../../src/model/rational.ts';
import { type AnswerEntry, entryOf } from '../../src/scoring/answer-set.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import type { Input } from '../../src/scoring/plan.ts';
import { type AnswerValue, type Possible, rangeOf } from '../../src/scoring/possible-values.ts';
import { findMissingRemark } from '../../src/scoring/score-result.ts';
import { assessed, NOT_APPLICABLE, planOf, type Said, type Sketch, sheetOf, UNKNOWN, valuesOf } from './pack-sketch.ts';

const scale = (id: string, more: object = {}): object => ({ id, type: 'scale', maximum: 4, ...more });

describe('the unmet requirements of the next level', () => {
  const questions = [scale('basis'), scale('plan', { notApplicable: true })];
  const levels = [1, 2, 3].map((value) => ({
    value,
    title: `Level ${value}`,
    when: { total: { minimum: value * 2 } },
  }));
  const total = { sum: 'all' };

  test('the unmet requirements of the next level are the failing ones of its condition', () => {
    const { level } = assessed({ questions, scores: { total, level: { levels } } }, { basis: 2, plan: 1 });
    expect(level).toEqual({
      value: 1,
      title: 'Level 1',
      lowest: 1,
      highest: 1,
      next: {
        value: 2,
        title: 'Level 2',
        unmet: [{ name: 'total', keyword: 'minimum', truth: 'fails', needs: 4, has: 3 }],
      },
    });
  });

  test('while answers are open, unmet requirements belong to the level above the lowest possible one', () => {
    const { level } = assessed({ questions, scores: { total, level: { levels } } }, { basis: 3 });
    // The other one may bring up to 4, or not apply: 3 to 7 points.
    expect(level).toMatchObject({ lowest: 1, highest: 3, tight: true, next: { value: 2 } });
    expect(level?.next?.unmet).toMatchObject([{ truth: 'undecided', lowest: 3, highest: 7 }]);
  });

  test('an unmet requirement names the question whose answer the score’s steps use', () => {
    const scores = { level: { of: 'basis', steps: { 1: '1', 3: '2' }, edge: 'above' } };
    const { level } = assessed({ questions, scores }, { basis: 3 });
    expect(level?.value).toBe(1);
    expect(level?.next?.unmet).toEqual([
      { name: 'basis', keyword: 'exclusiveMinimum', truth: 'fails', needs: 3, has: 3 },
    ]);
  });

  test('an unmet requirement on a list names the failing members, the nearest to passing first', () => {
    const scenes = { items: { minimum: 3 } };
    const sketch: Sketch = {
      questions: [scale('a'), scale('b'), scale('c'), scale('d')],
      scores: { level: { levels: [{ value: 1, when: { main: scenes } }] } },
    };
    const { level } = assessed(sketch, { a: 0, b: 2, c: 3 });
    expect(level?.next?.unmet).toEqual([
      {
        name: 'main',
        keyword: 'items',
        truth: 'fails',
        test: { minimum: 3 },
        members: [
          { name: 'b', truth: 'fails', has: 2 },
          { name: 'd', truth: 'undecided' },
          { name: 'a', truth: 'fails', has: 0 },
        ],
      },
    ]);
  });

  test('an unmet requirement says how many of its members pass and how many still could', () => {
    const when = { main: { contains: { minimum: 1 }, minContains: 2, minItems: 3 } };
    const sketch: Sketch = {
      questions: [scale('a'), scale('b', { notApplicable: true }), scale('c', { notApplicable: true })],
      scores: { level: { levels: [{ value: 1, when }] } },
    };
    const unmet = (said: object): unknown => assessed(sketch, said as Said).level?.next?.unmet;
    const [contained, counted] = [
      { keyword: 'minContains', needs: 2, has: 1 },
      { keyword: 'minItems', needs: 3 },
    ];
    expect(unmet({ a: 1 })).toMatchObject([
      { ...contained, truth: 'undecided', lowest: 1, highest: 3 },
      { ...counted, truth: 'undecided', lowest: 1, highest: 3 },
    ]);
    expect(unmet({ a: 1, c: NOT_APPLICABLE })).toMatchObject([
      { ...contained, truth: 'undecided', lowest: 1, highest: 2 },
      { ...counted, truth: 'fails', lowest: 1, highest: 2 },
    ]);
  });
});

describe('warnings', () => {
  const facts = [
    { id: 'machines', type: 'integer', minimum: 0 },
    { id: 'networked', type: 'integer', minimum: 0 },
    { id: 'rate', type: 'decimal', minimum: 0, maximum: 1, derive: { ratio: ['networked', 'machines'] } },
  ];
  const steps = { 0: 'A', 0.1: 'B', 0.5: 'C' };
  const sketch: Sketch = {
    facts,
    questions: [
      { id: 'band', type: 'single', options: ['A', 'B', 'C'], derive: { of: 'rate', steps, edge: 'above' } },
      scale('proof', { evidence: 'required' }),
      scale('detail', { when: { proof: { minimum: 2 } } }),
      scale('depth', { evidence: { when: { total: { minimum: 2 } } }, notApplicable: 'explained' }),
    ],
    points: { band: { A: 0, B: 1, C: 2 } },
    scope: { when: { machines: { maximum: 100 } }, text: 'Too many machines' },
    scores: { total: { sum: ['band'] } },
  };

  test('a stated answer wins over the derived one, with a warning', () => {
    const result = assessed(sketch, { band: 'C' }, { machines: 10, networked: 5 });
    expect(valuesOf(result).total).toBe(2);
    expect(result.warnings).toEqual([{ code: 'derived-contradicted', name: 'band', stated: 'C', derived: 'B' }]);
  });

  test('contradictory raw numbers leave the answer derived from them open', () => {
    const result = assessed(sketch, {}, { machines: 10, networked: 12 });
    expect(result.scores.total).toMatchObject({ lowest: 0, highest: 2, tight: true });
    expect(result.warnings).toEqual([{ code: 'derived-out-of-range', name: 'rate', derived: 1.2 }]);
  });

  test('missing evidence, an answer that is not asked and an enterprise out of scope give a warning each', () => {
    const said = { proof: 1, detail: 3 };
    expect(assessed(sketch, said, { machines: 101 }).warnings).toEqual([
      { code: 'out-of-scope', text: 'Too many machines' },
      { code: 'evidence-missing', name: 'proof' },
      { code: 'not-asked', name: 'detail' },
    ]);
    const proof = { value: '1', evidence: ['photo.jpg'] };
    expect(assessed(sketch, { proof }).warnings).toEqual([]);
  });

  test('evidence is asked for if it is recommended, or if the condition that requires it holds', () => {
    const plan = planOf({
      ...sketch,
      questions: [...(sketch.questions ?? []), scale('hint', { evidence: 'recommended' })],
    });
    const wanted = (name: string, said: Said): unknown => {
      const [sheet, input] = [sheetOf(plan, said), plan.inputs.find((one) => one.name === name)];
      return findMissingRemark(plan, input as Input, entryOf(sheet, name), evaluate(plan, sheet));
    };
    expect(wanted('hint', { hint: 1 })).toBe('evidenceWanted');
    expect(wanted('hint', { hint: { value: '1', evidence: ['photo.jpg'] } })).toBeUndefined();
    expect(wanted('depth', { depth: 1, band: 'B' })).toBeUndefined();
    expect(wanted('depth', { depth: 1, band: 'C' })).toBe('evidenceRequired');
    expect(wanted('band', { band: 'C' })).toBeUndefined();
  });
});

test('the weights and the consistency ratio of comparisons in pairs are those published by Saaty', () => {
  const questions = ['quality', 'price', 'speed'].map((id) => scale(id));
  const pairwise = { quality: { price: 3, speed: 5 }, price: { speed: 2 } };
  const { total, plain } = assessed(
    { questions, scores: { total: { mean: ['quality', 'price', 'speed'], pairwise }, plain: { mean: 'all' } } },
    { quality: 4, price: 0, speed: 0 },
  ).scores;
  expect(total?.consistencyRatio).toBeCloseTo(0.0032, 4);
  expect(total?.value).toBeCloseTo(4 * 0.648, 2);
  expect(plain).not.toHaveProperty('consistencyRatio');
});

describe('the coverage of a score', () => {
  test('coverage counts questions in the score, not questions that only decide which others apply', () => {
    const sketch: Sketch = {
      questions: [
        { id: 'sells', type: 'boolean' },
        { id: 'exports', type: 'boolean' },
        scale('shop', { when: { sells: { const: 'true' } } }),
        scale('stock'),
      ],
      scores: { total: { sum: ['shop', 'stock'], when: { exports: { const: 'true' } } } },
    };
    const coverageOf = (said: Said): number | undefined => assessed(sketch, said).scores.total?.coverage;
    expect(coverageOf({ sells: true, exports: true })).toBe(0);
    expect(coverageOf({ stock: 1 })).toBe(0.5);
    expect(coverageOf({ sells: false, stock: 1 })).toBe(1);
  });

  test('coverage counts a question that affects a score only through a condition’s value', () => {
    const first = [{ value: '1', when: { shop: { const: 'true' } } }, { value: '0' }];
    const sketch: Sketch = { questions: [{ id: 'shop', type: 'boolean' }], scores: { total: { first } } };
    expect(assessed(sketch, {}).scores.total?.coverage).toBe(0);
    expect(assessed(sketch, { shop: true }).scores.total?.coverage).toBe(1);
  });
});

describe('derived answers', () => {
  test('a derived yes/no answer of “no” counts as answered', () => {
    const sketch: Sketch = {
      facts: [{ id: 'orders', type: 'integer' }],
      questions: [{ id: 'online', type: 'boolean', derive: { of: 'orders', steps: { 0: 'false', 1: 'true' } } }],
      points: { online: { true: 1, false: 0 } },
      scores: { total: { sum: 'all' } },
    };
    expect(assessed(sketch, {}, { orders: 0 }).scores.total).toMatchObject({ value: 0, coverage: 1 });
    expect(assessed(sketch, {}, { orders: 7 }).scores.total).toMatchObject({ value: 1, coverage: 1 });
  });
});

describe('the maximum of a score with missing answers', () => {
  const questions = [scale('one', { notApplicable: true }), scale('two')];

  test('a missing answer that counts in full adds its best points to the maximum', () => {
    const sketch: Sketch = { questions, missing: { notApplicable: 'full' }, scores: { total: { sum: 'all' } } };
    expect(assessed(sketch, { one: NOT_APPLICABLE, two: 4 }).scores.total).toMatchObject({ value: 8, maximum: 8 });
  });

  test('a missing answer that counts as zero adds to the maximum while the question can still be answered', () => {
    const sketch: Sketch = { questions, missing: { unanswered: 'zero' }, scores: { total: { sum: 'all' } } };
    expect(assessed(sketch, { two: 4 }).scores.total).toMatchObject({ value: 4, maximum: 8 });
  });

  test('a question not applicable or not asked adds nothing to the maximum, under any missing rule', () => {
    const asked = [...questions, scale('three', { when: { two: { maximum: 3 } } })];
    const sketch: Sketch = {
      questions: asked,
      missing: { notApplicable: 'zero', notAsked: 'zero' },
      scores: { total: { sum: 'all' }, average: { mean: 'all' } },
    };
    const { scores } = assessed(sketch, { one: NOT_APPLICABLE, two: 4, three: 4 });
    expect(scores.total).toMatchObject({ value: 4, maximum: 4 });
    expect(scores.average).toMatchObject({ value: 4 / 3, maximum: 4 / 3 });
  });

  test('a missing answer that the rubric excludes adds nothing to the maximum', () => {
    const sketch: Sketch = { questions, missing: { unanswered: 'exclude' }, scores: { total: { sum: 'all' } } };
    expect(assessed(sketch, { two: 4 }).scores.total).toMatchObject({ value: 4, maximum: 4 });
  });
});

describe('the bounds of a score', () => {
  test('the bounds of a long scale with points are the lowest and the highest points', () => {
    const sketch = {
      questions: [scale('q', { maximum: 100 })],
      points: { q: { 0: -3, 50: 7.5, each: 1 } },
      scores: { total: { sum: ['q'] } },
    };
    expect(assessed(sketch).scores.total).toMatchObject({ lowest: -3, highest: 7.5, maximum: 7.5 });
  });

  test('the bounds of a number without limits are unlimited, and not tight', () => {
    const sketch: Sketch = { questions: [{ id: 'Q1', type: 'decimal' }], scores: { total: { sum: 'all' } } };
    expect(assessed(sketch).scores.total).toEqual({
      lowest: null,
      highest: null,
      tight: false,
      maximum: null,
      coverage: 0,
    });
  });

  test('bounds are not tight if they can be reached only by answers that a rule already settles', () => {
    // What is added and taken off again leaves 0; only answers to `settled`, which counts 0, could reach 4 or -4.
    const sketch: Sketch = {
      questions: [scale('open'), { id: 'settled', type: 'integer', minimum: -4, maximum: 4 }],
      missing: { unanswered: 'zero' },
      scores: {
        added: { sum: { open: 1 } },
        taken: { sum: { open: -1 } },
        total: { sum: ['added', 'taken', 'settled'] },
      },
    };
    expect(assessed(sketch, { open: UNKNOWN }).scores.total).toMatchObject({ lowest: -4, highest: 4, tight: false });
  });

  test('bounds include an exclusive option with the most points', () => {
    const sketch: Sketch = {
      questions: [
        {
          id: 'Q1',
          type: 'multiple',
          options: ['A', 'B', { id: 'all', exclusive: true }, { id: 'none', exclusive: true }],
        },
      ],
      points: { Q1: { A: 1, B: 2, all: 5, none: -1 } },
      scores: { total: { sum: ['Q1'] } },
    };
    expect(assessed(sketch).scores.total).toMatchObject({
      lowest: -1,
      highest: 5,
      tight: true,
    });
  });

  test('bounds respect how many options must and may be chosen', () => {
    const choose = (least: number, most: number): unknown => {
      const question = { id: 'Q1', type: 'multiple', options: ['A', 'B', 'C', 'D'], least, most };
      const points = { A: 3, B: 1, C: -1, D: -4 };
      const { lowest, highest, tight } =
        assessed({ questions: [question], points: { Q1: points }, scores: { total: { sum: ['Q1'] } } }).scores.total ??
        {};
      return [lowest, highest, tight];
    };
    expect(choose(0, 4)).toEqual([-5, 4, true]);
    expect(choose(3, 4)).toEqual([-4, 3, true]);
    expect(choose(1, 1)).toEqual([-4, 3, true]);
  });
});

describe('an open answer that measures raise', () => {
  const OPTIONS = ['none', 'some', 'all'];
  const TOOLS = ['x', 'y', 'z', { id: 'nothing', exclusive: true }];
  const sketch: Sketch = {
    facts: [{ id: 'staff', type: 'integer', minimum: 0 }],
    questions: [
      scale('scale'),
      { id: 'yes', type: 'boolean' },
      { id: 'single', type: 'single', options: OPTIONS },
      { id: 'several', type: 'multiple', options: TOOLS },
      { id: 'few', type: 'multiple', options: TOOLS, most: 2 },
      { id: 'one', type: 'multiple', options: TOOLS, most: 1 },
      { id: 'long', type: 'integer', minimum: 0, maximum: 1000 },
      { id: 'endless', type: 'decimal' },
      {
        id: 'derived',
        type: 'single',
        options: OPTIONS,
        derive: { of: 'staff', steps: { 0: 'none', 5: 'some', 9: 'all' } },
      },
    ],
    points: {
      yes: { true: 3, false: 0 },
      ...Object.fromEntries(['single', 'derived'].map((id) => [id, { none: 0, some: 1, all: 2 }])),
      ...Object.fromEntries(['several', 'few', 'one'].map((id) => [id, { x: 1, y: 2, z: 4, nothing: 9 }])),
    },
  };
  const plan = planOf(sketch);
  const whole = (number: number) => ({ n: BigInt(number), d: 1n });

  test.each<[string, number | Exclude<AnswerValue, Rational>, (number | null)[], number?]>([
    ['scale', 2, [2, 4]],
    ['yes', true, [3, 3]],
    ['yes', false, [0, 3]],
    ['single', 'some', [1, 2]],
    ['several', ['x'], [1, 7]],
    ['several', ['x', 'z'], [5, 7]],
    // Where there is no room for what is added, others may have been chosen.
    ['few', ['x'], [1, 9]],
    ['few', ['x', 'y'], [1, 9]],
    ['one', ['x'], [1, 9]],
    ['long', 50, [50, 1000]],
    ['endless', -7, [-7, null]],
    ['derived', 'some', [1, 2]],
    ['derived', 'some', [1, 1], 3],
    ['derived', 'some', [2, 2], 12],
  ])('an open answer to %s, raised to at least %j, counts %j', (name, given, ends, staff) => {
    const least = typeof given === 'number' ? whole(given) : given;
    const facts: [string, AnswerEntry][] =
      staff === undefined ? [] : [['staff', { state: 'answered', value: whole(staff) }]];
    const { values } = evaluate(plan, new Map([...facts, [name, { state: 'unanswered', least }]]));
    const node = plan.nodes.findIndex((one) => one.op === 'points' && (plan.nodes[one.of] as Input).name === name);
    const { low, high } = rangeOf(values[node] as Possible) ?? {};
    expect([low, high].map((end) => end && toNumber(end))).toEqual(ends);
  });
});
