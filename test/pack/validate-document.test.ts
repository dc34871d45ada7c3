import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, visit } from 'yaml';
import { COMMON_SCHEMA, DOCUMENT_SCHEMAS } from '../../src/model/schemas.ts';
import type { WrittenKind } from '../../src/pack/document-kinds.ts';
import { readDocument } from '../../src/pack/read-document.ts';
import { describePattern } from '../../src/pack/schema-advice.ts';
import { problemInEnglish } from '../messages.ts';
import { HOME } from './sample-world.ts';

const WRITTEN: readonly WrittenKind[] = ['questionnaire', 'rubric', 'measures', 'policy', 'cases', 'answers'];

function messages(kind: WrittenKind, text: string): string[] {
  return readDocument(kind, 'f.yaml', text).problems.map((problem) => {
    const place = Array.isArray(problem.at) ? problem.at.join('.') : 'text';
    return `${place}: ${problemInEnglish(problem)}`;
  });
}

const score = (rule: string): string => `kind: rubric\nid: r\nscores:\n  s: ${rule}\n`;

describe('messages about alternatives', () => {
  it.each([
    ['summ', 'scores.s: "summ" is not allowed here'],
    ['[a]', 'scores.s: must be one of sum, mean, min, max or a map, not a list'],
    ['{}', 'scores.s: must be a map with at least 1 key'],
    ['{ sum: {} }', 'scores.s.sum: must be a map with at least 1 key'],
    ['{ sum: [] }', 'scores.s.sum: must be a list of at least 1 entry'],
    ['{ sum: [a, {}] }', 'scores.s.sum.1: must be text, not a map'],
    ['{ sum: { a: { weigth: 2 } } }', 'scores.s.sum.a.weigth: "weigth" is not a key here'],
    ['{ sum: { a: [heavy] } }', 'scores.s.sum.a: must be a number, text or a map, not a list'],
    ['{ title: { en: [x] }, sum: a }', 'scores.s.title.en: must be text, not a list'],
    [
      '{ title: { English: x }, sum: a }',
      'scores.s.title.English: "English" is not a language such as en, zh or zh-CN',
    ],
    ['{ title: [x], sum: a }', 'scores.s.title: must be text or a map, not a list'],
    ['{ cap: { summ: a }, sum: a }', 'scores.s.cap.summ: "summ" is not a key here'],
    ['{ of: a, steps: { low: 1 } }', 'scores.s.steps.low: "low" is not a number such as 0.5 or 1/3'],
    ['{ steps: { 0: 1 } }', 'scores.s: the key "of" is missing'],
    ['{ first: [{ when: { a: { minimum: 1 } } }] }', 'scores.s.first.0: the key "value" is missing'],
    ['{ first: [{ value: a, when: { anyOf: [{ a: 1 }] } }] }', 'scores.s.first.0.when.anyOf.0.a: "1" is not a map'],
    [
      '{ first: [{ value: a, when: { a: { minContains: 1 } } }] }',
      'scores.s.first.0.when.a: the key "contains" is missing',
    ],
    [
      '{ first: [{ value: a, when: { a: { minContains: 1.5, contains: { const: 1 } } } }] }',
      'scores.s.first.0.when.a.minContains: "1.5" is not a whole number',
    ],
    ['{ first: [{ value: [a] }] }', 'scores.s.first.0.value: must be a value, not a list'],
  ])('a mistake gets one message, about the alternative most likely meant: %s', (rule, message) => {
    expect(messages('rubric', score(rule))).toEqual([message]);
  });

  it('a derivation with a wrong key is not reported as a list of cases', () => {
    const text = (derive: string): string =>
      `kind: questionnaire\nid: q\nversion: '1'\ntitle: T\nlanguages: [en]\nsections: [{ id: s, questions: [{ id: a, type: single, derive: ${derive} }] }]\n`;
    const place = 'sections.0.questions.0.derive';
    expect(messages('questionnaire', text('{ of: b, stepps: { 0: A } }'))).toEqual([
      `${place}.stepps: "stepps" is not a key here`,
    ]);
    expect(messages('questionnaire', text('{ first: [] }'))).toEqual([
      `${place}.first: must be a list of at least 1 entry`,
    ]);
    expect(messages('questionnaire', text('ratio'))).toEqual([`${place}: "ratio" is not a map`]);
  });

  it('an instrument’s amount can be null, a number or a score', () => {
    const text = (amount: string): string =>
      `kind: policy\nid: p\nversion: '1'\ntitle: T\ncurrency: CNY\ninstruments: [{ id: i, title: T, type: loan, amount: ${amount} }]\n`;
    expect(messages('policy', text('null'))).toEqual([]);
    expect(messages('policy', text('-1'))).toEqual(['instruments.0.amount: must be at least 0']);
    expect(messages('policy', text('much'))).toEqual(['instruments.0.amount: "much" is not null, a number or a map']);
  });

  it('a weight must be greater than 0', () => {
    const text = `kind: measures\npriorities: [{ id: p, title: T, text: T, when: { a: { const: 1 } }, weight: 0 }]\nmeasures: [{ id: m, title: T, achieves: { a: 1 } }]\n`;
    expect(messages('measures', text)).toEqual(['priorities.0.weight: must be more than 0']);
  });

  it('a misnamed key is not also reported as missing', () => {
    expect(messages('rubric', 'kind: rubric\nid: r\nscorse: { s: sum }\n')).toEqual([
      'scorse: "scorse" is not a key here',
    ]);
    expect(messages('rubric', 'kind: rubric\nid: r\ncolour: red\n').sort()).toEqual([
      ': the key "scores" is missing',
      'colour: "colour" is not a key here',
    ]);
  });

  it('for a document of the wrong kind, only the kind is reported', () => {
    expect(messages('rubric', 'kind: measures\nmeasures: [{}]\n')).toEqual(['kind: "measures" is not allowed here']);
  });
});

it('every pattern of the schemas has a description in words', () => {
  const patterns = new Set<string>();
  JSON.stringify([COMMON_SCHEMA, ...WRITTEN.map((kind) => DOCUMENT_SCHEMAS[kind])], (key, value) => {
    if (key === 'pattern') patterns.add(value);
    return value;
  });
  expect(patterns.size).toBeGreaterThan(5);
  expect([...patterns].filter((pattern) => describePattern(pattern) === undefined)).toEqual([]);
});

describe('a valid document that is then damaged in one place', () => {
  const folder = join(HOME, 'questionnaires/miit-sme-2024');
  const files: [WrittenKind, string][] = [
    ['rubric', join(folder, 'rubric.yaml')],
    ['answers', join(HOME, 'examples/answers/miit-sme-2024.yaml')],
    ...readdirSync(join(folder, 'cases'))
      .slice(0, 2)
      .map((name): [WrittenKind, string] => ['cases', join(folder, 'cases', name)]),
  ];
  it.each(files)(
    'a document damaged in one place is either read or gets problems with a message and a place: %s',
    (kind, file) => {
      const good = readFileSync(file, 'utf8');
      const damage = fc.constantFrom('x', '""', '7', '-1.5', '~', 'true', '[]', '[x]', '{}', '{ x: 1 }');
      fc.assert(
        fc.property(fc.nat(), damage, fc.boolean(), (position, value, onKey) => {
          const document = parseDocument(good, { schema: 'failsafe' });
          const nodes: { key: unknown; value: unknown }[] = [];
          visit(document, { Pair: (_, pair) => void nodes.push(pair) });
          const target = nodes[position % nodes.length];
          if (!target) return;
          if (onKey) target.key = document.createNode('damaged');
          else target.value = parseDocument(value, { schema: 'failsafe' }).contents;
          const { document: read, problems } = readDocument(kind, 'f.yaml', String(document));
          expect(read === null).toBe(problems.length > 0);
          expect(problems.length).toBeLessThan(4);
          for (const problem of problems) {
            const message = problemInEnglish(problem);
            expect(message).not.toMatch(/undefined|object|as the schema/);
          }
        }),
        { numRuns: 60 },
      );
    },
  );
});
