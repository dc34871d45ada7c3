import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseWrittenDouble } from '../../../src/model/rational.ts';
import { matura, scratchFolder } from '../matura.ts';
import { csvOf, readCsv, rowOf } from './sample-export.ts';

test('a number is read as a double written by a program unless it has more digits than a double holds', () => {
  expect(parseWrittenDouble('0.30000000000000004')).toBe(0.1 + 0.2);
  expect(parseWrittenDouble('0.29999999999999999')).toBe(0.3);
  expect(parseWrittenDouble('-12.345678901234567')).toBe(-12.345678901234567);
  expect(parseWrittenDouble('12345678901234567')).toBeUndefined();
  expect(parseWrittenDouble('0.123456789012345678')).toBeUndefined();
  expect(parseWrittenDouble('1e999')).toBeUndefined();
});

test('doubles written by a program are read from CSV and answer files and reported; longer numbers are rejected', async () => {
  const cwd = await scratchFolder();
  const revenues = ['1999.9999999999998', '0.29999999999999999', '1,234.5678901234567', '1234.56789012345678', '5'];
  await writeFile(path.join(cwd, 'e.csv'), csvOf(revenues.map((revenue, i) => rowOf(i, { revenue, employees: '30' }))));
  const run = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', '--decimal', '.'], { cwd });
  expect(run.stderr).toContain('3 numbers of 16 or 17 digits');
  expect(await readCsv(cwd, 'e.rejects.csv')).toMatchObject([{ line: '5', rule: 'number-too-long' }]);
  expect(await readCsv(cwd, 'e.results.csv')).toHaveLength(4);
  const score = async (revenue: string) => {
    const input = `facts: { uscc: ${rowOf(1).uscc}, name: Example, employees: 30, revenue: ${revenue} }\nanswers: {}\n`;
    return matura(['score', 'quick-scan-china', '-', '--json'], { input });
  };
  const long = await score('1999.9999999999998');
  expect(long.stderr).toContain('1 number of 16 or 17 digits read as the shortest decimal');
  // The least small enterprise has 2000: a class is not reached by rounding.
  expect(JSON.parse(long.stdout).facts.size).toBe((await readCsv(cwd, 'e.results.csv'))[0]?.size);
  expect((await score('1234.5')).stderr).toBe('');
  expect((await score('1234.56789012345678')).stderr).toContain('digits');
});
