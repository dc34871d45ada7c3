import { expect, test } from 'vitest';
import type { Arithmetic, Instrument } from '../../../src/model/generated/types.ts';
import { amountInWords, calculationInWords } from '../../../src/report/policy/amount-text.ts';
import { vocabularyOf } from '../../../src/report/text/assessment-report.ts';
import { bundled, speak } from '../report-samples.ts';

const example = await bundled('miit-sme-2024.yaml', 'chengdu');
const vocabulary = vocabularyOf(example, speak('en'));

/** 30 % of 43,000. */
const rate: Arithmetic = {
  op: 'sum',
  value: '12900',
  parts: [{ op: 'read', name: 'cost', value: '43000', weight: '0.3' }],
};

const wordsOf = (arithmetic: Arithmetic, areas: Instrument['areas'] = []): string | undefined =>
  calculationInWords(
    { state: 'settled', currency: 'EUR', value: arithmetic.value as string, arithmetic },
    { areas },
    vocabulary,
  )?.replaceAll(/[\u00a0\u202f]/g, ' ');

test('an amount of a single part is printed as one calculation, and one of several parts with their total', () => {
  const single = '30% × 43,000 EUR (cost of the covered measures) = 12,900 EUR';
  expect(wordsOf({ op: 'sum', value: '12900', parts: [rate] })).toBe(single);
  expect(wordsOf({ op: 'sum', value: '25800', parts: [rate, rate] })).toBe(`(${single}) + (${single}) = 25,800 EUR`);
});

test('a cost of an area is named by the title of the area', () => {
  const cost = { op: 'read' as const, name: 'areaCost/2', value: '44000', weight: '0.5' };
  const areas = [
    { id: 'security', title: 'IT security' },
    { id: 'digitalisation', title: 'digitalisation' },
  ];
  expect(wordsOf({ op: 'sum', value: '22000', parts: [cost] }, areas)).toBe(
    '50% × 44,000 EUR (cost of the covered measures for digitalisation) = 22,000 EUR',
  );
});

test.each([
  [
    'en',
    '30% × (86,000 EUR (cost of the covered measures), limited to the maximum: 30,000 EUR) = 9,000 EUR, limited to the maximum: 6,000 EUR',
    '30% of (cost of the covered measures, at most 30,000 EUR), at most 6,000 EUR',
  ],
  [
    'de',
    '30 % × (86.000 EUR (Kosten der geförderten Maßnahmen), gekürzt auf den Höchstbetrag: 30.000 EUR) = 9.000 EUR, gekürzt auf den Höchstbetrag: 6.000 EUR',
    '30 % von (Kosten der geförderten Maßnahmen, höchstens 30.000 EUR), höchstens 6.000 EUR',
  ],
  [
    'zh',
    '30% × (8.6万欧元（所支持措施的费用），超过上限，按3万欧元计) = 9000欧元，超过上限，按6000欧元计',
    '（所支持措施的费用，最高3万欧元）的30%，最高6000欧元',
  ],
] as const)('in %s, a share of eligible cost shows how much of the cost counts', (language, calculation, rule) => {
  const words = vocabularyOf(example, speak(language));
  const cost: Arithmetic = { op: 'sum', value: '86000', parts: [{ op: 'read', name: 'cost', value: '86000' }] };
  const eligible: Arithmetic = {
    op: 'cap',
    value: '30000',
    weight: '0.3',
    parts: [cost, { op: 'constant', value: '30000' }],
  };
  const share: Arithmetic = { op: 'sum', value: '9000', parts: [eligible] };
  const arithmetic: Arithmetic = { op: 'cap', value: '6000', parts: [share, { op: 'constant', value: '6000' }] };
  const amount = { sum: { eligible: { sum: { cost: 1 }, cap: 30000, weight: 0.3 } }, cap: 6000 };
  expect(
    [
      calculationInWords({ state: 'settled', currency: 'EUR', value: '6000', arithmetic }, {}, words),
      amountInWords(amount, 'EUR', words),
    ].map((text) => text?.replaceAll(/[\u00a0\u202f]/g, ' ')),
  ).toEqual([calculation, rule]);
});
