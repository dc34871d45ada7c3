import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, type Token } from '@messageformat/parser';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { LANGUAGES, type Language } from '../../src/i18n/index.ts';
import { ROOT } from '../commands/matura.ts';
import { EXPECTED_IN, messagesOf } from '../messages.ts';

interface Message {
  readonly key: string;
  readonly text: string;
  /** The text without arguments, and what they are called. */
  readonly words: string;
  readonly names: ReadonlySet<string>;
}

function messagesIn(language: Language): Message[] {
  const textsOf = (value: unknown, key: string): [string, string][] => {
    if (typeof value === 'string') return [[key, value]];
    return Object.entries(value ?? {}).flatMap(([name, inner]) => textsOf(inner, `${key}.${name}`));
  };
  const folder = path.join(ROOT, 'src/i18n', language);
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.flatMap((name) => {
    const messages: unknown = parseYaml(readFileSync(path.join(folder, name), 'utf8'));
    return textsOf(messages, path.basename(name, '.yaml')).map(([key, text]) => ({ key, text, ...readMessage(text) }));
  });
}

function readMessage(text: string): Pick<Message, 'words' | 'names'> {
  const names = new Set<string>();
  const words: string[] = [];
  const walk = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (token.type === 'content') words.push(token.value);
      else words.push('⟨⟩');
      if ('arg' in token) names.add(token.arg);
      if ('cases' in token) for (const one of token.cases) walk(one.tokens);
    }
  };
  walk(parse(text));
  return { words: words.join(''), names };
}

/** Arguments that a language may leave out: what only its grammar would need. */
const GRAMMAR = /^([nm]|isClosed|many|signed|kind)$/;
/** Messages that do not write all that they are given. */
const OTHERWISE = /\.(decimal|group)$|\.(adds|tick)\./;

describe.each(LANGUAGES)('the messages in %s', (language) => {
  const messages = messagesIn(language);

  test('messages are complete, except rules and help, which are added in English first', () => {
    const keys = (of: readonly Message[]): string[] =>
      of
        .map(({ key }) => key)
        .filter((key) => !/^(rules|help)\.|\.(variants|countries|largeUnits|wordUnits|currencies)\./.test(key));
    expect(keys(messages).sort()).toEqual(keys(messagesIn('en')).sort());
  });

  test('messages print every argument they are given', () => {
    const english = new Map(messagesIn('en').map(({ key, names }) => [key, names]));
    for (const { key, names } of messages) {
      const missing = [...(english.get(key) ?? [])].filter((name) => !names.has(name) && !GRAMMAR.test(name));
      if (!OTHERWISE.test(key)) expect(missing, key).toEqual([]);
    }
  });

  test('messages have no leading, trailing or double spaces', () => {
    for (const { key, text, names } of messages) {
      if (names.size === 0 && !key.startsWith('language.')) expect(text, key).toBe(text.trim().replace(/ {2,}/, ' '));
    }
  });
});

/** Names that stay as they are in every language. */
const NAMES =
  /Matura( verify| key| template| portfolio)?|answers\.xlsx|diagnose|Wilson|Cronbach|NumPy|Alpha|Ctrl-C|\bHome\b|--[a-z-]+/gi;
/** What machines read, and messages that name a command, a file or a package. */
const CODES =
  /^(help|language|form\.form\.language|packs\.init|problems|programmes\.(columns|faults|refusals)|refusals|report\.documents|simulate|verify)\b|\.dashboard\./;

test('Chinese messages have Chinese punctuation and no Latin words', () => {
  for (const { key, words } of messagesIn('zh')) {
    if (/^(phrases|rules)\./.test(key)) continue;
    expect(words, key).not.toMatch(/[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]/);
    if (!CODES.test(key) && !words.includes('⟨⟩')) expect(words.replaceAll(NAMES, ''), key).not.toMatch(/[a-z]{3}/);
  }
});

test('German messages address people with Sie', () => {
  for (const { key, words } of messagesIn('de')) {
    expect(words, key).not.toMatch(/\b([Dd]u|[Dd]ein\w*|[Dd]ich|[Dd]ir)\b/);
  }
});

test('numbers, money and dates are formatted for each language', () => {
  const written = EXPECTED_IN.map((language) => {
    const { numbers } = messagesOf(language);
    return [
      numbers.date(2026, 3, 1),
      numbers.and(['a', 'b', 'c']),
      numbers.or(['a', 'b']),
      numbers.or(['a']),
      numbers.months('1', 1),
      numbers.range('-1', '2', true),
      numbers.money('5', 'CHF'),
    ];
  });
  expect(written).toEqual([
    ['1 March 2026', 'a, b and c', 'a or b', 'a', '1 month', '-1 to 2', '5 CHF'],
    ['2026年3月1日', 'a、b和c', 'a或b', 'a', '1个月', '-1至2', '5CHF'],
    ['1. März 2026', 'a, b und c', 'a oder b', 'a', '1 Monat', '-1 bis 2', '5\u00a0CHF'],
  ]);
});
