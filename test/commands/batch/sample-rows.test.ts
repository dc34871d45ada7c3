import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, keyOf, QUESTIONS, type Row, readCsv, rowOf } from './sample-export.ts';

/** Answers that use all of the scale, but for the plan. */
const answersOf = (row: number): Row =>
  Object.fromEntries(QUESTIONS.map((question, i) => [question, String((row + i * 3 + (row >> 2)) % 4)]));

const MIIT = path.join(ROOT, 'examples/exports/miit-sme-2024');

test('--sample shows rows question by question, as they would be scored, and writes nothing', async () => {
  const cwd = await scratchFolder();
  const rows = [rowOf(1, { revenue: '18640', plan: '3' }), rowOf(2, { plan: '' }), rowOf(3), rowOf(4)];
  await writeFile(path.join(cwd, 'e.csv'), csvOf(rows, [...HEADINGS, 'remark']));
  const { code, stdout, stderr } = await matura(['batch', 'quick-scan-china', 'e.csv', '--sample', '2'], { cwd });
  expect(code).toBe(0);
  expect(await readdir(cwd)).toEqual(['e.csv']);
  expect(stderr).toContain('Unused columns: remark');
  expect(stdout).toMatch(/^e\.csv, line 2\n/);
  expect(stdout).toMatch(/^Column +Cell +Question +Understood as *$/m);
  expect(stdout).toMatch(/^revenue +18640 +revenue +18640 × CNY 10,000 *$/m);
  expect(stdout).toMatch(/^plan +3 +plan +3 – The plan is reviewed quarterly/m);
  expect(stdout).toMatch(/\ne\.csv, line 3\n/);
  expect(stdout).toMatch(/^plan +plan +not answered *$/m);
  expect(stdout).toMatch(/\nScore +Result *\n(.+\n)*Total +68\.5 *\nLevel +3 \(Connected\) *\n\ne\.csv, line 3\n/);
  expect(stdout).toMatch(
    /^Total +open *\nLevel +level 2 \(Growing\) for certain, level 3 \(Connected\) if the open answers/m,
  );
  expect(stdout).not.toContain(keyOf(3));
  expect(stdout).toMatch(/\nRows shown: 2\. Nothing was written\.\n$/);

  const { stdout: json } = await matura(['batch', 'quick-scan-china', 'e.csv', '--sample', '4', '--json'], { cwd });
  const sample = JSON.parse(json);
  await matura(['batch', 'quick-scan-china', 'e.csv', '-o', 'r.csv', '--rejects', 'j.csv'], { cwd });
  const results = await readCsv(cwd, 'r.csv');
  for (const [i, row] of sample.rows.entries()) {
    expect(row).toMatchObject({ export: 'e.csv', line: i + 2 });
    expect(row.answers[0]).toEqual({
      heading: 'uscc',
      cell: keyOf(i + 1),
      to: 'uscc',
      state: 'answered',
      value: keyOf(i + 1),
    });
    for (const [name, value] of Object.entries(row.scores)) expect(value, name).toBe(results[i]?.[name]);
    expect(Object.keys(row.scores)).toEqual(expect.arrayContaining(['total', 'level']));
  }
});

test('--sample says why a row would be rejected, and leaves out filtered rows', async () => {
  const cwd = await scratchFolder();
  const rows = [rowOf(1, { employees: '-1' }), rowOf(2, { district: 'X' }), rowOf(3, { district: 'Y' })];
  await writeFile(path.join(cwd, 'e.csv'), csvOf(rows));
  const one = await matura(['batch', 'quick-scan-china', 'e.csv', '--sample', '1'], { cwd });
  expect(one.stdout).toContain('\nRejected:\n  employees: -1 is not possible here:');
  const other = await matura(
    ['batch', 'quick-scan-china', 'e.csv', '--sample', '5', '--where', 'district=Y', '--json'],
    {
      cwd,
    },
  );
  expect(JSON.parse(other.stdout).rows.map(({ line }: { line: number }) => line)).toEqual([4]);
});

test.each(['wenjuanxing-options.csv', 'microsoft-forms-utf16.csv', 'limesurvey.csv'])(
  '--sample shows cells and answers of %s side by side, in the same row',
  async (file) => {
    const { stdout } = await matura(['batch', 'miit-sme-2024', path.join(MIIT, file), '--sample', '3', '--json']);
    const { rows } = JSON.parse(stdout);
    expect(rows).toHaveLength(3);
    for (const { answers } of rows) {
      const key = answers.find(({ to }: { to: string }) => to === 'uscc');
      expect(key.cell).toBe(key.value);
    }
    const results = (await readFile(path.join(MIIT, 'results.csv'), 'utf8')).split('\n');
    expect(
      rows.map(({ answers }: { answers: { value: string }[] }) => answers.find(({ value }) => /^9/.test(value))?.value),
    ).toEqual(results.slice(1, 4).map((line) => line.split(',')[0]));
  },
);

test('--sample shows each option that has its own column', async () => {
  const file = path.join(MIIT, 'wenjuanxing-options.csv');
  const { stdout } = await matura(['batch', 'miit-sme-2024', file, '--sample', '1']);
  expect(stdout).toMatch(/ Q4: D +chosen *$/m);
  expect(stdout).toMatch(/ Q4: B +not chosen *$/m);
});

test.each([
  ['CSV', 'e.csv', (rows: readonly Row[]) => csvOf(rows)],
  ['JSON lines', 'e.jsonl', (rows: readonly Row[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')],
])(
  'if only all rows of %s together raise a doubt, --sample shows the sample and then stops like a full run',
  async (_, name, write) => {
    const cwd = await scratchFolder();
    // The first rows answer a scale alike, which shows nothing; none of the later ones has its lowest value.
    const rows = Array.from({ length: 1200 }, (_, i) =>
      rowOf(i, { ...answersOf(i), plan: i < 1000 ? '3' : String(1 + (i % 3)) }),
    );
    await writeFile(path.join(cwd, name), write(rows));
    const run = await matura(['batch', 'quick-scan-china', name, '--quiet'], { cwd });
    expect(run.code).toBe(3);
    const reason = run.stderr.split('\n').find((line) => line.startsWith('plan: CHECK'));
    expect(reason).toContain('no row has 0, the lowest value');
    const sampled = await matura(['batch', 'quick-scan-china', name, '--quiet', '--sample', '2'], { cwd });
    expect(sampled).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('Rows shown: 2. Nothing was written.\n'),
    });
    expect(sampled.stderr).toContain(`${reason}\n`);
    expect(await readdir(cwd)).toEqual([name]);
  },
);

test('--sample refuses an export without rows', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), csvOf([]));
  const { code, stderr } = await matura(['batch', 'quick-scan-china', 'e.csv', '--sample', '2'], { cwd });
  expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining('no row below them') });
});

test.each(['0', '101', 'x'])('--sample %s is refused', async (count) => {
  expect((await matura(['batch', 'quick-scan-china', 'e.csv', '--sample', count])).code).toBe(2);
});

test('--sample shows rows below repeated headings with their own cells', async () => {
  const cwd = await scratchFolder();
  const [above, below] = [csvOf([rowOf(1), rowOf(2)]), csvOf([rowOf(3), rowOf(4)])];
  await writeFile(path.join(cwd, 'e.csv'), above + below);
  const run = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', '--sample', '4', '--json'], { cwd });
  const shown = [...run.stdout.matchAll(/"line": (\d+)|"cell": "Example (\d)"/g)].map(([, line, name]) => line ?? name);
  expect(shown).toEqual(['2', '1', '3', '2', '5', '3', '6', '4']);
});
