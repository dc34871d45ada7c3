import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { csvOf, readCsv, rowOf } from './batch/sample-export.ts';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { READ_CSV, saveAs, useOffice, WRITE_CSV } from './use-office.ts';

useOffice();

const EXPORTS = path.join(ROOT, 'examples/exports');

const TEMPLATES = [
  { pack: 'quick-scan-china', format: 'xlsx', lang: 'en', name: 'quick-en' },
  { pack: 'quick-scan-china', format: 'csv', lang: 'zh', name: 'quick-zh' },
  { pack: 'miit-sme-2024', format: 'xlsx', lang: 'zh', name: 'ministry-zh' },
  { pack: 'miit-sme-2024', format: 'csv', lang: 'de', name: 'ministry-de' },
];

interface Column {
  readonly to: string;
  readonly option?: string;
}

/** What each column of a template is for, in its order. */
async function columnsOf(cwd: string, pack: string, file: string): Promise<readonly Column[]> {
  const { code, stdout } = await matura(['map', pack, file], { cwd });
  expect(code).toBe(0);
  return parse(stdout).columns;
}

function cellOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  if (text === '') return '<table:table-cell/>';
  // Numbers as somebody types them: the office keeps them as numbers.
  const type = /^\d{1,9}(\.\d+)?$/.test(text) ? `float" office:value="${text}` : 'string';
  return `<table:table-cell office:value-type="${type}"><text:p>${escaped}</text:p></table:table-cell>`;
}

/** The rows of the example's export under the columns of a template, as a spreadsheet keeps them. */
async function filledRows(pack: string, columns: readonly Column[]): Promise<string> {
  const cwd = await scratchFolder();
  const text = await readFile(path.join(EXPORTS, pack, 'ids.csv'), 'utf8');
  await writeFile(path.join(cwd, 'ids.csv'), text.replaceAll('\r\n', '\n'));
  const rows = (await readCsv(cwd, 'ids.csv')).map((row) => {
    const cells = columns.map(({ to, option }) => {
      const said = row[to] ?? '';
      return option === undefined ? said : said.split(';').includes(option) ? '√' : '';
    });
    return `<table:table-row>${cells.map(cellOf).join('')}</table:table-row>`;
  });
  return rows.join('');
}

test('templates opened, filled in and saved by LibreOffice are read back without a mapping', async () => {
  const cwd = await scratchFolder();
  for (const { pack, format, lang, name } of TEMPLATES) {
    await matura(['template', pack, '--format', format, '--lang', lang, '-o', `${name}.${format}`], { cwd });
  }
  await saveAs(cwd, ['quick-en.xlsx', 'ministry-zh.xlsx'], 'fods');
  await saveAs(cwd, ['quick-zh.csv', 'ministry-de.csv'], 'fods', READ_CSV);
  for (const { pack, format, name } of TEMPLATES) {
    const columns = await columnsOf(cwd, pack, `${name}.${format}`);
    const opened = await readFile(path.join(cwd, `${name}.fods`), 'utf8');
    const end = opened.indexOf('</table:table-row>') + '</table:table-row>'.length;
    const filled = opened.slice(0, end) + (await filledRows(pack, columns)) + opened.slice(end);
    await writeFile(path.join(cwd, `${name}-filled.fods`), filled);
  }
  const filled = TEMPLATES.map(({ name }) => `${name}-filled.fods`);
  for (const format of ['xlsx', WRITE_CSV]) await saveAs(cwd, filled, format);
  for (const { pack, name } of TEMPLATES) {
    const expected = await readFile(path.join(EXPORTS, pack, 'results.csv'), 'utf8');
    // Beside the table of the same name, the results of the workbook have its whole name.
    const outputs = [
      [`${name}-filled.xlsx`, `${name}-filled.xlsx.results.csv`],
      [`${name}-filled.csv`, `${name}-filled.results.csv`],
    ] as const;
    for (const [file, results] of outputs) {
      const run = await matura(['batch', pack, file, '--quiet'], { cwd });
      expect(run.code, file + run.stderr).toBe(0);
      expect(await readFile(path.join(cwd, results), 'utf8'), file).toBe(expected);
    }
  }
}, 240_000);

test('LibreOffice finds formulas in an export but none in its results or rejected rows', async () => {
  const cwd = await scratchFolder();
  const rows = [rowOf(1, { district: '=1+1' }), rowOf(2, { district: '+2+3', plan: '=3*4' }), rowOf(3)];
  await writeFile(path.join(cwd, 'export.csv'), csvOf(rows));
  await matura(['batch', 'quick-scan-china', 'export.csv', '--bom', '--quiet'], { cwd });
  await saveAs(cwd, ['export.csv', 'export.results.csv', 'export.rejects.csv'], 'fods', READ_CSV);
  const opened = (name: string): Promise<string> => readFile(path.join(cwd, `${name}.fods`), 'utf8');
  expect(await opened('export')).toContain('table:formula');
  const results = await opened('export.results');
  expect(results).not.toContain('table:formula');
  expect(results).toMatch(/office:value="66\.66666666666/);
  expect(await opened('export.rejects')).not.toContain('table:formula');
}, 60_000);
