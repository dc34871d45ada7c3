import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inline, workbookParts, zip } from '../../table/write-workbook.ts';
import { matura, scratchFolder } from '../matura.ts';
import { HEADINGS, keyOf, QUESTIONS, type Row, readCsv, rowOf } from './sample-export.ts';

function sheetOf(rows: readonly Row[], headings = HEADINGS, hidden: readonly number[] = []): string {
  const cells = [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))];
  const attributes = (i: number): string => ` r="${i + 1}"${hidden.includes(i + 1) ? ' hidden="1"' : ''}`;
  return `<sheetData>${cells.map((row, i) => `<row${attributes(i)}>${row.map(inline).join('')}</row>`).join('')}</sheetData>`;
}

const LEGEND = `<sheetData><row>${inline('id')}${inline('text')}</row><row>${inline('plan')}${inline('Plan')}</row></sheetData>`;

async function folderWith(given: Parameters<typeof workbookParts>[0]): Promise<string> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'b.xlsx'), zip(workbookParts(given)));
  return cwd;
}

test('sheets with the same headings in any order are read together, and a legend is not read', async () => {
  const autumn = sheetOf([rowOf(3), rowOf(4, { plan: 'x' })], HEADINGS.toReversed());
  const cwd = await folderWith({ sheets: { Spring: sheetOf([rowOf(1), rowOf(2)]), Legend: LEGEND, Autumn: autumn } });
  const run = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet', '--mend', 'm.csv', '--files', 'f'], {
    cwd,
  });
  expect(run.stderr).toMatch(
    /the sheets Spring.*Autumn have headings of the questionnaire, and all of them are read; not read: Legend/,
  );
  expect(run.code).toBe(2);
  const plain = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet', '--files', 'f'], { cwd });
  expect(plain).toMatchObject({ code: 1, stderr: expect.stringContaining('4 rows read; 3 scored; 1 rejected') });
  expect(plain.stderr).toContain('(b.xlsx [Autumn]:3)');
  expect((await readCsv(cwd, 'b.results.csv')).map(({ uscc, source }) => [uscc, source])).toEqual([
    [keyOf(1), 'b.xlsx [Spring]'],
    [keyOf(2), 'b.xlsx [Spring]'],
    [keyOf(3), 'b.xlsx [Autumn]'],
  ]);
  const chosen = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet', '--sheet', 'Spring', '-o', 's.csv'], {
    cwd,
  });
  expect(chosen).toMatchObject({ code: 0, stderr: expect.stringContaining('2 rows read; 2 scored') });
});

test('an unrelated sheet changes nothing', async () => {
  const cwd = await folderWith({ sheets: { Answers: sheetOf([rowOf(1)]), Legend: LEGEND } });
  const run = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet'], { cwd });
  expect(run).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('the sheet “Answers” is read; not read: Legend'),
  });
  expect(Object.keys((await readCsv(cwd, 'b.results.csv'))[0] ?? {})).not.toContain('source');
});

test('a hidden sheet with the same headings gives exit code 1 unless a sheet is chosen; other hidden ones are named', async () => {
  const sheets = { Answers: sheetOf([rowOf(1)]), Old: sheetOf([rowOf(2)]), Lists: LEGEND };
  const cwd = await folderWith({ sheets, hidden: ['Old', 'Lists'] });
  const run = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet'], { cwd });
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('1 row in hidden sheets with the same headings was not read: Old. ');
  expect(run.stderr).toMatch(/hidden sheets, not read: Old.*Lists/);
  const sampled = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet', '--sample', '1'], { cwd });
  expect(sampled.code).toBe(1);
  expect(sampled.stderr).toContain('1 row in hidden sheets with the same headings was not read: Old. ');
  const chosen = ['batch', 'quick-scan-china', 'b.xlsx', '--quiet', '--sheet', 'Answers'];
  expect(await matura(chosen, { cwd })).toMatchObject({ code: 0 });
});

test('hidden rows are read, counted and reported', async () => {
  const rows = [rowOf(1), rowOf(2), rowOf(3)];
  const cwd = await folderWith({ sheets: { Answers: sheetOf(rows, HEADINGS, [3, 4]) } });
  const run = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet', '--json'], { cwd });
  expect(JSON.parse(run.stdout)).toMatchObject({ rows: 3, scored: 3, hidden: 2 });
  const shown = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet'], { cwd });
  expect(shown.stderr).toContain('2 of these rows are hidden in the sheet, and were read like the other rows\n');
});

test('a hidden sheet without headings, such as the choices of drop-downs, is only named', async () => {
  const lists = sheetOf([rowOf(1), rowOf(2)]).replace(/<row r="1">.*?<\/row>/, '');
  const cwd = await folderWith({ sheets: { Answers: sheetOf([rowOf(1), rowOf(2)]), Lists: lists }, hidden: ['Lists'] });
  const run = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet'], { cwd });
  expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining('hidden sheets, not read: Lists') });
  expect(run.stderr).not.toContain('without headings');
});

test('a sheet that continues without headings gives exit code 1, with its name and rows', async () => {
  const headed = sheetOf([rowOf(1), rowOf(2)]);
  const below = sheetOf([rowOf(3), rowOf(4), rowOf(5)]).replace(/<row r="1">.*?<\/row>/, '');
  const cwd = await folderWith({ sheets: { One: headed, Two: below } });
  const run = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet'], { cwd });
  expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('2 rows read; 2 scored') });
  expect(run.stderr).toContain('3 rows were not read, because their sheets have no headings: Two. ');
});

test('a second sheet whose row numbers continue those of the first gives exit code 1; a sheet of statistics does not', async () => {
  const numbered = (from: number, answer: string): Row[] =>
    [0, 1, 2].map((i) => ({ ...rowOf(from + i), ...Object.fromEntries(QUESTIONS.map((id) => [id, answer])) }));
  const below = sheetOf(numbered(11, '3')).replace(/<row r="1">.*?<\/row>/, '');
  const sums = Object.fromEntries(QUESTIONS.map((id) => [`mean of ${id}`, '1.5']));
  const statistics = sheetOf([{ group: 'all', ...sums }], ['group', ...Object.keys(sums)]);
  const cwd = await folderWith({ sheets: { One: sheetOf(numbered(1, '1')), Two: below } });
  const run = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet'], { cwd });
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('3 rows were not read, because their sheets have no headings: Two. ');
  const beside = await folderWith({ sheets: { One: sheetOf(numbered(1, '1')), Statistics: statistics } });
  expect(await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet'], { cwd: beside })).toMatchObject({ code: 0 });
});

const COVER = `<sheetData><row>${inline('Digital assessment of small firms')}</row><row>${inline('November 2026')}</row></sheetData>`;
const EMPTY = '<sheetData></sheetData>';

test.each([
  ['a cover', { Cover: COVER, Answers: sheetOf([rowOf(1), rowOf(2)]) }, 'Cover'],
  ['an empty sheet', { Sheet1: EMPTY, Answers: sheetOf([rowOf(1), rowOf(2)]) }, 'Sheet1'],
  ['a cover and a legend', { Cover: COVER, Legend: LEGEND, Answers: sheetOf([rowOf(1), rowOf(2)]) }, 'Cover.*Legend'],
])('a workbook with %s before the answers is read without that sheet, which is named', async (_, sheets, named) => {
  const cwd = await folderWith({ sheets });
  const run = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet'], { cwd });
  expect(run, run.stderr).toMatchObject({ code: 0, stderr: expect.stringContaining('2 rows read; 2 scored') });
  expect(run.stderr).toMatch(new RegExp(`the sheet “Answers” is read; not read: ${named}`));
  const mapped = await matura(['map', 'quick-scan-china', 'b.xlsx', '-o', 'm.yaml'], { cwd });
  expect(mapped.code, mapped.stdout).toBe(0);
  const again = ['batch', 'quick-scan-china', 'b.xlsx', '--quiet', '--map', 'm.yaml', '-o', 'again.csv'];
  expect(await matura(again, { cwd })).toMatchObject({ code: 0 });
});

test('a mapping for the headings of the first sheet reads that sheet, whatever is on the second', async () => {
  const own = HEADINGS.map((heading) => `my ${heading}`);
  const rows = [rowOf(1), rowOf(2)].map((row) =>
    Object.fromEntries(HEADINGS.map((heading) => [`my ${heading}`, row[heading] ?? ''])),
  );
  const cwd = await folderWith({ sheets: { Mine: sheetOf(rows, own), Template: sheetOf([rowOf(3)]) } });
  const columns = HEADINGS.map((heading) => `  - { heading: my ${heading}, to: ${heading} }\n`).join('');
  await writeFile(path.join(cwd, 'm.yaml'), `kind: mapping\npack: quick-scan-china\ncolumns:\n${columns}`);
  const run = await matura(['batch', 'quick-scan-china', 'b.xlsx', '--quiet', '--map', 'm.yaml'], { cwd });
  expect(run, run.stderr).toMatchObject({ code: 0, stderr: expect.stringContaining('2 rows read; 2 scored') });
});
