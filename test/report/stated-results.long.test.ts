import { expect, test } from 'vitest';
import { renderPolicyMarkdown } from '../../src/report/policy/policy-document.ts';
import { bundled, speak } from './report-samples.ts';

test.each([
  ['en', 'Digital level: level 2 or higher'],
  ['zh', '数字化水平等级：二级及以上'],
  ['de', 'Digitalisierungsstufe: Stufe 2 oder höher'],
] as const)(
  'in %s, a level that a policy names by its pack is written with the title of the pack’s score',
  async (lang, words) => {
    const text = renderPolicyMarkdown(await bundled('miit-sme-2024.yaml', 'zhongshan-2024'), speak(lang));
    expect(text).toContain(words);
    expect(text).not.toMatch(/sme[- ]2024\.level/i);
  },
);
