import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { encodeGb18030 } from '../../src/table/gb18030-codec.ts';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { type Cells, workMiit, workQuickScan } from './score-by-hand.ts';

const EXPORTS = path.join(ROOT, 'examples/exports');
const RESULTS = ['results.csv', 'dirty.csv', 'dirty-rejects.csv'];

describe.each([
  ['quick-scan-china', workQuickScan],
  ['miit-sme-2024', workMiit],
] as const)('exports of %s', (pack, work) => {
  const folder = path.join(EXPORTS, pack);
  const layouts = readdirSync(folder).filter((file) => !RESULTS.includes(file));

  test.each(layouts)('the export %s gives the same results as the others', async (file) => {
    const cwd = await scratchFolder();
    const run = await matura(['batch', pack, path.join(folder, file), '--quiet'], { cwd });
    expect(run).toMatchObject({ code: 0 });
    expect(await readFile(path.join(cwd, `${path.parse(file).name}.results.csv`))).toEqual(
      await readFile(path.join(folder, 'results.csv')),
    );
  });

  test('the results of the example exports equal an independent calculation by the rubric', async () => {
    const rows = parseCsv(await readFile(path.join(folder, 'ids.csv'), 'utf8'));
    const results = parseCsv(await readFile(path.join(folder, 'results.csv'), 'utf8'));
    expect(results.map(({ uscc }) => uscc)).toEqual(rows.map(({ uscc }) => uscc));
    for (const [i, row] of rows.entries()) {
      const { size, scores, level, warnings } = work(row);
      const { uscc: key, district, chain, ...cells } = results[i] as Cells;
      expect([key, district, chain]).toEqual([row.uscc, row.district, row.chain]);
      for (const [name, value] of Object.entries(scores)) {
        if (value === null) expect(cells[name]).toBe('');
        else expect(Number(cells[name]), `${key} ${name}`).toBeCloseTo(value, 9);
      }
      const rest = Object.fromEntries(Object.entries(cells).filter(([name]) => !(name in scores)));
      const reached = String(level);
      const ends = { level: reached, lowest: reached, highest: reached };
      expect(rest).toEqual({ size, ...ends, coverage: '1', warnings: warnings.join(';') });
    }
  });

  test('the dirty export has the same reject reasons when encoded in GB18030', async () => {
    const cwd = await scratchFolder();
    const dirty = await readFile(path.join(folder, 'dirty.csv'), 'utf8');
    await writeFile(path.join(cwd, 'dirty.csv'), encodeGb18030(dirty.replace('\ufeff', '')));
    expect((await matura(['batch', pack, 'dirty.csv', '--quiet'], { cwd })).code).toBe(1);
    expect(await readFile(path.join(cwd, 'dirty.rejects.csv'), 'utf8')).toBe(
      await readFile(path.join(folder, 'dirty-rejects.csv'), 'utf8'),
    );
  });

  test('the reject reasons of the dirty export match the errors planted in it', async () => {
    const [headings = '', ...lines] = (await readFile(path.join(folder, 'dirty.csv'), 'utf8')).trim().split(/\r?\n/);
    const short = (lines.at(-1) as string).split(',').length;
    const last = headings.split(',').at(-1) as string;
    const expected = SPOILT.map(([line, key, column, rule, value]) => {
      if (rule === 'unknown-value') return [line, line, key, last, rule, value];
      return [line, line, key, column, rule, rule === 'row-length' ? String(short) : value];
    });
    const told = parseCsv(await readFile(path.join(folder, 'dirty-rejects.csv'), 'utf8'));
    expect(told.map(({ message: _, ...rest }) => Object.values(rest))).toEqual(expected);
  });

  test('every reject reason of the dirty export is reported', async () => {
    const cwd = await scratchFolder();
    const dirty = path.join(folder, 'dirty.csv');
    const { code, stderr } = await matura(['batch', pack, dirty, '--quiet'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('8 rows read; 1 scored; 7 rejected; 1 blank line left out');
    const rejects = await readFile(path.join(cwd, 'dirty.rejects.csv'), 'utf8');
    expect(rejects).toBe(await readFile(path.join(folder, 'dirty-rejects.csv'), 'utf8'));
  });
});

/** What was done to the rows of the dirty files, by line. */
const SPOILT = [
  ['2', '91510100MA06000027', 'uscc', 'duplicate-key', '91510100MA06000027'],
  ['3', '9.15101E+17', 'uscc', 'mangled-id', '9.15101E+17'],
  ['4', '91510100MA06000027', 'uscc', 'duplicate-key', '91510100MA06000027'],
  ['5', '91510100MA0600213N', 'employees', 'not-number', '很多'],
  // The last question of each pack.
  ['6', '91510100MA0600280L', '', 'unknown-value', 'Z9'],
  ['7', '91510100MA0600352D', 'name', 'required-fact', ''],
  // Line 8 is sound, its revenue in the unit of the question; line 9 is blank.
  ['10', '91510100MA06004914', '', 'row-length', ''],
] as const;

function parseCsv(text: string): Record<string, string>[] {
  return parse(text, { columns: true, bom: true });
}
