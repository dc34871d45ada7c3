// Escape sequences in cells, which a terminal would obey.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, keyOf, type Row, readCsv, rowOf } from './sample-export.ts';

const RED = '\x1b[31m';
const TITLE = '\x1b]0;title\x07';
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/;
const ROWS: readonly Row[] = [
  rowOf(1, { name: `${RED}Example`, district: `Jinniu${TITLE}` }),
  rowOf(2, { plan: RED }),
  rowOf(3, { plan: '\u009b2J' }),
  { ...rowOf(4), uscc: `${RED}${keyOf(4)}` },
];

test.each([
  ['csv', csvOf(ROWS)],
  ['jsonl', ROWS.map((row) => `${JSON.stringify(row)}\n`).join('')],
])('in %s, control characters never reach a terminal or a message, but are kept in the data', async (ending, table) => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, `e.${ending}`), table);
  const mend = ending === 'csv' ? ['--mend', 'm.csv'] : [];
  const run = await matura(['batch', 'quick-scan-china', `e.${ending}`, '--lang', 'en', ...mend], { cwd });
  expect(run.code).toBe(1);
  expect(run.stderr + run.stdout).not.toMatch(CONTROL);
  const rejects = await readCsv(cwd, 'e.rejects.csv');
  expect(rejects.map(({ value }) => value)).toEqual([RED, '\u009b2J', `${RED}${keyOf(4)}`]);
  for (const { message } of rejects) expect(message).not.toMatch(CONTROL);
  expect((await readCsv(cwd, 'e.results.csv')).map(({ district }) => district)).toEqual([`Jinniu${TITLE}`]);
  if (ending === 'csv') expect(await readFile(path.join(cwd, 'm.csv'), 'utf8')).toContain(`,${RED},`);
});

test('batch and map print headings without their control characters', async () => {
  const cwd = await scratchFolder();
  const headings = HEADINGS.map((heading) => (heading === 'name' ? `na${RED}me` : heading));
  const [, ...rows] = csvOf([rowOf(1)]).split('\n');
  await writeFile(path.join(cwd, 'e.csv'), [headings.join(','), ...rows].join('\n'));
  const batch = await matura(['batch', 'quick-scan-china', 'e.csv'], { cwd });
  const map = await matura(['map', 'quick-scan-china', 'e.csv'], { cwd });
  expect(batch.stderr).toContain('[31mme');
  for (const text of [batch.stderr, map.stderr, map.stdout]) expect(text).not.toMatch(CONTROL);
});
