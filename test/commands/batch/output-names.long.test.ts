import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
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
  matura(['batch', 'quick-scan-china', ...args, '--quiet'], { cwd });

const read = (cwd: string, name: string): Promise<string> => readFile(path.join(cwd, name), 'utf8');

test('results and rejects are named after their export, so those of another export are not replaced', async () => {
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

test('the same export run again replaces its own outputs, even if all its rows are new', async () => {
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
])('an export %s does not replace the outputs of another one, unless forced', async (_, args, name) => {
  const other = csvOf(rowsFrom(31));
  const cwd = await folderWith({ 'a/e.csv': csvOf(rowsFrom(1)), 'b/e.csv': other, 'other.csv': other });
  expect((await run(cwd, 'a/e.csv')).code).toBe(1);
  const before = await read(cwd, name);
  const start = (...more: string[]): Promise<Run> =>
    matura(['batch', 'quick-scan-china', ...args, '--quiet', ...more], { cwd, input: other });
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

/** The same enterprises with other answers. */
const otherRowsFrom = (first: number) =>
  [0, 1, 2].map((i) => rowOf(first + i, { plan: '3', lead: '0', skills: String(i) }));

test.each([
  ['spring.csv', 'autumn.csv', ['-o', 'r.csv', '--rejects', 'j.csv'], 'r.csv'],
  ['spring.csv', 'autumn.csv', ['-o', 'r.jsonl', '--rejects', 'j.csv'], 'r.jsonl'],
  ['spring.csv', 'autumn.csv', ['-o', 'r.parquet', '--rejects', 'j.csv'], 'r.parquet'],
  ['spring.csv', 'autumn.csv', ['-o', 'r.arrow', '--rejects', 'j.csv'], 'r.arrow'],
  ['a/e.csv', 'b/e.csv', [], 'e.results.csv'],
])(
  'the results of %s are not replaced by those of %s for the same enterprises, with the options %j',
  async (one, other, args, name) => {
    const cwd = await folderWith({ [one]: csvOf(rowsFrom(1).slice(0, 2)), [other]: csvOf(otherRowsFrom(1)) });
    expect((await run(cwd, one, ...args)).code).toBe(0);
    const before = await readFile(path.join(cwd, name));
    const refused = await run(cwd, other, ...args);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(`${name} holds other scores of these`) });
    expect(await readFile(path.join(cwd, name))).toEqual(before);
    expect((await readdir(cwd)).filter((file) => file.endsWith('.tmp'))).toEqual([]);
    // The same once more, grown, or corrected in every row.
    expect((await run(cwd, one, ...args)).code).toBe(0);
    await writeFile(path.join(cwd, one), csvOf([...rowsFrom(1).slice(0, 2), rowOf(7)]));
    expect((await run(cwd, one, ...args)).code).toBe(0);
    await writeFile(path.join(cwd, one), csvOf(otherRowsFrom(1)));
    expect((await run(cwd, one, ...args)).code).toBe(0);
    expect(await readFile(path.join(cwd, name))).not.toEqual(before);
    await writeFile(path.join(cwd, other), csvOf(rowsFrom(1).slice(0, 2)));
    await utimes(path.join(cwd, other), 1, 1);
    expect((await run(cwd, other, ...args)).code).toBe(2);
    expect((await run(cwd, other, ...args, '--force')).code).toBe(0);
  },
);

test('a remark says how many scores changed when results replace those of an earlier export', async () => {
  const cwd = await folderWith({ 'spring.csv': csvOf(rowsFrom(1)) });
  const args = ['-o', 'r.csv', '--rejects', 'j.csv'];
  expect((await run(cwd, 'spring.csv', ...args)).stderr).not.toContain('replaced');
  expect((await run(cwd, 'spring.csv', ...args)).stderr).not.toContain('replaced');
  await writeFile(path.join(cwd, 'autumn.csv'), csvOf([...rowsFrom(1).slice(0, 1), ...otherRowsFrom(1).slice(1)]));
  const later = await run(cwd, 'autumn.csv', ...args);
  expect(later.stderr).toContain(
    'the earlier results in r.csv were replaced: 1 of 2 enterprises compared has different scores now. ',
  );
  await writeFile(path.join(cwd, 'autumn.csv'), csvOf(rowsFrom(1)));
  const { stdout } = await matura(['batch', 'quick-scan-china', 'autumn.csv', ...args, '--json'], { cwd });
  expect(JSON.parse(stdout).remarks).toContainEqual({ code: 'replaced', file: 'r.csv', changed: 1, rows: 2 });
  // Under the name of its export, results are those of that export.
  expect((await run(cwd, 'autumn.csv')).code).toBe(1);
  await writeFile(path.join(cwd, 'autumn.csv'), csvOf(otherRowsFrom(1)));
  expect((await run(cwd, 'autumn.csv')).stderr).not.toContain('replaced');
});

test('rows without keys are compared by position, and a changed pack or mapping may change all scores', async () => {
  const rubric = (points: number): string =>
    JSON.stringify({ kind: 'rubric', id: 'shares', scores: { total: { of: 'online', linear: { 0: 0, 3: points } } } });
  const cwd = await folderWith({
    'shares/questionnaire.yaml': JSON.stringify({
      ...{ kind: 'questionnaire', id: 'shares', version: '1.0.0', languages: ['en'], title: 'Shares' },
      sections: [{ id: 'main', questions: [{ id: 'online', type: 'scale', maximum: 3, text: 'Machines online' }] }],
    }),
    'shares/rubric.yaml': rubric(3),
    'a.csv': 'online\n1\n2\n3\n',
    'b.csv': 'online\n3\n1\n2\n',
  });
  const start = (file: string): Promise<Run> =>
    matura(['batch', './shares', file, '-o', 'r.csv', '--rejects', 'j.csv', '--quiet'], { cwd });
  expect(await start('a.csv')).toMatchObject({ code: 0 });
  expect(await start('b.csv')).toMatchObject({ code: 2, stderr: expect.stringContaining('r.csv holds other scores') });
  expect(await start('a.csv')).toMatchObject({ code: 0 });
  await writeFile(path.join(cwd, 'shares/rubric.yaml'), rubric(6));
  expect(await start('a.csv')).toMatchObject({ code: 0 });
  expect(await read(cwd, 'r.csv')).toMatch(/^2,/m);
});

test('--dry-run changes no enterprise file and writes results and rejects under the names of the export', async () => {
  const cwd = await folderWith({ 'in/spring.csv': csvOf(rowsFrom(1)) });
  const tried = await run(cwd, 'in/spring.csv', '--files', 'files', '--dry-run');
  expect(tried).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Written: spring.results.csv, spring.rejects.csv'),
  });
  expect((await readdir(cwd)).sort()).toEqual(['in', 'spring.rejects.csv', 'spring.results.csv']);
  const asked = await run(cwd, 'in/spring.csv', '--files', 'files');
  expect(asked.code).toBe(1);
  expect((await readdir(cwd)).sort()).toEqual(['files', 'in', 'spring.rejects.csv', 'spring.results.csv']);
});

test('enterprise files are written only if the results could be written', async () => {
  const cwd = await folderWith({ 'a.csv': csvOf(rowsFrom(1)), 'b.csv': csvOf(rowsFrom(41)) });
  await run(cwd, 'a.csv', '-o', 'r.csv');
  expect((await run(cwd, 'b.csv', '-o', 'r.csv', '--files', 'files')).code).toBe(2);
  expect(await readdir(cwd)).not.toContain('files');
});

test('outputs are named after the folder of exports, and outputs inside the folder are not read as exports', async () => {
  const cwd = await folderWith({ 'in/a.csv': csvOf(rowsFrom(1)), 'in/b.csv': csvOf(rowsFrom(11)) });
  const inside = path.join(cwd, 'in');
  await run(inside, 'a.csv');
  const whole = await run(cwd, 'in');
  expect(whole.stderr).toContain('6 rows read; 4 scored; 2 rejected');
  expect(whole.stderr).toContain('Written: in.results.csv, in.rejects.csv');
  expect(whole.stderr).toMatch(/not read as exports: in\/a\.rejects\.csv\W.*in\/a\.results\.csv\n/);
});

test('outputs carry an export’s full file name if another format of the same name is beside it', async () => {
  const lines = rowsFrom(51)
    .map((row) => JSON.stringify(row))
    .join('\n');
  const cwd = await folderWith({ 'e.csv': csvOf(rowsFrom(1)), 'e.jsonl': lines, 'f.jsonl': lines });
  await run(cwd, 'e.csv');
  expect((await run(cwd, 'e.jsonl')).stderr).toContain('Written: e.jsonl.results.csv, e.jsonl.rejects.csv');
  expect((await run(cwd, 'f.jsonl')).stderr).toContain('Written: f.results.csv, f.rejects.csv');
});
