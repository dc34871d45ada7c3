import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';
import { csvOf, manyRows, readOutputs, rowOf } from './sample-export.ts';

/** What looks like rows, longer than a part of the file that a thread takes. */
const FALSE_ROWS = csvOf(Array.from({ length: 1000 }, (_, i) => rowOf(i)));

test('gives the same bytes for any number of threads, and from standard input', async () => {
  const cwd = await scratchFolder();
  const rows = manyRows();
  rows[2000] = rowOf(2000, { name: FALSE_ROWS });
  const table = csvOf(rows);
  await writeFile(path.join(cwd, 'export.csv'), table);
  const run = async (...args: string[]): Promise<string[]> => {
    const { code, stderr } = await matura(['batch', 'quick-scan', ...args], { cwd, input: table });
    expect([code, stderr]).toEqual([1, expect.stringContaining('4000 rows read')]);
    return readOutputs(cwd);
  };
  const alone = await run('export.csv', '--jobs', '1');
  expect(alone[1]?.split('\n').length).toBeGreaterThan(50);
  for (const jobs of ['2', '3']) expect(await run('export.csv', '--jobs', jobs), jobs).toEqual(alone);
  expect(await run('-')).toEqual(alone);
});

test('wrong bytes far behind are refused with their line by any number of threads', async () => {
  const cwd = await scratchFolder();
  const table = Buffer.concat([Buffer.from(csvOf(manyRows())), Buffer.from([0xff, 0x0a])]);
  await writeFile(path.join(cwd, 'export.csv'), table);
  const said = await Promise.all(
    ['1', '2'].map(
      async (jobs) => (await matura(['batch', 'quick-scan', 'export.csv', '--jobs', jobs], { cwd })).stderr,
    ),
  );
  expect(said[0]).toMatch(/line 4082 /);
  expect(said[1]).toBe(said[0]);
  expect(await readdir(cwd)).toEqual(['export.csv']);
});
