import { describe, expect, test } from 'vitest';
import { RULE_OPERATORS } from '../../../src/scoring/operators/registry.ts';
import { compile, placesOf, problemsOf, type Sketch } from '../pack-sketch.ts';

const scale = (id: string, more: object = {}): object => ({ id, type: 'scale', maximum: 4, ...more });
const single = (id: string, more: object = {}): object => ({ id, type: 'single', options: ['A', 'B'], ...more });

describe('points', () => {
  const multiple = { id: 'Q1', type: 'multiple', options: ['A', 'B', { id: 'none', exclusive: true }] };

  test.each<[string, Sketch, string[]]>([
    [
      'none at all',
      { questions: [single('Q1')], scores: { total: { sum: ['Q1'] } } },
      ['M211 rubric.yaml scores.total.sum.0 {"found":"Q1"}'],
    ],
    [
      'none for some options, exclusive ones among them',
      { questions: [multiple], points: { Q1: { A: 1 } } },
      ['M211 rubric.yaml key:points.Q1 {"found":"Q1","wanted":"option B, none"}'],
    ],
    [
      'none for some steps of a scale',
      { questions: [scale('Q1', { maximum: 2 })], points: { Q1: { 0: 0, 2: 5 } } },
      ['M211 rubric.yaml key:points.Q1 {"found":"Q1","wanted":"option 1"}'],
    ],
    [
      'for an option there is not',
      { questions: [single('Q1')], points: { Q1: { A: 1, C: 2, each: 0 } } },
      ['M205 rubric.yaml key:points.Q1.C {"found":"C","name":"Q1","allowed":["A","B"]}'],
    ],
    [
      'for such an option of a question that no score counts',
      {
        questions: [single('Q1'), scale('Q2')],
        points: { Q1: { A: 1, C: 2, each: 0 } },
        scores: { total: { sum: ['Q2'] } },
      },
      ['M205 rubric.yaml key:points.Q1.C {"found":"C","name":"Q1","allowed":["A","B"]}'],
    ],
    [
      'for an option that none of several questions has',
      {
        questions: [single('Q1'), multiple].map((q, i) => ({ ...q, id: `Q${i + 1}` })),
        points: { main: { none: 0, each: 1, C: 2 } },
      },
      ['M205 rubric.yaml key:points.main.C {"found":"C","name":"main","allowed":["A","B","none"]}'],
    ],
    [
      'for a number, which counts itself',
      { questions: [{ id: 'Q1', type: 'integer' }], points: { Q1: { 1: 5 } } },
      ['M212 rubric.yaml key:points.Q1 {"found":"integer","name":"points"}'],
    ],
    [
      'from two lists',
      {
        questions: [single('Q1'), single('Q2')],
        points: { one: { each: 1 }, other: { each: 2 } },
        lists: { one: ['Q1', 'Q2'], other: ['Q2'] },
      },
      ['M210 rubric.yaml key:points.other {"found":"Q2","wanted":"one and other"}'],
    ],
    [
      'from two lists, of which one holds the other',
      {
        questions: [single('Q1')],
        points: { one: { each: 1 }, outer: { each: 2 } },
        lists: { one: ['Q1'], outer: ['one'] },
      },
      ['M210 rubric.yaml key:points.outer {"found":"Q1","wanted":"one and outer"}'],
    ],
    [
      'of the best answer, where a number has no maximum',
      { questions: [{ id: 'Q1', type: 'decimal' }], missing: { unknown: 'full' }, scores: { total: { sum: ['Q1'] } } },
      [
        'M211 rubric.yaml key:scores.total {"found":"Q1","wanted":"a missing answer, because the number has no maximum,"}',
      ],
    ],
  ])('a problem in points is reported: %s', (_, sketch, lines) => {
    expect(problemsOf(sketch)).toEqual(lines);
  });

  test.each<[string, Sketch]>([
    [
      'the question wins over two lists',
      {
        questions: [single('Q1')],
        points: { one: { each: 1 }, other: { each: 2 }, Q1: { each: 3 } },
        lists: { one: ['Q1'], other: ['Q1'] },
      },
    ],
    [
      'a section may carry points and be a score',
      { questions: [single('Q1')], points: { main: { A: 0, B: 1 } }, scores: { main: 'sum' } },
    ],
    [
      'a derived fact has its outcomes for options',
      {
        facts: [
          { id: 'staff', type: 'integer' },
          { id: 'size', first: [{ value: 'large', when: { staff: { minimum: 1 } } }, { value: 'micro' }] },
        ],
        questions: [scale('Q1')],
        points: { size: { large: 0, micro: 5 } },
        scores: { total: { sum: ['size', 'Q1'] } },
      },
    ],
    [
      'points for all leave numbers alone',
      { questions: [single('Q1'), { id: 'Q2', type: 'integer' }], points: { all: { A: 0, B: 1 } } },
    ],
  ])('valid points are not reported: %s', (_, sketch) => {
    expect(problemsOf(sketch)).toEqual([]);
  });
});

describe('scores', () => {
  const questions = [scale('Q1', { tags: { area: 'a' } }), scale('Q2', { tags: { area: 'b' } })];
  const wanted = [...RULE_OPERATORS.keys()].join(', ');

  test.each<[string, object, string[]]>([
    ['no operator', { title: 'Total' }, [`M209 rubric.yaml key:scores.total {"found":"","wanted":"${wanted}"}`]],
    [
      'two operators',
      { sum: 'all', max: 'all' },
      [`M209 rubric.yaml key:scores.total {"found":"sum and max","wanted":"${wanted}"}`],
    ],
    [
      'a negative weight in a mean',
      { mean: { Q1: 1, Q2: -0.5 } },
      ['M216 rubric.yaml scores.total.mean.Q2 {"found":"-0.5","name":"mean"}'],
    ],
    [
      'a negative weight of an inner score',
      { mean: { Q1: 1, part: { weight: -2, sum: 'all' } } },
      ['M216 rubric.yaml scores.total.mean.part.weight {"found":"-2","name":"mean"}'],
    ],
    [
      'weights that are all 0',
      { mean: { Q1: 0, Q2: 0 } },
      ['M216 rubric.yaml key:scores.total.mean {"found":"0","name":"mean","wanted":"all weights are 0"}'],
    ],
    [
      'a share of the best that weights of 0 leave out',
      { sum: { part: { mean: { Q1: 0, Q2: 0 } } }, to: 100 },
      [
        'M216 rubric.yaml key:scores.total.sum.part.mean {"found":"0","name":"mean","wanted":"all weights are 0"}',
        'M226 rubric.yaml key:scores.total.to {}',
      ],
    ],
    [
      '`by` a tag that nothing has',
      { by: ['area', 'kind'], sum: 'all' },
      ['M222 rubric.yaml scores.total.by {"found":"total","wanted":"the tags area, kind"}'],
    ],
    [
      '`by` inside another score',
      { sum: { part: { by: 'area', sum: 'all' } } },
      ['M109 rubric.yaml key:scores.total.sum.part.by {"found":"by"}'],
    ],
    [
      'a weight that weighs nothing',
      { sum: 'all', weight: 2 },
      ['M109 rubric.yaml key:scores.total.weight {"found":"weight"}'],
    ],
    [
      'steps of a list',
      { of: 'main', steps: { 0: '1' } },
      ['M225 rubric.yaml scores.total.of {"found":"main","wanted":"a list"}'],
    ],
    [
      'a step that is no number',
      { of: 'Q1', steps: { 0: 'low' } },
      ['M107 rubric.yaml scores.total.steps.0 {"found":"low","wanted":"a number"}'],
    ],
    [
      'a bound in two spellings',
      { of: 'Q1', steps: { 1: '1', '1.0': '2' } },
      ['M102 rubric.yaml key:scores.total.steps.1.0 {"found":"1.0"}'],
    ],
    [
      'a level twice',
      {
        levels: [
          { value: 1.5, when: { Q1: { minimum: 1 } } },
          { value: 1.5, when: { Q2: { minimum: 1 } } },
        ],
      },
      ['M220 rubric.yaml scores.total.levels.1.value {"found":"1.5"}'],
    ],
  ])('a problem in a score is reported: %s', (_, total, lines) => {
    expect(problemsOf({ questions, scores: { total } })).toEqual(lines);
  });

  test('a level that is not a single number is reported', () => {
    const scores = { level: { by: 'area', sum: 'all' } };
    expect(problemsOf({ questions, scores })).toEqual(['M109 rubric.yaml key:scores.level.by {"found":"by"}']);
  });

  test('a list that contains no question is reported', () => {
    const lists = { scenes: { kind: { const: 'scene' } } };
    expect(problemsOf({ questions, lists })).toEqual([
      'M222 rubric.yaml key:lists.scenes {"found":"scenes","wanted":"these tags"}',
    ]);
  });

  test.each(['text', 'date'])('a question of type %s cannot be summed', (type) => {
    const sketch = { questions: [...questions, { id: 'Q3', type }], scores: { total: { sum: ['Q1', 'Q3'] } } };
    expect(problemsOf(sketch)).toEqual(['M225 rubric.yaml scores.total.sum.1 {"found":"Q3","wanted":"text"}']);
  });

  test('scores, including section scores, are listed in the order of the rubric', () => {
    const sections = [
      { id: 'one', questions: [scale('Q1')] },
      { id: 'two', questions: [scale('Q2')] },
    ];
    const { plan } = compile({ sections, scores: { total: { sum: ['two', 'one'] }, two: 'sum', one: 'sum' } });
    expect(plan.scores.map(({ name }) => name)).toEqual(['total', 'two', 'one']);
  });
});

describe('facts and questions', () => {
  const staff = { id: 'staff', type: 'integer' };

  test.each<[string, object, string[]]>([
    ['options of a scale', scale('Q1', { options: ['A'] }), ['M212 {at}.options']],
    ['labels of a number', { id: 'Q1', type: 'integer', labels: { 1: 'one' } }, ['M212 {at}.labels']],
    ['least of a single choice', single('Q1', { least: 1 }), ['M212 {at}.least']],
    ['a minimum of a text', { id: 'Q1', type: 'text', minimum: 1 }, ['M212 {at}.minimum']],
    ['a choice without options', { id: 'Q1', type: 'single' }, ['M213 {at}.type']],
    ['a scale without an end', { id: 'Q1', type: 'scale' }, ['M213 {at}.type']],
    ['bounds the wrong way round', scale('Q1', { minimum: 5 }), ['M215 {at}.minimum']],
    ['a scale that ends below 0', { id: 'Q1', type: 'scale', maximum: -1 }, ['M215 {at}.maximum']],
    ['a scale between whole numbers', { id: 'Q1', type: 'scale', maximum: 2.5 }, ['M107 {at}.maximum']],
    ['a whole number from a half on', { id: 'Q1', type: 'integer', minimum: 0.5 }, ['M107 {at}.minimum']],
    ['a scale that takes forever', { id: 'Q1', type: 'scale', maximum: 1e15 }, ['M113 {at}.maximum']],
    ['labels beside the scale', scale('Q1', { labels: { 4: 'top', 5: 'more' } }), ['M205 {at}.labels.5']],
    [
      'more to choose than there is',
      { id: 'Q1', type: 'multiple', options: ['A', 'B'], least: 3 },
      ['M215 {at}.least'],
    ],
    [
      'at least more than at most',
      { id: 'Q1', type: 'multiple', options: ['A', 'B'], least: 2, most: 1 },
      ['M215 {at}.least'],
    ],
    [
      'two derivations',
      { id: 'Q1', type: 'decimal', derive: { ratio: ['staff', 'staff'], meanOf: ['staff'] } },
      ['M224 {at}.derive'],
    ],
    ['a ratio as an option', single('Q1', { derive: { ratio: ['staff', 'staff'] } }), ['M107 {at}.derive.ratio']],
    [
      'true or false as a number',
      scale('Q1', { derive: { anyOf: [{ staff: { minimum: 1 } }] } }),
      ['M107 {at}.derive.anyOf'],
    ],
    [
      'true or false in arithmetic',
      { id: 'Q1', type: 'decimal', derive: { difference: [{ anyOf: [{ staff: { minimum: 1 } }] }, 'staff'] } },
      ['M107 {at}.derive.difference.0.anyOf'],
    ],
    [
      'an outcome that is no option',
      single('Q1', { derive: { of: 'staff', steps: { 0: 'A', 5: 'C' } } }),
      ['M205 {at}.derive.steps.5'],
    ],
    [
      'an outcome beside the scale',
      scale('Q1', { derive: { of: 'staff', steps: { 0: '0', 5: '7' } } }),
      ['M113 {at}.derive.steps.5'],
    ],
    [
      'the difference of a text',
      { id: 'Q1', type: 'decimal', derive: { difference: ['name', 'staff'] } },
      ['M225 {at}.derive.difference.0'],
    ],
  ])('a problem in a fact or question is reported: %s', (_, question, places) => {
    const facts = [staff, { id: 'name', type: 'text' }];
    // No score counts it, so that nothing but the question itself is at fault.
    const sketch: Sketch = {
      facts,
      questions: [question, scale('Q0')],
      scores: { total: { sum: ['Q0'] } },
    };
    const expected = places.map((place) => place.replace('{at}', 'questionnaire.yaml sections.0.questions.0'));
    expect(placesOf(sketch).map((place) => place.replace('key:', ''))).toEqual(expected);
  });

  test.each<[string, object, string[]]>([
    ['no type', { id: 'size' }, ['M221 questionnaire.yaml facts.1.id']],
    [
      'cases and a derivation',
      { id: 'size', type: 'decimal', first: [{ value: '1' }], derive: { meanOf: ['staff'] } },
      ['M224 questionnaire.yaml key:facts.1'],
    ],
    [
      'a default that is no option',
      { id: 'size', type: 'single', options: ['A'], default: 'B' },
      ['M205 questionnaire.yaml facts.1.default'],
    ],
    [
      'a default that is no number',
      { id: 'size', type: 'decimal', default: 'many' },
      ['M107 questionnaire.yaml facts.1.default'],
    ],
    [
      'a default out of range',
      { id: 'size', type: 'decimal', minimum: 0, default: '-1' },
      ['M113 questionnaire.yaml facts.1.default'],
    ],
    [
      'a case that is no option',
      { id: 'size', type: 'single', options: ['A'], first: [{ value: 'B' }] },
      ['M205 questionnaire.yaml facts.1.first.0.value'],
    ],
  ])('a fact with %s is reported', (_, fact, places) => {
    expect(placesOf({ facts: [staff, fact], questions: [scale('Q1')] })).toEqual(places);
  });
});
