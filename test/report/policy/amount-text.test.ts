import { expect, test } from 'vitest';
import type { Arithmetic, Instrument } from '../../../src/model/generated/types.ts';
import { calculationInWords } from '../../../src/report/policy/amount-text.ts';
import { vocabularyOf } from '../../../src/report/text/assessment-report.ts';
import { bundled, speak } from '../report-samples.ts';

const vocabulary = vocabularyOf(await bundled('miit-sme-2024.yaml', 'chengdu'), speak('en'));

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
