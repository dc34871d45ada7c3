import { expect, test } from 'vitest';
import { formatKind } from '../../../src/report/text/answer-text.ts';
import { vocabularyOf } from '../../../src/report/text/assessment-report.ts';
import type { Input } from '../../../src/scoring/index.ts';
import { bundled, speak } from '../report-samples.ts';

test('the hint for an amount in ten thousands has an example unless the language has a word for it', async () => {
  const report = await bundled('miit-sme-2024.yaml');
  const hintIn = (language: 'en' | 'de' | 'zh', name: string): string => {
    const vocabulary = vocabularyOf(report, speak(language));
    return formatKind(vocabulary.inputOf(name) as Input, { vocabulary, messages: speak(language).messages.diagnose });
  };
  expect(hintIn('en', 'revenue')).toBe('Type a number (× CNY 10,000): 3500 for 35 million CNY');
  expect(hintIn('de', 'revenue')).toBe('Zahl eingeben (× 10.000 CNY): 3500 für 35 Mio.\u00a0CNY');
  expect(hintIn('zh', 'revenue')).toBe('请输入数字（万元）');
  expect(hintIn('en', 'employees')).not.toContain(' for ');
});
