import { describe, expect, test } from 'vitest';
import type { WorkedLoan } from '../../../src/model/generated/types.ts';
import { renderMarkdown } from '../../../src/report/document/markdown-renderer.ts';
import { loanLines } from '../../../src/report/policy/instruments-section.ts';
import { makePolicyDocument } from '../../../src/report/policy/policy-document.ts';
import { type PolicyReport, vocabularyOf } from '../../../src/report/text/assessment-report.ts';
import { speak, workshop } from '../report-samples.ts';

const NOTE =
  'Each amount is rounded to the cent separately; sums are exact and can differ by a few cents from the total of the printed amounts.';

async function linesOf(subsidy: string): Promise<string[]> {
  const loan: WorkedLoan = { currency: 'CNY', principal: '1000', years: [{ interest: '34.57', subsidy }] };
  return loanLines(loan, vocabularyOf(await workshop(), speak('en'))).flatMap(({ parts = [] }) =>
    parts.map(({ text }) => text),
  );
}

test('if two half cents of a loan’s interest are both rounded up, a note in the report explains the sum', async () => {
  expect(await linesOf('17.285')).toEqual([
    'Year 1: interest 34.57 CNY, the subsidy pays 17.29 CNY of the interest, 17.29 CNY is left to pay',
    NOTE,
  ]);
  expect(await linesOf('17.28')).toHaveLength(1);
});

describe('costs of measures', () => {
  const policyWith = async (change: (report: PolicyReport) => object): Promise<string> => {
    const report = await workshop();
    const { roadmap: _, ...bare } = report.recommendation;
    const recommendation = { ...bare, ...change(report) };
    return renderMarkdown(makePolicyDocument({ ...report, recommendation }, speak('en')));
  };

  test('if no roadmap does, the page and the total state the saving from doing the measures together', async () => {
    const text = await policyWith(({ recommendation: { cost } }) => ({
      cost: cost && { ...cost, low: cost.low - 500, high: cost.high - 500, saved: 500 },
    }));
    const said = text.match(
      /Done together, the measures cost 500 CNY less than one by one; the sums already include this saving\./g,
    );
    expect(said).toHaveLength(2);
    expect(text).not.toContain(NOTE);
  });

  test('rounding is explained if costs with parts of a cent print differently from their sum', async () => {
    const text = await policyWith(({ recommendation: { cost, measures } }) => ({
      measures: measures.map((one, i) => (i < 2 ? { ...one, cost: { ...one.cost, low: 1.004, high: 5 } } : one)),
      cost: {
        ...cost,
        low: measures.slice(2).reduce((sum, one) => sum + (one.cost?.low ?? 0), 2.008),
      },
    }));
    expect(text).toContain(NOTE);
  });
});
