import { appendFile, copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { createParquetEncoder } from '../../../src/table/results/parquet-writer.ts';
import { createXlsxEncoder } from '../../../src/table/results/xlsx-encoder.ts';
import { openSheet, readWorkbookSheets } from '../../../src/table/xlsx/workbook-reader.ts';
import { matura, scratchFolder } from '../matura.ts';
import { csvOf, keyOf, type Row, readCsv, rowOf } from './sample-export.ts';

const NUMBERS = ['direction', 'processes', 'production', 'customers', 'data', 'base', 'total', 'coverage'];
const LEVELS = ['level', 'lowest', 'highest'];

/** Rows of all kinds: open scores, texts with signs, a key that stands twice, formulas. */
function oddRows(): Row[] {
  const odd = [
    { plan: '' },
    { district: 'a "b", c' },
    { district: '=1+1' },
    { district: "'=1" },
    { sector: 'software' },
  ];
  return Array.from({ length: 300 }, (_, i) =>
    rowOf(i % 97 === 96 ? 0 : i, { lead: String(i % 4), skills: String((i * 7) % 4), ...odd[i % 11] }),
  );
}

async function write(folder: string, rows: readonly Row[], ...args: string[]): Promise<void> {
  await writeFile(path.join(folder, 'export.csv'), csvOf(rows));
  const run = await matura(['batch', 'quick-scan-china', 'export.csv', '--quiet', '--max-rejects', '10', ...args], {
    cwd: folder,
  });
  expect(run.stderr).toContain('300 rows read');
  expect(run.code).toBe(0);
}

/** The rows of the CSV with the types the other formats have, its cells read by hand. */
async function typedRows(folder: string): Promise<Record<string, unknown>[]> {
  return (await readCsv(folder, 'export.results.csv')).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) => {
        if (cell === '') return [name, null];
        if ([...NUMBERS, ...LEVELS].includes(name)) return [name, Number(cell)];
        return [name, cell.startsWith("'=") ? cell.slice(1) : cell];
      }),
    ),
  );
}

/** The rows of the first sheet as people see them. */
async function firstSheet(folder: string, name: string): Promise<readonly (readonly string[])[]> {
  return (await readWorkbookSheets(path.join(folder, name))).sheets[0]?.rows ?? [];
}

test('JSON lines and Parquet hold the rows of the CSV, with types and nulls', async () => {
  const folder = await scratchFolder();
  for (const format of ['csv', 'jsonl', 'parquet']) await write(folder, oddRows(), '-o', `export.results.${format}`);
  const expected = await typedRows(folder);
  expect(expected.length).toBe(296);
  expect(new Set(expected.map(({ district }) => district))).toEqual(new Set([null, 'a "b", c', '=1+1', '=1']));

  const lines = (await readFile(path.join(folder, 'export.results.jsonl'), 'utf8')).trimEnd().split('\n');
  const objects = lines.map((line) => JSON.parse(line));
  expect(objects.map(({ warnings, ...rest }) => ({ ...rest, warnings: warnings.join(';') || null }))).toEqual(expected);

  const file = await asyncBufferFromFile(path.join(folder, 'export.results.parquet'));
  expect(await parquetReadObjects({ file })).toEqual(expected);
});

test('DuckDB reads the types, rows and sums of the Parquet file', async () => {
  const folder = await scratchFolder();
  await write(folder, oddRows(), '-o', 'results.parquet', '--answers');
  await write(folder, oddRows(), '-o', 'export.results.csv');
  const rows = await typedRows(folder);
  const connection = await (await DuckDBInstance.create()).connect();
  const table = `'${path.join(folder, 'results.parquet')}'`;
  const ask = async (sql: string): Promise<unknown[][]> => (await connection.runAndReadAll(sql)).getRowsJson();
  const types = Object.fromEntries((await ask(`describe select * from ${table}`)).map(([name, type]) => [name, type]));
  expect(types).toMatchObject({
    ...{ uscc: 'VARCHAR', district: 'VARCHAR', warnings: 'VARCHAR', plan: 'DOUBLE', 'plan:state': 'VARCHAR' },
    ...Object.fromEntries(NUMBERS.map((name) => [name, 'DOUBLE'])),
    ...Object.fromEntries(LEVELS.map((name) => [name, 'INTEGER'])),
  });
  const open = rows.filter(({ total }) => total === null).length;
  expect(open).toBeGreaterThan(10);
  expect(await ask(`select count(*), count(*) filter (total is null), max(uscc) from ${table}`)).toEqual([
    [
      String(rows.length),
      String(open),
      rows
        .map(({ uscc }) => String(uscc))
        .sort()
        .at(-1),
    ],
  ]);
  expect(await ask(`select uscc, total from ${table} where total is not null`)).toEqual(
    rows.filter(({ total }) => total !== null).map(({ uscc, total }) => [uscc, total]),
  );
  expect(await ask(`select count(*) from ${table} where "plan:state" = 'unanswered' and plan is null`)).toEqual([
    [String(open)],
  ]);
  connection.closeSync();
});

test('Parquet row groups do not depend on the batches in which rows arrive', async () => {
  const columns = Array.from({ length: 64 }, (_, i) => ({ name: `c${i}`, kind: 'number' as const }));
  const rows = Array.from({ length: 70_000 }, (_, i) => columns.map((_, k) => String((i * k) % 13)));
  const whole = createParquetEncoder(columns);
  const bytes = Buffer.concat([whole.encode(rows), whole.end()]);
  const some = createParquetEncoder(columns);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < rows.length; at += 999) pieces.push(some.encode(rows.slice(at, at + 999)));
  expect(Buffer.concat([...pieces, some.end()]).equals(bytes)).toBe(true);
  const file = path.join(await scratchFolder(), 'a.parquet');
  await writeFile(file, bytes);
  const { row_groups: groups } = await parquetMetadataAsync(await asyncBufferFromFile(file));
  expect(groups.map(({ num_rows }) => Number(num_rows))).toEqual([16_384, 16_384, 16_384, 16_384, 4464]);
});

test('an output file with an unknown extension is refused with the known formats, and nothing is written', async () => {
  const folder = await scratchFolder();
  await writeFile(path.join(folder, 'export.csv'), csvOf([rowOf(1)]));
  const run = (...args: string[]) => matura(['batch', 'quick-scan-china', 'export.csv', ...args], { cwd: folder });
  for (const [option, name] of [
    ['-o', 'r.ods'],
    ['-o', 'results'],
    ['--rejects', 'r.parquet'],
  ] as const) {
    const { code, stderr } = await run(option, name);
    expect(code).toBe(2);
    expect(stderr).toContain(option === '-o' ? '.csv, .xlsx, .jsonl, .parquet or .arrow' : 'must end in .csv');
  }
  expect(await readdir(folder)).toEqual(['export.csv']);
  expect((await run('-o', 'R.JSONL')).code).toBe(0);
});

test('--bom starts CSV, but no other format, with the byte-order mark by which Excel recognises UTF-8', async () => {
  const folder = await scratchFolder();
  const begins = async (name: string): Promise<boolean> =>
    (await readFile(path.join(folder, name), 'utf8')).startsWith('\ufeff');
  await write(folder, oddRows(), '--bom');
  expect([await begins('export.results.csv'), await begins('export.rejects.csv')]).toEqual([true, true]);
  const marked = await readFile(path.join(folder, 'export.results.csv'), 'utf8');
  await write(folder, oddRows());
  expect(marked).toBe(`\ufeff${await readFile(path.join(folder, 'export.results.csv'), 'utf8')}`);
  await write(folder, oddRows(), '--bom', '-o', 'r.jsonl');
  expect([await begins('r.jsonl'), await begins('export.rejects.csv')]).toEqual([false, true]);
});

test('an enterprise key is written as text even if it looks like a number', async () => {
  const folder = await scratchFolder();
  await write(folder, oddRows(), '-o', 'r.jsonl');
  const [first = ''] = (await readFile(path.join(folder, 'r.jsonl'), 'utf8')).split('\n');
  // The key of row 0 stands twice, so the first result is that of row 1.
  expect(JSON.parse(first).uscc).toBe(keyOf(1));
});

test('a workbook holds the rows of the CSV, is read as results, and replaces only results', async () => {
  const folder = await scratchFolder();
  for (const format of ['csv', 'xlsx', 'xlsx']) await write(folder, oddRows(), '-o', `export.results.${format}`);
  const [figures, fromCsv] = await Promise.all(
    ['xlsx', 'csv'].map(async (format) => {
      const inputs = ['portfolio', `export.results.${format}`, '--by', 'district', '--as-of', '2099-01-01', '--json'];
      const { stdout, stderr } = await matura(inputs, { cwd: folder });
      expect(stderr).not.toContain('could not be read');
      // A number in a workbook has 15 digits.
      return JSON.parse(stdout.replaceAll(`export.results.${format}`, 'results'), (_, value) =>
        typeof value === 'number' ? Number(value.toPrecision(12)) : value,
      );
    }),
  );
  expect(figures).toEqual(fromCsv);
  const shown = await firstSheet(folder, 'export.results.xlsx');
  expect(shown[0]?.slice(1, 3)).toEqual(['District or county', 'Industrial chain']);
  expect(shown[0]?.join(' ')).not.toMatch(/uscc|coverage|warnings/);
  await copyFile(path.join(folder, 'export.results.xlsx'), path.join(folder, 'edited.xlsx'));
  await appendFile(path.join(folder, 'edited.xlsx'), ' ');
  const { code, stderr } = await matura(['batch', 'quick-scan-china', 'export.csv', '-o', 'edited.xlsx'], {
    cwd: folder,
  });
  expect([code, stderr]).toEqual([2, expect.stringContaining('--force')]);
});

test.each(['de', 'zh'])('a workbook in %s has titles and texts, is read by them, and is scored again', async (lang) => {
  const folder = await scratchFolder();
  await write(folder, oddRows(), '-o', 'plain.csv', '--answers');
  const given = ['batch', 'quick-scan-china', 'export.csv', '--quiet', '--max-rejects', '10', '--answers'];
  const made = await matura([...given, '-o', 'titled.xlsx', '--lang', lang], { cwd: folder });
  expect(made.code, made.stderr).toBe(0);
  const [headings = [], ...rows] = await firstSheet(folder, 'titled.xlsx');
  const size = lang === 'de' ? 'Größenklasse' : '企业规模';
  expect(headings).toContain(size);
  const sizes = rows.map((row) => row[headings.indexOf(size)]).join(' ');
  expect(sizes).not.toMatch(/micro|small|medium|large/);
  const figures = async (name: string): Promise<unknown> => {
    const args = ['portfolio', name, '--by', 'size', '--as-of', '2099-01-01', '--json', '--min-cell', '1'];
    const { code, stdout, stderr } = await matura(args, { cwd: folder });
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout.replaceAll(name, 'results'), (_, value) =>
      typeof value === 'number' ? Number(value.toPrecision(12)) : value,
    );
  };
  expect(await figures('titled.xlsx')).toEqual(await figures('plain.csv'));
  const scoreAgain = async (name: string): Promise<string> => {
    const args = ['batch', 'quick-scan-china', name, '--quiet', '-o', `again-${name}.csv`, '--answers'];
    const { code, stderr } = await matura(args, { cwd: folder });
    expect(code, stderr).toBe(0);
    return readFile(path.join(folder, `again-${name}.csv`), 'utf8');
  };
  expect(await scoreAgain('titled.xlsx')).toBe(await scoreAgain('plain.csv'));
});

test('two values of a workbook never share a text', async () => {
  const columns = [{ name: 'size', kind: 'text' as const }];
  const style = { title: () => 'Size', value: (_: string, value: string) => (value === 'c' ? 'a' : 'Both') };
  const encoder = createXlsxEncoder(columns, style);
  encoder.encode([['a'], ['b'], ['c'], ['a']]);
  const folder = await scratchFolder();
  await writeFile(path.join(folder, 'a.xlsx'), encoder.end());
  expect(await firstSheet(folder, 'a.xlsx')).toEqual([['Size'], ['Both'], ['Both (b)'], ['a'], ['Both']]);
  const { source } = await openSheet(path.join(folder, 'a.xlsx'), undefined);
  const bytes = new Uint8Array(1000);
  const length = await source.read(bytes);
  await source.close();
  expect(Buffer.from(bytes.subarray(0, length)).toString().trim()).toBe('size\na\nb\nc\na');
});

test('a workbook says how many rows it holds: those of a sheet, or fewer if there are many columns', () => {
  const columns = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `n${i}`, kind: 'number' as const }));
  expect([5, 20, 80].map((count) => createXlsxEncoder(columns(count)).maxRows)).toEqual([1_048_575, 400_000, 100_000]);
});

test.each([
  ['de', ';', ','],
  ['en', ',', '.'],
])('--csv excel writes the CSV that Excel in %s opens, with rounded scores', async (lang, delimiter, decimal) => {
  const folder = await scratchFolder();
  await write(folder, oddRows(), '-o', 'export.results.csv');
  const plain = await readCsv(folder, 'export.results.csv');
  const args = ['--csv', 'excel', '--lang', lang, '--max-rejects', '10', '-o', 'excel.csv'];
  const { code, stderr } = await matura(['batch', 'quick-scan-china', 'export.csv', ...args], { cwd: folder });
  expect(code, stderr).toBe(0);
  const bytes = await readFile(path.join(folder, 'excel.csv'), 'utf8');
  const [first, last] =
    lang === 'de' ? ['Einheitlicher Sozialkreditcode', 'Anmerkungen'] : ['Unified Social', 'Remarks'];
  expect(bytes.startsWith(`\ufeff${first}`)).toBe(true);
  expect(bytes.split('\r\n')[0]).toContain(`${delimiter}${last}`);
  const ids = Object.keys(plain[0] ?? {});
  const rows = parse(bytes, { bom: true, columns: () => ids, delimiter }) as Row[];
  expect(rows).toHaveLength(plain.length);
  for (const [i, row] of rows.entries()) {
    for (const name of NUMBERS.filter((one) => one !== 'coverage')) {
      const [shown, exact] = [row[name] ?? '', plain[i]?.[name] ?? ''];
      expect(shown).toMatch(new RegExp(`^(-?\\d+(\\${decimal}\\d)?)?$`));
      if (exact === '') expect(shown).toBe('');
      else expect(Math.abs(Number(shown.replace(decimal, '.')) - Number(exact))).toBeLessThanOrEqual(0.05 + 1e-9);
    }
    expect(row.district).toBe(plain[i]?.district);
    // A share keeps two decimals: 0.95 is not all.
    const shares = [row.coverage?.replace(decimal, '.'), plain[i]?.coverage].map(Number);
    expect(Math.abs((shares[0] ?? 0) - (shares[1] ?? 0))).toBeLessThanOrEqual(0.005 + 1e-9);
  }
  const refused = await matura(['batch', 'quick-scan-china', 'export.csv', '--csv', 'excel', '-o', 'x.xlsx'], {
    cwd: folder,
  });
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('.csv')]);
});

test('CSV for Excel has the titles of columns and the texts of options, which no two columns share', async () => {
  const folder = await scratchFolder();
  await write(folder, oddRows(), '-o', 'export.results.csv');
  const args = ['--csv', 'excel', '--lang', 'de', '--max-rejects', '10', '-o', 'excel.csv', '--answers'];
  await matura(['batch', 'quick-scan-china', 'export.csv', ...args], { cwd: folder });
  const bytes = await readFile(path.join(folder, 'excel.csv'), 'utf8');
  const [headings = [], ...rows] = parse(bytes, { bom: true, delimiter: ';' }) as string[][];
  expect(new Set(headings).size).toBe(headings.length);
  expect(headings).toEqual(expect.arrayContaining(['Bezirk oder Kreis', 'Größenklasse', 'Digitalstufe: mindestens']));
  expect(headings.join(' ')).not.toMatch(/district|lowest|coverage|warnings/);
  const size = headings.indexOf('Größenklasse');
  expect(rows.map((row) => row[size]).join(' ')).not.toMatch(/micro|small|medium|large/);
});

test('a delimiter that was meant for the output is refused, with the reason why Excel has its own', async () => {
  const folder = await scratchFolder();
  await write(folder, oddRows(), '-o', 'export.results.csv');
  const given = await readFile(path.join(folder, 'export.csv'), 'utf8');
  expect(given).toContain(',');
  const { code, stderr } = await matura(
    ['batch', 'quick-scan-china', 'export.csv', '--csv', 'excel', '--delimiter', ';', '-o', 'y.csv', '--lang', 'de'],
    { cwd: folder },
  );
  expect([code, stderr]).toEqual([3, expect.stringContaining('durch Kommas getrennt, nicht durch Strichpunkte')]);
  expect(stderr).toContain('weil Excel sie dort erwartet');
});
