import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Given, inline, workbookParts, zip } from '../../table/write-workbook.ts';
import { matura, ROOT, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, type Row, rowOf } from './sample-export.ts';

function sheetOfRows(rows: readonly Row[]): string {
  const cells = [HEADINGS, ...rows.map((row) => HEADINGS.map((heading) => row[heading] ?? ''))];
  return `<sheetData>${cells.map((row) => `<row>${row.map(inline).join('')}</row>`).join('')}</sheetData>`;
}

function workbook(rows: readonly Row[], others: Partial<Given> = {}): Buffer {
  return zip(workbookParts({ sheets: { Answers: sheetOfRows(rows) }, ...others }));
}

const ROWS = [rowOf(1), rowOf(2, { district: '武侯区' }), rowOf(3, { employees: '-5' })];

/** Runs batch with bytes on standard input and a folder of its own for temporary files. */
async function pipe(bytes: Buffer, ...args: string[]): Promise<{ cwd: string; code: number | null; stderr: string }> {
  const cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'tmp'));
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), 'batch', 'quick-scan-china', '-', ...args], {
    cwd,
    env: { ...process.env, LC_ALL: 'en_GB.UTF-8', TMPDIR: path.join(cwd, 'tmp') },
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin.end(bytes);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { cwd, code, stderr };
}

test('a workbook from standard input gives the results of the file, and no temporary file is left', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'export.csv'), csvOf(ROWS));
  await matura(['batch', 'quick-scan-china', 'export.csv'], { cwd });
  const run = await pipe(workbook(ROWS), '--mend', 'mend.csv');
  expect(run.code).toBe(1);
  for (const name of ['export.results.csv', 'export.rejects.csv']) {
    expect(await readFile(path.join(run.cwd, name.replace('export.', '')), 'utf8')).toBe(
      await readFile(path.join(cwd, name), 'utf8'),
    );
  }
  expect((await readFile(path.join(run.cwd, 'mend.csv'), 'utf8')).split('\n')[1]).toContain('-5');
  expect(await readdir(path.join(run.cwd, 'tmp'))).toEqual([]);
});

test('a file that turns out not to be a workbook is refused, and no temporary file is left', async () => {
  for (const bytes of [workbook(ROWS).subarray(0, 900), zip({ 'readme.txt': 'x' })]) {
    const run = await pipe(bytes);
    expect(run.code).toBe(3);
    expect(await readdir(run.cwd)).toEqual(['tmp']);
    expect(await readdir(path.join(run.cwd, 'tmp'))).toEqual([]);
  }
  const files = await pipe(workbook(ROWS), '--files', 'files');
  expect(files.code).toBe(2);
  expect(files.stderr).toContain('name a file');
});

test('sheets are read by name, hidden ones only by name; merged cells are refused or rejected', async () => {
  const [shown, hidden] = [[rowOf(1)], [rowOf(2), rowOf(3)]];
  const sheets = { Notes: sheetOfRows(hidden), Answers: sheetOfRows(shown) };
  const book = workbook([], { sheets, hidden: ['Notes'] });
  expect((await pipe(book)).stderr).toContain('1 row read; 1 scored');
  expect((await pipe(book, '--sheet', 'notes')).stderr).toContain('2 rows read; 2 scored');
  const unknown = await pipe(book, '--sheet', 'Nothing');
  expect(unknown.code).toBe(3);
  expect(unknown.stderr).toMatch(/Nothing.*Notes; Answers/);
  const merge = (range: string): string =>
    `${sheetOfRows(ROWS.slice(0, 2))}<mergeCells count="1"><mergeCell ref="${range}"/></mergeCells>`;
  const heading = await pipe(workbook([], { sheets: { a: merge('A1:B1') } }));
  expect(heading.code).toBe(3);
  expect(heading.stderr).toContain('A1:B1');
  const row = await pipe(workbook([], { sheets: { a: merge('A3:B3') } }));
  expect(row.stderr).toContain('2 rows read; 1 scored; 1 rejected');
});

test('numeric cells of a workbook never have thousands separators, whatever its texts use', async () => {
  const cwd = await scratchFolder();
  const rows = [rowOf(1, { revenue: '2,5' }), rowOf(2, { revenue: '12.345' })];
  const numbers = sheetOfRows(rows).replace(inline('12.345'), '<c><v>12.345</v></c>');
  await writeFile(path.join(cwd, 'mixed.xlsx'), workbook([], { sheets: { Answers: numbers } }));
  const asked = await matura(['batch', 'quick-scan-china', 'mixed.xlsx'], { cwd });
  expect(asked).toMatchObject({ code: 3, stderr: expect.stringContaining('--decimal') });
  const told = await matura(['batch', 'quick-scan-china', 'mixed.xlsx', '--decimal', ','], { cwd });
  expect(told).toMatchObject({ code: 1, stderr: expect.stringContaining('2 rows read; 1 scored; 1 rejected') });
  const rest = numbers.replace('2,5', '2.5');
  await writeFile(path.join(cwd, 'alone.xlsx'), workbook([], { sheets: { Answers: rest } }));
  expect(await matura(['batch', 'quick-scan-china', 'alone.xlsx'], { cwd })).toMatchObject({ code: 0 });
});

test('batch reports which sheets of a workbook are read and which are not', async () => {
  const cwd = await scratchFolder();
  const sheets = { Spring: sheetOfRows(ROWS.slice(0, 2)), Autumn: sheetOfRows(ROWS.slice(2)), Notes: sheetOfRows([]) };
  await writeFile(path.join(cwd, 'two.xlsx'), workbook([], { sheets, hidden: ['Notes'] }));
  const first = await matura(['batch', 'quick-scan-china', 'two.xlsx'], { cwd });
  expect(first.stderr).toMatch(
    /two.xlsx: the sheets Spring.*Autumn have headings of the questionnaire, and all of them are read\n/,
  );
  expect(first.stderr).toContain('two.xlsx: hidden sheets, not read: Notes\n');
  const second = await matura(['batch', 'quick-scan-china', 'two.xlsx', '--sheet', 'Autumn'], { cwd });
  expect(second.stderr).toContain('two.xlsx: the sheet “Autumn” is read; not read: Spring\n');
  const portfolio = ['portfolio', 'two.results.csv', '--pack', 'quick-scan-china', '--date', '2026-01-01'];
  const registered = await matura([...portfolio, '--registry', 'two.xlsx', '--sheet', 'Autumn'], { cwd });
  expect(registered.stderr).toContain('two.xlsx: the sheet “Autumn” is read; not read: Spring\n');
  await writeFile(path.join(cwd, 'one.xlsx'), workbook(ROWS));
  expect((await matura(['batch', 'quick-scan-china', 'one.xlsx'], { cwd })).stderr).not.toContain('not read');
});

test('an uncalculated formula rejects its row instead of counting as unanswered', async () => {
  const cwd = await scratchFolder();
  // As programs write it that make workbooks without a spreadsheet; an empty text is a result.
  const left = sheetOfRows([{ ...rowOf(1), plan: 'LEFT' }, { ...rowOf(2), ai: 'EMPTY' }, rowOf(3)])
    .replace(inline('LEFT'), '<c><f>1+1</f><v></v></c>')
    .replace(inline('EMPTY'), '<c t="str"><f>IF(1,"")</f><v></v></c>');
  await writeFile(path.join(cwd, 'e.xlsx'), zip(workbookParts({ sheets: { Answers: left } })));
  const run = await matura(['batch', 'quick-scan-china', 'e.xlsx'], { cwd });
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('3 rows read; 2 scored; 1 rejected');
  expect(await readFile(path.join(cwd, 'e.rejects.csv'), 'utf8')).toContain(
    'the formula “=1+1” has no result in the file',
  );
});
