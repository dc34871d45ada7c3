import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../src/i18n/catalogue.ts';
import { LANGUAGES } from '../../src/i18n/messages.ts';

type Leaf = readonly [path: string, message: unknown];

/** Every message with the path to it. */
function leavesOf(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, path ? `${path}.${key}` : key));
}

/** Messages that do not simply say all they are given. */
const OTHERWISE = /\.(decimal|group|largeUnits|date|money|adds)$/;
const TAKE_LISTS = /\.(and|or|items|list|sentences|clauses|together)$/;

describe.each(LANGUAGES)('the messages in %s', (language) => {
  const leaves = leavesOf(messagesOf(language)).filter(([path]) => !path.startsWith('diagnose.'));

  test('are complete', () => {
    const paths = (of: (typeof LANGUAGES)[number]): string[] => leavesOf(messagesOf(of)).map(([path]) => path);
    expect(paths(language).sort()).toEqual(paths('en').sort());
    for (const [path, message] of leaves) if (typeof message === 'string') expect(message, path).not.toBe('');
  });

  test('say everything they are told', () => {
    for (const [path, message] of leaves) {
      if (typeof message !== 'function' || OTHERWISE.test(path)) continue;
      const given = TAKE_LISTS.test(path) ? ['⟨1⟩', '⟨2⟩', '⟨3⟩'] : Array.from({ length: 5 }, (_, i) => `⟨${i + 1}⟩`);
      const said: string = TAKE_LISTS.test(path) ? message(given) : message(...given);
      const told = given.slice(0, TAKE_LISTS.test(path) ? 3 : namesOf(message as (...args: never[]) => string));
      for (const part of told) expect(said, path).toContain(part);
    }
  });

  test('have no space at an end and none doubled', () => {
    for (const [path, message] of leaves) {
      if (typeof message === 'string' && !/^numbers\./.test(path))
        expect(message, path).toBe(message.trim().replace(/ {2,}/, ' '));
    }
  });
});

/** How many of its arguments a message says: those that are words, not switches. */
function namesOf(message: (...args: never[]) => string): number {
  const names = /^\(([^)]*)\)/.exec(String(message))?.[1]?.split(',') ?? [];
  return names.filter((name) => name.trim() !== '' && !/^\s*(one|many|signed)\b/.test(name)).length;
}

/** Names that stay as they are in every language. */
const NAMES = /Matura|Wilson|Cronbach|NumPy|Alpha/gi;

test('Chinese is written with Chinese punctuation and without Latin words', () => {
  for (const [path, message] of leavesOf(messagesOf('zh'))) {
    if (path.startsWith('diagnose.')) continue;
    const said = typeof message === 'function' ? String(message).replaceAll(/\$\{[^}]*\}/g, '') : String(message);
    const text = typeof message === 'function' ? (said.match(/`[^`]*`/g) ?? []).join('') : said;
    expect(text, path).not.toMatch(/[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]/);
    if (typeof message === 'string') expect(text.replaceAll(NAMES, ''), path).not.toMatch(/[a-z]{3}/);
  }
});

test('German addresses people with Sie', () => {
  for (const [path, message] of leavesOf(messagesOf('de'))) {
    if (!path.startsWith('diagnose.'))
      expect(String(message), path).not.toMatch(/\b([Dd]u|[Dd]ein\w*|[Dd]ich|[Dd]ir)\b/);
  }
});

test('numbers, money and dates', () => {
  const said = LANGUAGES.map((language) => {
    const { numbers } = messagesOf(language);
    return [
      numbers.date(2026, 3, 1),
      numbers.and(['a', 'b', 'c']),
      numbers.or(['a', 'b']),
      numbers.or(['a']),
      numbers.months('1', true),
      numbers.range('-1', '2', true),
      numbers.money('5', 'CHF'),
    ];
  });
  expect(said).toEqual([
    ['1 March 2026', 'a, b and c', 'a or b', 'a', '1 month', '-1 to 2', '5 CHF'],
    ['2026年3月1日', 'a、b和c', 'a或b', 'a', '1个月', '-1至2', '5CHF'],
    ['1. März 2026', 'a, b und c', 'a oder b', 'a', '1 Monat', '-1 bis 2', '5\u00a0CHF'],
  ]);
});
