import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inline, workbookParts, zip } from '../../table/write-workbook.ts';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { HEADINGS, type Row, readCsv, rowOf } from './sample-export.ts';

const letterOf = (heading: string): string => String.fromCharCode(65 + [...HEADINGS, 'remark'].indexOf(heading));

async function batch(
  rows: readonly Row[],
  ranges: readonly string[],
  ...args: string[]
): Promise<Run & { readonly cwd: string }> {
  const cwd = await scratchFolder();
  const headings = [...HEADINGS, 'remark'];
  const cells = [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))];
  // Programs leave out the cells that a merged cell covers.
  const rowOfCells = (row: readonly string[], number: number): string =>
    row.map((text, i) => (text === '' ? '' : inline(text).replace('<c', `<c r="${columnOf(i)}${number}"`))).join('');
  const data = cells.map((row, i) => `<row r="${i + 1}">${rowOfCells(row, i + 1)}</row>`).join('');
  const merged = ranges.map((range) => `<mergeCell ref="${range}"/>`).join('');
  const sheet = `<sheetData>${data}</sheetData><mergeCells count="${ranges.length}">${merged}</mergeCells>`;
  await writeFile(path.join(cwd, 'b.xlsx'), zip(workbookParts({ sheets: { Answers: sheet } })));
  return { ...(await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet', ...args], { cwd })), cwd };
}

const columnOf = (i: number): string => (i < 26 ? '' : 'A') + String.fromCharCode(65 + (i % 26));

test('the value of a merged cell belongs to all its rows, for facts and for answers', async () => {
  const district = letterOf('district');
  const rows = [1, 2, 3, 4, 5, 6].map((i) =>
    rowOf(i, { district: i === 1 ? 'Wuhou, "east"' : i === 5 ? 'Pidu' : '', plan: i === 2 ? '3' : i === 3 ? '' : '0' }),
  );
  const run = await batch(
    rows,
    [`${district}2:${district}5`, `${letterOf('plan')}3:${letterOf('plan')}4`],
    '--answers',
  );
  expect(run, run.stderr).toMatchObject({ code: 0 });
  const results = await readCsv(run.cwd, 'b.results.csv');
  const east = 'Wuhou, "east"';
  expect(results.map((row) => row.district)).toEqual([east, east, east, east, 'Pidu', '']);
  expect(results.map(({ plan }) => plan)).toEqual(['0', '3', '3', '0', '0', '0']);
});

test('rows are rejected if a number stands in merged cells, because it may be a sum, or if cells are merged across columns', async () => {
  const revenue = letterOf('revenue');
  const rows = [1, 2, 3, 4, 5].map((i) => rowOf(i, { revenue: i === 1 ? '5000' : '' }));
  const run = await batch(rows, [`${revenue}2:${revenue}3`, 'K5:L5'], '--mend', 'm.csv');
  expect(run.code, run.stderr).toBe(1);
  expect((await readCsv(run.cwd, 'b.rejects.csv')).map(({ line, rule, value }) => [line, rule, value])).toEqual([
    ['2', 'merged-cells', `${revenue}2:${revenue}3`],
    ['3', 'merged-cells', `${revenue}2:${revenue}3`],
    ['5', 'merged-cells', 'K5:L5'],
  ]);
});

test('merged cells in an unused column change nothing; blank rows below a merged cell stay blank', async () => {
  const rows = [rowOf(1, { remark: 'called', district: 'Wuhou' }), rowOf(2), rowOf(3)];
  const run = await batch([...rows, {}, rowOf(4)], ['AC2:AC4', `${letterOf('district')}2:${letterOf('district')}5`]);
  expect(run, run.stderr).toMatchObject({ code: 0, stderr: expect.stringContaining('4 rows read; 4 scored') });
  expect((await readCsv(run.cwd, 'b.results.csv')).map(({ district }) => district)).toEqual([
    'Wuhou',
    'Wuhou',
    'Wuhou',
    '',
  ]);
});

test('rejected rows in the file to mend hold the values of the merged cells they share', async () => {
  const district = letterOf('district');
  const rows = [1, 2, 3].map((i) => rowOf(i, { district: i === 1 ? 'Wuhou' : '', plan: i === 3 ? '9' : '1' }));
  const run = await batch(rows, [`${district}2:${district}4`], '--mend', 'm.csv');
  expect(run.code, run.stderr).toBe(1);
  expect((await readCsv(run.cwd, 'm.csv')).map((row) => row.district)).toEqual(['Wuhou']);
});
