import { describe, expect, test } from 'vitest';
import { compile, inOneLine, problemsOf, type Sketch } from './pack.ts';

const scale = (id: string, more: object = {}): object => ({ id, type: 'scale', maximum: 4, ...more });
const single = (id: string, more: object = {}): object => ({ id, type: 'single', options: ['A', 'B'], ...more });

/** What is found in a sketch: the codes with their places, details left out. */
function placesOf(sketch: Sketch): string[] {
  return problemsOf(sketch).map((line) => line.replace(/ \{.*$/, ''));
}

describe('names', () => {
  test.each<[string, Sketch, string[]]>([
    [
      'a question twice, upper and lower case being the same',
      { questions: [scale('Q1'), scale('q1')] },
      ['M201 questionnaire.yaml sections.0.questions.1.id'],
    ],
    [
      'a fact and a question',
      { facts: [{ id: 'staff', type: 'integer' }], questions: [scale('Staff')] },
      ['M201 questionnaire.yaml sections.0.questions.0.id'],
    ],
    [
      'a section in another spelling than its score',
      { questions: [scale('Q1')], scores: { Main: { sum: 'all' } } },
      ['M201 rubric.yaml key:scores.Main'],
    ],
    [
      'a list and a score',
      { questions: [scale('Q1')], lists: { total: ['Q1'] }, scores: { total: { sum: 'all' } } },
      ['M201 rubric.yaml key:scores.total'],
    ],
    [
      'an inner score and a question',
      { questions: [scale('Q1')], scores: { total: { mean: { q1: { weight: 1, sum: 'all' } } } } },
      ['M201 rubric.yaml key:scores.total.mean.q1'],
    ],
    [
      'an inner score inside a cap',
      {
        questions: [scale('Q1')],
        scores: { total: { sum: 'all', cap: { mean: { total: { weight: 1, sum: 'all' } } } } },
      },
      ['M201 rubric.yaml key:scores.total.cap.mean.total'],
    ],
    [
      'options of a question',
      { questions: [single('Q1', { options: ['A', { id: 'a' }] })], points: { Q1: { each: 1 } } },
      ['M201 questionnaire.yaml sections.0.questions.0.options.1.id'],
    ],
    [
      'options of a set, once for the set and not for each question',
      {
        optionSets: { rates: ['A', 'B', 'A'] },
        questions: [single('Q1', { options: 'rates' }), single('Q2', { options: 'rates' })],
        points: { rates: { each: 1 } },
      },
      ['M201 questionnaire.yaml optionSets.rates.2'],
    ],
    [
      'members of a score with `by` whose tags hold a slash',
      {
        questions: [scale('Q1', { tags: { a: 'x/y', b: 'z' } }), scale('Q2', { tags: { a: 'x', b: 'y/z' } })],
        scores: { total: { by: ['a', 'b'], sum: 'all' } },
      },
      ['M201 rubric.yaml scores.total.by'],
    ],
  ])('used twice: %s', (_, sketch, places) => {
    expect(placesOf(sketch)).toEqual(places);
  });

  test.each(['sum', 'Weight', 'levels', 'anyOf', 'ALL', 'not', 'each', 'track', 'level'])('%s is reserved', (id) => {
    expect(problemsOf({ questions: [scale(id), scale('Q1')] })).toEqual([
      `M202 questionnaire.yaml sections.0.questions.0.id {"found":"${id}"}`,
    ]);
  });

  test('`level` is the score that is the level', () => {
    const { plan, problems } = compile({ questions: [scale('Q1')], scores: { level: { sum: 'all' } } });
    expect(problems).toEqual([]);
    expect(plan.level).not.toBeNull();
  });

  test.each<[string, Sketch, string]>([
    [
      'in a list of members',
      { questions: [scale('Q1')], scores: { total: { sum: ['Q1', 'Q11'] } } },
      'M203 rubric.yaml scores.total.sum.1 {"found":"Q11","allowed":["Q1"]}',
    ],
    [
      'as a weighted member',
      { questions: [scale('network')], scores: { total: { mean: { netwrok: 2 } } } },
      'M203 rubric.yaml key:scores.total.mean.netwrok {"found":"netwrok","allowed":["network"]}',
    ],
    [
      'deep in a condition, once for all questions of the section',
      {
        facts: [{ id: 'employees', type: 'integer' }],
        sections: [
          {
            id: 'main',
            when: { anyOf: [{ not: { employes: { minimum: 1 } } }, { employees: { minimum: 5 } }] },
            questions: [scale('Q1'), scale('Q2')],
          },
        ],
      },
      'M203 questionnaire.yaml key:sections.0.when.anyOf.0.not.employes {"found":"employes","allowed":["employees"]}',
    ],
    [
      'in a rule that holds for each member, once',
      {
        questions: [scale('Q1', { tags: { area: 'a' } }), scale('Q2', { tags: { area: 'b' } })],
        scores: {
          total: { by: 'area', first: [{ value: '1', when: { allOf: [{ al: { minItems: 1 } }] } }, { value: 'Q1' }] },
        },
      },
      'M203 rubric.yaml key:scores.total.first.0.when.allOf.0.al {"found":"al","allowed":[]}',
    ],
    [
      'as an option set',
      {
        optionSets: { rates: ['A'] },
        questions: [single('Q1', { options: 'rate' })],
        scores: { total: { sum: ['main'] } },
      },
      'M203 questionnaire.yaml sections.0.questions.0.options {"found":"rate","wanted":"option set","allowed":["rates"]}',
    ],
    [
      'as a key of points',
      { questions: [single('Q1')], points: { all: { each: 1 }, Q2: { each: 1 } } },
      'M203 rubric.yaml key:points.Q2 {"found":"Q2","wanted":"question, list, section or option set","allowed":["Q1"]}',
    ],
    [
      'as a section with a bare word',
      { questions: [scale('Q1')], scores: { mian: 'sum' } },
      'M203 rubric.yaml key:scores.mian {"found":"mian","wanted":"section","allowed":["mian"]}',
    ],
    [
      'as a member of a score with `by`',
      {
        questions: [scale('Q1', { tags: { area: 'a' } })],
        scores: { part: { by: 'area', sum: 'all' }, total: { sum: ['part/b'] } },
      },
      'M203 rubric.yaml scores.total.sum.0 {"found":"part/b","allowed":["part"]}',
    ],
    [
      'in a derivation',
      {
        facts: [{ id: 'machines', type: 'integer' }],
        questions: [{ id: 'rate', type: 'decimal', derive: { ratio: ['machines', 'machine'] } }],
      },
      'M203 questionnaire.yaml sections.0.questions.0.derive.ratio.1 {"found":"machine","allowed":["machines"]}',
    ],
  ])('unknown: %s', (_, sketch, line) => {
    const lines = problemsOf(sketch).filter((problem) => problem.startsWith('M203'));
    expect(lines).toEqual([line]);
  });

  test('later conditions name what the pack has', () => {
    const { scope } = compile({ questions: [scale('Q1')], scores: { total: { sum: 'all' } } });
    const { scope: names, problems } = scope('policies/here.yaml');
    expect(names.resolve('total', ['when', 'total'])).toMatchObject({ type: { kind: 'number' } });
    expect(names.resolve('totl', ['when', 'totl'])).toBeUndefined();
    expect(problems.map(inOneLine)).toEqual([
      'M203 policies/here.yaml key:when.totl {"found":"totl","allowed":["total"]}',
    ]);
  });
});

describe('what depends on itself', () => {
  const fact = (id: string, on: string): object => ({ id, type: 'decimal', derive: { difference: [on, 'base'] } });
  const base = { id: 'base', type: 'decimal' };

  test.each<[string, Sketch, string]>([
    [
      'facts',
      { facts: [base, fact('a', 'b'), fact('b', 'c'), fact('c', 'a')], questions: [scale('Q1')] },
      'M208 questionnaire.yaml facts.3.derive.difference.0 {"found":"a","wanted":"a → b → c → a"}',
    ],
    [
      'a question that is asked only when it is answered',
      { questions: [scale('Q1', { when: { Q1: { minimum: 1 } } })] },
      'M208 questionnaire.yaml sections.0.questions.0.when.Q1 {"found":"Q1","wanted":"Q1 → Q1"}',
    ],
    [
      'a question that is asked by a score it counts for',
      { questions: [scale('Q1', { when: { total: { minimum: 1 } } })], scores: { total: { sum: ['Q1'] } } },
      'M208 rubric.yaml scores.total.sum.0 {"found":"Q1","wanted":"Q1 → total → Q1"}',
    ],
    [
      'a question that is asked by its own section',
      { questions: [scale('Q1'), scale('Q2', { when: { main: { minItems: 1 } } })] },
      'M208 questionnaire.yaml sections.0.questions.1.when.main {"found":"main","wanted":"main → Q2 → main"}',
    ],
    [
      'scores',
      { questions: [scale('Q1')], scores: { a: { sum: ['Q1', 'b'] }, b: { of: 'a', steps: { 0: '1' } } } },
      'M208 rubric.yaml scores.b.of {"found":"a","wanted":"a → b → a"}',
    ],
    [
      'a score capped by itself',
      { questions: [scale('Q1')], scores: { a: { sum: ['Q1'], cap: { sum: ['a'] } } } },
      'M208 rubric.yaml scores.a.cap.sum.0 {"found":"a","wanted":"a → a"}',
    ],
    [
      'inner scores',
      {
        questions: [scale('Q1')],
        scores: {
          total: { mean: { a: { weight: 1, sum: ['b'] }, b: { weight: 1, sum: ['a', 'Q1'] } } },
        },
      },
      'M208 rubric.yaml scores.total.mean.b.sum.0 {"found":"a","wanted":"a → b → a"}',
    ],
    [
      'members of one score',
      {
        questions: [scale('Q1', { tags: { step: '1' } }), scale('Q2', { tags: { step: '2' } })],
        scores: { a: { by: 'step', sum: 'all', when: { 'a/1': { minimum: 1 } } } },
      },
      'M208 rubric.yaml scores.a.when.a/1 {"found":"a","wanted":"a → a"}',
    ],
    [
      'lists',
      { questions: [scale('Q1')], lists: { a: ['b'], b: ['Q1', 'a'] } },
      'M208 rubric.yaml lists.b.1 {"found":"a","wanted":"a → b → a"}',
    ],
  ])('%s', (_, sketch, line) => {
    expect(problemsOf(sketch)).toEqual([line]);
  });

  test.each<[string, Sketch]>([
    [
      'a question that is asked by a list of other questions with a tag',
      {
        questions: [
          scale('Q1', { tags: { kind: 'scene' } }),
          scale('Q2', { when: { scenes: { contains: { minimum: 1 } } } }),
        ],
        lists: { scenes: { kind: { const: 'scene' } } },
      },
    ],
    [
      'a follow-up that has its points from a list and is asked by a score of the others',
      {
        questions: [single('Q1'), single('Q2', { when: { basic: { minimum: 1 } } })],
        points: { start: { each: 1 }, followUps: { each: 2 } },
        lists: { start: ['Q1'], followUps: ['Q2'] },
        scores: { basic: { sum: ['Q1'] }, total: { sum: ['basic', 'Q2'] } },
      },
    ],
    [
      'inner scores that read one another, in either order',
      {
        questions: [scale('Q1', { tags: { step: '1' } }), scale('Q2', { tags: { step: '2' } })],
        scores: {
          total: {
            by: 'step',
            mean: {
              early: { weight: 1, first: [{ value: '1', when: { late: { minimum: 2 } } }, { value: '0' }] },
              late: { weight: 2, sum: { deep: { weight: 1, sum: 'all' } } },
              again: { weight: 1, sum: ['late', 'deep'] },
            },
            when: { late: { minimum: 0 } },
          },
        },
      },
    ],
  ])('does not: %s', (_, sketch) => {
    expect(problemsOf(sketch)).toEqual([]);
  });
});

describe('conditions', () => {
  const questions = [
    scale('Q1'),
    single('Q2'),
    { id: 'Q3', type: 'multiple', options: ['A', 'B'] },
    { id: 'Q4', type: 'boolean' },
  ];
  const points = { all: { each: 1 }, Q1: { each: 1 } };
  const gated = (when: object): Sketch => ({
    questions,
    points,
    lists: { mixed: ['Q1', 'Q2'], scales: ['Q1'] },
    scores: { level: { levels: [{ value: 1, when }] } },
  });
  const at = 'scores.level.levels.0.when';

  test.each<[string, object, string]>([
    [
      'a bound for a choice',
      { Q2: { minimum: 1 } },
      `${at}.Q2.minimum {"found":"minimum","name":"Q2","wanted":"a choice of options"}`,
    ],
    [
      'a bound for a list',
      { scales: { maximum: 1 } },
      `${at}.scales.maximum {"found":"maximum","name":"scales","wanted":"a list"}`,
    ],
    [
      'a list keyword for a number',
      { Q1: { minItems: 1 } },
      `${at}.Q1.minItems {"found":"minItems","name":"Q1","wanted":"a number"}`,
    ],
    ['const for a list', { Q3: { const: 'A' } }, `${at}.Q3.const {"found":"const","name":"Q3","wanted":"a list"}`],
    [
      'a bound for members of several types',
      { mixed: { contains: { minimum: 1 } } },
      `${at}.mixed.contains.minimum {"found":"minimum","name":"mixed","wanted":"of several types"}`,
    ],
    [
      'a bound for true or false, deep inside',
      { not: { Q4: { anyOf: [{ const: 'true' }, { exclusiveMinimum: 0 }] } } },
      `${at}.not.Q4.anyOf.1.exclusiveMinimum {"found":"exclusiveMinimum","name":"Q4","wanted":"true or false"}`,
    ],
  ])('a keyword that cannot apply: %s', (_, when, rest) => {
    expect(problemsOf(gated(when))).toEqual([`M206 rubric.yaml key:${rest}`]);
  });

  test.each<[string, object, string]>([
    [
      'text for a number',
      { Q1: { const: 'high' } },
      `M207 rubric.yaml ${at}.Q1.const {"found":"high","name":"Q1","wanted":"a number"}`,
    ],
    [
      'yes for true',
      { Q4: { enum: ['true', 'yes'] } },
      `M207 rubric.yaml ${at}.Q4.enum.1 {"found":"yes","name":"Q4","wanted":"true or false"}`,
    ],
    [
      'an option there is not',
      { Q2: { enum: ['A', 'b'] } },
      `M205 rubric.yaml ${at}.Q2.enum.1 {"found":"b","name":"Q2","allowed":["B","A"]}`,
    ],
    [
      'such an option inside a list',
      { Q3: { contains: { const: 'C' } } },
      `M205 rubric.yaml ${at}.Q3.contains.const {"found":"C","name":"Q3","allowed":["A","B"]}`,
    ],
  ])('a value that cannot match: %s', (_, when, line) => {
    expect(problemsOf(gated(when))).toEqual([line]);
  });

  test('a list keeps its type where a member of `by` has none of it', () => {
    const tagged = (id: string, step: string): object => scale(id, { tags: { step } });
    const sketch: Sketch = {
      questions: [tagged('Q1', '1'), tagged('Q2', '2'), single('Q3', { tags: { step: '2' } })],
      points: { Q3: { each: 1 } },
      lists: { early: ['Q1'], choices: ['Q3'] },
      scores: {
        total: {
          by: 'step',
          sum: 'all',
          when: { anyOf: [{ early: { items: { minimum: 1 } } }, { choices: { contains: { const: 'A' } } }] },
        },
      },
    };
    expect(problemsOf(sketch)).toEqual([]);
  });
});

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
      ['M211 rubric.yaml key:scores.total {"found":"Q1","wanted":"a missing answer, having no maximum,"}'],
    ],
  ])('%s', (_, sketch, lines) => {
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
  ])('fine: %s', (_, sketch) => {
    expect(problemsOf(sketch)).toEqual([]);
  });
});

describe('scores', () => {
  const questions = [scale('Q1', { tags: { area: 'a' } }), scale('Q2', { tags: { area: 'b' } })];

  test.each<[string, object, string[]]>([
    ['no operator', { title: 'Total' }, ['M209 rubric.yaml key:scores.total {"found":""}']],
    ['two operators', { sum: 'all', max: 'all' }, ['M209 rubric.yaml key:scores.total {"found":"sum and max"}']],
    [
      'a negative weight in a mean',
      { mean: { Q1: 1, Q2: -0.5 } },
      ['M216 rubric.yaml scores.total.mean.Q2 {"found":"-0.5"}'],
    ],
    [
      'a negative weight of an inner score',
      { mean: { Q1: 1, part: { weight: -2, sum: 'all' } } },
      ['M216 rubric.yaml scores.total.mean.part.weight {"found":"-2"}'],
    ],
    [
      'weights that are all 0',
      { mean: { Q1: 0, Q2: 0 } },
      ['M216 rubric.yaml key:scores.total.mean {"found":"0","wanted":"all weights are 0"}'],
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
  ])('%s', (_, total, lines) => {
    expect(problemsOf({ questions, scores: { total } })).toEqual(lines);
  });

  test('the level is one number', () => {
    const scores = { level: { by: 'area', sum: 'all' } };
    expect(problemsOf({ questions, scores })).toEqual(['M109 rubric.yaml key:scores.level.by {"found":"by"}']);
  });

  test('a list that no question is on', () => {
    const lists = { scenes: { kind: { const: 'scene' } } };
    expect(problemsOf({ questions, lists })).toEqual([
      'M222 rubric.yaml key:lists.scenes {"found":"scenes","wanted":"such tags"}',
    ]);
  });

  test('text cannot be summed', () => {
    const sketch = { questions: [...questions, { id: 'Q3', type: 'text' }], scores: { total: { sum: ['Q1', 'Q3'] } } };
    expect(problemsOf(sketch)).toEqual(['M225 rubric.yaml scores.total.sum.1 {"found":"Q3","wanted":"text"}']);
  });

  test('scores stand in the order of the rubric, those of sections too', () => {
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
  ])('%s', (_, question, places) => {
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
  ])('a fact with %s', (_, fact, places) => {
    expect(placesOf({ facts: [staff, fact], questions: [scale('Q1')] })).toEqual(places);
  });
});

test('ids and tags may be called like what every object has', () => {
  const names = ['constructor', 'toString', 'hasOwnProperty', 'valueOf'];
  const sketch: Sketch = {
    facts: [{ id: 'isPrototypeOf', type: 'boolean' }],
    optionSets: { propertyIsEnumerable: names },
    questions: [
      ...names.map((id) => single(id, { options: 'propertyIsEnumerable', tags: { constructor: id } })),
      scale('plain'),
    ],
    points: { propertyIsEnumerable: { each: 1, constructor: 5 } },
    lists: { toLocaleString: { constructor: { enum: names } } },
    scores: { member: { by: 'constructor', sum: 'all' }, total: { sum: 'toLocaleString' } },
  };
  const { plan, problems } = compile(sketch);
  expect(problems).toEqual([]);
  expect(plan.scores.map(({ name }) => name)).toEqual([...names.map((name) => `member/${name}`), 'total']);
});

test('members of `by` are named in its order, whatever the tags are called', () => {
  const sketch: Sketch = {
    questions: [scale('Q1', { tags: { 2: 'x', 1: 'y' } })],
    scores: { total: { by: ['2', '1'], sum: 'all' } },
  };
  expect(compile(sketch).plan.scores.map(({ name }) => name)).toEqual(['total/x/y']);
});

test('thousands of names are put in order without trying each against each', () => {
  const questions = Array.from({ length: 4000 }, (_, i) => scale(`Q${i}`));
  const started = performance.now();
  const { plan } = compile({ questions, scores: { total: { sum: 'all' } } });
  expect(plan.inputs.map(({ name }) => name).slice(0, 3)).toEqual(['Q0', 'Q1', 'Q2']);
  expect(performance.now() - started).toBeLessThan(3000);
});
