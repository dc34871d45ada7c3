// Columns that stand twice in an export.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inline, workbookParts, zip } from '../../table/write-workbook.ts';
import { matura, scratchFolder } from '../matura.ts';
import { HEADINGS, keyOf, QUESTIONS, readCsv, rowOf } from './sample-export.ts';

/** Rows with varied answers; the columns named stand once more at the end, with what `repeat` makes of their cells. */
function tableOf(count: number, names: readonly string[], repeat = (cell: string, _row: number): string => cell) {
  const rows = Array.from({ length: count }, (_, i) =>
    rowOf(i, {
      employees: String(20 + (i % 70)),
      revenue: String(900 + (i % 500)),
      district: `D${i % 9}`,
      ...Object.fromEntries(QUESTIONS.map((id, q) => [id, String((i * 7 + q * 3) % 4)])),
    }),
  );
  const cells = rows.map((row, i) => [
    ...HEADINGS.map((heading) => row[heading] ?? ''),
    ...names.map((name) => repeat(row[name] ?? '', i)),
  ]);
  return [[...HEADINGS, ...names], ...cells];
}

async function run(cells: readonly (readonly string[])[], args: readonly string[] = [], name = 'e.csv') {
  const cwd = await scratchFolder();
  const sheet = `<sheetData>${cells.map((row) => `<row>${row.map(inline).join('')}</row>`).join('')}</sheetData>`;
  const bytes = name.endsWith('.xlsx')
    ? zip(workbookParts({ sheets: { Sheet1: sheet } }))
    : `${cells.map((row) => row.join(',')).join('\n')}\n`;
  await writeFile(path.join(cwd, name), bytes);
  const done = await matura(['batch', 'quick-scan-china', name, '--quiet', ...args], { cwd });
  return { ...done, cwd, results: await readCsv(cwd, 'e.results.csv').catch(() => []) };
}

test.each(['e.csv', 'e.xlsx'])('columns with equal headings and cells are read once, and named: %s', async (name) => {
  const names = ['uscc', 'employees', 'district', 'plan', 'plan'];
  const [once, twice] = [await run(tableOf(30, []), [], name), await run(tableOf(30, names), [], name)];
  expect(twice.code, twice.stderr).toBe(0);
  expect(twice.results).toEqual(once.results);
  expect(twice.stderr).toMatch(
    /Columns that occur twice with the same cells, read once: uscc.*employees.*district.*plan\n/,
  );
  expect(twice.stderr).not.toContain('Unused columns');
  const german = await run(tableOf(30, names), ['--lang', 'de'], name);
  expect(german.stderr).toContain(
    'Spalten, die mit denselben Zellen doppelt vorkommen und nur einmal gelesen wurden: uscc',
  );
  const sampled = await run(tableOf(30, names), ['--sample', '2'], name);
  expect(sampled.code, sampled.stderr).toBe(0);
});

test('a mapping may name a repeated column once, and a row condition on it applies', async () => {
  const cells = tableOf(30, ['plan', 'district']);
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), `${cells.map((row) => row.join(',')).join('\n')}\n`);
  expect(await matura(['map', 'quick-scan-china', 'e.csv', '-o', 'm.yaml'], { cwd })).toMatchObject({ code: 0 });
  const args = ['batch', 'quick-scan-china', 'e.csv', '--quiet', '--map', 'm.yaml', '--where', 'district=D1'];
  const mapped = await matura(args, { cwd });
  expect(mapped, mapped.stderr).toMatchObject({ code: 0, stderr: expect.stringContaining('30 rows read; 4 scored') });
});

test('later rows in which repeated columns differ are rejected; columns that differ in the first rows are refused', async () => {
  const cells = tableOf(700, ['plan', 'district', 'employees'], (cell, row) => (row === 650 ? '1' : cell));
  const far = await run(cells);
  expect(far.code).toBe(1);
  const rejects = await readCsv(far.cwd, 'e.rejects.csv');
  expect(new Set(rejects.map(({ line }) => line))).toEqual(new Set(['652']));
  expect(rejects.map(({ rule, column }) => [rule, column])).toContainEqual(['columns-differ', 'district']);
  expect(rejects[0]).toMatchObject({
    key: keyOf(650),
    message: expect.stringMatching(/^the two columns “.*” differ in this row/),
  });
  expect(far.stderr).toContain('two columns with the same heading but different cells: 1 (line 652)');
  const near = await run(tableOf(30, ['plan'], (cell, row) => (row === 9 ? '' : cell)));
  expect(near).toMatchObject({ code: 3, stderr: expect.stringContaining('have the same heading “plan”') });
});
