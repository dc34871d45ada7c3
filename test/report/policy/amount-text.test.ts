import { expect, test } from 'vitest';
import type { Arithmetic } from '../../../src/model/generated/types.ts';
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

const wordsOf = (arithmetic: Arithmetic): string | undefined =>
  calculationInWords(
    { state: 'settled', currency: 'EUR', value: arithmetic.value as string, arithmetic },
    vocabulary,
  )?.replaceAll(/[\u00a0\u202f]/g, ' ');

test('an amount of a single part is printed as one calculation, and one of several parts with their total', () => {
  const single = '30% × 43,000 EUR (cost of the measures it covers) = 12,900 EUR';
  expect(wordsOf({ op: 'sum', value: '12900', parts: [rate] })).toBe(single);
  expect(wordsOf({ op: 'sum', value: '25800', parts: [rate, rate] })).toBe(`(${single}) + (${single}) = 25,800 EUR`);
});
