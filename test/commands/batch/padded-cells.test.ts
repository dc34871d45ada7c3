// Tables with blanks between delimiters and quotes.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { encodeGb18030 } from '../../../src/table/gb18030-codec.ts';
import { matura, scratchFolder } from '../matura.ts';
import { HEADINGS, keyOf, type Row, readCsv, rowOf } from './sample-export.ts';

const ROWS = [
  rowOf(1, { name: 'Stahl, Blech "Nord"', district: '锦江区' }),
  rowOf(2, { name: 'two\nlines', district: '  ' }),
  rowOf(3, { plan: 'x' }),
];

function padded(rows: readonly Row[], between: string, newline = '\n'): string {
  const cells = [HEADINGS, ...rows.map((row) => HEADINGS.map((heading) => row[heading] ?? ''))];
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  return cells.map((row) => row.map(quoted).join(between) + newline).join('');
}

test.each([
  ['commas', ', ', '\n'],
  ['several spaces', ',   ', '\r\n'],
  ['semicolons', '; ', '\n'],
])(
  '%s separate cells even with spaces before quotes; line numbers and rejects match the file',
  async (_, between, newline) => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'e.csv'), padded(ROWS, between, newline));
    const run = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', '--mend', 'm.csv'], { cwd });
    expect(run.code, run.stderr).toBe(1);
    const results = await readCsv(cwd, 'e.results.csv');
    expect(results.map(({ uscc, district }) => [uscc, district])).toEqual([
      [keyOf(1), '锦江区'],
      [keyOf(2), ''],
    ]);
    expect(await readCsv(cwd, 'e.rejects.csv')).toMatchObject([{ line: '5', column: 'plan', value: 'x' }]);
    const mend = await readFile(path.join(cwd, 'm.csv'), 'utf8');
    expect(mend).toContain('"Example 3"');
    expect(mend.trimEnd().split('\n')).toHaveLength(2);
  },
);

test('spaces before quotes are read in GB18030 as well, and from standard input', async () => {
  const cwd = await scratchFolder();
  const text = padded(ROWS.slice(0, 2), ', ');
  await writeFile(path.join(cwd, 'e.csv'), encodeGb18030(text));
  const read = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet'], { cwd });
  expect(read.stderr).toContain('gb18030');
  const piped = await matura(['batch', 'quick-scan-china', '-', '--quiet'], { cwd, input: text });
  expect(piped.code, piped.stderr).toBe(0);
  for (const name of ['e.results.csv', 'results.csv'])
    expect((await readCsv(cwd, name)).map(({ district }) => district)).toEqual(['锦江区', '']);
});

test('spaces before unquoted cells, and quotes within quoted cells, change nothing', async () => {
  const cwd = await scratchFolder();
  const cells = [HEADINGS, ...ROWS.slice(0, 1).map((row) => HEADINGS.map((heading) => row[heading] ?? ''))];
  const lines = cells.map((row) => row.map((cell) => (cell.includes('"') ? '"a, ""b"", ""c"""' : cell)).join(', '));
  await writeFile(path.join(cwd, 'e.csv'), `${lines.join('\n').replace(/, "a/, ',"a')}\n`);
  const run = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet'], { cwd });
  expect(run.code, run.stderr).toBe(0);
});
