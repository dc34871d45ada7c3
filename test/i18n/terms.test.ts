import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { LANGUAGES } from '../../src/i18n/index.ts';

const ROOT = path.join(import.meta.dirname, '../..');

/** The rows of the table of words for people in CONTRIBUTING.md. */
async function readTerms(): Promise<string[][]> {
  const text = await readFile(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const [section = ''] = text.slice(text.indexOf('### Words for people')).split('\n## ');
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** All messages of a language, with the place of each. */
async function readMessages(language: string): Promise<[place: string, text: string][]> {
  const folder = path.join(ROOT, 'src/i18n', language);
  const areas = (await readdir(folder)).filter((name) => name.endsWith('.yaml') && name !== 'language.yaml');
  const collect = (value: unknown, place: string): [string, string][] =>
    typeof value === 'string'
      ? [[place, value]]
      : Object.entries(value ?? {}).flatMap(([key, inner]) => collect(inner, `${place}.${key}`));
  const files = areas.map(async (area) =>
    collect(parse(await readFile(path.join(folder, area), 'utf8')), `${language}/${area}`),
  );
  return (await Promise.all(files)).flat();
}

test('messages use none of the words that the table of terms rules out', async () => {
  const terms = await readTerms();
  expect(terms.length).toBeGreaterThan(10);
  const banned = terms.flatMap(([, , , never = '']) => (never === '' ? [] : never.split(', ')));
  const messages = (await Promise.all(LANGUAGES.map(readMessages))).flat();
  const used = messages.flatMap(([place, text]) =>
    banned.filter((word) => text.includes(word)).map((word) => [place, word]),
  );
  expect(used).toEqual([]);
});

test('every term of the table is a word of the messages in its language', async () => {
  const terms = await readTerms();
  for (const [column, language] of (['en', 'de', 'zh'] as const).entries()) {
    const all = (await readMessages(language)).map(([, text]) => text.toLowerCase()).join('\n');
    const missing = terms.flatMap((row) =>
      (row[column] ?? '')
        .split('; in its heading ')
        // Endings differ with the case, and the number of a level is filled in.
        .map((word) => word.toLowerCase().replace(/ 2$/, ' {').replace('二级', 'hanzi}级'))
        .filter((word) => !word.split(' ').every((part) => all.includes(part.replace(/e$/, '')))),
    );
    expect(missing, language).toEqual([]);
  }
});
