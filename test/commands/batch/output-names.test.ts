import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { csvOf, keyOf, rowOf } from './sample-export.ts';

/** Rows of which the last is rejected. */
const rowsFrom = (first: number) => [rowOf(first), rowOf(first + 1), rowOf(first + 2, { plan: 'x' })];

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = await scratchFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.join(cwd, path.dirname(name)), { recursive: true });
    await writeFile(path.join(cwd, name), text);
  }
  return cwd;
}

const run = (cwd: string, ...args: string[]): Promise<Run> =>
  matura(['batch', 'quick-scan', ...args, '--quiet'], { cwd });

const read = (cwd: string, name: string): Promise<string> => readFile(path.join(cwd, name), 'utf8');

test('results and rejects are named after their export, and those of another export stay', async () => {
  const cwd = await folderWith({ 'spring.csv': csvOf(rowsFrom(1)), 'autumn.csv': csvOf(rowsFrom(11)) });
  const spring = await run(cwd, 'spring.csv');
  expect(spring).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Written: spring.results.csv, spring.rejects.csv'),
  });
  const before = await Promise.all(['spring.results.csv', 'spring.rejects.csv'].map((name) => read(cwd, name)));
  expect(before[1]).toContain(keyOf(3));
  expect((await run(cwd, 'autumn.csv')).code).toBe(1);
  expect((await readdir(cwd)).sort()).toEqual(
    ['autumn', 'spring'].flatMap((name) => ['csv', 'rejects.csv', 'results.csv'].map((end) => `${name}.${end}`)),
  );
  expect(await Promise.all(['spring.results.csv', 'spring.rejects.csv'].map((name) => read(cwd, name)))).toEqual(
    before,
  );
});

test('the export run again replaces its own outputs, even when all its rows are new', async () => {
  const cwd = await folderWith({ 'e.csv': csvOf(rowsFrom(1)) });
  await run(cwd, 'e.csv');
  await writeFile(path.join(cwd, 'e.csv'), csvOf(rowsFrom(21)));
  expect((await run(cwd, 'e.csv')).code).toBe(1);
  expect(await read(cwd, 'e.results.csv')).toContain(keyOf(21));
});

test.each([
  ['of the same name in another folder', ['b/e.csv'], 'e.results.csv'],
  ['with the same --output', ['other.csv', '-o', 'e.results.csv', '--rejects', 'r.csv'], 'e.results.csv'],
  ['with the same --rejects', ['other.csv', '-o', 'o.csv', '--rejects', 'e.rejects.csv'], 'e.rejects.csv'],
  ['from standard input', ['-', '-o', 'e.results.csv'], 'e.results.csv'],
])('an export %s does not replace what came from another one, unless forced', async (_, args, name) => {
  const other = csvOf(rowsFrom(31));
  const cwd = await folderWith({ 'a/e.csv': csvOf(rowsFrom(1)), 'b/e.csv': other, 'other.csv': other });
  expect((await run(cwd, 'a/e.csv')).code).toBe(1);
  const before = await read(cwd, name);
  const start = (...more: string[]): Promise<Run> =>
    matura(['batch', 'quick-scan', ...args, '--quiet', ...more], { cwd, input: other });
  expect(await start()).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${name} holds the rows of another`),
  });
  expect(await read(cwd, name)).toBe(before);
  expect((await readdir(cwd)).filter((one) => one.endsWith('.tmp'))).toEqual([]);
  expect((await start('--force')).code).toBe(1);
  expect(await read(cwd, name)).not.toBe(before);
  // The same export once more, with a row corrected, replaces its own.
  await writeFile(path.join(cwd, 'a/e.csv'), csvOf([rowOf(1), rowOf(2), rowOf(3)]));
  expect((await run(cwd, 'a/e.csv', '-o', 'own.csv', '--rejects', 'own-rejects.csv')).code).toBe(0);
  expect((await run(cwd, 'a/e.csv', '-o', 'own.csv', '--rejects', 'own-rejects.csv')).code).toBe(0);
});

test('enterprises are kept only if the results have their place', async () => {
  const cwd = await folderWith({ 'a.csv': csvOf(rowsFrom(1)), 'b.csv': csvOf(rowsFrom(41)) });
  await run(cwd, 'a.csv', '-o', 'r.csv');
  expect((await run(cwd, 'b.csv', '-o', 'r.csv', '--files', 'files')).code).toBe(2);
  expect(await readdir(cwd)).not.toContain('files');
});

test('a folder gives its name, and outputs beside their exports are not read as exports', async () => {
  const cwd = await folderWith({ 'in/a.csv': csvOf(rowsFrom(1)), 'in/b.csv': csvOf(rowsFrom(11)) });
  const inside = path.join(cwd, 'in');
  await run(inside, 'a.csv');
  const whole = await run(cwd, 'in');
  expect(whole.stderr).toContain('6 rows read; 4 scored; 2 rejected');
  expect(whole.stderr).toContain('Written: in.results.csv, in.rejects.csv');
  expect(whole.stderr).toMatch(/not read as exports: in\/a\.rejects\.csv\W.*in\/a\.results\.csv\n/);
});

test('beside a table of the same name in another format the whole name is taken', async () => {
  const lines = rowsFrom(51)
    .map((row) => JSON.stringify(row))
    .join('\n');
  const cwd = await folderWith({ 'e.csv': csvOf(rowsFrom(1)), 'e.jsonl': lines, 'f.jsonl': lines });
  await run(cwd, 'e.csv');
  expect((await run(cwd, 'e.jsonl')).stderr).toContain('Written: e.jsonl.results.csv, e.jsonl.rejects.csv');
  expect((await run(cwd, 'f.jsonl')).stderr).toContain('Written: f.results.csv, f.rejects.csv');
});
