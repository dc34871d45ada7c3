import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import type { Answers, Questionnaire } from '../../src/model/generated/types.ts';
import type { Path } from '../../src/model/index.ts';
import { fromNumber, parseDecimal } from '../../src/model/rational.ts';
import { readDocument } from '../../src/pack/read-document.ts';

function readAnswer(text: string): unknown {
  const { document, problems } = readDocument('answers', 'answers.yaml', `answers:\n  q: ${text}\n`);
  return document ? document.answers.q : problems.map(({ code }) => code).join();
}

const rubricWith = (weight: string): string => `kind: rubric\nid: r\nscores: { a: { value: ${weight} } }\n`;

function readNumber(text: string): unknown {
  const { document, problems } = readDocument('rubric', 'rubric.yaml', rubricWith(text));
  if (!document) return problems.map(({ code }) => code).join();
  return (document as unknown as { scores: { a: { value: number } } }).scores.a.value;
}

const LOOKALIKES = [
  'no',
  'No',
  'on',
  'off',
  'y',
  'yes',
  'true',
  'null',
  '~',
  '010',
  '0o10',
  '0x1F',
  '1e3',
  '1_000',
  '3.10',
  '1.10',
  '.5',
  '-0',
  '+1',
  '.inf',
  '.nan',
  '123456789012345678',
  '914403001922038216',
  '2024-01-31',
  '12:30:45',
  '0b1',
  'NULL',
  '1.0',
  '00',
];

describe('text in ids, codes and answers', () => {
  it.each(LOOKALIKES)('a text in an id, a code or an answer is read exactly as it is written: %s', (text) => {
    expect(readAnswer(text)).toBe(text);
    expect(readAnswer(`"${text}"`)).toBe(text);
    expect(readAnswer(`[${text}, b]`)).toEqual([text, 'b']);
  });

  it('texts that look like numbers or booleans are kept as written in keys and ids', () => {
    const text = `kind: questionnaire
id: 010
version: 1.10
title: no
languages: [no]
sections:
  - id: 3.10
    questions:
      - { id: 1e3, type: single, options: [no, 010, 1e3, 2024-01-31], tags: { key: true, on: 1.10 } }
`;
    const { document, problems } = readDocument('questionnaire', 'q.yaml', text);
    expect(problems).toEqual([]);
    const { id, version, title, languages, sections } = document as Questionnaire;
    expect([id, version, title, ...languages]).toEqual(['010', '1.10', 'no', 'no']);
    expect(sections[0]?.id).toBe('3.10');
    expect(sections[0]?.questions[0]).toEqual({
      id: '1e3',
      type: 'single',
      options: ['no', '010', '1e3', '2024-01-31'],
      tags: { key: 'true', on: '1.10' },
    });
  });

  it('any text that must be quoted in YAML is read back unchanged', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...LOOKALIKES),
    );
    fc.assert(
      fc.property(nasty.filter(isAllowed), nasty.filter(isAllowed), (key, value) => {
        const text = stringify({ answers: { [key]: value } }, { schema: 'failsafe' });
        const { document } = readDocument('answers', 'answers.yaml', text);
        expect(Object.entries((document as Answers).answers)).toEqual([[key, value]]);
      }),
      { numRuns: 500 },
    );
  });

  it('a merge key is special only without quotes', () => {
    expect(readDocument('answers', 'a.yaml', 'answers: { "<<": "1" }').document).toEqual({ answers: { '<<': '1' } });
    expect(readDocument('answers', 'a.json', '{"answers":{"<<":""}}').document).toEqual({ answers: { '<<': '' } });
    expect(readDocument('answers', 'a.yaml', 'answers: { <<: "1" }').problems.map(({ code }) => code)).toEqual([
      'M109',
    ]);
  });

  it('any text written as JSON is read back unchanged', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 20 }), fc.string({ unit: 'grapheme' })), (answers) => {
        const { document } = readDocument('answers', 'answers.json', JSON.stringify({ answers }, null, '\t'));
        expect(Object.fromEntries(Object.entries((document as Answers).answers))).toEqual(answers);
      }),
      { numRuns: 200 },
    );
  });
});

/** What the writer, not the reader, would get wrong: lone surrogates, and empty text, which it leaves unquoted. */
function isAllowed(text: string): boolean {
  return (
    text !== '' &&
    !/[\p{Cc}\p{Cs}\ufeff]|^<<$/u.test(text.replaceAll('\n', '').replaceAll('\t', '')) &&
    parseDocument(stringify(text, { schema: 'failsafe' }), { schema: 'failsafe' }).toJS() === text
  );
}

describe('numbers', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['0.1', 0.1],
    ['-1.50', -1.5],
    ['+5', 5],
    ['1e3', 1000],
    ['2.5E-2', 0.025],
    ['123456789012345', 123456789012345],
    ['0.123456789012345', 0.123456789012345],
    ['100000000000000000', 1e17],
    ['1.000000000000000000', 1],
  ])('a number is read as a decimal: %s', (text, value) => {
    expect(Object.is(readNumber(text), value)).toBe(true);
  });

  it.each([
    ['010', 'M107'],
    ['0x1F', 'M107'],
    ['0o10', 'M107'],
    ['0b1', 'M107'],
    ['.inf', 'M107'],
    ['-.inf', 'M107'],
    ['.nan', 'M107'],
    ['1_000', 'M107'],
    ['"1.5"', 'M107'],
    ['true', 'M107'],
    ['~', 'M107'],
    ['', 'M107'],
    ['1e999', 'M107'],
    ['1e-999', 'M107'],
    ['1e99999', 'M107'],
    ['1234567890123456', 'M108'],
    ['0.1234567890123456', 'M108'],
  ])('in YAML, %s is refused as a number', (text, code) => {
    expect(readNumber(text)).toBe(code);
  });

  it('numbers of up to 15 digits are read without losing a digit', () => {
    const digits = fc.bigInt({ min: 1n, max: 999_999_999_999_999n });
    fc.assert(
      fc.property(digits, fc.integer({ min: -20, max: 20 }), fc.boolean(), (whole, exponent, negative) => {
        const text = `${negative ? '-' : ''}${whole}e${exponent}`;
        expect(fromNumber(readNumber(text) as number)).toEqual(parseDecimal(text));
      }),
    );
  });
});

describe('null and booleans', () => {
  const statement = (verified: string): string =>
    `kind: cases\nsource: { verified: ${verified} }\ncases: [{ id: a, expect: { level: 1 } }]\n`;
  it.each([
    ['true', true],
    ['false', false],
  ])('in YAML, %s is read as a boolean', (text, value) => {
    expect(readDocument('cases', 'c.yaml', statement(text)).document?.source?.verified).toBe(value);
  });
  it.each(['True', 'yes', 'on', '1', '"true"', '~', ''])('in YAML, %s is refused as a boolean', (text) => {
    expect(readDocument('cases', 'c.yaml', statement(text)).problems.map(({ code }) => code)).toEqual(['M107']);
  });
  it.each(['null', '~', ''])('in YAML, "%s" is read as null if null is allowed', (text) => {
    const { document } = readDocument(
      'cases',
      'c.yaml',
      `kind: cases\ncases:\n  - id: a\n    expect:\n      level: ${text}\n      facts: { a: ${text} }\n`,
    );
    expect(document?.cases[0]?.expect).toEqual({ level: null, facts: { a: null } });
  });
  it('a quoted null is read as a text', () => {
    const { document } = readDocument(
      'cases',
      'c.yaml',
      'kind: cases\ncases: [{ id: a, expect: { facts: { a: "null" } } }]\n',
    );
    expect(document?.cases[0]?.expect.facts).toEqual({ a: 'null' });
  });
  it('null is reported if a value is needed', () => {
    expect(readAnswer('')).toBe('M107');
  });
});

describe('keys named like built-in members of objects', () => {
  const text = 'answers:\n  __proto__: a\n  constructor: b\n  toString: [c]\n  hasOwnProperty: { value: d }\n';

  it('a key named like a built-in member, such as `constructor`, is a key like any other', () => {
    const { document, problems } = readDocument('answers', 'answers.yaml', text);
    expect(problems).toEqual([]);
    expect(Object.keys(document?.answers ?? {})).toEqual(['__proto__', 'constructor', 'toString', 'hasOwnProperty']);
    expect(({} as { value?: string }).value).toBeUndefined();
  });

  it('built-in members of objects, such as `constructor`, are not found as keys of an empty map', () => {
    const { document } = readDocument('answers', 'answers.yaml', 'answers: {}\n');
    expect(document?.answers.constructor).toBeUndefined();
    expect(document?.answers.toString).toBeUndefined();
  });

  it('keys named like built-in members are unknown where only listed keys are allowed', () => {
    const { problems } = readDocument(
      'answers',
      'answers.yaml',
      'answers: {}\n__proto__: { answers: 1 }\nconstructor: 1\n',
    );
    expect(problems.map(({ code, details }) => `${code} ${details.found}`)).toEqual([
      'M109 __proto__',
      'M109 constructor',
    ]);
  });
});

describe('a text that is being edited', () => {
  const TEXT = `kind: questionnaire
facts:
  # Who it is.
  - { id: code, type: text, text: Code }

  - &size
    id: size
    type: integer
    text: >-
      How many people
      work there?
sections:
  - id: s
    questions:
      - { id: q1, type: single, options: &yes [{ id: a, text: "A" }] }
      - { id: q2, type: single, options: *yes }
  - id: t
    title: "T: of the
      second"
    questions: []
`;
  const pathsIn = (value: unknown, at: Path = []): Path[] => [
    at,
    ...Object.entries(typeof value === 'object' && value !== null ? value : {}).flatMap(([key, inner]) =>
      pathsIn(inner, [...at, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
  const edits = fc.array(
    fc.record({
      at: fc.nat(TEXT.length),
      gone: fc.constantFrom(0, 0, 1, 9, 40),
      added: fc.constantFrom(
        '',
        'x',
        ' ',
        '\n',
        '"',
        ': ',
        '#',
        '  - ',
        '  - id: u\n',
        '\n  - id: v\n',
        '---\n',
        '[',
        '*no',
      ),
    }),
    { minLength: 1, maxLength: 6 },
  );

  it('rereading an edited text in part gives the same document and places as reading it in full', () => {
    fc.assert(
      fc.property(edits, (list) => {
        let [text, earlier] = [TEXT, readDocument('questionnaire', 'q.yaml', TEXT).parsed];
        for (const { at, gone, added } of list) {
          const next = text.slice(0, at) + added + text.slice(at + gone);
          const again = readDocument('questionnaire', 'q.yaml', next, { earlier });
          const fresh = readDocument('questionnaire', 'q.yaml', next);
          expect(again.problems).toEqual(fresh.problems);
          expect(again.value).toEqual(fresh.value);
          for (const path of pathsIn(fresh.value))
            for (const on of ['key', 'value'] as const) expect(again.locate(path, on)).toEqual(fresh.locate(path, on));
          earlier = again.parsed;
          if (fresh.value !== undefined) text = next;
        }
      }),
      { numRuns: 80 },
    );
  });
});
