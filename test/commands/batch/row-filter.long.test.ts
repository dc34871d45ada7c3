import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, keyOf, type Row, readCsv, rowOf } from './sample-export.ts';

const COLUMNS = [...HEADINGS, 'Finished', 'Note'];
const ROWS: readonly Row[] = [
  rowOf(1, { Finished: '1', Note: 'a' }),
  rowOf(2, { Finished: '0', plan: 'seven' }),
  rowOf(3, { Finished: 'True', district: 'Wuhou', Note: ' ' }),
  rowOf(4, { Finished: '', employees: '40' }),
  // A row with its key twice, of which one does not count.
  rowOf(1, { Finished: '0' }),
  rowOf(5, { Finished: '1', plan: 'seven' }),
];

async function batch(args: readonly string[], rows = ROWS, mapping?: object) {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), csvOf(rows, COLUMNS));
  if (mapping) await writeFile(path.join(cwd, 'm.yaml'), JSON.stringify(mapping));
  const map = mapping ? ['--map', 'm.yaml'] : [];
  const run: Run = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', ...map, ...args], { cwd });
  const read = async (name: string) => readCsv(cwd, name).catch(() => []);
  return {
    ...run,
    cwd,
    keys: (await read('e.results.csv')).map(({ uscc }) => uscc),
    rejects: await read('e.rejects.csv'),
  };
}

const keys = (...numbers: number[]): string[] => numbers.map(keyOf);

test('--where keeps the rows with the given value, and counts all others as left out', async () => {
  const run = await batch(['--where', 'Finished=1']);
  expect(run.keys).toEqual(keys(1));
  expect(run.rejects).toMatchObject([{ line: '7', rule: 'unknown-value' }]);
  expect(run.stderr).toContain('6 rows read; 1 scored; 1 rejected; 4 left out by Finished=1');
  const { stdout } = await batch(['--where', 'Finished=1', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ rows: 6, scored: 1, rejected: 1, leftOut: 4, where: ['Finished=1'] });
});

test.each([
  [['Finished=1', 'Finished=True'], keys(1, 3)],
  [['Finished='], keys(4)],
  [['Finished!=', 'plan=2'], keys(1, 3)],
  [['Finished=1', 'Note!='], keys(1)],
  [['Note='], keys(3, 4, 1)],
  // Columns that answer something.
  [['district=Wuhou'], keys(3)],
  [['employees=40'], keys(4)],
  [['plan=seven'], null],
])('--where %j keeps the expected rows, or is refused if invalid', async (conditions, expected) => {
  const run = await batch(conditions.flatMap((one) => ['--where', one]));
  if (expected) expect(run.keys).toEqual(expected);
  else expect(run.code).toBe(2);
});

test('a mapping may also state the condition on rows', async () => {
  const columns = HEADINGS.map((heading) => ({ heading, to: heading }));
  const mapping = (...where: object[]) => ({ kind: 'mapping', pack: 'quick-scan-china', where, columns });
  const run = await batch(
    [],
    ROWS,
    mapping({ heading: 'Finished', is: ['1', 'True'] }, { heading: 'Note', blank: false }),
  );
  expect(run.keys).toEqual(keys(1));
  expect(run.stderr).toContain('5 left out by Finished=1; Finished=True; Note!=');
  const wrong = await batch([], ROWS, mapping({ heading: 'Finish', is: ['1'] }));
  expect(wrong).toMatchObject({ code: 3, stderr: expect.stringContaining('Finished') });
});

test('--where does not skip a damaged row: it is rejected', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), `${csvOf(ROWS.slice(0, 1), COLUMNS)}${keyOf(9)},short\n`);
  const run = await matura(['batch', 'quick-scan-china', 'e.csv', '--where', 'Finished=1'], { cwd });
  expect(run.stderr).toContain('2 rows read; 1 scored; 1 rejected; 0 left out');
  expect(await readCsv(cwd, 'e.rejects.csv')).toMatchObject([{ rule: 'row-length' }]);
});

test('an enterprise whose row is filtered out gets no file', async () => {
  const run = await batch(['--where', 'Finished=True', '--files', 'files', '--date', '2026-11-20']);
  expect(run.code, run.stderr).toBe(0);
  expect((await readdir(path.join(run.cwd, 'files'))).filter((name) => name.endsWith('.json'))).toEqual([
    `${keyOf(3)}.json`,
  ]);
});

test('an invalid condition is refused, with the heading that may be meant', async () => {
  expect(await batch(['--where', 'Finish=1'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Finished') });
  expect(await batch(['--where', 'Finished'])).toMatchObject({ code: 2 });
  const differs = await batch(['--where', 'Finished!=1']);
  expect(differs).toMatchObject({ code: 2, stderr: expect.stringContaining('!= alone to mean “not blank”') });
  expect(differs.stderr).not.toContain('did you mean');
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), csvOf(ROWS, COLUMNS).replaceAll('Note', 'Finished'));
  for (const about of [
    ['--where', 'Finished=1'],
    ['--files', 'files', '--date', 'Finished'],
  ])
    expect(await matura(['batch', 'quick-scan-china', 'e.csv', ...about], { cwd })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('have the same heading “Finished”'),
    });
});

test('a mapping may give values and states for all columns at once', async () => {
  const columns = HEADINGS.map((heading) => ({ heading, to: heading }));
  const rows = [rowOf(1, { plan: 'NA', material: 'NA', lead: 'top' })];
  const mapping = {
    kind: 'mapping',
    pack: 'quick-scan-china',
    states: { NA: 'unknown' },
    values: { top: '3' },
    columns,
  };
  const run = await batch(['--answers'], rows, mapping);
  expect(run.code, run.stderr).toBe(0);
  expect(await readCsv(run.cwd, 'e.results.csv')).toMatchObject([
    { plan: '(unknown)', material: '(unknown)', lead: '3' },
  ]);
  const own = columns.map((column) => (column.to === 'plan' ? { ...column, states: { NA: 'unanswered' } } : column));
  const other = await batch(['--answers'], rows, { ...mapping, columns: own });
  expect(await readCsv(other.cwd, 'e.results.csv')).toMatchObject([{ plan: '', material: '(unknown)' }]);
  expect(await batch([], rows, { ...mapping, values: { top: 'highest' } })).toMatchObject({ code: 3 });
});

test.each([
  ['Status', ['Survey Preview', 'IP Address'], 'says “Survey Preview” in 2 of', 'Status=IP Address'],
  ['Finished', ['False', 'True'], 'says “False” in 2 of', 'Finished=True'],
  ['Progress', ['45', '100'], 'says “45” in 2 of', 'Progress=100'],
  ['答卷状态', ['无效', '有效'], 'says “无效” in 2 of', '答卷状态=有效'],
  ['是否撤回', ['已撤回', ''], 'says “已撤回” in 2 of', '是否撤回='],
  ['submitdate. Date submitted', ['', '2026-11-01 10:00'], 'is blank in 2 of', 'submitdate. Date submitted!='],
])(
  'the remark about the unused column %s suggests an option that leaves out the rows it marks',
  async (heading, cells, words, condition) => {
    const cwd = await scratchFolder();
    const rows = Array.from({ length: 8 }, (_, i) => rowOf(i, { [heading]: cells[i % 4 === 1 ? 0 : 1] as string }));
    await writeFile(path.join(cwd, 'e.csv'), csvOf(rows, [...HEADINGS, heading]));
    await writeFile(path.join(cwd, 'e.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    for (const table of ['e.csv', 'e.jsonl']) {
      const run = await matura(['batch', 'quick-scan-china', table, '--quiet'], { cwd });
      expect(run.stderr).toContain(`the unused column “${heading}” ${words} the first rows`);
      expect(run.stderr).toContain(`--where "${condition}"`);
      const chosen = await matura(['batch', 'quick-scan-china', table, '--quiet', '--force', '--where', condition], {
        cwd,
      });
      expect(chosen.stderr).toContain('8 rows read; 6 scored; 0 rejected; 2 left out');
      expect(chosen.stderr).not.toContain('the unused column');
    }
  },
);

test('unused columns are not remarked on if no cell consists of a word that marks a row as invalid', async () => {
  const run = await batch(
    [],
    [1, 2, 3].map((i) => rowOf(i, { Finished: '1', Note: i === 2 ? '' : 'draft of the plan' })),
  );
  expect(run.stderr).not.toContain('the unused column');
});

test('if no row meets a condition, nothing is scored, and the error names the existing values', async () => {
  const rows = [1, 2, 3].map((i) => rowOf(i, { district: i === 3 ? '郫都区' : '武侯区' }));
  const run = await batch(['--where', 'district=武侯'], rows);
  expect(run).toMatchObject({ code: 3, keys: [], rejects: [] });
  expect(run.stderr).toContain('no row has district=武侯; values found: district: “武侯区”, “郫都区”');
  expect((await batch([], [rowOf(1, { plan: 'seven' })])).code).toBe(3);
  const none = [1, 2, 3, 4, 5].map((i) => rowOf(i, { plan: 'A2' }));
  const unreadable = await batch([], none);
  expect(unreadable.code).toBe(3);
  expect(unreadable.stderr).toContain('matura map proposes a mapping in which values says what the cells mean');
  expect(unreadable.stderr).not.toContain('nobody answered');
  expect(unreadable.stderr).not.toContain('--mend');
});

test('a form submitted twice counts once, and filtered rows with the same key do not count', async () => {
  const [sent, other] = [rowOf(1, { plan: '1' }), rowOf(2)];
  const twice = await batch([], [sent, other, sent]);
  expect(twice.keys).toEqual(keys(1, 2));
  expect(twice.rejects).toMatchObject([
    { line: '4', rule: 'duplicate-key', message: expect.stringContaining('line 2') },
  ]);
  expect(twice.stderr).toContain('3 rows read; 2 scored; 1 rejected');
  const differing = await batch([], [sent, other, sent, { ...sent, plan: '2' }]);
  expect(differing.keys).toEqual(keys(2));
  expect(differing.rejects.map(({ line }) => line).sort()).toEqual(['2', '4', '5']);
  expect(differing.stderr).toContain(
    'To count one of several rows with the same enterprise code, add --duplicates first or --duplicates last.',
  );
  const settled = await batch(['--duplicates', 'last'], [sent, other, sent, { ...sent, plan: '2' }]);
  expect(settled.keys).toEqual(keys(2, 1));
  expect(settled.stderr).not.toContain('add --duplicates');
});
