import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';
import { csvOf, keyOf, readCsv, rowOf } from './sample-export.ts';

const ROWS = [
  rowOf(1),
  rowOf(2, { sector: 'software' }),
  rowOf(1, { district: 'again' }),
  rowOf(3, { employees: '-5', plan: 'x' }),
  rowOf(4, { plan: '0', lead: '0' }),
  rowOf(2, { name: '' }),
  rowOf(5, { plan: '' }),
];

test.each(
  ['reject', 'first', 'last'].flatMap((rule) =>
    [[], ['--strict'], ['--files', 'files'], ['--strict', '--files', 'files', '--min-level', '3']].map(
      (more) => [rule, more] as const,
    ),
  ),
)('the summary adds up and agrees with the files, with --duplicates %s and the options %j', async (rule, more) => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'export.csv'), csvOf([rowOf(6, { name: 'Before' })]));
  await matura(['batch', 'quick-scan-china', 'export.csv', '--files', 'files'], { cwd });
  // With --files this one is another enterprise under the same key.
  await writeFile(path.join(cwd, 'export.csv'), `${csvOf([...ROWS, rowOf(6, { name: 'After' })])}\n\n`);
  const { stdout } = await matura(
    ['batch', 'quick-scan-china', 'export.csv', '--json', '--duplicates', rule, ...more],
    {
      cwd,
    },
  );
  const summary = JSON.parse(stdout);
  const [results, rejects] = [await readCsv(cwd, 'export.results.csv'), await readCsv(cwd, 'export.rejects.csv')];
  expect(summary.rows).toBe(8);
  expect(summary.scored + summary.rejected).toBe(8);
  expect(Object.values<number>(summary.reasons).reduce((a, b) => a + b, 0)).toBe(summary.rejected);
  expect(results).toHaveLength(summary.scored);
  expect(new Set(rejects.map(({ record }) => record)).size).toBe(summary.rejected);
  const warned = results.flatMap(({ warnings = '' }) => [
    ...new Set(warnings.split(';').map((one) => one.split(':')[0])),
  ]);
  for (const [code, count] of Object.entries(summary.warnings)) {
    expect(warned.filter((one) => one === code).length, code).toBe(count);
  }
  expect(results.filter(({ uscc }) => uscc === keyOf(1))).toHaveLength(rule === 'reject' ? 0 : 1);
  if (more.includes('--files')) {
    expect(summary.reasons['other-enterprise']).toBe(1);
    expect(summary.files.appended).toBe(summary.scored);
  }
  const levels = results.filter(({ lowest = '' }) => !(Number(lowest || Number.NaN) >= 3)).length;
  if (more.includes('--min-level')) expect(summary.gates).toMatchObject([{ name: 'level', missedBy: levels }]);
});

test('--max-rejects counts rejected rows, not reasons', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'export.csv'), csvOf(ROWS));
  const code = async (...args: string[]): Promise<number> =>
    (await matura(['batch', 'quick-scan-china', 'export.csv', ...args], { cwd })).code;
  expect(await code('--max-rejects', '4')).toBe(0);
  expect(await code('--max-rejects', '3')).toBe(1);
  // A gate is missed all the same.
  expect(await code('--max-rejects', '4', '--min-score', 'total=60')).toBe(1);
});

test.each([
  ['--programme', 'deyang-2024', '--as-of', '2024-06-01'],
  ['--programme', 'chengdu', '--as-of', '2030-01-01'],
])('with the options %s %s %s %s, batch uses the same policy and day as score', async (...args) => {
  const [cwd, other] = [await scratchFolder(), await scratchFolder()];
  const row = rowOf(1, { size: 'small', employees: '80', sector: 'industry', plan: '1' });
  const file = path.join(cwd, 'export.csv');
  await writeFile(file, csvOf([row]));
  await utimes(file, new Date('2026-05-18T12:00:00Z'), new Date('2026-05-18T12:00:00Z'));
  const kept = await matura(['batch', 'quick-scan-china', 'export.csv', '--files', 'files', ...args], { cwd });
  expect(kept.code, kept.stderr).toBe(0);
  const { uscc, name, size, employees, sector, ...answers } = row;
  const document = {
    assessment: { date: '2026-05-18', kind: 'self' },
    facts: { uscc, name, size, employees, sector },
    answers,
  };
  const run = ['score', 'quick-scan-china', '-', '--files', 'files', ...args];
  expect((await matura(run, { cwd: other, input: JSON.stringify(document) })).code).toBe(0);
  for (const end of ['json', 'policy.md']) {
    // A row notes besides what it was made from.
    const read = async (folder: string): Promise<string> =>
      (await readFile(path.join(folder, `files/${keyOf(1)}.${end}`), 'utf8')).replace(/ from:[0-9a-f]+/, '');
    expect(await read(cwd)).toBe(await read(other));
    if (end === 'json') expect(await read(cwd)).toContain(`"${args[3]}"`);
  }
});

test.each([
  ['--programme', 'chengdu'],
  ['--cost', 'high'],
  ['--as-of', '2026-01-01'],
  ['--date', '2026-01-01'],
  ['--kind', 'onsite'],
  ['--jobs', '2'],
])('the option %s is refused without --files', async (option, value) => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'export.csv'), csvOf([rowOf(1)]));
  const run = await matura(['batch', 'quick-scan-china', 'export.csv', option, value], { cwd });
  expect(run).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(`matura: ${option} needs --files\n`),
  });
  expect(await readdir(cwd)).toEqual(['export.csv']);
  const kept = await matura(['batch', 'quick-scan-china', 'export.csv', option, value, '--files', 'files'], { cwd });
  expect(kept.code, kept.stderr).toBe(0);
});
