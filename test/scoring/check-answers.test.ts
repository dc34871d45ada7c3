import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/model/generated/types.ts';
import { validateAnswers } from '../../src/model/generated/validators.js';
import { checkAnswers, findRefused } from '../../src/scoring/check-answers.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { phraseInEnglish } from '../messages.ts';
import { assessed, inOneLine, planOf, type Said, type Sketch, sheetOf, UNKNOWN, valuesOf } from './pack-sketch.ts';

const PACK = { id: 'miit-sme-2024', version: '2024.1.0' };

const plan = planOf({
  facts: [
    { id: 'code', type: 'uscc', key: true, required: true },
    { id: 'employees', type: 'integer', minimum: 0 },
    { id: 'revenue', type: 'decimal', unit: { zh: '万元', en: '× CNY 10,000' } },
    { id: 'founded', type: 'date' },
    { id: 'mail', type: 'email' },
    { id: 'telephone', type: 'phone' },
    { id: 'name', type: 'text' },
    { id: 'size', first: [{ value: 'large', when: { employees: { minimum: 300 } } }, { value: 'micro' }] },
  ],
  questions: [
    { id: 'single', type: 'single', options: ['A', 'no', '010', '1e3'] },
    {
      id: 'several',
      type: 'multiple',
      options: ['A', 'B', 'C', { id: 'none', exclusive: true }],
      least: 2,
      most: 2,
    },
    { id: 'any', type: 'multiple', options: ['A'], least: 0 },
    { id: 'scale', type: 'scale', maximum: 4, notApplicable: true },
    { id: 'yes', type: 'boolean' },
    { id: 'share', type: 'percent' },
    { id: 'amount', type: 'decimal' },
    { id: 'heads', type: 'integer', unit: '人' },
    { id: 'remark', type: 'text' },
  ],
  scores: { total: { sum: ['scale'] } },
});

const CODE = '91330100799655058B';

/** Answers as a file states them: every value is text. */
function check(answers: unknown, facts: unknown = { code: CODE }, more: object = {}) {
  const document: unknown = { facts, answers, ...more };
  if (!validateAnswers(document)) throw new Error(JSON.stringify(validateAnswers.errors));
  return checkAnswers(plan, document as Answers, { file: 'answers.yaml', pack: PACK });
}

const problemsIn = (...args: Parameters<typeof check>): string[] => check(...args).problems.map(inOneLine);

test.each([
  ['1.864亿', { n: 18640n, d: 1n }],
  ['１．８６４ 亿元', { n: 18640n, d: 1n }],
  ['186,400,000元', { n: 18640n, d: 1n }],
  ['CNY', null],
  ['18,640', { n: 18640n, d: 1n }],
  ['18640万', { n: 18640n, d: 1n }],
  ['1.5 × CNY 10,000', { n: 3n, d: 2n }],
  ['186.4 million CNY', { n: 18640n, d: 1n }],
  ['5千', { n: 1n, d: 2n }],
  ['5 kg', null],
])('money given as %s is converted to the unit of the fact', (typed, value) => {
  const { sheet } = check({}, { code: CODE, revenue: typed });
  expect(sheet.get('revenue') ?? null).toEqual(value && { state: 'answered', value });
});

test.each([
  ['1.2万', 12000n],
  ['1.2345万', 12345n],
  ['12,000', 12000n],
  ['1.23456万', null],
])('a count given as %s is read as a whole number or refused', (typed, count) => {
  const { sheet } = check({}, { code: CODE, employees: typed });
  expect(sheet.get('employees') ?? null).toEqual(count && { state: 'answered', value: { n: count, d: 1n } });
});

test.each([
  ['91330100799655058', 'the code has 17 characters, not 18'],
  ['9133O100799655058B', '"O" does not occur in such codes (the letters I, O, S, V, Z never do)'],
  ['91110108717809965C', 'the 17th character, a check character, should be '],
  ['91330100799655058C', 'the last character, a check character, should be B'],
  ['9.13301E+17', 'take it from the register, and keep the column as text'],
])('the social credit code %s is refused, with the reason: %s', (code, said) => {
  const { problems } = check({}, { code });
  expect(problems.map(({ details }) => phraseInEnglish(details?.wanted))).toEqual([expect.stringContaining(said)]);
});

test('a required fact is reported as missing only if it is asked and not derived', () => {
  const asking = planOf({
    facts: [
      { id: 'employees', type: 'integer', required: true },
      { id: 'revenue', type: 'decimal', required: true, when: { employees: { minimum: 10 } } },
      { id: 'name', type: 'text', required: true },
      { id: 'note', type: 'text' },
    ],
    questions: [{ id: 'scale', type: 'scale', maximum: 4 }],
  });
  const missing = (facts: Record<string, string>): unknown[] =>
    checkAnswers(asking, { facts, answers: {} } as Answers, { file: '' }).problems.map(({ details }) => details?.name);
  expect(missing({ employees: '5', name: 'Li' })).toEqual([]);
  expect(missing({ employees: '5' })).toEqual(['name']);
  expect(missing({ employees: '20', name: 'Li' })).toEqual(['revenue']);
  expect(missing({ employees: '20', revenue: '1', name: 'Li' })).toEqual([]);
  // As long as it is open whether it is asked, it is missing too.
  expect(missing({})).toEqual(['employees', 'revenue', 'name']);
});

describe('a problem of an answer names its code, place and details', () => {
  test.each<[string, object, string]>([
    [
      'A101: an unknown question',
      { singel: 'A' },
      'key:answers.singel {"found":"singel","wanted":"question","allowed":',
    ],
    ['A101: a fact among the answers', { employees: '12' }, 'key:answers.employees {"found":"employees"'],
    ['A102: an unknown option', { single: 'a' }, 'answers.single {"name":"single","found":"a","allowed":["A",'],
    ['A102: such an option in a list', { several: ['A', 'D'] }, 'answers.several.1 {"name":"several","found":"D"'],
    ['A102: the same with a note', { several: { value: ['D'], note: 'x' } }, 'answers.several.value.0 {'],
    [
      'A103: a word for a number',
      { scale: 'high' },
      'answers.scale {"name":"scale","found":"high","wanted":"a whole number"}',
    ],
    ['A103: a half on a scale', { scale: '1.5' }, 'answers.scale {'],
    [
      'A103: two values for one',
      { single: ['A', 'no'] },
      'answers.single {"name":"single","found":"A, no","wanted":"one option","allowed":["A","no","010","1e3"]}',
    ],
    ['A103: yes for true', { yes: 'yes' }, 'answers.yes {"name":"yes","found":"yes","wanted":"true or false"}'],
    [
      'A103: a comma in a number',
      { amount: '1,5' },
      'answers.amount {"name":"amount","found":"1,5","wanted":"a number"}',
    ],
    [
      'A103: 万 of something that is neither money nor counted',
      { amount: '1.5万' },
      'answers.amount {"name":"amount","found":"1.5万","wanted":"a number in digits alone (15000)"}',
    ],
    [
      'A103: a part of what is counted',
      { heads: '1.23456万' },
      'answers.heads {"name":"heads","found":"1.23456万","wanted":"a whole number (it is 12345.6)"}',
    ],
    [
      'A103: a unit of something else',
      { heads: '1.5万台' },
      'answers.heads {"name":"heads","found":"1.5万台","wanted":"a whole number in 人"}',
    ],
    [
      'A103: a unit that is not its own',
      { amount: '1.5 boxes' },
      'answers.amount {"name":"amount","found":"1.5 boxes","wanted":"a number alone, without a unit"}',
    ],
    ['A103: a group of two', { amount: '1,50,000' }, 'answers.amount {'],
    ['A103: a number of 16 digits', { amount: '0.300000000000000041' }, 'answers.amount {'],
    ['A103: a number beyond all numbers', { amount: '1e999' }, 'answers.amount {'],
    ['A103: a text of blanks', { remark: '  ' }, 'answers.remark {'],
    ['A104: out of range', { scale: '5' }, 'answers.scale {"name":"scale","found":"5","wanted":"0 to 4"}'],
    [
      'A104: more than all',
      { share: { value: '100.1' } },
      'answers.share.value {"name":"share","found":"100.1","wanted":"0 to 100"}',
    ],
    [
      'A105: an exclusive option with others',
      { several: ['A', 'none'] },
      'answers.several.1 {"name":"several","found":"none"}',
    ],
    ['A106: an option twice', { several: ['A', 'B', 'A'] }, 'answers.several.2 {"name":"several","found":"A"}'],
    [
      'A107: too few options',
      { several: ['A'] },
      'answers.several {"name":"several","found":"1","wanted":"at least 2 options"}',
    ],
    ['A107: none', { several: [] }, 'answers.several {"name":"several","found":"0","wanted":"at least 2 options"}'],
    [
      'A107: too many',
      { several: ['A', 'B', 'C'] },
      'answers.several {"name":"several","found":"3","wanted":"at most 2 options"}',
    ],
    [
      'A108: not applicable where it is not allowed',
      { yes: { state: 'notApplicable' } },
      'answers.yes.state {"name":"yes"}',
    ],
    [
      'A113: unknown, and a value',
      { yes: { state: 'unknown', value: 'true' } },
      'answers.yes {"name":"yes","wanted":"the state unknown and a value"}',
    ],
    ['A113: unanswered, and a value', { yes: { state: 'unanswered', value: 'true' } }, 'answers.yes {'],
    ['A113: not applicable, and a value', { scale: { state: 'notApplicable', value: '1' } }, 'answers.scale {'],
    [
      'A113: answered with nothing',
      { yes: { state: 'answered' } },
      'answers.yes {"name":"yes","wanted":"the state answered and no value"}',
    ],
  ])('an unusable answer is reported with its code, place and details: %s', (name, answers, rest) => {
    const problems = problemsIn(answers);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${name.slice(0, 4)} answers.yaml ${rest}`);
  });

  test.each<[string, object, string]>([
    ['A101: a question among the facts', { scale: '1' }, 'key:facts.scale {"found":"scale","wanted":"fact"'],
    [
      'A102: no outcome of the cases',
      { size: 'tiny' },
      'facts.size {"name":"size","found":"tiny","allowed":["micro","large"]}',
    ],
    [
      'A103: no date',
      { founded: '2023-02-29' },
      'facts.founded {"name":"founded","found":"2023-02-29","wanted":"a date like 2026-01-31"}',
    ],
    ['A103: no address', { mail: 'office' }, 'facts.mail {'],
    ['A103: no telephone number', { telephone: 'none' }, 'facts.telephone {'],
    [
      'A104: a negative number',
      { employees: '-1' },
      'facts.employees {"name":"employees","found":"-1","wanted":"0 and above"}',
    ],
    [
      'A110: a wrong check character',
      { code: `${CODE.slice(0, 17)}C` },
      'facts.code {"name":"code","found":"91330100799655058C"',
    ],
    ['A110: a code too short', { code: CODE.slice(0, 17) }, 'facts.code {'],
    ['A111: a code from a spreadsheet', { code: '9.13301E+17' }, 'facts.code {"name":"code","found":"9.13301E+17"'],
  ])('an invalid fact is reported with its place: %s', (name, facts, rest) => {
    const problems = problemsIn({}, { code: CODE, ...facts });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${name.slice(0, 4)} answers.yaml ${rest}`);
  });

  test('A109 is reported for a required fact that is missing, stated as unknown or given among the answers', () => {
    const missing = 'A109 answers.yaml key:facts {"name":"code"}';
    expect(problemsIn({}, {})).toEqual([missing]);
    expect(problemsIn({}, { code: { state: 'unknown' } })).toEqual([missing]);
    expect(problemsIn({ code: CODE }, {})).toContain(missing);
    const { problems } = checkAnswers(plan, { answers: {} }, { file: 'answers.yaml' });
    expect(problems.map(inOneLine)).toEqual(['A109 answers.yaml key: {"name":"code"}']);
    expect(checkAnswers(plan, { answers: {} }, { file: 'answers.yaml', withoutRequired: true }).problems).toEqual([]);
  });

  test('A112 is reported for answers for another pack, and A115 for another version of the pack', () => {
    expect(problemsIn({}, undefined, { pack: 'c2m2' })).toEqual([
      'A112 answers.yaml pack {"found":"c2m2","name":"miit-sme-2024"}',
    ]);
    expect(problemsIn({}, undefined, { pack: PACK.id, packVersion: '2023' })).toEqual([
      'A115 answers.yaml packVersion {"found":"2023","name":"2024.1.0"}',
    ]);
    expect(problemsIn({}, undefined, { pack: PACK.id, packVersion: PACK.version })).toEqual([]);
  });

  test('A114 is reported once for a missing answer that the rubric refuses, if the question is asked', () => {
    const sketch: Sketch = {
      questions: [
        { id: 'one', type: 'scale', maximum: 2 },
        { id: 'two', type: 'scale', maximum: 2 },
        { id: 'three', type: 'scale', maximum: 2, when: { one: { minimum: 1 } } },
      ],
      missing: { unanswered: 'refuse', unknown: 'refuse' },
      scores: { total: { sum: 'all' }, again: { mean: 'all' } },
    };
    const refusing = planOf(sketch);
    const refused = (said: Said): string[] => {
      const { refused: found } = evaluate(refusing, sheetOf(refusing, said));
      const answers = Object.fromEntries(Object.entries(said).map(([id, value]) => [id, value as string]));
      return findRefused({ answers }, found, 'answers.yaml').map(inOneLine);
    };
    expect(refused({ one: 0, two: UNKNOWN })).toEqual([
      'A114 answers.yaml answers.two {"name":"two","found":"unknown"}',
    ]);
    expect(refused({ one: 1, two: 0 })).toEqual([
      'A114 answers.yaml key:answers {"name":"three","found":"unanswered"}',
    ]);
  });
});

describe('a file of answers with problems', () => {
  test('every problem in a file of answers is reported, and the valid answers are kept', () => {
    const { sheet, problems } = check(
      { single: 'B', several: ['A', 'A'], scale: '3', yes: 'true', other: '1', share: '101' },
      { code: 'x', employees: '12.5', name: 'Works' },
    );
    expect(problems.map(({ code }) => code)).toEqual(['A110', 'A103', 'A102', 'A106', 'A101', 'A104']);
    expect([...sheet.keys()]).toEqual(['name', 'scale', 'yes']);
  });

  test('notes and evidence are kept whatever the state of the answer', () => {
    const note = { note: 'seen on site', evidence: ['photo.jpg'] };
    const { sheet } = check({
      scale: { value: '2', ...note },
      yes: { state: 'unknown', ...note },
      single: { ...note },
      remark: { state: 'unanswered', ...note },
    });
    expect([...sheet.values()].filter(({ note: kept }) => kept !== undefined)).toHaveLength(4);
    expect(sheet.get('single')).toEqual({ state: 'unanswered', ...note });
  });

  test('an empty choice is accepted only if allowed, and an exclusive option alone always', () => {
    const { sheet, problems } = check({ any: [], several: ['none'] });
    expect(problems).toEqual([]);
    expect([sheet.get('any')?.value, sheet.get('several')?.value]).toEqual([[], ['none']]);
  });

  test('chosen options are stored in the order of the questionnaire, not of the answer', () => {
    expect(check({ several: ['C', 'A'] }).sheet.get('several')?.value).toEqual(['A', 'C']);
  });

  test.each([
    ['3', 3n, 1n],
    ['+3', 3n, 1n],
    ['3.0', 3n, 1n],
    ['3e0', 3n, 1n],
    ['003', 3n, 1n],
  ])('the answer %s is read as step 3 of a scale', (text, n, d) => {
    expect(check({ scale: text }).sheet.get('scale')?.value).toEqual({ n, d });
  });

  test('a social credit code may be in lower case or full width', () => {
    expect(check({}, { code: ` ${CODE.toLowerCase()} ` }).sheet.get('code')?.value).toBe(CODE);
  });
});

describe('ids that look like numbers, words of YAML or members of JavaScript objects', () => {
  const strange = ['no', '010', '1e3', '3.10', 'constructor', 'toString', 'hasOwnProperty'];
  const sketch: Sketch = {
    facts: [{ id: 'null', type: 'single', options: strange }],
    questions: strange.map((id) => ({ id, type: 'single', options: strange })),
    points: { all: { each: 0, '010': 1, constructor: 2 } },
    scores: { total: { sum: 'all' }, valueOf: { sum: ['constructor'] } },
  };

  test('ids that look like numbers or YAML keywords are accepted like any other id', () => {
    const said = { ...Object.fromEntries(strange.map((id) => [id, id])), constructor: 'toString', no: 'constructor' };
    const result = assessed(sketch, said, { null: '1e3' });
    expect(valuesOf(result)).toEqual({ total: 3, valueOf: 0 });
    expect(result.facts).toEqual({ null: '1e3' });
  });

  test.each(['__proto__', 'constructor', 'toString', 'valueOf', '10', '1000', 'false'])(
    'the id %s is reported as unknown if the pack does not define it',
    (id) => {
      const answers = JSON.parse(`{"${id}":"A"}`);
      expect(problemsIn(answers)[0]).toContain(`A101 answers.yaml key:answers.${id} `);
      expect(problemsIn({ single: id })[0]).toContain(
        `A102 answers.yaml answers.single {"name":"single","found":"${id}"`,
      );
    },
  );

  test('an option whose id is a number is chosen by that id, but not by another spelling of the number', () => {
    expect(problemsIn({ single: '1000' })[0]).toContain('A102');
    expect(check({ single: '1e3' }).sheet.get('single')?.value).toBe('1e3');
  });
});
