import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
// @ts-expect-error: a script of the build, without types
import { generateMessages } from '../../.build/messages.mjs';
import { ROOT } from '../commands/matura.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matura-messages-'));
  const isOwn = (name: string): boolean => !name.includes('generated');
  await cp(path.join(ROOT, 'src/i18n'), path.join(folder, 'src/i18n'), { recursive: true, filter: isOwn });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const FILE = 'src/i18n/de/batch.yaml';

test.each([
  ['a message that English does not have', /^/, 'neverSaid: Nie gesagt\n', 'English has no message neverSaid'],
  [
    'an argument that English does not give',
    /\{headings, list, and\}/,
    '{titles, list, and}',
    'has no argument titles',
  ],
  ['a style that lists do not have', /\{headings, list, and\}/, '{headings, list, annd}', 'lists have no style annd'],
  ['a brace that is never closed', /\{headings, list, and\}/, '{headings, list', 'countsBy'],
])('the build refuses messages with %s, and names the file', async (_, found, written, refusal) => {
  const file = path.join(folder, FILE);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(found, written));
  try {
    await expect(generateMessages(folder)).rejects.toThrow(refusal);
    await expect(generateMessages(folder)).rejects.toThrow(FILE);
  } finally {
    await writeFile(file, text);
  }
});
