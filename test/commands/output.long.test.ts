import { appendFile, copyFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';

const EXPORT = path.join(ROOT, 'examples/exports/quick-scan-china/ids.csv');

test.each([
  ['template', ['template', 'quick-scan-china', '--format', 'yaml']],
  ['map', ['map', 'quick-scan-china', EXPORT]],
])('for matura %s, `-` means standard output, not a file of that name', async (_, args) => {
  const cwd = await scratchFolder();
  const [plain, named] = [await matura(args, { cwd }), await matura([...args, '-o', '-'], { cwd })];
  expect(named).toEqual(plain);
  expect(plain.stdout).not.toBe('');
  expect(await readdir(cwd)).toEqual([]);
});

test('batch refuses standard output for its results before it reads any input', async () => {
  const cwd = await scratchFolder();
  const run = await matura(['batch', 'quick-scan-china', EXPORT, '-o', '-', '--lang', 'en'], { cwd });
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toContain('"-" is not a file');
  expect(await readdir(cwd)).toEqual([]);
});

const PACK = path.join(ROOT, 'questionnaires/quick-scan-china');

test.each([
  ['template', ['template', 'quick-scan-china', '-o', 'none/t.yaml']],
  ['map', ['map', 'quick-scan-china', EXPORT, '-o', 'none/m.yaml']],
  ['form', ['form', 'quick-scan-china', '-o', 'none/f.html']],
  ['validate', ['validate', PACK, '--format', 'json', '--output', 'none/v.json']],
  ['batch', ['batch', 'quick-scan-china', EXPORT, '-o', 'none/r.csv']],
  ['batch --rejects', ['batch', 'quick-scan-china', EXPORT, '-o', 'r.csv', '--rejects', 'none/j.csv']],
  ['portfolio', ['portfolio', 'nothing.csv', '-o', 'none/p.html', '--format', 'html']],
  ['portfolio --missing', ['portfolio', 'nothing.csv', '--missing', 'none/p.csv']],
  ['report', ['report', 'nobody.json', '-o', 'none/r.html']],
])('%s: an output whose folder does not exist is refused', async (_, args) => {
  const cwd = await scratchFolder();
  const run = await matura(args, { cwd });
  expect(run.code).toBe(3);
  expect(run.stderr).toContain('there is no folder none\nCreate the folder, or check the path.');
  expect(await readdir(cwd)).toEqual([]);
});

test('a missing folder for several outputs is created', async () => {
  const cwd = await scratchFolder();
  const args = [
    'score',
    'quick-scan-china',
    path.join(ROOT, 'test/fixtures/reports/quick-scan.yaml'),
    '--files',
    'a/b',
  ];
  expect(await matura(args, { cwd })).toMatchObject({ code: 0 });
  expect(await readdir(path.join(cwd, 'a/b'))).toHaveLength(2);
});

test.each([
  ['report', ['report', 'KEY', '--format', 'json', '-o', 'files/KEY.json']],
  ['report of a file', ['report', 'files/KEY.json', '-o', './files/../files/KEY.json']],
  ['compare', ['compare', 'KEY', '--json', '-o', 'files/KEY.json']],
  ['portfolio', ['portfolio', 'files', '--format', 'json', '-o', 'files/KEY.json']],
  ['report over its peers', ['report', 'KEY', '--peers', 'export.csv', '--format', 'csv', '-o', 'export.csv']],
  ['compare over its peers', ['compare', 'KEY', '--peers', 'export.csv', '--format', 'csv', '-o', 'export.csv']],
  ['report over its template', ['report', 'KEY', '--format', 'docx', '--template', 'export', '-o', 'export']],
  ['map over its export', ['map', 'quick-scan-china', 'export', '-o', 'export']],
])('%s: an input, or the file of an enterprise, is never overwritten', async (_, args) => {
  const cwd = await scratchFolder();
  for (const name of ['export.csv', 'export']) await copyFile(EXPORT, path.join(cwd, name));
  const answers = path.join(ROOT, 'test/fixtures/reports/quick-scan.yaml');
  expect(await matura(['score', 'quick-scan-china', answers, '--files', 'files'], { cwd })).toMatchObject({ code: 0 });
  const [file = ''] = (await readdir(path.join(cwd, 'files'))).filter((name) => name.endsWith('.json'));
  const contents = () =>
    Promise.all(['export.csv', 'export', `files/${file}`].map((one) => readFile(path.join(cwd, one), 'utf8')));
  const before = await contents();
  const named = args.map((arg) => arg.replace('KEY', file.replace('.json', '')));
  const run = await matura([...named, '--lang', 'en'], { cwd });
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(
    /(is named twice|is the file of an enterprise).* would be overwritten\nName another file\.\n/,
  );
  expect(await contents()).toEqual(before);
});

test.each([
  ['template, YAML', 'file.yaml', ['template', 'quick-scan-china']],
  ['template, workbook', 'file.xlsx', ['template', 'quick-scan-china']],
  ['map', 'file.yaml', ['map', 'quick-scan-china', 'export.csv']],
])('%s: a filled-in or reviewed file is never overwritten', async (_, name, words) => {
  const args = [...words, '-o', name];
  const cwd = await scratchFolder();
  await copyFile(EXPORT, path.join(cwd, 'export.csv'));
  const file = path.join(cwd, name);
  expect(await matura(args, { cwd })).toMatchObject({ code: 0 });
  // Untouched it may be made again.
  expect(await matura(args, { cwd })).toMatchObject({ code: 0 });
  await appendFile(file, '# reviewed');
  const before = await readFile(file);
  const run = await matura(args, { cwd });
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toBe(
    `matura: ${name} already exists with other content, which would be overwritten\nName another file, or replace this one with --force.\n`,
  );
  expect(await readFile(file)).toEqual(before);
});
