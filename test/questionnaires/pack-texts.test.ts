import { describe, expect, test } from 'vitest';
import { casesOf, PACKS, questionnaireOf, textsOf } from './bundled-documents.ts';

test('four packs come with Matura', () => {
  expect(PACKS).toEqual([
    'digital-intensity',
    'miit-sme-2024',
    'quick-scan',
    'quick-scan-china',
    'smart-manufacturing',
  ]);
});

describe.each(PACKS)('%s', (pack) => {
  test('the pack has all texts in Chinese, English and German', () => {
    const texts = textsOf(pack);
    expect(texts.length).toBeGreaterThan(50);
    const short = texts.filter(
      ([, text]) =>
        typeof text !== 'object' || !['zh', 'en', 'de'].every((language) => (text as never)[language] as unknown),
    );
    expect(short).toEqual([]);
  });

  test('the pack has no text that was left in another language', () => {
    const han = /\p{Script=Han}/u;
    // Names of Chinese documents and accounts stay as they are, in brackets.
    const strange = textsOf(pack).flatMap(([where, text]) => {
      const { zh, en, de } = text as Record<'zh' | 'en' | 'de', string>;
      const unbracketed = [en, de].some((words) => han.test(words.replace(/[（(][^（()）]*[）)]/gu, '')));
      return unbracketed || (!han.test(zh) && /[a-z]{4}/.test(zh)) ? [where] : [];
    });
    expect(strange).toEqual([]);
  });

  test('the pack has at least 15 cases, each with its arithmetic', () => {
    const cases = casesOf(pack);
    expect(cases.length).toBeGreaterThanOrEqual(15);
    expect(cases.filter(({ why }) => !why).map(({ id }) => id)).toEqual([]);
  });
});

/** What policies ask about by these names must mean the same in every pack. */
const SHARED = [
  'uscc',
  'name',
  'sector',
  'industry',
  'employees',
  'revenue',
  'assets',
  'district',
  'chain',
  'chainRole',
  'size',
];

test.each(['smart-manufacturing', 'quick-scan-china'])(
  '%s asks for the facts that policies read in the same way as miit-sme-2024',
  (pack) => {
    const factsOf = (of: string) => questionnaireOf(of).facts?.filter(({ id }) => SHARED.includes(id));
    expect(factsOf(pack)).toEqual(factsOf('miit-sme-2024'));
    expect(factsOf(pack)).toHaveLength(SHARED.length);
  },
);
