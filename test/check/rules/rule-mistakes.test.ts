import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
// @ts-expect-error: a script of the build, without types
import { generateRules } from '../../../.build/rules.mjs';
import { ROOT } from '../../commands/matura.ts';

const FOLDER = 'src/check/rules';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'matura-rules-'));
  await cp(path.join(ROOT, FOLDER), path.join(root, FOLDER), { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

test.each([
  ['a severity that does not exist', 'severity: error', 'severity: fatal', '"severity" must be error or warning'],
  ['a name with a blank', 'name: never-asked', 'name: never asked', '"name" must be words in small letters'],
  ['a key that rules do not have', 'severity: error', 'severity: error\nreason: none', '"reason" is not one of name'],
  ['no good example', /^good:/m, 'note:', '"note" is not one of'],
  ['a good example that is empty', /^good:[\s\S]*/m, 'good:\n', '"good" is missing'],
  [
    'a file that is data, not text',
    /rubric\.yaml: \|/,
    'rubric.yaml:',
    '"both": the content of rubric.yaml must be a text',
  ],
  ['a file in both examples and in one', 'bad:', 'bad:\n  rubric.yaml: ""', 'rubric.yaml is in "both" and in "bad"'],
])('the build refuses a rule file with %s, and names the file', async (_, found, written, refusal) => {
  const file = path.join(root, FOLDER, 'M301.yaml');
  const text = await readFile(file, 'utf8');
  const changed = text.replace(found, written);
  expect(changed).not.toBe(text);
  await writeFile(file, changed);
  try {
    await expect(generateRules(root)).rejects.toThrow(`${FOLDER}/M301.yaml: ${refusal}`);
  } finally {
    await writeFile(file, text);
  }
});

test('the build refuses a rule file that is not named after its code', async () => {
  const file = path.join(root, FOLDER, 'levels.yaml');
  await writeFile(file, 'name: level-gap\n');
  try {
    await expect(generateRules(root)).rejects.toThrow(`${FOLDER}/levels.yaml: a rule is called by its code`);
  } finally {
    await rm(file);
  }
});
