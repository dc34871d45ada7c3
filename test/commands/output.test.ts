import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';

const EXPORT = path.join(ROOT, 'examples/exports/quick-scan/ids.csv');

test.each([
  ['template', ['template', 'quick-scan', '--format', 'yaml']],
  ['map', ['map', 'quick-scan', EXPORT]],
])('%s: - is standard output, and no file of that name', async (_, args) => {
  const cwd = await scratchFolder();
  const [plain, named] = [await matura(args, { cwd }), await matura([...args, '-o', '-'], { cwd })];
  expect(named).toEqual(plain);
  expect(plain.stdout).not.toBe('');
  expect(await readdir(cwd)).toEqual([]);
});

test('batch writes files alone, and says so before it reads anything', async () => {
  const cwd = await scratchFolder();
  const run = await matura(['batch', 'quick-scan', EXPORT, '--out', '-', '--lang', 'en'], { cwd });
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toContain('"-" is none');
  expect(await readdir(cwd)).toEqual([]);
});
