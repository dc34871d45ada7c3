import { describe, expect, test } from 'vitest';
import { compile, inOneLine, placesOf, problemsOf, type Sketch } from '../pack-sketch.ts';

const scale = (id: string, more: object = {}): object => ({ id, type: 'scale', maximum: 4, ...more });
const single = (id: string, more: object = {}): object => ({ id, type: 'single', options: ['A', 'B'], ...more });

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
  ])('a name that is used twice is reported: %s', (_, sketch, places) => {
    expect(placesOf(sketch)).toEqual(places);
  });

  test.each(['sum', 'Levels', 'linear', 'anyOf', 'ALL', 'not', 'each', 'track', 'level'])(
    'the name %s is reserved',
    (id) => {
      expect(problemsOf({ questions: [scale(id), scale('Q1')] })).toEqual([
        `M202 questionnaire.yaml sections.0.questions.0.id {"found":"${id}"}`,
      ]);
    },
  );

  test.each(['Level', 'LEVEL'])('a score named %s, which leaves the pack without a level, is reported', (id) => {
    expect(problemsOf({ questions: [scale('Q1')], scores: { [id]: { sum: 'all' } } })).toEqual([
      `M202 rubric.yaml key:scores.${id} {"found":"${id}","allowed":["level"]}`,
    ]);
  });

  test('the score named `level` is used as the level', () => {
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
  ])('an unknown name is reported: %s', (_, sketch, line) => {
    const lines = problemsOf(sketch).filter((problem) => problem.startsWith('M203'));
    expect(lines).toEqual([line]);
  });

  test('conditions compiled later can use the names of the pack', () => {
    const { scope } = compile({ questions: [scale('Q1')], scores: { total: { sum: 'all' } } });
    const { scope: names, problems } = scope('policies/here.yaml');
    expect(names.resolve('total', ['when', 'total'])).toMatchObject({ type: { kind: 'number' } });
    expect(names.resolve('totl', ['when', 'totl'])).toBeUndefined();
    expect(problems.map(inOneLine)).toEqual([
      'M203 policies/here.yaml key:when.totl {"found":"totl","allowed":["total"]}',
    ]);
  });
});

describe('a definition that depends on itself', () => {
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
  ])('a definition that depends on itself is reported: %s', (_, sketch, line) => {
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
  ])('no definition is reported as depending on itself if none does: %s', (_, sketch) => {
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
      `${at}.scales.maximum {"found":"maximum","name":"scales","wanted":"a list","advice":"State how many values of the list must match: contains: { maximum: 1 }, or items for all of them"}`,
    ],
    [
      'a list keyword for a number',
      { Q1: { minItems: 1 } },
      `${at}.Q1.minItems {"found":"minItems","name":"Q1","wanted":"a number"}`,
    ],
    [
      'const for a list',
      { Q3: { const: 'A' } },
      `${at}.Q3.const {"found":"const","name":"Q3","wanted":"a list","advice":"State how many values of the list must match: contains: { const: \\"A\\" }, or items for all of them"}`,
    ],
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
  ])('a keyword that cannot apply is reported: %s', (_, when, rest) => {
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
  ])('a value that can never match is reported: %s', (_, when, line) => {
    expect(problemsOf(gated(when))).toEqual([line]);
  });

  test('a list keeps its type even if a member of `by` has no question of that type', () => {
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

test('ids and tags may be named like built-in members of JavaScript objects', () => {
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

test('members of `by` are named in the order of its tags', () => {
  const sketch: Sketch = {
    questions: [scale('Q1', { tags: { 2: 'x', 1: 'y' } })],
    scores: { total: { by: ['2', '1'], sum: 'all' } },
  };
  expect(compile(sketch).plan.scores.map(({ name }) => name)).toEqual(['total/x/y']);
});

test('thousands of names are sorted quickly', () => {
  const questions = Array.from({ length: 4000 }, (_, i) => scale(`Q${i}`));
  const { plan } = compile({ questions, scores: { total: { sum: 'all' } } });
  expect(plan.inputs.map(({ name }) => name).slice(0, 3)).toEqual(['Q0', 'Q1', 'Q2']);
});
