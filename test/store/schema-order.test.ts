import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Enterprise, Recommendation, Result } from '../../src/model/generated/types.ts';
import { formatEnterprise, stringifyInSchemaOrder } from '../../src/store/enterprise-json.ts';
import { FACTS, makeAssessment, PACK, USCC } from './sample-data.ts';

const RESULT: Result = {
  schemaVersion: 1,
  tool: '0.1.0',
  pack: PACK,
  facts: { size: 'medium', district: '青羊' },
  scores: {
    total: { value: 41.5, lowest: 41.5, highest: 41.5, coverage: 1 },
    apart: { lowest: 0, highest: 5, coverage: 0 },
  },
  level: {
    value: 2,
    title: { zh: '规范级', en: 'Standardised' },
    lowest: 2,
    highest: 2,
    next: { value: 3, unmet: [{ name: 'total', keyword: 'minimum', truth: 'fails', needs: 60, has: 41.5 }] },
  },
  warnings: [{ code: 'not-asked', name: 'q9', stated: 'B' }],
};

const RECOMMENDATION: Recommendation = {
  schemaVersion: 1,
  policy: PACK,
  asOf: '2026-03-02',
  track: { id: 'sme', truth: 'holds' },
  target: { level: 3, reached: true },
  measures: [
    {
      id: 'mes',
      reasons: [{ name: 'q1', from: 'B', to: 'C' }],
      cost: { low: 10, high: 20, currency: 'CNY', illustrative: true },
      months: { low: 3, high: 6 },
    },
  ],
  instruments: [{ id: 'voucher', policy: 'chengdu', verdict: 'eligible', reasons: [] }],
};

const ENTERPRISE: Enterprise = {
  schemaVersion: 1,
  key: USCC,
  facts: FACTS,
  assessments: [makeAssessment({ assessor: 'Li', result: RESULT, recommendation: RECOMMENDATION })],
  records: [
    {
      number: 1,
      recordedAt: '2026-10-01T08:00:00.000Z',
      measure: 'mes',
      state: 'done',
      on: '2026-09-30',
      cost: { amount: 350000.5, currency: 'CNY' },
    },
    { number: 2, recordedAt: '2026-10-01T08:00:00.000Z', withdraws: 1, note: 'wrong' },
  ],
};

/** The names of ids, which stand in no schema and keep the order they have. */
const FREE = ['facts', 'answers', 'scores', 'title'];

function shuffle(value: unknown, weight: (key: string) => number, isFree = false): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffle(item, weight));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => [key, shuffle(item, weight, FREE.includes(key))] as const);
  return Object.fromEntries(isFree ? entries : entries.sort(([one], [other]) => weight(one) - weight(other)));
}

describe('the order of keys in an enterprise file', () => {
  test('keys of an enterprise file are written in the order of the schema', () => {
    const text = stringifyInSchemaOrder(ENTERPRISE);
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 50, maxLength: 50 }), (weights) => {
        const weight = (key: string) => weights[[...key].reduce((sum, c) => sum + c.charCodeAt(0), 0) % 50] ?? 0;
        expect(stringifyInSchemaOrder(shuffle(ENTERPRISE, weight) as Enterprise)).toBe(text);
      }),
    );
  });

  test('content of an enterprise file is never changed, even if an id is the name of a built-in', () => {
    const odd = {
      ...ENTERPRISE,
      facts: { constructor: { state: 'unknown' }, toString: { state: 'unknown' } },
    } as Enterprise;
    expect(JSON.parse(stringifyInSchemaOrder(odd))).toEqual(odd);
    const { chain, ...content } = JSON.parse(formatEnterprise(ENTERPRISE, { added: [] }).bytes.toString());
    expect(content).toEqual({ ...ENTERPRISE, schemaVersion: 2 });
    expect(chain.links).toHaveLength(3);
  });

  test('an enterprise file is written as JSON.stringify writes it, for any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (any) => {
        // Nothing is known of what stands under a key of an answer, so nothing there is put in another order.
        const value = { facts: { a: { value: any } } } as unknown as Enterprise;
        expect(stringifyInSchemaOrder(value)).toBe(JSON.stringify(value, null, 2));
      }),
    );
    const odd = { facts: { a: [undefined, Number.NaN, -0, {}, [], undefined], b: undefined } } as unknown as Enterprise;
    expect(stringifyInSchemaOrder(odd)).toBe(JSON.stringify(odd, null, 2));
  });

  test('a value that violates the schema is not written', () => {
    const [assessment] = ENTERPRISE.assessments;
    const wrong = {
      ...ENTERPRISE,
      assessments: [{ ...assessment, result: { ...RESULT, scores: { wrong: { state: 'unknown' } } } }],
    } as unknown as Enterprise;
    expect(() => formatEnterprise(wrong, { added: [] })).toThrow('does not follow its schema');
  });

  test('facts and answers stay in the order they were given in', () => {
    const [assessment] = (JSON.parse(stringifyInSchemaOrder(ENTERPRISE)) as Enterprise).assessments;
    expect(Object.keys(assessment?.answers ?? {}).slice(0, 3)).toEqual(['q1', 'q2', 'q3']);
    expect(Object.keys(assessment?.result.scores ?? {})).toEqual(['total', 'apart']);
    expect(Object.keys(assessment?.recommendation?.measures[0] ?? {})).toEqual(['id', 'reasons', 'cost', 'months']);
  });

  test('every schema that an enterprise file refers to is known', async () => {
    const folder = path.join(import.meta.dirname, '../../src/model');
    const read = async (file: string) => readFile(path.join(folder, file), 'utf8');
    const source = await readFile(path.join(folder, 'enterprise-schemas.ts'), 'utf8');
    const imported = (await readdir(folder)).filter((file) => source.includes(`/${file}'`));
    const texts = await Promise.all(
      ['enterprise.schema.json', 'result.schema.json', 'recommendation.schema.json'].map(read),
    );
    const referenced = texts.flatMap((text) => [...text.matchAll(/"\$ref": "([^"#]+)/g)].map((match) => match[1]));
    expect(imported).toEqual(expect.arrayContaining(referenced));
  });
});
