import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';
import { csvOf, manyRows, readOutputs, rowOf } from './sample-export.ts';

/** What looks like rows. */
const FALSE_ROWS = csvOf(Array.from({ length: 1000 }, (_, i) => rowOf(i)));

test('a long export gives the same bytes from a file and from standard input', async () => {
  const cwd = await scratchFolder();
  const rows = manyRows();
  // Lines within the quotes of a name that look like rows are rejected, each as a row of its own.
  rows[2000] = rowOf(2000, { name: FALSE_ROWS });
  const table = csvOf(rows);
  await writeFile(path.join(cwd, 'export.csv'), table);
  const run = async (file: string): Promise<string[]> => {
    const { code, stderr } = await matura(['batch', 'quick-scan-china', file], { cwd, input: table });
    expect([code, stderr]).toEqual([1, expect.stringContaining('5000 rows read')]);
    return readOutputs(cwd, file === '-' ? '' : 'export.');
  };
  const fromFile = await run('export.csv');
  expect(fromFile[1]?.split('\n').length).toBeGreaterThan(50);
  expect(await run('-')).toEqual(fromFile);
});

test('invalid bytes far into a file are refused, and the error names the line', async () => {
  const cwd = await scratchFolder();
  const table = Buffer.concat([Buffer.from(csvOf(manyRows())), Buffer.from([0xff, 0x0a])]);
  await writeFile(path.join(cwd, 'export.csv'), table);
  expect((await matura(['batch', 'quick-scan-china', 'export.csv'], { cwd })).stderr).toMatch(/line 4082 /);
  expect(await readdir(cwd)).toEqual(['export.csv']);
});
