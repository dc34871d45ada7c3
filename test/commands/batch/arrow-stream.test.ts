// Arrow in and out of the built command, as programs that start it see it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createArrowStream } from '../../../src/table/results/arrow-writer.ts';
import type { ResultColumn } from '../../../src/table/results/result-columns.ts';
import { createEncoder } from '../../../src/table/results/result-formats.ts';
import { readAll } from '../../table/read-table-files.ts';
import { matura, ROOT, scratchFolder } from '../matura.ts';
import { csvOf, keyOf, manyRows, type Row, readCsv, rowOf } from './sample-export.ts';

/** Rows as batches, with what stands in front of them and behind: of texts, but for a few columns of whole numbers. */
function piecesOf(rows: readonly Row[], size: number): Uint8Array[] {
  const { columns, cells } = columnsOf(rows);
  const stream = createArrowStream(columns);
  const batches: Uint8Array[] = [];
  for (let at = 0; at < rows.length; at += size) batches.push(stream.batch(cells.slice(at, at + size)));
  return [stream.begin(), ...batches, stream.end()];
}

function columnsOf(rows: readonly Row[]) {
  const names = Object.keys(rows[0] as Row);
  const columns = names.map((name): ResultColumn => ({ name, kind: WHOLE.has(name) ? 'whole' : 'text' }));
  return { columns, cells: rows.map((row) => names.map((name) => row[name] ?? '')) };
}

const WHOLE = new Set(['plan', 'skills', 'ai', 'employees']);

function arrowOf(rows: readonly Row[], size = 40): Buffer {
  return Buffer.concat(piecesOf(rows, size));
}

function run(input: Uint8Array, ...args: string[]) {
  const bin = path.join(ROOT, 'bin/matura.js');
  const ran = spawnSync(process.execPath, [bin, 'batch', 'quick-scan-china', '-', '--lang', 'en', ...args], { input });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr.toString() };
}

/** A stream of results as rows by their headings. */
async function readStream(bytes: Uint8Array): Promise<Record<string, string>[]> {
  const stream = (async function* () {
    yield bytes;
  })();
  const { table, rows } = await readAll({ stream }, { isExport: true });
  return rows.map((row) => Object.fromEntries(table.shape.headings.map((name, i) => [name, row[i] ?? ''])));
}

const ROWS = Array.from({ length: 100 }, (_, i) =>
  rowOf(i, { district: `North, ${i}`, lead: i === 7 ? 'nonsense' : String(i % 4), ai: String(i % 4) }),
);

test('streamed results and rejects equal those written to files', async () => {
  const folder = await scratchFolder();
  await writeFile(path.join(folder, 'export.csv'), csvOf(ROWS));
  await matura(['batch', 'quick-scan-china', 'export.csv', '--quiet'], { cwd: folder });
  const { code, stdout, stderr } = run(arrowOf(ROWS), '--from', 'arrow', '--to', 'arrow');
  expect(stderr).toContain('100 rows read; 99 scored; 1 rejected');
  expect(code).toBe(1);
  const rows = await readStream(stdout);
  const results = rows.filter((row) => row['reject:rule'] === '');
  const expected = await readCsv(folder, 'export.results.csv');
  expect(
    results.map((row) => Object.fromEntries(Object.keys(expected[0] as object).map((name) => [name, row[name]]))),
  ).toEqual(expected);
  const [reject, ...others] = rows.filter((row) => row['reject:rule'] !== '');
  expect(others).toEqual([]);
  expect(reject).toMatchObject({
    uscc: keyOf(7),
    district: 'North, 7',
    total: '',
    warnings: '',
    'reject:line': '8',
    'reject:column': 'lead',
    'reject:value': 'nonsense',
  });
});

test('results of one batch are written before the next batch arrives', async () => {
  const [begin, first, second, end] = piecesOf(ROWS, 50) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const args = ['batch', 'quick-scan-china', '-', '--from', 'arrow', '--to', 'arrow', '--quiet'];
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), ...args]);
  const told: Buffer[] = [];
  child.stdout.on('data', (piece) => told.push(piece));
  child.stdin.write(Buffer.concat([begin, first]));
  await once(child.stdout, 'data');
  // What was told so far lacks its end alone.
  const rows = await readStream(Buffer.concat([...told, end]));
  expect(rows.map(({ uscc }) => uscc).sort()).toEqual(ROWS.slice(0, 50).map(({ uscc }) => uscc));
  child.stdin.end(Buffer.concat([second, end]));
  await once(child, 'close');
  expect((await readStream(Buffer.concat(told))).length).toBe(100);
});

test('Arrow and Parquet inputs of any batch size give the same bytes as CSV, faulty rows included', async () => {
  const folder = await scratchFolder();
  const rows = manyRows(600).map((row, i) => ({
    ...row,
    size: i % 9 === 0 ? 'large' : '',
    ai: i % 13 === 0 ? '9' : '1',
  }));
  const { columns, cells } = columnsOf(rows);
  const parquet = await createEncoder('parquet', columns);
  await writeFile(
    path.join(folder, 'one.csv'),
    csvOf(
      rows,
      columns.map(({ name }) => name),
    ),
  );
  await writeFile(path.join(folder, 'one.arrow'), arrowOf(rows, 70));
  await writeFile(
    path.join(folder, 'one.parquet'),
    Buffer.concat([parquet?.encode(cells), parquet?.end()] as Buffer[]),
  );
  const scored: string[][] = [];
  for (const kind of ['csv', 'arrow', 'parquet']) {
    const { code } = await matura(
      ['batch', 'quick-scan-china', `one.${kind}`, '-q', '-o', `${kind}.out.csv`, '--rejects', 'r.csv', '--force'],
      { cwd: folder },
    );
    // Lines are those of the file, and there are headings in one alone.
    const rejects = (await readCsv(folder, 'r.csv')).map(({ line: _, record: __, ...reject }) =>
      Object.values(reject).join(),
    );
    scored.push([String(code), await readFile(path.join(folder, `${kind}.out.csv`), 'utf8'), ...rejects]);
  }
  expect(scored[0]?.length).toBeGreaterThan(40);
  expect(scored[1]).toEqual(scored[0]);
  expect(scored[2]).toEqual(scored[0]);
});

test('Arrow files are read as exports and results, and an earlier result is replaced', async () => {
  const folder = await scratchFolder();
  await writeFile(path.join(folder, 'export.arrow'), arrowOf(ROWS.slice(10)));
  for (let time = 0; time < 2; time++) {
    const ran = await matura(['batch', 'quick-scan-china', '.', '-o', 'results.arrow', '--rejects', 'r.csv'], {
      cwd: folder,
    });
    expect(ran.stderr).toContain('90 rows read; 90 scored; 0 rejected');
  }
  const { rows } = await readAll({ path: path.join(folder, 'results.arrow') }, { isExport: true });
  expect(rows.length).toBe(90);
});

test('a stream cut short is refused with the number of the batch, and its output has no end marker', async () => {
  const whole = arrowOf(ROWS);
  const { code, stdout, stderr } = run(whole.subarray(0, -100), '--to', 'arrow');
  expect(code).toBe(3);
  expect(stderr).toContain('-: batch 3 cannot be read');
  expect([...stdout.subarray(-8)]).not.toEqual([255, 255, 255, 255, 0, 0, 0, 0]);
});

test('options that do not apply to a stream are refused', () => {
  const whole = arrowOf(ROWS.slice(0, 10));
  expect(run(whole, '--to', 'arrow', '-o', 'x.csv')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--output cannot be combined with --to'),
  });
  expect(run(Buffer.from(csvOf(ROWS)), '--from', 'arrow', '--to', 'arrow')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('- is not Arrow'),
  });
});
