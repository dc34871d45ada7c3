import { beforeAll, describe, expect, test } from 'vitest';
import { questionViewOf } from '../../../src/commands/diagnose/question-prompt.ts';
import type { LineQuestion } from '../../../src/commands/diagnose/terminal-screen.ts';
import { loadWording } from '../../../src/commands/diagnose/ui-context.ts';
import { findItem, startInterview } from '../../../src/interview/interview.ts';
import type { CompiledPack } from '../../../src/pack/compile-pack.ts';
import { EXPECTED_IN, messagesOf } from '../../messages.ts';
import { openBundled } from './open-bundled-pack.ts';
import { WORKSHOP } from './terminal-session.ts';

let bundled: CompiledPack;
beforeAll(async () => {
  bundled = await openBundled('miit-sme-2024');
});

test('messages use the singular for one and the plural for several', () => {
  const said = EXPECTED_IN.map((language) => {
    const { drafts, review } = messagesOf(language).diagnose;
    return [
      drafts.found({ count: 1 }),
      drafts.found({ count: 2 }),
      review.openQuestions({ count: 1 }),
      review.openQuestions({ count: 3 }),
      review.openFacts({ count: 1 }),
      review.openFacts({ count: 3 }),
    ];
  });
  expect(said).toEqual([
    [
      '1 diagnosis is under way. Go on with it?',
      '2 diagnoses are under way. Go on with one?',
      '1 question',
      '3 questions',
      '1 fact',
      '3 facts',
    ],
    [
      '有1个未完成的诊断，是否继续？',
      '有2个未完成的诊断，是否继续其中一个？',
      '1题',
      '3题',
      '1项企业信息',
      '3项企业信息',
    ],
    [
      '1 Diagnose ist noch nicht abgeschlossen. Damit weitermachen?',
      '2 Diagnosen sind noch nicht abgeschlossen. Mit einer davon weitermachen?',
      '1 Frage',
      '3 Fragen',
      '1 Angabe',
      '3 Angaben',
    ],
  ]);
});

describe('a question', () => {
  test.each([
    ['en', /^Question 16 of 31 · /],
    ['zh', /^第16题，共31题 · /],
    ['de', /^Frage 16 von 31 · /],
  ] as const)(
    'a question in %s shows its paper number in its text, and its position in the interview beside it',
    async (language, place) => {
      const start = startInterview(bundled.plan);
      const item = findItem(start, 'productDesign');
      const numbered = findItem(start, 'Q12');
      if (!item || !numbered) throw new Error('the questionnaire has changed');
      const wording = await loadWording(language, bundled, 2026);
      const asked = questionViewOf(start, item, wording);
      expect(asked.place).toMatch(place);
      expect(asked.text).not.toContain('productDesign');
      const other = questionViewOf(start, numbered, wording);
      expect(other.text).toMatch(/^Q12 {2}\S/);
      expect(other.place).not.toContain('Q12');
    },
  );

  test.each([
    ['en', 'The year 2023, on'],
    ['zh', '前年（2023 年）'],
    ['de', 'Das Jahr 2023, ab'],
  ] as const)('help in %s names years relative to the year of the assessment', async (language, named) => {
    const item = findItem(startInterview(bundled.plan), 'revenueBefore');
    if (!item) throw new Error('the questionnaire has changed');
    expect(
      questionViewOf(startInterview(bundled.plan), item, await loadWording(language, bundled, 2025)).help,
    ).toContain(named);
  });
});

test.each([
  ['en', 'Type only digits, such as 45.', 'Type only digits, such as 60.', 'that month ends on 28 February 2026'],
  ['de', 'Nur Ziffern eingeben, etwa 45.', 'Nur Ziffern eingeben, etwa 60.', 'Der Monat endet am 28. Februar 2026'],
  ['zh', '请只输入数字，例如 45。', '请只输入数字，例如 60。', '该月最后一天是2026年2月28日'],
] as const)('an error about typed input says in %s what to type instead', async (language, any, meant, day) => {
  const workshop = await openBundled(WORKSHOP);
  const wording = await loadWording(language, workshop, 2026);
  const start = startInterview(workshop.plan);
  const faultOf = (name: string, line: string): string => {
    const item = findItem(start, name);
    const asked = item && (questionViewOf(start, item, wording) as LineQuestion);
    const read = asked?.read(line);
    return asked && read && 'fault' in read ? asked.explain(read) : '';
  };
  expect(faultOf('employees', 'many')).toBe(any);
  expect(faultOf('employees', 'about 60')).toBe(meant);
  expect(faultOf('founded', '31.2.2026')).toContain(day);
});
