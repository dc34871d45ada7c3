import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { EXPECTED_IN, messagesOf } from '../messages.ts';

type Leaf = readonly [path: string, message: unknown];

/** Lists that are longer in one language than in another. */
const OF_ANY_LENGTH = new Set(['language.variants', 'numbers.largeUnits']);

/** Every message with the path to it. */
function leavesOf(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null || OF_ANY_LENGTH.has(path)) return [[path, value]];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, path ? `${path}.${key}` : key));
}

/** Messages that do not simply say all they are given. */
const OTHERWISE = /\.(decimal|group|largeUnits|date|money|adds|tick)$|^batch\.reasons\.rows-in-quotes$/;
const TAKE_LISTS = /\.(and|or|items|list|sentences|clauses|together|sentence)$/;

/** Each argument of a message, by its name: a word to be found again, or what a switch is set to. */
function argumentsOf(message: (...given: never[]) => string | readonly string[]): unknown[] {
  const names =
    /^\(([^)]*)\)/
      .exec(String(message))?.[1]
      ?.split(',')
      .map((name) => name.trim()) ?? [];
  return names.flatMap((name, i): unknown[] => {
    if (name === '') return [];
    if (name === 'kind') return ['self'];
    return /^(one|many|signed|(is|has)[A-Z]\w*|_\w+)$/.test(name) ? [false] : [`⟨${i + 1}⟩`];
  });
}

/** All messages but those of the diagnosis, which are given numbers and have tests of their own. */
function messagesIn(language: (typeof LANGUAGES)[number]): Leaf[] {
  return leavesOf(messagesOf(language)).filter(([path]) => !path.startsWith('diagnose.'));
}

describe.each(LANGUAGES)('the messages in %s', (language) => {
  const leaves = messagesIn(language);

  test('are complete', () => {
    const paths = (of: (typeof LANGUAGES)[number]): string[] => leavesOf(messagesOf(of)).map(([path]) => path);
    expect(paths(language).sort()).toEqual(paths('en').sort());
    for (const [path, message] of leaves) if (typeof message === 'string') expect(message, path).not.toBe('');
  });

  test('say everything they are told', () => {
    for (const [path, message] of leaves) {
      if (typeof message !== 'function' || OTHERWISE.test(path)) continue;
      const given = TAKE_LISTS.test(path) ? ['⟨1⟩', '⟨2⟩', '⟨3⟩'] : argumentsOf(message as () => string);
      const said = [TAKE_LISTS.test(path) ? message(given) : message(...given)].flat().join('\n');
      for (const part of given) if (String(part).startsWith('⟨')) expect(said, path).toContain(part);
    }
  });

  test('have no space at an end and none doubled', () => {
    for (const [path, message] of leaves) {
      if (typeof message === 'string' && !/^numbers\./.test(path))
        expect(message, path).toBe(message.trim().replace(/ {2,}/, ' '));
    }
  });
});

/** Names that stay as they are in every language. */
const NAMES = /Matura( verify| key)?|Wilson|Cronbach|NumPy|Alpha|Ctrl-C|--[a-z-]+/gi;
/** What machines read, and messages that name a command, a file or a package. */
const CODES = /^(language|form\.language|init|simulate|dashboard|documents|refusals|verify|redaction)\./;

test('Chinese is written with Chinese punctuation and without Latin words', () => {
  for (const [path, message] of messagesIn('zh')) {
    const said = typeof message === 'function' ? String(message).replaceAll(/\$\{[^}]*\}/g, '') : String(message);
    const text = typeof message === 'function' ? (said.match(/`[^`]*`/g) ?? []).join('') : said;
    expect(text, path).not.toMatch(/[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]/);
    if (typeof message !== 'string' || CODES.test(path)) continue;
    expect(text.replaceAll(NAMES, ''), path).not.toMatch(/[a-z]{3}/);
  }
});

test('German addresses people with Sie', () => {
  for (const [path, message] of messagesIn('de')) {
    expect(String(message), path).not.toMatch(/\b([Dd]u|[Dd]ein\w*|[Dd]ich|[Dd]ir)\b/);
  }
});

test('numbers, money and dates', () => {
  const said = EXPECTED_IN.map((language) => {
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
