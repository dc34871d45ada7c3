import { describe, expect, test } from 'vitest';
import { formMessagesOf } from '../../src/i18n/form/catalogue.ts';
import { importMessagesOf } from '../../src/i18n/import/catalogue.ts';
import { LANGUAGES } from '../../src/i18n/messages.ts';

type Leaf = readonly [path: string, message: unknown];

function leavesOf(value: unknown, path: string): Leaf[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, `${path}.${key}`));
}

describe.each(LANGUAGES)('the words of the form and of an import in %s', (language) => {
  const leaves = [...leavesOf(formMessagesOf(language), 'form'), ...leavesOf(importMessagesOf(language), 'import')];

  test('say everything they are told', () => {
    for (const [path, message] of leaves) {
      if (typeof message !== 'function') {
        expect(message, path).toBe(String(message).trim());
        expect(message, path).not.toBe('');
        continue;
      }
      const given = Array.from({ length: 4 }, (_, i) => i + 71);
      const said: string = message(...given);
      const told = /^\(([^)]*)\)/.exec(String(message))?.[1]?.split(',') ?? [];
      told
        .filter((name) => !/^\s*one\b/.test(name))
        .forEach((_, i) => {
          expect(said, path).toContain(String(given[i]));
        });
    }
  });

  test('are written as the language is', () => {
    for (const [path, message] of leaves) {
      const text = typeof message === 'function' ? String(message(2, 3, 4, 5)) : String(message);
      if (language === 'zh') expect(text, path).not.toMatch(/[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]/);
      if (language === 'de') expect(text, path).not.toMatch(/\b(du|dein|deine|Du|Dein)\b|"/);
    }
  });
});
