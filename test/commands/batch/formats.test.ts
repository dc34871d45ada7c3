import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { createParquetEncoder } from '../../../src/table/results/parquet-writer.ts';
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
    ['-o', 'r.xlsx'],
    ['-o', 'results'],
    ['--rejects', 'r.parquet'],
  ] as const) {
    const { code, stderr } = await run(option, name);
    expect(code).toBe(2);
    expect(stderr).toContain(option === '-o' ? '.csv, .jsonl, .parquet or .arrow' : 'must end in .csv');
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
