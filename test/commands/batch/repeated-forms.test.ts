import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';
import { csvOf, readCsv, rowOf } from './sample-export.ts';

const KEEP = ['--files', 'files', '--date', '2026-11-20'];

async function batch(rows: Parameters<typeof csvOf>[0], args: readonly string[] = []) {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'a.csv'), csvOf(rows));
  const run = await matura(['batch', 'quick-scan-china', 'a.csv', '-o', 'r.csv', ...args], { cwd });
  const rejects = await readCsv(cwd, 'a.rejects.csv');
  return { cwd, ...run, results: await readCsv(cwd, 'r.csv'), lines: rejects.map(({ line }) => line) };
}

test('a form submitted twice counts once, with --files as well', async () => {
  const sent = rowOf(1, { plan: '1' });
  const { cwd, stderr, lines } = await batch([sent, rowOf(2), sent], KEEP);
  expect(lines).toEqual(['4']);
  expect(stderr).toContain('2 assessments added');
  expect(await readdir(path.join(cwd, 'files'))).toContain(`${sent.uscc}.json`);
});

test('with --files, forms whose answers differ are not repetitions, even if the result is the same', async () => {
  const sent = rowOf(1, { employees: '120' });
  const { lines, stderr } = await batch([sent, rowOf(2), { ...sent, employees: '121' }], KEEP);
  expect(lines).toEqual(['2', '4']);
  expect(stderr).toContain('1 assessment added');
});

test('rows with two names under one key are not taken for one form, even if their results are equal', async () => {
  const sent = rowOf(1);
  expect((await batch([sent, rowOf(2), { ...sent, name: 'Another Ltd' }])).lines).toEqual(['2', '4']);
  // Blanks, case and width make no other name.
  expect((await batch([sent, rowOf(2), { ...sent, name: 'ＥＸＡＭＰＬＥ  1' }])).lines).toEqual(['4']);
});

test('remarks count only the rows that are finally scored', async () => {
  const rows = Array.from({ length: 35 }, (_, i) => rowOf(i + 1));
  const { stderr } = await batch([...rows, rows[0] as (typeof rows)[number]]);
  expect(stderr).toContain('36 rows read; 35 scored; 1 rejected');
  expect(stderr).not.toContain('36 scored');
  expect(stderr).toContain('all 35 scored rows');
});

test('if --as-of is before the day of assessment, batch reports it with the number of rows', async () => {
  const rows = [rowOf(1), rowOf(2)];
  const before = await batch(rows, [...KEEP, '--as-of', '2026-01-01']);
  expect(before.stderr).toContain('as of a day before the assessment in 2 rows');
  const same = await batch(rows, [...KEEP, '--as-of', '2026-11-20']);
  expect(same.stderr).not.toContain('before the assessment');
});
