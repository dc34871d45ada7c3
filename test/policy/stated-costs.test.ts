import { describe, expect, test } from 'vitest';
import type { Measure } from '../../src/model/generated/types.ts';
import { toNumber } from '../../src/model/rational.ts';
import { compileMeasures } from '../../src/policy/measures.ts';
import { compileDocuments, readJoinery } from './joinery-pack.ts';

const IN_BOTH = [
  { low: 1000, high: 2000, currency: 'CNY' },
  { low: 300, high: { of: 'employees', steps: { 0: 500, 100: 900 } }, currency: 'EUR' },
];

function compile(currency: string | undefined, ...measures: readonly Partial<Measure>[]) {
  const complete = measures.map((one, i) => ({ id: `m${i}`, title: 'M', achieves: { erp: 'full' }, ...one }));
  const source = { file: 'measures.yaml', document: { kind: 'measures' as const, measures: complete as Measure[] } };
  const found = compileMeasures(source, compileDocuments(readJoinery()), currency);
  return {
    costs: found.measures.map(({ cost, costRule }) => [
      cost?.currency ?? costRule?.currency,
      cost && toNumber(cost.low),
    ]),
    savings: found.measures.flatMap(({ savings }) => savings.map(({ amount }) => toNumber(amount))),
    problems: found.problems.map(({ code, at }) => `${code} ${(at as readonly unknown[]).join('.')}`),
  };
}

describe('costs in several currencies', () => {
  test('if costs and savings are stated in several currencies, those in the pack’s currency count', () => {
    const saves = [
      { with: ['m1'], amount: 500, currency: 'CNY' },
      { with: ['m1'], amount: 100, currency: 'EUR' },
    ];
    const measures = [{ cost: IN_BOTH, savings: saves }, { cost: [...IN_BOTH].reverse() }] as Partial<Measure>[];
    expect(compile('CNY', ...measures)).toEqual({
      costs: [
        ['CNY', 1000],
        ['CNY', 1000],
      ],
      savings: [500],
      problems: [],
    });
    expect(compile('EUR', ...measures)).toEqual({
      costs: [
        ['EUR', null],
        ['EUR', null],
      ],
      savings: [100],
      problems: [],
    });
  });

  test('a measure with costs only in other currencies than the pack’s is reported at its cost', () => {
    const measures = [{ cost: IN_BOTH }, { cost: IN_BOTH[0] }, { running: [IN_BOTH[0]] }, {}] as Partial<Measure>[];
    expect(compile('EUR', ...measures).problems).toEqual([
      'M111 measures.1.cost.currency',
      'M111 measures.2.running.0.currency',
    ]);
    expect(compile('USD', measures[0] as Partial<Measure>).problems).toEqual(['M111 measures.0.cost.0.currency']);
  });

  test('if a pack states no currency, the currency of most costs counts', () => {
    const measures = [{ cost: IN_BOTH }, { cost: IN_BOTH[0] }] as Partial<Measure>[];
    expect(compile(undefined, ...measures).costs).toEqual([
      ['CNY', 1000],
      ['CNY', 1000],
    ]);
  });

  test('two costs in one currency, and mistakes in the rule of a cost, are reported with their place', () => {
    const twice = [IN_BOTH[0], { ...IN_BOTH[0] }];
    expect(compile('CNY', { cost: twice } as Partial<Measure>).problems).toEqual(['M201 measures.0.cost.1.currency']);
    const wrong = [IN_BOTH[0], { low: 1, high: { of: 'employes', steps: { 0: 1 } }, currency: 'EUR' }];
    expect(compile('EUR', { cost: wrong } as Partial<Measure>).problems).toEqual(['M203 measures.0.cost.1.high.of']);
  });
});
