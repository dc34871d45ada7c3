import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
// @ts-expect-error: a script of the build, without types
import { generateSpellings } from '../../.build/spellings.mjs';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { ROOT } from '../commands/matura.ts';

const FILE = 'spellings/workbooks.yaml';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'matura-spellings-'));
  await mkdir(path.join(root, 'src/model/generated'), { recursive: true });
  await cp(path.join(ROOT, 'package.json'), path.join(root, 'package.json'));
  for (const language of LANGUAGES) {
    const folder = `src/i18n/${language}/spellings`;
    await cp(path.join(ROOT, folder), path.join(root, folder), { recursive: true });
  }
  const languages = await readFile(path.join(ROOT, 'src/i18n/languages.ts'), 'utf8');
  await writeFile(path.join(root, 'src/i18n/languages.ts'), languages.replace(/(LANGUAGES = \[[^\]]*)\]/, "$1, 'fr']"));
  await mkdir(path.join(root, 'src/i18n/fr/spellings'), { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const writeFrench = (text: string): Promise<void> => writeFile(path.join(root, 'src/i18n/fr', FILE), text);

test('spellings added for one language are recognised in addition to those of the other languages', async () => {
  await writeFrench("columns: { question: [intitulé] }\npatterns: { points: ['pts? de base'] }\n");
  await generateSpellings(root);
  const text = await readFile(path.join(root, 'src/model/generated/workbooks-spellings.ts'), 'utf8');
  const { columns, patterns } = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  expect(columns.question).toEqual(expect.arrayContaining(['question', '题目', 'frage', 'intitulé']));
  expect(patterns.points).toEqual(expect.arrayContaining(['points?', 'pts?', '分', 'punkte?', 'pts? de base']));
});

test.each([
  ['a list that English does not have', 'columns: { poids: [poids] }', 'columns.poids is not a list that English has'],
  ['a text instead of a list', 'columns: { weight: poids }', 'columns.weight must be a list of texts'],
  ['a number in a list', 'columns: { weight: [100] }', 'columns.weight must be a list of texts'],
])('the build refuses spellings with %s, and names the file', async (_, text, refusal) => {
  await writeFrench(text);
  await expect(generateSpellings(root)).rejects.toThrow(`src/i18n/fr/${FILE}: ${refusal}`);
});
