import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';
import { saveAs, useOffice, WRITE_CSV } from './use-office.ts';

useOffice();

/** Every sheet into a file of its own, numbers in full and not as they are shown. */
const ALL_SHEETS = `${WRITE_CSV},,0,false,false,false,false,false,-1`;

test('LibreOffice finds in the workbook exactly the figures of the CSV, table by table', async () => {
  const place = await scratchFolder();
  const districts = ['东区', '=cmd|x', 'C'];
  const rows = Array.from({ length: 60 }, (_, i) => {
    const level = 1 + ((i * 7) % 4);
    return `E${i},${districts[i % 3]},${level},${level},${level},${(i * 13) % 97}.5,0.75`;
  });
  await writeFile(
    path.join(place, 'results.csv'),
    `uscc,district,level,lowest,highest,total,coverage\n${rows.join('\n')}\n`,
  );
  const links = Array.from({ length: 20 }, (_, i) => `E${Math.floor(i / 4)},E${i + 5},${i % 5 === 0}`);
  await writeFile(path.join(place, 'links.csv'), `buyer,supplier,single\n${links.join('\n')}\n`);
  const args = [
    'portfolio',
    'results.csv',
    '--by',
    'district',
    '--chains',
    'links.csv',
    '--visits',
    '20',
    '--min-cell',
    '1',
  ];
  const [csv, xlsx] = await Promise.all([
    matura([...args, '--as-of', '2026-01-31', '--format', 'csv'], { cwd: place }),
    matura([...args, '--as-of', '2026-01-31', '--format', 'xlsx', '-o', 'all.xlsx'], { cwd: place }),
  ]);
  expect([csv.code, xlsx.code], csv.stderr + xlsx.stderr).toEqual([0, 0]);
  const ours = new Map<string, number[]>();
  for (const { table, value } of parse(csv.stdout, { columns: true }) as Record<string, string>[]) {
    const numbers = ours.get(table as string) ?? [];
    ours.set(table as string, numbers);
    if (isNumber(value)) numbers.push(Number(value));
  }
  await saveAs(place, ['all.xlsx'], ALL_SHEETS);
  const sheets = (await readdir(place)).filter((name) => /^all-.*\.csv$/.test(name));
  const theirs = await Promise.all(
    sheets.map(async (name) => {
      const [, ...found] = parse(await readFile(path.join(place, name), 'utf8')) as string[][];
      return found.flat().flatMap((cell) => numberIn(cell));
    }),
  );
  const asText = (numbers: readonly number[]): string => numbers.map((number) => number.toPrecision(12)).join(' ');
  expect(ours.size).toBeGreaterThan(5);
  expect(ours.get('weak-links')?.length).toBeGreaterThan(10);
  // The sheet of notes holds no figure, nor do the rows of the CSV about the whole file.
  expect(ours.get('about')).toEqual([]);
  expect(theirs.map(asText).toSorted()).toEqual([...ours.values()].map(asText).toSorted());
  const levels = await readFile(path.join(place, sheets.find((name) => /Levels/i.test(name)) as string), 'utf8');
  expect(levels).toContain('=cmd|x');
}, 60_000);

/** The number that a cell holds; a share is written as percent. */
function numberIn(cell: string): number[] {
  if (cell.endsWith('%') && isNumber(cell.slice(0, -1))) return [Number(cell.slice(0, -1)) / 100];
  return isNumber(cell) ? [Number(cell)] : [];
}

function isNumber(cell: string | undefined): boolean {
  return cell !== undefined && /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(cell);
}
