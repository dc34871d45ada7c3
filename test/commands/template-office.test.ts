import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { csvOf, readCsv, rowOf } from './batch/exports.ts';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { READ_CSV, saveAs, useOffice, WRITE_CSV } from './office.ts';

useOffice();

const EXPORTS = path.join(ROOT, 'examples/exports');

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

test.each([
  ['quick-scan', 'xlsx', 'en'],
  ['quick-scan', 'csv', 'zh'],
  ['miit-sme-2024', 'xlsx', 'zh'],
  ['miit-sme-2024', 'csv', 'de'],
])(
  '%s as %s in %s: opened, filled in and saved by LibreOffice, it comes back without a mapping',
  async (...given) => {
    const [pack, format, lang] = given;
    const cwd = await scratchFolder();
    await matura(['template', pack, '--format', format, '--lang', lang, '-o', `form.${format}`], { cwd });
    const columns = await columnsOf(cwd, pack, `form.${format}`);
    await writeFile(
      path.join(cwd, 'ids.csv'),
      (await readFile(path.join(EXPORTS, pack, 'ids.csv'), 'utf8')).replaceAll('\r\n', '\n'),
    );
    const rows = await readCsv(cwd, 'ids.csv');
    const filled = rows.map((row) => {
      const cells = columns.map(({ to, option }) => {
        const said = row[to] ?? '';
        return option === undefined ? said : said.split(';').includes(option) ? '√' : '';
      });
      return `<table:table-row>${cells.map(cellOf).join('')}</table:table-row>`;
    });

    await saveAs(cwd, `form.${format}`, 'fods', format === 'csv' ? READ_CSV : undefined);
    const opened = await readFile(path.join(cwd, 'form.fods'), 'utf8');
    const end = opened.indexOf('</table:table-row>') + '</table:table-row>'.length;
    await writeFile(path.join(cwd, 'filled.fods'), opened.slice(0, end) + filled.join('') + opened.slice(end));
    const expected = await readFile(path.join(EXPORTS, pack, 'results.csv'), 'utf8');
    for (const [as, name] of [
      ['xlsx', 'filled.xlsx'],
      [WRITE_CSV, 'filled.csv'],
    ] as const) {
      await saveAs(cwd, 'filled.fods', as);
      if (as !== 'xlsx') await rename(path.join(cwd, 'filled.csv'), path.join(cwd, name));
      const run = await matura(['batch', pack, name, '--quiet'], { cwd });
      expect(run.code, run.stderr).toBe(0);
      expect(await readFile(path.join(cwd, 'results.csv'), 'utf8')).toBe(expected);
    }
  },
  120_000,
);

test('pitfall 24: LibreOffice finds no formula in results and rejects, though it does in the export', async () => {
  const cwd = await scratchFolder();
  const rows = [rowOf(1, { district: '=1+1' }), rowOf(2, { district: '+2+3', plan: '=3*4' }), rowOf(3)];
  await writeFile(path.join(cwd, 'export.csv'), csvOf(rows));
  await matura(['batch', 'quick-scan', 'export.csv', '--bom', '--quiet'], { cwd });
  const opened = async (name: string): Promise<string> => {
    await saveAs(cwd, `${name}.csv`, 'fods', READ_CSV);
    return readFile(path.join(cwd, `${name}.fods`), 'utf8');
  };
  expect(await opened('export')).toContain('table:formula');
  const results = await opened('results');
  expect(results).not.toContain('table:formula');
  expect(results).toMatch(/office:value="66\.66666666666/);
  expect(await opened('rejects')).not.toContain('table:formula');
}, 60_000);
