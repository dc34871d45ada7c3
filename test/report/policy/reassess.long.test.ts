import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/i18n/index.ts';
import type { Reassessment } from '../../../src/model/generated/types.ts';
import { renderSummary } from '../../../src/report/assessment-summary.ts';
import { renderPolicyMarkdown } from '../../../src/report/policy/policy-document.ts';
import { bundled, speak } from '../report-samples.ts';

const REASSESS: Reassessment[] = [
  { name: 'Q5', to: 'C', measure: 'mes', on: '2026-09-30', assumed: true },
  { name: 'Q6', to: ['B', 'D'], measure: 'it-rulebook', on: '2026-03-01', assumed: false },
];

describe.each(LANGUAGES)('answers to be assessed again, in %s', (language) => {
  test('answers to be assessed again are in the policy and in the summary, with the measure and its day', async () => {
    const report = await bundled('miit-sme-2024.yaml', 'deyang-2024');
    const done = [{ id: 'mes', on: '2026-09-30' }];
    const changed = { ...report, recommendation: { ...report.recommendation, done, reassess: REASSESS } };
    const { reassess } = speak(language).messages.records;
    const whole = renderPolicyMarkdown(changed, speak(language));
    const summary = renderSummary(changed, { ...speak(language), color: false, width: 400 });
    for (const text of [whole, summary.replaceAll(/\n +/g, language === 'zh' ? '' : ' ')]) {
      expect(text).toContain(reassess.title);
      expect(text).toContain(reassess.assumed);
      expect(text).toContain(reassess.notAssumed);
      expect(text).toContain(speak(language).messages.numbers.date(2026, 9, 30));
      expect(text).not.toMatch(/undefined|\[object/);
    }
    expect(renderPolicyMarkdown(report, speak(language))).not.toContain(reassess.title);
  });
});

test('answers to be assessed again are listed together with the expected answers', async () => {
  const report = await bundled('miit-sme-2024.yaml', 'deyang-2024');
  const changed = { ...report, recommendation: { ...report.recommendation, done: [], reassess: REASSESS } };
  const text = renderSummary(changed, { ...speak('en'), color: false, width: 120 }).replaceAll(/\n +/g, ' ');
  expect(text).toMatch(
    /should be at least “[^”]+”, since “Full MES linked with machines, quality and planning” was done on 30 September 2026/,
  );
  expect(text).toMatch(/should include “[^”]+” and “[^”]+”, since “Rulebook/);
});
