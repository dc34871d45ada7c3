import { mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, keyOf, type Row, readCsv, rowOf } from './sample-export.ts';

const COLUMNS = [...HEADINGS, 'Finished'];
const SPRING: readonly Row[] = [rowOf(1), rowOf(2, { plan: 'seven' }), rowOf(3), rowOf(4, { Finished: '0' })];
const AUTUMN: readonly Row[] = [rowOf(5), rowOf(3, { plan: '3' }), rowOf(6, { employees: '-1' }), rowOf(7)];

/** A folder with two exports of different layouts: headings of one in another order, bars between its cells. */
async function folderOf(spring = SPRING, autumn = AUTUMN): Promise<string> {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'in'));
  const files = {
    'a.csv': csvOf(spring, COLUMNS),
    'b.csv': csvOf(autumn, [...COLUMNS].reverse()).replaceAll(',', '|'),
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(cwd, 'in', name), text);
    await utimes(path.join(cwd, 'in', name), new Date('2026-05-18'), new Date('2026-05-18'));
  }
  return cwd;
}

const placesOf = (rejects: readonly Row[]) => rejects.map(({ source, line, rule }) => [source, line, rule]);

test.each([
  ['named one by one', ['in/a.csv', 'in/b.csv'], ''],
  ['in a folder', ['in'], 'in.'],
  ['that fit a pattern', ['in/?.csv'], ''],
  ['that fit a pattern, at any depth, one of them named before', ['in/a.csv', '**/*.csv'], ''],
])('exports %s form one run: rows add up, and a key in two of the exports is a duplicate', async (_, exports, stem) => {
  const cwd = await folderOf();
  const run = await matura(['batch', 'quick-scan-china', ...exports], { cwd });
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('in/b.csv: Read as utf-8, separated by vertical bars');
  expect(run.stderr).toContain('8 rows read; 4 scored; 4 rejected\n');
  expect(run.stderr).toContain('duplicate enterprise code: 2 (in/a.csv:4, in/b.csv:3)');
  const [results, rejects] = [await readCsv(cwd, `${stem}results.csv`), await readCsv(cwd, `${stem}rejects.csv`)];
  expect(results.map(({ uscc, source }) => [uscc, source])).toEqual([
    [keyOf(1), 'in/a.csv'],
    [keyOf(4), 'in/a.csv'],
    [keyOf(5), 'in/b.csv'],
    [keyOf(7), 'in/b.csv'],
  ]);
  expect(placesOf(rejects)).toEqual([
    ['in/a.csv', '3', 'unknown-value'],
    ['in/a.csv', '4', 'duplicate-key'],
    ['in/b.csv', '3', 'duplicate-key'],
    ['in/b.csv', '4', 'out-of-range'],
  ]);
  expect(rejects[1]?.message).toBe(`“${keyOf(3)}” is also in line 3 of in/b.csv`);
});

test('rows of several exports score as when each export is run alone; --source adds a column naming the export', async () => {
  const cwd = await folderOf();
  const options = ['--answers', '--duplicates', 'last', '--quiet'];
  await matura(['batch', 'quick-scan-china', 'in/a.csv', 'in/b.csv', '--source', 'round', ...options], { cwd });
  const results = await readCsv(cwd, 'results.csv');
  expect(results.map(({ uscc }) => uscc)).toEqual([1, 4, 5, 3, 7].map(keyOf));
  const alone: Row[] = [];
  for (const name of ['in/a.csv', 'in/b.csv']) {
    await matura(['batch', 'quick-scan-china', name, ...options], { cwd });
    alone.push(...(await readCsv(cwd, name.replace(/in\/(.)/, '$1.results'))).map((row) => ({ ...row, round: name })));
  }
  const isReplaced = ({ uscc, round }: Row) => uscc === keyOf(3) && round === 'in/a.csv';
  expect(results).toEqual(alone.filter((row) => !isReplaced(row)));
});

test('rows name their export in JSON lines and in the JSON summary, with --where as well', async () => {
  const cwd = await folderOf();
  const { stdout } = await matura(
    ['batch', 'quick-scan-china', 'in', '-o', 'r.jsonl', '--where', 'Finished=', '--duplicates', 'first', '--json'],
    { cwd },
  );
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ rows: 8, scored: 4, rejected: 3, leftOut: 1 },
    firstLines: { 'unknown-value': ['in/a.csv:3'], 'duplicate-key': ['in/b.csv:3'] },
  });
  const lines = (await readFile(path.join(cwd, 'r.jsonl'), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).source)).toEqual(['in/a.csv', 'in/a.csv', 'in/b.csv', 'in/b.csv']);
});

test('enterprise files from several exports are the same with any --jobs, and in one run or two', async () => {
  const kept = async (...runs: readonly (readonly string[])[]) => {
    const cwd = await folderOf(SPRING, AUTUMN.with(1, rowOf(8)));
    for (const args of runs)
      await matura(['batch', 'quick-scan-china', ...args, '--files', 'files', '--as-of', '2026-11-24'], { cwd });
    const names = (await readdir(path.join(cwd, 'files'))).sort();
    const texts = names.map((name) => readFile(path.join(cwd, 'files', name), 'utf8'));
    return [names, await Promise.all(texts)];
  };
  const together = await kept(['in', '--jobs', '1']);
  expect(together[0]).toHaveLength(12);
  expect(await kept(['in', '--jobs', '2'])).toEqual(together);
  expect(await kept(['in/a.csv'], ['in/b.csv'])).toEqual(together);
});

test('one mapping may serve several exports; an unusable export is named', async () => {
  const cwd = await folderOf();
  const columns = HEADINGS.map((heading) => ({ heading, to: heading }));
  const mapping = { kind: 'mapping', pack: 'quick-scan-china', columns };
  await writeFile(path.join(cwd, 'm.yaml'), JSON.stringify(mapping));
  const mapped = await matura(['batch', 'quick-scan-china', 'in', '--map', 'm.yaml'], { cwd });
  expect(mapped.stderr).toContain('8 rows read; 4 scored; 4 rejected\n');
  await writeFile(path.join(cwd, 'in/c.csv'), csvOf([rowOf(9)], ['uscc', 'name', 'sector']));
  const unfit = await matura(['batch', 'quick-scan-china', 'in', '--map', 'm.yaml'], { cwd });
  expect(unfit).toMatchObject({ code: 3, stderr: expect.stringContaining('as it is for in/c.csv') });
  await writeFile(path.join(cwd, 'in/c.csv'), 'uscc,what is this\n1,2\n');
  const unclear = await matura(['batch', 'quick-scan-china', 'in'], { cwd });
  expect(unclear.code).toBe(3);
  expect(unclear.stderr).toContain('matura: in/c.csv: it is not certain which column answers which question');
  const undated = await matura(['batch', 'quick-scan-china', 'in/a.csv', 'in/b.csv', '--where', 'Done=1'], { cwd });
  expect(undated).toMatchObject({ code: 2, stderr: expect.stringContaining('in/a.csv: --where') });
});

test('exports with equal headings share one file of rejected rows to mend; different headings are refused', async () => {
  const cwd = await folderOf();
  await writeFile(path.join(cwd, 'c.csv'), csvOf([rowOf(10, { plan: 'x' }), rowOf(11)], COLUMNS));
  await matura(['batch', 'quick-scan-china', 'in/a.csv', 'c.csv', '--mend', 'm.csv'], { cwd });
  const mend = (await readCsv(cwd, 'm.csv')).map(({ name, plan }) => [name, plan]);
  expect(mend).toEqual([
    ['Example 2', 'seven'],
    ['Example 10', 'x'],
  ]);
  const again = ['batch', 'quick-scan-china', 'in/a.csv', 'c.csv', '--mend', 'm.csv'];
  expect((await matura(again, { cwd })).code).toBe(1);
  const corrected = (await readFile(path.join(cwd, 'm.csv'), 'utf8')).replace('seven', '2');
  await writeFile(path.join(cwd, 'm.csv'), corrected);
  const refused = await matura(again, { cwd });
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('m.csv already exists') });
  expect(await readFile(path.join(cwd, 'm.csv'), 'utf8')).toBe(corrected);
  expect((await matura([...again, '--force'], { cwd })).code).toBe(1);
  const other = await matura(['batch', 'quick-scan-china', 'in', '--mend', 'other.csv'], { cwd });
  expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('in/a.csv and in/b.csv differ') });
});

test('rejected rows hold no live formula, and are read correctly once mended', async () => {
  const cwd = await scratchFolder();
  const name = '=HYPERLINK("http://evil.example","x")';
  const rows = [rowOf(1, { name, plan: 'x', revenue: '-5' }), rowOf(2, { name: '+86 公司', plan: '@x' })];
  await writeFile(path.join(cwd, 'e.csv'), csvOf(rows));
  await matura(['batch', 'quick-scan-china', 'e.csv', '--mend', 'm.csv'], { cwd });
  const mended = await readFile(path.join(cwd, 'm.csv'), 'utf8');
  expect(mended).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
  expect(mended).toContain(",'+86 公司,");
  expect(mended).toContain(",'@x,");
  expect(mended).toContain(',-5,');
  await writeFile(path.join(cwd, 'm.csv'), mended.replace(',x,', ',2,').replace(",'@x,", ',2,').replace(',-5,', ',5,'));
  const run = await matura(['batch', 'quick-scan-china', 'm.csv', '--files', 'files'], { cwd });
  expect(run.code, run.stderr).toBe(0);
  const names = [1, 2].map(async (number) => {
    const text = await readFile(path.join(cwd, 'files', `${keyOf(number)}.json`), 'utf8');
    return JSON.parse(text).facts.name.value;
  });
  expect(await Promise.all(names)).toEqual([name, '+86 公司']);
});

test('naming a folder reads its tables except the run’s outputs; a folder without tables is refused', async () => {
  const cwd = await folderOf();
  const again = ['batch', 'quick-scan-china', '.', '--quiet'];
  await writeFile(path.join(cwd, 'c.csv'), csvOf([rowOf(12)]));
  for (let i = 0; i < 2; i++) expect(await matura(again, { cwd })).toMatchObject({ code: 0 });
  await mkdir(path.join(cwd, 'none'));
  const none = await matura(['batch', 'quick-scan-china', 'none'], { cwd });
  expect(none).toMatchObject({ code: 3, stderr: expect.stringContaining('none holds no exports') });
  expect(await matura(['batch', 'quick-scan-china', ''], { cwd })).toMatchObject({
    code: 2,
    stderr: 'matura: a path is empty\n',
  });
  await symlink('gone.csv', path.join(cwd, 'none', 'link.csv'));
  const gone = await matura(['batch', 'quick-scan-china', 'none'], { cwd });
  expect(gone).toMatchObject({ code: 3, stderr: expect.stringContaining('none/link.csv does not exist') });
  const taken = await matura(['batch', 'quick-scan-china', 'in', '--source', 'total'], { cwd });
  expect(taken).toMatchObject({ code: 2, stderr: expect.stringContaining('already have a column “total”') });
});

test('a pattern is expanded by every command that takes several files', async () => {
  const cwd = await scratchFolder();
  const run = await matura(['validate', path.join(import.meta.dirname, '../../../questionnaires/quick-s*')], { cwd });
  expect(run).toMatchObject({ code: 0 });
  const none = await matura(['validate', 'quick-*'], { cwd });
  expect(none).toMatchObject({ code: 3, stderr: expect.stringContaining('quick-*') });
});

test.each([
  ['last', ['2026-11-28 09:00:00', '2026-10-02 18:00:00'], '3'],
  ['first', ['2026-11-28 09:00:00', '2026-10-02 18:00:00'], '1'],
  ['last', ['2026-10-02 9:00:00', '2026-10-02 18:00:00'], '1'],
  ['last', ['10/13/2026 9:00 PM', '10/13/2026 8:30 AM'], '3'],
  // A row without a moment leaves the order of the rows.
  ['last', ['2026-11-28 09:00:00', ''], '1'],
] as const)('among rows with one key, only the %s by the time column counts: %j', async (rule, [one, other], plan) => {
  const cwd = await scratchFolder();
  const columns = ['Submitted', ...HEADINGS];
  const rows = [
    rowOf(1, { Submitted: one, plan: '3' }),
    rowOf(1, { Submitted: other, plan: '1' }),
    rowOf(2, { Submitted: '2026-10-13 12:00:00' }),
  ];
  await writeFile(path.join(cwd, 'a.csv'), csvOf(rows, columns));
  const { stderr } = await matura(['batch', 'quick-scan-china', 'a.csv', '--answers', '--duplicates', rule], { cwd });
  expect(stderr).toContain(
    `Of several rows with the same enterprise code, only the ${rule} according to Submitted counts.`,
  );
  const results = await readCsv(cwd, 'a.results.csv');
  expect(results.map((row) => row.plan)).toEqual(expect.arrayContaining([plan]));
  expect(results).toHaveLength(2);
});
