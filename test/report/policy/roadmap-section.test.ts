import { expect, test } from 'vitest';
import type { Language } from '../../../src/i18n/index.ts';
import { renderRoadmap } from '../../../src/report/policy/roadmap-terminal.ts';
import { speak, workshop } from '../report-samples.ts';

/** What is said where no measures were found for level 3 within half a year. */
async function notReached(language: Language, proven: boolean): Promise<string> {
  const report = await workshop();
  const roadmap = { estimate: 'high' as const, horizon: 6, proven, always: [], atOnce: 3, months: 0 };
  const recommendation = {
    ...report.recommendation,
    measures: [],
    target: { level: 3, reached: false, levelAfter: 2, unmet: [] },
    roadmap: { ...roadmap, phases: [], missed: [], stairs: [] },
  };
  return renderRoadmap({ ...report, recommendation }, { ...speak(language), color: false, width: 200 });
}

test.each([
  [
    'en',
    'Within a horizon of 6 months, level 3 (Leading) is not reached.',
    'there may be one',
    'Not proven to cost least',
  ],
  [
    'de',
    'Mit einem Zeitrahmen von 6 Monaten wird Stufe 3 (Führend) nicht erreicht.',
    'wurde kein Weg zu Stufe 3 (Führend) gefunden',
    'Nicht als',
  ],
  ['zh', '在期限6个月之内，达不到3级', '不能断定没有', '尚未证明'],
] as const)('in %s a level is out of reach for sure only where that is proven', async (language, sure, open, least) => {
  const proven = await notReached(language, true);
  expect(proven).toContain(sure);
  expect(proven).not.toContain(open);
  const givenUp = await notReached(language, false);
  expect(givenUp).toContain(open);
  expect(givenUp).not.toContain(sure);
  // Nothing was chosen that could cost least.
  expect(givenUp).not.toContain(least);
});
