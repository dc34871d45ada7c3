import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodeGb18030 } from '../../../src/table/gb18030-codec.ts';
import { inline, workbookParts, zip } from '../../table/write-workbook.ts';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, keyOf, type Row, readCsv, rowOf } from './sample-export.ts';

const EMPTY: Row = {};

/** The rows as they should be, and what is wrong with some in the export. */
const RIGHT = Array.from({ length: 40 }, (_, i) => rowOf(i, { district: '武侯区', name: `示例 "${i}",\n二行` }));
const WRONG: Readonly<Record<number, Row>> = {
  3: { employees: '-5' },
  4: { plan: 'seven', lead: '9' },
  17: { uscc: keyOf(18), plan: '3' },
  25: { name: '' },
  39: { uscc: '9.15101E+17' },
};

async function run(cwd: string, ...args: string[]): Promise<Run> {
  return matura(['batch', 'quick-scan-china', ...args, '--quiet'], { cwd });
}

async function keysOf(cwd: string, ...files: string[]): Promise<string[]> {
  const rows = await Promise.all(files.map((file) => readCsv(cwd, file)));
  return rows
    .flat()
    .map((row) => JSON.stringify(row))
    .sort();
}

/** The kept rows put right, whatever they look like. */
function putRight(mend: string): string {
  const at = (i: number, row: Row): string => csvOf([{ ...RIGHT[i], ...row }]).slice(csvOf([]).length);
  let text = mend;
  for (const [i, row] of Object.entries(WRONG)) text = text.replace(at(Number(i), row), at(Number(i), EMPTY));
  // The other row with its key was right.
  return text;
}

const table = csvOf(RIGHT.map((row, i) => ({ ...row, ...WRONG[i] })));
const kinds: readonly (readonly [string, string | Uint8Array])[] = [
  ['export.csv', table],
  ['crlf.csv', table.replaceAll('\n', '\r\n').replaceAll(',\r\n二行', ',\n二行')],
  ['titled.csv', `Report of the year\n\n${table}\n\n`],
  ['gbk.csv', encodeGb18030(table)],
  ['packed.csv.gz', gzipSync(table)],
  ['utf-16.csv', Buffer.from(`\ufeff${table}`, 'utf16le')],
];

test.each(kinds)('%s: rejected rows, once corrected, give the missing results', async (name, bytes) => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, name), bytes);
  await writeFile(path.join(cwd, 'clean.csv'), csvOf(RIGHT));
  expect(await run(cwd, 'clean.csv', '-o', 'clean-results.csv')).toMatchObject({ code: 0 });

  const first = await run(cwd, name, '--mend', 'mend.csv');
  expect(first.stderr).toContain('40 rows read; 34 scored; 6 rejected');
  const results = `${name.replace(/\.csv(\.gz)?$/, '')}.results.csv`;
  expect(first.stderr).toContain(`Written: ${results}, ${results.replace('results', 'rejects')}, mend.csv`);
  const mend = await readFile(path.join(cwd, 'mend.csv'), 'utf8');
  expect(mend.startsWith('\ufeff')).toBe(true);
  const again = await run(cwd, 'mend.csv', '-o', 'again.csv', '--rejects', 'again-rejects.csv');
  expect(again.stderr).toContain('6 rows read; 0 scored; 6 rejected');

  const mended = putRight(mend.replaceAll('\r\n', '\n'));
  expect(mended).not.toBe(mend);
  await writeFile(path.join(cwd, 'mend.csv'), mended);
  const second = await run(cwd, 'mend.csv', '-o', 'mended.csv', '--rejects', 'none.csv');
  expect(second).toMatchObject({ code: 0 });
  expect(await keysOf(cwd, results, 'mended.csv')).toEqual(await keysOf(cwd, 'clean-results.csv'));
});

test('rejected rows of a workbook are written to a CSV file to be mended', async () => {
  const cwd = await scratchFolder();
  const rows = [rowOf(1), rowOf(2, { employees: '-5' }), rowOf(3, { name: 'x "y",z', plan: 'seven' })];
  const cells = [HEADINGS, ...rows.map((row) => HEADINGS.map((heading) => row[heading] ?? ''))];
  const sheet = `<sheetData>${cells.map((row) => `<row>${row.map(inline).join('')}</row>`).join('')}</sheetData>`;
  await writeFile(path.join(cwd, 'export.xlsx'), zip(workbookParts({ sheets: { Answers: sheet } })));
  expect(await run(cwd, 'export.xlsx', '--mend', 'mend.csv')).toMatchObject({ code: 1 });
  const mend = await readFile(path.join(cwd, 'mend.csv'), 'utf8');
  await writeFile(path.join(cwd, 'mend.csv'), mend.replace('-5', '5').replace('seven', '2'));
  expect(await run(cwd, 'mend.csv', '-o', 'mended.csv')).toMatchObject({ code: 0 });
  expect((await readCsv(cwd, 'mended.csv')).map(({ uscc }) => uscc)).toEqual([keyOf(2), keyOf(3)]);
});

test('--mend copies a last line without a newline, a damaged row and an open quote unchanged', async () => {
  const cwd = await scratchFolder();
  const [heading, good] = csvOf([rowOf(1)])
    .trimEnd()
    .split('\n');
  await writeFile(
    path.join(cwd, 'export.csv'),
    `${heading}\n${good}\nshort,"a ""b"" c"\n\n"x"y,z\n"open, and\nno more`,
  );
  expect((await run(cwd, 'export.csv', '--mend', 'mend.csv')).code).toBe(1);
  expect(await readFile(path.join(cwd, 'mend.csv'), 'utf8')).toBe(
    `\ufeff${heading}\nshort,"a ""b"" c"\n\n"x"y,z\n"open, and\nno more\n`,
  );
});

test('--mend is refused for an export from standard input, and never overwrites the export', async () => {
  const cwd = await scratchFolder();
  const stream = await matura(['batch', 'quick-scan-china', '-', '--mend', 'm.csv'], { cwd, input: csvOf([rowOf(1)]) });
  expect(stream.code).toBe(2);
  expect(stream.stderr).toContain('name a file');
  await writeFile(path.join(cwd, 'export.csv'), csvOf([rowOf(1)]));
  expect((await run(cwd, 'export.csv', '--mend', 'export.csv')).code).toBe(2);
});
