import { spawn } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from '../matura.ts';
import { csvOf, type Row, rowOf } from './sample-export.ts';

/** What looks like rows, longer than a part of the file that a thread takes. */
const FALSE_ROWS = csvOf(Array.from({ length: 1000 }, (_, i) => rowOf(i)));

/** Some thousand rows: quoted newlines, rejected rows, keys that stand twice far from each other. */
function manyRows(count = 4000): Row[] {
  return Array.from({ length: count }, (_, i) => {
    const odd: Row = i % 50 === 0 ? { name: 'two\nlines, "quoted"' } : i % 71 === 0 ? { employees: '-1' } : {};
    return rowOf(i % 997 === 0 ? 0 : i, { district: `District ${i % 7}`, plan: String(i % 4), ...odd });
  });
}

async function bytesOf(folder: string): Promise<string[]> {
  return Promise.all(['results.csv', 'rejects.csv'].map((name) => readFile(path.join(folder, name), 'utf8')));
}

test('gives the same bytes for any number of threads, and from standard input', async () => {
  const cwd = await scratchFolder();
  const rows = manyRows();
  rows[2000] = rowOf(2000, { name: FALSE_ROWS });
  const table = csvOf(rows);
  await writeFile(path.join(cwd, 'export.csv'), table);
  const run = async (...args: string[]): Promise<string[]> => {
    const { code, stderr } = await matura(['batch', 'quick-scan', ...args], { cwd, input: table });
    expect([code, stderr]).toEqual([1, expect.stringContaining('4000 rows read')]);
    return bytesOf(cwd);
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

test('killed at any moment, no partial file stands under a final name, and the next run gives the same bytes', async () => {
  const [cwd, whole] = [await scratchFolder(), await scratchFolder()];
  // Its beginning is looked at as a whole before anything is written.
  const table = csvOf([rowOf(99_999, { name: '示例' }), ...manyRows(12_000)]);
  await matura(['batch', 'quick-scan', '-'], { cwd: whole, input: table });
  for (const share of [0.6, 0.8, 0.99]) {
    const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), 'batch', 'quick-scan', '-'], { cwd });
    child.stdin.on('error', () => {});
    child.stdin.write(table.slice(0, table.length * share));
    while (!(await readdir(cwd)).some((name) => name.endsWith('.tmp'))) await sleep(20);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));
    const left = await readdir(cwd);
    expect(
      left.every((name) => /^\.matura-.*\.tmp$/.test(name)),
      left.join(),
    ).toBe(true);
    for (const name of left) await rm(path.join(cwd, name));
  }
  await matura(['batch', 'quick-scan', '-'], { cwd, input: table });
  expect(await bytesOf(cwd)).toEqual(await bytesOf(whole));
}, 60_000);
